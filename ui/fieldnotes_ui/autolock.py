"""Lock when nobody is there: after idle minutes, when the machine sleeps, when the screen is locked."""

from __future__ import annotations

import sys

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


class AutoLock(QObject):
    """Watches the application's events. `due` asks for a lock; `left` tells the seconds until it, once a second."""

    due = Signal()
    left = Signal(int)
    active = Signal()

    def __init__(self, parent: QObject, *, idle_s: int = DEFAULT_IDLE_S) -> None:
        super().__init__(parent)
        self._idle_s = idle_s
        self._left = idle_s
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
        self._left = seconds

    def start(self) -> None:
        self._left = self._idle_s
        self._timer.start()
        self.left.emit(self._left)

    def stop(self) -> None:
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if event.type() in _ACTIVITY:
            self._left = self._idle_s
            self.active.emit()
        return False

    @Slot()
    def _tick(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self.due.emit()
        else:
            self.left.emit(self._left)

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
