"""How marked places of a text look: every tone differs in more than its colour."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
    QTextLine,
)

from fieldnotes_ui import theme
from fieldnotes_ui.widgets.spans import Tone

_Line = QTextCharFormat.UnderlineStyle
_LETTER_POINTS = 6.5
_LOOK = {
    Tone.TAKEN_NAME: ("hl", "text", _Line.NoUnderline, "text"),
    Tone.TAKEN_PASSAGE: ("info_soft", "text", _Line.SingleUnderline, "info"),
    Tone.TAKEN_DETAIL: ("ok_soft", "text", _Line.DotLine, "ok"),
    Tone.TAKEN_OFF: ("surface2", "text", _Line.DashDotLine, "text2"),
    Tone.PUT_NAME: ("redact", "redact_text", _Line.NoUnderline, "redact"),
    Tone.PUT_PASSAGE: ("info_soft", "text", _Line.SingleUnderline, "info"),
    Tone.PUT_DETAIL: ("ok_soft", "text", _Line.DotLine, "ok"),
    Tone.PUT_OFF: ("surface2", "text", _Line.DashDotLine, "text2"),
    Tone.OPEN: ("warn_soft", "text", _Line.WaveUnderline, "warn"),
    Tone.AMBIGUOUS: ("warn_soft", "text", _Line.NoUnderline, "warn"),
    Tone.SUGGESTED: ("accent_soft", "text", _Line.DashUnderline, "accent"),
    Tone.DETAIL: ("warn_soft", "text", _Line.DotLine, "warn"),
    Tone.ADDED: ("ok_soft", "text", _Line.SingleUnderline, "ok"),
    Tone.REMOVED: ("danger_soft", "text", _Line.NoUnderline, "danger"),
    Tone.REMARK: ("accent_soft", "text", _Line.SingleUnderline, "accent"),
    Tone.QUERY: ("info_soft", "text", _Line.DashUnderline, "info"),
    Tone.RISK: ("danger_soft", "text", _Line.WaveUnderline, "danger"),
}
"""Ground, ink, line below and its colour. A name is a box, a passage underlined, a detail dotted, a remark off the
record has dashes and dots; what is undecided waves, or has two lines where it could be several people, or dashes where
nobody is known."""

OUTLINED = frozenset({Tone.PUT_NAME})
STRUCK = frozenset({Tone.REMOVED})
"""A line through them is painted over the text: Qt draws none for what is no part of the document."""
DOUBLE = frozenset({Tone.AMBIGUOUS})
"""Two lines below, painted likewise: Qt knows no such underline."""
LETTERS = {
    Tone.TAKEN_NAME: "N",
    Tone.TAKEN_PASSAGE: "P",
    Tone.TAKEN_DETAIL: "D",
    Tone.TAKEN_OFF: "O",
    Tone.OPEN: "N?",
    Tone.AMBIGUOUS: "A?",
    Tone.SUGGESTED: "S?",
    Tone.DETAIL: "D?",
    Tone.REMARK: "C",
    Tone.QUERY: "Q",
    Tone.RISK: "R",
}
"""Small letters over the beginning of a mark in the original, so that no colour has to be told from another."""


def line_colour(tone: Tone) -> QColor:
    """The colour in which a mark's line and letters are painted."""
    return theme.colour("warn" if tone is Tone.TAKEN_NAME else _LOOK[tone][3])


def paint_mark(painter: QPainter, tone: Tone, box: QRectF, *, first: bool, mirrored: bool) -> None:
    """What Qt cannot draw of one line's part of a mark: `first` is the part in which it begins."""
    if tone in STRUCK:
        middle = box.center().y() + box.height() / 12  # through small letters, which sit below the middle
        painter.setPen(QPen(line_colour(tone), 1))
        painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
    if tone in OUTLINED and theme.is_dark():  # black on nearly black needs an edge
        painter.setPen(QPen(theme.colour("border_strong"), 1))
        painter.drawRoundedRect(box, 2, 2)
    if tone in DOUBLE:
        painter.setPen(QPen(line_colour(tone), 1.2))
        for below in (1.5, 4.5):
            painter.drawLine(QPointF(box.left(), box.bottom() - below), QPointF(box.right(), box.bottom() - below))
    letters = LETTERS.get(tone)
    if letters and first:
        font = theme.font(_LETTER_POINTS, bold=True)
        painter.setFont(font)
        painter.setPen(line_colour(tone))
        wide = QFontMetricsF(font).horizontalAdvance(letters)
        painter.drawText(QPointF(box.right() - wide if mirrored else box.left(), box.top() + 1), letters)


def format_of(tone: Tone) -> QTextCharFormat:
    ground, ink, line, line_colour = _LOOK[tone]
    form = QTextCharFormat()
    form.setBackground(theme.colour(ground))
    form.setForeground(theme.colour(ink))
    if tone in OUTLINED:
        form.setFontWeight(QFont.Weight.DemiBold)
    if line is not _Line.NoUnderline:
        form.setUnderlineStyle(line)
        form.setUnderlineColor(theme.colour(line_colour))
    return form


def span_boxes(document: QTextDocument, start: int, end: int) -> Iterator[QRectF]:
    """The boxes around UTF-16 units [start, end), one for each line, in the document's coordinates."""
    block = document.findBlock(start)
    while block.isValid() and block.position() < end:
        yield from _boxes_in(document, block, start - block.position(), end - block.position())
        block = block.next()


def _boxes_in(document: QTextDocument, block: QTextBlock, start: int, end: int) -> Iterator[QRectF]:
    origin = document.documentLayout().blockBoundingRect(block).topLeft()
    layout = block.layout()
    for at in range(layout.lineCount()):
        line = layout.lineAt(at)
        first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        if first < last:
            left, right = sorted(_x(line, place) for place in (first, last))
            yield QRectF(origin.x() + left, origin.y() + line.y(), right - left, line.ascent() + line.descent())


def _x(line: QTextLine, place: int) -> float:
    x, _ = cast("tuple[float, int]", line.cursorToX(place))  # the binding's stubs say no more than object
    return x
