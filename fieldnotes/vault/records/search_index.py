"""The search tables: one for each level PUBLIC to INTERNAL, so that a level can be taken away whole.

The tables are contentless: to remove a record, FTS5 must be told exactly the text that was indexed. It is derived
again from the sealed record in the same transaction, so `search_fold` may only change together with a rebuild.
"""

from __future__ import annotations

from fieldnotes.model.level import INDEXED_LEVELS, Level
from fieldnotes.model.record import Body, Card
from fieldnotes.redaction.fold import search_fold
from fieldnotes.vault.records import markers
from fieldnotes.vault.store import Store

FOLD_VERSION = "2"
"""Raised when anything is folded differently, or a card told by other markers; the next unlock rebuilds the index."""

_ADD = "INSERT INTO fts_# (rowid, title, body) VALUES (?, ?, ?)"
_REMOVE = "INSERT INTO fts_# (fts_#, rowid, title, body) VALUES ('delete', ?, ?, ?)"
_CLEAR = "INSERT INTO fts_# (fts_#) VALUES ('delete-all')"
_OPTIMIZE = "INSERT INTO fts_# (fts_#) VALUES ('optimize')"
_COUNT = "SELECT count(*) FROM fts_#_docsize"


def for_level(sql: str, level: Level) -> str:
    """`sql` for the table of one level: a table's name cannot be a parameter, so it is one of four constants."""
    return sql.replace("#", str(int(level)))


def add(store: Store, row: int, level: Level, card: Card, body: Body) -> None:
    """Index a record; SEALED ones never are."""
    if level in INDEXED_LEVELS:
        store.connection.write(for_level(_ADD, level), row, *_texts(card, body))


def remove(store: Store, row: int, level: Level, card: Card, body: Body) -> None:
    """Remove a record's words; `card` and `body` must be what was indexed."""
    if level in INDEXED_LEVELS:
        store.connection.write(for_level(_REMOVE, level), row, *_texts(card, body))


def clear(store: Store) -> None:
    for level in INDEXED_LEVELS:
        store.connection.write(for_level(_CLEAR, level))


def optimize(store: Store) -> None:
    """Merge segments after many writes: later writes stay fast and nothing removed lingers in old segments."""
    for level in INDEXED_LEVELS:
        store.connection.write(for_level(_OPTIMIZE, level))


def count(store: Store, level: Level) -> int:
    """How many records the table of `level` holds."""
    return int(store.connection.value(for_level(_COUNT, level)))


def _texts(card: Card, body: Body) -> tuple[str, str]:
    return "\n".join((search_fold(card.title), *markers.of_record(card, body))), search_fold(body.text)
