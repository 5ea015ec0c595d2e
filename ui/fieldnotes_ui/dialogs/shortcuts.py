"""Ctrl+/: every shortcut on one sheet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.widgets.labels import button, label, row

_TITLE = N_("Keyboard shortcuts")
_CLOSE = N_("Close")


class ShortcutSheet(QDialog):
    def __init__(self, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(_TITLE))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(620, 520)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        shown = [action for action in actions if not action.shortcut().isEmpty()]
        for number, action in enumerate(shown):
            line, side = divmod(number, 2)
            keys = label(action.shortcut().toString(QKeySequence.SequenceFormat.NativeText), "mono")
            grid.addWidget(keys, line, side * 2)
            grid.addWidget(label(action.text().replace("&", "")), line, side * 2 + 1)
        grid.setRowStretch(len(shown), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(tr(_TITLE))
        area.setWidget(holder)
        close = button(tr(_CLOSE), primary=True)
        close.clicked.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.addWidget(label(tr(_TITLE), "h2"))
        layout.addWidget(area)
        layout.addLayout(row(None, close))
