"""?: the keys of the workbench on one sheet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.widgets.labels import button, label, row

_TITLE = N_("Keys of the workbench")
_ABOUT = N_("They count in the list, on its card and in both texts, and never while something is typed into a field.")
_CLOSE = N_("Close")


class ReviewKeysSheet(QDialog):
    """(keys, what they do) pairs. Opened with `open()`, deleted when closed."""

    def __init__(self, pairs: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(_TITLE))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(520)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for line, (keys, does) in enumerate(pairs):
            grid.addWidget(label(keys, "mono"), line, 0)
            grid.addWidget(label(does, wrap=True), line, 1)
        close = button(tr(_CLOSE), primary=True)
        close.setDefault(True)
        close.clicked.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(14)
        layout.addWidget(label(tr(_TITLE), "h2"))
        layout.addWidget(label(tr(_ABOUT), "muted", wrap=True))
        layout.addLayout(grid)
        layout.addLayout(row(None, close))
