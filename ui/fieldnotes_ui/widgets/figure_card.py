"""A number that sums something up, with its icon and its word."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from fieldnotes_ui import theme
from fieldnotes_ui.widgets.labels import label


class FigureCard(QFrame):
    def __init__(self, icon: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        picture = QLabel()
        picture.setPixmap(theme.icon(icon, tone).pixmap(28, 28))
        self._figure, self._words = label("–", "big"), label("", "muted")
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._figure)
        texts.addWidget(self._words)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 12, 18, 12)
        layout.setSpacing(14)
        layout.addWidget(picture)
        layout.addLayout(texts, 1)

    def show_figure(self, figure: str, words: str) -> None:
        self._figure.setText(figure)
        self._words.setText(words)
        self.setAccessibleName(f"{figure} {words}")
