"""A protection level by shape, letter, colour and name: never by colour alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.level import Level
from fieldnotes_ui import theme, tokens

NAMES = {
    Level.PUBLIC: N_("Public"),
    Level.ROLE: N_("Role"),
    Level.ANONYMOUS: N_("Anonymous"),
    Level.INTERNAL: N_("Internal"),
    Level.SEALED: N_("Sealed"),
}
MEANINGS = {
    Level.PUBLIC: N_("On the record: names may stand."),
    Level.ROLE: N_("Not for attribution: a role instead of the name."),
    Level.ANONYMOUS: N_("Identity confidential: code names; places, dates and jobs made coarse."),
    Level.INTERNAL: N_("Off the record: for the team only, in no editor's bundle."),
    Level.SEALED: N_("Only with the sealed compartment open; never in any bundle."),
}
_ACCESSIBLE = N_("Protection level: {name}")


def level_name(level: Level) -> str:
    return tr(NAMES[level])


def paint_mark(painter: QPainter, rect: QRectF, level: Level) -> None:
    """The level's shape with its letter, filling `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.colour(f"level{int(level)}")))
    shape = tokens.SHAPES[level]
    text = QRectF(rect)
    if shape == "circle":
        painter.drawEllipse(rect)
    elif shape == "square":
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    else:
        painter.drawPolygon(_polygon(shape, rect))
        if shape == "triangle":
            text.translate(0, rect.height() * 0.12)
    font = QFont(painter.font())
    font.setBold(True)
    font.setPixelSize(max(9, int(rect.height() * (0.5 if shape == "triangle" else 0.58))))
    painter.setFont(font)
    painter.setPen(theme.colour("on_level"))
    painter.drawText(text, Qt.AlignmentFlag.AlignCenter, level.letter)
    painter.restore()


def _polygon(shape: str, rect: QRectF) -> QPolygonF:
    left, right, top, bottom, middle = rect.left(), rect.right(), rect.top(), rect.bottom(), rect.center()
    if shape == "triangle":
        points = [(middle.x(), top - 1), (right + 1.5, bottom), (left - 1.5, bottom)]
    elif shape == "diamond":
        reach = rect.width() / 2 * 1.12
        points = [
            (middle.x(), middle.y() - reach),
            (middle.x() + reach, middle.y()),
            (middle.x(), middle.y() + reach),
            (middle.x() - reach, middle.y()),
        ]
    else:
        cut = rect.width() * 0.29
        points = [
            (left + cut, top), (right - cut, top), (right, top + cut), (right, bottom - cut),
            (right - cut, bottom), (left + cut, bottom), (left, bottom - cut), (left, top + cut),
        ]  # fmt: skip
    return QPolygonF([QPointF(x, y) for x, y in points])


class LevelBadge(QWidget):
    """A pill with the level's mark and name."""

    def __init__(self, level: Level = Level.INTERNAL, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = level
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_level(level)

    @property
    def level(self) -> Level:
        return self._level

    def show_level(self, level: Level) -> None:
        self._level = level
        self.setAccessibleName(tr(_ACCESSIBLE, name=level_name(level)))
        self.setToolTip(tr(MEANINGS[level]))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        font = QFont(self.font())
        font.setBold(True)
        return QSize(self.fontMetrics().horizontalAdvance(level_name(self._level)) + 54, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(f"level{int(self._level)}"), 1.2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        mark = QRectF(self.width() - 26 if mirrored else 8, 4.5, 17, 17)
        paint_mark(painter, mark, self._level)
        font = QFont(painter.font())
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        area = self.rect().adjusted(12 if mirrored else 32, 0, -32 if mirrored else -12, 0)
        painter.drawText(
            area, Qt.AlignmentFlag.AlignVCenter | side | Qt.AlignmentFlag.AlignAbsolute, level_name(self._level)
        )
