"""Consent of one person: where it stands, the answers for each use, dates, and its words while they are open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.consent import Answer, Consent, ConsentForm, Use
from fieldnotes.services.views import ConsentState
from fieldnotes_ui.moments import day_words
from fieldnotes_ui.widgets import labels
from fieldnotes_ui.widgets.columns import Columns
from fieldnotes_ui.widgets.consent_table import ConsentTable
from fieldnotes_ui.widgets.consent_words import ConsentWords
from fieldnotes_ui.widgets.day_edit import DayEdit
from fieldnotes_ui.widgets.flow import Flow
from fieldnotes_ui.widgets.labels import button, label
from fieldnotes_ui.widgets.strip import Strip

_TITLE = N_("Consent")
_REVIEW = N_("Ask again by")
_EXPIRES = N_("Ends on")
_EMBARGO = N_("Nothing leaves before")
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
    ConsentState.AWAY: (
        "warn",
        "plane",
        N_("What was agreed was left behind before the journey. What is recorded now is joined with it on return."),
    ),
}
_ENDS = N_("It ends on {day}.")
_REVIEW_BY = N_("Ask again by {day}.")
_NO_END = N_("No end was agreed.")
_UNTIL_THEN = N_("Nothing may leave before {day}.")


@dataclass(frozen=True, slots=True)
class ConsentEdit:
    """What the card holds: every field as it would be saved."""

    answers: Mapping[Use, Answer] = field(default_factory=dict)
    form: ConsentForm | None = None
    """None while the words are sealed."""
    review_on: str = ""
    expires_on: str = ""
    embargo_until: str = ""

    @classmethod
    def of(cls, consent: Consent) -> ConsentEdit:
        return cls(dict(consent.answers), consent.form, consent.review_on, consent.expires_on, consent.embargo_until)


class ConsentCard(QFrame):
    """`save_wanted` carries a ConsentEdit. While withdrawn, the answers are read only until asked for anew."""

    save_wanted = Signal(object)
    withdraw_wanted = Signal()
    reveal_wanted = Signal()
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
        self.words = ConsentWords()
        self.words.copy_wanted.connect(self.copy_wanted)
        self.words.reveal_wanted.connect(self.reveal_wanted)
        self.review = DayEdit(tr(_REVIEW))
        self.expires = DayEdit(tr(_EXPIRES))
        self.embargo = DayEdit(tr(_EMBARGO))
        self._error = label("", "error")
        self._note = label("", "small", wrap=True)
        self.save_button = button(tr(_SAVE), primary=True)
        self.save_button.clicked.connect(self._save)
        self.discard_button = button(tr(_DISCARD))
        self.discard_button.clicked.connect(lambda: self.show_consent(self._consent, self._state))
        self.withdraw_button = button(tr(_WITHDRAW), icon="user-x", danger=True)
        self.withdraw_button.setShortcut("Ctrl+Shift+W")
        self.withdraw_button.setToolTip(f"{tr(_WITHDRAW)}  Ctrl+Shift+W")
        self.withdraw_button.clicked.connect(self.withdraw_wanted)
        self._lay_out()
        for signal in (
            self.table.edited,
            self.words.edited,
            self.review.edited,
            self.expires.edited,
            self.embargo.edited,
        ):
            signal.connect(self._edited)

    @property
    def dirty(self) -> bool:
        """Is there something that was not saved?"""
        return self._dirty

    def typed(self) -> ConsentEdit:
        """Everything as it stands in the card."""
        return ConsentEdit(
            self.table.answers(),
            self.words.typed(),
            self.review.text(),
            self.expires.text(),
            self.embargo.text(),
        )

    def show_consent(self, consent: Consent, state: ConsentState, *, typed: ConsentEdit | None = None) -> None:
        """Show what the vault holds, or `typed` in its place when that was not saved yet."""
        self._consent, self._state = consent, state
        self._renewing = typed is not None and consent.withdrawn
        tone, icon, words = STATES[state]
        day = consent.withdrawn_on or consent.expires_on
        until = tr(_ENDS, day=day_words(consent.expires_on)) if consent.expires_on else tr(_NO_END)
        if consent.review_on:
            until += " " + tr(_REVIEW_BY, day=day_words(consent.review_on))
        if consent.embargo_until:
            until += " " + tr(_UNTIL_THEN, day=day_words(consent.embargo_until))
        params = {"given": day_words(consent.obtained_on), "until": until, "day": day_words(day)}
        used = {name: value for name, value in params.items() if f"{{{name}}}" in words}
        self.strip.show_message(tone, tr(words, **used), icon=icon)
        self._fill(typed or ConsentEdit.of(consent))
        self._edited()

    def seal(self) -> ConsentForm | None:
        """Take the words off the screen; those that were typed and differ from what was kept."""
        typed, kept = self.words.typed(), self._consent.form
        self._consent = replace(self._consent, form=None)
        self.words.show_form(None)
        self._edited()
        return typed if typed != kept else None

    def _fill(self, edit: ConsentEdit) -> None:
        editable = not self._consent.withdrawn or self._renewing
        self.table.show_answers(edit.answers, frozenset(self._consent.answers), editable=editable)
        self.words.show_form(edit.form if edit.form is not None else self._consent.form)
        self.words.set_editable(editable)
        self.review.setText(edit.review_on)
        self.expires.setText(edit.expires_on)
        self.embargo.setText(edit.embargo_until)
        for widget in (self.review, self.expires, self.embargo):
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
                *_pairs(before.form, typed.form),
                (before.review_on, typed.review_on),
                (before.expires_on, typed.expires_on),
                (before.embargo_until, typed.embargo_until),
            )
        )
        days_right = all(edit.acceptable for edit in (self.review, self.expires, self.embargo))
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
        named = ((_REVIEW, self.review), (_EXPIRES, self.expires), (_EMBARGO, self.embargo))
        days = Columns(*((labels.field(tr(name), day), 1) for name, day in named), least=420, spacing=12)
        inside: tuple[QWidget, ...] = (label(tr(_TITLE), "section"), self.strip, self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(10)
        for widget in inside:
            layout.addWidget(widget)
        layout.addWidget(days)
        layout.addWidget(self.words)
        layout.addWidget(self._error)
        layout.addWidget(self._note)
        layout.addLayout(Flow(self.withdraw_button, self.discard_button, self.save_button))


def _pairs(old: ConsentForm | None, new: ConsentForm | None) -> list[tuple[str, str]]:
    if old is None or new is None:
        return []
    return [(getattr(old, one.name), getattr(new, one.name)) for one in fields(ConsentForm)]
