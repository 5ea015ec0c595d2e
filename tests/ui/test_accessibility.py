"""Every page, as somebody meets it who sees no screen, uses no mouse, or has a small one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from fieldnotes.services import session as sessions
from fieldnotes.services.session import Session
from fieldnotes_ui.autolock import AutoLock
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.main_window import PLACES, MainWindow
from fieldnotes_ui.preferences import Preferences
from tests.ui.conftest import CASE, PASSPHRASE

WAIT_MS = 30_000
SMALLEST = (1024, 640)
MOST_STOPS = 400
VAULT_PLACES = [place for place, *_ in PLACES]
INTERACTIVE = (
    QAbstractButton, QLineEdit, QAbstractItemView, QComboBox, QAbstractSpinBox, QTextEdit, QPlainTextEdit,
)  # fmt: skip
INSIDE_ANOTHER = (QAbstractSpinBox, QComboBox, QAbstractItemView, QTabBar)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, clipboard: Clipboard, vault_path: Path) -> Iterator[MainWindow]:
    """The window on the opened sample vault, as small as it may be."""
    desk, autolock = Desk(), AutoLock(qapp)
    made = MainWindow(desk, clipboard, autolock, Preferences(), path=vault_path)
    qtbot.addWidget(made)
    made.resize(*SMALLEST)
    with qtbot.waitActive(made):
        made.show()

    def opened() -> Session:
        session = sessions.unlock(vault_path, PASSPHRASE)
        session.open_sealed(PASSPHRASE)
        return session

    desk.adopt(desk.on_vault_thread(opened))
    yield made
    made.close()
    autolock.stop()
    autolock.deleteLater()


def visit(qtbot: QtBot, window: MainWindow, place: str) -> QWidget:
    """A place with as much on it as the sample has."""
    if place == "library":
        window.visit("library", "open_record", "T-001")
    elif place == "register":
        window.visit("register", "open_entry", "S-001")
    elif place == "redact":
        window.visit("redact", "open_case", CASE)
    else:
        window.go(place)
    qtbot.wait(250)  # pages ask for more once they have been shown
    qtbot.waitUntil(lambda: not window._desk.busy, timeout=WAIT_MS)
    page = window.page(place)
    assert page is not None
    with qtbot.waitActive(window):
        window.activateWindow()
    return page


def interactive(page: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in page.findChildren(QWidget)
        if isinstance(widget, INTERACTIVE)
        and widget.isVisible()
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget, QScrollBar | QHeaderView)
        and not isinstance(widget.parent(), INSIDE_ANOTHER)
    ]


def name_of(widget: QWidget) -> str:
    found = QAccessible.queryAccessibleInterface(widget)
    return (found.text(QAccessible.Text.Name) if found is not None else "").strip()


def described(widget: QWidget) -> str:
    parent = widget.parent()
    return f"{type(widget).__name__} {widget.objectName()} in {type(parent).__name__}"


@pytest.mark.parametrize("place", VAULT_PLACES)
def test_everything_that_can_be_used_has_a_name(qtbot: QtBot, window: MainWindow, place: str) -> None:
    page = visit(qtbot, window, place)

    assert not [described(widget) for widget in interactive(page) if not name_of(widget)]


@pytest.mark.parametrize("place", VAULT_PLACES)
def test_everything_fits_into_the_smallest_window(qtbot: QtBot, window: MainWindow, place: str) -> None:
    visit(qtbot, window, place)

    assert (window.width(), window.height()) == SMALLEST
    assert window.minimumSizeHint().width() <= SMALLEST[0]
    assert window.minimumSizeHint().height() <= SMALLEST[1]


@pytest.mark.parametrize("place", VAULT_PLACES)
def test_tab_comes_round_and_is_caught_nowhere(qtbot: QtBot, window: MainWindow, place: str) -> None:
    """WCAG 2.1.2: from anywhere on the page the key leads on, and in the end back."""
    visit(qtbot, window, place)
    stops: list[QWidget] = []
    for _ in range(MOST_STOPS):
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert not stops or focus is not stops[-1], f"caught in {described(focus)}"
        if focus in stops:
            return
        stops.append(focus)
    pytest.fail(f"more than {MOST_STOPS} stops")


@pytest.mark.parametrize("place", VAULT_PLACES)
def test_labels_show_plain_text_only(qtbot: QtBot, window: MainWindow, place: str) -> None:
    """A testimony that holds markup must show as typed: `auto` would let Qt guess."""
    page = visit(qtbot, window, place)
    labels = [label for label in page.findChildren(QLabel) if label.text()]

    assert not [label.text() for label in labels if label.textFormat() is not Qt.TextFormat.PlainText]


@pytest.mark.parametrize("place", VAULT_PLACES)
def test_no_text_widget_opens_what_a_text_names(qtbot: QtBot, window: MainWindow, place: str, tmp_path: Path) -> None:
    page = visit(qtbot, window, place)
    picture = tmp_path / "x.png"
    picture.write_bytes(b"not looked at")

    for text in page.findChildren(QTextEdit):
        assert text.loadResource(2, QUrl.fromLocalFile(str(picture))) is None
        assert not text.acceptRichText() or type(text).insertFromMimeData is not QTextEdit.insertFromMimeData


@pytest.mark.parametrize("place", VAULT_PLACES)
def test_the_page_can_be_drawn_from_right_to_left(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, place: str
) -> None:
    visit(qtbot, window, place)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        mirrored = window.grab().toImage()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    assert not mirrored.isNull()
    assert window._rail.geometry().left() == 0  # and back again


@pytest.mark.parametrize("command", ["palette", "shortcuts"])
def test_dialogs_name_what_they_hold_and_leave_by_escape(qtbot: QtBot, window: MainWindow, command: str) -> None:
    window.run(command)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None

    assert not [described(widget) for widget in interactive(dialog) if not name_of(widget)]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=WAIT_MS)
