"""A widget never higher than what it holds needs at the width it has, however its words are wrapped."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class Snug(QWidget):
    """A size policy of `Maximum` alone would measure wrapped words at a width that they do not have."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._laid_out = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        hint, layout = super().sizeHint(), self.layout()
        if self._laid_out and layout is not None and layout.hasHeightForWidth():
            hint.setHeight(layout.totalHeightForWidth(self._laid_out))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != self._laid_out:
            self._laid_out = event.size().width()
            self.updateGeometry()
