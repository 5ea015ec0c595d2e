"""What every step of the first run is: a heading, a sentence, fields, and whether they are filled."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldnotes_ui.widgets.labels import label


class Step(QWidget):
    """`changed` at every change; `submitted` is Enter in the last field. Subclasses fill `inside`.

    `action` are the words of the button that goes on; `mark` the step's place in the row of marks, from 0.
    """

    changed = Signal()
    submitted = Signal()
    mark = 0

    def __init__(self, title: str, about: str, action: str) -> None:
        super().__init__()
        self.action = action
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.inside.setSpacing(12)
        self.inside.addWidget(label(title, "h1", wrap=True))
        self.inside.addWidget(label(about, "muted", wrap=True))

    def ready(self) -> bool:
        """Whether everything is there to go on."""
        return True

    def forget(self) -> None:
        """Clear what is secret."""

    def focus(self) -> QWidget | None:
        """What is to be used first; None for the button that goes on."""
        return None
