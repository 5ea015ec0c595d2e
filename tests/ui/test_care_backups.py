"""Backups from the window: made and read back, tested as after a loss, restored elsewhere, offered before a lock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldnotes.services import backup_schedule
from fieldnotes.services import session as sessions
from fieldnotes.services.session import Session
from fieldnotes_ui.autolock import AutoLock
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.backup_make import MakeBackupDialog
from fieldnotes_ui.dialogs.backup_open import OpenBackupDialog
from fieldnotes_ui.dialogs.backup_schedule import ScheduleDialog
from fieldnotes_ui.main_window import MainWindow
from fieldnotes_ui.pages.farewell import FarewellPage
from fieldnotes_ui.preferences import Preferences
from tests.ui.care_helpers import WAIT_MS, CareTaker, pressed, shown
from tests.ui.conftest import PASSPHRASE


@pytest.fixture
def taker(qtbot: QtBot, desk: Desk, clipboard: Clipboard, tmp_path: Path) -> CareTaker:
    return CareTaker(qtbot, desk, clipboard, tmp_path)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, clipboard: Clipboard, vault_path: Path) -> Iterator[MainWindow]:
    """The window on the opened sample vault."""
    desk, autolock = Desk(), AutoLock(qapp)
    made = MainWindow(desk, clipboard, autolock, Preferences(), path=vault_path)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    desk.adopt(desk.on_vault_thread(lambda: sessions.unlock(vault_path, PASSPHRASE)))
    settle(qtbot, made)
    yield made
    desk.lock()
    made.close()
    autolock.stop()
    autolock.deleteLater()


def settle(qtbot: QtBot, window: MainWindow) -> None:
    for _ in range(2):
        qtbot.wait(10)
        qtbot.waitUntil(lambda: not window._desk.busy, timeout=WAIT_MS)


def make(taker: CareTaker) -> str:
    taker.press("Make one now…")
    dialog = taker.dialog(MakeBackupDialog)
    dialog.folder.show_path(taker.stick)
    return taker.finish(dialog)


def schedule(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    """Backups after every change, as the page would set them; the page tells the window."""

    def work(session: Session) -> None:
        backup_schedule.set_schedule(session, folder, every_days=0, keep=2)

    window._desk.ask(window, lambda session, _: work(session))
    window.go("care")
    settle(qtbot, window)


# --- the page -----------------------------------------------------------------------------------------------------


def test_a_backup_is_made_read_back_and_listed(taker: CareTaker) -> None:
    words = make(taker)

    assert "was made and read back" in words
    assert "The sealed compartment was read back too." in words
    assert "same disk" in words
    (row,) = taker.rows(taker.page.copy_card)
    assert "up to date" in row
    assert "never tested as after a loss" in row


def test_a_backup_is_tested_with_what_is_remembered(taker: CareTaker) -> None:
    make(taker)
    view = taker.care.last
    assert view is not None
    taker.page.copies.test(view)
    dialog = taker.dialog(OpenBackupDialog)
    dialog.by.edit.line.setText("yanlış söz, yanlış gün")
    dialog.by.changed.emit()
    assert "does not open" in taker.finish(dialog)
    dialog.by.edit.line.setText(PASSPHRASE)
    dialog.sealed.line.setText(PASSPHRASE)

    words = taker.finish(dialog)

    assert "This backup would save you" in words
    assert "The sealed compartment opens too" in words
    (row,) = taker.rows(taker.page.copy_card)
    assert "Tested on" in row


def test_a_backup_becomes_a_vault_at_a_new_place(taker: CareTaker, tmp_path: Path) -> None:
    make(taker)
    home = tmp_path / "ev"
    home.mkdir()
    taker.page.copies.restore(taker.care.last)
    dialog = taker.dialog(OpenBackupDialog)
    dialog.place.show_path(home)
    dialog.by.edit.line.setText(PASSPHRASE)
    dialog.by.changed.emit()

    words = taker.finish(dialog)

    assert "study-restored was made" in words
    sessions.unlock(home / "study-restored.fieldnotes", PASSPHRASE).lock()


def test_a_schedule_is_set_told_and_ended(taker: CareTaker, qtbot: QtBot) -> None:
    taker.press("Schedule…")
    dialog = taker.dialog(ScheduleDialog)
    dialog.folder.show_path(taker.stick)
    dialog.often.setCurrentIndex(dialog.often.findData(7))
    with qtbot.waitSignal(taker.page.looked, timeout=WAIT_MS) as told:
        taker.finish(dialog)

    assert told.args == [taker.care]
    assert taker.care.schedule is not None
    assert "Every 7 days" in shown(taker.page.copy_card)
    assert "None was made yet" in shown(taker.page.copy_card)

    taker.press("Schedule…")
    taker.dialog(ScheduleDialog).end.click()
    taker.settle()
    assert taker.care.schedule is None


def test_what_is_still_to_be_done_is_shown_step_by_step(taker: CareTaker) -> None:
    assert taker.page.next.isVisible()
    assert taker.page.next.at == 1
    assert pressed(taker.page.next, "Make a recovery code…").isEnabled()


def test_a_lock_takes_the_page_and_its_dialogs_with_it(taker: CareTaker) -> None:
    taker.page.copies.test()
    dialog = taker.dialog(OpenBackupDialog)
    dialog.by.edit.line.setText(PASSPHRASE)
    dialog.reject()

    assert dialog.by.edit.text() == ""


# --- before a lock ------------------------------------------------------------------------------------------------


def test_without_a_schedule_a_lock_waits_for_nothing(window: MainWindow) -> None:
    window.lock_by_hand()

    assert not window._desk.is_open


def test_a_due_backup_is_made_and_then_it_locks(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    schedule(qtbot, window, tmp_path)
    window.lock_by_hand()
    qtbot.waitUntil(lambda: isinstance(window._stack.currentWidget(), FarewellPage), timeout=WAIT_MS)
    page = window._stack.currentWidget()
    assert isinstance(page, FarewellPage)
    assert window.page("care") is None

    page.make.click()
    qtbot.waitUntil(lambda: not window._desk.is_open, timeout=WAIT_MS)

    assert list(tmp_path.glob("*.fnbackup"))
    assert window._place == "entrance"


def test_not_now_locks_without_one(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    schedule(qtbot, window, tmp_path)
    window.lock_by_hand()
    qtbot.waitUntil(lambda: window._place == "farewell", timeout=WAIT_MS)

    pressed(window, "Not now: lock").click()

    assert not window._desk.is_open
    assert not list(tmp_path.glob("*.fnbackup"))


def test_a_second_lock_does_not_ask_again(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    schedule(qtbot, window, tmp_path)
    window.lock_by_hand()
    qtbot.waitUntil(lambda: window._place == "farewell", timeout=WAIT_MS)

    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    window.lock_by_hand()

    assert not window._desk.is_open


def test_one_can_go_back_to_work_and_nothing_else_is_reached_meanwhile(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    schedule(qtbot, window, tmp_path)
    window.lock_by_hand()
    qtbot.waitUntil(lambda: window._place == "farewell", timeout=WAIT_MS)

    assert window.go("register") is None
    pressed(window, "Back to work").click()

    assert window._place == "library"
    settle(qtbot, window)


def test_a_lock_that_comes_by_itself_never_waits(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    schedule(qtbot, window, tmp_path)

    window._autolock.due.emit()

    assert not window._desk.is_open


def test_quitting_offers_it_once(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    schedule(qtbot, window, tmp_path)
    window.close()
    qtbot.waitUntil(lambda: window._place == "farewell", timeout=WAIT_MS)
    assert window.isVisible()

    pressed(window, "Not now: lock").click()

    assert not window.isVisible()
    assert not window._desk.is_open


def test_a_place_that_is_not_there_is_said_and_can_be_tried_again(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    schedule(qtbot, window, stick)
    stick.rmdir()
    window.lock_by_hand()
    qtbot.waitUntil(lambda: window._place == "farewell", timeout=WAIT_MS)
    page = window._stack.currentWidget()
    assert isinstance(page, FarewellPage)
    assert "not connected" in page.strip.text
    page.make.click()
    settle(qtbot, window)
    assert page.strip.tone == "danger"
    stick.mkdir()

    page.make.click()
    qtbot.waitUntil(lambda: not window._desk.is_open, timeout=WAIT_MS)

    assert len(list(stick.iterdir())) == 1
