"""Every page, as somebody meets it who sees no screen, uses no mouse, or has a small one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QAccessible, QWindow
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
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from fieldnotes.services import session as sessions
from fieldnotes.services.session import Session
from fieldnotes_ui.app import Program
from fieldnotes_ui.main_window import PLACES, MainWindow
from fieldnotes_ui.preferences import Preferences
from fieldnotes_ui.shots import DIALOGS
from tests.ui.conftest import CASE, PASSPHRASE

WAIT_MS = 30_000
SHARES_A_WINDOW = True
SMALLEST = (1024, 640)
MOST_STOPS = 400
LEAVES = ["sharing/approvals", "sharing/left"]
VAULT_PLACES = [*(place for place, *_ in PLACES), *LEAVES]
INTERACTIVE = (
    QAbstractButton, QLineEdit, QAbstractItemView, QComboBox, QAbstractSpinBox, QTextEdit, QPlainTextEdit,
)  # fmt: skip
NO_KIND = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane}
IN_A_GROUP = (QRadioButton, QTabBar)
"""Of these Tab comes to the chosen one, and arrows lead to the others."""
INSIDE_ANOTHER = (QAbstractSpinBox, QComboBox, QAbstractItemView, QTabBar)


@pytest.fixture(scope="module")
def program(qapp: QApplication, sample_vault: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The program on the opened sample vault: one for all of these tests, which only look."""
    path = tmp_path_factory.mktemp("looked-at") / "study.fieldnotes"
    shutil.copytree(sample_vault, path)
    made = Program(qapp, vault=path, stored=False)
    made.window.show()

    def opened() -> Session:
        session = sessions.unlock(path, PASSPHRASE)
        session.open_sealed(PASSPHRASE)
        return session

    made.desk.adopt(made.desk.on_vault_thread(opened))
    made.desk._sealed_timer.stop()
    yield made
    made.preferences = Preferences()
    made.speak()
    made.dress()
    made.close()
    made.window.deleteLater()
    made.autolock.deleteLater()


@pytest.fixture
def window(program: Program) -> Iterator[MainWindow]:
    """Its window, as small as it may be."""
    program.window._alerts.clear()
    program.window.resize(*SMALLEST)
    yield program.window
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def visit(qtbot: QtBot, window: MainWindow, place: str) -> QWidget:
    """A place with as much on it as the sample has."""
    if place == "library":
        window.visit("library", "open_record", "T-001")
    elif place == "register":
        window.visit("register", "open_entry", "S-001")
    elif place == "redact":
        window.visit("redact", "open_case", CASE)
    elif place in LEAVES:
        window.visit("sharing", "show_leaf", place.partition("/")[2])
    else:
        window.go(place)
    rest(qtbot, window)
    page = window.page(place.partition("/")[0])
    assert page is not None
    with qtbot.waitActive(window):
        window.activateWindow()
    return page


def rest(qtbot: QtBot, window: MainWindow) -> None:
    """Pages ask for more once they have been shown, and lay out what came."""
    for _ in range(3):
        qtbot.wait(20)
        qtbot.waitUntil(lambda: not window._desk.busy, timeout=WAIT_MS)
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


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
    page = visit(qtbot, window, place)
    stops = tab_round(window.windowHandle())

    passed_by = [widget for widget in reachable(page) if widget not in stops and not isinstance(widget, IN_A_GROUP)]
    assert len(stops) > 1
    assert [described(widget) for widget in passed_by] == []


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


@pytest.mark.parametrize("command", [*DIALOGS, "new_task", "new_evidence"])
def test_dialogs_name_what_they_hold_and_leave_by_escape(qtbot: QtBot, window: MainWindow, command: str) -> None:
    visit(qtbot, window, "library")
    window.run(command)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=WAIT_MS)
    rest(qtbot, window)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None

    silent = [described(widget) for widget in reachable(dialog) if not name_of(widget)]
    stops = tab_round(dialog.windowHandle())
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=WAIT_MS)
    assert silent == []
    assert stops


@pytest.mark.parametrize("place", VAULT_PLACES)
def test_everything_that_tab_comes_to_is_told_by_name_and_kind(qtbot: QtBot, window: MainWindow, place: str) -> None:
    page = visit(qtbot, window, place)

    assert not [described(widget) for widget in reachable(page) if not name_of(widget)]
    assert not [described(widget) for widget in reachable(page) if role_of(widget) in NO_KIND and not scrolls(widget)]


@pytest.mark.parametrize("place", VAULT_PLACES)
def test_where_the_keyboard_is_can_be_seen(qtbot: QtBot, window: MainWindow, place: str) -> None:
    """WCAG 2.4.7: what has the keyboard looks different from what has not."""
    page = visit(qtbot, window, place)
    unseen = []
    for widget in reachable(page):
        if not widget.visibleRegion().isEmpty():
            widget.clearFocus()
            before = widget.grab().toImage()
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            if widget.hasFocus() and widget.grab().toImage() == before and not has_caret_or_row(widget):
                unseen.append(described(widget))
    assert unseen == []


def reachable(root: QWidget) -> list[QWidget]:
    """What Tab comes to, and what stands for it."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not widget.objectName().startswith("qt_")
    ]


def scrolls(widget: QWidget) -> bool:
    """A text to scroll through by key has a name, but Qt knows no kind for it."""
    return isinstance(widget, QScrollArea)


def role_of(widget: QWidget) -> QAccessible.Role:
    found = QAccessible.queryAccessibleInterface(widget)
    return found.role() if found is not None else QAccessible.Role.NoRole


def has_caret_or_row(widget: QWidget) -> bool:
    """What shows the place of the keyboard by a blinking caret, or by a line that is drawn as the current one."""
    return isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit | QAbstractItemView | QComboBox)


def tab_round(window: QWindow) -> list[QWidget]:
    """Every stop of the Tab key in a window, once round."""
    stops: list[QWidget] = []
    for _ in range(MOST_STOPS):
        QTest.keyClick(window, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert not stops or focus is not stops[-1] or len(stops) == 1, f"caught in {described(focus)}"
        if focus in stops:
            return stops
        stops.append(focus)
    pytest.fail(f"more than {MOST_STOPS} stops")
