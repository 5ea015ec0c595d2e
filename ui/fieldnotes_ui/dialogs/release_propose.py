"""Propose a release: which case, for whom, by which way. Nothing leaves by it; others look at exactly what would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QProgressBar, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.audience import Audience
from fieldnotes.model.proposal import Door
from fieldnotes.model.record import Case
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.bundle_reader import AUDIENCES
from fieldnotes_ui.widgets.day_edit import DayEdit
from fieldnotes_ui.widgets.labels import field

_TITLE, _ACTION = N_("Propose a release"), N_("Propose it")
_EXPLAINS = N_(
    "The case is redacted and checked as for an export, and kept for two people to say yes to. Nothing leaves by this. "
    "If a word of it changes afterwards, it has to be proposed again."
)
_CASE, _AUDIENCE, _DOOR = N_("Case"), N_("For whom"), N_("How it leaves")
_ENDS, _ENDS_HINT = N_("Opens until"), N_("As it will be exported. Empty: no end.")
_CORRECTION, _CORRECTION_HINT = (
    N_("What is corrected"), N_("Its readers are told this. Name nobody: it is checked."),
)  # fmt: skip
_NOT_A_DAY = N_("The day on which it ends is written as year-month-day.")
_TITLED = "{} · {}"
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class ProposalWanted:
    case: str
    audience: Audience
    door: Door = Door.SEALED
    expires: str = ""
    correction: str = ""


class ProposeDialog(Sheet):
    """`wanted` is a ProposalWanted; the dialog stays open until it is told that it worked."""

    wanted = Signal(object)

    def __init__(self, cases: Sequence[Case], audiences: Sequence[Audience], parent: QWidget) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, explains=tr(_EXPLAINS), width=520)
        self.case, self.audience, self.door = QComboBox(), QComboBox(), QComboBox()
        for case in cases:
            self.case.addItem(_TITLED.format(case.code, case.title) if case.title else case.code, case.code)
        for audience in audiences:
            self.audience.addItem(tr(AUDIENCES[audience]), audience.value)
        for door in Door:
            self.door.addItem(door.words, door.value)
        for box in (self.case, self.audience, self.door):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.expires, self.correction = DayEdit(tr(_ENDS)), QLineEdit()
        self.correction.setMaxLength(_LONGEST)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 0)
        self.progress.hide()
        self._terms = (
            field(tr(_ENDS), self.expires, tr(_ENDS_HINT)),
            field(tr(_CORRECTION), self.correction, tr(_CORRECTION_HINT)),
        )
        for one in (
            field(tr(_CASE), self.case),
            field(tr(_AUDIENCE), self.audience),
            field(tr(_DOOR), self.door),
            *self._terms,
            self.progress,
        ):
            self.inside.addWidget(one)
        self.door.currentIndexChanged.connect(self._ask_for_terms)
        self.case.setFocus()

    def _ask_for_terms(self) -> None:
        """Nothing is asked for that this way out does not carry, and nothing of it is kept."""
        asked = self._chosen_door().carries_terms
        for one in self._terms:
            one.setVisible(asked)
        if not asked:
            self.expires.clear()
            self.correction.clear()

    def _chosen_door(self) -> Door:
        return Door(self.door.currentData())

    def submit(self) -> None:
        if not self.expires.acceptable:
            self.show_problem(tr(_NOT_A_DAY))
            return
        self.main.setEnabled(False)
        self.progress.show()
        self.wanted.emit(
            ProposalWanted(
                self.case.currentData(),
                Audience(self.audience.currentData()),
                self._chosen_door(),
                self.expires.text(),
                self.correction.text().strip(),
            )
        )

    def show_problem(self, sentence: str) -> None:
        self.progress.hide()
        super().show_problem(sentence)
