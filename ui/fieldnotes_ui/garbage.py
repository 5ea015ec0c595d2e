"""Collect cyclic garbage on the window's thread only.

Python's collector runs on whichever thread happens to allocate. On the vault thread it would destroy widgets that
are part of a reference cycle, which Qt allows on their own thread only: the process then crashes (seen as a
segmentation fault "while garbage-collecting" in a job that touched no widget).
"""

from __future__ import annotations

import gc
from typing import ClassVar

from PySide6.QtCore import QObject, QTimer, Slot

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
