"""The title of a record: copied like its text, by the page's clipboard or not at all."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QClipboard, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class TitleEdit(QLineEdit):
    """`copy_wanted` carries the selected words. Cutting is copying and then deleting by hand."""

    copy_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("title")
        self.setMaxLength(200)
        self.setDragEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut):
            if self.hasSelectedText():
                self.copy_wanted.emit(self.selectedText())
            return
        super().keyPressEvent(event)
        _forget_selection()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        _forget_selection()


def _forget_selection() -> None:
    """Qt puts whatever is selected on the X11 selection; a line edit cannot be told not to."""
    board = QGuiApplication.clipboard()
    if board.supportsSelection() and board.ownsSelection():
        board.clear(QClipboard.Mode.Selection)
