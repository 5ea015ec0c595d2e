"""Propose a release: which case, for whom, by which way, told how. Nothing leaves by it; others look at what would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QProgressBar, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.audience import Audience
from fieldnotes.model.proposal import Door
from fieldnotes.model.record import Case
from fieldnotes.model.tlp import Tlp
from fieldnotes.services.export_choices import Choices
from fieldnotes.services.ladders import Ladder
from fieldnotes.services.proposal_terms import ProposalTerms
from fieldnotes.services.views import Preview
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.accepting import NOTHING, Accepted, Accepting
from fieldnotes_ui.widgets.bundle_reader import AUDIENCES
from fieldnotes_ui.widgets.columns import Columns
from fieldnotes_ui.widgets.day_edit import DayEdit
from fieldnotes_ui.widgets.labels import button, field
from fieldnotes_ui.widgets.ladder_words import in_full, in_short
from fieldnotes_ui.widgets.mark_combo import MARK, MARK_HINT, MarkCombo
from fieldnotes_ui.widgets.named_combo import NamedCombo

_TITLE, _ACTION = N_("Propose a release"), N_("Propose it")
_EXPLAINS = N_(
    "The case is redacted and checked as for an export, and kept for two people to say yes to. Nothing leaves by this. "
    "If a word of it changes afterwards, it has to be proposed again."
)
_CASE, _AUDIENCE, _DOOR = N_("Case"), N_("For whom"), N_("How it leaves")
_DETAILS = N_("How much details tell")
_SERIES, _SERIES_HINT = (
    N_("Series"), N_("It follows the last bundle of this name, and says what is different. Empty: it stands alone."),
)  # fmt: skip
_ENDS, _ENDS_HINT = N_("Opens until"), N_("As it will be exported. Empty: no end.")
_CORRECTION, _CORRECTION_HINT = (
    N_("What is corrected"), N_("Its readers are told this. Name nobody: it is checked."),
)  # fmt: skip
_NOT_A_DAY = N_("The day on which it ends is written as year-month-day.")
_TITLED = "{} · {}"
_LONGEST, _LONGEST_SERIES = 500, 200
_SIDE_BY_SIDE = 460


@dataclass(frozen=True, slots=True)
class ProposalWanted:
    """`tlp` and `ladder` are None for the usual ones; what only a bundle carries is empty for other ways out."""

    case: str
    audience: Audience
    door: Door = Door.SEALED
    expires: str = ""
    correction: str = ""
    series: str = ""
    tlp: Tlp | None = None
    ladder: Ladder | None = None
    accepted: Accepted = NOTHING


class ProposeDialog(Sheet):
    """`wanted` is a ProposalWanted; the dialog stays open until it is told that it worked.

    `turned` follows another case or audience: what may be chosen is other. `details_wanted` asks for the ladder.
    """

    wanted = Signal(object)
    turned = Signal()
    details_wanted = Signal()

    def __init__(
        self, cases: Sequence[Case], audiences: Sequence[Audience], parent: QWidget, *, at: ProposalTerms | None = None
    ) -> None:
        """`at`: it is proposed again, as it was."""
        super().__init__(tr(_TITLE), tr(_ACTION), parent, explains=tr(_EXPLAINS), width=640)
        self.case, self.audience, self.door = QComboBox(), QComboBox(), QComboBox()
        for case in cases:
            self.case.addItem(_TITLED.format(case.code, case.title) if case.title else case.code, case.code)
        for audience in audiences:
            self.audience.addItem(tr(AUDIENCES[audience]), audience.value)
        for door in Door:
            self.door.addItem(door.words, door.value)
        for box in (self.case, self.audience, self.door):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.ladder: Ladder | None = None
        self.details = button("", icon="sliders-horizontal")
        self.details.setAutoDefault(False)
        self.mark, self.series = MarkCombo(), NamedCombo()
        self.series.setEditable(True)
        self.expires, self.correction = DayEdit(tr(_ENDS)), QLineEdit()
        self.correction.setMaxLength(_LONGEST)
        self.accepting: Accepting | None = None
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 0)
        self.progress.hide()
        self._fill()
        self._again = at
        if at is not None:
            self._show_again(at)
        self.tell(self.ladder)
        self.case.currentIndexChanged.connect(self._turn)
        self.audience.currentIndexChanged.connect(self._turn)
        self.door.currentIndexChanged.connect(self._ask_for_terms)
        self.details.clicked.connect(self.details_wanted)
        self._ask_for_terms()
        self.case.setFocus()

    def chosen_case(self) -> str:
        return str(self.case.currentData() or "")

    def chosen_audience(self) -> Audience:
        return Audience(self.audience.currentData())

    def show_choices(self, choices: Choices) -> None:
        """What may be chosen for this case and audience, as for an export of it."""
        named = self.series.currentText()
        self.series.clear()
        self.series.addItems(["", *choices.series])
        line = self.series.lineEdit()
        if line is not None:
            line.setMaxLength(_LONGEST_SERIES)
        self.series.setCurrentText(named)
        self.correction.setMaxLength(choices.longest)
        self.expires.setPlaceholderText(choices.until or self.expires.placeholderText())
        self.mark.show_choices(choices)
        again, self._again = self._again, None
        if again is not None and again.view.outside is not None:
            self.mark.choose(again.view.outside.tlp)

    def tell(self, ladder: Ladder | None) -> None:
        """Details are told so; None for as is usual for the audience."""
        self.ladder = ladder
        words = in_short(ladder, self.chosen_audience())
        self.details.setText(f" {words}")
        self.details.setAccessibleName(words)
        self.details.setToolTip(in_full(ladder, self.chosen_audience()))
        self._forget_accepting()

    def ask_to_accept(self, preview: Preview) -> None:
        """Something remains for which somebody has to answer, as for an export."""
        self._forget_accepting()
        self.wait()
        self.accepting = Accepting(preview, self)
        self.accepting.changed.connect(self._check)
        self.inside.insertWidget(self.inside.indexOf(self.progress), self.accepting)
        self.accepting.reason.setFocus()
        self._check()
        self.adjustSize()

    def submit(self) -> None:
        if not self.expires.acceptable:
            self.show_problem(tr(_NOT_A_DAY))
            return
        if self.accepting is not None and self.accepting.missing():
            self.show_problem(self.accepting.missing())
            self._check()
            return
        self.problem.hide()
        self.main.setEnabled(False)
        self.progress.show()
        is_bundle = self._chosen_door().carries_terms
        self.wanted.emit(
            ProposalWanted(
                self.chosen_case(),
                self.chosen_audience(),
                self._chosen_door(),
                self.expires.text(),
                self.correction.text().strip(),
                self.series.currentText().strip() if is_bundle else "",
                self.mark.chosen() if is_bundle else None,
                self.ladder,
                self.accepting.given() if self.accepting is not None else NOTHING,
            )
        )

    def wait(self) -> None:
        """It was looked at, and something is asked first."""
        self.progress.hide()
        self.main.setEnabled(True)

    def show_problem(self, sentence: str) -> None:
        self.progress.hide()
        super().show_problem(sentence)

    def _chosen_door(self) -> Door:
        return Door(self.door.currentData())

    def _turn(self) -> None:
        """What was chosen for another case or audience does not hold for this one."""
        self.series.setCurrentText("")
        self.tell(None)
        self.turned.emit()

    def _ask_for_terms(self) -> None:
        """Nothing is asked for that this way out does not carry, and nothing of it is kept."""
        asked = self._chosen_door().carries_terms
        for one in self._terms:
            one.setVisible(asked)
        if not asked:
            self.expires.clear()
            self.correction.clear()

    def _forget_accepting(self) -> None:
        if self.accepting is not None:
            self.accepting.hide()
            self.accepting.deleteLater()
            self.accepting = None

    def _check(self) -> None:
        self.main.setEnabled(self.accepting is None or not self.accepting.missing())

    def _show_again(self, at: ProposalTerms) -> None:
        view, outside = at.view, at.view.outside
        self.case.setCurrentIndex(max(0, self.case.findData(view.case)))
        self.audience.setCurrentIndex(max(0, self.audience.findData(view.audience.value)))
        self.series.setCurrentText(at.series)
        self.ladder = at.ladder
        if outside is not None:
            self.door.setCurrentIndex(self.door.findData(outside.door.value))
            self.expires.setText(outside.expires)
            self.correction.setText(outside.correction)

    def _fill(self) -> None:
        audience, details = field(tr(_AUDIENCE), self.audience), field(tr(_DETAILS), self.details)
        self._terms = (
            field(tr(MARK), self.mark, tr(MARK_HINT)),
            field(tr(_SERIES), self.series, tr(_SERIES_HINT)),
            field(tr(_ENDS), self.expires, tr(_ENDS_HINT)),
            field(tr(_CORRECTION), self.correction, tr(_CORRECTION_HINT)),
        )
        for one in (
            field(tr(_CASE), self.case),
            Columns((audience, 1), (details, 1), least=_SIDE_BY_SIDE),
            field(tr(_DOOR), self.door),
            *self._terms,
            self.progress,
        ):
            self.inside.addWidget(one)
