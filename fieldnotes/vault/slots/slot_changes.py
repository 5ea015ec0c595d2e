"""Change the key slots of an open vault: every change is one new header, read back and tried before it counts.

A slot is replaced in one header, never added first and removed later: after a crash exactly the old or exactly the
new secret opens.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace

from fieldnotes.crypto import kdf
from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import (
    DiskFull,
    FieldNotesError,
    HeaderDamaged,
    LastWayIn,
    NoSuchSlot,
    SlotsFull,
    WrongPassphrase,
    WrongSealedPassphrase,
)
from fieldnotes.files import need_space
from fieldnotes.i18n import tr
from fieldnotes.vault import rules
from fieldnotes.vault.keys import header
from fieldnotes.vault.keys.header import Header
from fieldnotes.vault.ledger import ledger
from fieldnotes.vault.opened import Opened, change_header, is_in_place
from fieldnotes.vault.slots import slots
from fieldnotes.vault.slots.slots import (
    MASTER,
    MOST,
    SEALED,
    CodeSlot,
    Credentials,
    Factor,
    PassphraseSlot,
    PublicSlot,
    Slot,
)

_SPACE_BYTES = 1024 * 1024
"""A header, its predecessor and the database's note of it, many times over."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The key behind a compartment, got by somebody's credentials just now, and every slot that they open."""

    key: Secret
    slots: tuple[Slot, ...]

    def wipe(self) -> None:
        self.key.wipe()


@dataclass(frozen=True, slots=True)
class Masters:
    """The vault master key and the sealed one; None where it is not exchanged."""

    vault: Secret | None
    sealed: Secret | None

    def wipe(self) -> None:
        for key in (self.vault, self.sealed):
            if key is not None:
                key.wipe()


@dataclass(frozen=True, slots=True)
class NewSlot:
    """A slot to be written, and what opens it; None where its private key is on no computer of the owner's."""

    slot: Slot
    credentials: Credentials | None


def proved(found: Header, credentials: Credentials, opens: str) -> Proof:
    """Try the credentials on every slot of a compartment.

    Raises:
        WrongPassphrase, WrongSealedPassphrase: none opens.
    """
    key, opened = None, []
    for slot in found.slots_for(opens):
        result = slots.unlock(credentials, [slot], vault_id=found.vault_id)
        if result is None:
            continue
        if key is None:
            key = result[0]
        else:
            result[0].wipe()
        opened.append(slot)
    if key is None:
        raise WrongPassphrase if opens == MASTER else WrongSealedPassphrase
    return Proof(key, tuple(opened))


def opened_by(found: Header, credentials: Credentials) -> tuple[str, ...]:
    """The compartments that somebody's credentials open. Nothing is opened."""
    compartments = []
    for opens in (MASTER, SEALED):
        with suppress(WrongPassphrase, WrongSealedPassphrase):
            proved(found, credentials, opens).wipe()
            compartments.append(opens)
    return tuple(compartments)


def next_id(found: Header) -> int:
    """A number that no slot has; those of removed slots at the end may come again."""
    known = [slot.id for slot in found.slots] + [int(slot["id"]) for slot in found.foreign_slots]
    return max(known, default=0) + 1


def passphrase_slot(
    found: Header, key: Secret, credentials: Credentials, *, slot_id: int, opens: str, params: KdfParams
) -> PassphraseSlot:
    """A new passphrase slot with a fresh salt.

    Raises:
        BadValue: the cost is below the floor for anything new, or below the policy's.
    """
    params = replace(params, salt=kdf.fresh_salt())
    kdf.check_new(params)
    rules.check_cost(found, params)
    return slots.for_passphrase(key, credentials, slot_id=slot_id, opens=opens, params=params, vault_id=found.vault_id)


def code_slot(found: Header, key: Secret, code: Secret, *, slot_id: int, opens: str) -> CodeSlot:
    return slots.for_code(key, code, slot_id=slot_id, opens=opens, vault_id=found.vault_id)


def public_slot(found: Header, key: Secret, recipient: str, *, slot_id: int, opens: str) -> PublicSlot:
    return slots.for_recipient(key, recipient, slot_id=slot_id, opens=opens, vault_id=found.vault_id)


def slot(found: Header, slot_id: int) -> Slot:
    """Raises NoSuchSlot."""
    for one in found.slots:
        if one.id == slot_id:
            return one
    raise NoSuchSlot(number=slot_id)


def put(opened: Opened, *, remove: Collection[int] = (), add: Iterable[Slot] = ()) -> Opened:
    """Write a header without the slots `remove` and with the slots `add`.

    Raises:
        SlotsFull, LastWayIn: the header was not touched.
        DiskFull, CannotWrite: the old header is in place.
    """
    return written(opened, replace(opened.header, slots=_changed(opened.header, remove, tuple(add))))


def put_with_new_masters(opened: Opened, masters: Masters, *, remove: Collection[int], add: Iterable[Slot]) -> Opened:
    """The same while master keys are exchanged: `masters` are taken over, `add` are slots that open them.

    Slots of the old master keys have to be among `remove`: they would open nothing.

    Raises:
        SealedClosed: SEALED gets a new master key and its compartment is closed.
        SlotsFull, LastWayIn, DiskFull, CannotWrite: the old header and the old keys are in place.
    """
    keys = opened.store.keys
    changed = replace(opened.header, slots=_changed(opened.header, remove, tuple(add)))
    changed = keys.under_new_masters(changed, masters.vault, masters.sealed)
    old = Masters(
        None if masters.vault is None else keys.master,
        None if masters.sealed is None else keys.sealed_master.copy(),
    )
    _take(opened, changed, masters)
    try:
        opened = written(opened, changed)
    except BaseException:
        _take(opened, opened.header, old)
        raise
    old.wipe()
    return opened


def written(opened: Opened, changed: Header) -> Opened:
    """Replace the header and say truthfully whether it was: a disk that fills up after the header is in place only
    keeps the database from noting it, which the next unlock makes up for.

    Raises:
        DiskFull, CannotWrite: the old header is in place.
    """
    need_space(opened.path, _SPACE_BYTES)
    was_in_place = is_in_place(opened)
    try:
        return change_header(opened, changed)
    except FieldNotesError:
        if not was_in_place or is_in_place(opened):
            raise
        found = header.load(opened.path)
        header.authenticate(found, opened.store.keys.master)
        opened.store.keys.take(found)
        return replace(opened, header=found)


def tried(opened: Opened, new: Iterable[NewSlot]) -> None:
    """Read the header file afresh and open each of the new slots in it with its new secret.

    Raises:
        HeaderDamaged: one does not open, or opens another key.
    """
    found, keys = header.load(opened.path), opened.store.keys
    header.authenticate(found, keys.master)
    for one in new:
        if one.credentials is None:
            continue
        result = slots.unlock(one.credentials, [slot(found, one.slot.id)], vault_id=found.vault_id)
        if result is None:
            raise HeaderDamaged(what=tr("the new slot does not open"))
        with result[0] as key:
            if one.slot.opens == MASTER and not key.same_as(keys.master):
                raise HeaderDamaged(what=tr("the new slot opens another key"))


def put_and_try(opened: Opened, *, remove: Collection[int] = (), add: Collection[NewSlot] = ()) -> Opened:
    """`put`, then `tried`; if a new slot does not open, the old ones are put back.

    Raises:
        SlotsFull, LastWayIn, DiskFull, CannotWrite, HeaderDamaged: the old slots are in place.
    """
    before = opened.header.slots
    opened = put(opened, remove=remove, add=[one.slot for one in add])
    try:
        tried(opened, add)
    except HeaderDamaged:
        written(opened, replace(opened.header, slots=before))
        raise
    return opened


def note(opened: Opened, event: str, **facts: str | int) -> None:
    """Write a change of the slots down. The header is in place: a disk that is full now does not undo it."""
    with suppress(DiskFull):
        ledger.append(opened.store, event, **facts)


def upgrade_due(found: Header, target: KdfParams) -> tuple[PassphraseSlot, ...]:
    """Passphrase slots that are cheaper to guess than a new one would be, or than the policy allows."""
    policy = rules.in_force(found)
    return tuple(
        one
        for one in found.slots
        if isinstance(one, PassphraseSlot)
        and (_is_weaker(one.params, target) or rules.raised(policy, one.params) != one.params)
    )


def _changed(found: Header, remove: Collection[int], add: tuple[Slot, ...]) -> tuple[Slot, ...]:
    for number in remove:
        slot(found, number)
    kept = [one for one in found.slots if one.id not in remove]
    changed = tuple(sorted((*kept, *add), key=lambda one: one.id))
    if len(changed) + len(found.foreign_slots) > MOST:
        raise SlotsFull(most=MOST)
    _somebody_can_open(found.slots, changed, MASTER, tr("this vault"))
    _somebody_can_open(found.slots, changed, SEALED, tr("its sealed compartment"))
    return changed


def _somebody_can_open(before: Iterable[Slot], after: Iterable[Slot], opens: str, what: str) -> None:
    """Refuse a change after which the owner has no way that is theirs alone to keep: a keyring is lost with the
    computer, and an organisation is somebody else."""
    if any(one.opens == opens for one in before) and not any(one.opens == opens and _lasting(one) for one in after):
        raise LastWayIn(what=what)


def _lasting(one: Slot) -> bool:
    if isinstance(one, PassphraseSlot):
        return Factor.KEYRING not in one.factors
    return isinstance(one, CodeSlot)


def _is_weaker(params: KdfParams, target: KdfParams) -> bool:
    """Below the floor for new slots, or less memory moved in all than `target` moves."""
    below = params.memory_kib < kdf.NEW_FLOOR_KIB or params.iterations < kdf.NEW_FLOOR_ITERATIONS
    return below or params.memory_kib * params.iterations < target.memory_kib * target.iterations


def _take(opened: Opened, listed: Header, masters: Masters) -> None:
    """Hold other master keys; the keys below them stay what they are."""
    keys = opened.store.keys
    if masters.vault is not None:
        keys.master = masters.vault
    if masters.sealed is not None:
        keys.open_sealed(listed, masters.sealed)
