"""Core work off the window's thread: one vault thread, results by one queued signal, progress polled.

The vault belongs to one thread, so its executor is also the lock around it. Only the news that something has ended
crosses threads; workers never hold a widget or a Job.
"""

from __future__ import annotations

import itertools
import queue
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot

from fieldnotes.errors import Bug, FieldNotesError
from fieldnotes.progress import Cancelled, Step, Watch
from fieldnotes_ui.garbage import Collector

POLL_MS = 100


class Job(QObject):
    """One piece of work and its outcome. Build it, connect its signals, then start it.

    `lasting` work writes what somebody typed: neither a lock nor the end of its owner stops it.
    """

    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()

    def __init__(self, owner: QObject, work: Callable[[Watch], Any], *, lasting: bool = False) -> None:
        super().__init__(owner)
        self._work: Callable[[Watch], Any] | None = work
        self.lasting = lasting
        self.watch = Watch()
        self._shown: Step | None = None
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self._look)
        if not lasting:
            owner.destroyed.connect(self.watch.cancel)

    def begin(self) -> Callable[[Watch], Any]:
        """Hand over the work. The job keeps none of it: what it holds (a text to be stored) would outlive a lock."""
        if self._work is None:
            raise RuntimeError("a job begins once")
        work, self._work = self._work, None
        self._poll.start()
        return work

    def finish(self, kind: str, value: Any) -> None:
        """Report the outcome; called once, on the window's thread."""
        self._poll.stop()
        self._look()
        if kind == "ok":
            self.succeeded.emit(value)
        elif kind == "failed":
            self.failed.emit(value)
        else:
            self.cancelled.emit()
        if shiboken6.isValid(self):
            self.ended.emit()
        if shiboken6.isValid(self):
            self.deleteLater()

    @Slot()
    def _look(self) -> None:
        step = self.watch.latest
        if step is not None and step is not self._shown:
            self._shown = step
            self.progressed.emit(step)


class Jobs(QObject):
    """Runs jobs one after the other on the vault thread."""

    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="vault")
        self._done: queue.SimpleQueue[tuple[int, str, Any]] = queue.SimpleQueue()
        self._live: dict[int, Job] = {}
        self._numbers = itertools.count(1)
        self._woken.connect(self._drain, Qt.ConnectionType.QueuedConnection)
        live = self._live
        self._collector = Collector(self, lambda: bool(live))

    @property
    def busy(self) -> bool:
        return bool(self._live)

    @property
    def running(self) -> Job | None:
        """What runs now, or is about to: there is one at a time."""
        first = next(iter(self._live.values()), None)
        return first if first is not None and shiboken6.isValid(first) else None

    def start(self, job: Job) -> None:
        number = next(self._numbers)
        self._live[number] = job
        work, watch = job.begin(), job.watch

        def run() -> None:
            outcome: tuple[str, Any]
            try:
                watch.check()
                outcome = ("ok", work(watch))
            except Cancelled:
                outcome = ("cancelled", None)
            except FieldNotesError as error:
                outcome = ("failed", error)
            except Exception as error:  # noqa: BLE001 - the window must hear of every end; no values are passed on
                outcome = ("failed", Bug(what=type(error).__name__))
            self._done.put((number, *outcome))
            self._woken.emit()

        self._thread.submit(run)

    def run_now(self, work: Callable[[], Any]) -> Any:
        """Wait for `work` on the vault thread: only for locking and closing, where nothing may come after."""
        return self._thread.submit(work).result()

    def cancel_all(self) -> None:
        for job in self._live.values():
            if shiboken6.isValid(job) and not job.lasting:
                job.watch.cancel()

    def close(self) -> None:
        """Cancel what runs, wait for it, end the thread."""
        self.cancel_all()
        self._thread.shutdown(wait=True, cancel_futures=True)
        self._drain()
        for job in self._live.values():
            if shiboken6.isValid(job):
                job.finish("cancelled", None)  # it was never begun
        self._live.clear()
        # A job that still waits for its destruction when its owner goes is destroyed twice by the binding (seen).
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._collector.stop()

    @Slot()
    def _drain(self) -> None:
        while True:
            try:
                number, kind, value = self._done.get_nowait()
            except queue.Empty:
                return
            job = self._live.pop(number)
            if shiboken6.isValid(job):
                job.finish(kind, value)
