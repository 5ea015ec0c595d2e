"""A few lines of words in a form; it grows no further than the form has room."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from fieldnotes_ui import theme
from fieldnotes_ui.widgets.safe_edit import SafeEdit

_LINE = 22


class WordsEdit(SafeEdit):
    """`lines` high; Tab goes to the next field."""

    def __init__(self, text: str = "", *, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setTabChangesFocus(True)
        self.setFixedHeight(lines * theme.scaled(_LINE) + 14)
        self.setPlainText(text)

    def words(self) -> str:
        return self.toPlainText().strip()
