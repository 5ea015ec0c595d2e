"""An author's card: its eight words, to be compared with her by voice before her signature is worth anything."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.views import CardView
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.labels import field
from fieldnotes_ui.widgets.word_grid import WordGrid

_TITLE, _ACTION = N_("Know this author"), N_("Remember the author")
_EXPLAINS = N_(
    "Read these words to each other by voice or in person. The name on a card can be anything; only the words tell "
    "whose it is."
)
_NAME, _NAME_HINT = N_("What you call this author"), N_("The card says this. Write what tells her from others.")
_LONGEST_NAME = 80
_SAME = N_("We compared all eight words, and they are the same")
_NOT_YET = N_("Compare the words first.")


class KnownAuthorDialog(Sheet):
    """`confirmed` carries what to call her, when somebody says that the words were compared; stays open until it is
    told that it worked."""

    confirmed = Signal(str)

    def __init__(self, card: CardView, parent: QWidget) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, explains=tr(_EXPLAINS), width=560)
        self.same = QCheckBox(tr(_SAME))
        self.name = QLineEdit(card.name)
        self.name.setMaxLength(_LONGEST_NAME)
        self.inside.addWidget(field(tr(_NAME), self.name, tr(_NAME_HINT)))
        self.inside.addWidget(WordGrid(card.words))
        self.inside.addWidget(self.same)

    def submit(self) -> None:
        if not self.same.isChecked():
            self.show_problem(tr(_NOT_YET))
            self.same.setFocus()
            return
        self.main.setEnabled(False)
        self.confirmed.emit(self.name.text().strip())
