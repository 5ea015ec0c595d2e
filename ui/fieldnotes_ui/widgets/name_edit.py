"""Fields for real names: nothing is dragged out, nothing reaches the X11 selection, copies go through one door."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QWidget

from fieldnotes.i18n import N_, tr

_COPY = N_("Copy")
_PASTE = N_("Paste")
_SENSITIVE = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
_WRITING = frozenset({Qt.Key.Key_F2, Qt.Key.Key_Backspace, Qt.Key.Key_Delete})


def _forget_selection() -> None:
    board = QGuiApplication.clipboard()
    if board.supportsSelection():
        board.clear(QClipboard.Mode.Selection)


class NameEdit(QLineEdit):
    """One name. `copy_wanted` carries the selected words; `reverted` is Esc.

    One that is `covered` shows points until it is held open or written in; `uncovered` says that its words came out.
    """

    copy_wanted = Signal(str)
    reverted = Signal()
    uncovered = Signal()

    def __init__(self, text: str = "", parent: QWidget | None = None, *, covered: bool = False) -> None:
        super().__init__(text, parent)
        self._covered, self._held, self._written = covered, False, False
        self.setDragEnabled(False)
        self.setMaxLength(500)
        self._cover()

    @property
    def is_readable(self) -> bool:
        """Its words are on the screen."""
        return self.echoMode() is QLineEdit.EchoMode.Normal

    def hold_open(self, held: bool) -> None:
        """Show the words while somebody holds a button down."""
        self._held = held
        self._cover()

    def _write(self) -> None:
        """Somebody writes in it: nobody corrects a name that cannot be read."""
        if not self.is_readable and not self.isReadOnly():
            self._written = True
            self._cover()
            self.uncovered.emit()

    def _cover(self) -> None:
        shown = self._held or self._written or not self._covered
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.setInputMethodHints(self.inputMethodHints() | _SENSITIVE)  # a change of the mode forgets them

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._written = False
        self._cover()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.commitString() or event.preeditString():
            self._write()
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _WRITING or (event.text() and event.text().isprintable()):
            self._write()
        if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut):
            if self.hasSelectedText():
                self._copy()
                if event.matches(QKeySequence.StandardKey.Cut):
                    self.insert("")
        elif event.key() == Qt.Key.Key_Escape and self.isModified():
            self.reverted.emit()
        else:
            super().keyPressEvent(event)
            _forget_selection()

    def _copy(self) -> None:
        if not self.is_readable:
            self.uncovered.emit()
        self.copy_wanted.emit(self.selectedText())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        _forget_selection()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._write()
        super().mouseDoubleClickEvent(event)
        _forget_selection()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copying = menu.addAction(tr(_COPY))
        copying.setEnabled(self.hasSelectedText())
        copying.triggered.connect(self._copy)
        menu.addAction(tr(_PASTE)).triggered.connect(self.paste)
        menu.popup(event.globalPos())


class NameLines(QPlainTextEdit):
    """Several names, one on a line. `submitted` is Ctrl+Enter."""

    copy_wanted = Signal(str)
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setInputMethodHints(_SENSITIVE | Qt.InputMethodHint.ImhMultiLine)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def names(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.toPlainText().splitlines() if line.strip())

    def createMimeDataFromSelection(self) -> QMimeData:
        """Nothing: neither drags nor the X11 selection carry names."""
        return QMimeData()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cursor = self.textCursor()
        if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut):
            if cursor.hasSelection():
                self.copy_wanted.emit(cursor.selectedText().replace("\u2029", "\n"))
                if event.matches(QKeySequence.StandardKey.Cut):
                    cursor.removeSelectedText()
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.submitted.emit()
        else:
            super().keyPressEvent(event)
