"""Watches the event loop of a window that is measured: the longest time between two of its turns."""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QEventLoop, QTimer


class Pulse:
    """Turns of the event loop: the longest between two, in ms of this thread's CPU time and of the clock.

    Other programs do not count in CPU time; waiting for another thread of our own does not either, so both are told.
    """

    def __init__(self) -> None:
        self._last, self._clock = time.thread_time(), time.perf_counter()
        self._worst = self._worst_own = self._waited = self._collecting = self._since = 0.0
        gc.callbacks.append(self._on_collector)
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def take(self) -> str:
        """The worst since the last call, and the worst without what the garbage collector took of it."""
        self._beat()
        own = f", {self._worst_own:.1f} without the collector" if self._worst_own < self._worst else ""
        told = f"longest stall {self._worst:.1f} ms{own}; {self._waited:.0f} by the clock"
        self._worst = self._worst_own = self._waited = 0.0
        return told

    def _beat(self) -> None:
        now, clock = time.thread_time(), time.perf_counter()
        spent = (now - self._last) * 1000
        self._worst, self._worst_own = max(self._worst, spent), max(self._worst_own, spent - self._collecting)
        self._waited = max(self._waited, (clock - self._clock) * 1000)
        self._last, self._clock, self._collecting = now, clock, 0.0

    def _on_collector(self, phase: str, info: dict[str, int]) -> None:
        del info
        if phase == "start":
            self._since = time.thread_time()
        else:
            self._collecting += (time.thread_time() - self._since) * 1000


def turn(ms: int) -> None:
    """Let the window live."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def say(what: str, result: str, stall: str = "") -> None:
    print(f"{what:<28} {result:<56} {stall}".rstrip(), flush=True)
