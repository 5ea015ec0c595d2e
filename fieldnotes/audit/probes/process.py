"""What this very process may do and holds: core dumps, sockets, loaded libraries, environment."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fieldnotes.audit.probes.machine import Machine

_PR_GET_DUMPABLE = 3  # linux/prctl.h
_SOL_SOCKET, _SO_DOMAIN = 1, 39  # asm-generic/socket.h
_AF_INET, _AF_INET6, _AF_PACKET = 2, 10, 17
_NETWORK = frozenset({_AF_INET, _AF_INET6, _AF_PACKET})


@dataclass(frozen=True, slots=True)
class Process:
    """Live facts of one process. None where they could not be measured on this system."""

    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    ignores_python_environment: bool = False
    core_limit: str | None = None
    """The soft limit as the kernel writes it: bytes or `unlimited`."""
    dumpable: int | None = None
    network_sockets: int | None = None
    libraries: frozenset[str] | None = None
    """File names, not paths, of everything mapped into the process."""
    mapped: frozenset[Path] | None = field(default=None, repr=False)
    """Files from which code is mapped into the process."""
    code_homes: tuple[Path, ...] = field(default=(), repr=False)
    """Folders of the program and of the system, from which code may come."""


def measure(machine: Machine | None = None) -> Process:
    """The facts of the process that runs this code."""
    machine = machine or Machine()
    isolated = bool(sys.flags.ignore_environment)
    if not machine.is_linux:
        return Process(dict(os.environ), ignores_python_environment=isolated)
    return Process(
        dict(os.environ),
        ignores_python_environment=isolated,
        core_limit=core_limit(machine),
        dumpable=_dumpable(),
        network_sockets=network_sockets(machine),
        libraries=libraries(machine),
        mapped=mapped_code(machine),
        code_homes=code_homes(),
    )


def core_limit(machine: Machine) -> str | None:
    limits = machine.line("proc/self/limits") or ""
    for line in limits.splitlines():
        if line.startswith("Max core file size"):
            return line.removeprefix("Max core file size").split()[0]
    return None


def libraries(machine: Machine) -> frozenset[str] | None:
    """Names of the files mapped into the process (proc_pid_maps(5): the path is the sixth field)."""
    maps = machine.line("proc/self/maps")
    if maps is None:
        return None
    paths = [line.split(maxsplit=5)[5] for line in maps.splitlines() if line.count("/")]
    return frozenset(Path(path).name for path in paths)


def mapped_code(machine: Machine) -> frozenset[Path] | None:
    """The files whose pages may be executed (proc_pid_maps(5): an `x` in the second field)."""
    maps = machine.line("proc/self/maps")
    if maps is None:
        return None
    fields = (line.split(maxsplit=5) for line in maps.splitlines())
    return frozenset(Path(one[5]) for one in fields if len(one) == 6 and "x" in one[1] and one[5].startswith("/"))


def code_homes() -> tuple[Path, ...]:
    """Where the program and its Python are installed, and the system's own folders."""
    own = {Path(place).resolve() for place in (sys.prefix, sys.base_prefix, sys.exec_prefix)}
    return (*sorted(own), *(Path(place) for place in ("/usr", "/lib", "/lib64", "/opt", "/snap", "/nix/store", "/app")))


def network_sockets(machine: Machine) -> int | None:
    """How many open sockets of this process could reach a network, connected or not.

    Asks the kernel for each socket's family: a socket that is not yet bound is in no table of /proc/net.
    """
    folder = machine.at("proc/self/fd")
    if not folder.is_dir():
        return None
    count = 0
    for entry in folder.iterdir():
        try:
            is_socket = str(entry.readlink()).startswith("socket:")
        except FileNotFoundError:
            continue  # closed meanwhile, as is the descriptor with which the folder itself was read
        if is_socket and _family(int(entry.name)) in _NETWORK:
            count += 1
    return count


def _family(descriptor: int) -> int | None:
    """The address family of an open socket; None when another thread has closed it meanwhile."""
    libc = ctypes.CDLL(None, use_errno=True)
    value, size = ctypes.c_int(-1), ctypes.c_uint(ctypes.sizeof(ctypes.c_int))
    if libc.getsockopt(descriptor, _SOL_SOCKET, _SO_DOMAIN, ctypes.byref(value), ctypes.byref(size)) == 0:
        return value.value
    if ctypes.get_errno() in (errno.EBADF, errno.ENOTSOCK):
        return None
    raise OSError(ctypes.get_errno(), "getsockopt")


def _dumpable() -> int | None:
    answer = int(ctypes.CDLL(None, use_errno=True).prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0))
    return answer if answer >= 0 else None
