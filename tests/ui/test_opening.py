"""One window at a time: a second start hands over what it was given and ends; and what is done with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldnotes_ui import instance
from fieldnotes_ui.app import Program
from fieldnotes_ui.instance import Claim, Listener
from fieldnotes_ui.pages.bundle import BundlePage
from fieldnotes_ui.pages.unlock import UnlockPage
from tests.helpers.vaults import ROOT
from tests.ui.conftest import PASSPHRASE

WAIT_MS, WAIT_S = 30_000, 60
FIRST = """
import sys
from PySide6.QtWidgets import QApplication, QLabel
from fieldnotes_ui import app
class Program(app.Program):
    def open(self, path):
        super().open(path)
        words = [label.text() for label in self.window.page("entrance").findChildren(QLabel)]
        print("opened" if "study" in words else "shown", self.window.isMinimized(), flush=True)
app.Program = Program
class Told(QApplication):
    def exec(self):
        print("ready", flush=True)
        return super().exec()
app.QApplication = Told
sys.exit(app.main([]))
"""
SECOND = "import sys; from fieldnotes_ui.app import main; sys.exit(main(sys.argv[1:]))"


def environment(home: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {
        **kept,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'ui'}",
        "PYTHONUTF8": "1",
    }


@pytest.fixture
def first(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A running window that prints what it was asked to open."""
    started = subprocess.Popen(
        [sys.executable, "-c", FIRST], env=environment(tmp_path), stdout=subprocess.PIPE, text=True
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"
    yield started
    started.kill()
    started.wait()
    started.stdout.close()


def start_again(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", SECOND, *arguments]
    return subprocess.run(command, env=environment(home), capture_output=True, text=True, timeout=WAIT_S, check=False)


# --- two processes ------------------------------------------------------------------------------------------------


def test_a_second_start_hands_its_vault_over_ends_and_leaves_no_name_behind(
    first: subprocess.Popen[str], tmp_path: Path
) -> None:
    (tmp_path / "study.fieldnotes").mkdir()

    ended = start_again(tmp_path, str(tmp_path / "study.fieldnotes"))

    assert ended.returncode == 0, ended.stderr
    assert first.stdout is not None
    assert first.stdout.readline() == "opened False\n"
    assert [left.name for left in (tmp_path / "fieldnotes").iterdir()] == ["window.lock"]
    assert (tmp_path / "fieldnotes" / "window.lock").read_bytes() == b""
    assert (tmp_path / "fieldnotes").stat().st_mode & 0o077 == 0


def test_a_first_one_that_was_killed_is_no_first_one_any_more(first: subprocess.Popen[str], tmp_path: Path) -> None:
    first.kill()
    first.wait()

    held = instance.claim(tmp_path / "fieldnotes")

    assert isinstance(held, Claim)
    held.release()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_asked_to_end_the_window_goes_in_order(first: subprocess.Popen[str]) -> None:
    first.send_signal(signal.SIGTERM)

    assert first.wait(timeout=WAIT_S) == 0


# --- the parts ----------------------------------------------------------------------------------------------------


def test_what_was_handed_over_arrives_once_and_is_gone(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    held = instance.claim(tmp_path)
    assert isinstance(held, Claim)
    owner = QObject()
    listener = Listener(held, owner)
    arrived: list[object] = []
    listener.asked.connect(arrived.append)

    (tmp_path / "0.ask").write_text('{"path": "/x/FN-1.age"}', encoding="utf-8")
    qtbot.waitUntil(lambda: bool(arrived), timeout=WAIT_MS)
    (tmp_path / "1.ask").write_text('{"path": ""}', encoding="utf-8")
    qtbot.waitUntil(lambda: len(arrived) == 2, timeout=WAIT_MS)

    assert arrived == [Path("/x/FN-1.age"), None]
    assert not list(tmp_path.glob("*.ask"))
    held.release()


@pytest.mark.parametrize("rubbish", ["", "[]", '{"path": 7}', "{", "null"])
def test_rubbish_is_taken_away_and_opens_nothing(qapp: QApplication, tmp_path: Path, rubbish: str) -> None:
    held = Claim(tmp_path)
    owner = QObject()
    listener = Listener(held, owner)
    arrived: list[object] = []
    listener.asked.connect(arrived.append)
    (tmp_path / "0.ask").write_text(rubbish, encoding="utf-8")

    listener.look()

    assert arrived == []
    assert not list(tmp_path.glob("*.ask"))
    held.release()


def test_a_first_one_that_does_not_answer_is_asked_nothing_later(tmp_path: Path) -> None:
    held = Claim(tmp_path)

    assert not instance.hand_over(tmp_path, Path("/x/y.fieldnotes"), patience_s=0)

    assert not list(tmp_path.glob("*.ask"))
    held.release()


def test_what_an_unanswered_start_left_is_not_opened_by_the_next_first(tmp_path: Path) -> None:
    (tmp_path / "0.ask").write_text('{"path": "/x/y.fieldnotes"}', encoding="utf-8")

    held = Claim(tmp_path)

    assert not list(tmp_path.glob("*.ask"))
    held.release()


def test_without_a_runtime_folder_every_start_is_a_first_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")

    assert instance.claim() is None


# --- in the window ------------------------------------------------------------------------------------------------


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication) -> Iterator[Program]:
    made = Program(qapp, stored=False)
    qtbot.addWidget(made.window)
    made.window.show()
    yield made
    made.close()


def test_a_vault_is_shown_to_be_unlocked(program: Program, vault_path: Path) -> None:
    program.open(vault_path)

    page = program.window.page("entrance")
    assert isinstance(page, UnlockPage)
    assert page._path == vault_path


def test_a_bundle_is_brought_to_its_page(program: Program, tmp_path: Path) -> None:
    program.open(tmp_path / "FN-2026-0001.age")

    page = program.window.page("bundle")
    assert isinstance(page, BundlePage)
    assert page._form.bundle.path() == tmp_path / "FN-2026-0001.age"


def test_a_review_waits_until_its_vault_is_unlocked(
    qtbot: QtBot, program: Program, vault_path: Path, tmp_path: Path
) -> None:
    program.open(tmp_path / "remarks.fnreview")
    assert "Unlock the vault" in program.window._notice.text
    page = program.window.page("entrance")
    assert isinstance(page, UnlockPage)

    with qtbot.waitSignal(program.desk.unlocked, timeout=WAIT_MS):
        program.desk.unlock(page, vault_path, PASSPHRASE, failed=lambda _: None)

    assert isinstance(program.window.page("bundle"), BundlePage)
    assert program._waiting is None
    qtbot.waitUntil(lambda: not program.desk.busy, timeout=WAIT_MS)


def test_another_vault_has_to_wait_until_the_open_one_is_locked(
    qtbot: QtBot, program: Program, vault_path: Path, tmp_path: Path
) -> None:
    page = program.window.page("entrance")
    assert isinstance(page, UnlockPage)
    with qtbot.waitSignal(program.desk.unlocked, timeout=WAIT_MS):
        program.desk.unlock(page, vault_path, PASSPHRASE, failed=lambda _: None)
    (tmp_path / "other.fieldnotes").mkdir()

    program.open(tmp_path / "other.fieldnotes")

    assert program.desk.is_open
    assert "Another vault is open" in program.window._notice.text
    assert program.desk.path == vault_path


def test_the_window_comes_back_as_large_as_it_was_left_where_there_is_room_and_its_file_names_nothing(
    qtbot: QtBot, qapp: QApplication, vault_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    first = Program(qapp, vault=vault_path)
    qtbot.addWidget(first.window)
    first.show()
    first.window.resize(1111, 777)
    first.close()

    again = Program(qapp)
    qtbot.addWidget(again.window)
    room = again.window.screen().availableSize()
    assert (room.width(), again.window.height()) == (800, 777)
    assert again.window.width() == again.window.minimumWidth() < 1111  # no wider than the screen lets it be
    again.close()
    (kept,) = (path for path in (tmp_path / "config").rglob("*") if path.is_file())
    words = kept.read_text(encoding="utf-8")
    assert "1111" in words
    assert "study" not in words


def test_a_window_that_nobody_changed_writes_nothing(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    made = Program(qapp)
    qtbot.addWidget(made.window)
    made.show()
    made.close()

    assert not (tmp_path / "config").exists()


def test_the_end_of_the_session_locks_without_asking(qtbot: QtBot, program: Program, vault_path: Path) -> None:
    page = program.window.page("entrance")
    assert isinstance(page, UnlockPage)
    with qtbot.waitSignal(program.desk.unlocked, timeout=WAIT_MS):
        program.desk.unlock(page, vault_path, PASSPHRASE, failed=lambda _: None)

    program.ending.session.emit()

    assert not program.desk.is_open
    assert program.window.page("entrance") is not None
