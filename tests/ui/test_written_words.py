"""Dialogs that hold written words ask once before they throw them away; those that hold none just go."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from fieldnotes_ui.dialogs.save_search import SaveSearchDialog
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.dialogs.travel_note import WriteOnlyDialog
from tests.ui.conftest import type_text

WORDS = "Qardaşı dünən soruşdular"


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def opened(qtbot: QtBot, parent: QWidget, *inside: QWidget) -> Sheet:
    sheet = Sheet("Başlıq", "Yaz", parent)
    for widget in inside:
        sheet.inside.addWidget(widget)
    with qtbot.waitExposed(sheet):
        sheet.open()
    return sheet


@pytest.mark.parametrize("kind", [QPlainTextEdit, QTextEdit, QLineEdit])
def test_escape_asks_once_where_words_were_typed(qtbot: QtBot, parent: QWidget, kind: type[QWidget]) -> None:
    field = kind()
    sheet = opened(qtbot, parent, field)
    type_text(field, WORDS)

    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    assert "not stored yet" in sheet.problem.text()
    with qtbot.waitSignal(sheet.rejected):
        QTest.keyClick(sheet, Qt.Key.Key_Escape)


def test_cancel_and_the_cross_of_the_window_ask_as_well(qtbot: QtBot, parent: QWidget) -> None:
    field = QPlainTextEdit()
    sheet = opened(qtbot, parent, field)
    type_text(field, WORDS)

    sheet.close()
    assert sheet.isVisible()
    with qtbot.waitSignal(sheet.rejected):
        sheet.out.click()


def test_asking_does_not_wake_a_button_that_waits_for_the_vault(qtbot: QtBot, parent: QWidget) -> None:
    field = QPlainTextEdit()
    sheet = opened(qtbot, parent, field)
    type_text(field, WORDS)
    sheet.main.setEnabled(False)

    sheet.reject()

    assert not sheet.main.isEnabled()
    sheet.done(0)


def test_a_passphrase_and_a_choice_are_no_written_words(qtbot: QtBot, parent: QWidget) -> None:
    secret, choice = QLineEdit(), QComboBox()
    secret.setEchoMode(QLineEdit.EchoMode.Password)
    choice.setEditable(True)
    sheet = opened(qtbot, parent, secret, choice)
    line = choice.lineEdit()
    assert line is not None
    type_text(secret, WORDS)
    type_text(line, WORDS)

    with qtbot.waitSignal(sheet.rejected):
        sheet.reject()


@pytest.mark.parametrize("typed", ["", "   ", "C-001", "iki söz"])
def test_a_name_or_nothing_goes_without_a_question(qtbot: QtBot, parent: QWidget, typed: str) -> None:
    sheet = SaveSearchDialog("level:INTERNAL", parent)
    sheet.open()
    if typed:
        type_text(sheet.name, typed)

    with qtbot.waitSignal(sheet.rejected):
        sheet.reject()


def test_words_that_were_there_before_are_not_asked_about(qtbot: QtBot, parent: QWidget) -> None:
    text, line = QPlainTextEdit(WORDS), QLineEdit(WORDS)
    sheet = opened(qtbot, parent, text, line)

    with qtbot.waitSignal(sheet.rejected):
        sheet.reject()


def test_words_kept_nowhere_else_are_asked_about_in_their_own_words(qtbot: QtBot, parent: QWidget) -> None:
    sheet = WriteOnlyDialog(parent)
    sheet.open()
    type_text(sheet.text, WORDS)
    thrown: list[bool] = []
    sheet.discarded.connect(lambda: thrown.append(True))

    sheet.reject()
    assert "nowhere else" in sheet.problem.text()
    assert not thrown
    sheet.reject()
    assert thrown == [True]
