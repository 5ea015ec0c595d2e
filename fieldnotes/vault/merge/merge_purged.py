"""What one of two copies of a vault purged is not brought back by merging the other, and goes from both.

Their ledgers tell: up to where they are the same, a code is the same record or entry on both sides, and what either
purged or wrote since is known. What was purged on one side and written on the other stays, and is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from fieldnotes.errors import NoSuchRecord
from fieldnotes.model.level import Level
from fieldnotes.vault.backup.backups import PURGED
from fieldnotes.vault.erasing import purge
from fieldnotes.vault.ledger import ledger
from fieldnotes.vault.ledger.ledger import LedgerEntry
from fieldnotes.vault.store import Store

JOINED = "entries-joined"
"""The event that two register entries became one; it tells the code that stayed and the one that went."""
_NEW = frozenset({"add", "register"})
_WRITTEN = frozenset({"save", "identity"})


@dataclass(frozen=True, slots=True)
class Purges:
    """Codes, of what both sides had when they parted: what each purged since, and of what each wrote the text."""

    here: frozenset[str]
    there: frozenset[str]
    written_here: frozenset[str]
    written_there: frozenset[str]
    parted: str
    """When the last thing happened that both know of."""
    joined_here: tuple[tuple[str, str], ...] = ()
    joined_there: tuple[tuple[str, str], ...] = ()
    """(kept, gone) of register entries that were made one since."""
    emptied_here: frozenset[str] = frozenset()
    """Everything that was purged here since, also what only we had."""

    @property
    def back(self) -> frozenset[str]:
        """Their codes of what was purged here and written there since; not of what was made one with another here."""
        return (self.here & self.written_there) - {gone for _, gone in self.joined_here}

    @property
    def under_another_name(self) -> frozenset[str]:
        """Entries that were made one with an entry that the other side purged: they have its names now."""
        here, there = ({gone: kept for kept, gone in pairs} for pairs in (self.joined_here, self.joined_there))
        ours = {kept for gone, kept in here.items() if gone in self.there and gone not in there}
        return frozenset(ours | {kept for gone, kept in there.items() if gone in self.here and gone not in here})

    def ours_of(self) -> dict[str, str]:
        """The entry here that each one that was made one with another is in the end: it may have been joined again."""
        found: dict[str, str] = {}
        for kept, gone in self.joined_here:
            found = {code: kept if now == gone else now for code, now in found.items()} | {gone: kept}
        return found

    def keeps_away(self, their_code: str) -> bool:
        """Whether something of the other side that is not here was purged here, and not written there since."""
        return their_code in self.here and their_code not in self.written_there


def between(target: Store, other: Store) -> Purges:
    """Read both ledgers."""
    ours, theirs = ledger.all_of(target), ledger.all_of(other)
    same = sum(1 for _ in takewhile(lambda both: both[0].hash == both[1].hash, zip(ours, theirs, strict=False)))
    shared = frozenset(_codes(ours[:same], _NEW))
    here, there = _purged(ours[same:]), _purged(theirs[same:])
    return Purges(
        here=shared & here,
        there=shared & there,
        written_here=frozenset(_codes(ours[same:], _WRITTEN)) - here,
        written_there=frozenset(_codes(theirs[same:], _WRITTEN)) - there,
        parted=ours[same - 1].at if same else "",
        joined_here=_joined(ours[same:], shared),
        joined_there=_joined(theirs[same:], shared),
        emptied_here=here,
    )


def follow(target: Store, purges: Purges) -> tuple[tuple[str, ...], tuple[str, ...], frozenset[Level]]:
    """Purge what the other side purged, but not what was written here since. To be called within `Store.rewriting`.

    Codes that went, codes that stay although they were purged there, and the levels that therefore need new keys.
    """
    gone, kept, levels = list[str](), list[str](), frozenset[Level]()
    for code in sorted(purges.there - purges.here):
        try:
            touched = purge.levels_of(target, [code])
        except NoSuchRecord:
            continue
        if code in purges.written_here or _has_draft(target, code):
            kept.append(code)
            continue
        purge.remove(target, [code], live=True, force=True)
        gone.append(code)
        levels |= touched
    return tuple(gone), tuple(kept), levels


def make_room(target: Store, record_id: str) -> list[tuple[int, int, int]]:
    """Take away the row that stood for a purged record in the register of exports; what has to be put back with it."""
    number = target.connection.value("SELECT row FROM record WHERE id = ? AND created = ''", record_id)
    if number is None:
        return []
    kept = target.connection.rows("SELECT release_row, version, level FROM release_record WHERE record_row = ?", number)
    target.connection.write("DELETE FROM release_record WHERE record_row = ?", number)
    target.connection.write("DELETE FROM record WHERE row = ?", number)
    return [(release, version, level) for release, version, level in kept]


def put_back(target: Store, record_id: str, kept: list[tuple[int, int, int]]) -> None:
    """Let the register of exports name the record again."""
    for release, version, level in kept:
        target.connection.write(
            "INSERT INTO release_record (release_row, record_row, version, level) "
            "SELECT ?, row, ?, ? FROM record WHERE id = ?",
            *(release, version, level, record_id),
        )


def _purged(entries: list[LedgerEntry]) -> frozenset[str]:
    """What was purged and not written again: an entry that is emptied keeps its code, and may get a new name."""
    gone = set[str]()
    for entry in entries:
        if entry.event == PURGED:
            gone.add(str(entry.facts["code"]))
        elif entry.event in _WRITTEN:
            gone.discard(str(entry.facts.get("code", "")))
    return frozenset(gone)


def _joined(entries: list[LedgerEntry], shared: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Of entries that both sides had."""
    pairs = ((str(one.facts["code"]), str(one.facts["other"])) for one in entries if one.event == JOINED)
    return tuple((kept, gone) for kept, gone in pairs if gone in shared)


def _codes(entries: list[LedgerEntry], events: frozenset[str]) -> Iterator[str]:
    return (str(entry.facts["code"]) for entry in entries if entry.event in events and "code" in entry.facts)


def _has_draft(target: Store, code: str) -> bool:
    return target.connection.value("SELECT 1 FROM draft WHERE record_code = ?", code) is not None
