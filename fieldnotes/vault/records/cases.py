"""Cases: dossiers whose titles are sealed at INTERNAL."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fieldnotes import clock
from fieldnotes.errors import LeftBehind, NoSuchRecord
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.record import Case
from fieldnotes.vault import codec
from fieldnotes.vault.ledger import ledger, version_vector
from fieldnotes.vault.ledger.version_vector import Of
from fieldnotes.vault.store import Store, new_id

_COLUMNS = """SELECT c.id, c.code, c.floor, c.status, c.created, c.version,
    (SELECT count(*) FROM record r WHERE r.case_row = c.row AND r.deleted IS NULL), c.kid, c.wrapped, c.blob
    FROM case_file c"""
_ROW = "SELECT row FROM case_file WHERE code = ?"


def add(store: Store, title: str, *, floor: Level) -> tuple[Case, Changes]:
    """Open a case. `floor` is the least level that anything in it can have."""
    new = Case(id=new_id(), code="", title=title, floor=floor, created=clock.stamp())
    columns = store.seal(codec.dump_text(title), level=Level.INTERNAL, owner=new.id, part="case", version=1)
    with store.transaction():
        case = replace(new, code=store.next_code("C"))
        store.connection.insert(
            "INSERT INTO case_file (id, code, floor, status, created, version, kid, wrapped, blob) "
            "VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?)",
            *(case.id, case.code, int(floor), case.status, case.created, *columns),
        )
        ledger.append(store, "case", **version_vector.facts(store, Of.CASE, case.code))
    return case, Changes(cases=frozenset({case.code}))


def all_of(store: Store) -> list[Case]:
    """Every case, by code."""
    return [_case(store, row) for row in store.connection.rows(_COLUMNS + " ORDER BY c.row")]


def get(store: Store, code: str) -> Case:
    """One case.

    Raises:
        NoSuchRecord: there is none with that code.
    """
    row = store.connection.one(_COLUMNS + " WHERE c.code = ?", code)
    if row is None:
        raise NoSuchRecord(name=code)
    return _case(store, row)


def floor(store: Store, code: str) -> Level:
    """The least level of a case, without opening its title. Raises NoSuchRecord."""
    return Level(store.row_number("SELECT floor FROM case_file WHERE code = ?", code))


def row_of(store: Store, code: str) -> int:
    return store.row_number(_ROW, code)


def _case(store: Store, row: tuple[Any, ...]) -> Case:
    case_id, code, floor, status, created, version, count, *columns = row
    try:
        data = store.open(tuple(columns), level=Level.INTERNAL, owner=case_id, part="case", version=version)
    except LeftBehind:
        data = b""  # the code stands for the title
    return Case(case_id, code, codec.load_text(data), Level(floor), status, created, count)
