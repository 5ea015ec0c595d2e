"""The session ends, or the system asks the program to end: what was typed is written down first, and the keys go.

A desktop asks by its session manager (Qt's commitDataRequest: XSMP, Windows, macOS), systemd and a terminal by a
signal (signal(7)). Python sees a signal only between two of its own instructions, which a waiting window does not
have: so the byte that the signal writes into a pipe wakes it.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot
from PySide6.QtGui import QGuiApplication, QSessionManager

_ASKING = ("SIGTERM", "SIGHUP", "SIGINT")


class Ending(QObject):
    """`session` asks for a lock before the desktop's session ends; `asked` for a lock and the end of the program."""

    session = Signal()
    asked = Signal()

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        app.commitDataRequest.connect(self.commit)
        self._pipe: tuple[int, int] | None = None
        self._notifier: QSocketNotifier | None = None

    def listen(self) -> None:
        """Take signals from now on. For the program itself: a test's process has its own way to end."""
        if sys.platform == "win32" or self._pipe is not None:
            return
        read, write = self._pipe = os.pipe()
        for end in self._pipe:
            os.set_blocking(end, False)
        signal.set_wakeup_fd(write, warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(read, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)
        for name in _ASKING:
            signal.signal(getattr(signal, name), _noted)

    def stop(self) -> None:
        """Signals end the process again, as they do by default."""
        if self._pipe is None:
            return
        for name in _ASKING:
            signal.signal(getattr(signal, name), signal.SIG_DFL)
        signal.set_wakeup_fd(-1)
        if self._notifier is not None:
            self._notifier.setEnabled(False)
        for end in self._pipe:
            os.close(end)
        self._pipe = None

    @Slot()
    def commit(self, manager: QSessionManager) -> None:
        """Nothing is asked and nothing waits; and the desktop is not to start the program again with its files."""
        manager.setRestartHint(QSessionManager.RestartHint.RestartNever)
        self.session.emit()

    @Slot()
    def _wake(self) -> None:
        if self._pipe is not None and os.read(self._pipe[0], 64):
            self.asked.emit()


def _noted(number: int, frame: FrameType | None) -> None:
    """The byte in the pipe does the rest."""
    del number, frame
