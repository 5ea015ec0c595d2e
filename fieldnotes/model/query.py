"""What a search asks for: words, "phrases", beginnings*, and filters; and what it finds.

Grammar: terms are combined by AND; a bare OR between two terms makes them alternatives and binds tighter than AND.
A filter is one of code: kind: level: case: followed by its value; anything else with a colon is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from fieldnotes.errors import BadQuery
from fieldnotes.model.level import Level
from fieldnotes.model.record import Kind, Row


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase as typed, not yet folded. With `prefix`, its last word may go on."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """Every group must be met by one of its terms, and every filter that is not None must hold."""

    groups: tuple[tuple[Term, ...], ...] = ()
    code: str | None = None
    kind: Kind | None = None
    level: Level | None = None
    case: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A record that was found. `marks` are the [start, end) of what matched in `snippet`."""

    row: Row
    snippet: str = ""
    marks: tuple[tuple[int, int], ...] = ()


_TOKEN = re.compile(r'\s*(?:(?P<filter>code|kind|level|case):(?P<value>[^\s"]*)|"(?P<phrase>[^"]*)"(?P<star>\*?)'
                    r'|(?P<open>")|(?P<word>[^\s"]+))', re.IGNORECASE)  # fmt: skip


def parse(text: str) -> Query:
    """Read a query.

    Raises:
        BadQuery: an unclosed quote, a star with nothing before it, an OR with nothing beside it, a filter given twice
            or with an unknown value, or nothing to look for. `position` counts characters from 1.
    """
    groups: list[list[Term]] = []
    filters: dict[str, object] = {}
    joining: int | None = None
    for match in _TOKEN.finditer(text.rstrip()):
        position = match.start() + len(match[0]) - len(match[0].lstrip()) + 1
        if match["filter"]:
            name = match["filter"].lower()
            if joining is not None or name in filters:
                raise BadQuery(position=position)
            filters[name] = _filter_value(name, match["value"], position)
        elif match["word"] == "OR":
            if joining is not None or not groups:
                raise BadQuery(position=position)
            joining = position
        else:
            term = _term(match, position)
            if joining is None:
                groups.append([term])
            else:
                groups[-1].append(term)
                joining = None
    if joining is not None or not (groups or filters):
        raise BadQuery(position=joining or 1)
    return Query(groups=tuple(map(tuple, groups)), **filters)  # type: ignore[arg-type]  # built by _filter_value


def _term(match: re.Match[str], position: int) -> Term:
    if match["open"]:
        raise BadQuery(position=position)
    phrase, word = match["phrase"], match["word"]
    text, prefix = (phrase, bool(match["star"])) if phrase is not None else (word.rstrip("*"), word.endswith("*"))
    if not text.strip():
        raise BadQuery(position=position)
    return Term(text, prefix)


_FILTERS: dict[str, Callable[[str], object]] = {
    "code": str.upper,
    "case": str.upper,
    "kind": lambda value: Kind(value.lower()),
    "level": Level.parse,
}


def _filter_value(name: str, value: str, position: int) -> object:
    try:
        if value:
            return _FILTERS[name](value)
    except (KeyError, ValueError) as error:
        raise BadQuery(position=position + len(name) + 1) from error
    raise BadQuery(position=position + len(name) + 1)
