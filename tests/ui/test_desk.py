"""The desk: nothing typed is lost at a lock, nothing of the vault is left after it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fieldnotes.errors import DiskFull, FieldNotesError, VaultInUse, VaultLocked, WrongPassphrase, WrongSealedPassphrase
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Draft, Kind
from fieldnotes.progress import Watch
from fieldnotes.services import find, register, write
from fieldnotes.services import session as sessions
from fieldnotes.services.session import Session
from fieldnotes_ui.desk import SEALED_AWAY_MS, Desk
from tests.ui.conftest import CASE, PASSPHRASE

WAIT_MS = 20_000
TYPED = "Qapını döydülər — в шесть утра 😶‍🌫️"


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def draft(text: str = TYPED) -> Draft:
    return Draft("", "", CASE, Kind.NOTE, Level.INTERNAL, "Səhər", Body.of(text), cursor=7)


def keep_draft(session: Session, watch: Watch) -> Changes:
    return write.autosave(session, draft())


def drafts_in(desk: Desk, path: Path) -> list[Draft]:
    """The drafts of a locked vault."""

    def read() -> list[Draft]:
        session = sessions.unlock(path, PASSPHRASE)
        try:
            return write.drafts(session)
        finally:
            session.lock()

    return desk.on_vault_thread(read)


# --- unlocking ----------------------------------------------------------------------------------------------------


def test_the_right_passphrase_opens_with_names_still_sealed(
    qtbot: QtBot, shut_desk: Desk, page: QWidget, vault_path: Path
) -> None:
    errors: list[FieldNotesError] = []
    with qtbot.waitSignal(shut_desk.unlocked, timeout=WAIT_MS):
        shut_desk.unlock(page, vault_path, PASSPHRASE, errors.append)

    assert shut_desk.is_open
    assert not shut_desk.sealed_open
    assert not errors


def test_a_wrong_passphrase_opens_nothing(qtbot: QtBot, shut_desk: Desk, page: QWidget, vault_path: Path) -> None:
    errors: list[FieldNotesError] = []
    shut_desk.unlock(page, vault_path, PASSPHRASE + "!", errors.append)

    qtbot.waitUntil(lambda: bool(errors), timeout=WAIT_MS)

    assert isinstance(errors[0], WrongPassphrase)
    assert not shut_desk.is_open


def test_a_second_window_is_told_that_the_vault_is_open(
    qtbot: QtBot, desk: Desk, shut_desk: Desk, page: QWidget, vault_path: Path
) -> None:
    errors: list[FieldNotesError] = []
    shut_desk.unlock(page, vault_path, PASSPHRASE, errors.append)

    qtbot.waitUntil(lambda: bool(errors), timeout=WAIT_MS)

    assert isinstance(errors[0], VaultInUse)


# --- locking ------------------------------------------------------------------------------------------------------


def test_after_a_lock_the_session_is_dead_and_nothing_can_be_asked(qtbot: QtBot, desk: Desk, page: QWidget) -> None:
    session = desk._session
    assert session is not None

    with qtbot.waitSignals([desk.closing, desk.locked], order="strict", timeout=WAIT_MS):
        desk.lock()

    assert session.locked
    assert not desk.is_open
    assert not desk.sealed_open
    assert desk.path is None
    with pytest.raises(VaultLocked):
        desk.ask(page, lambda session, watch: find.cases(session))


def test_what_was_typed_is_kept_when_the_lock_comes(desk: Desk, page: QWidget, vault_path: Path) -> None:
    desk.closing.connect(lambda: desk.keep(page, keep_draft))

    desk.lock()

    (kept,) = drafts_in(desk, vault_path)
    assert (kept.body.text, kept.cursor, kept.title) == (TYPED, 7, "Səhər")


def test_typing_handed_over_before_the_lock_is_not_cancelled_with_other_work(
    desk: Desk, page: QWidget, vault_path: Path
) -> None:
    started, gate = threading.Event(), threading.Event()

    def slow(session: Session, watch: Watch) -> None:
        started.set()
        while not gate.wait(0.001):
            watch.check()

    desk.ask(page, slow)
    desk.keep(page, keep_draft)
    assert started.wait(WAIT_MS / 1000)

    desk.lock()

    assert [kept.body.text for kept in drafts_in(desk, vault_path)] == [TYPED]


def test_a_draft_that_could_not_be_written_at_the_lock_is_told(qtbot: QtBot, desk: Desk, page: QWidget) -> None:
    def full(session: Session, watch: Watch) -> Changes:
        raise DiskFull(place="vault")

    desk.closing.connect(lambda: desk.keep(page, full))

    with qtbot.waitSignal(desk.failed, timeout=WAIT_MS) as told:
        desk.lock()

    assert told.args is not None
    assert isinstance(told.args[0], DiskFull)


def test_an_answer_that_comes_after_the_lock_is_dropped(qtbot: QtBot, desk: Desk, page: QWidget) -> None:
    heard: list[object] = []
    started = threading.Event()

    def slow(session: Session, watch: Watch) -> str:
        started.set()
        while True:
            watch.check()

    desk.ask(page, slow, heard.append, failed=heard.append)
    assert started.wait(WAIT_MS / 1000)
    desk.lock()
    qtbot.waitUntil(lambda: not desk.busy, timeout=WAIT_MS)

    assert heard == []


def test_a_locked_vault_can_be_opened_again(qtbot: QtBot, desk: Desk, page: QWidget, vault_path: Path) -> None:
    desk.lock()

    with qtbot.waitSignal(desk.unlocked, timeout=WAIT_MS):
        desk.unlock(page, vault_path, PASSPHRASE, lambda error: None)

    assert desk.is_open


def test_locking_twice_is_locking_once(qtbot: QtBot, desk: Desk) -> None:
    desk.lock()

    with qtbot.assertNotEmitted(desk.locked):
        desk.lock()


# --- the sealed compartment ---------------------------------------------------------------------------------------


def test_names_are_readable_only_between_opening_and_closing(
    qtbot: QtBot, sealed_closed_desk: Desk, page: QWidget
) -> None:
    desk = sealed_closed_desk

    def readable() -> bool:
        session = desk._session
        assert session is not None
        return desk.on_vault_thread(lambda: all(entry.identity for entry in register.entries(session)))

    assert not readable()
    with qtbot.waitSignal(desk.sealed_changed, timeout=WAIT_MS):
        desk.open_sealed(page, PASSPHRASE, lambda: None, lambda error: None)
    assert readable()
    with qtbot.waitSignal(desk.sealed_changed, timeout=WAIT_MS):
        desk.close_sealed()
    assert not readable()


def test_a_wrong_passphrase_leaves_names_sealed(qtbot: QtBot, sealed_closed_desk: Desk, page: QWidget) -> None:
    errors: list[FieldNotesError] = []
    sealed_closed_desk.open_sealed(page, "başqa söz, başqa gün", lambda: None, errors.append)

    qtbot.waitUntil(lambda: bool(errors), timeout=WAIT_MS)

    assert isinstance(errors[0], WrongSealedPassphrase)
    assert not sealed_closed_desk.sealed_open


def test_names_are_sealed_again_when_nobody_touches_anything(qtbot: QtBot, desk: Desk) -> None:
    assert desk.sealed_open
    qtbot.waitUntil(lambda: not desk.busy, timeout=WAIT_MS)  # what the policy allows is asked for at the unlock

    with qtbot.waitSignal(desk.sealed_changed, timeout=WAIT_MS, check_params_cb=lambda is_open: not is_open):
        desk._sealed_timer.start(1)


def test_a_touch_begins_the_two_minutes_again(qtbot: QtBot, desk: Desk) -> None:
    desk._sealed_timer.setTimerType(Qt.TimerType.PreciseTimer)  # the usual one rounds to seconds
    desk.touched()
    whole = desk._sealed_timer.remainingTime()
    qtbot.waitUntil(lambda: desk._sealed_timer.remainingTime() < whole - 50, timeout=WAIT_MS)
    worn = desk._sealed_timer.remainingTime()

    desk.touched()

    assert desk._sealed_timer.remainingTime() > worn


# --- news ---------------------------------------------------------------------------------------------------------


def test_a_write_is_announced_to_every_page_once(qtbot: QtBot, desk: Desk, page: QWidget) -> None:
    told: list[Changes] = []
    desk.changed.connect(told.append)
    done: list[Changes] = []

    desk.ask(page, keep_draft, done.append)
    qtbot.waitUntil(lambda: not desk.busy, timeout=WAIT_MS)

    assert len(told) == len(done) == 1
    assert told[0].drafts


def test_an_error_nobody_takes_goes_to_the_window(qtbot: QtBot, desk: Desk, page: QWidget) -> None:
    with qtbot.waitSignal(desk.failed, timeout=WAIT_MS) as told:
        desk.ask(page, lambda session, watch: find.record(session, "T-999"))

    assert told.args is not None
    assert isinstance(told.args[0], FieldNotesError)


def test_work_without_a_vault_needs_none(qtbot: QtBot, shut_desk: Desk, page: QWidget) -> None:
    answers: list[int] = []
    work: Callable[[Watch], int] = lambda watch: 7  # noqa: E731 - typed for the checker
    shut_desk.free(page, work, answers.append)

    qtbot.waitUntil(lambda: answers == [7], timeout=WAIT_MS)


def test_the_compartment_closes_after_a_minute_behind_another_program(desk: Desk, qtbot: QtBot) -> None:
    away, active = Qt.ApplicationState.ApplicationInactive, Qt.ApplicationState.ApplicationActive
    assert SEALED_AWAY_MS == 60_000
    desk.on_application_state(away)
    assert desk._away_timer.isActive()
    desk.on_application_state(active)
    assert not desk._away_timer.isActive()
    assert desk.sealed_open
    desk._away_timer.setInterval(10)
    desk.on_application_state(away)
    qtbot.waitUntil(lambda: not desk.sealed_open, timeout=5_000)
    assert not desk._away_timer.isActive()
    desk.on_application_state(away)
    assert not desk._away_timer.isActive()  # nothing is open that could close
