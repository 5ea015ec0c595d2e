"""Names of the programs that run on this machine."""

from __future__ import annotations

from fieldnotes.audit.probes import macos, windows
from fieldnotes.audit.probes.machine import Machine

LONGEST = 15
"""Bytes of a program's name that Linux keeps (proc_pid_comm(5))."""


def running(machine: Machine) -> frozenset[str] | None:
    """Every program's name in lower case, on Linux its first 15 bytes; None where the system does not list them."""
    if machine.system == windows.SYSTEM:
        return windows.programs(machine)
    if machine.system == macos.SYSTEM:
        answer = machine.ask(macos.PROGRAMS)
        return None if not answer else frozenset(line.strip().lower() for line in answer.splitlines()[1:])
    return _of_kernel(machine) if machine.is_linux else None


def known(names: frozenset[str], programs: frozenset[str]) -> list[str]:
    """Those of `names` that are among the running `programs`."""
    return sorted(name for name in names if name in programs or name[:LONGEST] in programs)


def _of_kernel(machine: Machine) -> frozenset[str] | None:
    folder = machine.at("proc")
    if not folder.is_dir():
        return None
    names = set()
    for entry in folder.iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            names.add((entry / "comm").read_text(encoding="utf-8", errors="replace").strip().lower())
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue  # ended meanwhile, or another user's on a machine that hides them
    return frozenset(names) if names else None
