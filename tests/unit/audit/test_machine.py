"""What is asked of a machine: its programs, its maps, its packages; and never of a recorded one as if it were this."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fieldnotes.audit.probes import packages
from fieldnotes.audit.probes.machine import Machine, Question
from fieldnotes.audit.probes.process import core_limit, mapped_code

if TYPE_CHECKING:
    from tests.unit.audit.conftest import Tree

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks a program of Linux")
ELSEWHERE = "win32" if sys.platform != "win32" else "linux"


def test_this_machine_is_not_a_recorded_one() -> None:
    assert not Machine().is_recorded


@pytest.mark.parametrize(
    "machine",
    [Machine(Path("/nowhere")), Machine(system=ELSEWHERE), Machine(answers={}), Machine(registry={})],
    ids=["another root", "another system", "answers", "a registry"],
)
def test_a_machine_with_anything_of_another_is_recorded(machine: Machine) -> None:
    assert machine.is_recorded


@pytest.mark.skipif(sys.platform == "win32", reason="there is a registry")
def test_there_is_no_registry_to_ask_but_on_windows() -> None:
    assert Machine().registry_value(r"HKLM\Software\Nobody\nothing") is None


@on_linux
def test_a_program_is_asked_with_little_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIELDNOTES_TRIED", "1")
    monkeypatch.setenv("HOME", "/nowhere")
    told = (Machine().ask(Question("linux", "/usr/bin/env", ())) or "").splitlines()
    assert "LC_ALL=C" in told
    assert "HOME=/nowhere" in told
    assert not [line for line in told if line.startswith("FIELDNOTES")]
    assert Machine().ask(Question("linux", "/usr/bin/no-such-program", ())) is None
    assert Machine().ask(Question("linux", "/usr/bin/false", ())) is None
    assert Machine().ask(Question("darwin", "/usr/bin/env", ())) is None


def test_only_executable_files_are_told_as_code(tree: Tree) -> None:
    tree.write(
        "proc/self/maps",
        "5600-5700 r--p 0 fe:01 12 /usr/share/a.mo\n5700-5800 r-xp 0 fe:01 13 /usr/lib/b.so\n71-72 rwxp 0 00:00 0\n",
    )
    assert mapped_code(tree.machine) == frozenset({Path("/usr/lib/b.so")})


def test_the_limit_of_core_dumps_is_the_soft_one(tree: Tree) -> None:
    assert core_limit(tree.machine) is None
    tree.write("proc/self/limits", "Max cpu time  9  9  seconds\nMax core file size  0  unlimited  bytes\n")
    assert core_limit(tree.machine) == "0"


def test_packages_that_are_not_loaded_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    information = tmp_path / "ferry_book-1.2.dist-info"
    information.mkdir()
    (information / "RECORD").write_text("ferry_book/__init__.py,,\nno comma in this line\n", encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert packages.loaded() == []
    assert (packages.version_of("Ferry-Book"), packages.version_of("ferry")) == ("1.2", None)
    monkeypatch.setitem(sys.modules, "ferry_book", sys)
    assert [one.listed() for one in packages.loaded()] == [[("ferry_book/__init__.py", "")]]
