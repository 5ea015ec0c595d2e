"""New keys for an editor: a file of her own, protected by a passphrase, and the name that her card will bear."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.session import MINIMUM_LENGTH
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets import labels
from fieldnotes_ui.widgets.new_passphrase import NewPassphrase
from fieldnotes_ui.widgets.path_line import PathLine

_TITLE, _ACTION = N_("New keys"), N_("Make them")
_EXPLAINS = N_(
    "With them you open bundles and sign reviews. They also remember the authors you know and what you have seen. Keep "
    "a copy of the file: nobody can replace it."
)
_NAME, _NAME_HINT = N_("Name on the card"), N_("What the other side calls you. It is public: a pen name will do.")
_FILE = N_("File for the keys")
_PASSPHRASE = N_("Passphrase of the keys")
_ALL = N_("A name, a file and a passphrase are needed.")


@dataclass(frozen=True, slots=True)
class KeysWanted:
    name: str
    path: Path
    passphrase: str = field(repr=False)


class NewKeysDialog(Sheet):
    """`wanted` is a KeysWanted; the dialog stays open until it is told that it worked."""

    wanted = Signal(object)

    def __init__(self, suggested: Path, language: str, parent: QWidget) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, explains=tr(_EXPLAINS), width=560)
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.file = PathLine(tr(_FILE))
        self.file.show_path(suggested)
        self.passphrase = NewPassphrase(tr(_PASSPHRASE), least=MINIMUM_LENGTH, language=language)
        self.inside.addWidget(labels.field(tr(_NAME), self.name, tr(_NAME_HINT)))
        self.inside.addWidget(labels.field(tr(_FILE), self.file))
        self.inside.addWidget(self.passphrase)
        self.name.setFocus()

    def submit(self) -> None:
        path = self.file.path()
        if not self.name.text().strip() or path is None or not self.passphrase.ready():
            self.show_problem(tr(_ALL))
            return
        self.main.setEnabled(False)
        self.wanted.emit(KeysWanted(self.name.text().strip(), path, self.passphrase.text()))
