"""Make a bundle: what goes and what stays, who can open it, where it is written; then the receipt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.progress import Step
from fieldnotes.services.views import Preview, RecordPreview
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.accepting import NOTHING, Accepted, Accepting, shortened
from fieldnotes_ui.widgets.bundle_reader import AUDIENCES
from fieldnotes_ui.widgets.labels import field, label
from fieldnotes_ui.widgets.path_line import PathLine
from fieldnotes_ui.widgets.recipients import Recipients

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
_FILE = N_("File")
_WHY, _WHY_HINT = N_("Why it leaves"), N_("Kept in the vault with the release, and told to no reader.")
_NO_REASON = N_("Say why it leaves: the project's policy asks for a reason.")
_NEEDS = (
    N_("Add at least one recipient."),
    N_("Compare the words of every card by voice first."),
    N_("Choose where to write the file."),
)


@dataclass(frozen=True, slots=True)
class ExportWanted:
    to: tuple[str, ...]
    out: Path
    accepted: Accepted = NOTHING
    reason: str = ""


class ExportDialog(Sheet):
    """`wanted` is an ExportWanted; the dialog stays open, shows steps, and `stopped` is its cancel meanwhile."""

    wanted = Signal(object)
    stopped = Signal()

    def __init__(
        self, preview: Preview, suggested: Path, parent: QWidget, *, telling: str = "", asks_why: bool = False
    ) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, explains=tr(_EXPLAINS), width=620)
        self._running = False
        self.recipients = Recipients()
        self.accepting = Accepting(preview)
        self.accepting.changed.connect(self._check)
        self.reason = QLineEdit()
        self.reason.setMaxLength(500)
        self.reason.textChanged.connect(self._check)
        self._asks_why = asks_why
        self.file = PathLine(tr(_FILE))
        self.file.show_path(suggested)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.hide()
        self._missing = label("", "small", wrap=True)
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
        if self.accepting.asks:
            form.addWidget(self.accepting)
        form.addWidget(field(tr(_WHY), self.reason, tr(_WHY_HINT)))
        form.addWidget(field(tr(_FILE), self.file))
        form.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
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
        reason = self.reason.text().strip()
        self.wanted.emit(ExportWanted(self.recipients.addresses, path, self.accepting.given(), reason))

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

    def wait(self) -> None:
        """Something else is asked first."""
        self._running = False
        self.progress.hide()
        self._check()

    def show_problem(self, sentence: str) -> None:
        self.wait()
        super().show_problem(sentence)
        self._check()

    def _check(self) -> None:
        """The button is never grey without a sentence that says why."""
        addressed, compared, placed = (tr(words) for words in _NEEDS)
        missing = (
            ("" if self.recipients.addresses else addressed)
            or ("" if self.recipients.compared else compared)
            or self.accepting.missing()
            or (tr(_NO_REASON) if self._asks_why and not self.reason.text().strip() else "")
            or ("" if self.file.path() is not None else placed)
        )
        self._missing.setText(missing)
        self.main.setEnabled(not missing and not self._running)


def _summary(preview: Preview) -> list[str]:
    goes = [record for record in preview.records if record.included]
    stays = [record for record in preview.records if not record.included]
    lines = [tr(_FOR, audience=tr(AUDIENCES[preview.audience]))]
    labels = shortened([f"{record.code} → {record.label}" for record in goes])
    lines.append(trn(*_GO, len(goes), labels=labels))
    if stays:
        lines.append(trn(*_STAY, len(stays), codes=shortened([_because(record) for record in stays])))
    return lines


def _because(record: RecordPreview) -> str:
    return tr(_STAYS_BECAUSE, code=record.code, reasons="; ".join(reason.text for reason in record.reasons))
