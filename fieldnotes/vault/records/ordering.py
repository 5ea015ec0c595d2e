"""What lists are put in order by without opening a record, and the rows of those that are looked at."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from fieldnotes.model.level import Level
from fieldnotes.model.record import Kind, Row
from fieldnotes.vault.records import cases, records
from fieldnotes.vault.store import Store

_PLACES = """SELECT r.row, r.code, r.kind, c.code, r.level, r.updated
    FROM record r JOIN case_file c ON c.row = r.case_row WHERE r.deleted IS NULL"""

_OF_THESE = " AND r.code IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Place:
    """What stands of a record in the clear columns. `number` rises with the order in which records came."""

    number: int
    code: str
    kind: Kind
    case: str
    level: Level
    updated: str


def places(store: Store, *, case: str | None, before: int | None, limit: int) -> list[Place]:
    """The newest first; `before` is the number of the last one already read.

    Raises:
        NoSuchRecord: no such case.
    """
    sql, values = _PLACES, list[int]()
    if case is not None:
        sql, values = sql + " AND r.case_row = ?", [*values, cases.row_of(store, case)]
    if before is not None:
        sql, values = sql + " AND r.row < ?", [*values, before]
    found = store.connection.rows(sql + " ORDER BY r.row DESC LIMIT ?", *values, limit)
    return [
        Place(number, code, Kind(kind), owner, Level(level), updated)
        for number, code, kind, owner, level, updated in found
    ]


def rows(store: Store, codes: Sequence[str]) -> list[Row]:
    """The records with these codes, in this order; without those that are not there any more."""
    sql = records.ROWS + records.LIVE + _OF_THESE
    found = (records.as_stored(store, row).row for row in store.connection.rows(sql, json.dumps(list(codes))))
    by_code = {row.code: row for row in found}
    return [by_code[code] for code in codes if code in by_code]


def floors(store: Store) -> dict[str, Level]:
    """The least level of each case; titles are not opened and records not counted."""
    return {code: Level(floor) for code, floor in store.connection.rows("SELECT code, floor FROM case_file")}
