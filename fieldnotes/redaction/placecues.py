"""Names in the names of streets, towns and institutions, and places told by the preposition before them."""

from __future__ import annotations

import re

from fieldnotes.redaction.context import Context
from fieldnotes.redaction.homographs import generic_class, is_epithet, is_place_word, is_street_word
from fieldnotes.redaction.wordset import word_set

_SAINTS = word_set("san santa santo são saint sainte st ste sankt sveti")
_OF = word_set("de la del du des of der des")
_GENITIVES = ("ого", "его", "ому", "ему", "а", "я", "ой", "ей", "у", "ю")
_GENITIVE_AFTER = frozenset({"ru", "uk", "be"})
_WHERE = {
    "de": word_set("nach in aus bei von bis über um nahe"),
    "en": word_set("in into to from via near across outside throughout"),
    "fr": word_set("à en"),
    "es": word_set("en"),
    "ru": word_set("в во"),
}


def located(context: Context, place: int) -> bool:
    """In Jordan, à Florence, nach Essen: a noun without its article after a preposition of place."""
    if not place or not context.capital(place):
        return False
    return context.lower(place - 1) in _WHERE.get(context.language, ()) and context.between(place - 1, place) == " "


def of_old(context: Context, place: int) -> bool:
    """King James, Святого Георгия, თამარ მეფე: a first name that everybody knows, and no surname beside it."""
    if (
        place
        and context.between(place - 1, place) in (" ", "\u00a0", " «", ' "', " „")
        and is_epithet(context.lower(place - 1))
    ):
        return True
    after = place + 1
    return (
        context.language in ("ka", "az", "tr", "ru")
        and after < len(context.tokens)
        and context.between(place, after) == " "
        and is_epithet(context.lower(after))
    )


_ON = word_set("на по")
_HOUSE = re.compile(
    r",? (?:(?:д\. ?|дом |ev |no[.:]? ?|№ ?)\d{1,3}(?!\w)"
    r"|\d{1,3}[a-zа-я]?(?:/\d{1,4}|['’-][dt][aəe]n?)(?!\w)"
    r"|\d{1,3}[a-zа-я]?(?=[,.;)\n]|$))",
    re.IGNORECASE,
)
"""A house, or a house and a flat, and no count of what the next word names."""


def numbered_house(context: Context, first: int, last: int) -> bool:
    """На Гоголя, 12; Füzuli 48/17: the own words of a street, known for it by the number of a house."""
    place = context.language != "ru" or (first > 0 and context.lower(first - 1) in _ON)
    return place and context.capital(first) and bool(_HOUSE.match(context.view.lower, context.tokens.ends[last]))


_GAPS = (" ", "\u00a0", " «", ' "', " „")
_MAP = frozenset({"street", "square", "station", "bridge", "park", "airport", "district"})


def on_the_map(context: Context, place: int) -> bool:
    """Nizami küçəsi, Pushkin Square, boulevard Voltaire: on every map, and no hint of a living namesake."""
    before, after = place - 1, place + 1
    if before > 0 and context.lower(before) in _OF:
        before -= 1
    near = (one for one in (before, after) if 0 <= one < len(context.tokens))
    return any(generic_class(context.lower(one)) in _MAP for one in near)


def names_a_place(context: Context, place: int) -> bool:
    """Rue Voltaire, Nizami küçəsi, San Diego, Goethe-Universität: called after a person, and no mention of one."""
    if beside_place_word(context, place):
        return True
    if place and context.capital(place) and context.between(place - 1, place) in (" ", ". ", "-"):
        return context.capital(place - 1) and context.lower(place - 1) in _SAINTS
    return False


def _longer_place(context: Context, after: int) -> bool:
    """Luther King Boulevard: the place word comes after one more capital."""
    last = after + 1
    if context.language not in ("en", "az", "tr") or last >= len(context.tokens) or context.between(after, last) != " ":
        return False
    return context.capital(after) and context.capital(last) and is_place_word(context.lower(last))


def beside_place_word(context: Context, place: int) -> bool:
    """The word is part of the name of a street, feast or institution."""
    after, before = place + 1, place - 1
    gaps = (" ", "\u00a0", "-") if context.language in ("de", "fr", "") else (" ", "\u00a0")
    if after < len(context.tokens) and context.between(place, after) in gaps:
        capitals = context.language in ("en", "fr", "es", "de") and not context.capital(after)
        if is_place_word(context.lower(after)) and not capitals:
            return True
        if _longer_place(context, after):
            return True
    if before > 0 and context.lower(before) in _OF and context.between(before, place) == " ":
        before -= 1
    if before < 0 or context.between(before, before + 1) != " ":
        return False
    if context.language in _GENITIVE_AFTER and context.lower(place).endswith(_GENITIVES):
        return is_place_word(context.lower(before))
    if not is_street_word(context.lower(before)):
        return False
    return context.language not in ("en", "de") or context.capital(before)


_POSSESSED = re.compile("[ıiuü](?:n[^\\W\\d_]*)?")


def called_after(context: Context, place: int) -> bool:
    """Rəşid Behbudov küçəsi, улица Ивана Громова: the word is the last or first of what a place is called after."""
    if not on_the_map(context, place) or not beside_place_word(context, place):
        return False
    after = context.lower(place + 1) if place + 1 < len(context.tokens) else ""
    if context.language not in ("az", "tr") or not generic_class(after):
        return True
    return any(_POSSESSED.fullmatch(after, end) for end in range(2, len(after)))
