"""Real names are points, until somebody holds a button down or writes in a line; letting go hides them again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from fieldnotes.services import ledger
from fieldnotes.services.session import Session
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.pages.register import RegisterPage
from fieldnotes_ui.widgets.name_edit import NameEdit
from tests.ui.conftest import type_text

SOURCE = "S-001"
WAIT_MS = 10_000


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> RegisterPage:
    made = RegisterPage(desk, clipboard)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.open_entry(SOURCE)
    qtbot.waitUntil(lambda: bool(made.view.names.lines) and not desk.busy, timeout=WAIT_MS)
    return made


def readable(page: RegisterPage) -> list[str]:
    """Every name and contact that can be read on the screen."""
    lines = [*page.view.names.findChildren(NameEdit), *page.view.particulars.findChildren(NameEdit)]
    return [line.displayText() for line in lines if line.text() and line.displayText() == line.text()]


def revealed(qtbot: QtBot, desk: Desk, page: RegisterPage) -> int:
    def count(session: Session) -> int:
        return sum(line.event == "reveal" for line in ledger.show(session))

    answers: list[int] = []
    desk.ask(page, lambda session, _: count(session), answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=WAIT_MS)
    return answers[0]


def test_an_open_compartment_alone_puts_no_name_on_the_screen_and_notes_none(
    qtbot: QtBot, desk: Desk, page: RegisterPage
) -> None:
    names = [line.text() for line in page.view.names.lines]

    assert names
    assert readable(page) == []
    assert not any(name in label.text() for label in page.findChildren(QLabel) for name in names)
    assert revealed(qtbot, desk, page) == 0


def test_names_are_read_while_the_mouse_holds_and_hidden_as_it_lets_go(
    qtbot: QtBot, desk: Desk, page: RegisterPage
) -> None:
    hold, first = page.view.names.hold, page.view.names.lines[0].text()

    QTest.mousePress(hold, Qt.MouseButton.LeftButton)
    assert first in readable(page)
    assert page.view.head.name.text() == first
    QTest.mouseRelease(hold, Qt.MouseButton.LeftButton)

    assert readable(page) == []
    assert page.view.head.name.text() != first
    assert revealed(qtbot, desk, page) == 1


def test_a_menu_that_opens_meanwhile_hides_what_was_held(qtbot: QtBot, page: RegisterPage) -> None:
    """The menu would get the release of the mouse, and the button would never hear of it."""
    hold, first = page.view.names.hold, page.view.names.lines[0].text()
    menu = QMenu(page)
    menu.addAction("Copy")
    QTest.mousePress(hold, Qt.MouseButton.LeftButton)
    before = readable(page)

    menu.popup(page.mapToGlobal(page.rect().center()))
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is menu)
    menu.close()

    assert first in before
    assert not hold.isDown()
    assert readable(page) == []


def test_the_space_bar_holds_as_well_and_does_not_flicker_when_it_repeats(page: RegisterPage) -> None:
    hold = page.view.names.hold
    hold.setFocus()

    QTest.keyPress(hold, Qt.Key.Key_Space)
    assert readable(page)
    QTest.keyRelease(hold, Qt.Key.Key_Space)
    assert readable(page) == []


def test_what_is_held_is_hidden_when_the_window_is_left(page: RegisterPage) -> None:
    hold = page.view.names.hold
    hold.setFocus()
    QTest.keyPress(hold, Qt.Key.Key_Space)
    assert readable(page)

    QApplication.sendEvent(hold, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason))

    assert readable(page) == []


def test_what_is_held_is_gone_when_the_compartment_closes_or_the_vault_is_locked(
    qtbot: QtBot, desk: Desk, page: RegisterPage
) -> None:
    first = page.view.names.lines[0].text()
    QTest.mousePress(page.view.names.hold, Qt.MouseButton.LeftButton)
    desk.close_sealed()
    qtbot.waitUntil(lambda: not desk.busy, timeout=WAIT_MS)

    assert readable(page) == []
    assert first not in " ".join(label.text() for label in page.findChildren(QLabel))


def test_writing_in_a_line_shows_that_line_alone_and_is_noted(qtbot: QtBot, desk: Desk, page: RegisterPage) -> None:
    line = page.view.names.lines[0]
    before = line.text()
    line.setFocus()
    assert readable(page) == []

    type_text(line, "x")
    assert len(readable(page)) == 1
    QTest.keyClick(line, Qt.Key.Key_Escape)
    page.view.names.hold.setFocus()

    assert line.text() == before
    assert readable(page) == []
    assert revealed(qtbot, desk, page) == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Backspace, Qt.Key.Key_A])
def test_whoever_starts_to_write_sees_what_is_written(qtbot: QtBot, key: Qt.Key) -> None:
    line = NameEdit("Aytən", covered=True)
    qtbot.addWidget(line)

    QTest.keyClick(line, key)

    assert line.is_readable
    assert line.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData


def test_moving_about_in_a_line_shows_nothing(qtbot: QtBot) -> None:
    line = NameEdit("Aytən", covered=True)
    qtbot.addWidget(line)

    for key in (Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_Tab):
        QTest.keyClick(line, key)

    assert not line.is_readable


def test_nothing_that_is_read_out_says_a_name_that_cannot_be_seen(page: RegisterPage) -> None:
    names = [line.text() for line in page.view.names.lines]

    spoken = [widget.accessibleName() for widget in page.view.findChildren(QWidget)]

    assert not [words for words in spoken if any(name in words for name in names)]
