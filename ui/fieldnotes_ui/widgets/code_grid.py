"""A recovery code to be written down by hand: numbered, large, not to be selected or copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.widgets.labels import label

_COLUMNS = 4
_SPOKEN = N_("Recovery code, {count} words")
_CELL = N_("Word {number}: {word}")


class CodeGrid(QFrame):
    """Words run down the columns, as one writes a list."""

    def __init__(self, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("code")
        self.setAccessibleName(tr(_SPOKEN, count=len(words)))
        layout = QGridLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setHorizontalSpacing(20)
        layout.setVerticalSpacing(8)
        deep = -(-len(words) // _COLUMNS)
        for at, word in enumerate(words):
            layout.addWidget(_cell(at + 1, word), at % deep, at // deep)

    def forget(self) -> None:
        """Take the words off the screen."""
        for cell in self.findChildren(QWidget):
            cell.hide()
            cell.deleteLater()


def _cell(number: int, word: str) -> QWidget:
    cell = QWidget()
    cell.setAccessibleName(tr(_CELL, number=number, word=word))
    place, shown = label(str(number), "small"), label(word, "codeword")
    place.setFixedWidth(22)
    place.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
    layout = QHBoxLayout(cell)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    layout.addWidget(place)
    layout.addWidget(shown, 1)
    return cell
