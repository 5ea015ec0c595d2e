"""Nobody there: the vault locks by the clock, when the desktop says so, and at once on the panic key.

The desktop is a real message bus of the test's own with a login service that the test plays.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVariant,
    QDBusVirtualObject,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from fieldnotes.i18n import tr
from fieldnotes_ui.autolock import AutoLock, State, Trigger, seconds_since_start
from fieldnotes_ui.autolock import desktop as buses
from fieldnotes_ui.autolock.desktop import Desktop
from fieldnotes_ui.autolock.triggers import NO_DESKTOP, NO_LID, NO_LOCKER, NO_LOGIN_SERVICE, locking_events

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
def no_desktop(qapp: QApplication) -> Desktop:
    nowhere = QDBusConnection("nowhere")
    return Desktop(qapp, system=nowhere, session=nowhere)


@pytest.fixture
def autolock(qapp: QApplication, clock: Clock, no_desktop: Desktop) -> Iterator[AutoLock]:
    parent = QObject()
    made = AutoLock(parent, idle_s=IDLE_S, seconds=clock, desktop=no_desktop)
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


def test_the_real_clock_goes_forward() -> None:
    first = seconds_since_start()

    assert seconds_since_start() >= first > 0


# --- the window and the keyboard ----------------------------------------------------------------------------------


def press_panic(autolock: AutoLock, kind: QEvent.Type) -> bool:
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    return autolock.eventFilter(autolock, QKeyEvent(kind, Qt.Key.Key_Escape, keys))


def test_the_panic_key_is_taken_from_every_widget_and_asks_once(qtbot: QtBot, autolock: AutoLock) -> None:
    asked: list[bool] = []
    autolock.panic.connect(lambda: asked.append(True))

    assert press_panic(autolock, QEvent.Type.ShortcutOverride)
    assert press_panic(autolock, QEvent.Type.KeyPress)

    assert asked == [True]


def test_a_key_like_the_panic_key_is_not_it(qtbot: QtBot, autolock: AutoLock) -> None:
    with qtbot.assertNotEmitted(autolock.panic):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.ShiftModifier)
        assert not autolock.eventFilter(autolock, event)


def test_a_policy_locks_what_is_minimised_whatever_was_chosen(autolock: AutoLock) -> None:
    autolock.set_on_minimise(False)
    assert "minimise" not in locking_events(autolock.watched)
    autolock.limit(None, on_minimise=True)
    assert autolock.sees(Trigger.MINIMISE)
    assert "minimise" in locking_events(autolock.watched)


@pytest.mark.parametrize("locks", [True, False])
def test_minimising_locks_where_that_was_chosen(qtbot: QtBot, autolock: AutoLock, locks: bool) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    window.installEventFilter(autolock)
    autolock.set_on_minimise(locks)
    autolock.start()
    asked: list[bool] = []
    autolock.due.connect(lambda: asked.append(True))

    window.showMinimized()

    qtbot.waitUntil(window.isMinimized, timeout=5000)
    assert bool(asked) is locks
    assert autolock.sees(Trigger.MINIMISE) is locks


# --- the desktop --------------------------------------------------------------------------------------------------


class LoginService(QDBusVirtualObject):
    """org.freedesktop.login1 and org.freedesktop.UPower as far as they are asked."""

    def __init__(self) -> None:
        super().__init__()
        self.properties: dict[str, object] = {"LidClosed": False, "PreparingForSleep": False, "LidIsPresent": True}
        self.delays: list[int] = []
        """For each delay that was granted the end of a pipe that ends when it is given up."""

    def introspect(self, path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        answer = self._answer(message.member(), message.arguments())
        if answer is None:
            return False
        reply = message.createReply()
        reply.setArguments([answer])
        return connection.send(reply)

    def _answer(self, member: str, arguments: list[object]) -> object:
        if member == "GetSession":
            return QDBusObjectPath(OUR_SESSION) if arguments == ["auto"] else None
        if member == "Inhibit":
            assert arguments[0] == "sleep"
            assert arguments[3] == "delay"
            read_end, write_end = os.pipe()
            self.delays.append(read_end)
            granted = QDBusUnixFileDescriptor(write_end)
            os.close(write_end)
            return granted
        if member == "Get" and arguments[1] in self.properties:
            return QDBusVariant(self.properties[str(arguments[1])])
        return True if member == "GetActive" else None


OUR_SESSION = "/org/freedesktop/login1/session/_37"


class Bus:
    """A message bus with nobody on it but us, as the services' side sees it."""

    def __init__(self, address: str, number: int) -> None:
        self.address = address
        self.services = QDBusConnection.connectToBus(address, f"services {number}")
        self.client = QDBusConnection.connectToBus(address, f"client {number}")
        self.login = LoginService()

    def offer(self, *services: str) -> None:
        for service in services:
            assert self.services.registerService(service)
        self.services.registerVirtualObject("/", self.login, QDBusConnection.VirtualObjectRegisterOption.SubPath)

    def tell(self, path: str, interface: str, name: str, *values: object) -> None:
        signal = QDBusMessage.createSignal(path, interface, name)
        signal.setArguments(list(values))
        assert self.services.send(signal)


@pytest.fixture
def bus(qapp: QApplication, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Bus]:
    program = shutil.which("dbus-daemon")
    assert program, "dbus-daemon is needed; it is in packaging/debian-test-packages.txt"
    running = subprocess.Popen(
        [program, "--session", "--nofork", "--nopidfile", "--print-address", f"--address=unix:path={tmp_path}/bus"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert running.stdout is not None
    with running, running.stdout:
        made = Bus(running.stdout.readline().strip(), id(request))
        yield made
        for end in made.login.delays:
            os.close(end)
        QDBusConnection.disconnectFromBus(made.services.name())
        QDBusConnection.disconnectFromBus(made.client.name())
        running.kill()


@pytest.fixture
def on_bus(qapp: QApplication, bus: Bus, clock: Clock) -> Iterator[AutoLock]:
    """An AutoLock whose two buses are the test's."""
    parent = QObject()
    made = AutoLock(parent, seconds=clock, desktop=Desktop(parent, system=bus.client, session=bus.client))
    made._timer.setInterval(TICK_MS)
    yield made
    made.stop()


LOGIN_TRIGGERS = (Trigger.SUSPEND, Trigger.LID, Trigger.SWITCH)


def test_where_a_service_answers_its_trigger_is_on(qtbot: QtBot, bus: Bus, on_bus: AutoLock) -> None:
    bus.offer(buses.LOGIN, buses.POWER, "org.gnome.ScreenSaver")

    on_bus.start()

    qtbot.waitUntil(lambda: all(on_bus.sees(trigger) for trigger in (*LOGIN_TRIGGERS, Trigger.SCREEN)), timeout=5000)


def test_where_nobody_answers_it_says_that_it_cannot_detect(qtbot: QtBot, bus: Bus, on_bus: AutoLock) -> None:
    def reasons() -> dict[Trigger, str]:
        return {one.trigger: one.reason for one in on_bus.watched if one.state is State.CANNOT_DETECT}

    expected = {Trigger.SCREEN: NO_LOCKER, **dict.fromkeys(LOGIN_TRIGGERS, NO_LOGIN_SERVICE)}
    qtbot.waitUntil(lambda: reasons() == expected, timeout=5000)


def test_without_a_bus_nothing_is_claimed_but_what_needs_none(autolock: AutoLock) -> None:
    states = {one.trigger: one for one in autolock.watched}

    assert list(states) == list(Trigger)
    assert {one.state for one in states.values() if one.reason == NO_DESKTOP} == {State.CANNOT_DETECT}
    assert [trigger for trigger, one in states.items() if one.state is State.ON] == [Trigger.IDLE]
    assert states[Trigger.LID].words() == f"Cannot detect. {tr(NO_DESKTOP)}"


def test_a_computer_without_a_lid_is_not_said_to_watch_it(qtbot: QtBot, bus: Bus, on_bus: AutoLock) -> None:
    bus.offer(buses.LOGIN, buses.POWER)
    bus.login.properties["LidIsPresent"] = False
    on_bus.start()

    qtbot.waitUntil(lambda: any(one.reason == NO_LID for one in on_bus.watched), timeout=5000)


@pytest.mark.parametrize(
    ("path", "interface", "name", "values"),
    [
        ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", (True,)),
        ("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", (True,)),
        ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", (True,)),
        (OUR_SESSION, buses.SESSION, "Lock", ()),
        (buses.LOGIN_PATH, buses.MANAGER, "PrepareForSleep", (True,)),
    ],
    ids=lambda value: str(value).rpartition("/")[2],
)
def test_what_the_desktop_says_locks(
    qtbot: QtBot, bus: Bus, on_bus: AutoLock, path: str, interface: str, name: str, values: tuple[object, ...]
) -> None:
    bus.offer(buses.LOGIN, "org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")
    on_bus.start()
    qtbot.waitUntil(lambda: on_bus.sees(Trigger.SWITCH), timeout=5000)

    with qtbot.waitSignal(on_bus.due, timeout=5000):
        bus.tell(path, interface, name, *values)


@pytest.mark.parametrize(("name", "value"), [("Active", False), ("LockedHint", True)])
def test_a_session_that_goes_to_the_background_or_is_locked_locks(
    qtbot: QtBot, bus: Bus, on_bus: AutoLock, name: str, value: bool
) -> None:
    bus.offer(buses.LOGIN)
    on_bus.start()
    qtbot.waitUntil(lambda: on_bus.sees(Trigger.SWITCH), timeout=5000)
    bus.login.properties |= {"Active": True, "LockedHint": False, name: value}

    with qtbot.waitSignal(on_bus.due, timeout=5000):
        bus.tell(OUR_SESSION, buses.PROPERTIES, "PropertiesChanged", buses.SESSION, {name: value}, ["Other"])


def test_waking_unlocking_and_other_sessions_do_not_lock(qtbot: QtBot, bus: Bus, on_bus: AutoLock) -> None:
    bus.offer(buses.LOGIN, "org.gnome.ScreenSaver")
    on_bus.start()
    qtbot.waitUntil(lambda: on_bus.sees(Trigger.SWITCH), timeout=5000)
    bus.login.properties |= {"Active": True, "LockedHint": False}

    with qtbot.assertNotEmitted(on_bus.due, wait=200):
        bus.tell(buses.LOGIN_PATH, buses.MANAGER, "PrepareForSleep", False)
        bus.tell("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", False)
        bus.tell(f"{OUR_SESSION}1", buses.SESSION, "Lock")
        bus.tell(OUR_SESSION, buses.PROPERTIES, "PropertiesChanged", buses.SESSION, {"Active": True}, ["Other"])


def test_messages_that_no_desktop_would_send_change_nothing(qtbot: QtBot, bus: Bus, on_bus: AutoLock) -> None:
    bus.offer(buses.LOGIN, "org.gnome.ScreenSaver")
    on_bus.start()
    qtbot.waitUntil(lambda: on_bus.sees(Trigger.SWITCH), timeout=5000)

    with qtbot.assertNotEmitted(on_bus.due, wait=200):
        for values in ((), ("yes",), (7, True), ([True],), ({"a": True},)):
            bus.tell("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", *values)
            bus.tell(buses.LOGIN_PATH, buses.MANAGER, "PrepareForSleep", *values)
            bus.tell(OUR_SESSION, buses.PROPERTIES, "PropertiesChanged", *values)


def test_closing_the_lid_locks_and_a_lid_that_was_closed_before_does_not(
    qtbot: QtBot, bus: Bus, on_bus: AutoLock
) -> None:
    bus.offer(buses.LOGIN)
    bus.login.properties["LidClosed"] = True
    with qtbot.assertNotEmitted(on_bus.due, wait=20 * TICK_MS):
        on_bus.start()
        qtbot.waitUntil(lambda: on_bus.sees(Trigger.LID), timeout=5000)
    bus.login.properties["LidClosed"] = False
    qtbot.waitUntil(lambda: on_bus._desktop._lid_closed is False, timeout=5000)

    with qtbot.waitSignal(on_bus.due, timeout=5000):
        bus.login.properties["LidClosed"] = True


def test_the_computer_waits_with_its_sleep_until_the_vault_is_locked(qtbot: QtBot, bus: Bus, on_bus: AutoLock) -> None:
    bus.offer(buses.LOGIN)
    on_bus.start()
    qtbot.waitUntil(lambda: on_bus._desktop._sleep_lock is not None, timeout=5000)
    (delay,) = bus.login.delays
    os.set_blocking(delay, False)
    still_held: list[bool] = []

    def locked() -> None:
        still_held.append(_is_held(delay))

    on_bus.due.connect(locked)
    bus.tell(buses.LOGIN_PATH, buses.MANAGER, "PrepareForSleep", True)

    qtbot.waitUntil(lambda: not _is_held(delay), timeout=5000)
    assert still_held == [True]


def _is_held(delay: int) -> bool:
    try:
        return os.read(delay, 1) != b""
    except BlockingIOError:
        return True
