"""What the desktop tells on D-Bus: the screen is locked, the machine goes to sleep, the lid closes, users switch.

Interfaces: org.freedesktop.login1(5) for sleep, lid and session; the screen savers' `ActiveChanged`, which desktops
offer under several names. What does not answer is "cannot detect". No call waits: the bus may be slow or hang.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from fieldnotes_ui.autolock.triggers import (
    NO_DESKTOP,
    NO_LID,
    NO_LOCKER,
    NO_LOGIN_SERVICE,
    NOT_ASKED,
    State,
    Trigger,
    Watched,
)

try:
    from PySide6.QtDBus import (
        QDBusConnection,
        QDBusMessage,
        QDBusObjectPath,
        QDBusPendingCallWatcher,
        QDBusUnixFileDescriptor,
        QDBusVariant,
    )
except ImportError:  # Windows and macOS
    HAS_BUS = False
else:
    HAS_BUS = True

LOGIN, LOGIN_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
MANAGER, SESSION = f"{LOGIN}.Manager", f"{LOGIN}.Session"
POWER, POWER_PATH = "org.freedesktop.UPower", "/org/freedesktop/UPower"
PROPERTIES = "org.freedesktop.DBus.Properties"
SAVERS = {
    "org.freedesktop.ScreenSaver": "/org/freedesktop/ScreenSaver",
    "org.gnome.ScreenSaver": "/org/gnome/ScreenSaver",
    "org.cinnamon.ScreenSaver": "/org/cinnamon/ScreenSaver",
    "org.mate.ScreenSaver": "/org/mate/ScreenSaver",
    "org.xfce.ScreenSaver": "/org/xfce/ScreenSaver",
}
_TOLD_BY_DESKTOP = (Trigger.SCREEN, Trigger.SUSPEND, Trigger.LID, Trigger.SWITCH)

Answered = Callable[[list[Any]], None]
Refused = Callable[[], None]


class Desktop(QObject):
    """`happened` names a trigger. `known` says that `watched` may read otherwise now.

    While it `hold`s the sleep, the login service waits with it until `let_sleep`, some seconds at the most.
    """

    happened = Signal(object)
    known = Signal()

    def __init__(
        self,
        parent: QObject,
        *,
        system: QDBusConnection | None = None,
        session: QDBusConnection | None = None,
    ) -> None:
        """The two buses of this user unless others are given; on other systems there is none to listen to."""
        super().__init__(parent)
        self._states = {trigger: Watched(trigger, State.CANNOT_DETECT, NO_DESKTOP) for trigger in _TOLD_BY_DESKTOP}
        self._session_path = ""
        self._lid_closed: bool | None = None
        self._has_lid = True
        self._sleep_lock: QDBusUnixFileDescriptor | None = None
        self._holds = False
        self._calls: set[QObject] = set()
        self._system = self._session = None
        if HAS_BUS and sys.platform == "linux":
            self._system = _connected(system or QDBusConnection.systemBus())
            self._session = _connected(session or QDBusConnection.sessionBus())
        self._listen()

    @property
    def watched(self) -> tuple[Watched, ...]:
        return tuple(self._states.values())

    def ask(self) -> None:
        """Find out again who answers: a screen lock may have come up after this program."""
        for service, path in SAVERS.items():
            self._call(self._session, service, path, service, "GetActive", (), lambda _: self._on(Trigger.SCREEN))
        self._call(self._system, LOGIN, LOGIN_PATH, MANAGER, "GetSession", ("auto",), self._on_session)
        self._get(POWER, POWER_PATH, POWER, "LidIsPresent", self._on_lid_present)
        self._get(LOGIN, LOGIN_PATH, MANAGER, "PreparingForSleep", lambda _: self._on(Trigger.SUSPEND))
        self.look_at_lid()

    def look_at_lid(self) -> None:
        """Ask whether the lid is closed: the login service does not tell of its own accord."""
        self._get(LOGIN, LOGIN_PATH, MANAGER, "LidClosed", self._on_lid)

    def hold(self) -> None:
        """Have the login service tell of a sleep some time before it begins."""
        self._holds = True
        self._call(
            *(self._system, LOGIN, LOGIN_PATH, MANAGER, "Inhibit"),
            *(("sleep", "FieldNotes", "to lock before the computer sleeps", "delay"), self._on_inhibited),
        )

    def let_sleep(self) -> None:
        self._holds = False
        self._sleep_lock = None  # closing its descriptor is what releases it

    # --- what is heard ----------------------------------------------------------------------------------------------

    # The slots take whole messages: Qt ends the process where a value is not of the type that a slot declares.

    @Slot("QDBusMessage")
    def on_screen(self, message: QDBusMessage) -> None:
        if message.arguments() == [True]:
            self.happened.emit(Trigger.SCREEN)

    @Slot()
    def on_lock(self) -> None:
        self.happened.emit(Trigger.SCREEN)

    @Slot("QDBusMessage")
    def on_sleep(self, message: QDBusMessage) -> None:
        """Locked as soon as the signal is handled; only then may the machine go on."""
        if message.arguments() == [True]:
            self.happened.emit(Trigger.SUSPEND)
            self.let_sleep()

    @Slot()
    def on_session(self) -> None:
        """A property of our session changed: which one is asked for."""
        self._get(LOGIN, self._session_path, SESSION, "Active", self._on_active)
        self._get(LOGIN, self._session_path, SESSION, "LockedHint", self._on_locked_hint)

    def _on_active(self, is_active: object) -> None:
        if is_active is False:
            self.happened.emit(Trigger.SWITCH)

    def _on_locked_hint(self, is_locked: object) -> None:
        if is_locked is True:
            self.happened.emit(Trigger.SCREEN)

    def _on_lid_present(self, is_present: object) -> None:
        self._has_lid = is_present is not False
        if not self._has_lid:
            self._say(Watched(Trigger.LID, State.CANNOT_DETECT, NO_LID))

    def _on_lid(self, is_closed: object) -> None:
        if not isinstance(is_closed, bool):
            return
        if self._has_lid:
            self._on(Trigger.LID)
        if is_closed and self._lid_closed is False:
            self.happened.emit(Trigger.LID)
        self._lid_closed = is_closed

    def _on_session(self, found: list[Any]) -> None:
        path = found[0].path() if found and isinstance(found[0], QDBusObjectPath) else ""
        if not path or self._system is None:
            return
        if path != self._session_path:
            self._session_path = path
            self._connect(self._system, LOGIN, path, SESSION, "Lock", "on_lock()")
            self._connect(self._system, LOGIN, path, PROPERTIES, "PropertiesChanged", "on_session()")
        self._on(Trigger.SWITCH)

    def _on_inhibited(self, found: list[Any]) -> None:
        if self._holds and found and isinstance(found[0], QDBusUnixFileDescriptor):
            self._sleep_lock = found[0]

    # --- the buses --------------------------------------------------------------------------------------------------

    def _listen(self) -> None:
        if self._session is not None:
            self._say(Watched(Trigger.SCREEN, State.CANNOT_DETECT, NO_LOCKER))
            for service in SAVERS:
                self._connect(self._session, service, "", service, "ActiveChanged", "on_screen(QDBusMessage)")
        if self._system is not None:
            for trigger in (Trigger.SUSPEND, Trigger.LID, Trigger.SWITCH):
                self._say(Watched(trigger, State.CANNOT_DETECT, NOT_ASKED))
            self._connect(self._system, LOGIN, LOGIN_PATH, MANAGER, "PrepareForSleep", "on_sleep(QDBusMessage)")

    def _on(self, trigger: Trigger) -> None:
        self._say(Watched(trigger, State.ON))

    def _say(self, watched: Watched) -> None:
        if self._states[watched.trigger] != watched:
            self._states[watched.trigger] = watched
            self.known.emit()

    def _connect(self, bus: QDBusConnection, service: str, path: str, interface: str, name: str, slot: str) -> None:
        """Listen to the owner of a name only: anybody on a bus may send a signal of any name."""
        # "1" is what the SLOT macro puts before a slot; bytes, which the declaration asks for, are refused.
        bus.connect(service, path, interface, name, self, f"1{slot}")  # type: ignore[call-overload]

    def _get(self, service: str, path: str, interface: str, name: str, answered: Callable[[object], None]) -> None:
        def unwrapped(found: list[Any]) -> None:
            if found and isinstance(found[0], QDBusVariant):
                answered(found[0].variant())

        self._call(self._system, service, path, PROPERTIES, "Get", (interface, name), unwrapped)

    def _call(
        self,
        bus: QDBusConnection | None,
        service: str,
        path: str,
        interface: str,
        member: str,
        arguments: tuple[str, ...],
        answered: Answered,
    ) -> None:
        if bus is None:
            return
        message = QDBusMessage.createMethodCall(service, path, interface, member)
        message.setArguments(list(arguments))
        message.setAutoStartService(False)
        call = QDBusPendingCallWatcher(bus.asyncCall(message), self)
        self._calls.add(call)
        call.finished.connect(partial(self._ended, call, service, answered))

    def _ended(self, call: QDBusPendingCallWatcher, service: str, answered: Answered, *_: object) -> None:
        self._calls.discard(call)
        call.deleteLater()
        if not call.isError():
            answered(list(call.reply().arguments()))
        elif service == LOGIN:
            self._no_login_service()

    def _no_login_service(self) -> None:
        """Said of what nobody has answered for; an answer of before stands, the signals are still listened to."""
        for trigger, watched in self._states.items():
            if watched.reason == NOT_ASKED:
                self._say(Watched(trigger, State.CANNOT_DETECT, NO_LOGIN_SERVICE))


def _connected(bus: QDBusConnection) -> QDBusConnection | None:
    return bus if bus.isConnected() else None
