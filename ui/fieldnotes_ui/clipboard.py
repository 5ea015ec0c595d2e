"""Copying: marked as secret for clipboard managers, cleared after twenty seconds, on lock and at quit."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QClipboard, QGuiApplication

CLEAR_AFTER_S = 20
HINTS = {
    # Klipper, CopyQ and others: do not keep it
    "x-kde-passwordManagerHint": b"secret",
    # macOS (nspasteboard.org): passwords, and what is not the user's to find again
    "application/x-nspasteboard-concealed-type": b"1",
    "org.nspasteboard.ConcealedType": b"1",
    "org.nspasteboard.TransientType": b"1",
    # Windows (Clipboard Formats, "Cloud Clipboard and Clipboard History Formats"): presence, and a DWORD of 0
    "ExcludeClipboardContentFromMonitorProcessing": b"1",
    "CanIncludeInClipboardHistory": b"\x00\x00\x00\x00",
    "CanUploadToCloudClipboard": b"\x00\x00\x00\x00",
}


class Clipboard(QObject):
    """The one way text reaches the system's clipboard. `remaining` counts the seconds down.

    Of what was copied only a keyed hash is kept here.
    """

    remaining = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._key = secrets.token_bytes(16)
        self._ours = b""
        self._left = 0
        self._seconds = CLEAR_AFTER_S
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._tick)

    def limit(self, seconds: int | None) -> None:
        """A policy wants copied text cleared sooner; None for no policy."""
        self._seconds = CLEAR_AFTER_S if seconds is None else min(seconds, CLEAR_AFTER_S)

    @property
    def clears_after_s(self) -> int:
        """Seconds after which copied text is cleared."""
        return self._seconds

    def copy(self, text: str) -> None:
        data = QMimeData()
        data.setText(text)
        for kind, value in HINTS.items():
            data.setData(kind, value)
        QGuiApplication.clipboard().setMimeData(data)
        self._ours = self._hash(text)
        self._left = self._seconds
        self._timer.start()
        self.remaining.emit(self._left)

    def clear(self) -> None:
        """Empty the clipboard and the X11 selection where they hold something of this program.

        Never waits for another program: whether one has taken over what was copied here is looked at afterwards.
        """
        self._timer.stop()
        board = QGuiApplication.clipboard()
        if board.ownsClipboard():
            board.clear()
        if board.supportsSelection() and board.ownsSelection():
            board.clear(QClipboard.Mode.Selection)
        if self._ours:
            QTimer.singleShot(0, self, self.clear_copies)
        self._left = 0
        self.remaining.emit(0)

    @Slot()
    def clear_copies(self) -> None:
        """Empty the clipboard if another program now offers what was copied here. A hanging one is waited for."""
        ours, self._ours = self._ours, b""
        board = QGuiApplication.clipboard()
        if ours and hmac.compare_digest(self._hash(board.text()), ours):
            board.clear()

    def _hash(self, text: str) -> bytes:
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=self._key).digest()

    def _tick(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self.clear()
        else:
            self.remaining.emit(self._left)
