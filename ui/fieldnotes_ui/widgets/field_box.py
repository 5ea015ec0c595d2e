"""A field with its name above and what is wrong with it below."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from fieldnotes_ui.widgets.labels import label


class FieldBox(QWidget):
    """`say` puts an error beside the field; an empty one takes it away."""

    def __init__(self, name: str, control: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        control.setAccessibleName(name)
        head = label(name)
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
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.control.setAccessibleDescription(sentence)
