"""Fingerprint words to be compared by voice: numbered, in rows that are easy to read out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.widgets.labels import label

_COLUMNS = 4
_SPOKEN = N_("Fingerprint words: {words}")
_NUMBERED = "{}. {}"


class WordGrid(QWidget):
    def __init__(self, words: Sequence[str], parent: QWidget | None = None, *, columns: int = _COLUMNS) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr(_SPOKEN, words=" ".join(words)))
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(18)
        layout.setVerticalSpacing(2)
        for at, word in enumerate(words):
            layout.addWidget(label(_NUMBERED.format(at + 1, word), "mono"), at // columns, at % columns)
        layout.setColumnStretch(columns, 1)
