"""The endings of ten languages: what may follow the stem of a listed word.

Written for folded text (no Latin diacritics, one form of each Arabic letter); they accept a little more than the
grammars do, since a stem of the lists stands before them.
"""

from __future__ import annotations

import re

_TURKIC_ENDING = (
    r"(?:l[iu][gkqy])?(?:l[ae]r)?(?:[iu]?m|[iu]?n|s?[iu]|[iu]?[mn][iu]z|l[ae]r[iu])?"
    r"(?:n?[iu]n|[ny]?[iu]|[ny]?[ae]|n?[dt][ae]n?|y?l[ae]|n?c[ae])?"
    r"(?:k[iu](?:l[ae]r)?(?:n[ae]|n[iu]n?)?|[dt][iu]r(?:l[ae]r)?|y?[dt][iu](?:m|k|n[iu]z|l[ae]r)?|s[iu]z|l[iu]|y?[ae]m|y?[iu]m|y?[iu][kqz])?"
)
TURKIC_POSSESSED = re.compile(rf"(?:l[ae]r)?(?:[iu]?m|s?[iu]|[iu]?[mn][iu]z|l[ae]r[iu]){_TURKIC_ENDING}")
_GEORGIAN_ENDING = (
    r"(?:ეებ|ებ|ნ)?(?:ი|ა|ე|ო|უ)?(?:მა|მ|ისა|ის|სა|ს|ით|თი|ად|ათ|თა|თ|დ|ო)?"
    r"(?:შია|ში|ზე|თან|თვის|გან|დან|იდან|მდე|კენ|ვით|აა|ა)?(?:აც|ც|ვე|ა)?"
)
_ARABIC_ENDING = r"(?:ا|ة|ه|ت|ات|ان|ین|ون|وا|ی|ای|ته|تین|تان|یة|یین|یات)?(?:نی|ی|ه|ها|هم|هما|هن|نا|ک|کم)?"
_PERSIAN_ENDING = r"(?:ها|های|هایی|ان|ای|گان)?(?:یی|ی|م|ت|ش|مان|تان|شان|ام|اش|ات|ایم|ایش|اند|است|یم|یش|ه|و|را)?"
ENDINGS = {
    "az": re.compile(_TURKIC_ENDING),
    "tr": re.compile(_TURKIC_ENDING),
    "ka": re.compile(_GEORGIAN_ENDING),
    "ar": re.compile(_ARABIC_ENDING),
    "fa": re.compile(_PERSIAN_ENDING),
    "de": re.compile(r"(?:e?s|e?n|er?|ern|em|in(?:nen)?|erin(?:nen)?)?"),
    "fr": re.compile(r"(?:e?s?|x)?"),
    "es": re.compile(r"(?:s|es)?"),
}
ARABIC_PREFIXES = ("ال", "لل", "وال", "بال", "فال", "کال", "ولل", "وبال", "و", "ف", "ب", "ل", "وب", "ول")
"""The conjunctions, prepositions and article that Arabic writes onto the word."""

PLURALS = {
    "en": re.compile(r"e?s|ies"),
    "az": re.compile(r"(?:l[iu][gkqy])?l[ae]r.*"),
    "tr": re.compile(r"(?:l[iu][gkqy])?l[ae]r.*"),
    "ka": re.compile(r"ე?ებ.*|ნი|თა"),
    "ar": re.compile(r"(?:ات|ین|ون|وا).*"),
    "fa": re.compile(r"(?:ها|ان|گان).*"),
    "de": re.compile(r"e|e?n|ern|innen"),
    "fr": re.compile(r"e?s|x"),
    "es": re.compile(r"e?s"),
    "ru": re.compile(r"ов|ев|ам|ами|ах|ям|ями|ях|ья|ьев|ьям|ьями|ьях|иям|иями|иях|ых|ыми|их|ими|ые|ие"),
}
_ADJECTIVE = "ый ий ой ая яя ое ее ые ие ого его ому ему ым им ом ем ую юю ых их ыми ими ей"
RUSSIAN = {
    ending: frozenset(endings.split()) | ({""} if bare else frozenset())
    for ending, bare, endings in (
        ("", True, "а у ом ем е ы и ов ев ей ам ами ах ям ями ях ю я ой"),
        ("а", True, "а ы и у е ой ою ам ами ах"),
        ("я", True, "я и ю е ей ею ь й ям ями ях"),
        ("ь", False, "ь и я ю е ем ью ей ям ями ях"),
        ("й", False, "й я ю ем е и ев ям ями ях"),
        ("ок", False, "ок ка ку ком ке ки ков кам ками ках"),
        ("ы", True, "ы ам ами ах"),
        ("и", True, "и ам ами ах"),
        ("о", True, "о а у ом е ам ами ах"),
        ("е", False, "е я ю ем и й ям ями ях ей"),
        ("ие", False, "ие ия ию ием ии ий иям иями иях"),
        ("ия", False, "ия ии ию ией ий иям иями иях"),
        ("ый", False, _ADJECTIVE),
        ("ой", False, _ADJECTIVE),
        ("ий", False, _ADJECTIVE),
    )
}
ENGLISH = {"": frozenset({"", "s", "es"}), "y": frozenset({"y", "ies"}), "e": frozenset({"e", "es", "ed", "ing"})}
