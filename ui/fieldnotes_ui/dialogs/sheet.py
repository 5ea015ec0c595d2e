"""What every dialog of the workspace has: a heading, a place for a problem, a way out and one main button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.labels import button, label, row

_CANCEL = N_("Cancel")
_WIDEST = 1000
"""Of a dialog in large letters: the smallest window is 1024 pixels wide."""


class Sheet(QDialog):
    """Opened with `open()`, deleted when closed. Subclasses fill `inside` and override `submit`."""

    def __init__(self, title: str, action: str, parent: QWidget, *, explains: str = "", width: int = 480) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(min(theme.scaled(width), _WIDEST))
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.inside = QVBoxLayout()
        self.inside.setSpacing(14)
        self.main = button(action, primary=True)
        self.main.setDefault(True)
        self.main.clicked.connect(self.submit)
        self.out = button(tr(_CANCEL))
        self.out.setAutoDefault(False)
        self.out.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(14)
        layout.addWidget(label(title, "h2", wrap=True))
        if explains:
            layout.addWidget(label(explains, "muted", wrap=True))
        layout.addLayout(self.inside)
        layout.addWidget(self.problem)
        layout.addLayout(row(None, self.out, self.main))

    def showEvent(self, event: QShowEvent) -> None:
        """No higher than its words need at this width: Qt measures them at a narrower one."""
        super().showEvent(event)
        layout = self.layout()
        high = layout.totalHeightForWidth(self.width()) if layout is not None and layout.hasHeightForWidth() else 0
        if 0 < high < self.height():
            self.resize(self.width(), high)

    def submit(self) -> None:
        """The main button, or Enter."""
        self.accept()

    def show_problem(self, sentence: str) -> None:
        """What is wrong with what was typed; the dialog stays open."""
        self.problem.setText(sentence)
        self.problem.show()
        self.adjustSize()
        self.main.setEnabled(True)
