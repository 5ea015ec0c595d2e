"""The filters of a query as conditions of the database: on clear columns, and on what cards tell the search tables.

Records under SEALED are in no search table; of them the same is asked of their cards while these are open.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from fieldnotes.errors import Bug
from fieldnotes.i18n import N_, tr
from fieldnotes.model.dates import UncertainDate
from fieldnotes.model.level import Level
from fieldnotes.model.query import Filter, Has, Name, Query
from fieldnotes.model.status import State
from fieldnotes.vault.connection import Value
from fieldnotes.vault.followup import statuses, tasks
from fieldnotes.vault.records import cases, markers, records
from fieldnotes.vault.records.markers import Marker
from fieldnotes.vault.records.search_index import for_level
from fieldnotes.vault.records.versions import Stored
from fieldnotes.vault.store import Store

_UNRESOLVED = N_("a search for what only the texts can tell")
_ONE_OF = "{column} IN (SELECT value FROM json_each(?))"
_MARKED = "r.row IN (SELECT rowid FROM fts_# WHERE fts_# MATCH ?)"
_ROWS = "SELECT r.row FROM record r WHERE "
_MENTIONED = """r.row IN (SELECT m.record_row FROM mention m JOIN entry e ON e.row = m.entry_row
    WHERE e.code IN (SELECT value FROM json_each(?)))"""
_HAS: Mapping[Has, str] = {
    Has.DRAFT: "r.code IN (SELECT record_code FROM draft)",
    Has.CONFLICT: "r.merged > 0",
    Has.SEALED: """(EXISTS (SELECT 1 FROM sealed_words w WHERE w.record_row = r.row AND w.version = r.version)
        OR EXISTS (SELECT 1 FROM body b WHERE b.record_row = r.row AND b.version = r.version AND b.words_of > 0))""",
}


@dataclass(frozen=True, slots=True)
class Condition:
    """What one filter asks: one of `sql` with `values`, or a card that meets `markers`; `negated`: neither."""

    sql: str = ""
    values: tuple[Value, ...] = ()
    markers: tuple[Marker, ...] = ()
    negated: bool = False

    def clause(self, level: Level) -> tuple[str, tuple[Value, ...]]:
        """SQL on `record r` for one level that has a search table."""
        parts, values = [self.sql] if self.sql else [], self.values
        if self.markers:
            parts.append(for_level(_MARKED, level))
            values = (*values, markers.expression(self.markers))
        either = f"({' OR '.join(parts) or '0'})"
        return (f"NOT {either}" if self.negated else either), values


class Scan:
    """The same conditions asked of records one by one."""

    def __init__(self, store: Store, conditions: Iterable[Condition]) -> None:
        self._store = store
        self._conditions = [(one, _rows(store, one)) for one in conditions]

    def holds(self, stored: Stored) -> bool:
        """Whether a record, which is open, answers every condition."""
        card = stored.row.card
        told = [] if card is None else markers.of_record(card, records.opened(self._store, stored).body)
        return all(
            (stored.number in rows or markers.meet(one.markers, told)) is not one.negated
            for one, rows in self._conditions
        )


def conditions(store: Store, query: Query) -> list[Condition]:
    """What the filters of a query ask of the database.

    Raises:
        NoSuchRecord: a case is named that does not exist.
    """
    return [_condition(store, one) for one in query.filters]


def _condition(store: Store, asked: Filter) -> Condition:
    found = _BUILD[asked.name](store, asked)
    return Condition(found.sql, found.values, found.markers, asked.negated)


def _column(column: str) -> Callable[[Store, Filter], Condition]:
    def build(_: Store, asked: Filter) -> Condition:
        values = [int(value) if isinstance(value, Level) else str(value) for value in asked.values]
        return Condition(_ONE_OF.format(column=column), (json.dumps(values),))

    return build


def _case(store: Store, asked: Filter) -> Condition:
    rows = [cases.row_of(store, str(code)) for code in asked.values]
    return Condition(_ONE_OF.format(column="r.case_row"), (json.dumps(rows),))


def _marked(of: Callable[[str], tuple[Marker, ...]]) -> Callable[[Store, Filter], Condition]:
    def build(_: Store, asked: Filter) -> Condition:
        return Condition(markers=tuple(marker for value in asked.values for marker in of(str(value))))

    return build


def _date(_: Store, asked: Filter) -> Condition:
    dates = [value for value in asked.values if isinstance(value, UncertainDate)]
    return Condition(markers=tuple(marker for one in dates for marker in markers.of_date(one)))


def _about(_: Store, asked: Filter) -> Condition:
    return Condition(_MENTIONED, (json.dumps(sorted(map(str, asked.values))),))


def _person(_: Store, asked: Filter) -> Condition:
    return _people(str(code) for code in asked.values)


def _status(store: Store, asked: Filter) -> Condition:
    states = {value for value in asked.values if isinstance(value, State)}
    return _people(code for code, status in statuses.present(store).items() if status.state in states)


def _people(codes: Iterable[str]) -> Condition:
    wanted = sorted(codes)
    told = tuple(marker for code in wanted for marker in markers.of_person(code))
    return Condition(_MENTIONED, (json.dumps(wanted),), told)


def _has(store: Store, asked: Filter) -> Condition:
    parts, codes = [], []
    for value in asked.values:
        if value is Has.TASK:
            codes += tasks.open_about(store)
        elif isinstance(value, Has):
            if value not in _HAS:
                raise Bug(what=tr(_UNRESOLVED))
            parts.append(_HAS[value])
        else:
            codes.append(str(value))
    parts.append(_ONE_OF.format(column="r.code"))
    return Condition(f"({' OR '.join(parts)})", (json.dumps(sorted(codes)),))


def _unresolved(_: Store, __: Filter) -> Condition:
    raise Bug(what=tr(_UNRESOLVED))


_BUILD: Mapping[Name, Callable[[Store, Filter], Condition]] = {
    Name.CODE: _column("r.code"),
    Name.KIND: _column("r.kind"),
    Name.LEVEL: _column("r.level"),
    Name.CASE: _case,
    Name.PERSON: _person,
    Name.ABOUT: _about,
    Name.TAG: _marked(markers.of_tag),
    Name.ARTICLE: _marked(markers.of_article),
    Name.DATE: _date,
    Name.STATUS: _status,
    Name.HAS: _has,
    Name.REPRISAL: _unresolved,
}


def _rows(store: Store, one: Condition) -> frozenset[int]:
    if not one.sql:
        return frozenset()
    return frozenset(number for (number,) in store.connection.rows(_ROWS + one.sql, *one.values))
