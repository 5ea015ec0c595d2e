"""Windows are kept out of pictures of the screen where the system can do that, and never said to be where it cannot."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fieldnotes_ui import shield
from fieldnotes_ui.shield import Shield


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have such a call")
def test_on_linux_nothing_is_promised(qapp: QApplication) -> None:
    made = Shield(qapp)

    assert made.hides is None


def test_every_window_is_hidden_before_it_is_seen_and_parts_of_windows_are_not_asked_for(
    qtbot: QtBot, qapp: QApplication
) -> None:
    asked: list[int] = []

    def ask(window: int) -> bool:
        asked.append(window)
        return True

    made = Shield(qapp, ask)
    window = QWidget()
    inside = QWidget(window)
    qtbot.addWidget(window)
    window.show()
    made.stop()

    assert asked == [int(window.winId())]
    assert inside.isVisible()
    assert made.hides is True


def refuses(_: int) -> bool:
    return False


def lacks_the_call(_: int) -> bool:
    raise AttributeError("an older Windows")


@pytest.mark.parametrize("ask", [refuses, lacks_the_call])
def test_one_refusal_is_told(qtbot: QtBot, qapp: QApplication, ask: Any) -> None:
    made = Shield(qapp, ask)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    made.stop()

    assert made.hides is False


class Function:
    """Stands for a function of a system's library: keeps what it was called with."""

    def __init__(self, answer: object) -> None:
        self.answer, self.calls = answer, list[tuple[object, ...]]()
        self.argtypes: object = None
        self.restype: object = None

    def __call__(self, *values: object) -> object:
        self.calls.append(tuple(getattr(value, "value", value) for value in values))
        return self.answer


class Library:
    def __init__(self, **functions: Function) -> None:
        self.__dict__.update(functions)


@pytest.mark.parametrize(("answer", "hidden"), [(1, True), (0, False)])
def test_windows_is_asked_to_exclude_the_window_from_capture(answer: int, hidden: bool) -> None:
    function = Function(answer)

    assert shield.affinity_set(Library(SetWindowDisplayAffinity=function), 4711) is hidden
    assert function.calls == [(4711, 0x11)]  # WDA_EXCLUDEFROMCAPTURE of winuser.h


def test_macos_is_told_that_the_view_s_window_is_shared_with_nobody() -> None:
    send, selector = Function(99), Function(7)

    assert shield.sharing_ended(Library(objc_msgSend=send, sel_registerName=selector), 4711)
    assert selector.calls == [(b"window",), (b"setSharingType:",)]
    assert send.calls == [(4711, 7), (99, 7, 0)]


def test_a_view_in_no_window_hides_nothing() -> None:
    send = Function(0)

    assert not shield.sharing_ended(Library(objc_msgSend=send, sel_registerName=Function(7)), 4711)
    assert len(send.calls) == 1
