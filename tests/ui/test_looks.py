"""Nothing is cut off or blurred: lines, levels, icons, choices and commands at the sizes that people have."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QIcon, QImage
from PySide6.QtWidgets import QListWidget, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fieldnotes.model.level import Level
from fieldnotes.model.record import Body
from fieldnotes.services.vocabulary import tag_words
from fieldnotes_ui import theme
from fieldnotes_ui.dialogs.level import LevelDialog
from fieldnotes_ui.dialogs.palette import CommandPalette
from fieldnotes_ui.widgets.editor import Editor
from fieldnotes_ui.widgets.labels import column, field, label
from fieldnotes_ui.widgets.level_combo import level_icon
from fieldnotes_ui.widgets.room import Room
from fieldnotes_ui.widgets.short_combo import ShortCombo


@pytest.mark.parametrize("width", [400, 1000, 1900])
@pytest.mark.parametrize("is_shown_first", [True, False])
def test_lines_end_where_the_text_ends_however_wide_the_window_is(
    qtbot: QtBot, width: int, is_shown_first: bool
) -> None:
    editor = Editor()
    qtbot.addWidget(editor)
    editor.resize(width, 300)
    if is_shown_first:
        editor.show()
    editor.show_body(Body.of("Gecə gəldilər, heç nə demədilər. " * 60))
    editor.show()
    assert editor.document().textWidth() == editor.viewport().width()
    editor.zoom(4)
    assert editor.document().textWidth() == editor.viewport().width()
    editor.resize(width + 333, 300)
    assert editor.document().textWidth() == editor.viewport().width()


@pytest.mark.parametrize("make", [lambda: theme.icon("lock"), lambda: level_icon(Level.SEALED)], ids=["icon", "level"])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_icons_have_the_pixels_of_the_screen(qtbot: QtBot, make: Callable[[], QIcon], scale: float) -> None:
    drawn = make().pixmap(QSize(20, 20), scale)
    assert drawn.size() == QSize(20, 20) * scale
    assert drawn.devicePixelRatio() == scale
    assert _ink(drawn.toImage()) > 0


def _ink(image: QImage) -> int:
    return sum(image.pixelColor(x, y).alpha() > 0 for x in range(image.width()) for y in range(image.height()))


def test_an_icon_follows_the_colour_of_its_tone(qtbot: QtBot) -> None:
    def seen(tone: str) -> set[str]:
        image = theme.icon("lock", tone).pixmap(QSize(40, 40), 1.0).toImage()
        points = (image.pixelColor(x, y) for x in range(40) for y in range(40))
        return {point.name() for point in points if point.alpha() == 255}

    assert theme.colour("danger").name() in seen("danger")
    assert theme.colour("ok").name() in seen("ok")
    assert theme.colour("danger").name() not in seen("ok")


def test_a_level_tells_all_that_it_means_in_a_narrow_dialog(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = LevelDialog("T-001", Level.ROLE, {Level.SEALED: ("copy", "export", "index", "list", "print")}, parent)
    dialog.show()
    row = dialog.rows[Level.SEALED]
    narrow = row.heightForWidth(260)
    assert narrow > row.heightForWidth(900)
    assert row.height() >= row.heightForWidth(row.width())
    dialog.reject()


def test_a_choice_without_room_ends_in_an_ellipsis(qtbot: QtBot) -> None:
    combo = ShortCombo()
    qtbot.addWidget(combo)
    combo.addItem("C-001 · The reporters of the valley in exile, 2018-2021")
    assert combo.shown(90).endswith("…")
    assert QFontMetrics(combo.font()).horizontalAdvance(combo.shown(90)) <= 90
    assert combo.shown(2000) == combo.currentText()
    combo.resize(120, 32)
    assert not combo.grab().isNull()


def test_a_command_is_spoken_with_its_keys_and_found_by_its_name(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    action = QAction("&New record…", parent)
    action.setShortcut("Ctrl+N")
    palette = CommandPalette([action], parent)
    palette.show()
    (listed,) = palette.findChildren(QListWidget)
    item = listed.item(0)
    assert item.text() == "New record"
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == "New record  Ctrl+N"
    assert not palette.grab().isNull()
    palette.close()


def test_a_button_beside_a_field_stands_at_the_height_of_the_field(qtbot: QtBot) -> None:
    page, line, button = QWidget(), ShortCombo(), QPushButton("…")
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    layout.addWidget(field("Source", line, "Who speaks, by register code.", beside=button))
    page.resize(400, 200)
    page.show()
    assert abs(line.geometry().center().y() - button.geometry().center().y()) <= 1
    assert line.accessibleName() == "Source"


def test_words_that_change_get_the_room_that_they_need(qtbot: QtBot) -> None:
    page, about = QWidget(), label("One.", wrap=True)
    qtbot.addWidget(page)
    inside, upper = column()
    upper.addWidget(about)
    room = Room(inside, 40)
    layout = QVBoxLayout(page)
    layout.addWidget(room)
    layout.addStretch(1)
    page.resize(300, 500)
    page.show()
    about.setText("Several facts remain that together could lead to this person. " * 4)
    for width in (300, 220):
        page.resize(width, 500)
        qtbot.waitUntil(lambda: not room.verticalScrollBar().isVisible() and room.height() > 60)
        assert about.height() >= about.heightForWidth(about.width())


@pytest.mark.parametrize(
    ("tag", "language", "words"),
    [
        ("law:535.1", "ru", "Статья 535.1"),
        ("law:535.1", "en", "Article 535.1"),
        ("sürgün", "en", "sürgün"),
        ("act:never-heard-of", "en", "act:never-heard-of"),
    ],
)
def test_a_tag_is_told_in_the_words_of_the_reader(tag: str, language: str, words: str) -> None:
    assert tag_words(tag, language) == words
