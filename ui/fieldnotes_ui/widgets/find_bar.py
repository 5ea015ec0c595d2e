"""Ctrl+F in a text: find, step, replace. The words looked for are kept nowhere."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QShortcut, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QTextEdit, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services import in_text
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.body_document import plain
from fieldnotes_ui.widgets.editor import Editor
from fieldnotes_ui.widgets.labels import button, label, tool
from fieldnotes_ui.widgets.passage_tools import number_at, points_of, utf16_of

_FIND, _REPLACE = N_("Find in this text"), N_("Replace with")
_NEXT, _BEFORE, _SHUT = N_("Next"), N_("The one before"), N_("Close the search")
_ONE, _ALL, _WHOLE = N_("Replace"), N_("Replace all"), N_("Whole words")
_COUNT, _NONE = N_("{here} of {all}"), N_("Nothing found")
_WAIT_MS = 150
_TINT = 70
_SHOWN = 2000
"""So many places are coloured; stepping goes through all of them."""

Place = tuple[int, int]


class FindBar(QFrame):
    """Above an editor, hidden until `ask`. Esc closes it and gives the caret back."""

    def __init__(self, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("well")
        self._editor = editor
        self._places: tuple[Place, ...] = ()
        self.words, self.instead = QLineEdit(), QLineEdit()
        for field, name in ((self.words, _FIND), (self.instead, _REPLACE)):
            field.setPlaceholderText(tr(name))
            field.setAccessibleName(tr(name))
            field.setClearButtonEnabled(True)
        self.words.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.whole = QCheckBox(tr(_WHOLE))
        self.count = label("", "muted")
        self.count.setMinimumWidth(self.fontMetrics().horizontalAdvance("0000 / 0000") + 16)
        self.one, self.all = button(tr(_ONE)), button(tr(_ALL))
        self._later = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._build()
        self._connect()
        self.hide()

    def ask(self) -> None:
        """Show the bar; selected words of one line are what is looked for."""
        self._editor.make_whole()
        chosen = self._editor.textCursor().selectedText()
        if chosen and "\u2029" not in chosen:
            self.words.setText(chosen)
        may_write = not self._editor.isReadOnly()
        for widget in (self.instead, self.one, self.all):
            widget.setVisible(may_write)
        self.show()
        self.words.setFocus()
        self.words.selectAll()
        self._look()

    def shut(self) -> None:
        """Forget what was looked for."""
        self.hide()
        self.words.clear()
        self.instead.clear()
        self._places = ()
        self._editor.setExtraSelections([])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
            self._editor.setFocus()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def step(self, by: int) -> None:
        """Select the next place after the caret, or the one before it; at the end it begins again."""
        self._look()
        if not self._places:
            return
        caret = points_of(self._editor.document(), self._editor.textCursor().selectionStart())
        at = bisect_left(self._places, (caret, 0))
        here = at < len(self._places) and self._places[at] == self._selected()
        at = (at + (by if by < 0 or here else 0)) % len(self._places)
        self._editor.setTextCursor(self._cursor(self._places[at]))
        self._editor.ensureCursorVisible()
        self.count.setText(tr(_COUNT, here=at + 1, all=len(self._places)))

    def replace_one(self) -> None:
        """Replace the selected place, if it is one, and go on to the next."""
        self._look()
        if self._selected() in self._places:
            self._write(self._editor.textCursor())
        self.step(1)

    def replace_all(self) -> None:
        """Replace every place in one step of undoing."""
        self._look()
        step = QTextCursor(self._editor.document())
        step.beginEditBlock()
        for place in reversed(self._places):
            cursor = self._cursor(place)
            step.setPosition(cursor.selectionStart())
            step.setPosition(cursor.selectionEnd(), QTextCursor.MoveMode.KeepAnchor)
            self._write(step)
        step.endEditBlock()
        self._look()

    def _write(self, cursor: QTextCursor) -> None:
        number = number_at(self._editor.document(), cursor.selectionStart())
        cursor.insertText(self.instead.text(), plain(number))

    def _selected(self) -> Place:
        cursor, document = self._editor.textCursor(), self._editor.document()
        return points_of(document, cursor.selectionStart()), points_of(document, cursor.selectionEnd())

    def _cursor(self, place: Place) -> QTextCursor:
        document = self._editor.document()
        cursor = QTextCursor(document)
        cursor.setPosition(utf16_of(document, place[0]))
        cursor.setPosition(utf16_of(document, place[1]), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _look(self) -> None:
        if self.isHidden():
            return
        self._editor.make_whole()
        words = self.words.text()
        text = self._editor.toPlainText()
        self._places = in_text.places(text, words, whole_words=self.whole.isChecked())
        self.count.setText(tr(_COUNT, here="–", all=len(self._places)) if self._places else tr(_NONE) if words else "")
        for widget in (self.one, self.all):
            widget.setEnabled(bool(self._places))
        self._colour(text)

    def _colour(self, text: str) -> None:
        look = QTextCharFormat()
        tint = QColor(theme.colour("warn"))
        tint.setAlpha(_TINT)
        look.setBackground(tint)
        shown = []
        units = len(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2
        for place in self._places[:_SHOWN]:
            made = QTextEdit.ExtraSelection()
            if units:  # nothing outside the basic plane: both countings agree
                cursor = QTextCursor(self._editor.document())
                cursor.setPosition(place[0])
                cursor.setPosition(place[1], QTextCursor.MoveMode.KeepAnchor)
            else:
                cursor = self._cursor(place)
            made.cursor, made.format = cursor, look
            shown.append(made)
        self._editor.setExtraSelections(shown)

    def _build(self) -> None:
        self._next, self._before = tool("chevron-down", tr(_NEXT)), tool("chevron-up", tr(_BEFORE))
        self._shut = tool("x", tr(_SHUT))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setSpacing(8)
        layout.addWidget(self.words, 3)
        layout.addWidget(self._before)
        layout.addWidget(self._next)
        layout.addWidget(self.count)
        layout.addWidget(self.whole)
        layout.addWidget(self.instead, 2)
        layout.addWidget(self.one)
        layout.addWidget(self.all)
        layout.addWidget(self._shut)

    def _connect(self) -> None:
        self.words.textChanged.connect(self._later.start)
        self.whole.toggled.connect(self._look)
        self._editor.typed.connect(self._later.start)
        self._later.timeout.connect(self._look)
        self._next.clicked.connect(lambda: self.step(1))
        self._before.clicked.connect(lambda: self.step(-1))
        self.one.clicked.connect(self.replace_one)
        self.all.clicked.connect(self.replace_all)
        self._shut.clicked.connect(self.shut)
        for keys, by in (("F3", 1), ("Shift+F3", -1)):
            made = QShortcut(QKeySequence(keys), self._editor, context=Qt.ShortcutContext.WidgetShortcut)
            made.activated.connect(lambda by=by: self.step(by))
