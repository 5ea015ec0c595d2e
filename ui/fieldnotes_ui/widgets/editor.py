"""The testimony editor: the closed block schema, passages that follow their words, and no door for text to slip out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetricsF,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.level import Level
from fieldnotes.model.record import BlockStyle, Body, Passage
from fieldnotes_ui import theme
from fieldnotes_ui.widgets import editor_menu
from fieldnotes_ui.widgets.body_document import (
    apply_style,
    place,
    plain,
    spot_of,
    style_of,
    writing,
)
from fieldnotes_ui.widgets.body_reading import BodyReading
from fieldnotes_ui.widgets.filling import Filling
from fieldnotes_ui.widgets.passage_look import PassageLook
from fieldnotes_ui.widgets.passage_tools import draw_brackets, draw_hidden, number_at, number_here
from fieldnotes_ui.widgets.paste import blocks_in
from fieldnotes_ui.widgets.safe_edit import SafeEdit

_NAME = N_("Text of the testimony")
_PLACEHOLDER = N_("Write or paste the testimony here. It is kept encrypted while you type.")
_MEASURE = 88
"""Average widths in a line: Qt's average counts rare wide letters, so this is about 76 of running text."""
SMALLEST, LARGEST = 10, 24
"""Reading text in points."""
_HEADINGS = (BlockStyle.HEADING_1, BlockStyle.HEADING_2, BlockStyle.HEADING_3)
_ENDED_BY_NOTHING = (BlockStyle.BULLET, BlockStyle.NUMBERED, BlockStyle.TURN)
"""Styles that go on in the next paragraph until one stays empty."""


@dataclass(frozen=True, slots=True)
class Selected:
    """What a passage would be made of: code points of the body, and the passage that is already there, if any."""

    start: int
    end: int
    quote: str
    present: Passage | None


class Editor(SafeEdit):
    """`typed` is every change by the user, never one of looks.

    `passages_lost` tells how many passages have no words left; `left` is Esc; `rested` is the focus going elsewhere.
    """

    typed = Signal()
    passages_lost = Signal(int)
    left = Signal()
    rested = Signal()
    mark_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr(_NAME))
        self.setPlaceholderText(tr(_PLACEHOLDER))
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(4)
        self._passages: dict[int, Passage] = {}
        self._lost: frozenset[int] = frozenset()
        self._points = theme.READING_POINTS
        self._edited = self._shows_hidden = self._marks_only = False
        self._filling, self._reading = Filling(self), BodyReading(self.document(), self)
        self._spot: tuple[int, int] | None = None
        self._filling.ended.connect(self._on_whole)
        self._look = PassageLook(self.document(), self.level_of)
        self._look_for_lost = QTimer(self, singleShot=True, interval=0)
        self._look_for_lost.timeout.connect(self._tell_lost)
        self._set_font()
        self.document().contentsChange.connect(self._note_edit)
        self.textChanged.connect(self._changed)

    # --- body in, body out --------------------------------------------------------------------------------------

    def show_body(self, body: Body, *, cursor: int = 0) -> int:
        """Show another record. Returns how many passages did not stand where they should; undo starts afresh.

        A long text comes bit by bit and can be read meanwhile; it can be changed once it is whole.
        """
        placed = place(body)
        self._passages, self._lost = placed.passages, frozenset()
        self._spot = spot_of(body, cursor)
        self._reading.pause()
        self._filling.begin(writing(self.document(), body, placed))
        if not self._filling.is_whole:
            self.setReadOnly(True)
            self._go_to(0)
            self._spot = self._spot if cursor else None  # who has begun to read is not taken back to the beginning
        return placed.moved

    @property
    def is_whole(self) -> bool:
        """Whether all of the text is there."""
        return self._filling.is_whole

    def make_whole(self) -> None:
        """Before anything is changed or read as a whole: half of a text must never be stored."""
        self._filling.finish()

    def _on_whole(self) -> None:
        self._reading.restart()
        self.document().clearUndoRedoStacks()
        self._edited = False
        self.setReadOnly(self._marks_only)
        if self._spot is not None:
            self._go_to(self._reading.position_in(*self._spot))

    @property
    def is_marks_only(self) -> bool:
        return self._marks_only

    def set_marks_only(self, only: bool) -> None:
        """A text that is read and marked here, by keyboard too, and written elsewhere."""
        self._marks_only = only
        self.setReadOnly(only or not self.is_whole)
        if only:
            keys = Qt.TextInteractionFlag.TextSelectableByKeyboard
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | keys)

    def forget(self) -> None:
        """Show nothing and keep nothing, in the undo stack neither."""
        self.show_body(Body())

    def body(self) -> Body:
        self.make_whole()
        return self._reading.body(self._passages)

    def cursor_point(self) -> int:
        """The caret in code points of the body's text."""
        return self._reading.point_of(self.textCursor().position())

    def place_cursor(self, point: int) -> None:
        self._go_to(self._reading.position_of(point))

    def _go_to(self, position: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(position)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def level_of(self, number: int) -> Level | None:
        passage = self._passages.get(number)
        return passage.level if passage is not None else None

    # --- styles and passages ------------------------------------------------------------------------------------

    def block_style(self) -> BlockStyle:
        return style_of(self.textCursor().block())

    def set_block_style(self, style: BlockStyle) -> None:
        """Give every selected block a style; the same style again makes plain paragraphs."""
        self.make_whole()
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        wanted = BlockStyle.PARAGRAPH if style_of(cursor.block()) is style else style
        step = QTextCursor(self.document())
        step.beginEditBlock()
        block = self.document().findBlock(start)
        while block.isValid() and block.position() <= end:
            step.setPosition(block.position())
            apply_style(step, wanted)
            block = block.next()
        step.endEditBlock()

    def insert_words(self, words: str) -> None:
        """Put words at the caret, as typing does."""
        self.make_whole()
        self._settle_format()
        self.textCursor().insertText(words)
        self.ensureCursorVisible()

    def show_hidden(self, shown: bool) -> None:
        """Draw spaces, tabs and whatever else takes no room on the screen."""
        self._shows_hidden = shown
        option = self.document().defaultTextOption()
        flags = QTextOption.Flag.ShowTabsAndSpaces
        option.setFlags(option.flags() | flags if shown else option.flags() & ~flags)
        self.document().setDefaultTextOption(option)
        self.viewport().update()

    def selected(self) -> Selected | None:
        """The selection without white space at its ends, or the passage under the caret; None if there is neither."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        number = number_at(self.document(), start)
        if start == end:
            if not number:
                return None
            return self._whole(number)
        first, last = self._reading.point_of(start), self._reading.point_of(end)
        text = self.body().text
        quote = text[first:last]
        first += len(quote) - len(quote.lstrip())
        last -= len(quote) - len(quote.rstrip())
        if first >= last:
            return None
        return Selected(first, last, text[first:last], None)

    def mark(self, where: Selected, level: Level, *, replacement: str = "", reason: str = "") -> None:
        """Give the words a level of their own; whatever passage stood there gives way."""
        number = max(self._passages, default=0) + 1
        self._passages[number] = Passage(where.start, where.end, level, where.quote, replacement, reason)
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._reading.position_of(where.start))
        cursor.setPosition(self._reading.position_of(where.end), QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(plain(number))
        after = self.textCursor()
        after.setPosition(cursor.selectionEnd())
        self.setTextCursor(after)
        self._look.rehighlight()

    def _whole(self, number: int) -> Selected | None:
        wanted = self._passages.get(number)
        point = self.cursor_point()
        for passage in self.body().passages:
            if wanted is not None and passage.start <= point <= passage.end:
                return Selected(passage.start, passage.end, passage.quote, passage)
        return None

    def _tell_lost(self) -> None:
        lost = frozenset(self._passages) - self._reading.numbers()
        new = lost - self._lost
        self._lost = lost
        if new:
            self.passages_lost.emit(len(new))

    def _note_edit(self, *_: int) -> None:
        self._edited = True

    def _changed(self) -> None:
        if not self._edited or not self.is_whole:
            return  # only the look changed, which Qt reports as a change of text as well
        self._edited = False
        if len(self._passages) > len(self._lost):
            self._look_for_lost.start()
        self.typed.emit()

    # --- size -----------------------------------------------------------------------------------------------------

    def zoom(self, steps: int) -> None:
        """Larger or smaller reading text; 0 is the normal size."""
        wanted = theme.READING_POINTS if steps == 0 else self._points + steps
        self._points = max(SMALLEST, min(LARGEST, wanted))
        self._set_font()

    def _set_font(self) -> None:
        font = theme.font(self._points)
        self.document().setDefaultFont(font)
        self._look.rehighlight()
        self._keep_measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_measure()

    def _keep_measure(self) -> None:
        """Lines of at most 76 letters are read without losing the next one."""
        measure = int(QFontMetricsF(self.document().defaultFont()).averageCharWidth() * _MEASURE)
        wanted = max(8, self.width() - measure)
        if self.viewportMargins().right() != wanted:
            was = self.viewport().size()
            self.setViewportMargins(0, 0, wanted, 0)
            super().resizeEvent(QResizeEvent(self.viewport().size(), was))  # Qt itself would leave the lines as long

    # --- typing ---------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.ignore()  # with nowhere to go to, Qt would write a tab
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isReadOnly():
            self._new_block()
        elif not self._zoomed_by(event):
            self._settle_format()
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._settle_format()
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.rested.emit()

    def _settle_format(self) -> None:
        """What is typed next belongs to a passage only between two of its characters, never at its ends."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            self.setCurrentCharFormat(plain(number_here(self.document(), cursor.position())))

    def _new_block(self) -> None:
        cursor = self.textCursor()
        style = style_of(cursor.block())
        if style in _ENDED_BY_NOTHING and not cursor.block().text():
            apply_style(cursor, BlockStyle.PARAGRAPH)
            return
        number = number_here(self.document(), cursor.selectionEnd())
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        cursor.insertBlock()
        if style in _HEADINGS:
            apply_style(cursor, BlockStyle.PARAGRAPH)
        cursor.setBlockCharFormat(plain(number))
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _zoomed_by(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.ZoomIn):
            self.zoom(1)
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.zoom(-1)
        elif event.key() == Qt.Key.Key_0 and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.zoom(0)
        else:
            return False
        return True

    # --- what comes in and goes out -------------------------------------------------------------------------------

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasHtml()

    def insertFromMimeData(self, source: QMimeData) -> None:
        blocks = blocks_in(source)
        if not blocks:
            return
        cursor = self.textCursor()
        number = number_here(self.document(), cursor.selectionEnd())
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        empty = not cursor.block().text()
        for index, block in enumerate(blocks):
            if index:
                cursor.insertBlock()
            if index or empty:
                apply_style(cursor, block.style)
            cursor.insertText(block.text, plain(number))
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        history, can_write = self.document(), not self.isReadOnly()
        has_words = self.textCursor().hasSelection()
        does: dict[str, Callable[[], None] | None] = {
            editor_menu.UNDO: self.undo if history.isUndoAvailable() else None,
            editor_menu.REDO: self.redo if history.isRedoAvailable() else None,
            editor_menu.CUT: self.ask_cut if has_words and can_write else None,
            editor_menu.COPY: self.ask_copy if has_words else None,
            editor_menu.PASTE: self.paste if can_write and self.canPaste() else None,
            editor_menu.ALL: self.selectAll,
            editor_menu.MARK: self.mark_wanted.emit
            if (can_write or self._marks_only) and self.selected() is not None
            else None,
        }
        editor_menu.editor_menu(self, does).popup(event.globalPos())

    # --- drawing --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_brackets(painter, self, self.level_of, QRectF(event.rect()))
        if self._shows_hidden:
            draw_hidden(painter, self, QRectF(event.rect()))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_look"):
            self._look.rehighlight()
