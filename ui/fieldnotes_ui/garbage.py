"""Collect cyclic garbage on the window's thread only.

Python's collector runs on whichever thread happens to allocate. On the vault thread it would destroy widgets that
are part of a reference cycle, which Qt allows on their own thread only: the process then crashes (seen as a
segmentation fault "while garbage-collecting" in a job that touched no widget).
"""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import _lru_cache_wrapper, lru_cache
from typing import ClassVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Slot

_EVERY_MS = 200
"""So often that the vault thread has not made more in between than can be looked at unnoticed."""
_THRESHOLDS = (700, 10, 55)
"""The interpreter's own, but for the oldest: it is looked at once in two minutes."""
_MOST_WAITS = 150
"""Half a minute: a longer job is not waited for."""


class Collector(QObject):
    """Stands in for the automatic collector, which is off from the first one's making until the last one's `stop`.

    While the vault thread is `busy` it waits for a while: nearly all that a job makes goes by itself with its end.
    """

    _live: ClassVar[int] = 0

    def __init__(self, parent: QObject, busy: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._busy = busy
        self._waited = 0
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
        self._waited = self._waited + 1 if self._busy() else 0
        if self._waited % _MOST_WAITS:
            return
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > _THRESHOLDS[generation]:
                gc.collect(generation)
                return


def set_aside() -> None:
    """Let the collector pass over all that there is now, the program itself, as long as the process runs.

    For the moment before the first window: modules and classes are a hundred thousand things that never go, and to
    look at them each time is what made the window stand still. Nothing of a vault may be in memory yet.
    """
    _PROGRAM.extend(_caches())
    gc.freeze()


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
    for thing in (*_PROGRAM, *_caches()):
        if str(thing.__module__).startswith("fieldnotes") and thing.cache_parameters()["maxsize"] is not None:
            thing.cache_clear()


_CACHED = type(lru_cache(lambda: None))
_PROGRAM: list[_lru_cache_wrapper[object]] = []
"""The caches among what was set aside: the collector no longer tells of them."""


def _caches() -> list[_lru_cache_wrapper[object]]:
    """Those that the collector tells of."""
    return [thing for thing in gc.get_objects() if type(thing) is _CACHED]
