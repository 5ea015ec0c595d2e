"""Merge a second copy of the same vault, such as the one at the office, into this one. Nothing is lost.

Both copies went from one state, the base: what only one side changed is taken. Of a record that both changed all
versions of both are kept, one of them stands, and the record is marked so that somebody compares them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.vault.ledger import ledger
from fieldnotes.vault.ledger.version_vector import Of
from fieldnotes.vault.merge import (
    merge_capsules,
    merge_joined,
    merge_news,
    merge_purged,
    merge_record,
    merge_register,
    merge_slips,
    transfer,
)
from fieldnotes.vault.merge.merge_purged import Purges
from fieldnotes.vault.merge.merge_record import Outcome
from fieldnotes.vault.merge.merge_register import Sides
from fieldnotes.vault.merge.transfer import Codes
from fieldnotes.vault.records import records, sealed_versions, terms
from fieldnotes.vault.register import verdicts
from fieldnotes.vault.store import Store, new_id

_DRAFTS = "SELECT id FROM draft"
_BACKUPS = """SELECT id, made, tested, gone, generation, ledger_seq, slots, bytes, kid, wrapped, blob FROM backup
    ORDER BY row"""
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
    """Cases, records or `*` in which both sides judged a possible name differently: it is left out."""
    purged: tuple[str, ...] = ()
    """Purged there, and therefore here too."""
    kept: tuple[str, ...] = ()
    """Purged on one side, written on the other since: they are here."""
    rekey: frozenset[Level] = frozenset()
    """The levels that need new keys because of what was purged."""
    apart: Mapping[str, str] = field(default_factory=dict)
    """Entries whose names or words of consent the other side sealed for an office: the code under which those are."""


def merge(target: Store, other: Store, base: Store) -> Merged:
    """Take over from `other`. To be called within `Store.rewriting`, SEALED open on all three; twice is as once.

    Raises:
        SealedClosed: the compartment is closed on one of the sides.
        VaultDamaged: the other copy is damaged.
    """
    sides = Sides(target, other, base, merge_news.between(target, other))
    cases = merge_register.cases(sides)
    purges = merge_purged.between(target, other)
    apart = merge_capsules.set_apart(sides)
    entries, both_entries = merge_register.entries(sides, purges)
    for code in apart:
        entries.pop(code, None)
    merge_register.relations(sides)
    both_consents = merge_register.consents_of(sides)
    merge_capsules.forms(sides)
    second = merge_capsules.follow(sides, apart)
    both_entries += merge_joined.ours_again(target, purges, entries)
    entries |= merge_joined.codes(target, purges)
    codes = Codes(_free_codes(sides), entries, cases)
    added, outcomes = [], dict[str, Outcome]()
    for number, record_id, code in other.connection.rows(_RECORDS):
        here = target.connection.value("SELECT code FROM record WHERE id = ? AND created <> ''", record_id)
        if here is not None:
            outcomes[here] = merge_record.merge(sides, record_id, here, code, codes.in_texts)
        elif _is_news(sides, record_id, code, purges):
            added.append(_added(sides, number, record_id, codes))
    _small_things(sides, codes, purges)
    terms.merge(target, other)
    merge_joined.theirs(target, purges, entries)
    purged, kept, rekey = merge_purged.follow(target, purges)
    if purged:
        merge_register.consents_of(sides)  # of entries that only lost their names, and were asked again since
    target.connection.write("UPDATE record SET scanned_register = -1")
    came_back = {entries.get(code, codes.records.get(code, code)) for code in purges.back}
    came_back |= {entries.get(code, code) for code in purges.under_another_name}
    there = {code for (code,) in target.connection.rows("SELECT code FROM record UNION SELECT code FROM entry")}
    merged = Merged(
        added=tuple(added),
        changed=tuple(code for code, outcome in outcomes.items() if outcome.changed),
        conflicts=tuple(code for code, outcome in outcomes.items() if outcome.conflict),
        entries=tuple(dict.fromkeys(both_entries)),
        consents=tuple(both_consents),
        recoded={**codes.cases, **codes.entries, **codes.records},
        levels=tuple(code for code, outcome in outcomes.items() if outcome.level),
        verdicts=verdicts.merge(target, other, sides.base, codes, sides.news),
        purged=purged,
        kept=(*kept, *sorted(came_back & there)),
        rekey=rekey,
        apart=second,
    )
    counts = {"added": merged.added, "changed": merged.changed, "conflicts": merged.conflicts, "codes": merged.recoded}
    told = {name: len(codes_of) for name, codes_of in counts.items()}
    head = merge_news.head_of(ledger.all_of(other)[-1])
    ledger.append(target, merge_news.MERGED, **told, purged=len(purged), head=head)
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
    if not sides.news.wrote_there(code, Of.RECORD):
        return False
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
    """Seals of versions that were read back, where a version says here what it says there, under whatever number."""
    rows = sides.other.connection.rows(
        "SELECT r.id, r.code, s.version, s.sealed, s.digest, s.signature FROM sealed_version s "
        "JOIN record r ON r.row = s.record_row"
    )
    for record_id, their_code, version, *seal in rows:
        code = sides.target.connection.value("SELECT code FROM record WHERE id = ? AND created <> ''", record_id)
        if code is None:
            continue
        said = merge_record.said(sides.other, their_code, version)
        if merge_record.said(sides.target, code, version) == said:
            sides.target.connection.write(
                "INSERT OR IGNORE INTO sealed_version (record_row, version, sealed, digest, signature) "
                "SELECT row, ?, ?, ?, ? FROM record WHERE id = ?",
                *(version, *seal, record_id),
            )
        elif sealed_versions.holds(sides.other, their_code, version):
            there = [one.number for one in merge_record.chain(sides.target, code) if one.said == said]
            for number in there[-1:]:
                sealed_versions.seal_as(sides.target, code, number, sealed=str(seal[0]))


def _backups(target: Store, other: Store) -> None:
    """Backups that the other copy made. What was purged since both went apart may be in each of them."""
    same = merge_news.shared(ledger.all_of(target), ledger.all_of(other))
    for backup_id, made, tested, gone, generation, seq, slots, size, *columns in other.connection.rows(_BACKUPS):
        if target.connection.value("SELECT 1 FROM backup WHERE id = ?", backup_id) is None:
            sealed = transfer.resealed(
                other, target, tuple(columns), level=Level.INTERNAL, owner=backup_id, part="backup", version=1
            )
            target.connection.write(
                "INSERT INTO backup (id, made, tested, gone, generation, ledger_seq, slots, bytes, kid, wrapped, blob) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                *(backup_id, made, tested, gone, generation, min(seq, same), slots, size, *sealed),
            )


def _small_things(sides: Sides, codes: Codes, purges: Purges) -> None:
    target, other, base = sides.target, sides.other, sides.base
    _read_back(sides)
    for draft_id, updated, code in other.connection.rows("SELECT id, updated, record_code FROM draft ORDER BY id"):
        if purges.keeps_away(code) and updated <= purges.parted:
            continue
        typed = transfer.draft_text(other, draft_id)
        here = {found: transfer.draft_text(target, found) for (found,) in target.connection.rows(_DRAFTS)}
        if typed not in here.values() and typed != transfer.draft_text(base, draft_id):
            transfer.draft(other, target, draft_id, codes, new_id=new_id() if draft_id in here else None)
    _backups(target, other)
    transfer.raise_counters(other, target)
    codes = replace(codes, slips=merge_slips.new_codes(sides))
    for (release_id,) in other.connection.rows("SELECT id FROM release ORDER BY row"):
        transfer.release(other, target, release_id, codes)
    merge_slips.merge(sides, codes)
