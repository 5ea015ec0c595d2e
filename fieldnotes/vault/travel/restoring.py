"""Put back what was left behind: from the package's copy of the vault into the vault that travelled.

What was written on the journey stays. Where both sides have something of the same kind, names are united and of two
consents the stricter stands; both are told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from fieldnotes.crypto import capsule
from fieldnotes.errors import SealedClosed, VaultDamaged
from fieldnotes.i18n import tr
from fieldnotes.model.level import Level
from fieldnotes.model.register import Identity
from fieldnotes.vault import codec
from fieldnotes.vault.keys import sealed_values
from fieldnotes.vault.keys.keys import AWAY_KID, CAPSULE_KID
from fieldnotes.vault.merge import conflicts, merge_slips, transfer
from fieldnotes.vault.merge.transfer import Codes
from fieldnotes.vault.register import consents, register_store, verdicts
from fieldnotes.vault.store import Store
from fieldnotes.vault.travel import removal
from fieldnotes.vault.travel.away import Away


@dataclass(frozen=True, slots=True)
class Restored:
    """Codes of the records that are back, of entries whose names were united, of consents that had to be judged."""

    records: tuple[str, ...]
    names: tuple[str, ...]
    consents: tuple[str, ...]
    capsules: int
    verdicts: tuple[str, ...] = ()
    """Cases in which a possible name was judged otherwise on the journey: what is left out stays out."""


def restore(target: Store, source: Store, note: Away) -> Restored:
    """Take everything of `note` from `source`. To be called within `Store.rewriting`, SEALED open on both sides.

    Raises:
        SealedClosed: the compartment is closed on one of the sides.
        VaultDamaged: the source lacks something that was left behind.
    """
    united, judged = _written_over(target, source, note)
    _fill(target, source)
    back = _records(target, source, note)
    _drafts(target, source, note)
    for (release_id,) in source.connection.rows("SELECT id FROM release ORDER BY row"):
        transfer.release(source, target, release_id, Codes())
    for slip_id in removal.slips(source, note.plan):
        merge_slips.copy(source, target, slip_id)
    differ = verdicts.restore(target, source, note.plan)
    transfer.raise_counters(source, target)
    return Restored(back, united, judged, _open_capsules(target, note), differ)


def _records(target: Store, source: Store, note: Away) -> tuple[str, ...]:
    here = {record_id for (record_id,) in target.connection.rows("SELECT id FROM record")}
    back = []
    for number in sorted(removal.numbers(source, note.plan)):
        record_id = source.connection.value("SELECT id FROM record WHERE row = ?", number)
        if record_id not in here:
            back.append(transfer.record(source, target, number, Codes()))
    return tuple(back)


def _fill(target: Store, source: Store) -> None:
    """Every empty value gets its own back."""
    kept = {(value.table.name, value.owner, value.version): value for value in sealed_values.all_of(source)}
    for value in list(sealed_values.all_of(target)):
        if value.kid == AWAY_KID:
            found = kept.get((value.table.name, value.owner, value.version))
            if found is None:
                raise VaultDamaged(what=tr("the package lacks something that was left behind"))
            value.put(target, found.copied(source, target))


def _open_capsules(target: Store, note: Away) -> int:
    """What was written for the key in the package becomes ordinary SEALED values."""
    own, count = capsule.key_id(note.return_key), 0
    for value in list(sealed_values.all_of(target, {Level.SEALED})):
        if value.kid == CAPSULE_KID and own in capsule.recipients_of(value.wrapped):
            value.seal_anew(target, value.opened(target))
            count += 1
    return count


def _written_over(target: Store, source: Store, note: Away) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Entries whose names, and whose consent, were written on the journey over what was left behind."""
    united, judged = [], []
    if Level.SEALED in note.plan.levels:
        for code, entry_id, version, kid in target.connection.rows("SELECT code, id, version, kid FROM entry"):
            old = _identity(source, entry_id)
            if old is not None and kid != AWAY_KID and version > old[1]:
                _unite(target, code, old[0])
                united.append(code)
        _join_forms(target, source)
    if Level.INTERNAL in note.plan.levels:
        rows = target.connection.rows(
            "SELECT e.code, e.id, c.version, c.kid FROM consent c JOIN entry e ON e.row = c.entry_row"
        )
        for code, entry_id, version, kid in rows:
            there = source.connection.one(
                "SELECT e.code, c.version FROM consent c JOIN entry e ON e.row = c.entry_row WHERE e.id = ?", entry_id
            )
            if there is None or kid == AWAY_KID or version <= there[1]:
                continue
            old_consent, new_consent = consents.get(source, there[0]), consents.get(target, code)
            assert old_consent is not None
            assert new_consent is not None
            if new_consent.form is None:
                new_consent = replace(new_consent, form=old_consent.form)
            strict = conflicts.stricter(old_consent, new_consent)
            if strict != new_consent:
                consents.put(target, code, strict)
            if old_consent != new_consent:
                judged.append(code)
    return tuple(united), tuple(judged)


def _join_forms(target: Store, source: Store) -> None:
    """Forms of consents that were written on the journey over what was left behind."""
    rows = target.connection.rows(
        "SELECT e.code, e.id, f.version, f.kid FROM consent_form f JOIN entry e ON e.row = f.entry_row"
    )
    for code, entry_id, version, kid in rows:
        there = source.connection.one(
            "SELECT e.code, f.version FROM consent_form f JOIN entry e ON e.row = f.entry_row WHERE e.id = ?", entry_id
        )
        if there is None or kid == AWAY_KID or version <= there[1]:
            continue
        old, new = consents.form_of(source, there[0]), consents.form_of(target, code)
        if old is not None and new is not None:
            joined = conflicts.joined(old, new)
            assert joined is not None
            consents.put_form(target, code, joined)


def _unite(target: Store, code: str, old: Identity | None) -> None:
    """Names of both sides in one entry, where both can be read."""
    new = register_store.get(target, code).identity
    if old is not None and new is not None and conflicts.united(old, new) != new:
        register_store.change(target, code, identity=conflicts.united(old, new))


def _identity(source: Store, entry_id: str) -> tuple[Identity | None, int] | None:
    """Names and their version; None in their place where only an office can read them."""
    found = source.connection.one("SELECT version, kid, wrapped, blob FROM entry WHERE id = ?", entry_id)
    if found is None:
        return None
    version, *columns = found
    try:
        data = source.open(tuple(columns), level=Level.SEALED, owner=entry_id, part="identity", version=version)
    except SealedClosed:
        return None, version
    return codec.load_identity(data), version


def _drafts(target: Store, source: Store, note: Away) -> None:
    """Those that went; others that are no longer here were finished on the journey."""
    gone = removal.drafts(source, note.plan)
    for draft_id in gone:
        if target.connection.value("SELECT 1 FROM draft WHERE id = ?", draft_id) is None:
            transfer.draft(source, target, draft_id, Codes())
