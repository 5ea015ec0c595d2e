"""Open a backup as after a loss, with nothing but what one remembers: to test it, or to make a vault of it again."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.access import WayIn
from fieldnotes_ui.dialogs.work_sheet import WorkSheet
from fieldnotes_ui.widgets.labels import field, row
from fieldnotes_ui.widgets.passphrase import PassphraseEdit
from fieldnotes_ui.widgets.path_line import PathLine
from fieldnotes_ui.widgets.present_passphrase import PresentPassphrase

_TEST, _TEST_IT = N_("Test a backup"), N_("Test it")
_RESTORE, _RESTORE_IT = N_("Restore a backup"), N_("Restore it")
_TEST_WHY = N_("As if this computer were gone: type what you remember. All of the backup is read; nothing is changed.")
_RESTORE_WHY = N_("A new vault is made of it at a new place. Your present vault stays as it is; nothing is replaced.")
_BACKUP, _BACKUP_HINT = N_("Backup"), N_("the folder of the backup")
_VAULT, _THEN = N_("Passphrase of the vault"), N_("As it was when the backup was made.")
_SEALED, _SAME = N_("Passphrase of the sealed compartment"), N_("Empty: the compartment is not tried.")
_PLACE, _PLACE_HINT, _NAME = N_("Folder"), N_("where the new vault is to be"), N_("Name of the new vault")


@dataclass(frozen=True, slots=True)
class OpeningWanted:
    """What was chosen and typed. `sealed` is None where the compartment is not tried; `target` is for restoring."""

    backup: Path
    by: WayIn = dataclass_field(repr=False)
    sealed: str | None = dataclass_field(repr=False)
    target: Path | None


class OpenBackupDialog(WorkSheet):
    """`wanted` is an OpeningWanted; `folder_asked` wants a dialog for a folder."""

    wanted = Signal(object)
    folder_asked = Signal(object)

    def __init__(
        self, parent: QWidget, *, restores: bool, backup: Path | None = None, name: str = "", key_file: bool = False
    ) -> None:
        title, action, why = (_RESTORE, _RESTORE_IT, _RESTORE_WHY) if restores else (_TEST, _TEST_IT, _TEST_WHY)
        super().__init__(tr(title), tr(action), parent, explains=tr(why))
        self._restores = restores
        self.backup, self.place = PathLine(tr(_BACKUP), tr(_BACKUP_HINT)), PathLine(tr(_PLACE), tr(_PLACE_HINT))
        self.name = QLineEdit(name)
        self.by = PresentPassphrase(tr(_VAULT), tr(_THEN), key_file=key_file)
        self.sealed = PassphraseEdit(tr(_SEALED))
        self.backup.show_path(backup)
        self.form.addWidget(field(tr(_BACKUP), self.backup))
        target = QWidget(self)
        target.setLayout(row(field(tr(_PLACE), self.place), field(tr(_NAME), self.name), spacing=14))
        self.form.addWidget(target)
        target.setVisible(restores)
        self.form.addWidget(self.by)
        self.form.addWidget(field(tr(_SEALED), self.sealed, tr(_SAME)))
        for line in (self.backup, self.place):
            line.asked.connect(lambda line=line: self.folder_asked.emit(line))
            line.changed.connect(self.check)
        self.name.textChanged.connect(lambda _: self.check())
        self.by.asked.connect(self.asked)
        self.by.changed.connect(self.check)
        self.check()
        (self.by if backup is not None and not restores else self.backup).setFocus()

    def ready(self) -> bool:
        placed = not self._restores or (self.place.path() is not None and bool(self.name.text().strip()))
        return placed and self.backup.path() is not None and self.by.ready()

    def submit(self) -> None:
        backup, place = self.backup.path(), self.place.path()
        if self.ended:
            self.accept()
        elif self.ready() and backup is not None:
            target = place / self.name.text().strip() if self._restores and place is not None else None
            wanted = OpeningWanted(backup, self.by.way(), self.sealed.text() or None, target)
            self.begin()
            self.wanted.emit(wanted)

    def forget(self) -> None:
        self.by.clear()
        self.sealed.clear()
