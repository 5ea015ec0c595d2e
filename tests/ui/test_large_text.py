"""Letters up to twice as large, in long languages, on a small laptop: nothing is cut and nothing leaves the screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from fieldnotes import i18n, resources
from fieldnotes_ui.app import Program
from fieldnotes_ui.main_window import MainWindow
from fieldnotes_ui.preferences import Preferences
from fieldnotes_ui.shots import DIALOGS
from fieldnotes_ui.widgets.elided import ElidedLabel
from fieldnotes_ui.widgets.pick_button import PickButton
from fieldnotes_ui.widgets.segments import Segments
from fieldnotes_ui.widgets.short_button import ShortButton
from fieldnotes_ui.widgets.strip import Strip
from tests.ui.test_accessibility import VAULT_PLACES, WAIT_MS, described, program, rest, visit

__all__ = ["program"]

SHARES_A_WINDOW = True
LAPTOP = (1366, 768)
BUTTON_AIR = 9
"""Pixels above and below the words of a button that may go where room is short."""
SIZES = [("ru", 100), ("az", 150), ("ru", 200), (i18n.PSEUDO, 150)]
"""The pseudo-locale is English, longer: what has room in it has room in English."""
MEASURES_LONG = "security"
"""Opening it runs the audit, for seconds: once is enough."""
COMMANDS = [*DIALOGS, "new_task", "new_evidence"]


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}-{size[1]}", scope="module")
def dressed(program: Program, request: pytest.FixtureRequest) -> Iterator[tuple[MainWindow, tuple[str, int]]]:
    """The window on a small laptop in one language and one size of text."""
    language, percent = request.param
    chosen = "en" if language == i18n.PSEUDO else language
    program.preferences = Preferences(language=chosen, text_percent=percent)
    program.speak()
    if language == i18n.PSEUDO:
        i18n.set_language(resources.path("translations"), language)
    program.dress()
    program.window.apply_preferences(program.preferences)
    program.window.resize(*LAPTOP)
    program.window._alerts.clear()
    yield program.window, request.param
    program.preferences = Preferences()
    program.speak()
    program.dress()
    program.window.apply_preferences(program.preferences)


def test_the_cases_go_where_there_is_no_room_and_come_by_key(qtbot: QtBot, program: Program) -> None:
    window = program.window
    window.resize(*LAPTOP)
    page = visit(qtbot, window, "library")
    navigator = page.listing.navigator  # type: ignore[attr-defined]
    roomy = navigator.isVisible()
    window.run("show_cases")
    taken = navigator.isVisible()
    window.run("show_cases")

    assert roomy
    assert not taken
    assert navigator.isVisible()
    assert navigator.view.hasFocus()


def test_no_page_cuts_a_word_or_leaves_the_screen(qtbot: QtBot, dressed: tuple[MainWindow, tuple[str, int]]) -> None:
    """Labels that may be shortened are of a class of their own, and say the whole in their tooltip."""
    window, size = dressed
    wrong = {}
    for place in VAULT_PLACES:
        if place != MEASURES_LONG or size == SIZES[0]:
            page = visit(qtbot, window, place)
            wrong[place] = [*cut_in(page), *cut_in(window._rail), *beyond(page)]
    least = window.minimumSizeHint()
    assert {place: words for place, words in wrong.items() if words} == {}
    assert (window.width(), window.height()) == LAPTOP
    assert least.width() <= LAPTOP[0]
    assert least.height() <= LAPTOP[1]


def test_no_dialog_cuts_a_word_or_leaves_the_screen(qtbot: QtBot, dressed: tuple[MainWindow, tuple[str, int]]) -> None:
    window, _ = dressed
    visit(qtbot, window, "library")
    room = window.screen().availableSize().expandedTo(window.size())
    wrong = {}
    for command in COMMANDS:
        window.run(command)
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=WAIT_MS)
        rest(qtbot, window)
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        wrong[command] = [*cut_in(dialog), *beyond(dialog)]
        if dialog.width() > room.width() or dialog.height() > room.height():
            wrong[command].append(f"larger than the screen: {dialog.size().toTuple()}")
        dialog.close()
        rest(qtbot, window)
    assert {command: words for command, words in wrong.items() if words} == {}


def test_a_strip_puts_its_buttons_below_its_words_where_it_is_narrow(qtbot: QtBot) -> None:
    strip = Strip("warn", "There is one copy of these testimonies, and nobody has tried to open it yet.")
    button = strip.add_button(QPushButton("Make a backup now…"))
    qtbot.addWidget(strip)
    strip.resize(900, 60)
    strip.show()
    wide = button.y() < strip._text.geometry().bottom()
    strip.resize(300, 200)

    assert wide
    qtbot.waitUntil(lambda: button.y() > strip._text.geometry().bottom())
    assert strip.minimumHeight() >= strip._text.heightForWidth(strip._text.width()) + button.height()


def test_choices_go_on_in_a_next_line_and_every_line_has_ends(qtbot: QtBot) -> None:
    choices = Segments("Audience", [("a", "The team itself"), ("b", "An editor"), ("c", "A court")], "a")
    qtbot.addWidget(choices)
    choices.resize(800, 40)
    choices.show()
    in_one = [one.property("edge") for one in choices.findChildren(QPushButton)]
    made = choices.findChildren(QPushButton)
    choices.resize(made[0].sizeHint().width() + made[1].sizeHint().width() + 1, 120)

    assert in_one == ["left", "none", "right"]
    assert [one.property("edge") for one in made] == ["left", "right", "alone"]


def test_a_button_without_room_for_its_words_says_them_in_its_tooltip(qtbot: QtBot) -> None:
    button = ShortButton("Open the record", "file-text")
    qtbot.addWidget(button)
    button.resize(400, 34)
    button.show()
    wide = (button.text(), button.toolTip())
    button.resize(60, 34)

    assert wide == (" Open the record", "")
    assert (button.text(), button.toolTip(), button.accessibleName()) == ("", "Open the record", "Open the record")
    button.resize(400, 34)
    assert button.text() == " Open the record"


def cut_in(page: QWidget) -> Iterator[str]:
    """Labels and buttons that are smaller than their words."""
    for widget in page.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, ElidedLabel | PickButton):
            continue
        if isinstance(widget, QLabel) and widget.text():
            wraps = widget.wordWrap()
            needed = QSize(0, widget.heightForWidth(widget.width())) if wraps else widget.sizeHint()
        elif isinstance(widget, QAbstractButton) and widget.text() and shows_text(widget):
            needed = widget.sizeHint() - QSize(0, BUTTON_AIR)
        else:
            continue
        if needed.width() > widget.width() + 1 or needed.height() > widget.height() + 1:
            yield f"{described(widget)}: {needed.toTuple()} in {widget.size().toTuple()}"


def shows_text(button: QAbstractButton) -> bool:
    icon_only = Qt.ToolButtonStyle.ToolButtonIconOnly
    return not (
        isinstance(button, QToolButton) and button.toolButtonStyle() is icon_only and not button.icon().isNull()
    )


def beyond(page: QWidget) -> Iterator[str]:
    """What is wider than the area that shows it: reading it would take scrolling sideways."""
    viewport = page.parentWidget()
    around = viewport.parentWidget() if viewport is not None else None
    areas = [*page.findChildren(QScrollArea), *([around] if isinstance(around, QScrollArea) else [])]
    for area in areas:
        held = area.widget()
        if area.isVisible() and held is not None and held.width() > area.viewport().width() + 1:
            yield f"{described(area)}: {held.width()} in {area.viewport().width()}"
