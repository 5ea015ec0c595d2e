"""What was decided about possible names, and which entries each record mentions. Codes and counts only."""

from __future__ import annotations

from collections.abc import Mapping

from fieldnotes import clock
from fieldnotes.model.changes import Changes
from fieldnotes.vault import cases, ledger, records, register_store, version_vector
from fieldnotes.vault.store import Store
from fieldnotes.vault.version_vector import Of


def decide(store: Store, case: str, hit: str, verdict: str, *, who: str) -> Changes:
    """Remember a verdict on one group of hits of a case. `hit` is an opaque number or digest, never the words.

    Raises:
        NoSuchRecord: no such case.
    """
    with store.transaction():
        store.connection.write(
            "INSERT INTO decision (case_row, hit, verdict, who, decided) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (case_row, hit) DO UPDATE SET verdict = excluded.verdict, who = excluded.who, "
            "decided = excluded.decided",
            *(cases.row_of(store, case), hit, verdict, who, clock.stamp()),
        )
        ledger.append(store, "decide", **version_vector.facts(store, Of.DECISIONS, case))
    return Changes(cases=frozenset({case}), decisions=True)


def of_case(store: Store, case: str) -> dict[str, str]:
    """Verdicts of a case by hit."""
    row = cases.row_of(store, case)
    return dict(store.connection.rows("SELECT hit, verdict FROM decision WHERE case_row = ? ORDER BY hit", row))


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


def mentions(store: Store, record: str) -> dict[str, int]:
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


def unscanned(store: Store) -> list[str]:
    """Codes of records whose mentions are older than their text or than the register, oldest first."""
    found = store.connection.rows(
        "SELECT code FROM record WHERE deleted IS NULL AND (scanned_version <> version OR scanned_register <> ?) "
        "ORDER BY row",
        register_store.generation(store),
    )
    return [code for (code,) in found]


def _numbered(store: Store, record: str) -> tuple[int, int]:
    stored = records.find(store, record)
    return stored.number, stored.row.version
