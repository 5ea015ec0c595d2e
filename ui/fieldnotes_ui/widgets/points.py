"""A few sentences under each other, each with a point: what somebody should know before or after a step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from fieldnotes_ui.widgets.labels import label


class Points(QWidget):
    def __init__(self, sentences: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(6)
        layout.setColumnStretch(1, 1)
        for at, sentence in enumerate(sentences):
            layout.addWidget(label("•", "muted"), at, 0, Qt.AlignmentFlag.AlignTop)
            layout.addWidget(label(sentence, wrap=True), at, 1)
