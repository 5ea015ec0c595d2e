"""Which register entries each record mentions, and how often. Codes and counts only."""

from __future__ import annotations

from collections.abc import Mapping

from fieldnotes.model.changes import Changes
from fieldnotes.vault.records import records
from fieldnotes.vault.register import register_store
from fieldnotes.vault.store import Store


def set_mentions(store: Store, record: str, counts: Mapping[str, int]) -> Changes:
    """Replace what `record` mentions, as found in its present version with the present register.

    Raises:
        NoSuchRecord: the record or one of the entries does not exist.
    """
    with store.transaction():
        number, row = _numbered(store, record)
        store.connection.write("DELETE FROM mention WHERE record_row = ?", number)
        for code, count in counts.items():
            if count:
                store.connection.write(
                    "INSERT INTO mention (record_row, entry_row, count) VALUES (?, ?, ?)",
                    *(number, register_store.row_of(store, code), count),
                )
        store.connection.write(
            "UPDATE record SET scanned_version = ?, scanned_register = ? WHERE row = ?",
            *(row, register_store.generation(store), number),
        )
    return Changes(records=frozenset({record}), ledger=False)


def of_record(store: Store, record: str) -> dict[str, int]:
    """How often `record` mentions each entry, by code."""
    number, _ = _numbered(store, record)
    return dict(
        store.connection.rows(
            "SELECT e.code, m.count FROM mention m JOIN entry e ON e.row = m.entry_row WHERE m.record_row = ? "
            "ORDER BY e.code",
            number,
        )
    )


def mentioned_in(store: Store, entry: str) -> dict[str, int]:
    """The records that mention `entry` and how often, by code."""
    row = register_store.row_of(store, entry)
    return dict(
        store.connection.rows(
            "SELECT r.code, m.count FROM mention m JOIN record r ON r.row = m.record_row "
            "WHERE m.entry_row = ? AND r.deleted IS NULL ORDER BY r.code",
            row,
        )
    )


_UNSCANNED = "SELECT code FROM record WHERE deleted IS NULL AND (scanned_version <> version OR scanned_register <> ?)"


def unscanned(store: Store) -> list[str]:
    """Codes of records whose mentions are older than their text or than the register, oldest first."""
    found = store.connection.rows(_UNSCANNED + " ORDER BY row", register_store.generation(store))
    return [code for (code,) in found]


def is_unscanned(store: Store, code: str) -> bool:
    """Whether one record is among them."""
    return store.connection.one(_UNSCANNED + " AND code = ?", register_store.generation(store), code) is not None


def _numbered(store: Store, record: str) -> tuple[int, int]:
    stored = records.find(store, record)
    return stored.number, stored.row.version
