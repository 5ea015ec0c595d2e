"""Words that no text holds, by which the search tables find what a card and a form say: tags, persons, the date.

They stand in a record's row of its own level's table and go with it. A date is told by the fewest whole years, months
and days that it can mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from fieldnotes.errors import BadValue
from fieldnotes.model.dates import UNKNOWN_DATE, UncertainDate
from fieldnotes.model.form_values import codes_in
from fieldnotes.model.record import Body, Card
from fieldnotes.redaction.fold import search_fold

Marker = tuple[str, bool]
"""A word of the index, and whether it may go on."""

_TAG, _PERSON, _DATE = "zqt", "zqs", "zqd"
_APART = re.compile(r"[\W_]+")
_LAW = "law:"
_DECEMBER = 12
_YEAR, _MONTH, _DAY = 4, 6, 8
"""Digits of a block."""
_FIRST, _LAST = date(1800, 1, 1), date(2199, 12, 31)
"""Days outside are told by no marker: nobody alive was there, and a slip of the pen must not make thousands of them."""


def of_record(card: Card, body: Body) -> list[str]:
    """Everything by which a record is found: also whom its form names by code, where it has one."""
    told = [_word(_TAG, tag) for tag in card.tags]
    named = set() if body.form is None else set(codes_in(body.form))
    told += [_word(_PERSON, code) for code in sorted(named | {card.source} - {""})]
    return [*told, *(_DATE + block for block in _blocks(_date(card)))]


def of_tag(tag: str) -> tuple[Marker, ...]:
    return ((_word(_TAG, tag), False),)


def of_article(number: str) -> tuple[Marker, ...]:
    """The article itself and its parts: 535 finds 535.1."""
    word = _word(_TAG, _LAW + number)
    return ((word, False), (word + _joined("."), True))


def of_person(code: str) -> tuple[Marker, ...]:
    return ((_word(_PERSON, code), False),)


def of_date(asked: UncertainDate) -> tuple[Marker, ...]:
    """Everything that lies in the days of a date, and every whole month or year that a part of it lies in."""
    blocks = list(_blocks(asked))
    around = {block[:length] for block in blocks for length in (_YEAR, _MONTH) if len(block) > length}
    return (*((_DATE + block, True) for block in blocks), *((_DATE + block, False) for block in sorted(around)))


def expression(asked: tuple[Marker, ...]) -> str:
    """Any of them, in FTS5's language."""
    return " OR ".join(f'"{word}"' + ("*" if goes_on else "") for word, goes_on in asked)


def meet(asked: tuple[Marker, ...], told: list[str]) -> bool:
    """Whether a card that tells `told` would be found."""
    return any(one.startswith(word) if goes_on else one == word for word, goes_on in asked for one in told)


def _word(prefix: str, text: str) -> str:
    return prefix + _joined(search_fold(text))


def _joined(text: str) -> str:
    return _APART.sub("q", text)


def _date(card: Card) -> UncertainDate:
    """What an earlier program let in and cannot be read is no date."""
    try:
        return UncertainDate.parse(card.dated)
    except BadValue:
        return UNKNOWN_DATE


def _blocks(known: UncertainDate) -> Iterator[str]:
    """The fewest whole years, months and days, as 2016, 201611 and 20161104."""
    if known.span is None:
        return
    day, last = max(known.span[0], _FIRST), min(known.span[1], _LAST)
    while day <= last:
        ends = ((date(day.year, _DECEMBER, 31), _YEAR), (_month_end(day), _MONTH), (day, _DAY))
        end, length = next((end, length) for end, length in ends if end <= last and _begins(day, length))
        yield day.isoformat().replace("-", "")[:length]
        day = end + timedelta(days=1)


def _begins(day: date, length: int) -> bool:
    """Whether a whole year or month begins on this day; a day always does."""
    return {_YEAR: (day.month, day.day) == (1, 1), _MONTH: day.day == 1}.get(length, True)


def _month_end(day: date) -> date:
    first = date(day.year + 1, 1, 1) if day.month == _DECEMBER else date(day.year, day.month + 1, 1)
    return first - timedelta(days=1)
