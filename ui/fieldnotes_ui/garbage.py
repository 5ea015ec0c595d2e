"""Collect cyclic garbage on the window's thread only.

Python's collector runs on whichever thread happens to allocate. On the vault thread it would destroy widgets that
are part of a reference cycle, which Qt allows on their own thread only: the process then crashes (seen as a
segmentation fault "while garbage-collecting" in a job that touched no widget).
"""

from __future__ import annotations

import ctypes
import gc
import sys
from contextlib import suppress
from functools import lru_cache
from typing import ClassVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Slot

_EVERY_MS = 1_000


class Collector(QObject):
    """Stands in for the automatic collector, which is off from the first one's making until the last one's `stop`."""

    _live: ClassVar[int] = 0

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()
        Collector._live += 1
        gc.disable()

    def stop(self) -> None:
        """Collect no more; for a second time it does nothing."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        Collector._live -= 1
        if not Collector._live:
            gc.enable()

    @Slot()
    def _collect(self) -> None:
        """The oldest generation that is over its threshold, as the interpreter itself would choose."""
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > self._thresholds[generation]:
                gc.collect(generation)
                return


def sweep() -> None:
    """Destroy what waits for its destruction, collect every cycle, forget every word, hand memory back (glibc).

    For the moment after a lock: pages and their documents would otherwise stay in memory for as long as nothing else
    needs it, and the caches of the matcher hold the vocabulary of every record that it has read, names included.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    _forget_words()
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)


def _forget_words() -> None:
    """Empty the bounded caches of our own functions; those without a bound hold what is shipped, such as tables."""
    for thing in gc.get_objects():
        if (
            type(thing) is _CACHED
            and str(thing.__module__).startswith("fieldnotes")
            and thing.cache_parameters()["maxsize"] is not None
        ):
            thing.cache_clear()


_CACHED = type(lru_cache(lambda: None))
