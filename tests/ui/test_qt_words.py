"""File dialogs and the menus of fields speak the language of the window, whatever languages Qt has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from fieldnotes import i18n, resources
from fieldnotes_ui.qt_words import _CONTEXTS, _WORDS, QtWords

NOT_SHOWN = {
    "Alt+Left", "Alt+Right", "Alt+Up", "Ctrl", "Show ", "QT_LAYOUT_DIRECTION", "Abort", "Apply", "Discard", "Help",
    "Ignore", "N&o to All", "Reset", "Retry", "Save All", "Yes to &All",
}  # fmt: skip
"""Names of keys, and buttons that no dialog of ours has."""


class Asked(QTranslator):
    """Keeps what Qt asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: set[tuple[str, str]] = set()

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        self.texts.add((context, source))
        return None  # type: ignore[return-value]

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def disguised(qapp: QApplication) -> Iterator[None]:
    """Every text of ours looks otherwise, as in a language that nobody has translated into by accident."""
    words = QtWords()
    qapp.installTranslator(words)
    i18n.set_language(resources.path("translations"), i18n.PSEUDO)
    yield
    i18n.set_language(resources.path("translations"), "en")
    qapp.removeTranslator(words)


def file_dialog(qtbot: QtBot, folder: Path, *, saves: bool = False) -> QFileDialog:
    made = QFileDialog(None, "x", str(folder))
    made.setOption(QFileDialog.Option.DontUseNativeDialog)
    if saves:
        made.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    qtbot.addWidget(made)
    made.show()
    return made


def test_everything_that_qt_asks_for_is_ours_or_never_shown(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    asked = Asked()
    qapp.installTranslator(asked)
    for saves in (False, True):
        file_dialog(qtbot, tmp_path, saves=saves).close()
    line = QLineEdit("x")
    qtbot.addWidget(line)
    line.createStandardContextMenu().deleteLater()
    qapp.removeTranslator(asked)

    ours = {source for context, source in asked.texts if context in _CONTEXTS}
    assert "&Look in:" in ours
    assert ours - _WORDS - NOT_SHOWN == set()


def test_a_file_dialog_has_no_word_left_that_is_qt_s_own(qtbot: QtBot, disguised: None, tmp_path: Path) -> None:
    made = file_dialog(qtbot, tmp_path)
    shown = [one.text() for one in made.findChildren(QLabel)] + [one.text() for one in made.findChildren(QPushButton)]
    made.close()

    assert i18n.tr("&Look in:") in shown
    assert not [text for text in shown if text in _WORDS]


def test_the_buttons_of_a_question_are_ours(qtbot: QtBot, disguised: None) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Yes)
    qtbot.addWidget(box)

    assert {one.text() for one in box.findChildren(QPushButton)} == {i18n.tr("Cancel"), i18n.tr("&Yes")}


def test_other_texts_are_left_to_qt(disguised: None) -> None:
    assert QApplication.translate("SomethingElse", "Name") == "Name"
    assert QApplication.translate("QFileDialog", "nothing that is known") == "nothing that is known"
