"""A new identity: the private file that opens bundles, and the name its card will bear."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.labels import field
from fieldnotes_ui.widgets.path_line import PathLine

_TITLE, _ACTION = N_("New identity"), N_("Make it")
_EXPLAINS = N_("The file is your key: whoever has it can open what is sent to you. Keep it on an encrypted disk.")
_NAME, _NAME_HINT = N_("Name on the card"), N_("What the other side calls you. It is public: a pen name will do.")
_FILE = N_("Identity file")
_BOTH = N_("A name and a file are needed.")


@dataclass(frozen=True, slots=True)
class IdentityWanted:
    name: str
    path: Path


class NewIdentityDialog(Sheet):
    """`wanted` is an IdentityWanted; the dialog stays open until it is told that it worked."""

    wanted = Signal(object)

    def __init__(self, suggested: Path, parent: QWidget) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, explains=tr(_EXPLAINS))
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.file = PathLine(tr(_FILE))
        self.file.show_path(suggested)
        self.inside.addWidget(field(tr(_NAME), self.name, tr(_NAME_HINT)))
        self.inside.addWidget(field(tr(_FILE), self.file))
        self.name.setFocus()

    def submit(self) -> None:
        path = self.file.path()
        if not self.name.text().strip() or path is None:
            self.show_problem(tr(_BOTH))
            return
        self.main.setEnabled(False)
        self.wanted.emit(IdentityWanted(self.name.text().strip(), path))
