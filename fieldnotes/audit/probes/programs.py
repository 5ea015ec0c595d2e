"""Names of the programs that run on this machine, as the kernel keeps them (proc_pid_comm(5))."""

from __future__ import annotations

from fieldnotes.audit.probes.machine import Machine


def running(machine: Machine) -> frozenset[str] | None:
    """The first 15 bytes of every program's name, lower case; None where the kernel does not list them."""
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
