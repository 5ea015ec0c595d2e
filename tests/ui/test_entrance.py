"""The first pages: unlocking and making a vault, with letters that no keyboard test can press."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.pages.unlock import UnlockPage
from tests.ui.conftest import PASSPHRASE, type_text

WAIT_MS = 30_000


@pytest.fixture
def unlock_page(qtbot: QtBot, shut_desk: Desk, clipboard: Clipboard, vault_path: Path) -> UnlockPage:
    page = UnlockPage(shut_desk, clipboard, path=vault_path)
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def settings_folder(tmp_path: Path) -> Iterator[Path]:
    """Where Qt would write its own settings. A folder that can be looked into, instead of nowhere."""
    folder = tmp_path / "settings"
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folder))
    yield folder
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


def named(page: QWidget, name: str) -> QLineEdit:
    (found,) = [line for line in page.findChildren(QLineEdit) if line.accessibleName() == name]
    return found


def pressed(page: QWidget, name: str) -> QPushButton:
    (found,) = [button for button in page.findChildren(QPushButton) if button.accessibleName() == name]
    return found


def words_on(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


# --- unlocking ----------------------------------------------------------------------------------------------------


def test_enter_in_the_field_unlocks(qtbot: QtBot, shut_desk: Desk, unlock_page: UnlockPage) -> None:
    field = named(unlock_page, "Passphrase")
    type_text(field, PASSPHRASE)

    with qtbot.waitSignal(shut_desk.unlocked, timeout=WAIT_MS):
        QTest.keyClick(field, Qt.Key.Key_Return)

    assert shut_desk.is_open


def test_the_field_is_empty_as_soon_as_the_passphrase_was_given(
    qtbot: QtBot, shut_desk: Desk, unlock_page: UnlockPage
) -> None:
    field = named(unlock_page, "Passphrase")
    type_text(field, PASSPHRASE)

    with qtbot.waitSignal(shut_desk.unlocked, timeout=WAIT_MS):
        QTest.mouseClick(pressed(unlock_page, "Unlock"), Qt.MouseButton.LeftButton)
        assert field.text() == ""


def test_a_wrong_passphrase_is_said_with_advice_and_the_field_is_ready_again(
    qtbot: QtBot, shut_desk: Desk, unlock_page: UnlockPage
) -> None:
    field = named(unlock_page, "Passphrase")
    type_text(field, "yanlış söz, yanlış gün")
    QTest.keyClick(field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "does not open this vault" in words_on(unlock_page), timeout=WAIT_MS)

    assert "Caps Lock" in words_on(unlock_page)
    assert field.isEnabled()
    assert not shut_desk.is_open


def test_a_second_wrong_try_makes_a_pause_that_is_counted_down(qtbot: QtBot, unlock_page: UnlockPage) -> None:
    unlock_page._wait.setInterval(3_600_000)  # the count stands still until it was looked at
    field = named(unlock_page, "Passphrase")
    for _ in range(2):
        qtbot.waitUntil(field.isEnabled, timeout=WAIT_MS)
        type_text(field, "yanlış söz, yanlış gün")
        QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Next try in" in words_on(unlock_page), timeout=WAIT_MS)
    assert not pressed(unlock_page, "Unlock").isEnabled()

    unlock_page._wait.setInterval(1)
    qtbot.waitUntil(pressed(unlock_page, "Unlock").isEnabled, timeout=WAIT_MS)

    assert not unlock_page._wait.isActive()
    assert "Next try in" not in words_on(unlock_page)


def test_the_passphrase_is_hidden_until_somebody_asks_to_see_it(unlock_page: UnlockPage) -> None:
    field = named(unlock_page, "Passphrase")
    assert field.echoMode() is QLineEdit.EchoMode.Password
    (reveal,) = field.actions()

    reveal.trigger()
    assert field.echoMode() is QLineEdit.EchoMode.Normal

    unlock_page._field.take()
    assert field.echoMode() is QLineEdit.EchoMode.Password


def test_after_a_lock_the_page_says_what_locking_did(
    qtbot: QtBot, shut_desk: Desk, clipboard: Clipboard, vault_path: Path
) -> None:
    page = UnlockPage(shut_desk, clipboard, path=vault_path, was_locked=True)
    qtbot.addWidget(page)
    page.show()

    assert page._strip.isVisibleTo(page)
    assert "keys are gone" in words_on(page)


def test_without_a_vault_there_is_nothing_to_unlock(qtbot: QtBot, shut_desk: Desk, clipboard: Clipboard) -> None:
    page = UnlockPage(shut_desk, clipboard)
    qtbot.addWidget(page)

    assert not pressed(page, "Unlock").isEnabled()


def test_a_folder_that_is_no_vault_is_refused_in_words(
    qtbot: QtBot, shut_desk: Desk, unlock_page: UnlockPage, tmp_path: Path
) -> None:
    (tmp_path / "photos.fieldnotes").mkdir()
    unlock_page.choose(tmp_path / "photos.fieldnotes")
    type_text(named(unlock_page, "Passphrase"), PASSPHRASE)
    QTest.mouseClick(pressed(unlock_page, "Unlock"), Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: "is not a FieldNotes vault" in words_on(unlock_page), timeout=WAIT_MS)


# --- traces -------------------------------------------------------------------------------------------------------


def test_a_file_dialog_leaves_no_history_once_it_is_gone(
    qtbot: QtBot, unlock_page: UnlockPage, tmp_path: Path, settings_folder: Path
) -> None:
    """Qt writes the history in the dialog's destructor, after `finished`: the clearing must come later still."""
    unlock_page._ask_for_vault()
    (dialog,) = unlock_page.findChildren(QFileDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.done(QFileDialog.DialogCode.Accepted)
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog), timeout=WAIT_MS)

    QSettings(QSettings.Scope.UserScope, "QtProject").sync()
    assert not [file for file in settings_folder.rglob("*") if file.is_file() and b"file:" in file.read_bytes()]
