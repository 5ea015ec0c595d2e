"""Whether encryption is below a path, by whatever the system uses for it: dm-crypt, FileVault, BitLocker."""

from __future__ import annotations

from pathlib import Path

from fieldnotes.audit.probes import macos, storage, windows
from fieldnotes.audit.probes.machine import Machine
from fieldnotes.audit.probes.storage import Cover

LAYERS = {"linux": "dm-crypt", macos.SYSTEM: "FileVault", windows.SYSTEM: "BitLocker"}


def cover_of(path: Path, machine: Machine) -> Cover:
    """Whether the absolute `path` lies on encrypted storage."""
    if machine.system == macos.SYSTEM:
        return macos.cover_of(path, machine)
    if machine.system == windows.SYSTEM:
        return windows.cover_of(path, machine)
    return storage.cover_of(path, machine) if machine.is_linux else Cover.UNKNOWN


def layer(machine: Machine) -> str:
    """What encrypts disks on this system."""
    return next((name for system, name in LAYERS.items() if machine.system.startswith(system)), "encryption")
