"""What is still to be done until a vault survives a forgotten passphrase and a broken computer, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fieldnotes_ui.widgets.labels import button, label, row
from fieldnotes_ui.widgets.steps import Steps


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step: its name, why it matters, and the words of its button."""

    name: str
    why: str
    action: str


class NextCard(QFrame):
    """`wanted` carries the step, from 0, whose button was pressed."""

    wanted = Signal(int)

    def __init__(self, title: str, steps: Sequence[NextStep], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._steps = tuple(steps)
        self._marks = Steps([step.name for step in steps])
        self._why = label("", wrap=True)
        self.go = button("", primary=True)
        self.go.clicked.connect(lambda: self.wanted.emit(self._marks.at))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(label(title, "h2"))
        layout.addWidget(self._marks)
        foot = row(self._why, self.go, spacing=18)
        foot.setStretch(0, 1)
        layout.addLayout(foot)

    @property
    def at(self) -> int:
        return self._marks.at

    def show_step(self, at: int) -> None:
        """The step that is next."""
        step = self._steps[at]
        self._marks.show_step(at)
        self._why.setText(step.why)
        self.go.setText(step.action)
        self.go.setAccessibleName(step.action)
