"""Generalise a detail that could identify somebody: what an audience reads in its place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.labels import button, field, label, row

_TITLE, _ACTION = N_("Generalise this detail"), N_("Mark it")
_EXPLAINS = N_("It is marked wherever it stands in {record}. The record itself keeps its words.")
_QUOTE = N_("“{quote}”")
_REPLACEMENT = N_("What others read instead")
_HINT = N_("A coarser wording, for example: a district centre. Empty leaves a neutral mark.")
_RUNGS = N_("Coarser, step by step (Alt and the number)")
_RUNG = N_("&{number}  {words}")
_LONGEST = 300


class MarkDetailDialog(Sheet):
    """`wanted` carries the replacement; the dialog stays open until it is told that it worked."""

    wanted = Signal(str)

    def __init__(self, record: str, quote: str, parent: QWidget, *, rungs: Sequence[str] = ()) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, explains=tr(_EXPLAINS, record=record))
        self.replacement = QLineEdit(rungs[0] if rungs else "")
        self.replacement.setMaxLength(_LONGEST)
        self.rungs = [button(tr(_RUNG, number=at, words=words)) for at, words in enumerate(rungs, 1)]
        self.inside.addWidget(label(tr(_QUOTE, quote=" ".join(quote.split())), wrap=True))
        if self.rungs:
            self.inside.addWidget(label(tr(_RUNGS), "small"))
            self.inside.addLayout(row(*self.rungs, None))
        for made, words in zip(self.rungs, rungs, strict=True):
            made.setAutoDefault(False)
            made.clicked.connect(lambda _=False, one=words: self._choose(one))
        self.inside.addWidget(field(tr(_REPLACEMENT), self.replacement, tr(_HINT)))
        self.replacement.selectAll()
        self.replacement.setFocus()

    def submit(self) -> None:
        self.main.setEnabled(False)
        self.wanted.emit(self.replacement.text().strip())

    def _choose(self, words: str) -> None:
        self.replacement.setText(words)
        self.replacement.setFocus()
