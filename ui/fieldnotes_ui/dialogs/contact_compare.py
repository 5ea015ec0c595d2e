"""Compare the eight words of a contact's card: by voice or in person, never by the way that the card came."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.contact import Compared, Contact
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.labels import field, label
from fieldnotes_ui.widgets.segments import Segments
from fieldnotes_ui.widgets.word_grid import WordGrid

_TITLE, _ACTION = N_("Compare the words of {name}"), N_("They are the same")
_EXPLAINS = N_(
    "Call by a number that you knew before, or meet. Let them read out the eight words that their own program shows, "
    "and hold them against these. Never compare in the message that the card came with."
)
_HOW = N_("How you compared")
_WAYS = {Compared.VOICE: N_("By voice"), Compared.IN_PERSON: N_("In person")}
_HEARD, _HEARD_HINT = (
    N_("Type what you hear (optional)"), N_("The program then compares them. Otherwise tick below."),
)  # fmt: skip
_SAME = N_("{name} read out these eight words, in this order")
_NEEDED = N_("Type the words that you heard, or tick that you heard exactly these.")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class WordsHeard:
    """`words` is empty where somebody compared with her own eyes."""

    words: str
    how: Compared


class CompareDialog(Sheet):
    """`heard` is WordsHeard; the dialog stays open until it is told that it worked."""

    heard = Signal(object)

    def __init__(self, contact: Contact, parent: QWidget) -> None:
        super().__init__(tr(_TITLE, name=contact.name), tr(_ACTION), parent, explains=tr(_EXPLAINS), width=560)
        self.how = Segments(tr(_HOW), [(way.value, tr(words)) for way, words in _WAYS.items()], Compared.VOICE.value)
        self.typed = QLineEdit()
        self.typed.setMaxLength(_LONGEST)
        self.same = QCheckBox(tr(_SAME, name=contact.name.replace("&", "&&")))
        self.same.setAccessibleName(tr(_SAME, name=contact.name))
        self._missing = label(tr(_NEEDED), "small", wrap=True)
        self.inside.addWidget(WordGrid(contact.words))
        self.inside.addWidget(self.how)
        self.inside.addWidget(field(tr(_HEARD), self.typed, tr(_HEARD_HINT)))
        self.inside.addWidget(self.same)
        self.inside.addWidget(self._missing)
        self.typed.textChanged.connect(self._check)
        self.same.toggled.connect(self._check)
        self.typed.setFocus()
        self._check()

    def submit(self) -> None:
        if self.main.isEnabled():
            self.main.setEnabled(False)
            self.heard.emit(WordsHeard(self.typed.text().strip(), Compared(self.how.chosen())))

    def _check(self) -> None:
        ready = bool(self.typed.text().strip()) or self.same.isChecked()
        self._missing.setVisible(not ready)
        self.main.setEnabled(ready)
