"""The sheet of all shortcuts says every key that a page or the window answers to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QMainWindow, QWidget

from fieldnotes_ui.dialogs.shortcuts import ShortcutSheet
from fieldnotes_ui.pages import library
from fieldnotes_ui.widgets.actions import _MENUS
from fieldnotes_ui.widgets.page_keys import PAGE_KEYS

UI = Path(library.__file__).parents[2]
MADE = re.compile(r"QShortcut\(|setShortcut\(")
QUOTED = re.compile(r'"((?:(?:Ctrl|Alt|Shift)\+)*(?:[A-Z0-9,/?]|F[0-9]{1,2}|Return|Enter|Up|Down))"')
SAME_AS = {"Ctrl+Enter": "Ctrl+Return"}
OF_THE_TEXT = {"Ctrl+Z"}
"""Keys that every text has on any computer."""


def listed() -> set[str]:
    commands = {shortcut for _, entries in _MENUS for _, _, shortcut, _ in entries}
    return commands | {key for page in PAGE_KEYS for one in page.keys for key in one.keys}


def sources() -> list[Path]:
    """Modules of pages and of what stands on them that make a shortcut."""
    found = [path for folder in ("pages", "widgets") for path in sorted((UI / folder).rglob("*.py"))]
    return [path for path in found if MADE.search(path.read_text(encoding="utf-8"))]


def test_there_are_pages_with_keys() -> None:
    assert len(sources()) > 8


@pytest.mark.parametrize("source", sources(), ids=lambda path: path.stem)
def test_every_key_that_a_page_makes_is_on_the_sheet(source: Path) -> None:
    written = set(QUOTED.findall(source.read_text(encoding="utf-8")))

    assert {SAME_AS.get(key, key) for key in written} - listed() - OF_THE_TEXT == set()


def test_keys_are_told_in_the_way_of_the_computer_with_their_words(qtbot: object) -> None:
    window = QMainWindow()
    parent = QWidget(window)
    action = QAction("&Lock", window)
    action.setShortcut(QKeySequence("Ctrl+L"))
    sheet = ShortcutSheet([action], parent)
    words = [one.text() for one in sheet.findChildren(QLabel)]

    assert words[words.index("Ctrl+L") + 1] == "Lock"
    assert words[words.index("Ctrl+R") + 1] == "Relation…"
    assert {"F5", "Alt+T", "Ctrl+Shift+W"} <= set(words)
    window.deleteLater()
