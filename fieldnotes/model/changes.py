"""What a write touched, so that views know what to read again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Codes of what changed; flags for the rest."""

    records: frozenset[str] = frozenset()
    entries: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()
    drafts: bool = False
    decisions: bool = False
    ledger: bool = True
