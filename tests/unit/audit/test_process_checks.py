"""Checks of how the program was started and of who else listens to the clipboard."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from fieldnotes import process
from fieldnotes.audit.checks import a04_memory_mode, a05_environment, n01_no_network, p08_clipboard_history
from fieldnotes.audit.context import Context
from fieldnotes.audit.probes.machine import Machine
from fieldnotes.audit.probes.process import Process
from fieldnotes.audit.probes.programs import running
from fieldnotes.model.audit import Status

GLIBC = frozenset({"libc.so.6", "libQt6Core.so.6"})
LINUX = Machine(system="linux")


def context(found: Process, machine: Machine = LINUX) -> Context:
    return Context(Path("study.fieldnotes"), found, machine=machine)


def test_the_launchers_environment_is_the_memory_mode() -> None:
    found = Process(process.cleaned({"LANG": "az_AZ.UTF-8"}), libraries=GLIBC)

    assert a04_memory_mode.run(context(found)).status is Status.PASS
    assert a05_environment.run(context(found)).status is Status.PASS


@pytest.mark.parametrize(
    "environment",
    [{}, {"PYTHONMALLOC": "malloc"}, {"PYTHONMALLOC": "malloc", "GLIBC_TUNABLES": "glibc.malloc.perturb=0"}],
)
def test_another_start_is_not(environment: dict[str, str]) -> None:
    assert a04_memory_mode.run(context(Process(environment, libraries=GLIBC))).status is Status.FAIL


@pytest.mark.parametrize(
    ("libraries", "machine"),
    [
        (frozenset({"ld-musl-x86_64.so.1"}), LINUX),
        (None, LINUX),
        (GLIBC, Machine(system="win32")),
        (None, Machine(system="darwin")),
    ],
)
def test_where_there_is_no_such_mode_nothing_is_claimed(libraries: frozenset[str] | None, machine: Machine) -> None:
    found = Process(process.cleaned({}), libraries=libraries)

    assert a04_memory_mode.run(context(found, machine)).status is Status.UNKNOWN


@pytest.mark.parametrize("half", [Process(network_sockets=0), Process(libraries=GLIBC)])
def test_half_a_measurement_of_the_network_is_none(half: Process) -> None:
    assert n01_no_network.run(context(half)).status is Status.UNKNOWN


@pytest.mark.parametrize("name", ["GCONV_PATH", "QT_QPA_GENERIC_PLUGINS", "GTK_MODULES", "PYTHONUSERBASE"])
def test_more_ways_to_plant_code_fail(name: str) -> None:
    found = a05_environment.run(context(Process({"OPENSSL_CONF": os.devnull, name: "/nowhere"})))

    assert (found.status, found.evidence) == (Status.FAIL, (name,))


@pytest.fixture
def programs(tmp_path: Path) -> Callable[..., Machine]:
    """A machine on which programs of these names run."""

    def made(*names: str) -> Machine:
        for number, name in enumerate(names, 100):
            folder = tmp_path / "proc" / str(number)
            folder.mkdir(parents=True)
            (folder / "comm").write_text(f"{name}\n")
        (tmp_path / "proc" / "self").mkdir(parents=True, exist_ok=True)
        (tmp_path / "proc" / "99").mkdir()  # one that has just ended
        return Machine(tmp_path, "linux")

    return made


def test_a_clipboard_history_is_named(programs: Callable[..., Machine]) -> None:
    machine = programs("systemd", "CopyQ", "xfce4-clipman"[:15], "wl-clip-persist"[:15])

    found = p08_clipboard_history.run(context(Process(), machine))

    assert (found.status, found.evidence) == (Status.WARN, ("copyq", "wl-clip-persist", "xfce4-clipman"))


def test_without_a_clipboard_history_it_passes(programs: Callable[..., Machine]) -> None:
    assert p08_clipboard_history.run(context(Process(), programs("systemd", "bash"))).status is Status.PASS


@pytest.mark.parametrize("machine", [Machine(Path("/nowhere"), "linux"), Machine(system="win32")])
def test_where_programs_are_not_listed_nothing_is_claimed(machine: Machine) -> None:
    assert p08_clipboard_history.run(context(Process(), machine)).status is Status.UNKNOWN


@pytest.mark.skipif(not Path("/proc/self/comm").exists(), reason="measured on Linux")
def test_this_very_program_is_among_the_running_ones() -> None:
    assert Path("/proc/self/comm").read_text().strip().lower() in (running(Machine()) or ())
