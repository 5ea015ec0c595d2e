"""One line of text in a delegate: elided, in its own direction, on the side where the layout begins."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from fieldnotes_ui import theme

_ISOLATE, _END = "\u2068", "\u2069"


def isolated(*parts: str) -> str:
    """Parts of a line that keep their order whatever scripts they are in; empty ones are left out."""
    return " · ".join(f"{_ISOLATE}{part}{_END}" for part in parts if part)


def runs_leftwards(text: str) -> bool:
    """Whether the first letter with a direction is Arabic or Hebrew."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


def draw_line(
    painter: QPainter,
    box: QRectF,
    text: str,
    *,
    font: QFont,
    colour: QColor,
    mirrored: bool,
    marks: Sequence[tuple[int, int]] = (),
) -> None:
    """`marks` are code-point ranges of `text` that were found; those that are elided away are not drawn."""
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if runs_leftwards(text) else Qt.LayoutDirection.LeftToRight)
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout = QTextLayout(shown, font)
    layout.setTextOption(option)
    layout.setFormats([_mark(shown, start, end) for start, end in marks if start < len(shown)])
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(box.width())
    layout.endLayout()
    painter.setPen(colour)
    layout.draw(painter, QPointF(box.left(), box.top() + (box.height() - line.height()) / 2))


def _mark(text: str, start: int, end: int) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    first = len(text[:start].encode("utf-16-le", "surrogatepass")) // 2
    last = len(text[:end].encode("utf-16-le", "surrogatepass")) // 2
    form = QTextCharFormat()
    form.setBackground(theme.colour("hl"))
    form.setForeground(theme.colour("text"))
    form.setFontWeight(QFont.Weight.Bold)
    # The attributes are plain fields of the C++ struct; the stubs declare them as such.
    made.start, made.length, made.format = first, last - first, form
    return made
