"""When and where backups are made by themselves, and how many are kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.dialogs.work_sheet import WorkSheet
from fieldnotes_ui.widgets.labels import button, field, label, row
from fieldnotes_ui.widgets.path_line import PathLine

_TITLE, _ACTION, _END = N_("Backups by themselves"), N_("Set it"), N_("No longer")
_EXPLAINS = N_("When you lock or quit and one is due, it is offered first. A lock that comes by itself never waits.")
_FOLDER, _HINT = N_("Folder"), N_("on another disk, such as a memory stick that is kept elsewhere")
_OFTEN, _KEEP = N_("How often"), N_("How many to keep")
_KEEP_WHY = N_("Older ones of this vault in that folder are removed when a new one was proved.")
INTERVALS = (
    (0, N_("After every change")),
    (1, N_("Every day")),
    (7, N_("Every week")),
    (14, N_("Every two weeks")),
    (30, N_("Every month")),
)
_MOST = 365


@dataclass(frozen=True, slots=True)
class ScheduleWanted:
    """`folder` is None to end it."""

    folder: Path | None
    every_days: int
    keep: int


class ScheduleDialog(WorkSheet):
    """`wanted` is a ScheduleWanted."""

    wanted = Signal(object)

    def __init__(self, folder: Path | None, every_days: int, keep: int, parent: QWidget) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, explains=tr(_EXPLAINS))
        self.folder = PathLine(tr(_FOLDER), tr(_HINT))
        self.folder.show_path(folder)
        self.often, self.keep = QComboBox(), QSpinBox()
        for days, words in INTERVALS:
            self.often.addItem(tr(words), days)
        if (at := self.often.findData(every_days)) < 0:
            self.often.addItem(str(every_days), every_days)
            at = self.often.count() - 1
        self.often.setCurrentIndex(at)
        self.keep.setRange(1, _MOST)
        self.keep.setValue(keep)
        self.end = button(tr(_END))
        self.end.setAutoDefault(False)
        self.end.setVisible(folder is not None)
        self.end.clicked.connect(lambda: self._send(None))
        self.form.addWidget(field(tr(_FOLDER), self.folder))
        self.form.addLayout(row(field(tr(_OFTEN), self.often), field(tr(_KEEP), self.keep), spacing=14))
        self.form.addWidget(label(tr(_KEEP_WHY), "small", wrap=True))
        self.form.addLayout(row(self.end, None))
        self.folder.asked.connect(lambda: self.asked.emit(self.folder))
        self.folder.changed.connect(self.check)
        self.check()
        self.folder.setFocus()

    def ready(self) -> bool:
        return self.folder.path() is not None

    def submit(self) -> None:
        if self.ended:
            self.accept()
        elif self.ready():
            self._send(self.folder.path())

    def _send(self, folder: Path | None) -> None:
        days: int = self.often.currentData()
        self.begin()
        self.wanted.emit(ScheduleWanted(folder, days, self.keep.value()))
