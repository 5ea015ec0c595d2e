"""Other ways to come in than a passphrase, and what is told right after an unlocking until somebody read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldnotes.services import access, recovery
from fieldnotes.services import session as sessions
from fieldnotes.services.access import WayIn
from fieldnotes_ui.autolock import AutoLock
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.prove import ProveDialog
from fieldnotes_ui.dialogs.recover import RecoverDialog
from fieldnotes_ui.main_window import MainWindow
from fieldnotes_ui.pages.unlock import UnlockPage
from fieldnotes_ui.preferences import Preferences
from tests.helpers.cheap_slots import cheap_floor
from tests.ui.care_helpers import NEW, WAIT_MS, pressed, type_new
from tests.ui.conftest import PASSPHRASE

__all__ = ["cheap_floor"]


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, clipboard: Clipboard, vault_path: Path) -> Iterator[MainWindow]:
    """The window as it starts: locked, with a vault to unlock."""
    desk, autolock = Desk(), AutoLock(qapp)
    made = MainWindow(desk, clipboard, autolock, Preferences(), path=vault_path)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()
    autolock.stop()
    autolock.deleteLater()


def settle(qtbot: QtBot, window: MainWindow) -> None:
    for _ in range(2):
        qtbot.wait(10)
        qtbot.waitUntil(lambda: not window._desk.busy, timeout=WAIT_MS)


def entrance(window: MainWindow) -> UnlockPage:
    page = window.page("entrance")
    assert isinstance(page, UnlockPage)
    return page


def unlock(qtbot: QtBot, window: MainWindow, passphrase: str = PASSPHRASE) -> None:
    page = entrance(window)
    page._field.line.setText(passphrase)
    pressed(page, "Unlock").click()
    settle(qtbot, window)


def with_key_file(vault: Path, key: Path) -> None:
    """Take the passphrase alone away from the vault."""
    session = sessions.unlock(vault, PASSPHRASE)
    access.new_key_file(key, vault)
    access.add_passphrase(session, PASSPHRASE, WayIn(NEW, key))
    offered = recovery.offer()
    recovery.keep(session, PASSPHRASE, offered, [offered.words[at - 1] for at in offered.asks])
    alone = next(slot for slot in access.slots(session) if slot.opens == access.MASTER and slot.type == "passphrase")
    access.remove(session, WayIn(NEW, key), alone.id)
    session.lock()


def test_a_vault_that_asks_for_a_key_file_shows_the_line_and_opens_by_it(
    qtbot: QtBot, cheap_floor: None, window: MainWindow, vault_path: Path, tmp_path: Path
) -> None:
    key = tmp_path / "study.key"
    with_key_file(vault_path, key)
    page = entrance(window)
    page.choose(vault_path)
    settle(qtbot, window)
    assert page.key_file.isVisible()

    page.key_file.show_path(key)
    unlock(qtbot, window, NEW)

    assert window._desk.is_open


def test_a_missing_key_file_is_said_and_asked_for(
    qtbot: QtBot, cheap_floor: None, window: MainWindow, vault_path: Path, tmp_path: Path
) -> None:
    with_key_file(vault_path, tmp_path / "study.key")

    unlock(qtbot, window, NEW)

    assert "key file" in entrance(window)._strip.text
    assert entrance(window).key_file.isVisible()


def test_a_recovery_code_opens_and_sets_a_new_passphrase(
    qtbot: QtBot, cheap_floor: None, window: MainWindow, vault_path: Path
) -> None:
    session = sessions.unlock(vault_path, PASSPHRASE)
    offered = recovery.offer()
    words = " ".join(offered.words)
    recovery.keep(session, PASSPHRASE, offered, [offered.words[at - 1] for at in offered.asks])
    session.lock()
    page = entrance(window)
    pressed(page, "I have a recovery code…").click()
    (dialog,) = page.findChildren(RecoverDialog)
    dialog.code.edit.setPlainText(words)
    type_new(dialog.new, NEW)

    dialog.main.click()
    qtbot.waitUntil(lambda: window._desk.is_open, timeout=WAIT_MS)
    settle(qtbot, window)

    window._desk.lock()
    sessions.unlock(vault_path, NEW).lock()


def test_a_wrong_code_is_said_and_can_be_corrected(
    qtbot: QtBot, cheap_floor: None, window: MainWindow, vault_path: Path
) -> None:
    page = entrance(window)
    page.recover()
    (dialog,) = page.findChildren(RecoverDialog)
    dialog.code.edit.setPlainText("nar " * 24)
    type_new(dialog.new, NEW)
    dialog.main.click()
    settle(qtbot, window)

    assert "word" in dialog.problem.text()
    assert dialog.main.isEnabled()
    dialog.reject()
    assert dialog.code.text() == ""


def test_a_cheap_passphrase_is_offered_to_be_made_costlier_after_unlocking(qtbot: QtBot, window: MainWindow) -> None:
    unlock(qtbot, window)
    settle(qtbot, window)
    (strip,) = window._alerts.strips()
    assert "cheaper to guess than it has to be" in strip.text

    pressed(window._alerts, "Make it costlier…").click()
    settle(qtbot, window)

    assert window._place == "care"
    page = window.page("care")
    assert page is not None
    (dialog,) = page.findChildren(ProveDialog)
    assert not window._alerts.isVisible()
    dialog.reject()


def test_a_database_that_was_put_back_is_told_until_somebody_read_it(
    qtbot: QtBot, cheap_floor: None, window: MainWindow, vault_path: Path
) -> None:
    old = (vault_path / "vault.db").read_bytes()
    session = sessions.unlock(vault_path, PASSPHRASE)
    session.vault.append_ledger("reveal", code="S-001")
    session.lock()
    for other in vault_path.glob("vault.db-*"):
        other.unlink()
    (vault_path / "vault.db").write_bytes(old)

    unlock(qtbot, window)
    settle(qtbot, window)

    strips = window._alerts.strips()
    assert any("older than the ledger" in strip.text for strip in strips)
    assert {strip.tone for strip in strips} == {"danger"}
    window._notice.hide()
    window.go("register")
    settle(qtbot, window)
    assert window._alerts.isVisible()
    for button in [one for strip in strips for one in strip.children() if hasattr(one, "click")]:
        button.click()
    assert not window._alerts.isVisible()


def test_warnings_go_with_the_vault_when_it_is_locked(qtbot: QtBot, window: MainWindow) -> None:
    unlock(qtbot, window)
    settle(qtbot, window)
    assert window._alerts.strips()

    window.lock_by_hand()

    assert not window._alerts.strips()
