"""Nobody there: the vault locks by the clock, sleep included, and a key pressed too late does not save it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldnotes_ui.autolock import AutoLock, seconds_since_start

IDLE_S = 300
TICK_MS = 5


class Clock:
    """Seconds since the machine started, moved by the test."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def autolock(qapp: QApplication, clock: Clock) -> Iterator[AutoLock]:
    parent = QObject()
    made = AutoLock(parent, idle_s=IDLE_S, seconds=clock)
    made._timer.setInterval(TICK_MS)
    yield made
    made.stop()


def press_key(autolock: AutoLock) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    assert not autolock.eventFilter(autolock, event)


def test_a_lock_is_due_when_the_idle_time_is_over(qtbot: QtBot, autolock: AutoLock, clock: Clock) -> None:
    autolock.start()

    with qtbot.waitSignal(autolock.due, timeout=5000):
        clock.now += IDLE_S


def test_the_seconds_left_are_told(qtbot: QtBot, autolock: AutoLock, clock: Clock) -> None:
    autolock.start()
    clock.now += IDLE_S - 23

    with qtbot.waitSignal(autolock.left, timeout=5000, check_params_cb=lambda left: left == 23):
        pass


def test_a_key_begins_the_idle_time_again(qtbot: QtBot, autolock: AutoLock, clock: Clock) -> None:
    autolock.start()
    clock.now += IDLE_S - 1
    with qtbot.waitSignal(autolock.active, timeout=5000):
        press_key(autolock)
    clock.now += IDLE_S - 1

    with qtbot.assertNotEmitted(autolock.due), qtbot.waitSignal(autolock.left, timeout=5000):
        pass


def test_the_key_that_wakes_the_machine_comes_too_late(qtbot: QtBot, autolock: AutoLock, clock: Clock) -> None:
    autolock._timer.setInterval(3_600_000)  # as if no tick came: the machine slept
    autolock.start()
    clock.now += 8 * 3600

    with qtbot.assertNotEmitted(autolock.active), qtbot.waitSignal(autolock.due, timeout=5000):
        press_key(autolock)


def test_nothing_is_due_while_the_vault_is_locked_already(qtbot: QtBot, autolock: AutoLock, clock: Clock) -> None:
    autolock.start()
    autolock.stop()
    clock.now += 10 * IDLE_S

    with qtbot.assertNotEmitted(autolock.due, wait=10 * TICK_MS):
        press_key(autolock)


def test_the_desktops_news_of_sleep_locks_and_that_of_waking_does_not(qtbot: QtBot, autolock: AutoLock) -> None:
    with qtbot.waitSignal(autolock.due, timeout=5000):
        autolock.on_desktop_signal(True)
    with qtbot.assertNotEmitted(autolock.due):
        autolock.on_desktop_signal(False)


def test_the_real_clock_goes_forward() -> None:
    first = seconds_since_start()

    assert seconds_since_start() >= first > 0
