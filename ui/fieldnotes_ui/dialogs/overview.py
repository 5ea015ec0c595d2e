"""A whole list beside the workbench: all likely names at once, or all that remains of each person."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.widgets.labels import button, label, row

_CLOSE = N_("Close")


class Overview(QDialog):
    """Holds a panel and stays open while the workbench behind it is used. Deleted when closed."""

    def __init__(self, title: str, explains: str, panel: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(520, 640)
        close = button(tr(_CLOSE))
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(label(title, "h2"))
        layout.addWidget(label(explains, "muted", wrap=True))
        layout.addWidget(panel, 1)
        layout.addLayout(row(None, close))
        panel.setFocus()
