"""What the policy in a header demands of its vault; kept here, below every window and command."""

from __future__ import annotations

from pathlib import Path

from fieldnotes.crypto import capsule
from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.errors import (
    BadValue,
    ErasingForbidden,
    PassphraseGuessable,
    PolicyForbids,
    ReasonNeeded,
    SealedClosed,
    SecondNeeded,
)
from fieldnotes.model.level import Level
from fieldnotes.model.record import Kind
from fieldnotes.model.register import EntityType
from fieldnotes.policy.limits import BUILT_IN, Need, Policy
from fieldnotes.policy.lines import FIELDS
from fieldnotes.protection import policy
from fieldnotes.vault.keys.header import Header
from fieldnotes.vault.slots.slots import MASTER, PublicSlot


def in_force(found: Header) -> Policy:
    """The limits that hold for a vault: its policy's, or the built-in ones."""
    return BUILT_IN if found.policy is None else found.policy.policy


def check_cost(found: Header, params: KdfParams) -> None:
    """Refuse a key derivation below the policy's.

    Raises:
        BadValue: it is cheaper to guess than the policy allows.
    """
    least = raised(in_force(found), params)
    if least != params:
        raise BadValue(field="argon2id", value=_told(params), allowed=_told(least))


def raised(demanded: Policy, params: KdfParams) -> KdfParams:
    """`params`, raised to what a policy asks for at the least. Lines that it does not have ask for nothing."""
    return KdfParams(
        max(params.memory_kib, demanded.kdf_memory_mib * 1024 if demanded.says("kdf.min_memory_mib") else 0),
        max(params.iterations, demanded.kdf_iterations if demanded.says("kdf.min_iterations") else 0),
        max(params.lanes, demanded.kdf_lanes if demanded.says("kdf.lanes") else 0),
        params.salt,
    )


def check_strength(found: Header, words: int) -> None:
    """Refuse a passphrase that is worth fewer dice words than the policy asks for.

    Raises:
        PassphraseGuessable.
    """
    if words < in_force(found).min_words:
        raise PassphraseGuessable(words=in_force(found).min_words)


def check_organisation(found: Header, recipient: str) -> None:
    """Refuse a way in for an organisation that the policy does not want.

    Raises:
        BadRecipient: not post-quantum.
        PolicyForbids.
    """
    demanded, key = in_force(found), capsule.key_id(recipient).hex()
    if demanded.org_slot == "forbidden":
        raise PolicyForbids(line="recovery.org_slot", value=demanded.org_slot)
    if demanded.two_person:
        raise PolicyForbids(line="recovery.two_person", value="true")
    if demanded.org_keys and key not in demanded.org_keys:
        raise PolicyForbids(line="recovery.recipients", value=", ".join(sorted(demanded.org_keys)))


def level_of_entry(found: Header, kind: EntityType, level: Level) -> Level:
    """The level of a new register entry: the policy's least for its kind where that is higher."""
    return policy.highest((level, in_force(found).least_of(f"{kind}.name")))


def level_of_record(found: Header, kind: Kind, level: Level) -> Level:
    """The level of a new record: the policy's least for all of them, or for its kind, where that is higher."""
    demanded = in_force(found)
    return policy.highest((level, demanded.least_level, demanded.least_of(f"{kind}.body")))


def check_level(found: Header, kind: str, level: Level) -> None:
    """Refuse a level below the least one of a kind: `person.name`, `testimony.body`.

    Raises:
        PolicyForbids.
    """
    least = in_force(found).least_of(kind)
    if policy.is_lower(level, least):
        raise PolicyForbids(line=FIELDS + kind, value=least.name)


def check_lowering(found: Header, *, reason: str, second: str, closed: SealedClosed | None) -> str:
    """What was given for lowering a level, as the ledger tells it: `reason`, `reauth+reason+second`.

    `closed` is why the sealed compartment is closed, None while it is open.

    Raises:
        ReasonNeeded, SecondNeeded, SealedClosed: the policy, or what is built in, asks for it too.
    """
    needs = in_force(found).lowering
    given = {Need.REASON: bool(reason.strip()), Need.SECOND: bool(second.strip()), Need.REAUTH: closed is None}
    if not given[Need.REASON]:
        raise ReasonNeeded
    if Need.SECOND in needs and not given[Need.SECOND]:
        raise SecondNeeded
    if Need.REAUTH in needs and closed is not None:
        raise closed
    return "+".join(need for need in Need if given[need])


def check_backup_place(found: Header, vault: Path, place: Path) -> None:
    """Refuse a place for backups on the vault's own volume where the policy wants another.

    Raises:
        PolicyForbids.
    """
    if in_force(found).backup_elsewhere and place.is_dir() and place.stat().st_dev == vault.stat().st_dev:
        raise PolicyForbids(line="backup.location", value="other-volume")


def without_way_in(found: Header) -> tuple[str, ...]:
    """Key ids of the policy's recipients of backups by which a backup made now would not open."""
    present = {one.recipient for one in found.slots_for(MASTER) if isinstance(one, PublicSlot)}
    wanted = (capsule.key_id(one) for one in in_force(found).backup_recipients)
    return tuple(key.hex() for key in wanted if key not in present)


def check_removal(found: Header, slot_id: int) -> None:
    """Refuse to remove the last way in of an organisation, or that of a recipient of backups, where required.

    Raises:
        PolicyForbids.
    """
    public = {one.id: one.recipient for one in found.slots_for(MASTER) if isinstance(one, PublicSlot)}
    if in_force(found).org_slot == "required" and list(public) == [slot_id]:
        raise PolicyForbids(line="recovery.org_slot", value="required")
    kept = {capsule.key_id(one) for one in in_force(found).backup_recipients}
    others = {key for number, key in public.items() if number != slot_id}
    if public.get(slot_id) in kept - others:
        raise PolicyForbids(line="backup.recipients", value=public[slot_id].hex())


def sealing(found: Header, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Who alone is to read what is SEALED: the policy's recipients, all of them, whatever was chosen among them.

    Raises:
        PolicyForbids: somebody else was chosen.
        BadRecipient: a chosen one is not post-quantum.
    """
    wanted = in_force(found).seal_recipients
    if not wanted:
        return chosen
    keys = {capsule.key_id(one) for one in wanted}
    if any(capsule.key_id(one) not in keys for one in chosen):
        raise PolicyForbids(line="seal.recipients", value=", ".join(sorted(key.hex() for key in keys)))
    return wanted


def check_erasing(found: Header) -> None:
    """Raises ErasingForbidden where the policy does not let whole levels be erased."""
    if not in_force(found).erase_levels:
        raise ErasingForbidden


def _told(params: KdfParams) -> str:
    return f"{params.memory_kib // 1024} MiB, {params.iterations} passes, {params.lanes} lanes"
