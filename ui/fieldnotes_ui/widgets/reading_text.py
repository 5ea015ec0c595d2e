"""Text to read and not to change: marked spans, nothing it names is opened, no way out but an asked-for copy."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip, QWidget

from fieldnotes_ui import theme
from fieldnotes_ui.widgets.body_document import showable
from fieldnotes_ui.widgets.dead_document import DeadDocument
from fieldnotes_ui.widgets.gradual import GradualText
from fieldnotes_ui.widgets.span_look import format_of, paint_mark, span_boxes
from fieldnotes_ui.widgets.spans import Span, Spans, Units

_LEFTWARDS = Qt.LayoutDirection.RightToLeft
_AHEAD = 3000
"""Code points beyond the viewport whose spans are dressed already, so that a small scroll has nothing to do."""


class ReadingText(QTextEdit):
    """`copy_wanted` carries the selected words: whether they may be copied is not for a widget to say.

    `reached` carries the words about the span in which the caret stands, empty outside of any; `pressed` the place of a
    click, or of the caret when Enter is pressed. A long text comes bit by bit: `is_whole` tells whether all of it is
    there, `completed` that it is now.
    """

    copy_wanted = Signal(str)
    reached = Signal(str)
    completed = Signal()
    pressed = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given = self._text = ""
        self._units = Units()
        self._spans = Spans()
        self._current: tuple[int, int] | None = None
        self._awaited: int | None = None
        self._dressed = (0, 0)
        self.setDocument(self._new_document())
        self._gradual = GradualText(self.document(), self)
        self._gradual.grew.connect(self._on_grown)
        self._gradual.ended.connect(self.completed)
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._dress_what_is_seen())
        self.cursorPositionChanged.connect(self._tell_reached)

    # --- showing --------------------------------------------------------------------------------------------------

    @property
    def is_whole(self) -> bool:
        return self._gradual.is_whole

    def show_text(self, text: str, spans: Sequence[Span] = (), *, stay: bool = False, soon: bool = False) -> None:
        """Text of a vault or bundle, as plain characters whatever is in it. The same text again stays where it is.

        With `stay` it is the text of before with some words changed: the place that is read stays in view. With `soon`
        a long one begins in the next turn of the event loop, after what else this one has to do.
        """
        if text != self._given:
            self._given = text
            stay = stay and bool(self._text)
            text = "\n".join(map(showable, text.split("\n")))
            self._spans, self._current, self._awaited = Spans(), None, None  # writing scrolls; these are the old text's
            self._text = text
            self._units = Units(text)
            if stay:
                self._gradual.change_to(text)
            else:
                self._begin(text, soon=soon)
        self._spans = Spans(spans)
        self._dress()
        self._tell_reached()

    def show_spans(self, spans: Sequence[Span]) -> None:
        """Other marks over the same text."""
        self._spans = Spans(spans)
        self._dress()
        self._tell_reached()

    def show_current(self, start: int, end: int) -> None:
        """Bring a place into view and frame it."""
        self._current = (start, end)
        self.bring_into_view(start)

    def bring_into_view(self, start: int) -> None:
        """Scroll so that a place stands in the upper third; as soon as it is there, in a text that still comes."""
        if not self._gradual.reaches(self._units.of(start)):
            self._awaited = start
            return
        self._awaited = None
        cursor = self._cursor(start, start)
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() - self.viewport().height() // 3)
        self._dress()

    def selected(self) -> tuple[int, int]:
        """The code points that are selected; the same place twice where nothing is."""
        cursor = self.textCursor()
        return self._units.place(cursor.selectionStart()), self._units.place(cursor.selectionEnd())

    def top(self) -> tuple[int, int]:
        """The code point that stands first in view, and how many pixels above the edge its line begins."""
        cursor = self.cursorForPosition(QPoint(0, 0))
        return self._units.place(cursor.position()), -self.cursorRect(cursor).top()

    def show_top(self, place: int, above: int) -> None:
        """Scroll so that the line of `place` begins `above` pixels over the edge, if it is there already."""
        if self._gradual.reaches(self._units.of(place)):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect(self._cursor(place, place)).top() + above)

    def _new_document(self) -> DeadDocument:
        made = DeadDocument(self)
        made.setUndoRedoEnabled(False)
        made.setDocumentMargin(12)
        made.setDefaultFont(theme.font(theme.READING_POINTS))
        return made

    def _begin(self, text: str, *, soon: bool) -> None:
        """A document of its own: to empty one that is long takes longer than a slice."""
        before = self.document()
        self.setDocument(self._new_document())
        before.deleteLater()
        self._gradual.begin(self.document(), text, soon=soon)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def _on_grown(self) -> None:
        if self._awaited is not None:
            self.bring_into_view(self._awaited)
        elif self._dressed[1] < self._seen()[1]:
            self._dress()

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._units.of(start))
        cursor.setPosition(self._units.of(end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    # --- spans ----------------------------------------------------------------------------------------------------

    def _seen(self) -> tuple[int, int]:
        """The code points in view."""
        port = self.viewport()
        first = self.cursorForPosition(QPoint(0, 0)).position()
        last = self.cursorForPosition(QPoint(port.width(), port.height())).position()
        return self._units.place(min(first, last)), self._units.place(max(first, last)) + 1

    def _dress_what_is_seen(self) -> None:
        first, last = self._seen()
        if first < self._dressed[0] or last > self._dressed[1]:
            self._dress()

    def _dress(self) -> None:
        """Extra selections, because they are no part of the document that somebody could copy.

        Only for what is near the viewport: a long testimony has thousands, and Qt takes half a second for them.
        """
        first, last = self._seen()
        there = len(self._text) if self.is_whole else self._units.place(self.document().characterCount() - 1)
        first, last = max(0, first - _AHEAD), min(there, last + _AHEAD)
        at_the_end = last == len(self._text)
        self._dressed = (first, last + at_the_end)
        made = [
            self._selection(span.start, min(span.end, there), format_of(span.tone))
            for span in self._spans.between(first, last)
        ]
        if self._current is not None and self._current[1] <= there:
            form = QTextCharFormat()
            form.setBackground(theme.colour("accent"))
            form.setForeground(theme.colour("on_accent"))
            made.append(self._selection(*self._current, form))
        self.setExtraSelections(made)

    def _selection(self, start: int, end: int, form: QTextCharFormat) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        # The attributes are plain fields of the C++ struct; the stubs declare them as such.
        made.cursor, made.format = self._cursor(start, end), form
        return made

    def tip_at(self, place: int) -> str:
        """What is to be said about a character."""
        span = self._spans.at(place)
        return span.tip if span is not None else ""

    def _tell_reached(self) -> None:
        self.reached.emit(self.tip_at(self._units.place(self.textCursor().position())))

    def _show_tip(self, event: QHelpEvent) -> None:
        """Qt shows no tips of extra selections. Escaped: a tip may hold words of the vault, and a tip can be markup."""
        scrolled = QPointF(event.pos()) + QPointF(0, self.verticalScrollBar().value())
        unit = self.document().documentLayout().hitTest(scrolled, Qt.HitTestAccuracy.ExactHit)
        tip = self.tip_at(self._units.place(unit)) if unit >= 0 else ""
        if tip:
            QToolTip.showText(event.globalPos(), f"<qt>{html.escape(tip)}</qt>", self.viewport())
        else:
            QToolTip.hideText()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_tip(event)
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, -self.verticalScrollBar().value())
        for span in self._spans.between(*self._seen()):
            first, last = self._units.of(span.start), self._units.of(span.end)
            mirrored = self.document().findBlock(first).textDirection() is _LEFTWARDS
            for number, box in enumerate(span_boxes(self.document(), first, last)):
                paint_mark(painter, span.tone, box, first=not number, mirrored=mirrored)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._dress_what_is_seen()

    # --- no way out -----------------------------------------------------------------------------------------------

    def loadResource(self, kind: int, name: QUrl | str) -> None:
        del kind, name  # nothing that a text names is ever opened

    def createMimeDataFromSelection(self) -> QMimeData:
        """Empty: Qt would put the words on the X11 selection and into drags. Copying goes by `copy_wanted`."""
        return QMimeData()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            cursor = self.textCursor()
            if cursor.hasSelection():  # from the text itself: blocks also end where no line does
                first, last = (self._units.place(unit) for unit in (cursor.selectionStart(), cursor.selectionEnd()))
                self.copy_wanted.emit(self._text[first:last])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pressed.emit(self._units.place(self.textCursor().position()))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.pressed.emit(self._units.place(self.textCursor().position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cursor = self.textCursor()
        if event.button() == Qt.MouseButton.LeftButton and cursor.hasSelection():
            cursor.clearSelection()  # a press inside a selection would start a drag
            self.setTextCursor(cursor)
        super().mousePressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_spans"):
            self._dress()
