"""An author's card: its eight words, to be compared with her by voice before her signature is worth anything."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.views import CardView
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.labels import label
from fieldnotes_ui.widgets.word_grid import WordGrid

_TITLE, _ACTION = N_("Know this author"), N_("Remember the author")
_EXPLAINS = N_(
    "Read these words to each other by voice or in person. The name on a card can be anything; only the words tell "
    "whose it is."
)
_SAME = N_("We compared all eight words, and they are the same")
_NOT_YET = N_("Compare the words first.")


class KnownAuthorDialog(Sheet):
    """`confirmed` when somebody says that the words were compared; stays open until it is told that it worked."""

    confirmed = Signal()

    def __init__(self, card: CardView, parent: QWidget) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, explains=tr(_EXPLAINS), width=560)
        self.same = QCheckBox(tr(_SAME))
        self.inside.addWidget(label(card.name, "big", wrap=True))
        self.inside.addWidget(WordGrid(card.words))
        self.inside.addWidget(self.same)

    def submit(self) -> None:
        if not self.same.isChecked():
            self.show_problem(tr(_NOT_YET))
            self.same.setFocus()
            return
        self.main.setEnabled(False)
        self.confirmed.emit()
