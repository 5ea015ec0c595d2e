"""A titled list in a card, with a note under it when there is something to say."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from fieldnotes_ui.widgets.labels import label, row
from fieldnotes_ui.widgets.line_list import Line, LineList


class LineCard(QFrame):
    """`list` opens its lines; `actions` stand beside the title."""

    def __init__(self, title: str, *actions: QPushButton) -> None:
        super().__init__()
        self.setObjectName("card")
        self.list = LineList(title)
        self.note = label("", "small", wrap=True)
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(16, 12, 16, 10)
        self.inside.setSpacing(6)
        self.inside.addLayout(row(label(title, "section"), None, *actions))
        self.inside.addWidget(self.list)
        self.inside.addWidget(self.note)

    def show_lines(self, lines: Sequence[Line], note: str) -> None:
        self.list.show_lines(lines)
        self.note.setText(note)
        self.note.setVisible(bool(note))
