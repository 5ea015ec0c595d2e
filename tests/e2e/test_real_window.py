"""The program in a real window: unlocked, used and locked from the keyboard, then killed. It leaves nothing and opens
no network socket."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fieldnotes.services import sample
from fieldnotes.services import session as sessions
from tests.e2e.test_seizure import places_with
from tests.helpers.vaults import cheap_kdf

pytestmark = [pytest.mark.real_window, pytest.mark.timeout(180)]

PASSPHRASE = "six grey herons over the salt works"
MARKER = "zumrudqush"
TOOLS = ("Xvfb", "evilwm", "xdotool", "strace")
PATIENCE_S = 60.0


@pytest.fixture
def display(tmp_path: Path) -> Iterator[str]:
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    assert not missing, f"{missing} are needed; they are in packaging/debian-test-packages.txt"
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[write_end],
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    with os.fdopen(read_end) as pipe:
        name = f":{pipe.readline().strip()}"
    manager = subprocess.Popen(["evilwm", "-display", name, "-fn", "fixed"], stderr=subprocess.DEVNULL)
    yield name
    for process in (manager, server):
        process.kill()
        process.wait()


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    path = tmp_path / "notes.fieldnotes"
    session = sessions.create(path, PASSPHRASE, params=cheap_kdf())
    sample.build(session)
    session.lock()
    return path


class Hands:
    """xdotool on one display."""

    def __init__(self, display: str) -> None:
        self._environment = {**os.environ, "DISPLAY": display}

    def tool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self._environment, capture_output=True, text=True, check=False, timeout=30
        )
        return done.stdout.strip()

    def titles(self) -> set[str]:
        windows = self.tool("search", "--onlyvisible", "--name", "FieldNotes").split()
        return {self.tool("getwindowname", window) for window in windows}

    def focus(self) -> None:
        self.tool("search", "--onlyvisible", "--name", "FieldNotes", "windowactivate", "--sync")

    def type(self, text: str) -> None:
        self.tool("type", "--delay", "15", text)

    def key(self, keys: str) -> None:
        self.tool("key", "--clearmodifiers", keys)


def wait_until(what: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not what():
        assert time.monotonic() < end, "the window did not come so far"
        time.sleep(0.2)


def test_a_window_is_unlocked_used_and_locked_by_keyboard_and_leaves_nothing(
    display: str, vault: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    (home / "tmp").mkdir(parents=True)
    log = tmp_path / "strace.log"
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TMPDIR": str(home / "tmp"),
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    program = subprocess.Popen(
        [
            "strace",
            "-f",
            "-qq",
            "-o",
            str(log),
            "-e",
            "trace=socket",
            sys.executable,
            "-m",
            "fieldnotes_ui",
            str(vault),
        ],
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    hands = Hands(display)
    try:
        wait_until(lambda: "FieldNotes — locked" in hands.titles())
        hands.focus()
        hands.type(PASSPHRASE)
        hands.key("Return")
        wait_until(lambda: "FieldNotes" in hands.titles())
        hands.key("ctrl+f")
        hands.type(MARKER)
        for place in ("ctrl+2", "ctrl+4", "ctrl+5", "ctrl+1"):
            hands.key(place)
        hands.key("ctrl+l")
        wait_until(lambda: "FieldNotes — locked" in hands.titles())
        second = sessions.unlock(vault, PASSPHRASE)
        assert {"created", "unlocked"} <= {entry.event for entry in second.vault.ledger()}
        second.lock()
    finally:
        subprocess.run(["pkill", "-KILL", "-P", str(program.pid)], check=False)
        program.send_signal(signal.SIGKILL)
        program.wait()
    sockets = [line for line in log.read_text(errors="replace").split("\n") if re.search(r"AF_INET|AF_NETLINK", line)]
    assert sockets == []
    assert places_with(MARKER, home, vault) == []
    assert places_with(PASSPHRASE, home, vault) == []
    written = [path for path in home.rglob("*") if path.is_file() and "fontconfig" not in str(path)]
    assert written == []
