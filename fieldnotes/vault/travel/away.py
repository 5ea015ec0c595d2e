"""What the vault remembers of a journey: the package that was made, and what was left behind. Kept at INTERNAL."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from fieldnotes.model.level import Level
from fieldnotes.vault.canonical import canonical
from fieldnotes.vault.keys.header import Header
from fieldnotes.vault.store import Store

PENDING, AWAY = "travel-pending", "travel-away"
"""Names of the two secrets."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be left behind: everything at these levels, and these cases with all their records.

    `further`: ids of records and drafts at other levels that hold a passage at one of these.
    """

    levels: frozenset[Level]
    cases: frozenset[str] = frozenset()
    further: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pending:
    """A package that was written and not yet proved by whoever keeps it. Nothing was removed."""

    package: str
    sha256: str
    """Of the file."""
    plan: Plan
    made: str
    confirmation: str
    """SHA-256 of the eight words: they cannot be read off here."""
    contents: str
    """`contents_of` the vault then: what changed since would be missing from the package."""
    ways: str
    """`ways_of` the vault then: the package's copy opens, and comes back, with exactly these."""
    return_key: str
    """Public half of the key in the package."""
    keeper: bool
    """It is for somebody's card; otherwise under a passphrase of its own."""


@dataclass(frozen=True, slots=True)
class Away:
    """What is not on this computer, and the package it returns with.

    `kids` and `database_kid` are the generations of the keys that have to go; `finished` says that they are gone.
    """

    package: str
    sha256: str
    plan: Plan
    since: str
    return_key: str
    keeper: bool
    records: int
    names: int
    finished: bool = False
    database_kid: int = 0
    kids: Mapping[Level, int] = field(default_factory=dict)


def pending(store: Store) -> Pending | None:
    """The package that waits for its confirmation."""
    raw = _load(store, PENDING)
    return None if raw is None else Pending(**{**raw, "plan": _plan(raw["plan"])})


def away(store: Store) -> Away | None:
    """What was left behind; None while everything is here."""
    raw = _load(store, AWAY)
    if raw is None:
        return None
    kids = {Level(int(level)): kid for level, kid in raw["kids"].items()}
    return Away(**{**raw, "plan": _plan(raw["plan"]), "kids": kids})


def keep_pending(store: Store, note: Pending) -> None:
    store.set_secret(PENDING, canonical({**asdict(note), "plan": _raw(note.plan)}))


def keep(store: Store, note: Away) -> None:
    kids = {str(int(level)): kid for level, kid in note.kids.items()}
    store.set_secret(AWAY, canonical({**asdict(note), "plan": _raw(note.plan), "kids": kids}))


def forget(store: Store, name: str) -> None:
    store.connection.write("DELETE FROM secret WHERE name = ?", name)


def ways_of(found: Header) -> str:
    """A digest of the ways in."""
    return hashlib.sha256(canonical({"slots": [slot.as_json() for slot in found.slots]})).hexdigest()


def contents_of(store: Store) -> str:
    """A digest of everything that somebody wrote: not of what is derived, nor of ledger, settings and backups."""
    digest = hashlib.sha256()
    for sql in _CONTENTS:
        digest.update(sql.encode())
        for row in store.connection.rows(sql):
            digest.update(repr(row).encode())
    return digest.hexdigest()


_CONTENTS = (
    "SELECT id, code, floor, status, version, kid, wrapped FROM case_file ORDER BY row",
    "SELECT id, code, case_row, level, version, updated, deleted, merged FROM record ORDER BY row",
    "SELECT record_row, version, sealed, kid, wrapped, length(blob) FROM card ORDER BY record_row, version",
    "SELECT record_row, version, sealed, kid, wrapped, length(blob) FROM body ORDER BY record_row, version",
    "SELECT record_row, version, kid, wrapped, length(blob) FROM sealed_words ORDER BY record_row, version",
    "SELECT record_row, version, digest FROM sealed_version ORDER BY record_row, version",
    "SELECT record_row, part, nth, kid, wrapped FROM evidence_piece ORDER BY record_row, part, nth",
    "SELECT code, version, kid, wrapped FROM term ORDER BY code",
    "SELECT id, version, updated, kid, wrapped FROM draft ORDER BY id",
    "SELECT id, code, type, role, level, version, kid, wrapped FROM entry ORDER BY row",
    "SELECT a, b, kind FROM relation ORDER BY a, b, kind",
    "SELECT entry_row, version, kid, wrapped FROM consent ORDER BY entry_row",
    "SELECT entry_row, version, kid, wrapped FROM consent_form ORDER BY entry_row",
    "SELECT subject, nth, kid, wrapped FROM level_change ORDER BY subject, nth",
    "SELECT id, kid, wrapped FROM release ORDER BY row",
    "SELECT id, about, level, version, kid, wrapped FROM slip ORDER BY row",
    "SELECT about, scope, hit, verdict, reason, label, entries, kid, wrapped FROM verdict ORDER BY about, scope, hit",
)


def _load(store: Store, name: str) -> dict[str, Any] | None:
    if not store.has_secret(name):
        return None
    raw: dict[str, Any] = json.loads(store.secret(name))
    return raw


def _raw(plan: Plan) -> dict[str, Collection[object]]:
    levels = sorted(int(level) for level in plan.levels)
    return {"levels": levels, "cases": sorted(plan.cases), "further": sorted(plan.further)}


def _plan(raw: Mapping[str, Any]) -> Plan:
    levels = frozenset(Level(level) for level in raw["levels"])
    return Plan(levels, frozenset(raw["cases"]), frozenset(raw["further"]))
