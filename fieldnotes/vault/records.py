"""Testimonies and notes: every saved version is kept, all of them sealed under the record's present level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fieldnotes import clock
from fieldnotes.errors import NoSuchRecord, SealedClosed
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind, Record, Row
from fieldnotes.vault import cases, codec, ledger, search_index
from fieldnotes.vault.store import Store, new_id

_PREFIX = {Kind.TESTIMONY: "T", Kind.NOTE: "N"}

_ROWS = """SELECT r.row, r.id, r.code, r.kind, c.code, r.level, r.version, r.created, r.updated,
    p.kid, p.wrapped, p.blob
    FROM record r JOIN case_file c ON c.row = r.case_row
    JOIN card p ON p.record_row = r.row AND p.version = r.version"""
_LIVE = " WHERE r.deleted IS NULL"
_BODY = "SELECT kid, wrapped, blob FROM body WHERE record_row = ? AND version = ?"
_CARD = "SELECT kid, wrapped, blob FROM card WHERE record_row = ? AND version = ?"


@dataclass(frozen=True, slots=True)
class Stored:
    """A row with its number in the database."""

    number: int
    row: Row


@dataclass(frozen=True, slots=True)
class Revision:
    """A version of a record: its number and when it was saved."""

    version: int
    saved: str


def add(store: Store, case: str, *, kind: Kind, level: Level, card: Card, body: Body) -> tuple[Row, Changes]:
    """Add a record; its level is raised to the case's floor where that is higher.

    Raises:
        NoSuchRecord: no such case.
        SealedClosed: the record is to be SEALED and the compartment is closed.
    """
    with store.transaction():
        owner = cases.get(store, case)
        level = max(level, owner.floor)
        code, record_id, now = store.next_code(_PREFIX[kind]), new_id(), clock.stamp()
        number = store.connection.insert(
            "INSERT INTO record (id, code, kind, case_row, level, version, created, updated) "
            "VALUES (?, ?, ?, ?, ?, 1, ?, ?)",
            *(record_id, code, str(kind), cases.row_of(store, case), int(level), now, now),
        )
        row = Row(record_id, code, kind, case, level, 1, now, now, card)
        _write_version(store, Stored(number, row), body)
        search_index.add(store, number, level, card, body)
        ledger.append(store, "add", code=code, level=level.name)
    return row, Changes(records=frozenset({code}), cases=frozenset({case}))


def save(store: Store, code: str, *, card: Card, body: Body) -> tuple[Row, Changes]:
    """Save a new version; the one before stays readable. Saving what is already there changes nothing.

    Raises:
        NoSuchRecord, SealedClosed: there is none, or it is SEALED and the compartment is closed.
    """
    with store.transaction():
        stored = find(store, code)
        old = opened(store, stored)
        assert old.row.card is not None
        if (old.row.card, old.body) == (card, body):
            return old.row, Changes(ledger=False)
        before, now = old.row, clock.stamp()
        row = Row(
            before.id, code, before.kind, before.case, before.level, before.version + 1, before.created, now, card
        )
        _write_version(store, Stored(stored.number, row), body)
        store.connection.write(
            "UPDATE record SET version = ?, updated = ? WHERE row = ?", row.version, now, stored.number
        )
        search_index.remove(store, stored.number, row.level, old.row.card, old.body)
        search_index.add(store, stored.number, row.level, card, body)
    return row, Changes(records=frozenset({code}), ledger=False)


def find(store: Store, code: str) -> Stored:
    """The row of `code`.

    Raises:
        NoSuchRecord: there is none, or it is in the recycle bin.
    """
    found = store.connection.one(_ROWS + _LIVE + " AND r.code = ?", code)
    if found is None:
        raise NoSuchRecord(name=code)
    return as_stored(store, found)


def find_number(store: Store, number: int) -> Stored:
    """The row with a number that the database gave."""
    found = store.connection.one(_ROWS + _LIVE + " AND r.row = ?", number)
    assert found is not None
    return as_stored(store, found)


def opened(store: Store, stored: Stored) -> Record:
    """The record behind a row.

    Raises:
        SealedClosed: it is SEALED and the compartment is closed.
    """
    if stored.row.card is None:
        raise SealedClosed
    return Record(stored.row, body_of(store, stored, stored.row.version))


def body_of(store: Store, stored: Stored, version: int) -> Body:
    return codec.load_body(_part(store, stored, "body", version))


def page(store: Store, *, case: str | None, limit: int | None, before: str | None) -> list[Row]:
    """Rows newest first; `before` is the code of the last row of the page before, so pages never shift."""
    sql, values = _ROWS + _LIVE, list[str | int]()
    if case is not None:
        sql, values = sql + " AND r.case_row = ?", [*values, cases.row_of(store, case)]
    if before is not None:
        number = store.row_number("SELECT row FROM record WHERE code = ?", before)
        sql, values = sql + " AND r.row < ?", [*values, number]
    found = store.connection.rows(sql + " ORDER BY r.row DESC LIMIT ?", *values, -1 if limit is None else limit)
    return [as_stored(store, row).row for row in found]


def every(store: Store, *, level: Level | None = None) -> Iterator[Stored]:
    """All live records, newest first, of one level or of all."""
    sql, values = (_ROWS + _LIVE, ()) if level is None else (_ROWS + _LIVE + " AND r.level = ?", (int(level),))
    for found in store.connection.rows(sql + " ORDER BY r.row DESC", *values):
        yield as_stored(store, found)


def recycled(store: Store) -> list[Row]:
    """What is in the recycle bin, newest first."""
    found = store.connection.rows(_ROWS + " WHERE r.deleted IS NOT NULL ORDER BY r.row DESC")
    return [as_stored(store, row).row for row in found]


def revisions(store: Store, code: str) -> list[Revision]:
    """Every saved version, newest first; the first of them is the present one."""
    number = find(store, code).number
    found = store.connection.rows("SELECT version, saved FROM body WHERE record_row = ? ORDER BY version DESC", number)
    return [Revision(version, saved) for version, saved in found]


def revision(store: Store, code: str, version: int) -> Record:
    """A record as it was at `version`.

    Raises:
        NoSuchRecord: there is no such record or version.
        SealedClosed: it is SEALED and the compartment is closed.
    """
    stored = find(store, code)
    card, now = codec.load_card(_part(store, stored, "card", version)), stored.row
    row = Row(now.id, code, now.kind, now.case, now.level, version, now.created, now.updated, card)
    return Record(row, body_of(store, stored, version))


def delete(store: Store, code: str) -> Changes:
    """Move a record to the recycle bin: out of lists and search, still sealed in the vault."""
    with store.transaction():
        stored = find(store, code)
        if stored.row.card is not None:
            search_index.remove(store, stored.number, stored.row.level, stored.row.card, opened(store, stored).body)
        store.connection.write("UPDATE record SET deleted = ? WHERE row = ?", clock.stamp(), stored.number)
        ledger.append(store, "delete", code=code)
    return Changes(records=frozenset({code}), cases=frozenset({stored.row.case}))


def restore(store: Store, code: str) -> Changes:
    """Take a record out of the recycle bin.

    Raises:
        NoSuchRecord: it is not there.
    """
    with store.transaction():
        number = store.row_number("SELECT row FROM record WHERE code = ? AND deleted IS NOT NULL", code)
        store.connection.write("UPDATE record SET deleted = NULL WHERE row = ?", number)
        stored = find_number(store, number)
        if stored.row.card is not None:
            search_index.add(store, number, stored.row.level, stored.row.card, opened(store, stored).body)
        ledger.append(store, "restore", code=code)
    return Changes(records=frozenset({code}), cases=frozenset({stored.row.case}))


def rebuild_index(store: Store) -> None:
    """Write the search tables anew from the records."""
    with store.transaction():
        search_index.clear(store)
        for stored in every(store):
            if stored.row.card is not None:
                search_index.add(store, stored.number, stored.row.level, stored.row.card, opened(store, stored).body)
        store.set_meta("fold_version", search_index.FOLD_VERSION)


def as_stored(store: Store, found: tuple[Any, ...]) -> Stored:
    number, record_id, code, kind, case, level, version, created, updated, *columns = found
    try:
        data = store.open(tuple(columns), level=Level(level), owner=record_id, part="card", version=version)
        card: Card | None = codec.load_card(data)
    except SealedClosed:
        card = None
    return Stored(number, Row(record_id, code, Kind(kind), case, Level(level), version, created, updated, card))


def _part(store: Store, stored: Stored, part: str, version: int) -> bytes:
    columns = store.connection.one(_BODY if part == "body" else _CARD, stored.number, version)
    if columns is None:
        raise NoSuchRecord(name=f"{stored.row.code}@{version}")
    return store.open(columns, level=stored.row.level, owner=stored.row.id, part=part, version=version)


def _write_version(store: Store, stored: Stored, body: Body) -> None:
    row = stored.row
    assert row.card is not None
    card = store.seal(codec.dump_card(row.card), level=row.level, owner=row.id, part="card", version=row.version)
    store.connection.write(
        "INSERT INTO card (record_row, version, kid, wrapped, blob) VALUES (?, ?, ?, ?, ?)",
        *(stored.number, row.version, *card),
    )
    text = store.seal(codec.dump_body(body), level=row.level, owner=row.id, part="body", version=row.version)
    store.connection.write(
        "INSERT INTO body (record_row, version, saved, kid, wrapped, blob) VALUES (?, ?, ?, ?, ?, ?)",
        *(stored.number, row.version, row.updated, *text),
    )
