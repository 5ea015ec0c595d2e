"""Where the words of a recovery code are typed in from paper: several lines, nothing suggested, nothing kept."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.labels import label

_NAME = N_("The 24 words of the recovery code")
_HINT = N_("in their order, with spaces between them; numbers and capitals do not matter")
_COUNT = N_("{given} of {needed} words")
_NEEDED = 24


class _Typed(QPlainTextEdit):
    submitted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit()
            return
        super().keyPressEvent(event)


class CodeEdit(QWidget):
    """`changed` at every key; Enter is `submitted`."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = _Typed()
        self.edit.setAccessibleName(tr(_NAME))
        self.edit.setPlaceholderText(tr(_HINT))
        self.edit.setTabChangesFocus(True)
        self.edit.setUndoRedoEnabled(False)
        self.edit.setFixedHeight(theme.scaled(96))
        self.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
            | Qt.InputMethodHint.ImhMultiLine
        )
        self._count = label("", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(label(tr(_NAME)))
        layout.addWidget(self.edit)
        layout.addWidget(self._count)
        self.edit.textChanged.connect(self._tell)
        self.edit.submitted.connect(self.submitted)
        self.setFocusProxy(self.edit)
        self._tell()

    def text(self) -> str:
        return self.edit.toPlainText()

    def ready(self) -> bool:
        return self._words() >= _NEEDED

    def clear(self) -> None:
        self.edit.clear()

    def _words(self) -> int:
        return sum(not one.strip(".,;:").isdigit() for one in self.text().split())

    def _tell(self) -> None:
        self._count.setText(tr(_COUNT, given=self._words(), needed=_NEEDED))
        self.changed.emit()
