"""What either of two copies of a vault wrote since both were the same, or since one was merged into the other.

Their ledgers tell. A copy that was merged before and was not brought up to date since must not undo, merged again,
what was written here meanwhile: of everything that it did not touch since, ours stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from fieldnotes.vault.ledger import ledger
from fieldnotes.vault.ledger.ledger import LedgerEntry
from fieldnotes.vault.ledger.version_vector import Of
from fieldnotes.vault.store import Store

MERGED = "merged"
HEAD = "head"
"""In the event of a merge: the last event of the other copy that it took in."""

_DIGITS = 32
_RESTATED = frozenset({"rewritten", "gone"})
"""Events that say a state anew after keys or levels moved: nobody wrote anything."""
_CONTENT = frozenset({"add", "save", "register", "identity", "consent", "level", "case", "decide"})
_OF_RECORDS = frozenset({"delete", "restore", "read-back"})


@dataclass(frozen=True, slots=True)
class News:
    """What each side wrote, as (what it is of, its code there). None: an earlier program did not tell."""

    here: frozenset[tuple[str, str]] | None
    there: frozenset[tuple[str, str]] | None

    def wrote_here(self, code: str, *of: Of) -> bool:
        """Whether our side wrote it; not known counts as no, as then the base decides."""
        return self.here is not None and any((kind.value, code) in self.here for kind in of)

    def wrote_there(self, code: str, *of: Of) -> bool:
        """Whether the other side wrote it; not known counts as yes."""
        return self.there is None or any((kind.value, code) in self.there for kind in of)


def between(target: Store, other: Store) -> News:
    """Read both ledgers."""
    ours, theirs = ledger.all_of(target), ledger.all_of(other)
    same = shared(ours, theirs)
    heads = {str(entry.facts[HEAD]) for entry in ours if entry.event == MERGED and HEAD in entry.facts}
    taken = (number for number, entry in enumerate(theirs, 1) if head_of(entry) in heads)
    return News(here=_written(ours[same:]), there=_written(theirs[max((same, *taken)) :]))


def shared(ours: list[LedgerEntry], theirs: list[LedgerEntry]) -> int:
    """With how many events both begin."""
    return sum(1 for _ in takewhile(lambda both: both[0].hash == both[1].hash, zip(ours, theirs, strict=False)))


def head_of(entry: LedgerEntry) -> str:
    return entry.hash[:_DIGITS]


def _written(entries: Iterable[LedgerEntry]) -> frozenset[tuple[str, str]] | None:
    found = set[tuple[str, str]]()
    for entry in entries:
        code = str(entry.facts.get("code", ""))
        if entry.event in _OF_RECORDS:
            found.add((Of.RECORD.value, code))
        elif "of" in entry.facts and entry.event not in _RESTATED:
            found.add((str(entry.facts["of"]), code))
        elif entry.event in _CONTENT:
            return None
    return frozenset(found)
