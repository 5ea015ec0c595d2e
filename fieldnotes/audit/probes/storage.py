"""On what a file lies: file system, and whether encryption is below it.

Linux only, from /proc/self/mountinfo and the block device tree of sysfs (Documentation/ABI/stable/sysfs-block,
dm/uuid as set by cryptsetup: `CRYPT-<type>-…`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from fieldnotes.audit.probes.machine import Machine, unescaped
from fieldnotes.i18n import N_

_CIPHERS = ("CRYPT-LUKS1-", "CRYPT-LUKS2-", "CRYPT-PLAIN-", "CRYPT-LOOPAES-", "CRYPT-TCRYPT-", "CRYPT-BITLK-")
"""Device-mapper targets that encrypt; CRYPT-VERITY and CRYPT-INTEGRITY do not."""
_MEMORY = frozenset({"tmpfs", "ramfs"})
_MAX_DEPTH = 16


class Cover(StrEnum):
    """What somebody who takes the powered-off machine finds."""

    ENCRYPTED = N_("encrypted")
    PLAIN = N_("not encrypted")
    MEMORY = N_("in memory only")
    UNKNOWN = N_("not known")


@dataclass(frozen=True, slots=True)
class Mount:
    """One line of mountinfo: `device` is MAJOR:MINOR."""

    device: str
    point: str
    kind: str
    source: str


def mount_of(path: Path, machine: Machine) -> Mount | None:
    """The mount that holds the absolute `path`; the latest of the longest, as the kernel resolves it."""
    text = machine.at("proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
    best: Mount | None = None
    for line in text.splitlines():
        mount = _parsed(line)
        if mount and path.is_relative_to(mount.point) and (best is None or len(mount.point) >= len(best.point)):
            best = mount
    return best


def _parsed(line: str) -> Mount | None:
    before, separator, after = line.partition(" - ")
    left, right = before.split(" "), after.split(" ")
    if not separator or len(left) < 5 or len(right) < 2:
        return None
    return Mount(left[2], unescaped(left[4]), right[0], unescaped(right[1]))


def cover_of(path: Path, machine: Machine, depth: int = 0) -> Cover:
    """Whether the absolute `path` lies on encrypted storage."""
    mount = mount_of(path, machine)
    if mount is None or depth > _MAX_DEPTH:
        return Cover.UNKNOWN
    if mount.kind in _MEMORY:
        return Cover.MEMORY
    folder = device_folder(mount.device, machine)
    if folder is None and mount.source.startswith("/dev/"):
        # btrfs and others report a device number of their own; the source names one of their real devices.
        folder = named_device(mount.source, machine)
    return Cover.UNKNOWN if folder is None else device_cover(folder, machine, depth)


def device_folder(number: str, machine: Machine) -> Path | None:
    """The sysfs folder of a block device by MAJOR:MINOR."""
    folder = machine.at("sys/dev/block", number)
    return folder.resolve() if folder.exists() else None


def named_device(source: str, machine: Machine) -> Path | None:
    """The sysfs folder of /dev/NAME or /dev/mapper/NAME."""
    name = source.rpartition("/")[2]
    blocks = machine.at("sys/class/block")
    if "/mapper/" in source:
        for candidate in blocks.glob("dm-*"):
            if machine.line("sys/class/block", candidate.name, "dm/name") == name:
                return candidate.resolve()
        return None
    return (blocks / name).resolve() if (blocks / name).exists() else None


def device_cover(folder: Path, machine: Machine, depth: int = 0) -> Cover:
    """Walk down the device stack: every path to a disk must pass an encrypting layer."""
    if depth > _MAX_DEPTH:
        return Cover.UNKNOWN
    if _read(folder / "dm/uuid").startswith(_CIPHERS):
        return Cover.ENCRYPTED
    if folder.name.startswith("zram"):
        backing = _read(folder / "backing_dev")
        return Cover.MEMORY if backing in {"", "none"} else _backing_cover(backing, machine, depth)
    if folder.name.startswith("loop"):
        backing = _read(folder / "loop/backing_file")
        return cover_of(Path(backing), machine, depth + 1) if backing.startswith("/") else Cover.UNKNOWN
    below = sorted(folder.glob("slaves/*"))
    if below:
        return _weakest([device_cover(device.resolve(), machine, depth + 1) for device in below])
    if (folder / "partition").exists():
        return device_cover(folder.parent, machine, depth + 1)
    return Cover.PLAIN


def is_removable(folder: Path) -> bool:
    """Whether the device, or a disk below it, is one that is taken out (or sits on USB)."""
    below = list(folder.glob("slaves/*"))
    if below:
        return any(is_removable(device.resolve()) for device in below)
    disk = folder.parent if (folder / "partition").exists() else folder
    return _read(disk / "removable") == "1" or any(part.startswith("usb") for part in disk.parts)


def _backing_cover(source: str, machine: Machine, depth: int) -> Cover:
    folder = named_device(source, machine)
    return Cover.UNKNOWN if folder is None else device_cover(folder, machine, depth + 1)


def _weakest(covers: list[Cover]) -> Cover:
    for cover in (Cover.PLAIN, Cover.UNKNOWN, Cover.ENCRYPTED):
        if cover in covers:
            return cover
    return Cover.MEMORY


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="surrogateescape").strip()
    except FileNotFoundError:
        return ""
