"""Lock when nobody is there: after idle minutes, when the machine sleeps, when the screen is locked."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot

DEFAULT_IDLE_S = 300
WARNING_S = 30
_ACTIVITY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


def seconds_since_start() -> float:
    """Seconds since the machine started, those asleep included where the system counts them."""
    counting_sleep = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if counting_sleep is None else time.clock_gettime(counting_sleep)


class AutoLock(QObject):
    """Watches the application's events. `due` asks for a lock; `left` tells the seconds until it, once a second.

    Idle time is read from a clock, not counted in ticks: ticks stand still while the machine sleeps.
    """

    due = Signal()
    left = Signal(int)
    active = Signal()

    def __init__(
        self, parent: QObject, *, idle_s: int = DEFAULT_IDLE_S, seconds: Callable[[], float] = seconds_since_start
    ) -> None:
        super().__init__(parent)
        self._idle_s = idle_s
        self._seconds = seconds
        self._touched_at = seconds()
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._tick)
        self.sees_suspend = False
        self.sees_screen_lock = False
        self._listen_to_desktop()

    @property
    def idle_s(self) -> int:
        return self._idle_s

    def set_idle(self, seconds: int) -> None:
        self._idle_s = seconds
        self._touched_at = self._seconds()

    def start(self) -> None:
        self._touched_at = self._seconds()
        self._timer.start()
        self.left.emit(self._idle_s)

    def stop(self) -> None:
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if event.type() in _ACTIVITY:
            self._on_activity()
        return False

    def _on_activity(self) -> None:
        """A key or a click. One that comes after the time was up (it woke the machine) is too late."""
        if self._timer.isActive() and self._seconds_left() <= 0:
            self.due.emit()
            return
        self._touched_at = self._seconds()
        self.active.emit()

    def _seconds_left(self) -> int:
        return math.ceil(self._touched_at + self._idle_s - self._seconds())

    @Slot()
    def _tick(self) -> None:
        left = self._seconds_left()
        if left <= 0:
            self.due.emit()
        else:
            self.left.emit(left)

    @Slot(bool)
    def on_desktop_signal(self, is_active: bool) -> None:
        if is_active:
            self.due.emit()

    def _listen_to_desktop(self) -> None:
        """Suspend and screen lock through D-Bus; where there is none, the security page says "cannot detect"."""
        if sys.platform != "linux":
            return
        try:
            from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - not everywhere
        except ImportError:
            return
        slot = b"1on_desktop_signal(bool)"  # what the SLOT macro makes
        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        if system.isConnected():
            self.sees_suspend = system.connect("", "", "org.freedesktop.login1.Manager", "PrepareForSleep", self, slot)
        if session.isConnected():
            self.sees_screen_lock = session.connect("", "", "org.freedesktop.ScreenSaver", "ActiveChanged", self, slot)
