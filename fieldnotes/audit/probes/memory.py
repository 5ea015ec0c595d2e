"""Where the machine writes its memory: swap areas and the hibernation image.

Linux: proc(5), sysfs power/. macOS: both lie on the startup volume. Windows: paging files and hiberfil.sys.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fieldnotes.audit.probes import macos, windows
from fieldnotes.audit.probes.machine import Machine, unescaped
from fieldnotes.audit.probes.storage import Cover, cover_of, device_cover, device_folder, named_device


def swap_covers(machine: Machine) -> tuple[Cover, ...] | None:
    """The protection of each active swap area, in the order of the system's list; None where there is no such list."""
    if machine.system == windows.SYSTEM:
        return windows.paging_covers(machine)
    if machine.system == macos.SYSTEM:
        # macOS encrypts swap by itself, whatever FileVault is (Apple Platform Security, "Volume encryption").
        return (Cover.ENCRYPTED,)
    if not machine.is_linux:
        return None
    lines = machine.at("proc/swaps").read_text(encoding="utf-8", errors="surrogateescape").splitlines()[1:]
    return tuple(_swap_cover(line.split(), machine) for line in lines if line.strip())


def _swap_cover(fields: list[str], machine: Machine) -> Cover:
    name = unescaped(fields[0]).removesuffix(" (deleted)")
    if fields[1] == "partition":
        folder = named_device(name, machine)
        return Cover.UNKNOWN if folder is None else device_cover(folder, machine)
    return cover_of(Path(name), machine)


@dataclass(frozen=True, slots=True)
class Hibernation:
    """`offered`: the kernel can write memory to a disk. `resume`: the device it would wake from, if one is set."""

    offered: bool
    resume: Cover | None


def hibernation(machine: Machine) -> Hibernation | None:
    """None when the system does not tell."""
    if machine.system in (macos.SYSTEM, windows.SYSTEM):
        return _of_startup_volume(machine)
    states = machine.line("sys/power/state")
    if states is None:
        return None
    mode = machine.line("sys/power/disk")
    offered = "disk" in states.split() and mode is not None and "[disabled]" not in mode
    number = machine.line("sys/power/resume")
    if number in {None, "", "0:0"}:
        return Hibernation(offered, None)
    folder = device_folder(str(number), machine)
    return Hibernation(offered, Cover.UNKNOWN if folder is None else device_cover(folder, machine))


def _of_startup_volume(machine: Machine) -> Hibernation | None:
    """The image lies on the volume that the system started from."""
    if machine.system == macos.SYSTEM:
        offered, cover = macos.hibernates(machine), macos.cover_of(Path("/"), machine)
    else:
        value = machine.registry_value(windows.HIBERNATE)
        offered, cover = None if value is None else value != 0, windows.volume_cover("C:", machine)
    return None if offered is None else Hibernation(offered, cover)
