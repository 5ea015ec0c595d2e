"""What every dialog of the workspace has: a heading, a place for a problem, a way out and one main button."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.fit import Fit
from fieldnotes_ui.widgets.labels import button, label, row

_CANCEL = N_("Cancel")
_SURE = N_("What was typed is not stored yet. Press Esc once more to throw it away.")
_SENTENCE = 3
"""Words in one line from which they are worth a question."""
_SIDE, _FRAME = 24, 48
_WIDEST = 1000
"""Of a dialog in large letters: the smallest window is 1024 pixels wide."""


class Sheet(QDialog):
    """Opened with `open()`, deleted when closed. Subclasses fill `inside` and override `submit`.

    Esc and Cancel ask once where words were written, with the text `question`; `done` closes without asking.
    """

    question = _SURE

    def __init__(self, title: str, action: str, parent: QWidget, *, explains: str = "", width: int = 480) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(min(theme.scaled(width), _WIDEST))
        self._warned = False
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.inside = QVBoxLayout()
        self.inside.setSpacing(14)
        self.main = button(action, primary=True)
        self.main.setDefault(True)
        self.main.clicked.connect(self.submit)
        self.out = button(tr(_CANCEL))
        self.out.setAutoDefault(False)
        self.out.clicked.connect(self.reject)
        words = QWidget()
        self._scroll = Fit(words)
        self._scroll.changed.connect(self._make_room)
        inner = QVBoxLayout(words)
        inner.setContentsMargins(_SIDE, 20, _SIDE, 0)
        inner.setSpacing(14)
        inner.addWidget(label(title, "h2", wrap=True))
        if explains:
            inner.addWidget(label(explains, "muted", wrap=True))
        inner.addLayout(self.inside)
        inner.addWidget(self.problem)
        buttons = row(None, self.out, self.main)
        buttons.setContentsMargins(_SIDE, 0, _SIDE, 20)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(buttons)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.resize(min(self.width(), _WIDEST), self.height())
        self.adjustSize()

    def adjustSize(self) -> None:
        """As high as its words need at this width; what has no room on the screen scrolls."""
        room = self._room()
        width = max(self.minimumWidth(), self.width(), min(self._scroll.least(0).width(), room.width()))
        self.resize(width, min(self._wanted(width), room.height()))

    def _make_room(self) -> None:
        """More was put in: the sheet grows with it."""
        needed = min(self._wanted(self.width()), self._room().height())
        if self.isVisible() and needed > self.height():
            self.resize(self.width(), needed)

    def _wanted(self, width: int) -> int:
        layout = self.layout()
        below = layout.minimumSize().height() if layout is not None else 0
        return self._scroll.wanted_height(width) + below

    def _room(self) -> QSize:
        """A window of this size is whole on the screen."""
        parent = self.parentWidget()
        room = self.screen().availableSize()
        return (room.expandedTo(parent.window().size()) if parent is not None else room) - QSize(_FRAME, _FRAME)

    def submit(self) -> None:
        """The main button, or Enter."""
        self.accept()

    def holds_words(self) -> bool:
        """Whether something was written that would be lost: a text, or a line of some words."""
        texts: list[QPlainTextEdit | QTextEdit] = [*self.findChildren(QPlainTextEdit), *self.findChildren(QTextEdit)]
        lines = self.findChildren(QLineEdit)
        return any(_is_text(text) for text in texts if text.isVisibleTo(self)) or any(
            _is_sentence(line) for line in lines if line.isVisibleTo(self)
        )

    def throw_away(self) -> None:
        """Whoever wrote it does not want it."""

    def reject(self) -> None:
        if self.holds_words() and not self._warned:
            self._warned = True
            self._tell(tr(self.question))
            return
        self.throw_away()
        super().reject()

    def show_problem(self, sentence: str) -> None:
        """What is wrong with what was typed; the dialog stays open."""
        self._tell(sentence)
        self.main.setEnabled(True)

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()
        self.adjustSize()
        self._scroll.ensureWidgetVisible(self.problem)


def _is_text(text: QPlainTextEdit | QTextEdit) -> bool:
    return not text.isReadOnly() and text.document().isModified() and bool(text.toPlainText().strip())


def _is_sentence(line: QLineEdit) -> bool:
    """Words that somebody typed: no choice of a list, nothing secret."""
    typed = line.isModified() and not line.isReadOnly() and line.echoMode() is QLineEdit.EchoMode.Normal
    return typed and not isinstance(line.parent(), QComboBox) and len(line.text().split()) >= _SENTENCE
