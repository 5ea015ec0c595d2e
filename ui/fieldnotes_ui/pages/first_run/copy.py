"""The fifth step: a backup on another disk, read back, and opened with nothing but the passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.access import WayIn
from fieldnotes_ui.pages.first_run.step import Step
from fieldnotes_ui.widgets.labels import field
from fieldnotes_ui.widgets.passphrase import PassphraseEdit
from fieldnotes_ui.widgets.path_line import PathLine
from fieldnotes_ui.widgets.strip import Strip

_TITLE, _NEXT = N_("Backup"), N_("Make a backup")
_ABOUT = N_("There is one copy of these testimonies. A disk that breaks or is taken ends them.")
_FOLDER, _HINT = N_("Folder"), N_("on another disk, such as a memory stick that is kept elsewhere")
_PASSPHRASE, _PASSPHRASE_HINT = (
    N_("Your passphrase, from memory"),
    N_("The copy is opened with it, as after a loss. Leave it empty to do that another day."),
)


class CopyStep(Step):
    """`folder_wanted` asks for a dialog for its folder line; `looked` for what speaks against a folder."""

    folder_wanted = Signal(object)
    looked = Signal(object)
    mark = 4

    def __init__(self) -> None:
        super().__init__(tr(_TITLE), tr(_ABOUT), tr(_NEXT))
        self.folder, self.passphrase = PathLine(tr(_FOLDER), tr(_HINT)), PassphraseEdit(tr(_PASSPHRASE))
        self.strip = Strip("warn")
        self.strip.hide()
        self.inside.addWidget(field(tr(_FOLDER), self.folder))
        self.inside.addWidget(self.strip)
        self.inside.addWidget(field(tr(_PASSPHRASE), self.passphrase, tr(_PASSPHRASE_HINT)))
        self.folder.asked.connect(lambda: self.folder_wanted.emit(self.folder))
        self.folder.changed.connect(self._on_folder)
        self.folder.line.returnPressed.connect(self.passphrase.setFocus)
        self.passphrase.edited.connect(self.changed)
        self.passphrase.submitted.connect(self.submitted)

    def ready(self) -> bool:
        return self.folder.path() is not None

    def show_hints(self, hints: tuple[str, ...]) -> None:
        """What speaks against the folder, although a backup can be made there."""
        self.strip.show_message("warn", " ".join(hints))
        self.strip.setVisible(bool(hints))

    def typed(self) -> tuple[Path, WayIn | None]:
        folder, passphrase = self.folder.path(), self.passphrase.text()
        assert folder is not None  # `ready` said so
        return folder, WayIn(passphrase=passphrase) if passphrase else None

    def forget(self) -> None:
        self.passphrase.clear()

    def focus(self) -> QWidget:
        return self.folder.line

    def _on_folder(self) -> None:
        self.show_hints(())
        if (folder := self.folder.path()) is not None:
            self.looked.emit(folder)
        self.changed.emit()
