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
from fieldnotes.protection import policy
from fieldnotes.vault import ledger, levels, merge_register, records, sealed_words, transfer, versions
from fieldnotes.vault.merge_register import Sides
from fieldnotes.vault.store import Store, new_id
from fieldnotes.vault.transfer import Codes


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


@dataclass(frozen=True, slots=True)
class _Version:
    card: Card
    body: Body
    saved: str


def merge(target: Store, other: Store, base: Store) -> Merged:
    """Take over from `other`. To be called within `Store.rewriting`, SEALED open on all three; twice is as once.

    Raises:
        SealedClosed: the compartment is closed on one of the sides.
        VaultDamaged: the other copy is damaged.
    """
    sides = Sides(target, other, base)
    cases = merge_register.cases(sides)
    entries, both_entries = merge_register.entries(sides)
    merge_register.relations(sides)
    both_consents = merge_register.consents_of(sides)
    codes = Codes(_free_codes(sides), entries, cases)
    added, changed, both = [], [], []
    for number, record_id, code in other.connection.rows("SELECT row, id, code FROM record ORDER BY row"):
        here = target.connection.value("SELECT code FROM record WHERE id = ?", record_id)
        if here is None:
            if _is_news(sides, record_id, code):
                added.append(transfer.record(other, target, number, codes))
            continue
        was_changed, clash = _merge_record(sides, record_id, here, code)
        changed += [here] if was_changed else []
        both += [here] if clash else []
    _small_things(sides, codes)
    target.connection.write("UPDATE record SET scanned_register = -1")
    recoded = {**codes.cases, **codes.entries, **codes.records}
    merged = Merged(tuple(added), tuple(changed), tuple(both), tuple(both_entries), tuple(both_consents), recoded)
    ledger.append(target, "merged", added=len(added), changed=len(changed), conflicts=len(both), codes=len(recoded))
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
    for record_id, code in sides.other.connection.rows("SELECT id, code FROM record ORDER BY row"):
        here = sides.target.connection.value("SELECT id FROM record WHERE code = ?", code)
        known = sides.target.connection.value("SELECT 1 FROM record WHERE id = ?", record_id)
        if here is not None and known is None:
            transfer.raise_counters(sides.other, sides.target)
            recoded[code] = sides.target.next_code(code.partition("-")[0])
    return recoded


def _is_news(sides: Sides, record_id: str, code: str) -> bool:
    """Whether a record that is not here has to come: not if it was purged here and nobody changed it since."""
    was = sides.base.connection.value("SELECT code FROM record WHERE id = ?", record_id)
    return was is None or _chain(sides.base, was) != _chain(sides.other, code)


def _merge_record(sides: Sides, record_id: str, code: str, their_code: str) -> tuple[bool, bool]:
    """Whether it changed here, and whether both sides had changed it."""
    was = sides.base.connection.value("SELECT code FROM record WHERE id = ?", record_id)
    ours = _chain(sides.target, code)
    theirs = ours if _is_untouched(sides, record_id) else _chain(sides.other, their_code)
    said = {(version.card, version.body) for version in ours}
    news = [version for version in theirs if (version.card, version.body) not in said]
    own = said - {(version.card, version.body) for version in theirs}
    deleted = _merge_bin(sides, record_id, code, keep=bool(own or news))
    if _is_deleted(sides.target, record_id):
        return deleted, False
    clash = bool(news and own)
    if news:
        before = records.find(sides.target, code).row.version
        for version in news:
            _append(sides.target, code, version)
        if clash:
            _choose(sides.target, code, ours[-1], news[-1], before)
    raised = _merge_level(sides, record_id, code, was)
    return bool(news or deleted or raised), clash


def _append(target: Store, code: str, version: _Version) -> None:
    """One more version, with the time at which it was saved."""
    row, _ = records.save(target, code, card=version.card, body=version.body)
    stored = records.find(target, code)
    target.connection.write(
        "UPDATE body SET saved = ? WHERE record_row = ? AND version = ?", version.saved, stored.number, row.version
    )
    target.connection.write("UPDATE record SET updated = ? WHERE row = ?", version.saved, stored.number)


def _choose(target: Store, code: str, ours: _Version, theirs: _Version, our_number: int) -> None:
    """Let the version stand that seals more, else the later one; mark the other to be compared with it."""
    our_words, their_words = sealed_words.texts(ours.body), sealed_words.texts(theirs.body)
    stands = ours.saved > theirs.saved
    if our_words != their_words:
        stands = our_words > their_words or (not our_words < their_words and stands)
    other = our_number
    if stands:
        other = records.find(target, code).row.version
        _append(target, code, ours)
    target.connection.write("UPDATE record SET merged = ? WHERE code = ?", other, code)


def _merge_bin(sides: Sides, record_id: str, code: str, *, keep: bool) -> bool:
    """Into the recycle bin or out of it, where only the other side did so; what somebody changed stays out."""
    ours, theirs, was = (_is_deleted(store, record_id) for store in (sides.target, sides.other, sides.base))
    if ours and (keep and not theirs):
        records.restore(sides.target, code)
        return True
    if theirs and not was and not ours and not keep:
        records.delete(sides.target, code)
        return True
    return False


def _merge_level(sides: Sides, record_id: str, code: str, was: str | None) -> bool:
    """The other side's changes of level; where both sides changed it, the higher stands."""
    ours, theirs = (_level(store, record_id) for store in (sides.target, sides.other))
    base = None if was is None else _level(sides.base, record_id)
    if theirs in (ours, base):
        return False
    changes = merge_register.new_changes(sides, record_id)
    if ours == base:
        for change in changes:
            levels.set_level(sides.target, code, change.new, reason=change.reason)
        return True
    if policy.is_lower(ours, theirs) and changes:
        levels.set_level(sides.target, code, changes[-1].new, reason=changes[-1].reason)
        return True
    return False


def _read_back(sides: Sides) -> None:
    """Seals of versions that were read back, where this version says here what it says there."""
    rows = sides.other.connection.rows(
        "SELECT r.id, r.code, s.version, s.sealed, s.digest, s.signature FROM sealed_version s "
        "JOIN record r ON r.row = s.record_row"
    )
    for record_id, their_code, version, *seal in rows:
        code = sides.target.connection.value("SELECT code FROM record WHERE id = ?", record_id)
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


def _small_things(sides: Sides, codes: Codes) -> None:
    target, other, base = sides.target, sides.other, sides.base
    _read_back(sides)
    for draft_id, updated in other.connection.rows("SELECT id, updated FROM draft ORDER BY id"):
        known, ours = (
            store.connection.value("SELECT updated FROM draft WHERE id = ?", draft_id) for store in (base, target)
        )
        if updated not in (known, ours):
            transfer.draft(other, target, draft_id, codes, new_id=None if ours is None else new_id())
    for (release_id,) in other.connection.rows("SELECT id FROM release ORDER BY row"):
        transfer.release(other, target, release_id, codes)
    rows = other.connection.rows(
        "SELECT c.id, d.hit, d.verdict, d.who, d.decided FROM decision d JOIN case_file c ON c.row = d.case_row"
    )
    for case_id, hit, verdict, who, decided in rows:
        target.connection.write(
            "INSERT OR IGNORE INTO decision (case_row, hit, verdict, who, decided) "
            "SELECT row, ?, ?, ?, ? FROM case_file WHERE id = ?",
            *(hit, verdict, who, decided, case_id),
        )
    transfer.raise_counters(other, target)


def _chain(store: Store, code: str) -> list[_Version]:
    """Every version of a record, oldest first."""
    stored = records.find_any(store, code)
    return [
        _Version(
            versions.card(store, stored, revision.version),
            versions.text(store, stored, revision.version).whole,
            revision.saved,
        )
        for revision in reversed(versions.of_record(store, stored))
    ]


def _is_untouched(sides: Sides, record_id: str) -> bool:
    """Whether the other side's record lies there as it did in the base: then no version has to be read."""
    sql = """SELECT b.version, b.wrapped, c.wrapped FROM body b JOIN record r ON r.row = b.record_row
        JOIN card c ON c.record_row = r.row AND c.version = b.version WHERE r.id = ? ORDER BY b.version"""
    same_bin = _is_deleted(sides.other, record_id) == _is_deleted(sides.base, record_id)
    return same_bin and sides.other.connection.rows(sql, record_id) == sides.base.connection.rows(sql, record_id)


def _is_deleted(store: Store, record_id: str) -> bool:
    return store.connection.value("SELECT deleted FROM record WHERE id = ?", record_id) is not None


def _level(store: Store, record_id: str) -> Level:
    return Level(store.connection.value("SELECT level FROM record WHERE id = ?", record_id))
