"""The second step: a neutral name, and a folder that nothing copies elsewhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit

from fieldnotes.i18n import N_, tr
from fieldnotes.services import first_run
from fieldnotes.services.session import SUFFIX
from fieldnotes_ui import theme
from fieldnotes_ui.pages.first_run.step import Step
from fieldnotes_ui.widgets.labels import field
from fieldnotes_ui.widgets.path_line import PathLine
from fieldnotes_ui.widgets.strip import Strip

_TITLE, _NEXT = N_("Name and place"), N_("Next")
_ABOUT = N_(
    "A vault is one folder, encrypted as a whole. Keep its name neutral: anybody who finds the laptop can read it."
)
_NAME, _NAME_HINT = N_("Name"), N_("For example: notes-2026. Not a person, not a case.")
_FOLDER = N_("Folder")
_SAMPLE = N_("Put an invented project into it, to try things out")
_SAMPLE_HINT = N_("Cases, people and testimonies that never were. Use another vault for your work.")
_LOOK_MS = 250


class PlaceStep(Step):
    """`folder_wanted` asks for a dialog for its folder line."""

    folder_wanted = Signal(object)
    mark = 1

    def __init__(self, folder: Path) -> None:
        super().__init__(tr(_TITLE), tr(_ABOUT), tr(_NEXT))
        self.name = QLineEdit("notes")
        self.name.setMinimumHeight(theme.scaled(32))
        self.folder = PathLine(tr(_FOLDER))
        self.folder.show_path(folder)
        self.with_sample = QCheckBox(tr(_SAMPLE))
        self.with_sample.setToolTip(tr(_SAMPLE_HINT))
        self.with_sample.setAccessibleDescription(tr(_SAMPLE_HINT))
        self.strip = Strip("warn")
        self.strip.hide()
        self._look = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self._look.timeout.connect(self.look)
        self.inside.addWidget(field(tr(_NAME), self.name, tr(_NAME_HINT)))
        self.inside.addWidget(field(tr(_FOLDER), self.folder))
        self.inside.addWidget(self.strip)
        self.inside.addWidget(self.with_sample)
        self.folder.asked.connect(lambda: self.folder_wanted.emit(self.folder))
        for signal in (self.name.textChanged, self.folder.changed):
            signal.connect(self._on_changed)
        self.name.returnPressed.connect(self.submitted)
        self.look()

    def look(self) -> bool:
        """Say what speaks against the place; False where no vault can be made there."""
        folder = self.folder.path()
        found = first_run.place(folder, self._neat()) if folder is not None and self._neat() else first_run.Place()
        words = found.problem or found.remark
        self.strip.show_message("danger" if found.problem else "warn", words)
        self.strip.setVisible(bool(words))
        return not found.problem

    def path(self) -> Path:
        """The vault to be made, with its ending."""
        folder = self.folder.path()
        assert folder is not None  # `ready` said so
        return folder / f"{self._neat()}{SUFFIX}"

    def ready(self) -> bool:
        return bool(self._neat()) and self.folder.path() is not None

    def focus(self) -> QLineEdit:
        return self.name

    def _neat(self) -> str:
        return self.name.text().strip().removesuffix(SUFFIX).replace("/", "").replace("\\", "").strip(".")

    def _on_changed(self) -> None:
        self._look.start()
        self.changed.emit()
