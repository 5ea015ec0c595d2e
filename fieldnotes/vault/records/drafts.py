"""Unsaved typing under its record's level, or under SEALED as a whole once it holds SEALED words. Never indexed."""

from __future__ import annotations

from typing import Any

from fieldnotes import clock
from fieldnotes.errors import SealedClosed
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.record import Draft, Kind
from fieldnotes.vault import codec
from fieldnotes.vault.records import placeholders
from fieldnotes.vault.store import Store

_COLUMNS = "SELECT id, record_code, case_code, kind, level, version, updated, sealed, kid, wrapped, blob FROM draft"
_UPDATE = "UPDATE draft SET level = ?, sealed = ?, kid = ?, wrapped = ?, blob = ? WHERE id = ?"


def put(store: Store, draft: Draft) -> Changes:
    """Keep a draft; it replaces the one with the same id.

    One with words that are to be SEALED is under SEALED as a whole. While nothing can be put there it stays under its
    record's level, where they were until now, rather than be lost; the version that seals them seals the drafts too.

    Raises:
        SealedClosed: the draft is SEALED, or the one that it would replace is; the compartment is closed.
    """
    is_sealed = placeholders.holds_words(draft.body) and store.keys.can_write_sealed
    text = codec.dump({"title": draft.title, "cursor": draft.cursor, "body": codec.load(codec.dump_body(draft.body))})
    with store.transaction():
        version = 1 + _replaced_version(store, draft.id)
        key = _key(draft.level, is_sealed)
        columns = store.seal(text, level=key, owner=draft.id, part="draft", version=version)
        store.connection.write(
            "INSERT INTO draft (id, record_code, case_code, kind, level, version, updated, sealed, kid, wrapped, blob) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
            "record_code = excluded.record_code, case_code = excluded.case_code, kind = excluded.kind, "
            "level = excluded.level, version = excluded.version, updated = excluded.updated, sealed = excluded.sealed, "
            "kid = excluded.kid, wrapped = excluded.wrapped, blob = excluded.blob",
            *(draft.id, draft.record, draft.case, str(draft.kind), int(draft.level), version, clock.stamp()),
            *(int(is_sealed), *columns),
        )
    return Changes(drafts=True, ledger=False)


def all_of(store: Store) -> list[Draft]:
    """Every draft that can be read now, oldest first; SEALED ones only while the compartment is open."""
    found = []
    for row in store.connection.rows(_COLUMNS + " ORDER BY updated, id"):
        try:
            found.append(_draft(store, row))
        except SealedClosed:
            continue
    return found


def drop(store: Store, draft_id: str) -> Changes:
    """Forget a draft; no error when there is none."""
    store.connection.write("DELETE FROM draft WHERE id = ?", draft_id)
    return Changes(drafts=True, ledger=False)


def move(store: Store, record: str, level: Level) -> None:
    """Take the drafts of a record to its new level. The caller has checked that both levels are open."""
    for row in store.connection.rows(_COLUMNS + " WHERE record_code = ?", record):
        if row[7]:
            store.connection.write("UPDATE draft SET level = ? WHERE id = ?", int(level), row[0])
        else:
            _put(store, row, level, is_sealed=False)


def seal(store: Store, record: str) -> None:
    """Put every draft of a record under SEALED: the record keeps words there which they may still have in the open."""
    for row in store.connection.rows(_COLUMNS + " WHERE record_code = ? AND sealed = 0", record):
        _put(store, row, Level(row[4]), is_sealed=True)


def _put(store: Store, row: tuple[Any, ...], level: Level, *, is_sealed: bool) -> None:
    draft_id, version = row[0], row[5]
    key = _key(level, is_sealed)
    sealed = store.seal(_text(store, row), level=key, owner=draft_id, part="draft", version=version)
    store.connection.write(_UPDATE, int(level), int(is_sealed), *sealed, draft_id)


def _replaced_version(store: Store, draft_id: str) -> int:
    """The version of the draft with that id, 0 without one.

    What cannot be read now is not overwritten blindly, but on a journey, where everything SEALED is written that way.
    """
    found = store.connection.one("SELECT version, level, sealed FROM draft WHERE id = ?", draft_id)
    if found is None:
        return 0
    if _key(Level(found[1]), found[2]) is Level.SEALED and not store.keys.can_write_sealed:
        raise store.keys.closed()
    return int(found[0])


def _text(store: Store, row: tuple[Any, ...]) -> bytes:
    draft_id, _, _, _, level, version, _, is_sealed, *columns = row
    key = _key(Level(level), is_sealed)
    return store.open(tuple(columns), level=key, owner=draft_id, part="draft", version=version)


def _key(level: Level, is_sealed: int) -> Level:
    return Level.SEALED if is_sealed else level


def _draft(store: Store, row: tuple[Any, ...]) -> Draft:
    draft_id, record, case, kind, level, _, updated, *_ = row
    raw = codec.load(_text(store, row))
    body = codec.load_body(codec.dump(raw["body"]))
    return Draft(draft_id, record, case, Kind(kind), Level(level), raw["title"], body, raw["cursor"], updated)
