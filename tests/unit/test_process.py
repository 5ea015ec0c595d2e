"""A program starts itself once more with an environment of its own; tests and users of the library are left alone."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fieldnotes import process
from tests.helpers.vaults import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no exec")

ROOTS = os.pathsep.join([str(ROOT), str(ROOT / "ui")])
PLANTED = {
    "LD_PRELOAD": "/nowhere/a.so",
    "LD_LIBRARY_PATH": "/nowhere",
    "LD_AUDIT": "/nowhere/b.so",
    "DYLD_INSERT_LIBRARIES": "/nowhere/c.dylib",
    "QT_PLUGIN_PATH": "/nowhere",
    "QT_QPA_GENERIC_PLUGINS": "tuiotouch",
    "QML2_IMPORT_PATH": "/nowhere",
    "QT_LOGGING_RULES": "*.debug=true",
    "OPENSSL_CONF": "/nowhere/openssl.cnf",
    "OPENSSL_MODULES": "/nowhere",
    "SSLKEYLOGFILE": "/nowhere/keys",
    "GCONV_PATH": "/nowhere",
    "PYTHONSTARTUP": "/nowhere.py",
    "PYTHONINSPECT": "1",
    "PYTHONUSERBASE": "/nowhere",
    "MALLOC_TRACE": "/nowhere/trace",
    "GLIBC_TUNABLES": "glibc.malloc.perturb=0",
    "QT_QPA_PLATFORM": "vnc:port=5900",
}
NEEDED = {
    "DISPLAY": ":7",
    "WAYLAND_DISPLAY": "wayland-7",
    "XDG_RUNTIME_DIR": "/run/user/7",
    "XDG_SESSION_ID": "7",
    "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere",
    "XMODIFIERS": "@im=ibus",
    "QT_IM_MODULE": "ibus",
    "QT_SCALE_FACTOR": "1.5",
    "LANG": "az_AZ.UTF-8",
    "HOME": "/nowhere",
    "PATH": os.environ["PATH"],
}
SCRIPT = f"""
import os, sys
sys.path[:0] = {ROOTS.split(os.pathsep)!r}
from fieldnotes import process
process.restart_clean()  # a program may ask before it has loaded anything, and again when it hardens itself
process.harden()
import ctypes, json, resource, tempfile
try:
    tempfile.NamedTemporaryFile()
    temporary = True
except OSError:
    temporary = False
print(json.dumps({{
    "environment": dict(os.environ), "arguments": sys.argv[1:], "input": sys.stdin.read(), "path": sys.path,
    "core": resource.getrlimit(resource.RLIMIT_CORE), "dumpable": ctypes.CDLL(None).prctl(3, 0, 0, 0, 0),
    "umask": os.umask(0), "utf8": sys.flags.utf8_mode, "safe_path": sys.flags.safe_path, "temporary": temporary,
    "user_site": sys.flags.no_user_site, "bytecode": not sys.dont_write_bytecode,
}}))
"""


def start(folder: Path, name: str, *arguments: str, typed: str = "", **environment: str) -> dict[str, Any]:
    """Run a console script called `name` and hear what it found in itself."""
    script = folder / name
    script.write_text(SCRIPT, encoding="utf-8")
    answer = subprocess.run(
        [sys.executable, "-B", script, *arguments],
        env={"PATH": os.environ["PATH"], **environment}, input=typed, capture_output=True, text=True,
        encoding="utf-8", timeout=60, check=True, cwd=folder,
    )  # fmt: skip
    found = json.loads(answer.stdout)
    assert isinstance(found, dict)
    return found


def without_loader(environment: dict[str, str]) -> dict[str, str]:
    """What can be planted in a test without warnings of the loader on standard error."""
    return {name: value for name, value in environment.items() if name not in ("LD_PRELOAD", "LD_AUDIT")}


@pytest.mark.parametrize("name", ["fieldnotes", "fieldnotes-cli"])
def test_a_program_runs_in_an_environment_of_its_own(tmp_path: Path, name: str) -> None:
    found = start(tmp_path, name, "--word", "ə ı", typed="from a pipe\n", **without_loader(PLANTED), **NEEDED)

    environment = found["environment"]
    left = {key for key, value in environment.items() if PLANTED.get(key) == value}
    assert left == set()
    assert {key: environment.get(key) for key in NEEDED} == NEEDED
    assert environment["OPENSSL_CONF"] == os.devnull
    assert process.overwrites_memory(environment)
    assert [key for key in environment if key.startswith(("PYTHON", "FIELDNOTES"))] == ["PYTHONMALLOC"]
    assert found["arguments"] == ["--word", "ə ı"]
    assert found["input"] == "from a pipe\n"


def test_a_program_is_hardened_after_the_restart(tmp_path: Path) -> None:
    found = start(tmp_path, "fieldnotes-cli")

    assert found["core"] == [0, 0]
    assert found["umask"] == 0o77
    assert (found["utf8"], found["safe_path"], found["user_site"], found["bytecode"]) == (1, True, 1, False)
    assert found["temporary"] is False
    assert str(tmp_path) not in found["path"]
    if sys.platform == "linux":
        assert found["dumpable"] == 0


def test_other_programs_are_hardened_where_they_are_and_not_restarted(tmp_path: Path) -> None:
    found = start(tmp_path, "pytest", QT_LOGGING_RULES="*.debug=true")

    assert found["environment"]["QT_LOGGING_RULES"] == "*.debug=true"
    assert found["temporary"] is True
    assert found["core"] == [0, 0]


def test_a_planted_marker_does_not_hide_what_was_not_cleaned(tmp_path: Path) -> None:
    found = start(tmp_path, "fieldnotes", FIELDNOTES_RESTARTED="1", QT_PLUGIN_PATH="/nowhere")

    assert found["environment"]["QT_PLUGIN_PATH"] == "/nowhere"  # the audit tells of it
    assert "FIELDNOTES_RESTARTED" not in found["environment"]


@pytest.mark.parametrize("module", ["fieldnotes", "fieldnotes_ui", "fieldnotes.cli.main", "fieldnotes_ui.app"])
def test_python_dash_m_restarts_exactly_once_even_when_its_environment_is_planted_again(
    tmp_path: Path, module: str
) -> None:
    strace = shutil.which("strace")
    assert strace, "strace is needed; it is in packaging/debian-test-packages.txt"
    log = tmp_path / "log"
    # The window ends where there is no display; its `--version` would be answered before the restart.
    arguments = [] if module.startswith("fieldnotes_ui") else ["--version"]
    trace = [strace, "-f", "-qq", "-v", "-s", "4096", "-e", "trace=execve", "-o", str(log)]
    subprocess.run(
        [*trace, sys.executable, "-m", module, *arguments],
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": ROOTS, "PYTHONDONTWRITEBYTECODE": "1",
             "LD_LIBRARY_PATH": "/nowhere", "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8"},
        capture_output=True, timeout=100, check=False,
    )  # fmt: skip
    execs = [line for line in log.read_text().splitlines() if re.search(r"execve\(.* = 0$", line)]

    assert len(execs) == 2
    assert "LD_LIBRARY_PATH" in execs[0]
    assert "LD_LIBRARY_PATH" not in execs[1]
    assert f'"-m", "{module}"' in execs[1]
    assert "QT_QPA_PLATFORM=xcb" in execs[1]
    assert "LANG=C.UTF-8" in execs[1]


def test_cleaning_twice_is_cleaning_once() -> None:
    once = process.cleaned({**PLANTED, **NEEDED})

    assert process.cleaned(once) == once


@pytest.mark.parametrize(
    ("platform", "is_kept"),
    [
        ("xcb", True),
        ("wayland;xcb", True),
        ("offscreen:enable_fonts", True),
        ("vnc", False),
        ("xcb;vnc:size=1x1", False),
    ],
)
def test_a_window_is_never_shown_to_the_network(platform: str, is_kept: bool) -> None:
    assert ("QT_QPA_PLATFORM" in process.cleaned({"QT_QPA_PLATFORM": platform})) is is_kept
