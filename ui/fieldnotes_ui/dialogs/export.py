"""Make a bundle: what goes and what stays, who can open it, what is written on its outside, where it is written."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as defaulted
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.progress import Step
from fieldnotes.services.export_choices import Choices
from fieldnotes.services.ladders import Ladder
from fieldnotes.services.proposal_terms import ProposalTerms
from fieldnotes.services.views import Preview, RecordPreview
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.accepting import NOTHING, Accepted, Accepting, shortened
from fieldnotes_ui.widgets.bundle_reader import AUDIENCES
from fieldnotes_ui.widgets.export_more import ExportMore, Outside
from fieldnotes_ui.widgets.labels import button, field, label
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
_FILE, _FOLDER = N_("File"), N_("New folder")
_NO_REASON = N_("Say why it leaves: the project's policy asks for a reason.")
_NEEDS = (
    N_("Add at least one recipient."),
    N_("Compare the words of every card by voice first."),
    N_("Choose where to write the file."),
)
_TOO_PROTECTED = N_(
    "What leaves is so protected that only readers whose words were compared may get it. Not compared: {names}."
)
_BARE = N_("An address alone is not enough for what leaves: add the reader’s card and compare its words.")
_AMBER = N_("Not compared: {names}. Anybody could have made such a card.")
_NOT_A_DAY = N_("The day on which it ends is written as year-month-day.")
_TWO_FIRST = N_(
    "Two different people have to say yes to exactly these words first: on the page Sharing, under Approvals."
)
_AS_PROPOSED = N_(
    "{count} of {needed} people said yes to {code}. Its mark, end, correction and series are filled in. They have not "
    "said yes to what is changed here."
)
_OTHER_DETAILS = N_("{code} tells details in another way than the workbench shows now. What leaves has to be the same.")
_TELL_SO = N_("Tell them as proposed")
_FOR_REVIEW = N_("It goes to somebody who is to say whether it may be released")


@dataclass(frozen=True, slots=True)
class ExportWanted:
    to: tuple[str, ...]
    out: Path
    accepted: Accepted = NOTHING
    outside: Outside = defaulted(default_factory=Outside)
    compared: tuple[str, ...] = ()
    """Cards whose words somebody compared here."""
    names: tuple[str, ...] = ()
    for_review: bool = False


class ExportDialog(Sheet):
    """`wanted` is an ExportWanted; the dialog stays open, shows steps, and `stopped` is its cancel meanwhile.

    `ladder_wanted` carries the ladder of a proposal, or None for the usual one: the workbench is to show that first.
    """

    wanted = Signal(object)
    stopped = Signal()
    ladder_wanted = Signal(object)

    def __init__(
        self, preview: Preview, suggested: Path, parent: QWidget, *, telling: str = "", asks_why: bool = False
    ) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, explains=tr(_EXPLAINS), width=620)
        self._running = False
        self._known_readers = True  # until it is known
        self.recipients = Recipients()
        self.accepting = Accepting(preview)
        self.accepting.changed.connect(self._check)
        self.more = ExportMore(asks_why=asks_why)
        self.reason = self.more.reason
        self._asks_why = asks_why
        self.two_first, self.for_review = Strip("info", tr(_TWO_FIRST)), QCheckBox(tr(_FOR_REVIEW))
        self.tell_so = self.two_first.add_button(button(tr(_TELL_SO)))
        self.tell_so.setAutoDefault(False)
        self.tell_so.hide()
        self.file = PathLine(tr(_FILE))
        self.file.show_path(suggested)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.hide()
        self._missing = label("", "small", wrap=True)
        self._amber = Strip("warn")
        self.area = self._form(preview, telling)
        self.inside.addWidget(self.area, 1)
        self.inside.addWidget(self._missing)
        self.inside.addWidget(self.progress)
        self.recipients.changed.connect(self._check)
        self.more.changed.connect(self._check)
        self.for_review.toggled.connect(self.more.show_for_review)
        self.more.each.toggled.connect(self._show_kind)
        self.more.switch.toggled.connect(self._show_more)
        self.file.changed.connect(self._check)
        self._check()
        self.recipients.add_button.setFocus()

    def _form(self, preview: Preview, telling: str) -> QScrollArea:
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
        form.addWidget(self._amber)
        form.addWidget(self.two_first)
        form.addWidget(self.for_review)
        for hidden in (self._amber, self.two_first, self.for_review):
            hidden.hide()
        if self.accepting.asks:
            form.addWidget(self.accepting)
        self._file_field = field(tr(_FILE), self.file)
        form.addWidget(self._file_field)
        form.addWidget(self.more)
        form.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(holder)
        area.setMinimumHeight(380)
        return area

    def show_choices(self, choices: Choices, ladder: Ladder | None = None) -> None:
        """Whom the vault knows, and what may be chosen for this case and audience; `ladder` is the workbench's."""
        self._known_readers = choices.known_readers
        typing = self.recipients.address.hasFocus() or bool(self.recipients.addresses)
        self.recipients.show_contacts(choices.contacts)
        self.more.show_choices(choices)
        self.two_first.setVisible(choices.approvals > 0)
        self.for_review.setVisible(choices.approvals > 0)
        if choices.approvals and choices.proposed is not None:
            self._show_proposed(choices.proposed, ladder)
        if not typing:
            self.recipients.take_keyboard()
        self._check()

    def _show_proposed(self, terms: ProposalTerms, ladder: Ladder | None) -> None:
        """What two people say yes to is what leaves, without being typed again."""
        view = terms.view
        if terms.ladder != ladder:
            self.two_first.show_message("warn", tr(_OTHER_DETAILS, code=view.code))
            self.tell_so.show()
            self.tell_so.clicked.connect(lambda: self.ladder_wanted.emit(terms.ladder))
            return
        tone = "ok" if view.counted >= view.needed else "info"
        said = tr(_AS_PROPOSED, code=view.code, count=view.counted, needed=view.needed)
        self.two_first.show_message(tone, said if tone == "ok" else f"{said} {tr(_TWO_FIRST)}")
        self.more.show_proposed(terms)

    def submit(self) -> None:
        path = self.file.path()
        if path is None or not self.main.isEnabled():
            return
        self._running = True
        self.problem.hide()
        self.main.setEnabled(False)
        self.progress.setRange(0, 0)
        self.progress.show()
        to = self.recipients
        self.wanted.emit(
            ExportWanted(
                to.addresses,
                path,
                self.accepting.given(),
                self.more.chosen(),
                to.confirmed,
                to.names,
                self.for_review.isChecked(),
            )
        )

    def reject(self) -> None:
        if self._running:
            self.stopped.emit()
            self.done(0)
            return
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
        addressed, _, placed = (tr(words) for words in _NEEDS)
        missing = (
            ("" if self.recipients.addresses else addressed)
            or self._unknown_readers()
            or ("" if self.more.expires.acceptable else tr(_NOT_A_DAY))
            or self.accepting.missing()
            or (tr(_NO_REASON) if self._asks_why and not self.reason.text().strip() else "")
            or ("" if self.file.path() is not None else placed)
        )
        names = "" if missing else ", ".join(self.recipients.unknown)
        self._amber.show_message("warn", tr(_AMBER, names=names) if names else "")
        self._amber.setVisible(bool(names))
        self._missing.setText(missing)
        self.main.setEnabled(not missing and not self._running)

    def _show_more(self, shown: bool) -> None:
        """What has opened is looked at: it lies below what fits."""
        if shown:
            bar = self.area.verticalScrollBar()
            QTimer.singleShot(0, self, lambda: bar.setValue(self.more.y()))

    def _unknown_readers(self) -> str:
        """Who may not get what is this protected; empty where everybody may."""
        if not self._known_readers:
            return ""
        if not self.recipients.compared:
            return tr(_NEEDS[1])
        if self.recipients.unknown:
            return tr(_TOO_PROTECTED, names=", ".join(self.recipients.unknown))
        return tr(_BARE) if self.recipients.bare else ""

    def _show_kind(self, each: bool) -> None:
        """Several files go into a folder."""
        name = tr(_FOLDER if each else _FILE)
        self._file_field.findChildren(QLabel)[0].setText(name)
        self.file.line.setAccessibleName(name)
        if (path := self.file.path()) is not None:
            self.file.show_path(path.with_suffix("" if each else ".age"))


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
