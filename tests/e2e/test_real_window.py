"""The program in a real window: unlocked, used and locked from the keyboard, then killed. It leaves nothing and opens
no network socket."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldnotes.services import sample
from fieldnotes.services import session as sessions
from tests.e2e.test_seizure import places_with
from tests.helpers.screen import Hands, environment, missing_tools, screen
from tests.helpers.vaults import cheap_kdf

pytestmark = [pytest.mark.real_window, pytest.mark.timeout(180)]

PASSPHRASE = "six grey herons over the salt works"
MARKER = "zumrudqush"


@pytest.fixture
def display() -> Iterator[str]:
    assert not missing_tools(), "they are in packaging/debian-test-packages.txt"
    with screen() as name:
        yield name


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    path = tmp_path / "notes.fieldnotes"
    session = sessions.create(path, PASSPHRASE, params=cheap_kdf())
    sample.build(session)
    session.lock()
    return path


def test_a_window_is_unlocked_used_and_locked_by_keyboard_and_leaves_nothing(
    display: str, vault: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    (home / "tmp").mkdir(parents=True)
    log = tmp_path / "strace.log"
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
        env=environment(display, home),
        stderr=subprocess.DEVNULL,
    )
    hands = Hands(display)
    try:
        hands.wait_for("FieldNotes — locked")
        hands.focus()
        hands.type(PASSPHRASE)
        hands.key("Return")
        hands.wait_for("FieldNotes")
        hands.key("ctrl+f")
        hands.type(MARKER)
        for place in ("ctrl+2", "ctrl+4", "ctrl+5", "ctrl+1"):
            hands.key(place)
        hands.key("ctrl+l")
        hands.wait_for("FieldNotes — locked")
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
