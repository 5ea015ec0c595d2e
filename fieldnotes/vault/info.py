"""What can be said of a vault without its passphrase."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.policy.limits import BUILT_IN, Policy
from fieldnotes.policy.signed import Signed
from fieldnotes.vault.keys import header
from fieldnotes.vault.keys.header import Header
from fieldnotes.vault.slots.slots import PassphraseSlot, Slot


@dataclass(frozen=True, slots=True)
class SlotInfo:
    """A way in: its type, what it opens (`vmk` or `sealed`), what it asks for, what it costs to try a passphrase.

    `type`: passphrase, code or hpke. `kdf` is None where nothing is stretched; `recipient` is a key id in hex.
    """

    id: int
    type: str
    opens: str
    factors: tuple[str, ...] = ()
    kdf: KdfParams | None = None
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class VaultInfo:
    """The header's public half and the folder's sizes. `created` is a month: 2026-11."""

    vault_id: str
    format: int
    min_reader: int
    generation: int
    created: str
    slots: tuple[SlotInfo, ...]
    slot_types: tuple[str, ...]
    signing_public: bytes
    database_bytes: int
    header_bytes: int
    policy: Signed | None = None
    """What the project's security lead demands of it."""

    @property
    def rules(self) -> Policy:
        """The limits that hold for it."""
        return BUILT_IN if self.policy is None else self.policy.policy


def read(folder: Path) -> VaultInfo:
    """Read the header and sizes of a vault folder; takes no lock and changes nothing.

    Raises:
        NotAVault, HeaderDamaged, VaultTooNew: see `header.load`.
    """
    database = folder / "vault.db"
    return of(
        header.load(folder),
        database_bytes=database.stat().st_size if database.is_file() else 0,
        header_bytes=(folder / header.FILE_NAME).stat().st_size,
    )


def of(found: Header, *, database_bytes: int, header_bytes: int) -> VaultInfo:
    """The same of a header that was read before."""
    return VaultInfo(
        vault_id=found.vault_id.hex(),
        format=int(found.raw["version"]),
        min_reader=int(found.raw["min_reader"]),
        generation=found.generation,
        created=found.created,
        slots=tuple(slot_info(slot) for slot in found.slots),
        slot_types=found.slot_types,
        signing_public=found.signing_public,
        database_bytes=database_bytes,
        header_bytes=header_bytes,
        policy=found.policy,
    )


def slot_info(slot: Slot) -> SlotInfo:
    """What a slot says openly."""
    told = slot.core()
    cost = slot.params if isinstance(slot, PassphraseSlot) else None
    factors = tuple(str(factor) for factor in told.get("factors", ()))
    return SlotInfo(slot.id, told["type"], slot.opens, factors, cost, told.get("kid", ""))
