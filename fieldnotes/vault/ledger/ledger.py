"""The append-only, hash-chained ledger: what happened, in codes and numbers, never in names or texts.

The database holds it for its owner; each entry is also a frame of the ledger's file, which nobody can write anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fieldnotes import clock
from fieldnotes.errors import VaultDamaged
from fieldnotes.i18n import tr
from fieldnotes.vault.canonical import canonical
from fieldnotes.vault.ledger import ledger_frames
from fieldnotes.vault.store import Store

BEFORE_FIRST = "0" * 64

_ALL = "SELECT seq, at, event, facts, prev, hash FROM ledger ORDER BY seq"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One event. `hash` covers the vault's id, everything here, and so every entry before."""

    seq: int
    at: str
    event: str
    facts: Mapping[str, str | int]
    prev: str
    hash: str


def append(store: Store, event: str, **facts: str | int) -> LedgerEntry:
    """Add one event. Part of the caller's transaction where there is one."""
    with store.transaction():
        last = store.connection.one("SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1")
        seq, prev = (1, BEFORE_FIRST) if last is None else (last[0] + 1, last[1])
        entry = LedgerEntry(seq, clock.stamp(), event, facts, prev, "")
        digest = _digest(store, entry)
        told = {"seq": seq, "at": entry.at, "event": event, "facts": facts, "hash": digest}
        frame = ledger_frames.add_entry(store, told)
        store.connection.write(
            "INSERT INTO ledger (seq, at, event, facts, prev, hash, frame) VALUES (?, ?, ?, ?, ?, ?, ?)",
            *(seq, entry.at, event, canonical(facts).decode(), prev, digest, frame),
        )
        store.set_meta("ledger_length", str(seq))
    return LedgerEntry(seq, entry.at, event, facts, prev, digest)


def all_of(store: Store) -> list[LedgerEntry]:
    """Every entry, oldest first."""
    return [_entry(row) for row in store.connection.rows(_ALL)]


def head(store: Store) -> str:
    """The hash of the newest entry: whoever keeps it can later tell whether anything before was changed."""
    return str(store.connection.value("SELECT hash FROM ledger ORDER BY seq DESC LIMIT 1") or BEFORE_FIRST)


def frames(store: Store, *, first: int) -> list[str]:
    """The SHA-256 in hex of the frames of the entries from number `first` on, in their order."""
    return [str(row[0]) for row in store.connection.rows("SELECT frame FROM ledger WHERE seq >= ? ORDER BY seq", first)]


def verify(store: Store) -> None:
    """Recompute the whole chain.

    Raises:
        VaultDamaged: an entry was changed, removed, inserted or reordered.
    """
    prev, seq = BEFORE_FIRST, 0
    for row in store.connection.rows(_ALL):
        seq += 1
        try:
            entry = _entry(row)
        except ValueError as error:
            raise VaultDamaged(what=tr("ledger entry {number} is not readable", number=seq)) from error
        if (entry.seq, entry.prev, entry.hash) != (seq, prev, _digest(store, entry)):
            raise VaultDamaged(what=tr("ledger entry {number} does not continue the chain", number=seq))
        prev = entry.hash
    if str(seq) != store.meta("ledger_length", "0"):
        raise VaultDamaged(what=tr("the end of the ledger is missing"))


def _entry(row: tuple[Any, ...]) -> LedgerEntry:
    seq, at, event, facts, prev, digest = row
    return LedgerEntry(seq, at, event, json.loads(facts), prev, digest)


def _digest(store: Store, entry: LedgerEntry) -> str:
    covered = {
        "vault": store.keys.vault_id.hex(),
        "seq": entry.seq,
        "at": entry.at,
        "event": entry.event,
        "facts": dict(entry.facts),
        "prev": entry.prev,
    }
    return hashlib.sha256(canonical(covered)).hexdigest()
