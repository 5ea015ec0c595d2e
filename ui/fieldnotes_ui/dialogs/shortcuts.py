"""Ctrl+/: every shortcut on one sheet, those of the window first, then those of each page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.labels import button, label, row
from fieldnotes_ui.widgets.page_keys import PAGE_KEYS, PageKey

_TITLE = N_("Keyboard shortcuts")
_CLOSE = N_("Close")
_WIDEST, _HIGHEST = 1000, 620
"""Pixels: the smallest window has 1024 by 640."""


class ShortcutSheet(QDialog):
    def __init__(self, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(_TITLE))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(min(theme.scaled(760), _WIDEST), min(theme.scaled(560), _HIGHEST))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        shown = [action for action in actions if not action.shortcut().isEmpty()]
        for number, action in enumerate(shown):
            line, side = divmod(number, 2)
            keys = label(action.shortcut().toString(QKeySequence.SequenceFormat.NativeText), "mono")
            grid.addWidget(keys, line, side * 2)
            grid.addWidget(label(action.text().replace("&", ""), wrap=True), line, side * 2 + 1)
        grid.setRowStretch(_lay_out_pages(grid, (len(shown) + 1) // 2), 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
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


def _lay_out_pages(grid: QGridLayout, line: int) -> int:
    """What pages have of their own, from a line on, two columns like the others; the next free line."""
    for page in PAGE_KEYS:
        grid.addWidget(label(tr(page.name), "section", wrap=True), line, 0, 1, 4)
        for number, key in enumerate(page.keys):
            down, side = divmod(number, 2)
            grid.addWidget(label(_written(key), "mono"), line + 1 + down, side * 2)
            grid.addWidget(label(tr(key.words), wrap=True), line + 1 + down, side * 2 + 1)
        line += 1 + (len(page.keys) + 1) // 2
    return line


def _written(key: PageKey) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return key.shown or "  ".join(QKeySequence(one).toString(native) for one in key.keys)
