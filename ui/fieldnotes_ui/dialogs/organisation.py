"""Let an organisation open the vault without its owner: for a death, an arrest, a forgotten passphrase."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.access import WayIn
from fieldnotes_ui.dialogs.work_sheet import WorkSheet
from fieldnotes_ui.widgets.labels import field, label
from fieldnotes_ui.widgets.path_line import PathLine
from fieldnotes_ui.widgets.present_passphrase import PresentPassphrase
from fieldnotes_ui.widgets.strip import Strip
from fieldnotes_ui.widgets.word_grid import WordGrid

_TITLE, _ACTION = N_("Let an organisation open it"), N_("Let them open it")
_WARNING = N_(
    "Whoever holds that organisation's key can open this vault whenever they have a copy of it, without you and "
    "without asking. Choose people who would have to read it if you could not."
)
_CARD, _HINT = N_("Their contact card"), N_("the file that they sent you")
_VAULT, _SEALED = N_("The vault"), N_("The sealed compartment: real names too")
_CLOSED = N_("Open the sealed compartment first if they are to open that as well.")
_COMPARE = N_("Compare these words with {name} by voice. If they differ, remove this way in at once.")


@dataclass(frozen=True, slots=True)
class OrganisationWanted:
    """What was chosen."""

    card: Path
    vault: bool
    sealed: bool
    present: WayIn = dataclass_field(repr=False)


class OrganisationDialog(WorkSheet):
    """`wanted` is an OrganisationWanted; `show_added` tells the words to compare."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget, *, key_file: bool, sealed_open: bool) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent)
        self.card = PathLine(tr(_CARD), tr(_HINT))
        self.vault, self.sealed = QCheckBox(tr(_VAULT)), QCheckBox(tr(_SEALED))
        self.vault.setChecked(True)
        self.sealed.setEnabled(sealed_open)
        self.present = PresentPassphrase(key_file=key_file)
        for widget in (Strip("warn", tr(_WARNING)), field(tr(_CARD), self.card), self.vault, self.sealed):
            self.form.addWidget(widget)
        if not sealed_open:
            self.form.addWidget(label(tr(_CLOSED), "small", wrap=True))
        self.form.addWidget(self.present)
        self.present.asked.connect(self.asked)
        self.card.asked.connect(lambda: self.asked.emit(self.card))
        for signal in (self.card.changed, self.present.changed, self.vault.toggled, self.sealed.toggled):
            signal.connect(lambda *_: self.check())
        self.check()
        self.card.setFocus()

    def ready(self) -> bool:
        some = self.vault.isChecked() or self.sealed.isChecked()
        return some and self.card.path() is not None and self.present.ready()

    def submit(self) -> None:
        card = self.card.path()
        if self.ended:
            self.accept()
        elif self.ready() and card is not None:
            wanted = OrganisationWanted(card, self.vault.isChecked(), self.sealed.isChecked(), self.present.way())
            self.begin()
            self.wanted.emit(wanted)

    def show_added(self, name: str, words: tuple[str, ...]) -> None:
        self.show_done(tr(_COMPARE, name=name))
        self.inside.addWidget(WordGrid(words))

    def forget(self) -> None:
        self.present.clear()
