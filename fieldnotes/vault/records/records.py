"""Records of every kind: every saved version is kept, under the record's present level or under SEALED."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fieldnotes import clock
from fieldnotes.errors import NoSuchRecord, SealedClosed, SealedWordsTouched
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind, Record, Row
from fieldnotes.protection import policy
from fieldnotes.vault import codec
from fieldnotes.vault.ledger import ledger, version_vector
from fieldnotes.vault.ledger.version_vector import Of
from fieldnotes.vault.records import cases, drafts, placeholders, sealed_words, search_index, versions
from fieldnotes.vault.records.sealed_words import PLACEHOLDER
from fieldnotes.vault.records.versions import Revision, Stored, Text
from fieldnotes.vault.store import Store, new_id

_PREFIX = {Kind.TESTIMONY: "T", Kind.NOTE: "N", Kind.INCIDENT: "I", Kind.PUBLICATION: "B", Kind.EVIDENCE: "V"}

ROWS = """SELECT r.row, r.id, r.code, r.kind, c.code, r.level, r.version, r.created, r.updated,
    p.kid, p.wrapped, p.blob
    FROM record r JOIN case_file c ON c.row = r.case_row
    JOIN card p ON p.record_row = r.row AND p.version = r.version"""
LIVE = " WHERE r.deleted IS NULL"
_RECYCLED = """SELECT row FROM record WHERE code = ? AND deleted IS NOT NULL
    AND EXISTS (SELECT 1 FROM card WHERE record_row = row)"""
"""What was purged has no card any more, though its row may stay for the register of exports."""
_WITH_WORDS = """ AND r.row IN (SELECT record_row FROM sealed_words)
    AND (EXISTS (SELECT 1 FROM sealed_words w WHERE w.record_row = r.row AND w.version = r.version)
    OR EXISTS (SELECT 1 FROM body b WHERE b.record_row = r.row AND b.version = r.version AND b.words_of > 0))"""


def add(store: Store, case: str, *, kind: Kind, level: Level, card: Card, body: Body) -> tuple[Row, Changes]:
    """Add a record; its level is raised to the case's floor where that is higher.

    Raises:
        NoSuchRecord: no such case.
        SealedClosed: the record or a passage is to be SEALED and the compartment is closed.
    """
    with store.transaction():
        owner = cases.get(store, case)
        level = policy.highest((level, owner.floor))
        code, record_id, now = store.next_code(_PREFIX[kind]), new_id(), clock.stamp()
        number = store.connection.insert(
            "INSERT INTO record (id, code, kind, case_row, level, version, created, updated) "
            "VALUES (?, ?, ?, ?, ?, 1, ?, ?)",
            *(record_id, code, str(kind), cases.row_of(store, case), int(level), now, now),
        )
        row = Row(record_id, code, kind, case, level, 1, now, now, card)
        search_index.add(store, number, level, card, versions.write(store, Stored(number, row), body))
        ledger.append(store, "add", level=level.name, **version_vector.facts(store, Of.RECORD, code))
    return row, Changes(records=frozenset({code}), cases=frozenset({case}))


def save(store: Store, code: str, *, card: Card, body: Body) -> tuple[Row, Changes]:
    """Save a new version; the one before stays readable. Saving what is already there changes nothing.

    Words that this version is the first to seal are sealed in the older versions and in drafts of the record too.

    Raises:
        NoSuchRecord: there is none.
        SealedClosed: it is SEALED, or is to have SEALED passages, and the compartment is closed.
        SealedWordsTouched: the body has placeholders for sealed words, and not those of the version before.
    """
    with store.transaction():
        stored = find(store, code)
        before, old = stored.row, text(store, stored)
        assert before.card is not None
        closed = sealed_words.are_in(old.opened) and not store.keys.sealed_is_open
        body = _with_its_words(store, old, body, closed=closed)
        if (before.card, old.whole) == (card, body):
            return before, Changes(ledger=False)
        now = clock.stamp()
        row = Row(
            before.id, code, before.kind, before.case, before.level, before.version + 1, before.created, now, card
        )
        new = Stored(stored.number, row)
        words_of = versions.lender(store, stored, before.version) if closed else None
        opened_body = versions.write(store, new, body, words_of=words_of)
        store.connection.write(
            "UPDATE record SET version = ?, updated = ? WHERE row = ?", row.version, now, stored.number
        )
        if _seals_more(before.card, old, body):
            versions.seal_older(store, new)
            drafts.seal(store, code)
        search_index.remove(store, stored.number, row.level, before.card, old.opened)
        search_index.add(store, stored.number, row.level, card, opened_body)
        ledger.append(store, "save", **version_vector.facts(store, Of.RECORD, code))
    return row, Changes(records=frozenset({code}))


def find(store: Store, code: str) -> Stored:
    """The row of `code`.

    Raises:
        NoSuchRecord: there is none, or it is in the recycle bin.
    """
    found = store.connection.one(ROWS + LIVE + " AND r.code = ?", code)
    if found is None:
        raise NoSuchRecord(name=code)
    return as_stored(store, found)


def find_any(store: Store, code: str) -> Stored:
    """The row of `code`, also from the recycle bin. Raises NoSuchRecord."""
    found = store.connection.one(ROWS + " WHERE r.code = ?", code)
    if found is None:
        raise NoSuchRecord(name=code)
    return as_stored(store, found)


def find_number(store: Store, number: int) -> Stored:
    """The row with a number that the database gave."""
    found = store.connection.one(ROWS + LIVE + " AND r.row = ?", number)
    assert found is not None
    return as_stored(store, found)


def opened(store: Store, stored: Stored) -> Record:
    """The record behind a row; SEALED passages show placeholders while the compartment is closed.

    Raises:
        SealedClosed: it is SEALED and the compartment is closed.
    """
    return Record(stored.row, text(store, stored).whole)


def text(store: Store, stored: Stored) -> Text:
    """The present body, open and whole; errors as of `opened`."""
    return versions.text(store, stored, stored.row.version)


def page(store: Store, *, case: str | None, limit: int | None, before: str | None) -> list[Row]:
    """Rows newest first; `before` is the code of the last row of the page before, so pages never shift."""
    sql, values = ROWS + LIVE, list[str | int]()
    if case is not None:
        sql, values = sql + " AND r.case_row = ?", [*values, cases.row_of(store, case)]
    if before is not None:
        number = store.row_number("SELECT row FROM record WHERE code = ?", before)
        sql, values = sql + " AND r.row < ?", [*values, number]
    found = store.connection.rows(sql + " ORDER BY r.row DESC LIMIT ?", *values, -1 if limit is None else limit)
    return [as_stored(store, row).row for row in found]


def every(store: Store, *, level: Level | None = None) -> Iterator[Stored]:
    """All live records, newest first, of one level or of all."""
    sql, values = (ROWS + LIVE, ()) if level is None else (ROWS + LIVE + " AND r.level = ?", (int(level),))
    for found in store.connection.rows(sql + " ORDER BY r.row DESC", *values):
        yield as_stored(store, found)


def with_words(store: Store) -> Iterator[Stored]:
    """The live records that have SEALED passages, newest first."""
    for found in store.connection.rows(ROWS + LIVE + _WITH_WORDS + " ORDER BY r.row DESC"):
        yield as_stored(store, found)


def recycled(store: Store) -> list[Row]:
    """What is in the recycle bin, newest first."""
    found = store.connection.rows(ROWS + " WHERE r.deleted IS NOT NULL ORDER BY r.row DESC")
    return [as_stored(store, row).row for row in found]


def revisions(store: Store, code: str) -> list[Revision]:
    """Every saved version, newest first; the first of them is the present one."""
    return versions.of_record(store, find(store, code))


def revision(store: Store, code: str, version: int) -> Record:
    """A record as it was at `version`.

    Raises:
        NoSuchRecord: there is no such record or version.
        SealedClosed: it, or that version of it, is SEALED and the compartment is closed.
    """
    stored = find(store, code)
    card, now = versions.card(store, stored, version), stored.row
    row = Row(now.id, code, now.kind, now.case, now.level, version, now.created, now.updated, card)
    return Record(row, versions.text(store, stored, version).whole)


def delete(store: Store, code: str) -> Changes:
    """Move a record to the recycle bin: out of lists and search, still sealed in the vault."""
    with store.transaction():
        stored = find(store, code)
        if stored.row.card is not None:
            _unindex(store, stored, stored.row.card)
        store.connection.write("UPDATE record SET deleted = ? WHERE row = ?", clock.stamp(), stored.number)
        ledger.append(store, "delete", code=code)
    return Changes(records=frozenset({code}), cases=frozenset({stored.row.case}))


def restore(store: Store, code: str) -> Changes:
    """Take a record out of the recycle bin.

    Raises:
        NoSuchRecord: it is not there.
    """
    with store.transaction():
        number = store.row_number(_RECYCLED, code)
        store.connection.write("UPDATE record SET deleted = NULL WHERE row = ?", number)
        stored = find_number(store, number)
        if stored.row.card is not None:
            _index(store, stored, stored.row.card)
        ledger.append(store, "restore", code=code)
    return Changes(records=frozenset({code}), cases=frozenset({stored.row.case}))


def rebuild_index(store: Store) -> None:
    """Write the search tables anew from the records."""
    with store.transaction():
        search_index.clear(store)
        for stored in every(store):
            if stored.row.card is not None:
                _index(store, stored, stored.row.card)
        store.set_meta("fold_version", search_index.FOLD_VERSION)


def as_stored(store: Store, found: tuple[Any, ...]) -> Stored:
    number, record_id, code, kind, case, level, version, created, updated, *columns = found
    try:
        data = store.open(tuple(columns), level=Level(level), owner=record_id, part="card", version=version)
        card: Card | None = codec.load_card(data)
    except SealedClosed:
        card = None
    return Stored(number, Row(record_id, code, Kind(kind), case, Level(level), version, created, updated, card))


def _index(store: Store, stored: Stored, card: Card) -> None:
    search_index.add(store, stored.number, stored.row.level, card, versions.opened(store, stored))


def _unindex(store: Store, stored: Stored, card: Card) -> None:
    search_index.remove(store, stored.number, stored.row.level, card, versions.opened(store, stored))


def _with_its_words(store: Store, old: Text, body: Body, *, closed: bool) -> Body:
    """The body to save: with the words whose placeholders it shows, or as it is while those cannot be read."""
    if closed:
        if placeholders.kept(old.opened, body, more=store.keys.can_write_sealed):
            return body
        is_new = placeholders.holds_words(body) and not store.keys.can_write_sealed
        raise store.keys.closed() if is_new else SealedWordsTouched()
    if not placeholders.stand_in(body):
        return body
    whole = placeholders.refilled(old.whole, body)
    if whole is None:
        raise SealedWordsTouched
    return whole


def _seals_more(card: Card, old: Text, new: Body) -> bool:
    """Whether `new` keeps something sealed that the version before had in the open or did not have at all.

    Versions before that one need no look: what it sealed was sealed in them when it was saved.
    """
    sealed = sealed_words.texts(new) - {PLACEHOLDER}
    shown = "\n".join((old.opened.text, card.title, card.excerpt, *card.tags))
    return not sealed <= sealed_words.texts(old.whole) or any(words in shown for words in sealed)
