"""The endings a name may carry in running text: a closed grammar for each language family.

A tail is what follows the stem of a registered name inside one word. A grammar says whether the tail is a legal
chain of endings; vowel harmony and buffer letters are checked for the Turkic family.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from fieldnotes.redaction.scripts import Script
from fieldnotes.redaction.wordset import word_set

LONGEST = 12


class Family(Enum):
    """What kind of ending a tail is; ORIGIN (-lı) and DERIVED make another word of it."""

    NONE = "none"
    TURKIC = "turkic"
    ORIGIN = "origin"
    UZBEK = "uzbek"
    KURDISH = "kurdish"
    RUSSIAN = "russian"
    ADJECTIVE = "adjective"
    GENITIVE_S = "s"
    GERMAN = "german"
    GEORGIAN = "georgian"
    GEORGIAN_OF = "georgian genitive"
    ARABIC = "arabic"
    GREEK = "greek"
    ARMENIAN = "armenian"
    PERSIAN = "persian"
    ROMANISED = "romanised"
    DERIVED = "derived"
    POSSESSIVE = "possessive"
    DIMINUTIVE = "diminutive"
    PET = "pet name"

    __hash__ = object.__hash__  # Enum's own is a Python function


class Cut(NamedTuple):
    """A stem ends at offset `end` of the word and a legal tail of `family` follows; `start` skips an Arabic clitic."""

    start: int
    end: int
    family: Family
    cost: float


_A, _I = "[aeə]", "[ıiuü]"
_DEAR = f"[çc]{_I}(?:[kq]|[ğgy]{_I}m(?:{_I}z)?|m)"
_NUMBER = f"(?:l{_A}r|g[iı]l(?:l{_A}r)?|l{_I}(?:l{_A}r)?|l{_I}[qkğy]|s{_I}z|c{_A}|[çc]{_I}|{_DEAR})"
_PERSON = f"(?:[mkqn]|n{_I}z|l{_A}r)"
_COPULA = f"(?:[dt]{_I}r(?:l{_A}r)?|y?[dt]{_I}{_PERSON}?|y?m{_I}[şs](?:{_PERSON}|{_I}[mkqz])?|y?s{_A}|m{_I})"
_LOCATIVE = f"[dt]{_A}(?:n|k[ıi](?:l{_A}r)?(?:n{_I}n?|n{_A})?)?"
_OWNED = f"k[ıi](?:l{_A}r)?(?:n[ıi]n?|n{_A}|n[dt]{_A}n?|yl{_A})?"
_CASE_AFTER_CONSONANT = f"(?:{_I}|{_A}|{_LOCATIVE}|{_I}n(?:{_OWNED})?|l{_A}|[dt]{_A}k|c{_A})"
_CASE_AFTER_VOWEL = f"(?:y{_I}|n{_I}(?:n{_OWNED})?|y{_A}|n{_A}|{_LOCATIVE}|n[dt]{_A}n?|n{_I}n|yl{_A}|nc{_A}|yc{_A})"
_OWN_AFTER_CONSONANT = f"(?:{_I}m{_I}z|{_I}n{_I}z|{_I}m|{_I}n|{_I}(?=n[{_I[1:-1]}{_A[1:-1]}d]|yl))"
_OWN_AFTER_VOWEL = f"(?:m{_I}z|n{_I}z|m|n|s{_I}(?:n[{_I[1:-1]}{_A[1:-1]}]|nd{_A}n?|yl{_A})?)"
_AFTER_CONSONANT = f"(?:{_OWN_AFTER_CONSONANT}?(?:{_CASE_AFTER_CONSONANT}|{_CASE_AFTER_VOWEL})?)"
_AFTER_VOWEL = f"(?:(?:m{_I}z|n{_I}z|m|n)?{_CASE_AFTER_CONSONANT}|{_OWN_AFTER_VOWEL}|{_CASE_AFTER_VOWEL})"
_FROM_CONSONANT = re.compile(
    f"(?:{_NUMBER}(?:{_AFTER_CONSONANT}|{_CASE_AFTER_VOWEL})?{_COPULA}?"
    f"|{_OWN_AFTER_CONSONANT}(?:{_CASE_AFTER_CONSONANT}|{_CASE_AFTER_VOWEL})?{_COPULA}?"
    f"|{_CASE_AFTER_CONSONANT}{_COPULA}?|{_COPULA})"
)
_FROM_VOWEL = re.compile(
    f"(?:{_NUMBER}(?:{_AFTER_CONSONANT}|{_CASE_AFTER_VOWEL})?{_COPULA}?"
    f"|(?:m{_I}z|n{_I}z|m|n){_CASE_AFTER_CONSONANT}{_COPULA}?|{_OWN_AFTER_VOWEL}{_COPULA}?"
    f"|{_CASE_AFTER_VOWEL}{_COPULA}?|{_COPULA})"
)
_BACK, _FRONTED = frozenset("aıou"), frozenset("eəiöü")
_TURKIC_VOWELS = _BACK | _FRONTED
_UNKNOWN_WHEN_ASCII = frozenset("iuo")
_DISHARMONY = 0.04

_RUSSIAN = word_set(
    "а у ом ем ём ым им е ой ою ей ею ёй ёю ы и ю я ам ами ах ям ями ях ых их ыми ими ого его ому "
    "ему ий ый ая яя ую юю "
    "ое ее ые ие ью иям иями иях ею ию ии"
)
_ADJECTIVE = word_set("ий ый ой ого его ому ему им ым ом ем ая яя ой ей ую юю ою ею ие ые их ых ими ыми")
_RUSSIAN_DERIVED = re.compile(
    ""
    "(?:ов|ев|ёв|ин|ын)(?:а|у|ы|е|ой|ых|ым|ыми|ом|ому|ого)?|(?:овск|евск|инск|ск)(?:ий|ого|ому|им|ом|ая|ой|ую|ие|их|ими|и)"
    "|(?:цев|овц|евц|ц)(?:ы|а|у|ев|ам|ами|ах|ем)?"
)
_POSSESSIVE = re.compile("[иы]н(?:а|ы|о|у|е|ой|ых|ым|ыми|ом|ому|ого)?")
_SLAVIC_DIMINUTIVE = re.compile(
    "(?:[ое]чк|[оеё]ньк|[уюыи]шк|[ои]чк|к)(?:а|у|и|е|ой|о|ою)|(?:чик|ик|ёк|[уюо]ш|ул)(?:а|у|ом|е|и|ей|я|ю|ей|ень|еньк[аиуе])?"
)
_GEORGIAN_DIMINUTIVE = re.compile("(?:იკო|უკა|უნა|უჩა|იტო|ილო|იკა|უნია)(?:ს|მ|თან|ზე|სთვის|სგან)?")
_LATIN_DIMINUTIVE = word_set(
    "ito ita itos itas cito cita ecito ecita illo illa ín chen lein ochka echka enka ushka yushka ochku echku enku chik"
)
_ROMANISED = word_set(
    "a u om em ym im e oi oy oj oiu oyu ei ey ej y i yu iu ya ia am ami akh ah yami ykh yh ikh ogo "
    "ego omu emu ii iy ij "
    "aya aia uyu uiu"
)
_ROMANISED_ADJECTIVE = word_set("y i ii iy ij yj ogo omu im om aya aia aja oi oy oj uyu uiu uju ie ikh imi yi")
_UZBEK = word_set("ning ningki niki ni ga нинг ники ни га")
_KURDISH = word_set("ê î an ên ekî ekê yê yî ya yên")
_GERMAN = word_set("sche schen scher sches schem er ern erin")
_GEORGIAN = re.compile(
    ""
    "(?:ებ)?(?:ი|მა|მ|ს|ის|ისა|ით|თ|ითა|ად|დ|ო|სა|ა)?(?:თვის|თან|ზე|ში|გან|დან|ნ|კენ|მდე|ვით|ურთ|თანავე|ადმი)?(?:ც|ცა|ვე|ა|აა|აც|ო)?"
)
_GEORGIAN_SYNCOPE = ("ის", "ით", "ებ")
"""The endings before which a stem loses its last ა or ე; only ი is lost before others too."""
_PERSIAN = word_set("ها های هایی ی ای یی را رو اش ام ات مان تان شان هایش هایم ست است یم اید اند جان خان م ت ش و")
_ARABIC_SUFFIX = word_set("ي ه ها هم هن نا ك كم ين ون ان ات ية ا")
_GREEK = word_set("ου ού ο ό ε έ οι οί ων ών ους ούς ς η ή ης ής ας άς α ά")
_ARMENIAN = re.compile(
    "(?:ներ|եր|ենց)?(?:յի|յին|յից|յով|ի|ին|ից|իս|իդ|ով|ում|ը|ն|ս|դ|ու|ուն)?|ական(?:ը|ն|ի|ները|ների)?"
)
_CLITICS = (
    "وبال",
    "فبال",
    "وال",
    "فال",
    "بال",
    "كال",
    "ولل",
    "فلل",
    "لل",
    "ال",
    "وب",
    "ول",
    "وك",
    "فب",
    "فل",
    "و",
    "ف",
    "ب",
    "ل",
    "ك",
    *("וה", "וב", "ול", "וש", "של", "שב", "ו", "ה", "ב", "ל", "כ", "מ", "ש"),
)
_AZERI_LATIN = str.maketrans("аәеыиуүоөднлрғгҝкјйсзмтшчҹбвхфпғэ", "aəeıiuüoödnlrğggkyyszmtşçcbvxfpğe")
_AZERI_LETTERS = frozenset("әғҝјөүһҹ")


def cuts(word: str, script: Script) -> list[Cut]:
    """All ways to see a lower-case word as stem and legal tail; the whole word first, then ever shorter stems."""
    found = [Cut(0, len(word), Family.NONE, 0.0)]
    if script is Script.ARABIC:
        return found + list(_arabic(word))
    for end, families in tails(word, script):
        found += fitting_cuts(word, end, script, families)
    return found


_UNSEEN: tuple[Family, ...] = ()
_MOST_TAILS = 200_000
_KNOWN_TAILS: dict[Script, dict[str, tuple[Family, ...] | None]] = {}


def legal_tail(word: str, end: int, script: Script) -> tuple[Family, ...] | None:
    """The families in which what follows offset `end` of a word is a legal tail; None when it is not."""
    known, tail = _KNOWN_TAILS.setdefault(script, {}), word[end:]
    families = known.get(tail, _UNSEEN)
    if families is _UNSEEN:
        if len(known) >= _MOST_TAILS:
            known.clear()
        families = known[tail] = tail_family(tail, script)
    return families


def tails(word: str, script: Script) -> Iterator[tuple[int, tuple[Family, ...]]]:
    """Where a legal tail of a word may begin, the shortest tail first, with the families that allow it."""
    for end in range(len(word) - 1, max(1, len(word) - LONGEST - 1), -1):
        if families := legal_tail(word, end, script):
            yield end, families


def fitting_cuts(word: str, end: int, script: Script, families: tuple[Family, ...]) -> list[Cut]:
    """The cuts at `end` whose families the stem before it agrees with."""
    return [Cut(0, end, family, cost) for family, cost in _fitting(word, end, script, families)]


@lru_cache(maxsize=200_000)
def tail_family(tail: str, script: Script) -> tuple[Family, ...] | None:
    """The families in which `tail` is a legal chain of endings; None when there is none."""
    if script is Script.LATIN:
        found = [_turkic_family(tail)] if turkic_tail(tail) else []
        found += [family for family, tails in _LATIN_TAILS if tail in tails]
    elif script is Script.CYRILLIC:
        found = [family for family, tails in _CYRILLIC_TAILS if tail in tails]
        latin = tail.translate(_AZERI_LATIN)
        found += [_turkic_family(latin)] if turkic_tail(latin) else []
        found += [family for family, grammar in _CYRILLIC_GRAMMARS if grammar.fullmatch(tail)]
    elif script is Script.GEORGIAN:
        found = [Family.GEORGIAN] if _GEORGIAN.fullmatch(tail) else []
        found += [Family.GEORGIAN_OF] if found and tail.startswith(_GEORGIAN_SYNCOPE) else []
        found += [Family.DIMINUTIVE] if _GEORGIAN_DIMINUTIVE.fullmatch(tail) else []
    elif script is Script.GREEK:
        found = [Family.GREEK] if tail in _GREEK else []
    elif script is Script.ARMENIAN:
        found = [Family.ARMENIAN] if tail and _ARMENIAN.fullmatch(tail) else []
    else:
        found = []
    return tuple(found) or None


def legal_tails(tails: Collection[str], script: Script) -> set[str]:
    """Those of the distinct tails, none longer than LONGEST, for which `tail_family` knows a family; asked at once."""
    if script is Script.LATIN:
        return set(_TURKIC_LINES.findall("\n".join(tails))).union(
            *(known.intersection(tails) for _, known in _LATIN_TAILS)
        )
    if script is Script.CYRILLIC:
        latin = "\n".join(tails).translate(_AZERI_LATIN)
        turkic = set(_TURKIC_LINES.findall(latin))
        found = {tail for tail, spelled in zip(tails, latin.split("\n"), strict=True) if spelled in turkic}
        found.update(*(known.intersection(tails) for _, known in _CYRILLIC_TAILS))
        return found.union(_SLAVIC_LINES.findall("\n".join(tails)))
    return {tail for tail in tails if tail_family(tail, script)}


_LATIN_TAILS = (
    (Family.GENITIVE_S, frozenset({"s", "es", "ens"})),
    (Family.GERMAN, _GERMAN),
    (Family.KURDISH, _KURDISH),
    (Family.UZBEK, _UZBEK),
    (Family.ADJECTIVE, _ROMANISED_ADJECTIVE),
    (Family.ROMANISED, _ROMANISED),
    (Family.DIMINUTIVE, _LATIN_DIMINUTIVE),
)
_CYRILLIC_GRAMMARS = (
    (Family.DERIVED, _RUSSIAN_DERIVED),
    (Family.POSSESSIVE, _POSSESSIVE),
    (Family.DIMINUTIVE, _SLAVIC_DIMINUTIVE),
)
_TURKIC_LINES = re.compile(f"^(?:{_FROM_CONSONANT.pattern}|{_FROM_VOWEL.pattern})$", re.MULTILINE)
_SLAVIC_LINES = re.compile(
    "^(?:" + "|".join(f"(?:{grammar.pattern})" for _, grammar in _CYRILLIC_GRAMMARS) + ")$", re.MULTILINE
)
_CYRILLIC_TAILS = ((Family.ADJECTIVE, _ADJECTIVE), (Family.RUSSIAN, _RUSSIAN), (Family.UZBEK, _UZBEK))
_TURKIC_FAMILIES = frozenset({Family.TURKIC, Family.ORIGIN, Family.DERIVED})
_ORIGIN_TAIL = re.compile(f"l{_I}(?!{_I})")
_DERIVED_TAIL = re.compile(f"[çc]{_I}(?!m|[kqğgy])|l{_I}[qkğy]")


def _turkic_family(tail: str) -> Family:
    if _DERIVED_TAIL.match(tail):
        return Family.DERIVED
    return Family.ORIGIN if _ORIGIN_TAIL.match(tail) else Family.TURKIC


def turkic_tail(tail: str) -> bool:
    """Whether the tail is a Turkish or Azerbaijani chain of endings after some stem."""
    return len(tail) <= LONGEST and bool(_FROM_CONSONANT.fullmatch(tail) or _FROM_VOWEL.fullmatch(tail))


def _fitting(word: str, end: int, script: Script, families: tuple[Family, ...]) -> Iterator[tuple[Family, float]]:
    for family in families:
        if family is Family.GENITIVE_S and word[end:] != "s" and word[end - 1] not in "sxzßh":
            continue
        if family not in _TURKIC_FAMILIES or (script is Script.CYRILLIC and family is Family.DERIVED):
            yield family, 0.0
            continue
        latin = word if script is Script.LATIN else word.translate(_AZERI_LATIN)
        cost = _turkic_fit(latin[:end], latin[end:])
        if cost is not None:
            yield family, cost + (0.02 if script is Script.CYRILLIC and _AZERI_LETTERS.isdisjoint(word) else 0.0)


@lru_cache(maxsize=50_000)
def _turkic_fit(stem: str, tail: str) -> float | None:
    """Buffer letters and vowel harmony: the cost of the tail after this stem, None when it cannot follow it."""
    grammar = _FROM_VOWEL if stem[-1] in _TURKIC_VOWELS else _FROM_CONSONANT
    if not grammar.fullmatch(tail):
        return None
    last = next((letter for letter in reversed(stem) if letter in _TURKIC_VOWELS), "")
    first = next((letter for letter in tail if letter in _TURKIC_VOWELS), "")
    if not last or not first:
        return 0.0
    if (stem + tail).isascii() and (last in _UNKNOWN_WHEN_ASCII or first in _UNKNOWN_WHEN_ASCII):
        return 0.01
    if (last in _BACK) == (first in _BACK):
        return 0.0
    return _DISHARMONY if len(tail) > 2 else None


def _arabic(word: str) -> Iterator[Cut]:
    """Arabic, Persian and Hebrew: a proclitic before the name, an enclitic after it."""
    starts = [0] + [len(clitic) for clitic in _CLITICS if word.startswith(clitic) and len(word) - len(clitic) >= 3]
    for start in starts:
        if start:
            yield Cut(start, len(word), Family.NONE, 0.0)
        for end in range(len(word) - 1, max(start + 2, len(word) - 6), -1):
            tail = word[end:]
            if tail in _PERSIAN:
                yield Cut(start, end, Family.PERSIAN, 0.0)
            elif tail in _ARABIC_SUFFIX:
                yield Cut(start, end, Family.ARABIC, 0.02)


def detached_tail(tail: str) -> bool:
    """Whether letters after an apostrophe or hyphen are an ending and not a word: Turgut'la, AXCP-nin, Anna’s."""
    return tail == "s" or turkic_tail(tail) or turkic_tail(tail.translate(_AZERI_LATIN)) or tail in _RUSSIAN
