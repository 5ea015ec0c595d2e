"""Under the record list while several records are chosen: how many, and what can be done with all of them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes_ui.widgets.flow import Flow
from fieldnotes_ui.widgets.labels import button, label, row, tool

_CHOSEN = NN_("{n} record chosen", "{n} records chosen")
_LEVEL, _CASE, _BIN, _NONE = N_("Level…"), N_("Case…"), N_("Recycle bin"), N_("Choose none")
_EXPORT = N_("Export…")


class ChosenBar(QFrame):
    """Shown from two records on."""

    level_wanted = Signal()
    recycle_wanted = Signal()
    move_wanted = Signal()
    export_wanted = Signal()
    none_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.count = label("", "small")
        self.level, self.recycle = button(tr(_LEVEL), icon="shield"), button(tr(_BIN), icon="trash-2")
        self.to_case = button(tr(_CASE), icon="folder")
        self.export = button(tr(_EXPORT), icon="package")
        none = tool("x", tr(_NONE), shortcut="Esc")
        self.level.clicked.connect(self.level_wanted)
        self.recycle.clicked.connect(self.recycle_wanted)
        self.to_case.clicked.connect(self.move_wanted)
        self.export.clicked.connect(self.export_wanted)
        none.clicked.connect(self.none_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.setSpacing(6)
        layout.addLayout(row(self.count, None, none))
        layout.addLayout(Flow(self.level, self.to_case, self.export, self.recycle))
        self.hide()

    def show_count(self, count: int) -> None:
        self.count.setText(trn(*_CHOSEN, count))
        self.setVisible(count > 1)
