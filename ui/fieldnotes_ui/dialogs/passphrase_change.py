"""Change a passphrase: the present one, the new one, and whether the keys below it are to be new too."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as dataclass_field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.access import MASTER, SEALED, WayIn
from fieldnotes_ui.dialogs.work_sheet import WorkSheet
from fieldnotes_ui.widgets.labels import label, row
from fieldnotes_ui.widgets.new_passphrase import NewPassphrase
from fieldnotes_ui.widgets.present_passphrase import PresentPassphrase
from fieldnotes_ui.widgets.segments import Segments

_TITLE, _ACTION = N_("Change the passphrase"), N_("Change it")
_OF, _VAULT, _SEALED = N_("Of"), N_("The vault"), N_("The sealed compartment")
_BOTH = N_("Where one passphrase opens both, changing the vault's changes both.")
_PRESENT = N_("Present passphrase")
_ROTATE = N_("Exchange the keys of the data as well")
_WHY = N_(
    "Do this if somebody may know the old passphrase: a copy of the vault's header that they made then opens nothing "
    "of what is here afterwards. It writes the whole vault anew and takes longer. Copies and backups made until now "
    "still open with the old passphrase, and a recovery code and other people's ways in must be made anew."
)


@dataclass(frozen=True, slots=True)
class PassphraseChange:
    """What was chosen and typed; `opens` names the compartment."""

    opens: str
    present: WayIn = dataclass_field(repr=False)
    new: str = dataclass_field(repr=False)
    also_rotate: bool


class ChangePassphraseDialog(WorkSheet):
    """`wanted` is a PassphraseChange."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget, *, least: int, key_file: bool, sealed: bool) -> None:
        """`key_file`: some slot asks for one; `sealed`: the compartment's passphrase can be changed here."""
        super().__init__(tr(_TITLE), tr(_ACTION), parent)
        self.of = Segments(tr(_OF), ((MASTER, tr(_VAULT)), (SEALED, tr(_SEALED))), MASTER)
        self.present = PresentPassphrase(tr(_PRESENT), key_file=key_file)
        self.new = NewPassphrase(least=least)
        self.rotate = QCheckBox(tr(_ROTATE))
        if sealed:
            self.form.addLayout(row(self.of, None))
            self.form.addWidget(label(tr(_BOTH), "small", wrap=True))
        for widget in (self.present, self.new, self.rotate):
            self.form.addWidget(widget)
        self.form.addWidget(label(tr(_WHY), "small", wrap=True))
        self.present.asked.connect(self.asked)
        self.present.changed.connect(self.check)
        self.new.changed.connect(self.check)
        self.check()
        self.present.setFocus()

    def ready(self) -> bool:
        return self.present.ready() and self.new.ready()

    def submit(self) -> None:
        if self.ended:
            self.accept()
        elif self.ready():
            wanted = PassphraseChange(self.of.chosen(), self.present.way(), self.new.text(), self.rotate.isChecked())
            self.begin()
            self.wanted.emit(wanted)

    def forget(self) -> None:
        self.present.clear()
        self.new.clear()
