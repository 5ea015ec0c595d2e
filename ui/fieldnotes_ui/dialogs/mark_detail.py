"""Mark a detail that could identify somebody: what an editor reads in its place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.views import RemainingDetail
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.labels import field, label

_TITLE, _ACTION = N_("Mark this detail"), N_("Mark it")
_EXPLAINS = N_("It is marked wherever it stands in {record}. The record itself keeps its words.")
_QUOTE = N_("“{quote}”")
_REPLACEMENT = N_("What others read instead")
_HINT = N_("A coarser wording, for example: a district centre. Empty leaves a neutral mark.")
_LONGEST = 300


class MarkDetailDialog(Sheet):
    """`wanted` carries the replacement; the dialog stays open until it is told that it worked."""

    wanted = Signal(str)

    def __init__(self, detail: RemainingDetail, parent: QWidget) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, explains=tr(_EXPLAINS, record=detail.record))
        self.replacement = QLineEdit()
        self.replacement.setMaxLength(_LONGEST)
        self.inside.addWidget(label(tr(_QUOTE, quote=" ".join(detail.text.split())), wrap=True))
        self.inside.addWidget(field(tr(_REPLACEMENT), self.replacement, tr(_HINT)))
        self.replacement.setFocus()

    def submit(self) -> None:
        self.main.setEnabled(False)
        self.wanted.emit(self.replacement.text().strip())
