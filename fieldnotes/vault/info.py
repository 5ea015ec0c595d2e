"""What can be said of a vault without its passphrase."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.vault import header


@dataclass(frozen=True, slots=True)
class SlotInfo:
    """A way in: what it opens (`vmk` or `sealed`) and what it costs to try a passphrase."""

    id: int
    opens: str
    kdf: KdfParams


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


def read(folder: Path) -> VaultInfo:
    """Read the header and sizes of a vault folder; takes no lock and changes nothing.

    Raises:
        NotAVault, HeaderDamaged, VaultTooNew: see `header.load`.
    """
    found = header.load(folder)
    database = folder / "vault.db"
    return VaultInfo(
        vault_id=found.vault_id.hex(),
        format=int(found.raw["version"]),
        min_reader=int(found.raw["min_reader"]),
        generation=found.generation,
        created=found.created,
        slots=tuple(SlotInfo(slot.id, slot.opens, slot.params) for slot in found.slots),
        slot_types=found.slot_types,
        signing_public=found.signing_public,
        database_bytes=database.stat().st_size if database.is_file() else 0,
        header_bytes=(folder / header.FILE_NAME).stat().st_size,
    )
