"""Unsaved typing, sealed under its record's level, one row for each open editor. Never indexed."""

from __future__ import annotations

from typing import Any

from fieldnotes import clock
from fieldnotes.errors import SealedClosed
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.record import Draft, Kind
from fieldnotes.vault import codec
from fieldnotes.vault.store import Store

_COLUMNS = "SELECT id, record_code, case_code, kind, level, version, updated, kid, wrapped, blob FROM draft"


def put(store: Store, draft: Draft) -> Changes:
    """Keep a draft; it replaces the one with the same id.

    Raises:
        SealedClosed: the draft is SEALED and the compartment is closed.
    """
    text = codec.dump({"title": draft.title, "cursor": draft.cursor, "body": codec.load(codec.dump_body(draft.body))})
    with store.transaction():
        version = 1 + int(store.connection.value("SELECT version FROM draft WHERE id = ?", draft.id) or 0)
        columns = store.seal(text, level=draft.level, owner=draft.id, part="draft", version=version)
        store.connection.write(
            "INSERT INTO draft (id, record_code, case_code, kind, level, version, updated, kid, wrapped, blob) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
            "record_code = excluded.record_code, case_code = excluded.case_code, kind = excluded.kind, "
            "level = excluded.level, version = excluded.version, updated = excluded.updated, kid = excluded.kid, "
            "wrapped = excluded.wrapped, blob = excluded.blob",
            *(draft.id, draft.record, draft.case, str(draft.kind), int(draft.level), version, clock.stamp(), *columns),
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
    """Seal the drafts of a record under its new level. The caller has checked that both levels are open."""
    for row in store.connection.rows(_COLUMNS + " WHERE record_code = ?", record):
        draft_id, old, version, columns = row[0], Level(row[4]), row[5], row[7:]
        text = store.open(columns, level=old, owner=draft_id, part="draft", version=version)
        sealed = store.seal(text, level=level, owner=draft_id, part="draft", version=version)
        store.connection.write(
            "UPDATE draft SET level = ?, kid = ?, wrapped = ?, blob = ? WHERE id = ?", int(level), *sealed, draft_id
        )


def _draft(store: Store, row: tuple[Any, ...]) -> Draft:
    draft_id, record, case, kind, level, version, updated, *columns = row
    text = store.open(tuple(columns), level=Level(level), owner=draft_id, part="draft", version=version)
    raw = codec.load(text)
    body = codec.load_body(codec.dump(raw["body"]))
    return Draft(draft_id, record, case, Kind(kind), Level(level), raw["title"], body, raw["cursor"], updated)
