"""Merge a second copy of the same vault, such as the one at the office, into this one. Nothing is lost.

Both copies went from one state, the base: what only one side changed is taken. Of a record that both changed all
versions of both are kept, one of them stands, and the record is marked so that somebody compares them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fieldnotes.errors import NoSuchRecord
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card
from fieldnotes.vault import ledger, merge_purged, merge_record, merge_register, records, transfer, verdicts, versions
from fieldnotes.vault.merge_purged import Purges
from fieldnotes.vault.merge_record import Outcome
from fieldnotes.vault.merge_register import Sides
from fieldnotes.vault.store import Store, new_id
from fieldnotes.vault.transfer import Codes

_RECORDS = "SELECT row, id, code FROM record WHERE created <> '' ORDER BY row"
"""But not what was purged and stands on as a code in the register of exports."""


@dataclass(frozen=True, slots=True)
class Merged:
    """Codes of what the other copy brought. `recoded`: its code to the code here, where both had given the same one."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    conflicts: tuple[str, ...]
    """Records that both sides changed."""
    entries: tuple[str, ...]
    """Entries whose names or level both sides changed."""
    consents: tuple[str, ...]
    """Entries whose consent both sides changed: the stricter stands."""
    recoded: Mapping[str, str]
    levels: tuple[str, ...] = ()
    """Records whose level both sides changed, or one lowered while the other wrote: the higher stands."""
    verdicts: tuple[str, ...] = ()
    """Cases in which both sides judged a possible name differently: it is left out."""
    purged: tuple[str, ...] = ()
    """Purged there, and therefore here too."""
    kept: tuple[str, ...] = ()
    """Purged on one side, written on the other since: they are here."""
    rekey: frozenset[Level] = frozenset()
    """The levels that need new keys because of what was purged."""


def merge(target: Store, other: Store, base: Store) -> Merged:
    """Take over from `other`. To be called within `Store.rewriting`, SEALED open on all three; twice is as once.

    Raises:
        SealedClosed: the compartment is closed on one of the sides.
        VaultDamaged: the other copy is damaged.
    """
    sides = Sides(target, other, base)
    cases = merge_register.cases(sides)
    purges = merge_purged.between(target, other)
    entries, both_entries = merge_register.entries(sides, purges)
    merge_register.relations(sides)
    both_consents = merge_register.consents_of(sides)
    codes = Codes(_free_codes(sides), entries, cases)
    added, outcomes = [], dict[str, Outcome]()
    for number, record_id, code in other.connection.rows(_RECORDS):
        here = target.connection.value("SELECT code FROM record WHERE id = ? AND created <> ''", record_id)
        if here is not None:
            outcomes[here] = merge_record.merge(sides, record_id, here, code, entries)
        elif _is_news(sides, record_id, code, purges):
            added.append(_added(sides, number, record_id, codes))
    _small_things(sides, codes, purges)
    purged, kept, rekey = merge_purged.follow(target, purges)
    target.connection.write("UPDATE record SET scanned_register = -1")
    came_back = {entries.get(code, codes.records.get(code, code)) for code in purges.here & purges.written_there}
    there = {code for (code,) in target.connection.rows("SELECT code FROM record UNION SELECT code FROM entry")}
    merged = Merged(
        added=tuple(added),
        changed=tuple(code for code, outcome in outcomes.items() if outcome.changed),
        conflicts=tuple(code for code, outcome in outcomes.items() if outcome.conflict),
        entries=tuple(both_entries),
        consents=tuple(both_consents),
        recoded={**codes.cases, **codes.entries, **codes.records},
        levels=tuple(code for code, outcome in outcomes.items() if outcome.level),
        verdicts=verdicts.merge(target, other, sides.base),
        purged=purged,
        kept=(*kept, *sorted(came_back & there)),
        rekey=rekey,
    )
    counts = {"added": merged.added, "changed": merged.changed, "conflicts": merged.conflicts, "codes": merged.recoded}
    ledger.append(target, "merged", **{name: len(told) for name, told in counts.items()}, purged=len(purged))
    return merged


def open_conflicts(store: Store) -> dict[str, int]:
    """The records that are marked, and the version to compare with the present one."""
    return dict(store.connection.rows("SELECT code, merged FROM record WHERE merged > 0 ORDER BY row"))


def settle(store: Store, code: str) -> Changes:
    """Take the mark away.

    Raises:
        NoSuchRecord: there is no such record.
    """
    stored = records.find(store, code)
    store.connection.write("UPDATE record SET merged = 0 WHERE row = ?", stored.number)
    return Changes(records=frozenset({code}), ledger=False)


def _free_codes(sides: Sides) -> dict[str, str]:
    """New codes for records of the other side whose own is taken here by another record."""
    recoded = {}
    for _, record_id, code in sides.other.connection.rows(_RECORDS):
        here = sides.target.connection.value("SELECT id FROM record WHERE code = ?", code)
        known = sides.target.connection.value("SELECT 1 FROM record WHERE id = ?", record_id)
        if here is not None and known is None:
            transfer.raise_counters(sides.other, sides.target)
            recoded[code] = sides.target.next_code(code.partition("-")[0])
    return recoded


def _is_news(sides: Sides, record_id: str, code: str, purges: Purges) -> bool:
    """Whether a record that is not here has to come: not if it was purged here and nobody wrote there since."""
    if code in purges.here:
        return not purges.keeps_away(code)
    was = sides.base.connection.value("SELECT code FROM record WHERE id = ? AND created <> ''", record_id)
    if was is not None:
        before, now = merge_record.chain(sides.base, was), merge_record.chain(sides.other, code)
        return [version.said for version in before] != [version.said for version in now]
    return not any(
        store.connection.value("SELECT 1 FROM record WHERE id = ?", record_id) for store in (sides.target, sides.base)
    )


def _added(sides: Sides, number: int, record_id: str, codes: Codes) -> str:
    """Copy a record; where it stood on as a code in the register of exports, it takes that place."""
    kept = merge_purged.make_room(sides.target, record_id)
    code = transfer.record(sides.other, sides.target, number, codes)
    merge_purged.put_back(sides.target, record_id, kept)
    return code


def _read_back(sides: Sides) -> None:
    """Seals of versions that were read back, where this version says here what it says there."""
    rows = sides.other.connection.rows(
        "SELECT r.id, r.code, s.version, s.sealed, s.digest, s.signature FROM sealed_version s "
        "JOIN record r ON r.row = s.record_row"
    )
    for record_id, their_code, version, *seal in rows:
        code = sides.target.connection.value("SELECT code FROM record WHERE id = ? AND created <> ''", record_id)
        if code is not None and _said(sides.target, code, version) == _said(sides.other, their_code, version):
            sides.target.connection.write(
                "INSERT OR IGNORE INTO sealed_version (record_row, version, sealed, digest, signature) "
                "SELECT row, ?, ?, ?, ? FROM record WHERE id = ?",
                *(version, *seal, record_id),
            )


def _said(store: Store, code: str, version: int) -> tuple[Card, Body] | None:
    stored = records.find_any(store, code)
    try:
        return versions.card(store, stored, version), versions.text(store, stored, version).whole
    except NoSuchRecord:
        return None


def _small_things(sides: Sides, codes: Codes, purges: Purges) -> None:
    target, other, base = sides.target, sides.other, sides.base
    _read_back(sides)
    for draft_id, updated, code in other.connection.rows("SELECT id, updated, record_code FROM draft ORDER BY id"):
        if purges.keeps_away(code) and updated <= purges.parted:
            continue
        known, ours = (
            store.connection.value("SELECT updated FROM draft WHERE id = ?", draft_id) for store in (base, target)
        )
        if updated not in (known, ours):
            transfer.draft(other, target, draft_id, codes, new_id=None if ours is None else new_id())
    for (release_id,) in other.connection.rows("SELECT id FROM release ORDER BY row"):
        transfer.release(other, target, release_id, codes)
    transfer.raise_counters(other, target)
