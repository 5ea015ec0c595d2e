"""Let what remains of one person go: two people looked at it, and one of them says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.labels import field, label

_TITLE, _ACTION = N_("What remains of {label} may go"), N_("Both of us have looked")
_EXPLAINS = N_(
    "It holds for these facts and this audience. A new fact, or the same one in another record, opens the question "
    "again."
)
_FACTS = N_("What a reader learns: {facts}")
_WHY, _WHY_HINT = N_("Why may it go?"), N_("It stays sealed in the vault beside the decision.")
_WHO, _SECOND = N_("Your name"), N_("Name of the second person who looked at it")
_EMPTY = N_("A reason and two names are needed.")
_SAME = N_("The second person must be somebody else.")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class TwoPeople:
    reason: str
    who: str
    second: str


class TwoPeopleDialog(Sheet):
    """`given` carries TwoPeople; the dialog stays open until it is told that it worked."""

    given = Signal(object)

    def __init__(self, name: str, facts: Sequence[str], parent: QWidget) -> None:
        super().__init__(tr(_TITLE, label=name), tr(_ACTION), parent, explains=tr(_EXPLAINS))
        self.reason, self.who, self.second = QLineEdit(), QLineEdit(), QLineEdit()
        self.inside.addWidget(label(tr(_FACTS, facts=", ".join(facts)), wrap=True))
        self.inside.addWidget(field(tr(_WHY), self.reason, tr(_WHY_HINT)))
        self.inside.addWidget(field(tr(_WHO), self.who))
        self.inside.addWidget(field(tr(_SECOND), self.second))
        for line in (self.reason, self.who, self.second):
            line.setMaxLength(_LONGEST)
        self.reason.setFocus()

    def submit(self) -> None:
        given = TwoPeople(*(line.text().strip() for line in (self.reason, self.who, self.second)))
        if not (given.reason and given.who and given.second):
            self.show_problem(tr(_EMPTY))
        elif given.who.casefold() == given.second.casefold():
            self.show_problem(tr(_SAME))
            self.second.setFocus()
        else:
            self.main.setEnabled(False)
            self.given.emit(given)
