"""Take away a relation that was noted by mistake."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.register import KINSHIP, Relation
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.labels import field
from fieldnotes_ui.widgets.register_words import sentence
from fieldnotes_ui.widgets.strip import Strip

_TITLE, _ACTION = N_("Take a relation of {code} away"), N_("Take away")
_WHICH = N_("Which relation")
_STAYS = N_("Whoever was protected through it keeps that level as an own one. Lower it afterwards, with a reason.")


class RelationAwayDialog(Sheet):
    """`wanted` carries the Relation that goes."""

    wanted = Signal(object)

    def __init__(self, code: str, relations: Sequence[Relation], parent: QWidget) -> None:
        super().__init__(tr(_TITLE, code=code), tr(_ACTION), parent)
        self._relations = list(relations)
        self.which = QComboBox()
        for one in self._relations:
            self.which.addItem(sentence(one.a, one.kind, one.b))
        self.stays = Strip("info", tr(_STAYS))
        self.inside.addWidget(field(tr(_WHICH), self.which))
        self.inside.addWidget(self.stays)
        self.which.currentIndexChanged.connect(lambda _: self._tell_of_kin())
        self._tell_of_kin()
        self.which.setFocus()

    def submit(self) -> None:
        self.wanted.emit(self._relations[self.which.currentIndex()])
        self.accept()

    def _tell_of_kin(self) -> None:
        self.stays.setVisible(self._relations[self.which.currentIndex()].kind in KINSHIP)
