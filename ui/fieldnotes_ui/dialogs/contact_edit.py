"""What the owner of the vault calls a contact, and until when its keys are used."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.contact import Contact
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.day_edit import DayEdit
from fieldnotes_ui.widgets.labels import field

_TITLE, _ACTION = N_("Name and end of a contact"), N_("Keep it")
_NAME, _NAME_HINT = N_("Name"), N_("How you call this person. It stays in the vault.")
_ENDS, _ENDS_HINT = (
    N_("Use these keys until"), N_("Nothing can be sent there afterwards. Empty: until the card itself ends."),
)  # fmt: skip
_NEEDS = N_("A name is needed, and a day as year-month-day or none.")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class ContactWanted:
    name: str
    expires: str


class EditContactDialog(Sheet):
    """`wanted` is a ContactWanted; the dialog stays open until it is told that it worked."""

    wanted = Signal(object)

    def __init__(self, contact: Contact, parent: QWidget) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent)
        self.name = QLineEdit(contact.name)
        self.name.setMaxLength(_LONGEST)
        self.expires = DayEdit(tr(_ENDS))
        self.expires.setText(contact.expires)
        self.inside.addWidget(field(tr(_NAME), self.name, tr(_NAME_HINT)))
        self.inside.addWidget(field(tr(_ENDS), self.expires, tr(_ENDS_HINT)))
        self.name.setFocus()

    def submit(self) -> None:
        name = self.name.text().strip()
        if not name or not self.expires.acceptable:
            self.show_problem(tr(_NEEDS))
            return
        self.main.setEnabled(False)
        self.wanted.emit(ContactWanted(name, self.expires.text()))
