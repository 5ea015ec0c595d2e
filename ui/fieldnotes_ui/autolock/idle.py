"""Lock when nobody is there, when the desktop says so, when the window goes, and at once on the panic key."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow

from fieldnotes_ui.autolock.desktop import Desktop
from fieldnotes_ui.autolock.triggers import CHOSEN_OFF, State, Trigger, Watched

DEFAULT_IDLE_S = 300
WARNING_S = 30
PANIC_KEY = "Ctrl+Alt+Shift+L" if sys.platform == "win32" else "Ctrl+Shift+Esc"  # Windows keeps that one for itself
_PANIC = QKeySequence(PANIC_KEY)
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
_KEYS = frozenset({QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress})


def seconds_since_start() -> float:
    """Seconds since the machine started, those asleep included where the system counts them."""
    counting_sleep = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if counting_sleep is None else time.clock_gettime(counting_sleep)


class AutoLock(QObject):
    """Watches the application's events and the desktop's. `due` asks for a lock, `panic` for the fastest there is.

    `left` tells the seconds until a lock, once a second. Idle time is read from a clock, not counted in ticks: ticks
    stand still while the machine sleeps. `known` says that `watched` may read otherwise now.
    """

    due = Signal()
    panic = Signal()
    left = Signal(int)
    active = Signal()
    known = Signal()

    def __init__(
        self,
        parent: QObject,
        *,
        idle_s: int = DEFAULT_IDLE_S,
        on_minimise: bool = False,
        seconds: Callable[[], float] = seconds_since_start,
        desktop: Desktop | None = None,
    ) -> None:
        super().__init__(parent)
        self._idle_s, self._most_s = idle_s, math.inf
        self._on_minimise, self._must_on_minimise = on_minimise, False
        self._seconds = seconds
        self._touched_at = seconds()
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._tick)
        self._desktop = desktop or Desktop(self)
        self._desktop.happened.connect(self._on_desktop)
        self._desktop.known.connect(self.known)
        self._desktop.ask()

    @property
    def idle_s(self) -> int:
        return int(min(self._idle_s, self._most_s))

    @property
    def watched(self) -> tuple[Watched, ...]:
        """Every trigger and whether it locks here and now."""
        idle = Watched(Trigger.IDLE, State.ON)
        on = self._locks_on_minimise
        minimise = Watched(Trigger.MINIMISE, State.ON if on else State.OFF, "" if on else CHOSEN_OFF)
        return (idle, *self._desktop.watched, minimise)

    def sees(self, trigger: Trigger) -> bool:
        return any(watched.trigger is trigger and watched.state is State.ON for watched in self.watched)

    def set_idle(self, seconds: int) -> None:
        self._idle_s = seconds
        self._touched_at = self._seconds()

    def limit(self, seconds: int | None, *, on_minimise: bool = False) -> None:
        """A policy wants it locked at the latest after so long, and when minimised; None for no policy."""
        self._most_s = math.inf if seconds is None else seconds
        if on_minimise != self._must_on_minimise:
            self._must_on_minimise = on_minimise
            self.known.emit()

    @Slot()
    def touch(self) -> None:
        """Somebody is there who touches no key, as whoever writes something down by hand."""
        self._on_activity()

    @property
    def _locks_on_minimise(self) -> bool:
        return self._on_minimise or self._must_on_minimise

    def set_on_minimise(self, locks: bool) -> None:
        if locks != self._on_minimise:
            self._on_minimise = locks
            self.known.emit()

    def start(self) -> None:
        self._touched_at = self._seconds()
        self._timer.start()
        self._desktop.ask()
        self._desktop.hold()
        self.left.emit(self.idle_s)

    def stop(self) -> None:
        self._timer.stop()
        self._desktop.let_sleep()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _KEYS and self._is_panic(event):
            event.accept()
            if kind == QEvent.Type.KeyPress:
                self.panic.emit()
            return True
        if kind in _ACTIVITY:
            self._on_activity()
        elif kind == QEvent.Type.WindowStateChange and self._locks_on_minimise and isinstance(watched, QMainWindow):
            self._on_window(watched)
        return False

    def _is_panic(self, event: QEvent) -> bool:
        return isinstance(event, QKeyEvent) and _PANIC.matches(QKeySequence(event.keyCombination())) == _EXACT

    def _on_window(self, window: QMainWindow) -> None:
        if window.windowState() & Qt.WindowState.WindowMinimized and self._timer.isActive():
            self.due.emit()

    def _on_activity(self) -> None:
        """A key or a click. One that comes after the time was up (it woke the machine) is too late."""
        if self._timer.isActive() and self._seconds_left() <= 0:
            self.due.emit()
            return
        self._touched_at = self._seconds()
        self.active.emit()

    def _seconds_left(self) -> int:
        return math.ceil(self._touched_at + self.idle_s - self._seconds())

    @Slot()
    def _tick(self) -> None:
        left = self._seconds_left()
        if left <= 0:
            self.due.emit()
            return
        self.left.emit(left)
        self._desktop.look_at_lid()

    @Slot(object)
    def _on_desktop(self, trigger: Trigger) -> None:
        del trigger  # which one it was makes no difference to a lock
        self.due.emit()


_EXACT = QKeySequence.SequenceMatch.ExactMatch
