"""A field for passphrases: hidden, revealed on request, warning of Caps Lock, never suggesting or remembering."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.labels import label

_REVEAL = N_("Show the passphrase")
_KEYBOARD = N_("Keyboard: {layout}")


class PassphraseEdit(QWidget):
    """`submitted` is Enter; `edited` every change. `take` returns the text and clears the field."""

    submitted = Signal()
    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.line.setMinimumHeight(theme.scaled(32))
        self.line.setMaxLength(1024)
        self._reveal = QAction(theme.icon("eye"), tr(_REVEAL), self.line)
        self._reveal.setCheckable(True)
        self._reveal.toggled.connect(self._show_or_hide)
        self.line.addAction(self._reveal, QLineEdit.ActionPosition.TrailingPosition)
        self.line.returnPressed.connect(self.submitted)
        self.line.textEdited.connect(lambda _: self.edited.emit())
        self._keyboard = label("", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.line)
        layout.addWidget(self._keyboard)
        self.setFocusProxy(self.line)
        self._tell_keyboard()
        QGuiApplication.inputMethod().localeChanged.connect(self._tell_keyboard)

    def text(self) -> str:
        return self.line.text()

    def take(self) -> str:
        text = self.line.text()
        self.clear()
        return text

    def clear(self) -> None:
        self.line.clear()
        self._reveal.setChecked(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._tell_keyboard()
        super().keyPressEvent(event)

    def _show_or_hide(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._reveal.setIcon(theme.icon("eye-off" if shown else "eye"))

    def _tell_keyboard(self) -> None:
        layout = QGuiApplication.inputMethod().locale()
        known = layout.language() is not QLocale.Language.C
        self._keyboard.setVisible(known)
        self._keyboard.setText(tr(_KEYBOARD, layout=layout.nativeLanguageName()) if known else "")
