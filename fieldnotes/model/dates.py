"""Dates as exactly as they are known: a day, a month, a year, about then, between two, or not at all."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fieldnotes.errors import BadValue

_PART = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_CIRCA = re.compile(r"(?:c\.|ca\.|circa|about|~)\s*", re.IGNORECASE)
_RANGE = ".."
_UNKNOWN = ("", "unknown", "?")
_ALLOWED = "2016, 2016-11, 2016-11-04, c. 2016-11, 2016-11..2017-02, unknown"
_LAST_MONTH = 12


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    CIRCA = "circa"
    RANGE = "range"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class UncertainDate:
    """`first` and `last` are ISO dates as exact as known (2016, 2016-11, 2016-11-04); `last` only of a range.

    Build one with `parse`, which refuses days that do not exist; `str` gives the notation back.
    """

    first: str = ""
    last: str = ""
    circa: bool = False

    @classmethod
    def parse(cls, text: str) -> UncertainDate:
        """Read the notation: `2016-11`, `c. 2016-11`, `2016-11..2017-02`; empty or `unknown` for no date.

        Raises:
            BadValue: it is none, names a day that does not exist, or ends before it begins.
        """
        told = text.strip()
        if told.lower() in _UNKNOWN:
            return UNKNOWN_DATE
        match = _CIRCA.match(told)
        first, dots, last = told[match.end() if match else 0 :].partition(_RANGE)
        found = cls(first.strip(), last.strip(), match is not None)
        if dots and not found.last:
            raise BadValue(field="date", value=_shown(text), allowed=_ALLOWED)
        try:
            begin, end = _begin(found.first), _end(found.last or found.first)
        except ValueError as error:
            raise BadValue(field="date", value=_shown(text), allowed=_ALLOWED) from error
        if end < begin:
            raise BadValue(field="date", value=_shown(text), allowed=_ALLOWED)
        return found

    def __str__(self) -> str:
        return ("c. " if self.circa else "") + self.first + (f"{_RANGE}{self.last}" if self.last else "")

    def __bool__(self) -> bool:
        return bool(self.first)

    @property
    def precision(self) -> Precision:
        if not self.first:
            return Precision.UNKNOWN
        if self.last:
            return Precision.RANGE
        if self.circa:
            return Precision.CIRCA
        return (Precision.YEAR, Precision.MONTH, Precision.DAY)[self.first.count("-")]

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and the last day that it may mean; None for an unknown date.

        About a year, month or day reaches one of the same kind further on both sides.
        """
        if not self.first:
            return None
        begin, end = _begin(self.first), _end(self.last or self.first)
        if self.circa:
            return _begin_before(self.first, begin), _end_after(self.last or self.first, end)
        return begin, end

    @property
    def sort_key(self) -> tuple[str, str]:
        """Earlier and more exact ones first; unknown ones last."""
        span = self.span
        return ("9999-99", "") if span is None else (span[0].isoformat(), span[1].isoformat())


UNKNOWN_DATE = UncertainDate()


def days_after(earlier: UncertainDate, later: UncertainDate) -> tuple[int, int] | None:
    """The fewest and the most days from `earlier` to `later` that both allow, from 0; None where it was not later."""
    one, two = earlier.span, later.span
    if one is None or two is None or two[1] < one[0]:
        return None
    return max(0, (two[0] - one[1]).days), (two[1] - one[0]).days


def _shown(text: str) -> str:
    """What may stand in an error: a date that cannot be read may be anything that was typed."""
    return text.strip() if re.fullmatch(r"[\d.\s~c-]{1,24}", text.strip()) else "no date"


def _begin(text: str) -> date:
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def _end(text: str) -> date:
    year, month, day = _parts(text)
    month = month or _LAST_MONTH
    return date(year, month, day or monthrange(year, month)[1])


def _begin_before(text: str, begin: date) -> date:
    return _begin(_cut(begin - timedelta(days=1), text)) if begin.year > 1 else begin


def _end_after(text: str, end: date) -> date:
    return _end(_cut(end + timedelta(days=1), text)) if end.year < date.max.year else end


def _cut(day: date, like: str) -> str:
    """`day` as exact as `like` is written."""
    return day.isoformat()[: len(like)]


def _parts(text: str) -> tuple[int, int, int]:
    match = _PART.fullmatch(text)
    if match is None:
        raise ValueError
    year, month, day = (int(part) if part else 0 for part in match.groups())
    return year, month, day
