"""Copied text: marked as secret, gone after its time, and never taken from another program."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from fieldnotes_ui.clipboard import CLEAR_AFTER_S, Clipboard

TEXT = "Qonşunun adını demə"


def test_a_copy_is_marked_as_secret_for_clipboard_managers(clipboard: Clipboard) -> None:
    clipboard.copy(TEXT)

    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == TEXT
    assert data.data("x-kde-passwordManagerHint").data() == b"secret"
    assert data.hasFormat("application/x-nspasteboard-concealed-type")


def test_a_copy_is_gone_after_its_seconds(qtbot: QtBot, clipboard: Clipboard) -> None:
    clipboard._timer.setInterval(1)

    with qtbot.waitSignal(clipboard.remaining, timeout=5000, check_params_cb=lambda left: left == 0):
        clipboard.copy(TEXT)

    assert QGuiApplication.clipboard().text() == ""
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

    assert QGuiApplication.clipboard().text() == "from another program"
    QGuiApplication.clipboard().clear()


def test_clearing_forgets_the_text_itself(clipboard: Clipboard) -> None:
    clipboard.copy(TEXT)

    clipboard.clear()

    assert TEXT not in repr(vars(clipboard))
