"""The level badge as a button: it opens the choice of levels."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.level import Level
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.badge import MEANINGS, level_name, paint_mark

_ACCESSIBLE = N_("Protection level: {name}. Press to change it")
_HIGH = 30


class LevelButton(QAbstractButton):
    """A pill with mark, name and an arrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = Level.INTERNAL
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_level(Level.INTERNAL)

    @property
    def level(self) -> Level:
        return self._level

    def show_level(self, level: Level, reasons: tuple[str, ...] = ()) -> None:
        """`reasons` say why the level in effect is what it is."""
        self._level = level
        self.setAccessibleName(tr(_ACCESSIBLE, name=level_name(level)))
        self.setToolTip("\n".join((tr(MEANINGS[level]), *reasons)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return QSize(self.fontMetrics().horizontalAdvance(level_name(self._level)) + 72, _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused, mirrored = self.hasFocus(), self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        painter.setPen(QPen(theme.colour("focus" if focused else f"level{int(self._level)}"), 2 if focused else 1.2))
        painter.setBrush(theme.colour("surface2") if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 14, 14)
        wide = self.width()
        paint_mark(painter, QRectF(wide - 26 if mirrored else 9, 6.5, 17, 17), self._level)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        area = self.rect().adjusted(24 if mirrored else 34, 0, -34 if mirrored else -24, 0)
        painter.drawText(
            area, Qt.AlignmentFlag.AlignVCenter | side | Qt.AlignmentFlag.AlignAbsolute, level_name(self._level)
        )
        painter.setPen(QPen(theme.colour("text2"), 1.6))
        x, y = (16 if mirrored else wide - 17), self.height() / 2
        painter.drawPolyline([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)])
