"""A text field that opens nothing its text names and lets no word out but by the page's clipboard."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QTextEdit, QWidget

from fieldnotes_ui.widgets.dead_document import DeadDocument
from fieldnotes_ui.widgets.passage_tools import words_of


class SafeEdit(QTextEdit):
    """`copy_wanted` and `cut_wanted` carry the selected words; the page decides, and cuts by `remove_selected`."""

    copy_wanted = Signal(str)
    cut_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocument(DeadDocument(self))
        self.setAcceptRichText(False)
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)

    def ask_copy(self) -> None:
        if self.textCursor().hasSelection():
            self.copy_wanted.emit(words_of(self.textCursor()))

    def ask_cut(self) -> None:
        if self.textCursor().hasSelection() and not self.isReadOnly():
            self.cut_wanted.emit(words_of(self.textCursor()))

    def remove_selected(self) -> None:
        self.textCursor().removeSelectedText()

    def loadResource(self, kind: int, name: QUrl | str) -> None:
        del kind, name  # Qt would read local files that a pasted text names

    def createMimeDataFromSelection(self) -> QMimeData:
        """Empty: Qt would put the words on the X11 selection, where every program reads them, and into drags."""
        return QMimeData()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.ask_copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.ask_cut()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cursor = self.textCursor()
        extends = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.button() == Qt.MouseButton.LeftButton and cursor.hasSelection() and not extends:
            cursor.clearSelection()  # a press inside a selection would start a drag, which moves and so deletes
            self.setTextCursor(cursor)
        super().mousePressEvent(event)
