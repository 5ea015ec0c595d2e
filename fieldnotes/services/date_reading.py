"""Dates as people write them: "4 November 2016", "ок. ноября 2016", "Kasım 2016 – 2017-02"."""

from __future__ import annotations

import re
from functools import lru_cache

from fieldnotes.errors import BadValue
from fieldnotes.model.dates import UncertainDate
from fieldnotes.redaction.vocabulary import LANGUAGES
from fieldnotes.services.vocabulary import month, worded

_DAY = re.compile(r"(?:(?P<day>\d{1,2})\.?\s+)?(?P<month>[^\W\d_]+)\.?,?\s+(?P<year>\d{4})")
_NUMBERS = re.compile(r"(?:(?P<day>\d{1,2})\.)?(?P<month>\d{1,2})\.(?P<year>\d{4})")
_TO = re.compile(r"\s*(?:\.\.|–|—)\s*|\s+-\s+")
_MONTHS = 12
_SHORTEST = 3


def read(text: str) -> UncertainDate:
    """A date in the notation of `UncertainDate`, or with the name of a month in any language that the program speaks.

    Raises:
        BadValue: it is none, or a month's name could be several.
    """
    told = text.strip()
    about, told = _circa(told)
    parts = [_iso(part) for part in _TO.split(told)]
    try:
        return UncertainDate.parse(("c. " if about else "") + "..".join(parts))
    except BadValue:
        return UncertainDate.parse(text)  # the error then speaks of what was typed


def _circa(text: str) -> tuple[bool, str]:
    """Whether it begins with a word for about, and the rest."""
    for language in LANGUAGES:
        word = worded("date", "circa", language)
        if text.casefold().startswith(f"{word.casefold()} "):
            return True, text[len(word) :].strip()
    return False, text


def _iso(part: str) -> str:
    """One end of a date as it is kept; what is none stays as it is."""
    words, numbers = _DAY.fullmatch(part), _NUMBERS.fullmatch(part)
    if numbers is not None:
        found, number = numbers, int(numbers["month"])
    elif words is not None:
        found, number = words, _number(words["month"].casefold())
    else:
        return part
    if not 1 <= number <= _MONTHS:
        return part
    return f"{found['year']}-{number:02}" + (f"-{int(found['day']):02}" if found["day"] else "")


def _number(name: str) -> int:
    """The month of a name or of its beginning; 0 where it is none, or could be two."""
    names = _names()
    if name in names:
        return names[name]
    found = {number for known, number in names.items() if len(name) >= _SHORTEST and known.startswith(name)}
    return found.pop() if len(found) == 1 else 0


@lru_cache(maxsize=1)
def _names() -> dict[str, int]:
    return {
        month(number, language, after_day=after_day).casefold(): number
        for language in LANGUAGES
        for number in range(1, _MONTHS + 1)
        for after_day in (False, True)
    }
