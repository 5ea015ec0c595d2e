"""Make a bundle: what goes and what stays, who can open it, where it is written; then the receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.progress import Step
from fieldnotes.services import mosaic
from fieldnotes.services.views import Preview, RecordPreview
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.bundle_reader import AUDIENCES
from fieldnotes_ui.widgets.labels import field, label
from fieldnotes_ui.widgets.path_line import PathLine
from fieldnotes_ui.widgets.recipients import Recipients
from fieldnotes_ui.widgets.strip import Strip

_TITLE, _ACTION = N_("Export a bundle"), N_("Seal and write")
_EXPLAINS = N_(
    "Every name and detail is taken out again, the finished file is searched for what must not be in it, and only "
    "then is it written."
)
_FOR = N_("For: {audience}")
_GO = NN_("{n} record goes: {labels}", "{n} records go: {labels}")
_STAY = NN_("{n} record stays: {codes}", "{n} records stay: {codes}")
_STAYS_BECAUSE = N_("{code} ({reasons})")
_RECIPIENTS = N_("Recipients")
_PEOPLE = NN_("Too much may remain of {n} person: {labels}", "Too much may remain of {n} people: {labels}")
_SUGGESTED = NN_(
    "{n} likely name would leave although nobody registered or rejected it.",
    "{n} likely names would leave although nobody registered or rejected them.",
)
_REASON = N_("Why may they go?")
_REASON_HINT = N_("Written to the ledger with the bundle.")
_WHO, _SECOND = N_("Your name"), N_("Name of the second person who looked at it")
_FILE = N_("File")
_NEEDS = (
    N_("Add at least one recipient."),
    N_("Compare the words of every card by voice first."),
    N_("Say why what remains may go."),
    N_("Two different people must have looked at what remains of somebody."),
    N_("Choose where to write the file."),
)
_SHOWN = 8
_MORE = N_("{words} and {count} more")


@dataclass(frozen=True, slots=True)
class ExportWanted:
    to: tuple[str, ...]
    out: Path
    reason: str = ""
    who: str = ""
    second: str = ""


class ExportDialog(Sheet):
    """`wanted` is an ExportWanted; the dialog stays open, shows steps, and `stopped` is its cancel meanwhile."""

    wanted = Signal(object)
    stopped = Signal()

    def __init__(self, preview: Preview, suggested: Path, parent: QWidget, *, telling: str = "") -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, explains=tr(_EXPLAINS), width=620)
        self._running = False
        self.recipients = Recipients()
        self.reason, self.who, self.second = QLineEdit(), QLineEdit(), QLineEdit()
        for one in (self.reason, self.who, self.second):
            one.setMaxLength(500)
            one.textChanged.connect(lambda _: self._check())
        self.file = PathLine(tr(_FILE))
        self.file.show_path(suggested)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.hide()
        self._missing = label("", "small", wrap=True)
        people = [one.label for one in preview.mosaics if one.state is mosaic.State.OPEN]
        self._asks_two = bool(people)
        self._asks_reason = self._asks_two or bool(preview.suggestions)
        holder = QWidget()
        form = QVBoxLayout(holder)
        form.setContentsMargins(0, 0, 8, 0)
        form.setSpacing(12)
        for line in _summary(preview):
            form.addWidget(label(line, wrap=True))
        if telling:
            form.addWidget(label(telling, "muted", wrap=True))
        form.addWidget(label(tr(_RECIPIENTS), "section"))
        form.addWidget(self.recipients)
        if people:
            form.addWidget(Strip("warn", trn(*_PEOPLE, len(people), labels=_shortened(people))))
        if preview.suggestions:
            form.addWidget(Strip("warn", trn(*_SUGGESTED, preview.suggestions)))
        if self._asks_reason:
            form.addWidget(field(tr(_REASON), self.reason, tr(_REASON_HINT)))
        if self._asks_two:
            form.addWidget(field(tr(_WHO), self.who))
            form.addWidget(field(tr(_SECOND), self.second))
        form.addWidget(field(tr(_FILE), self.file))
        form.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(holder)
        area.setMinimumHeight(330)
        self.inside.addWidget(area, 1)
        self.inside.addWidget(self._missing)
        self.inside.addWidget(self.progress)
        self.recipients.changed.connect(self._check)
        self.file.changed.connect(self._check)
        self._check()

    def submit(self) -> None:
        path = self.file.path()
        if path is None or not self.main.isEnabled():
            return
        self._running = True
        self.problem.hide()
        self.main.setEnabled(False)
        self.progress.setRange(0, 0)
        self.progress.show()
        said = (one.text().strip() for one in (self.reason, self.who, self.second))
        self.wanted.emit(ExportWanted(self.recipients.addresses, path, *said))

    def reject(self) -> None:
        if self._running:
            self.stopped.emit()
        super().reject()

    def written(self) -> None:
        self._running = False
        self.accept()

    def show_step(self, step: Step) -> None:
        self.progress.setRange(0, step.total or 0)
        self.progress.setValue(step.done)

    def show_problem(self, sentence: str) -> None:
        self._running = False
        self.progress.hide()
        super().show_problem(sentence)
        self._check()

    def _check(self) -> None:
        """The button is never grey without a sentence that says why."""
        there = (
            bool(self.recipients.addresses),
            self.recipients.compared,
            not self._asks_reason or bool(self.reason.text().strip()),
            not self._asks_two or _differ(self.who.text(), self.second.text()),
            self.file.path() is not None,
        )
        missing = next((words for words, is_there in zip(_NEEDS, there, strict=True) if not is_there), "")
        self._missing.setText(tr(missing) if missing else "")
        self.main.setEnabled(not missing and not self._running)


def _differ(one: str, other: str) -> bool:
    names = {" ".join(name.casefold().split()) for name in (one, other)}
    return len(names) == 2 and "" not in names


def _summary(preview: Preview) -> list[str]:
    goes = [record for record in preview.records if record.included]
    stays = [record for record in preview.records if not record.included]
    lines = [tr(_FOR, audience=tr(AUDIENCES[preview.audience]))]
    labels = _shortened([f"{record.code} → {record.label}" for record in goes])
    lines.append(trn(*_GO, len(goes), labels=labels))
    if stays:
        lines.append(trn(*_STAY, len(stays), codes=_shortened([_because(record) for record in stays])))
    return lines


def _because(record: RecordPreview) -> str:
    return tr(_STAYS_BECAUSE, code=record.code, reasons="; ".join(reason.text for reason in record.reasons))


def _shortened(words: Sequence[str]) -> str:
    shown = ", ".join(words[:_SHOWN])
    more = len(words) - _SHOWN
    return tr(_MORE, words=shown, count=more) if more > 0 else shown
