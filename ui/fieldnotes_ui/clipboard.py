"""Copying: marked as secret for clipboard managers, cleared after twenty seconds, on lock and at quit."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

CLEAR_AFTER_S = 20
_HINTS = {
    "x-kde-passwordManagerHint": b"secret",
    "application/x-nspasteboard-concealed-type": b"1",
    "ExcludeClipboardContentFromMonitorProcessing": b"1",
    "CanIncludeInClipboardHistory": b"\x00\x00\x00\x00",
    "CanUploadToCloudClipboard": b"\x00\x00\x00\x00",
}


class Clipboard(QObject):
    """The one way text reaches the system's clipboard. `remaining` counts the seconds down."""

    remaining = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ours = ""
        self._left = 0
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._tick)

    def copy(self, text: str) -> None:
        data = QMimeData()
        data.setText(text)
        for kind, value in _HINTS.items():
            data.setData(kind, value)
        QGuiApplication.clipboard().setMimeData(data)
        self._ours = text
        self._left = CLEAR_AFTER_S
        self._timer.start()
        self.remaining.emit(self._left)

    def clear(self) -> None:
        """Empty the clipboard if it still holds what was copied here, and the X11 selection in any case."""
        self._timer.stop()
        board = QGuiApplication.clipboard()
        if self._ours and board.text() == self._ours:
            board.clear()
        if board.supportsSelection():
            board.clear(QClipboard.Mode.Selection)
        self._ours = ""
        self._left = 0
        self.remaining.emit(0)

    def _tick(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self.clear()
        else:
            self.remaining.emit(self._left)
