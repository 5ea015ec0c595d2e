"""Copied text: marked as secret, gone after its time, and never taken from another program."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from fieldnotes_ui.clipboard import CLEAR_AFTER_S, HINTS, Clipboard
from tests.helpers.screen import missing_tools, screen
from tests.helpers.vaults import ROOT

TEXT = "Qonşunun adını demə"


def test_a_copy_is_marked_as_secret_for_clipboard_managers(clipboard: Clipboard) -> None:
    clipboard.copy(TEXT)

    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == TEXT
    assert {kind: data.data(kind).data() for kind in HINTS} == HINTS
    assert HINTS["x-kde-passwordManagerHint"] == b"secret"
    assert HINTS["CanIncludeInClipboardHistory"] == HINTS["CanUploadToCloudClipboard"] == bytes(4)


def test_a_copy_is_gone_after_its_seconds(qtbot: QtBot, clipboard: Clipboard) -> None:
    clipboard._timer.setInterval(1)

    with qtbot.waitSignal(clipboard.remaining, timeout=5000, check_params_cb=lambda left: left == 0):
        clipboard.copy(TEXT)

    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "", timeout=5000)
    assert not clipboard._timer.isActive()


def test_the_seconds_are_counted_down(qtbot: QtBot, clipboard: Clipboard) -> None:
    told: list[int] = []
    clipboard.remaining.connect(told.append)
    clipboard._timer.setInterval(1)

    with qtbot.waitSignal(clipboard.remaining, timeout=5000, check_params_cb=lambda left: left == 0):
        clipboard.copy(TEXT)

    assert told == list(range(CLEAR_AFTER_S, -1, -1))


def test_what_somebody_copied_elsewhere_is_left_alone(clipboard: Clipboard) -> None:
    clipboard.copy(TEXT)
    QGuiApplication.clipboard().setText("from another program")

    clipboard.clear()
    clipboard.clear_copies()

    assert QGuiApplication.clipboard().text() == "from another program"
    QGuiApplication.clipboard().clear()


def test_the_text_itself_is_not_kept(clipboard: Clipboard) -> None:
    clipboard.copy(TEXT)
    assert TEXT not in repr(vars(clipboard))

    clipboard.clear()
    clipboard.clear_copies()

    assert clipboard._ours == b""


# --- with a real display, where a clipboard has an owner and a selection exists -------------------------------------

ANOTHER_PROGRAM = """
import sys
from PySide6.QtWidgets import QApplication
app = QApplication([])
app.clipboard().setText(sys.argv[1])
app.clipboard().setText(sys.argv[1], app.clipboard().Mode.Selection)
print("offered", flush=True)
app.exec()
"""
OURS = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
from fieldnotes_ui.clipboard import Clipboard
app = QApplication([])
ours, board = Clipboard(), app.clipboard()
field = QLineEdit(sys.argv[1])
def settle():
    for _ in range(20):
        app.processEvents()
def found(when):
    settle()
    print(when, repr(board.text()), repr(board.text(board.Mode.Selection)), flush=True)
found("before")
ours.clear()
found("nothing of ours")
ours.copy(sys.argv[1])
board.setText(sys.argv[1], board.Mode.Selection)
found("copied")
ours.clear()
found("cleared")
"""


@pytest.fixture
def display() -> Iterator[str]:
    assert not missing_tools(), "they are in packaging/debian-test-packages.txt"
    with screen("640x480") as name:
        yield name


def program(display: str, code: str, text: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, text],
        env={"PATH": os.environ["PATH"], "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8",
             "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "ui")])},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
    )  # fmt: skip


@pytest.mark.real_window
def test_on_x11_both_selections_are_cleared_and_those_of_others_left_alone(display: str) -> None:
    with program(display, ANOTHER_PROGRAM, "theirs") as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "offered\n"
        answer, _ = program(display, OURS, TEXT).communicate(timeout=60)
        other.kill()

    assert answer.splitlines() == [
        "before 'theirs' 'theirs'",
        "nothing of ours 'theirs' 'theirs'",
        f"copied {TEXT!r} {TEXT!r}",
        "cleared '' ''",
    ]
