"""Bring files in: where they belong and who spoke, then how far it is, and a way to stop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QProgressBar, QWidget

from fieldnotes.i18n import N_, tr, trn
from fieldnotes.model.level import DEFAULT_LEVEL, Level
from fieldnotes.model.record import Kind
from fieldnotes.progress import Step
from fieldnotes.services.views import Imported
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.choices import CodeCombo, LanguageCombo, names_button, source_combo
from fieldnotes_ui.widgets.labels import field, label
from fieldnotes_ui.widgets.level_combo import LevelCombo

_TITLE, _ACTION = N_("Import files"), N_("Import")
_EXPLAINS = N_("Names and folders of the files are not kept. The files themselves stay where they are, unprotected.")
_CASE, _KIND, _LEVEL, _LANGUAGE = N_("Case"), N_("Kind"), N_("Protection level"), N_("Language")
_SOURCE, _SOURCE_HINT = N_("Source"), N_("Who speaks in all of these files.")
_KINDS = {Kind.TESTIMONY: N_("Testimonies"), Kind.NOTE: N_("Notes")}
_AGAIN = N_("{words}. The very same file was imported before: {codes}. Remove one of them.")
_AND_MORE = N_("{names} and {count} more")
_READING = N_("Reading {done} of {total}…")
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class ImportWanted:
    """Files and what is said about all of them."""

    paths: tuple[Path, ...]
    case: str
    kind: Kind
    level: Level
    language: str
    source: str


class ImportDialog(Sheet):
    """`wanted` is an ImportWanted; the dialog stays open, shows steps, and `stopped` is its cancel meanwhile."""

    wanted = Signal(object)
    stopped = Signal()

    def __init__(
        self,
        paths: Sequence[Path],
        cases: Sequence[tuple[str, str]],
        sources: Sequence[tuple[str, str]],
        parent: QWidget,
        *,
        case: str = "",
    ) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, explains=tr(_EXPLAINS), width=560)
        self._paths = tuple(paths)
        self._running = False
        self.case = CodeCombo(cases, case)
        self.kind = QComboBox()
        for kind, words in _KINDS.items():
            self.kind.addItem(tr(words), kind)
        self.level, self.language = LevelCombo(DEFAULT_LEVEL), LanguageCombo()
        self.source, self.names = source_combo(sources), names_button()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.step = label("", "small")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(field(tr(_CASE), self.case), 0, 0, 1, 2)
        grid.addWidget(field(tr(_KIND), self.kind), 1, 0)
        grid.addWidget(field(tr(_LEVEL), self.level), 1, 1)
        source = field(tr(_SOURCE), self.source, tr(_SOURCE_HINT), beside=self.names)
        grid.addWidget(source, 2, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(field(tr(_LANGUAGE), self.language), 2, 1, Qt.AlignmentFlag.AlignTop)
        self.inside.addWidget(label(self._names(), wrap=True))
        self.inside.addLayout(grid)
        self.inside.addWidget(self.progress)
        self.inside.addWidget(self.step)
        for part in (self.progress, self.step):
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
            part.hide()
        self.case.setFocus()

    def show_names(self, names: Mapping[str, str]) -> None:
        self.source.show_names(names)

    @property
    def is_running(self) -> bool:
        return self._running

    def _names(self) -> str:
        names = ", ".join(path.name for path in self._paths[:_SHOWN])
        more = len(self._paths) - _SHOWN
        return tr(_AND_MORE, names=names, count=more) if more > 0 else names

    def submit(self) -> None:
        self._busy(True)
        self.problem.hide()
        self.wanted.emit(
            ImportWanted(
                self._paths,
                self.case.code(),
                Kind(self.kind.currentData()),
                self.level.level(),
                self.language.code(),
                self.source.code(),
            )
        )

    def show_step(self, step: Step) -> None:
        total = step.total or 0
        self.progress.setRange(0, total)
        self.progress.setValue(step.done)
        self.step.setText(tr(_READING, done=step.done + 1, total=total))

    def failed(self, sentence: str) -> None:
        self._busy(False)
        self.show_problem(sentence)

    def finish(self) -> None:
        """The reading has ended, or was stopped."""
        self._running = False
        self.accept()

    def reject(self) -> None:
        if self._running:
            self.stopped.emit()  # closes when the work has noticed: either all files are in, or none
            self.out.setEnabled(False)
            return
        super().reject()

    def _busy(self, busy: bool) -> None:
        self._running = busy
        self.progress.setVisible(busy)
        self.step.setVisible(busy)
        for control in (self.case, self.kind, self.level, self.source, self.language, self.main):
            control.setEnabled(not busy)


def imported_words(imported: Sequence[Imported]) -> str:
    """How many records came, and which of them were made of a file that was imported before."""
    words = trn("{n} record imported", "{n} records imported", len(imported))
    again = [f"{one.code} = {', '.join(one.same_as)}" for one in imported if one.same_as]
    return words if not again else tr(_AGAIN, words=words, codes="; ".join(again))
