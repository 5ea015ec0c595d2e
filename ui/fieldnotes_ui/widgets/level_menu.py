"""The choice of a level, each with what it means before it is chosen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QActionGroup, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.level import Level
from fieldnotes_ui.widgets.badge import level_name, paint_mark

_LINE = N_("{name} — {meaning}")


def mark_pixmap(level: Level, ratio: float = 1.0) -> QPixmap:
    """A level's mark for menus and lists, for a screen of that pixel ratio."""
    made = QPixmap(round(20 * ratio), round(20 * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint_mark(painter, QRectF(2, 2, 16, 16), level)
    painter.end()
    return made


class LevelMenu(QMenu):
    """`picked` carries a level other than the present one."""

    picked = Signal(object)

    def __init__(self, meanings: Mapping[Level, str], parent: QWidget) -> None:
        super().__init__(parent)
        self._level = Level.INTERNAL
        group = QActionGroup(self)
        for level in Level:
            action = self.addAction(tr(_LINE, name=level_name(level), meaning=tr(meanings[level])))
            action.setCheckable(True)
            action.setData(int(level))
            group.addAction(action)
        group.triggered.connect(lambda action: self._choose(Level(action.data())))

    def show_level(self, level: Level) -> None:
        """Which level is the present one."""
        self._level = level
        for action in self.actions():
            one = Level(action.data())
            action.setIcon(mark_pixmap(one, self.devicePixelRatioF()))
            action.setChecked(one is level)

    def _choose(self, level: Level) -> None:
        if level is not self._level:
            self.picked.emit(level)
