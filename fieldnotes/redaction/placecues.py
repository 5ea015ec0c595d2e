"""Names in the names of streets, towns and institutions, and places told by the preposition before them."""

from __future__ import annotations

from fieldnotes.redaction.context import Context
from fieldnotes.redaction.homographs import is_place_word, is_street_word
from fieldnotes.redaction.wordset import word_set

_SAINTS = word_set("san santa santo são saint sainte st ste sankt sveti")
_OF = word_set("de la del du des of der des")
_WHERE = word_set("nach in aus bei von bis über um nahe")


def located(context: Context, place: int) -> bool:
    """German nach Essen, in Essen: a noun without its article after a preposition of place."""
    if context.language != "de" or not place or not context.capital(place):
        return False
    return context.lower(place - 1) in _WHERE and context.between(place - 1, place) == " "


def names_a_place(context: Context, place: int) -> bool:
    """Rue Voltaire, Nizami küçəsi, San Diego, Goethe-Universität: called after a person, and no mention of one."""
    if beside_place_word(context, place):
        return True
    if place and context.capital(place) and context.between(place - 1, place) in (" ", ". ", "-"):
        return context.capital(place - 1) and context.lower(place - 1) in _SAINTS
    return False


def beside_place_word(context: Context, place: int) -> bool:
    """The word is part of the name of a street, feast or institution."""
    after, before = place + 1, place - 1
    gaps = (" ", "\u00a0", "-") if context.language in ("de", "fr", "") else (" ", "\u00a0")
    if after < len(context.tokens) and context.between(place, after) in gaps:
        capitals = context.language in ("en", "fr", "es", "de") and not context.capital(after)
        if is_place_word(context.lower(after)) and not capitals:
            return True
    if before > 0 and context.lower(before) in _OF and context.between(before, place) == " ":
        before -= 1
    if before < 0 or context.between(before, before + 1) != " " or not is_street_word(context.lower(before)):
        return False
    return context.language not in ("en", "de") or context.capital(before)
