"""Records go to another case: which, to where, what goes along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes_ui.dialogs.many import ManySheet, named
from fieldnotes_ui.widgets.choices import CodeCombo
from fieldnotes_ui.widgets.labels import field

_TITLE, _MOVE = NN_("Put {n} record into another case", "Put {n} records into another case"), N_("Move")
_EXPLAINS = N_(
    "Versions, drafts, level and what was decided about a record alone go along. What was decided for all of its case "
    "stays there, and is asked again in the other one."
)
_WHERE, _NOWHERE = N_("Which case"), N_("There is no other case yet.")


class MoveDialog(ManySheet):
    """`wanted` carries the code of the case."""

    wanted = Signal(str)

    def __init__(self, titles: Mapping[str, str], cases: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(trn(*_TITLE, len(titles)), tr(_MOVE), parent, explains=tr(_EXPLAINS))
        self.case = CodeCombo(cases)
        self.model.show_items(named(titles))
        self.inside.addWidget(field(tr(_WHERE), self.case))
        self.inside.addWidget(self.records)
        self.inside.addWidget(self.working)
        self.main.setEnabled(bool(cases))
        if not cases:
            self.problem.setText(tr(_NOWHERE))
            self.problem.show()
        self.case.setFocus()

    def begin(self) -> None:
        if self.case.code():
            self.wanted.emit(self.case.code())
