"""Where passages are in an editor's document: offsets in both countings, what is under a caret, the drawn ends."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from fieldnotes.model.level import Level
from fieldnotes.services import in_text
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.body_document import blocks_of, number_of
from fieldnotes_ui.widgets.passage_look import draw_bracket


def points_of(document: QTextDocument, position: int) -> int:
    """A position of Qt (UTF-16 units) in code points of the body's text."""
    here = document.findBlock(position)
    before = 0
    for block in blocks_of(document):
        if block == here:
            break
        before += len(block.text()) + 1
    units = here.text().encode("utf-16-le", "surrogatepass")[: 2 * (position - here.position())]
    return before + len(units.decode("utf-16-le", "ignore"))


def utf16_of(document: QTextDocument, point: int) -> int:
    """Where a code point of the body's text stands in Qt's counting; past the end is the end."""
    left = point
    for block in blocks_of(document):
        text = block.text()
        if left <= len(text):
            return block.position() + len(text[:left].encode("utf-16-le", "surrogatepass")) // 2
        left -= len(text) + 1
    return max(0, document.characterCount() - 1)


def words_of(cursor: QTextCursor) -> str:
    """The selected words, with line feeds where Qt has its own marks."""
    return cursor.selectedText().replace("\u2029", "\n").replace("\u2028", "\n")


def number_at(document: QTextDocument, position: int) -> int:
    """The passage of the character after a caret, or else of the one before it; 0 for none."""
    return _number(document, position) or (_number(document, position - 1) if position else 0)


def number_here(document: QTextDocument, position: int) -> int:
    """The passage that a caret is inside of: the characters on both its sides are in it."""
    after = document.findBlock(position)
    while after.isValid() and position >= after.position() + after.length() - 1:
        after = after.next()
        position = max(position, after.position()) if after.isValid() else position
    following = _number(document, position) if after.isValid() else 0
    if not following:
        return 0
    before = position - 1
    block = document.findBlock(max(before, 0))
    while before >= 0 and before == block.position() + block.length() - 1:
        before -= 1
        block = document.findBlock(max(before, 0))
    return following if before >= 0 and _number(document, before) == following else 0


def draw_hidden(painter: QPainter, editor: QTextEdit, area: QRectF) -> None:
    """Draw a thin mark in sight where a character is that takes no room."""
    painter.setPen(QPen(theme.colour("danger"), 1.4))
    block = editor.cursorForPosition(QPoint(0, int(area.top()))).block()
    while block.isValid() and editor.cursorRect(QTextCursor(block)).top() <= area.bottom():
        text = block.text()
        for point in in_text.hidden(text):
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + len(text[:point].encode("utf-16-le", "surrogatepass")) // 2)
            caret = QRectF(editor.cursorRect(cursor))
            painter.drawLine(caret.topLeft(), caret.bottomLeft())
            painter.drawEllipse(caret.center() + QPointF(0, -caret.height() / 2), 2, 2)
        block = block.next()


def draw_brackets(painter: QPainter, editor: QTextEdit, level_of: Callable[[int], Level | None], area: QRectF) -> None:
    """Draw the ends of every passage in sight."""
    block = editor.cursorForPosition(QPoint(0, int(area.top()))).block()
    before = _last_number(block.previous())
    while block.isValid() and editor.cursorRect(QTextCursor(block)).top() <= area.bottom():
        rightwards = block.textDirection() is not Qt.LayoutDirection.RightToLeft
        following = block.next()
        edges = _edges(block, before, _first_number(following))
        for position, number, opens in edges:
            level = level_of(number)
            if level is not None:
                cursor = QTextCursor(editor.document())
                cursor.setPosition(position)
                caret = QRectF(editor.cursorRect(cursor))
                draw_bracket(painter, caret, level, opens=opens, rightwards=rightwards)
        before = _last_number(block) if block.length() > 1 else before
        block = following


def _edges(block: QTextBlock, before: int, after: int) -> list[tuple[int, int, bool]]:
    """(position, passage, does it open) of each end inside a block; neighbours tell where passages go on."""
    edges = []
    last, end = before, block.position()
    step = block.begin()
    while not step.atEnd():
        fragment = step.fragment()
        number = number_of(fragment.charFormat())
        if number != last:
            if last and end > block.position():
                edges.append((end, last, False))
            if number:
                edges.append((fragment.position(), number, True))
        last, end = number, fragment.position() + fragment.length()
        step += 1
    if last and end > block.position() and last != after:
        edges.append((end, last, False))
    return edges


def _number(document: QTextDocument, position: int) -> int:
    """Of the character at `position`; 0 for the end of a block."""
    block = document.findBlock(position)
    step = block.begin()
    while not step.atEnd():
        fragment = step.fragment()
        if fragment.contains(position):
            return number_of(fragment.charFormat())
        step += 1
    return 0


def _first_number(block: QTextBlock) -> int:
    if not block.isValid() or block.begin().atEnd():
        return 0
    return number_of(block.begin().fragment().charFormat())


def _last_number(block: QTextBlock) -> int:
    number = 0
    if block.isValid():
        step = block.begin()
        while not step.atEnd():
            number = number_of(step.fragment().charFormat())
            step += 1
    return number
