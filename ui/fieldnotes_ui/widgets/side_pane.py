"""A pane beside a page's own: one panel at a time with its heading, closed by Esc or its button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.widgets.labels import label, row, tool

_CLOSE = N_("Close this pane")


class SidePane(QFrame):
    """Hidden while it holds nothing. `closed` follows when its user has done with it."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setMinimumWidth(384)
        self.panel: QWidget | None = None
        self._title, self._explains = label("", "h2", wrap=True), label("", "muted", wrap=True)
        self.shut = tool("x", tr(_CLOSE), shortcut="Esc")
        self.shut.clicked.connect(self.close_panel)
        head = row(self._title, self.shut)
        head.setStretch(0, 1)
        head.setAlignment(self.shut, Qt.AlignmentFlag.AlignTop)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(14, 12, 10, 12)
        self._layout.setSpacing(8)
        self._layout.addLayout(head)
        self._layout.addWidget(self._explains)
        self.hide()

    def show_panel(self, title: str, explains: str, panel: QWidget) -> None:
        """In the place of what is shown now, which is deleted."""
        self._drop()
        self.panel = panel
        self._title.setText(title)
        self._explains.setText(explains)
        self.setAccessibleName(title)
        self._layout.addWidget(panel, 1)
        self.show()
        panel.show()
        panel.setFocus()

    def close_panel(self) -> None:
        """Nothing of it stays."""
        was_open = self.panel is not None
        self._drop()
        self.hide()
        if was_open:
            self.closed.emit()

    def _drop(self) -> None:
        if self.panel is not None:
            self._layout.removeWidget(self.panel)
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.panel is not None:
            self.close_panel()
            return
        super().keyPressEvent(event)
