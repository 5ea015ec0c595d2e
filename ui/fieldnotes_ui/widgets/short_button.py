"""A button that keeps its icon alone where its words have no room; they are in its tooltip then."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from fieldnotes_ui import theme

_AROUND = 28
"""Pixels beside an icon that stands alone."""


class ShortButton(QPushButton):
    def __init__(self, words: str, icon: str, *, primary: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(f" {words}", parent)
        self._words = words
        self.setAccessibleName(words)
        self.setProperty("primary", primary)
        self.setIcon(theme.icon(icon, "on_accent" if primary else "text2"))

    def sizeHint(self) -> QSize:
        """That of the words, whether they are shown or not."""
        hint = super().sizeHint()
        if not self.text():
            hint.setWidth(hint.width() + self.fontMetrics().horizontalAdvance(f" {self._words}"))
        return hint

    def minimumSizeHint(self) -> QSize:
        return QSize(self.iconSize().width() + _AROUND, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fits = self.sizeHint().width() <= self.width()
        if fits is not bool(self.text()):
            self.setText(f" {self._words}" if fits else "")
            self.setToolTip("" if fits else self._words)
