"""A file to choose: its name in a field, a button for the dialog. The dialog itself is asked for, not made here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.labels import button

_CHOOSE = N_("Choose…")
_CHOOSE_FOR = N_("Choose: {name}")


class PathLine(QWidget):
    """`asked` wants a file dialog; `changed` is a new path, typed or chosen."""

    asked = Signal()
    changed = Signal()

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(name)
        self.line.setMinimumHeight(theme.scaled(32))
        self.line.textChanged.connect(lambda _: self.changed.emit())
        choose = button(tr(_CHOOSE), icon="folder")
        choose.setAccessibleName(tr(_CHOOSE_FOR, name=name))
        choose.clicked.connect(self.asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.line, 1)
        layout.addWidget(choose)
        self.setFocusProxy(self.line)

    def path(self) -> Path | None:
        """What was chosen; None while the field is empty."""
        text = self.line.text().strip()
        return Path(text).expanduser() if text else None

    def show_path(self, path: Path | None) -> None:
        self.line.setText(str(path) if path is not None else "")
        self.line.setCursorPosition(len(self.line.text()))
