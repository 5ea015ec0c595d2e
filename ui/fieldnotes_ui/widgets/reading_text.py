"""Text to read and not to change: marked spans, nothing it names is opened, no way out but an asked-for copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from fieldnotes_ui import theme
from fieldnotes_ui.widgets.body_document import showable

_LINE_HEIGHT = 140.0


class Tone(Enum):
    """What a span is: taken out here, put in its place, still to be decided, and the one that is looked at."""

    TAKEN = auto()
    PUT = auto()
    OPEN = auto()
    DETAIL = auto()


@dataclass(frozen=True, slots=True)
class Span:
    """Code points [start, end) of the text shown."""

    start: int
    end: int
    tone: Tone
    tip: str = ""


class ReadingText(QTextEdit):
    """`copy_wanted` carries the selected words: whether they may be copied is not for a widget to say."""

    copy_wanted = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._spans: tuple[Span, ...] = ()
        self._current: tuple[int, int] | None = None
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
        self.document().setDocumentMargin(12)
        self.document().setDefaultFont(theme.font(theme.READING_POINTS))

    # --- showing --------------------------------------------------------------------------------------------------

    def show_text(self, text: str, spans: Sequence[Span] = ()) -> None:
        """Text of a vault or bundle, as plain characters whatever is in it."""
        self._text = "\n".join(showable(line) for line in text.split("\n"))
        self._spans = tuple(spans)
        self._current = None
        self.setPlainText(self._text)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        form = QTextBlockFormat()
        form.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setBottomMargin(6)
        cursor.mergeBlockFormat(form)
        self._paint_spans()

    def show_current(self, start: int, end: int) -> None:
        """Bring a place into view and frame it."""
        self._current = (start, end)
        self._paint_spans()
        self.bring_into_view(start)

    def bring_into_view(self, start: int) -> None:
        """Scroll so that a place stands in the upper third."""
        cursor = self._cursor(start, start)
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() - self.viewport().height() // 3)

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._units(start))
        cursor.setPosition(self._units(end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _units(self, index: int) -> int:
        """Code points to the UTF-16 units that Qt counts in."""
        return len(self._text[:index].encode("utf-16-le")) // 2

    def _paint_spans(self) -> None:
        """Extra selections, because they are no part of the document that somebody could copy."""
        made = [self._selection(span.start, span.end, _format(span.tone, span.tip)) for span in self._spans]
        if self._current is not None:
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

    # --- no way out -----------------------------------------------------------------------------------------------

    def loadResource(self, kind: int, name: QUrl | str) -> None:
        del kind, name  # nothing that a text names is ever opened

    def createMimeDataFromSelection(self) -> QMimeData:
        """Empty: Qt would put the words on the X11 selection and into drags. Copying goes by `copy_wanted`."""
        return QMimeData()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            if self.textCursor().hasSelection():
                self.copy_wanted.emit(self.textCursor().selection().toPlainText())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cursor = self.textCursor()
        if event.button() == Qt.MouseButton.LeftButton and cursor.hasSelection():
            cursor.clearSelection()  # a press inside a selection would start a drag
            self.setTextCursor(cursor)
        super().mousePressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_spans"):
            self._paint_spans()


def _format(tone: Tone, tip: str) -> QTextCharFormat:
    """Every tone differs in more than its colour: filled, boxed, underlined by a wave, underlined by dots."""
    form = QTextCharFormat()
    if tone is Tone.TAKEN:
        form.setBackground(theme.colour("hl"))
        form.setForeground(theme.colour("text"))
    elif tone is Tone.PUT:
        form.setBackground(theme.colour("redact"))
        form.setForeground(theme.colour("redact_text"))
        form.setFontWeight(QFont.Weight.DemiBold)
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)  # black on nearly black needs an edge
        form.setUnderlineColor(theme.colour("border_strong"))
    else:
        _underline(form, theme.colour("warn"), dotted=tone is Tone.DETAIL)
    if tip:
        form.setToolTip(tip)
    return form


def _underline(form: QTextCharFormat, colour: QColor, *, dotted: bool) -> None:
    style = QTextCharFormat.UnderlineStyle
    form.setUnderlineStyle(style.DotLine if dotted else style.WaveUnderline)
    form.setUnderlineColor(colour)
    form.setBackground(theme.colour("warn_soft"))
