"""Make a backup now: where to, how far it is, and what reading it back proved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.services.backup import Made
from fieldnotes_ui.dialogs.work_sheet import WorkSheet
from fieldnotes_ui.widgets.labels import field
from fieldnotes_ui.widgets.path_line import PathLine

_TITLE, _ACTION = N_("Make a backup"), N_("Make it")
_EXPLAINS = N_("A whole copy of the vault, encrypted as it is. It is read back before it counts.")
_FOLDER, _HINT = N_("Folder"), N_("on another disk, such as a memory stick that is kept elsewhere")
_DONE = N_("The backup {name} was made and read back: {records}.")
_RECORDS = NN_("{n} record with all its versions", "{n} records with all their versions")
_REMOVED = NN_("{n} older backup was removed for it.", "{n} older backups were removed for it.")
_SEALED, _NOT_SEALED = (
    N_("The sealed compartment was read back too."),
    N_("The sealed compartment is closed, so it was copied but not read back."),
)


class MakeBackupDialog(WorkSheet):
    """`wanted` is the folder."""

    wanted = Signal(object)

    def __init__(self, folder: Path | None, parent: QWidget) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, explains=tr(_EXPLAINS))
        self.folder = PathLine(tr(_FOLDER), tr(_HINT))
        self.form.addWidget(field(tr(_FOLDER), self.folder))
        self.folder.asked.connect(lambda: self.asked.emit(self.folder))
        self.folder.changed.connect(self.check)
        self.folder.show_path(folder)
        self.check()
        self.main.setFocus() if folder is not None else self.folder.setFocus()

    def ready(self) -> bool:
        return self.folder.path() is not None

    def submit(self) -> None:
        folder = self.folder.path()
        if self.ended:
            self.accept()
        elif folder is not None:
            self.begin()
            self.wanted.emit(folder)

    def show_made(self, made: Made) -> None:
        points = [tr(_SEALED if made.proof.sealed else _NOT_SEALED)]
        if made.removed:
            points.append(trn(*_REMOVED, made.removed))
        records = trn(*_RECORDS, made.proof.records)
        self.show_done(tr(_DONE, name=made.backup.name, records=records), points, made.hints)
