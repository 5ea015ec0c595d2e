"""A text that is put into the editor bit by bit, so that the window lives while a long one comes."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

_END = object()


class Filling(QObject):
    """Works off what `body_document.writing` gives; `quiet` tells nobody of changes meanwhile. `ended` is the end."""

    ended = Signal()

    def __init__(self, quiet: QObject) -> None:
        super().__init__(quiet)
        self._quiet = quiet
        self._bits: Iterator[None] | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_whole(self) -> bool:
        return self._bits is None

    def begin(self, bits: Iterator[None]) -> None:
        """Something else; what was coming comes no more. The first bit is there at once."""
        self._bits = bits
        self._go_on()
        if not self.is_whole:
            self._timer.start()

    def finish(self) -> None:
        """All that is left, now: what is half there must be neither read as the whole nor changed."""
        while self._bits is not None:
            self._go_on()

    def _go_on(self) -> None:
        if self._bits is None:
            return
        was = self._quiet.blockSignals(True)
        try:
            over = next(self._bits, _END) is _END
        finally:
            self._quiet.blockSignals(was)
        if over:
            self._bits = None
            self._timer.stop()
            self.ended.emit()
