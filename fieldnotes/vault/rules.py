"""What the policy in a header demands of its vault; kept here, below every window and command."""

from __future__ import annotations

from fieldnotes.crypto import capsule
from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.errors import BadValue, ErasingForbidden, PassphraseGuessable, PolicyForbids
from fieldnotes.policy.limits import BUILT_IN, Policy
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


def raised(policy: Policy, params: KdfParams) -> KdfParams:
    """`params`, raised to what the policy asks for at the least. Lines that it does not have ask for nothing."""
    return KdfParams(
        max(params.memory_kib, policy.kdf_memory_mib * 1024 if policy.says("kdf.min_memory_mib") else 0),
        max(params.iterations, policy.kdf_iterations if policy.says("kdf.min_iterations") else 0),
        max(params.lanes, policy.kdf_lanes if policy.says("kdf.lanes") else 0),
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
    policy, key = in_force(found), capsule.key_id(recipient).hex()
    if policy.org_slot == "forbidden":
        raise PolicyForbids(line="recovery.org_slot", value=policy.org_slot)
    if policy.org_keys and key not in policy.org_keys:
        raise PolicyForbids(line="recovery.recipients", value=", ".join(sorted(policy.org_keys)))


def check_removal(found: Header, slot_id: int) -> None:
    """Refuse to remove the last way in of an organisation that the policy requires.

    Raises:
        PolicyForbids.
    """
    public = [one.id for one in found.slots_for(MASTER) if isinstance(one, PublicSlot)]
    if in_force(found).org_slot == "required" and public == [slot_id]:
        raise PolicyForbids(line="recovery.org_slot", value="required")


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
