"""A further way in: another passphrase, with a key file or a key in this computer's keyring on top."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.access import MASTER, SEALED, WayIn
from fieldnotes_ui.dialogs.work_sheet import WorkSheet
from fieldnotes_ui.widgets.labels import button, field, label, row
from fieldnotes_ui.widgets.new_passphrase import NewPassphrase
from fieldnotes_ui.widgets.path_line import PathLine
from fieldnotes_ui.widgets.present_passphrase import PresentPassphrase
from fieldnotes_ui.widgets.segments import Segments

_TITLE, _ACTION = N_("Add a passphrase"), N_("Add it")
_EXPLAINS = N_(
    "Everybody who is to open this vault has a passphrase of their own. With a key file or keyring, the passphrase "
    "alone opens nothing: the older ways in stay until you remove them."
)
_FOR, _VAULT, _SEALED = N_("It opens"), N_("The vault"), N_("The sealed compartment")
_FILE, _FILE_HINT = N_("Key file (optional)"), N_("an existing one, or make a new one")
_MAKE = N_("Make a new one…")
_FILE_WHY = N_("Lost means locked out, unless another way in is left. Keep it on a stick, and a copy of it elsewhere.")
_KEYRING = N_("Also ask for a key in this computer's keyring")
_KEYRING_WHY = N_(
    "Then a copied folder opens on no other computer by this way. Programs of yours can read the keyring."
)


@dataclass(frozen=True, slots=True)
class WayWanted:
    """What was chosen and typed."""

    opens: str
    present: WayIn = dataclass_field(repr=False)
    new: WayIn = dataclass_field(repr=False)
    keyring: bool


class AddWayDialog(WorkSheet):
    """`wanted` is a WayWanted; `make_wanted` wants a new key file, told by `show_made`."""

    wanted = Signal(object)
    make_wanted = Signal()

    def __init__(self, parent: QWidget, *, least: int, key_file: bool, sealed: bool) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, explains=tr(_EXPLAINS))
        self.opens = Segments(tr(_FOR), ((MASTER, tr(_VAULT)), (SEALED, tr(_SEALED))), MASTER)
        self.present = PresentPassphrase(key_file=key_file)
        self.new = NewPassphrase(least=least)
        self.file = PathLine(tr(_FILE), tr(_FILE_HINT))
        self.make = button(tr(_MAKE), icon="plus")
        self.make.setAutoDefault(False)
        self.keyring = QCheckBox(tr(_KEYRING))
        self._made = label("", "caution", wrap=True)
        self._made.hide()
        if sealed:
            self.form.addLayout(row(self.opens, None))
        for widget in (self.present, self.new, field(tr(_FILE), self.file, tr(_FILE_WHY))):
            self.form.addWidget(widget)
        self.form.addLayout(row(self.make, None))
        self.form.addWidget(self._made)
        self.form.addWidget(self.keyring)
        self.form.addWidget(label(tr(_KEYRING_WHY), "small", wrap=True))
        self.present.asked.connect(self.asked)
        self.file.asked.connect(lambda: self.asked.emit(self.file))
        self.make.clicked.connect(self.make_wanted)
        for signal in (self.present.changed, self.new.changed):
            signal.connect(self.check)
        self.check()
        self.present.setFocus()

    def ready(self) -> bool:
        return self.present.ready() and self.new.ready()

    def show_made(self, path: Path, remark: str) -> None:
        """A key file was written; `remark` speaks against its place."""
        self.file.show_path(path)
        self._made.setText(remark)
        self._made.setVisible(bool(remark))
        self.check()

    def submit(self) -> None:
        if self.ended:
            self.accept()
        elif self.ready():
            new = WayIn(passphrase=self.new.text(), key_file=self.file.path())
            wanted = WayWanted(self.opens.chosen(), self.present.way(), new, self.keyring.isChecked())
            self.begin()
            self.wanted.emit(wanted)

    def forget(self) -> None:
        self.present.clear()
        self.new.clear()
