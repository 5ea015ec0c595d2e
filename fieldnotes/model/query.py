"""What a search asks for: words, "phrases", beginnings*, what must not be there, and filters; and what it finds.

Grammar: terms are combined by AND; a bare OR between two terms makes them alternatives and binds tighter than AND;
a minus right before a term or filter asks for what does not have it. A filter is a name, a colon and one or more
values with commas between them, of which one must hold; a value with spaces stands in quotes. Anything else with a
colon is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from fieldnotes.errors import BadQuery, BadValue
from fieldnotes.i18n import N_, tr
from fieldnotes.model.dates import UncertainDate
from fieldnotes.model.level import Level
from fieldnotes.model.record import Kind, Row
from fieldnotes.model.status import State


class Name(StrEnum):
    """The filters."""

    CODE = "code"
    KIND = "kind"
    LEVEL = "level"
    CASE = "case"
    PERSON = "person"
    """Whose words it is, whom its form names, or of whom it speaks as far as texts were looked at."""
    ABOUT = "about"
    """Of whom it speaks."""
    TAG = "tag"
    DATE = "date"
    STATUS = "status"
    ARTICLE = "article"
    HAS = "has"
    REPRISAL = "reprisal"
    """Incidents that may have followed a publication within so many days."""


class Has(StrEnum):
    """What a record can be asked to have. `open`: possible names that nobody has decided on yet."""

    OPEN = "open"
    TASK = "task"
    DRAFT = "draft"
    CONFLICT = "conflict"
    SEALED = "sealed"
    """A SEALED passage."""


Asked = str | Kind | Level | State | Has | UncertainDate


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase as typed, not yet folded. With `prefix`, its last word may go on."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """One of `values` must hold, or none of them where it is `negated`. Codes are in capitals, dates `UncertainDate`s.

    A str among the values of HAS is the code of a record that has it: somebody looked already, because only the
    services can tell what has open hits, and what is a REPRISAL.
    """

    name: Name
    values: tuple[Asked, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """Every group must be met by one of its terms, none of `without` may be there, and every filter must hold."""

    groups: tuple[tuple[Term, ...], ...] = ()
    without: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A record that was found. `marks` are the [start, end) of what matched in `snippet`."""

    row: Row
    snippet: str = ""
    marks: tuple[tuple[int, int], ...] = ()


_TOKEN = re.compile(
    rf'\s*(?P<minus>-(?=["\w]))?(?:(?P<filter>{"|".join(Name)}):(?P<value>(?:"[^"]*"|[^\s"])*)'
    r'|"(?P<phrase>[^"]*)"(?P<star>\*?)|(?P<open>")|(?P<word>[^\s"]+))',
    re.IGNORECASE,
)
_MOST_DAYS = 3650
_RANGE, _FIRST_YEAR, _LAST_YEAR = "..", "1800", "2100"
_VALUE = re.compile(r'"[^"]*"|[^,"]+')

_TERM = N_('a word or a "phrase"')
_BESIDE_OR = N_('a word or a "phrase" on both sides of OR; for alternatives of a filter, commas: kind:note,testimony')
_CLOSING = N_('a closing quote: "two words"')
_ONCE = N_("each filter once; alternatives with commas: kind:note,testimony")
_ONE_OF = N_("after {name}: one of {allowed}")
_A_DATE = N_("after date: such as 2016, 2016-11, 2016-11-04, 2016-11..2017-02, 2016.. or ..2017")
_A_VALUE = N_("a value right after {name}: with no space between")


def parse(text: str) -> Query:
    """Read a query.

    Raises:
        BadQuery: an unclosed quote, a star with nothing before it, an OR with nothing beside it, a filter given twice
            or with an unknown value, or nothing to look for. `position` counts characters from 1.
    """
    reader = _Reader()
    for match in _TOKEN.finditer(text.rstrip()):
        position = match.start() + len(match[0]) - len(match[0].lstrip()) + 1
        if match["filter"]:
            reader.take_filter(match, position)
        elif match["word"] == "OR" and not match["minus"]:
            reader.take_or(position)
        else:
            reader.take_term(match, position)
    return reader.query()


class _Reader:
    """What was read so far. `_joining` is where an OR stands that waits for its second term."""

    def __init__(self) -> None:
        self._groups: list[list[Term]] = []
        self._without: list[Term] = []
        self._filters: list[Filter] = []
        self._joining: int | None = None
        self._can_join = False

    def take_filter(self, match: re.Match[str], position: int) -> None:
        name, negated = Name(match["filter"].lower()), bool(match["minus"])
        if self._joining is not None:
            raise _bad(position, _BESIDE_OR)
        if any((one.name, one.negated) == (name, negated) for one in self._filters):
            raise _bad(position, _ONCE)
        at = position + negated + len(name) + 1
        self._filters.append(Filter(name, _values(name, match["value"], at), negated))
        self._can_join = False

    def take_or(self, position: int) -> None:
        if self._joining is not None or not self._can_join:
            raise _bad(position, _BESIDE_OR)
        self._joining = position

    def take_term(self, match: re.Match[str], position: int) -> None:
        term, negated = _term(match, position), bool(match["minus"])
        if negated and self._joining is not None:
            raise _bad(position, _BESIDE_OR)
        if negated:
            self._without.append(term)
        elif self._joining is None:
            self._groups.append([term])
        else:
            self._groups[-1].append(term)
        self._joining, self._can_join = None, not negated

    def query(self) -> Query:
        if self._joining is not None:
            raise _bad(self._joining, _BESIDE_OR)
        if not (self._groups or self._without or self._filters):
            raise _bad(1, _TERM)
        return Query(tuple(map(tuple, self._groups)), tuple(self._without), tuple(self._filters))


def _term(match: re.Match[str], position: int) -> Term:
    if match["open"]:
        raise _bad(position, _CLOSING)
    phrase, word = match["phrase"], match["word"]
    text, prefix = (phrase, bool(match["star"])) if phrase is not None else (word.rstrip("*"), word.endswith("*"))
    if not text.strip():
        raise _bad(position, _TERM)
    return Term(text, prefix)


def _dates(text: str) -> UncertainDate:
    """A date in its notation, or a range with one end open."""
    first, dots, last = text.partition(_RANGE)
    return UncertainDate.parse(f"{first or _FIRST_YEAR}{dots}{last or _LAST_YEAR}" if dots else text)


def _days(text: str) -> str:
    if not text.isascii() or not text.isdigit() or int(text) > _MOST_DAYS:
        raise ValueError
    return str(int(text))


_READ: Mapping[Name, Callable[[str], Asked]] = {
    Name.KIND: lambda value: Kind(value.lower()),
    Name.LEVEL: Level.parse,
    Name.STATUS: lambda value: State(value.lower()),
    Name.HAS: lambda value: Has(value.lower()),
    Name.DATE: _dates,
    Name.REPRISAL: _days,
    Name.TAG: str,
    Name.ARTICLE: str,
}
"""All others are codes."""
_ALLOWED: Mapping[Name, tuple[str, ...]] = {
    Name.KIND: tuple(Kind),
    Name.LEVEL: tuple(level.name.lower() for level in Level),
    Name.STATUS: tuple(State),
    Name.HAS: tuple(Has),
    Name.REPRISAL: ("30", "90", f"0-{_MOST_DAYS}"),
}


def _values(name: Name, text: str, position: int) -> tuple[Asked, ...]:
    values = [value.strip('"').strip() for value in _VALUE.findall(text)]
    if not all(values) or not values:
        raise _bad(position, _A_VALUE, name=name.value)
    try:
        return tuple(_READ.get(name, str.upper)(value) for value in values)
    except BadValue as error:
        raise _bad(position, _A_DATE) from error
    except (KeyError, ValueError) as error:
        raise _bad(position, _ONE_OF, name=name.value, allowed=", ".join(_ALLOWED[name])) from error


def _bad(position: int, expected: str, **params: object) -> BadQuery:
    return BadQuery(position=position, expected=tr(expected, **params))
