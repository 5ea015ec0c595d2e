"""The relations of an entry: to be opened, added, taken away, and brought back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.widgets.labels import button
from fieldnotes_ui.widgets.line_card import LineCard
from fieldnotes_ui.widgets.line_list import Line
from fieldnotes_ui.widgets.strip import Strip

_TITLE = N_("Relations")
_ADD, _AWAY, _UNDO = N_("Relation…"), N_("Take away…"), N_("Undo")


class RelationsCard(LineCard):
    """`away_wanted` asks which relation goes, `undo_wanted` for the one that went last."""

    away_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self) -> None:
        self.add_button, self.away_button = button(tr(_ADD), icon="plus"), button(tr(_AWAY), icon="trash-2")
        super().__init__(tr(_TITLE), self.away_button, self.add_button)
        self.add_button.setShortcut("Ctrl+R")
        self.add_button.setToolTip(f"{tr(_ADD)}  Ctrl+R")
        self.away_button.clicked.connect(self.away_wanted)
        self.gone = Strip("ok")
        self.undo_button = self.gone.add_button(button(tr(_UNDO), icon="undo-2"))
        self.undo_button.clicked.connect(self.undo_wanted)
        self.inside.addWidget(self.gone)
        self.gone.hide()

    def show_lines(self, lines: Sequence[Line], note: str) -> None:
        super().show_lines(lines, note)
        self.away_button.setVisible(bool(lines))

    def tell_gone(self, sentence: str) -> None:
        self.gone.show_message("ok", sentence)
        self.gone.show()

    def forget_gone(self) -> None:
        self.gone.hide()
