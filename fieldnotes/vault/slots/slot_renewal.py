"""What an owner does with the ways in: change a passphrase, make one costlier, keep a recovery code, come back by it.

A slot that is renewed keeps its number, so that a ledger can be read.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace

from fieldnotes.crypto import capsule
from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import PolicyForbids, WrongPassphrase, WrongSealedPassphrase
from fieldnotes.model.level import INDEXED_LEVELS, Level
from fieldnotes.progress import Watch
from fieldnotes.vault import rules
from fieldnotes.vault.keys import rotation
from fieldnotes.vault.opened import Opened
from fieldnotes.vault.slots import slot_changes
from fieldnotes.vault.slots.slot_changes import Masters, NewSlot, Proof
from fieldnotes.vault.slots.slots import MASTER, SEALED, CodeSlot, Credentials, Factor, PassphraseSlot, PublicSlot, Slot


@dataclass(frozen=True, slots=True)
class SlotChange:
    """Numbers of the slots that were written and of those that are gone."""

    written: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()
    sealed: bool = False
    """Whether a way into the sealed compartment was written."""


def change_passphrase(
    opened: Opened,
    old: Credentials,
    new: Secret,
    *,
    opens: str,
    params: KdfParams,
    exchange_keys: bool,
    watch: Watch,
) -> tuple[Opened, SlotChange]:
    """Put `new` in place of the passphrase in every slot that `old` opens; further factors stay.

    Where one passphrase opens the vault and its sealed compartment, changing the vault's changes both. With
    `exchange_keys` everything below the passphrase is new too, down to the database, so that an old copy of the
    header opens nothing of the present files; slots whose secret is not here are then gone, but not those of an
    organisation that the policy requires.

    Raises:
        PolicyForbids: the required organisation's slot cannot be written anew, as the policy does not hold its key.
        WrongPassphrase, WrongSealedPassphrase: `old` opens nothing.
        BadValue: `params` are below the floor for new slots.
        LastWayIn, DiskFull, CannotWrite, HeaderDamaged: the old passphrase opens, as before.
    """
    proofs = _proofs(opened, old, opens)
    masters = _fresh(proofs) if exchange_keys else Masters(None, None)
    try:
        added = []
        for compartment, proof in proofs.items():
            key = (masters.vault if compartment == MASTER else masters.sealed) or proof.key
            for slot in _by_passphrase(proof.slots):
                credentials = replace(_only(old, slot), passphrase=new)
                added.append(_slot(opened, key, credentials, slot.id, compartment, params))
        if exchange_keys:
            added += _kept_organisations(opened, masters, proofs)
        renewed = {one.slot.id for one in added}
        watch.step(1, 3, "writing the header")
        if exchange_keys:
            gone = {slot.id for slot in opened.header.slots if slot.opens in proofs}
            opened = _exchanged(opened, masters, proofs, remove=gone, add=added, watch=watch)
        else:
            gone = renewed
            opened = slot_changes.put_and_try(opened, remove=renewed, add=added)
    finally:
        _wipe(proofs.values())
    change = SlotChange(tuple(sorted(renewed)), tuple(sorted(gone - renewed)), SEALED in proofs)
    return opened, change


def upgrade(opened: Opened, present: Credentials, params: KdfParams) -> tuple[Opened, SlotChange]:
    """Write every slot that `present` opens and that is cheaper to guess than `params` afresh at that cost.

    Raises:
        WrongPassphrase: `present` opens nothing.
        BadValue, DiskFull, CannotWrite, HeaderDamaged: as change_passphrase.
    """
    proofs = _proofs(opened, present, MASTER)
    due = {slot.id for slot in slot_changes.upgrade_due(opened.header, params)}
    try:
        added = [
            _slot(opened, proof.key, _only(present, slot), slot.id, compartment, params)
            for compartment, proof in proofs.items()
            for slot in _by_passphrase(proof.slots)
            if slot.id in due
        ]
        renewed = {one.slot.id for one in added}
        if added:
            opened = slot_changes.put_and_try(opened, remove=renewed, add=added)
    finally:
        _wipe(proofs.values())
    return opened, SlotChange(tuple(sorted(renewed)), (), any(one.slot.opens == SEALED for one in added))


def keep_code(opened: Opened, code: Secret) -> tuple[Opened, SlotChange]:
    """Let a new recovery code open the vault, and its sealed compartment while that is open. Older codes are gone.

    Raises:
        SlotsFull, LastWayIn, DiskFull, CannotWrite, HeaderDamaged: the older code opens, as before.
    """
    keys, found = opened.store.keys, opened.header
    older = {slot.id for slot in found.slots if isinstance(slot, CodeSlot)}
    first = slot_changes.next_id(found)
    credentials = Credentials(code=code)
    added = [NewSlot(slot_changes.code_slot(found, keys.master, code, slot_id=first, opens=MASTER), credentials)]
    if keys.sealed_is_open:
        sealed = slot_changes.code_slot(found, keys.sealed_master, code, slot_id=first + 1, opens=SEALED)
        added.append(NewSlot(sealed, credentials))
    opened = slot_changes.put_and_try(opened, remove=older, add=added)
    return opened, SlotChange(tuple(one.slot.id for one in added), tuple(sorted(older)), len(added) > 1)


def recover(
    opened: Opened, by: Credentials, new: Secret, new_sealed: Secret, params: KdfParams
) -> tuple[Opened, SlotChange]:
    """Put new passphrases in place of every passphrase of the compartments that `by` (a recovery code or an
    organisation's identity) opens. What it does not open keeps the passphrase it had.

    Raises:
        WrongPassphrase: `by` opens nothing.
        BadValue, SlotsFull, DiskFull, CannotWrite, HeaderDamaged: as change_passphrase.
    """
    found, proofs = opened.header, _every_proof(opened, by, MASTER)
    try:
        old = {slot.id: slot.opens for slot in found.slots if isinstance(slot, PassphraseSlot) and slot.opens in proofs}
        added: list[NewSlot] = []
        for compartment, proof in proofs.items():
            free = slot_changes.next_id(found) + len(added)
            number = min((number for number, opens in old.items() if opens == compartment), default=free)
            credentials = Credentials(passphrase=new if compartment == MASTER else new_sealed)
            added.append(_slot(opened, proof.key, credentials, number, compartment, params))
        opened = slot_changes.put_and_try(opened, remove=old, add=added)
    finally:
        _wipe(proofs.values())
    written = {one.slot.id for one in added}
    return opened, SlotChange(tuple(sorted(written)), tuple(sorted(old.keys() - written)), SEALED in proofs)


def add_organisation(opened: Opened, recipient: str, compartments: Iterable[str]) -> tuple[Opened, SlotChange]:
    """Let whoever holds the private half of `recipient` (`age1pq1…`) open these compartments.

    Raises:
        BadRecipient: not post-quantum.
        SealedClosed: SEALED is among them and closed.
        SlotsFull, DiskFull, CannotWrite.
    """
    keys, found = opened.store.keys, opened.header
    added: list[Slot] = []
    for number, compartment in enumerate(compartments, start=slot_changes.next_id(found)):
        key = keys.master if compartment == MASTER else keys.sealed_master
        added.append(slot_changes.public_slot(found, key, recipient, slot_id=number, opens=compartment))
    same = {(slot.opens, slot.recipient) for slot in added if isinstance(slot, PublicSlot)}
    older = {slot.id for slot in found.slots if isinstance(slot, PublicSlot) and (slot.opens, slot.recipient) in same}
    opened = slot_changes.put_and_try(opened, remove=older, add=[NewSlot(slot, None) for slot in added])
    sealed = any(slot.opens == SEALED for slot in added)
    return opened, SlotChange(tuple(slot.id for slot in added), tuple(sorted(older)), sealed)


def add_passphrase(
    opened: Opened, credentials: Credentials, *, opens: str, params: KdfParams
) -> tuple[Opened, SlotChange]:
    """A further passphrase slot that asks for everything in `credentials`.

    Raises:
        SealedClosed: it is to open SEALED, which is closed.
        BadValue, SlotsFull, DiskFull, CannotWrite, HeaderDamaged: as change_passphrase.
    """
    keys, number = opened.store.keys, slot_changes.next_id(opened.header)
    key = keys.master if opens == MASTER else keys.sealed_master
    new = _slot(opened, key, credentials, number, opens, params)
    return slot_changes.put_and_try(opened, add=[new]), SlotChange((number,), (), opens == SEALED)


def _exchanged(
    opened: Opened,
    masters: Masters,
    proofs: dict[str, Proof],
    *,
    remove: set[int],
    add: list[NewSlot],
    watch: Watch,
) -> Opened:
    """New master keys, then new keys for everything below them. A crash in between leaves the new passphrase with
    some old keys below it; doing it again finishes."""
    keys, was_open = opened.store.keys, opened.store.keys.sealed_is_open
    if SEALED in proofs and not was_open:
        keys.open_sealed(opened.header, proofs[SEALED].key.copy())
    try:
        opened = slot_changes.put_with_new_masters(opened, masters, remove=remove, add=[one.slot for one in add])
        slot_changes.tried(opened, add)
        watch.step(2, 3, "rotating keys")
        levels = set(INDEXED_LEVELS) if MASTER in proofs else set()
        opened = rotation.rotate_levels(opened, levels | ({Level.SEALED} if SEALED in proofs else set()), watch)
        return rotation.rewrite_database(opened, watch) if MASTER in proofs else opened
    finally:
        if not was_open:
            opened.store.keys.close_sealed()


def _kept_organisations(opened: Opened, masters: Masters, proofs: dict[str, Proof]) -> list[NewSlot]:
    """The slots of organisations that the policy requires, for the new keys. A slot knows only its key's id; the
    policy has the key."""
    policy = rules.in_force(opened.header)
    if policy.org_slot != "required":
        return []
    keys = {capsule.key_id(one): one for one in policy.org_recipients}
    there = [slot for slot in opened.header.slots if isinstance(slot, PublicSlot) and slot.opens in proofs]
    if any(slot.opens == MASTER for slot in there) and not any(
        slot.opens == MASTER and slot.recipient in keys for slot in there
    ):
        raise PolicyForbids(line="recovery.org_slot", value=policy.org_slot)
    found = []
    for slot in there:
        key = masters.vault if slot.opens == MASTER else masters.sealed
        if key is not None and (recipient := keys.get(slot.recipient)) is not None:
            new = slot_changes.public_slot(opened.header, key, recipient, slot_id=slot.id, opens=slot.opens)
            found.append(NewSlot(new, None))
    return found


def _proofs(opened: Opened, credentials: Credentials, opens: str) -> dict[str, Proof]:
    """What a passphrase opens: the compartment asked for and, for the vault's, the sealed one if it is the same."""
    proofs = _every_proof(opened, credentials, opens)
    for compartment, proof in list(proofs.items()):
        if not _by_passphrase(proof.slots):
            proofs.pop(compartment).wipe()
    if opens not in proofs:
        _wipe(proofs.values())
        raise WrongPassphrase if opens == MASTER else WrongSealedPassphrase
    return proofs


def _every_proof(opened: Opened, credentials: Credentials, opens: str) -> dict[str, Proof]:
    proofs = {opens: slot_changes.proved(opened.header, credentials, opens)}
    if opens == MASTER:
        with suppress(WrongSealedPassphrase):
            proofs[SEALED] = slot_changes.proved(opened.header, credentials, SEALED)
    return proofs


def _fresh(proofs: dict[str, Proof]) -> Masters:
    return Masters(*(Secret.random() if compartment in proofs else None for compartment in (MASTER, SEALED)))


def _slot(
    opened: Opened, key: Secret, credentials: Credentials, slot_id: int, opens: str, params: KdfParams
) -> NewSlot:
    slot = slot_changes.passphrase_slot(opened.header, key, credentials, slot_id=slot_id, opens=opens, params=params)
    return NewSlot(slot, credentials)


def _by_passphrase(slots: Iterable[Slot]) -> list[PassphraseSlot]:
    return [slot for slot in slots if isinstance(slot, PassphraseSlot)]


def _only(credentials: Credentials, slot: PassphraseSlot) -> Credentials:
    """No more factors than the slot asks for: a new slot asks for all that it is given."""
    return Credentials(
        passphrase=credentials.passphrase,
        key_file=credentials.key_file if Factor.KEY_FILE in slot.factors else None,
        keyring=credentials.keyring if Factor.KEYRING in slot.factors else None,
    )


def _wipe(proofs: Iterable[Proof]) -> None:
    for proof in proofs:
        proof.wipe()
