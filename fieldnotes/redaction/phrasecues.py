"""Whether the words that spell the name of an organisation or place are meant as its name, or as words."""

from __future__ import annotations

import re
from itertools import pairwise

from fieldnotes.redaction.context import Context
from fieldnotes.redaction.nouns import inflected_word

_QUOTES = ("«", '"', "“", "„", "‘", "'")
_SLUG = re.compile(r"[-_–]")
_LEAST_IN_SLUG = 3
"""Words that are joined so in an address or file name; two may be a compound: an open-door policy."""
_HOST = re.compile(r"(?:[-_][^\W_]{1,30}){0,4}(?:\.[a-z][a-z0-9]{1,7}(?![^\W_])|/)")


def shows(context: Context, first: int, last: int) -> bool:
    """A phrase of everyday words counts only with a capital, quotes or in a script without capitals."""
    if any(context.capital(place) for place in range(first, last + 1)) or context.caseless(first):
        return True
    if _quoted(context, first) or not all(context.everyday(place) for place in range(first, last + 1)):
        return True
    return in_address(context, first, last)


def may_be_prose(context: Context, first: int, last: int) -> bool:
    """Everyday words of which only the one that opens the sentence has a capital."""
    return (
        last > first
        and context.sentence_start(first)
        and not context.caseless(first)
        and not any(context.capital(place) for place in range(first + 1, last + 1))
        and all(context.everyday(place) or inflected_word(context, place) for place in range(first, last + 1))
        and not _quoted(context, first)
        and not in_address(context, first, last)
    )


def _quoted(context: Context, first: int) -> bool:
    return context.view.text[max(0, context.tokens.starts[first] - 1) : context.tokens.starts[first]] in _QUOTES


def in_address(context: Context, first: int, last: int) -> bool:
    """blue-lantern-trust.example: joined without a blank, by several signs or in the name of a host or file."""
    joints = [context.between(*pair) for pair in pairwise(range(first, last + 1))]
    if not joints or not all(map(_SLUG.fullmatch, joints)):
        return False
    host = _HOST.match(context.view.lower, context.tokens.ends[last]) is not None
    return host or last - first + 1 >= _LEAST_IN_SLUG
