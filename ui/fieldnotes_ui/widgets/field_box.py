"""A field with its name above and what is wrong with it below."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldnotes_ui.widgets.labels import label
from fieldnotes_ui.widgets.snug import Snug


class FieldBox(Snug):
    """`say` puts an error beside the field; an empty one takes it away."""

    def __init__(self, name: str, control: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        control.setAccessibleName(name)
        head = label(name, wrap=True)
        head.setBuddy(control)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(head)
        layout.addWidget(control)
        if hint:
            layout.addWidget(label(hint, "small", wrap=True))
        layout.addWidget(self.problem)

    def say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.control.setAccessibleDescription(sentence)
