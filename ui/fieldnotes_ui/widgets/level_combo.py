"""A choice of the five levels in one line, each with its mark and meaning."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QWidget

from fieldnotes.i18n import tr
from fieldnotes.model.level import Level
from fieldnotes_ui.widgets.badge import MEANINGS, level_name, paint_mark


class LevelCombo(QComboBox):
    """`level` is the chosen one."""

    def __init__(self, chosen: Level, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIconSize(QSize(18, 18))
        for level in Level:
            self.addItem(level_icon(level), level_name(level), level)
            self.setItemData(self.count() - 1, tr(MEANINGS[level]), Qt.ItemDataRole.ToolTipRole)
        self.choose(chosen)

    def level(self) -> Level:
        return Level(self.currentData())

    def choose(self, level: Level) -> None:
        self.setCurrentIndex(list(Level).index(level))


def level_icon(level: Level) -> QIcon:
    return QIcon(_MarkEngine(level))


class _MarkEngine(QIconEngine):
    """A level's mark as an icon, sharp at any scale and in the theme's colour of the moment."""

    def __init__(self, level: Level) -> None:
        super().__init__()
        self._level = level

    def clone(self) -> QIconEngine:
        return _MarkEngine(self._level)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        del mode, state
        paint_mark(painter, QRectF(rect).adjusted(1.5, 1.5, -1.5, -1.5), self._level)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        drawn = QPixmap(size * scale)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        self.paint(painter, drawn.rect(), mode, state)
        painter.end()
        drawn.setDevicePixelRatio(scale)
        return drawn
