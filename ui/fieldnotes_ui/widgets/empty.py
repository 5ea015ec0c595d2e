"""An empty place that says what to do: icon, sentence, one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from fieldnotes_ui import theme
from fieldnotes_ui.widgets.labels import button, label


class EmptyState(QWidget):
    """`wanted` is emitted by its button."""

    wanted = Signal()

    def __init__(self, icon: str, sentence: str, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.setSpacing(14)
        picture = QLabel()
        picture.setPixmap(theme.icon(icon, "text3").pixmap(48, 48))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = label(sentence, "muted", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setMaximumWidth(420)
        layout.addWidget(picture)
        layout.addWidget(words, 0, Qt.AlignmentFlag.AlignCenter)
        if action:
            made = button(action, primary=True)
            made.clicked.connect(self.wanted)
            layout.addWidget(made, 0, Qt.AlignmentFlag.AlignCenter)
