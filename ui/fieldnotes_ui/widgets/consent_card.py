"""Consent of one person: where it stands, the answers for each use, form, conditions and dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.consent import Answer, Consent, Use
from fieldnotes.services.views import ConsentState
from fieldnotes_ui.widgets import labels
from fieldnotes_ui.widgets.consent_table import ConsentTable
from fieldnotes_ui.widgets.day_edit import DayEdit
from fieldnotes_ui.widgets.labels import button, label, row
from fieldnotes_ui.widgets.name_edit import NameLines
from fieldnotes_ui.widgets.strip import Strip

_TITLE = N_("Consent")
_FORM = N_("How it was given")
_FORM_EXAMPLE = N_("spoken, recorded; signed paper; …")
_CONDITIONS = N_("Conditions, in the person’s own words")
_REVIEW = N_("Ask again by")
_EXPIRES = N_("Ends on")
_SAVE = N_("Save consent")
_DISCARD = N_("Discard changes")
_WITHDRAW = N_("Withdraw consent…")
_ANEW = N_("Record a new consent…")
_BAD_DAY = N_("Write days as year-month-day, such as 2027-03-14.")
_UNSAVED = N_("Not saved yet.")
_RENEWING = N_("Saving records that consent was given anew today. Check every answer below.")
_KEPT = N_("What was recorded can be replaced, but not emptied.")

STATES = {
    ConsentState.OK: ("ok", "handshake", N_("Consent was given on {given}. {until}")),
    ConsentState.LIMITED: ("warn", "handshake", N_("Consent with limits, given on {given}. {until}")),
    ConsentState.NONE: ("warn", "circle-help", N_("No consent is recorded: what this person told stays inside.")),
    ConsentState.WITHDRAWN: ("danger", "user-x", N_("Consent was withdrawn on {day}: nothing new may leave.")),
    ConsentState.EXPIRED: ("danger", "calendar-clock", N_("Consent ended on {day}: nothing new may leave.")),
}
_ENDS = N_("It ends on {day}.")
_REVIEW_BY = N_("Ask again by {day}.")
_NO_END = N_("No end was agreed.")


@dataclass(frozen=True, slots=True)
class ConsentEdit:
    """What the card holds: every field as it would be saved."""

    answers: Mapping[Use, Answer] = field(default_factory=dict)
    form: str = ""
    conditions: str = ""
    review_on: str = ""
    expires_on: str = ""

    @classmethod
    def of(cls, consent: Consent) -> ConsentEdit:
        return cls(dict(consent.answers), consent.form, consent.conditions, consent.review_on, consent.expires_on)


class ConsentCard(QFrame):
    """`save_wanted` carries a ConsentEdit. While withdrawn, the answers are read only until asked for anew."""

    save_wanted = Signal(object)
    withdraw_wanted = Signal()
    copy_wanted = Signal(str)
    dirty_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._consent = Consent()
        self._state = ConsentState.NONE
        self._renewing = False
        self._dirty = False
        self.strip = Strip("warn")
        self.anew_button = self.strip.add_button(button(tr(_ANEW)))
        self.anew_button.clicked.connect(self._renew)
        self.table = ConsentTable()
        self.form = QLineEdit()
        self.form.setMaxLength(500)
        self.form.setPlaceholderText(tr(_FORM_EXAMPLE))
        self.conditions = NameLines()
        self.conditions.setFixedHeight(66)
        self.conditions.copy_wanted.connect(self.copy_wanted)
        self.review = DayEdit(tr(_REVIEW))
        self.expires = DayEdit(tr(_EXPIRES))
        self._error = label("", "error")
        self._note = label("", "small", wrap=True)
        self.save_button = button(tr(_SAVE), primary=True)
        self.save_button.clicked.connect(self._save)
        self.discard_button = button(tr(_DISCARD))
        self.discard_button.clicked.connect(lambda: self.show_consent(self._consent, self._state))
        self.withdraw_button = button(tr(_WITHDRAW), icon="user-x", danger=True)
        self.withdraw_button.clicked.connect(self.withdraw_wanted)
        self._lay_out()
        for signal in (self.table.edited, self.form.textEdited, self.review.edited, self.expires.edited):
            signal.connect(self._edited)
        self.conditions.textChanged.connect(self._edited)

    @property
    def dirty(self) -> bool:
        """Is there something that was not saved?"""
        return self._dirty

    def typed(self) -> ConsentEdit:
        """Everything as it stands in the card."""
        return ConsentEdit(
            self.table.answers(),
            self.form.text().strip(),
            self.conditions.toPlainText().strip(),
            self.review.text(),
            self.expires.text(),
        )

    def show_consent(self, consent: Consent, state: ConsentState, *, typed: ConsentEdit | None = None) -> None:
        """Show what the vault holds, or `typed` in its place when that was not saved yet."""
        self._consent, self._state = consent, state
        self._renewing = typed is not None and consent.withdrawn
        tone, icon, words = STATES[state]
        day = consent.withdrawn_on or consent.expires_on
        until = tr(_ENDS, day=consent.expires_on) if consent.expires_on else tr(_NO_END)
        if consent.review_on:
            until += " " + tr(_REVIEW_BY, day=consent.review_on)
        params = {"given": consent.obtained_on, "until": until, "day": day}
        used = {name: value for name, value in params.items() if f"{{{name}}}" in words}
        self.strip.show_message(tone, tr(words, **used), icon=icon)
        self._fill(typed or ConsentEdit.of(consent))
        self._edited()

    def _fill(self, edit: ConsentEdit) -> None:
        editable = not self._consent.withdrawn or self._renewing
        self.table.show_answers(edit.answers, frozenset(self._consent.answers), editable=editable)
        self.form.setText(edit.form)
        self.conditions.blockSignals(True)
        self.conditions.setPlainText(edit.conditions)
        self.conditions.blockSignals(False)
        self.review.setText(edit.review_on)
        self.expires.setText(edit.expires_on)
        for widget in (self.form, self.conditions, self.review, self.expires):
            widget.setEnabled(editable)

    def _renew(self) -> None:
        self._renewing = True
        self._fill(ConsentEdit.of(self._consent))
        self._edited()
        self.table.setFocus()

    def _edited(self, _: object = None) -> None:
        before = ConsentEdit.of(self._consent)
        typed = self.typed()
        self._dirty = self._renewing or typed != before
        emptied = any(
            old and not new
            for old, new in (
                (before.form, typed.form), (before.conditions, typed.conditions),
                (before.review_on, typed.review_on), (before.expires_on, typed.expires_on),
            )
        )  # fmt: skip
        days_right = self.review.acceptable and self.expires.acceptable
        self._error.setText("" if days_right else tr(_BAD_DAY))
        self._error.setVisible(not days_right)
        note = tr(_RENEWING) if self._renewing else tr(_KEPT) if emptied else tr(_UNSAVED) if self._dirty else ""
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.save_button.setEnabled(self._dirty and days_right and not emptied)
        self.discard_button.setVisible(self._dirty)
        self.anew_button.setVisible(self._consent.withdrawn and not self._renewing)
        self.withdraw_button.setVisible(not self._consent.withdrawn)
        self.dirty_changed.emit(self._dirty)

    def _save(self) -> None:
        self.save_wanted.emit(self.typed())

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(labels.field(tr(_FORM), self.form), 0, 0, 1, 2)
        grid.addWidget(labels.field(tr(_CONDITIONS), self.conditions), 1, 0, 1, 2)
        grid.addWidget(labels.field(tr(_REVIEW), self.review), 2, 0)
        grid.addWidget(labels.field(tr(_EXPIRES), self.expires), 2, 1)
        inside: tuple[QWidget, ...] = (label(tr(_TITLE), "section"), self.strip, self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(10)
        for widget in inside:
            layout.addWidget(widget)
        layout.addLayout(grid)
        layout.addWidget(self._error)
        layout.addWidget(self._note)
        layout.addLayout(row(self.withdraw_button, None, self.discard_button, self.save_button))
