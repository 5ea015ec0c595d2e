"""How headings and passages look in the editor: derived from the text, never stored in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QSyntaxHighlighter, QTextBlock, QTextCharFormat, QTextDocument

from fieldnotes.model.level import Level
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.body_document import number_of

_TINT = 46
_SCALES = {1: 1.5, 2: 1.25, 3: 1.1}


class PassageLook(QSyntaxHighlighter):
    """Tints and underlines passages in their level's colour; sets headings larger. `level_of` knows levels."""

    def __init__(self, document: QTextDocument, level_of: Callable[[int], Level | None]) -> None:
        super().__init__(document)
        self._level_of = level_of

    def highlightBlock(self, text: str) -> None:
        del text
        block = self.currentBlock()
        heading = self._heading(block)
        step = block.begin()
        while not step.atEnd():
            fragment = step.fragment()
            level = self._level_of(number_of(fragment.charFormat()))
            if heading is not None or level is not None:
                form = QTextCharFormat(heading) if heading is not None else QTextCharFormat()
                if level is not None:
                    dress(form, level)
                self.setFormat(fragment.position() - block.position(), fragment.length(), form)
            step += 1

    def _heading(self, block: QTextBlock) -> QTextCharFormat | None:
        level = block.blockFormat().headingLevel()
        if not level:
            return None
        form = QTextCharFormat()
        form.setFontWeight(QFont.Weight.Bold)
        form.setFontPointSize(self.document().defaultFont().pointSizeF() * _SCALES.get(level, 1.0))
        return form


def dress(form: QTextCharFormat, level: Level) -> None:
    """Background and underline of a passage at `level`."""
    strong = theme.colour(f"level{int(level)}")
    tint = QColor(strong)
    tint.setAlpha(_TINT)
    form.setBackground(tint)
    form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    form.setUnderlineColor(strong)


def draw_bracket(painter: QPainter, caret: QRectF, level: Level, *, opens: bool, rightwards: bool) -> None:
    """One end of a passage at the place of a caret; its arms point into the passage."""
    pen = QPen(theme.colour(f"level{int(level)}"), 1.6)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    reach = 4.0 if opens == rightwards else -4.0
    x, top, bottom = caret.left(), caret.top() + 1, caret.bottom() - 1
    painter.drawPolyline([QPointF(x + reach, top), QPointF(x, top), QPointF(x, bottom), QPointF(x + reach, bottom)])
