"""An empty place that says what to do: icon, sentence, one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from fieldnotes_ui import theme
from fieldnotes_ui.widgets.labels import button, label, row

_WIDTH, _MOST = 420, 1000
"""Of the words in pixels, and their share of the width before anything beside them has any."""


class EmptyState(QWidget):
    """`wanted` is emitted by its button."""

    wanted = Signal()

    def __init__(self, icon: str, sentence: str, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setSpacing(14)
        picture = QLabel()
        picture.setPixmap(theme.icon(icon, "text3").pixmap(48, 48))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = label(sentence, "muted", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setMaximumWidth(theme.scaled(_WIDTH))
        layout.addStretch(1)
        layout.addWidget(picture)
        middle = row(None, words, None, spacing=0)
        middle.setStretchFactor(words, _MOST)
        layout.addLayout(middle)
        if action:
            made = button(action, primary=True)
            made.clicked.connect(self.wanted)
            layout.addWidget(made, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(1)
