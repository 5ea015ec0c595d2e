"""Languages of the window: every word of it was marked for translation, and another one needs no restart."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fieldnotes import i18n, resources
from fieldnotes_ui.app import Program
from fieldnotes_ui.main_window import PLACES, MainWindow
from fieldnotes_ui.widgets.choices import LANGUAGES, language_name
from fieldnotes_ui.widgets.word_grid import WordGrid
from tests.ui.test_window import settle, unlock, window

__all__ = ["window"]

_WORD = re.compile(r"[a-z]{3,}")


@pytest.fixture
def in_disguise() -> Iterator[None]:
    i18n.set_language(resources.path("translations"), i18n.PSEUDO)
    yield
    i18n.set_language(resources.path("translations"), "en")


def shown(widget: QWidget) -> list[str]:
    """Every text that a widget itself shows."""
    if isinstance(widget.parent(), WordGrid):
        return []  # the words of a fingerprint are the same in every language
    if isinstance(widget, QLabel):
        return [widget.text()]
    if isinstance(widget, QAbstractButton):
        return [widget.text(), widget.accessibleName()]
    if isinstance(widget, QComboBox):
        return [widget.itemText(at) for at in range(widget.count())]
    if isinstance(widget, QLineEdit):
        return [widget.placeholderText()]
    return []


@pytest.mark.usefixtures("in_disguise")
def test_every_word_of_every_place_was_marked(qtbot: QtBot, window: MainWindow) -> None:
    desk = unlock(window)
    plain: set[tuple[str, str]] = set()
    for place, *_ in PLACES:
        page = window.go(place)
        settle(qtbot, desk)
        assert page is not None
        for widget in page.findChildren(QWidget):
            plain |= {(place, text) for text in shown(widget) if _WORD.search(text) and "⟦" not in text}
    written = " ".join(path.read_text(encoding="utf-8") for path in resources.path("sample").rglob("*.*"))
    assert not {(place, text) for place, text in plain if not is_content(text, written)}


def is_content(text: str, written: str) -> bool:
    """Words of the sample project, the vault's name, names of languages, and Qt's own arrows beside a row of tabs."""
    bare = text.strip("… \u2068\u2069").split("\u2069 · \u2068")[-1]
    languages = set(i18n.LANGUAGES.values()) | {f"{language_name(code)} ({code})" for code in LANGUAGES}
    return bare in written or text in languages | {"study", "Scroll Left", "Scroll Right"}


def test_another_language_needs_no_restart(qtbot: QtBot, qapp: QApplication) -> None:
    program = Program(qapp, stored=False)
    program.window.show()
    program.window.go("settings")
    try:
        i18n.set_language(resources.path("translations"), i18n.PSEUDO)
        program.window.apply_preferences(program.preferences)
        assert all(action.text().startswith("⟦") for action in program.window._actions.all)
        page = program.window.page("settings")
        assert page is not None
        assert [label.text() for label in page.findChildren(QLabel) if label.text().startswith("⟦Šéttíñģš")]
    finally:
        i18n.set_language(resources.path("translations"), "en")
        program.close()
        program.window.deleteLater()
