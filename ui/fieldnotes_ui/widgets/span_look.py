"""How marked places of a text look: every tone differs in more than its colour."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QTextBlock, QTextCharFormat, QTextDocument, QTextLine

from fieldnotes_ui import theme
from fieldnotes_ui.widgets.spans import Tone

_Line = QTextCharFormat.UnderlineStyle
_LOOK = {
    Tone.TAKEN_NAME: ("hl", "text", _Line.NoUnderline, "text"),
    Tone.TAKEN_PASSAGE: ("info_soft", "text", _Line.SingleUnderline, "info"),
    Tone.TAKEN_DETAIL: ("ok_soft", "text", _Line.DashUnderline, "ok"),
    Tone.PUT_NAME: ("redact", "redact_text", _Line.NoUnderline, "redact"),
    Tone.PUT_PASSAGE: ("info_soft", "text", _Line.SingleUnderline, "info"),
    Tone.PUT_DETAIL: ("ok_soft", "text", _Line.DashUnderline, "ok"),
    Tone.OPEN: ("warn_soft", "text", _Line.WaveUnderline, "warn"),
    Tone.DETAIL: ("warn_soft", "text", _Line.DotLine, "warn"),
    Tone.ADDED: ("ok_soft", "text", _Line.SingleUnderline, "ok"),
    Tone.REMOVED: ("danger_soft", "text", _Line.NoUnderline, "danger"),
}
"""Ground, ink, line below and its colour: a name is a box, a passage is underlined, a detail by dashes."""

OUTLINED = frozenset({Tone.PUT_NAME})
STRUCK = frozenset({Tone.REMOVED})
"""A line through them is painted over the text: Qt draws none for what is no part of the document."""


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
