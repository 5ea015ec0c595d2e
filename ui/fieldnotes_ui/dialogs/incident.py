"""An incident in fields: when, where, and the acts of which it consists."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.forms import Act, Incident
from fieldnotes_ui.dialogs.form_sheet import FormSheet, typed_date
from fieldnotes_ui.models.offers import Offers
from fieldnotes_ui.widgets.act_card import ActCard
from fieldnotes_ui.widgets.labels import button, row
from fieldnotes_ui.widgets.pick_code import PickCode
from fieldnotes_ui.widgets.uncertain_date import UncertainDateEdit
from fieldnotes_ui.widgets.words_edit import WordsEdit

_NEW, _CHANGE = N_("New incident"), N_("The fields of {code}")
_WHEN, _WHERE, _WHERE_HINT = N_("When"), N_("Where"), N_("A place of the register by its code, or words.")
_NARRATIVE, _MORE = N_("Told in words"), N_("Add another act")
_UNREAD = N_("When: {words}")
_TOP = Qt.AlignmentFlag.AlignTop


class IncidentDialog(FormSheet):
    """`form` is the incident as typed. What cannot be read as a date goes into its words when it must not be lost."""

    def __init__(
        self, offers: Offers, parent: QWidget, *, form: Incident | None = None, code: str = "", case: str = ""
    ) -> None:
        super().__init__(tr(_CHANGE, code=code) if code else tr(_NEW), offers, parent, code=code, case=case)
        told = form or Incident()
        self.when, self.place = UncertainDateEdit(told.when), PickCode(offers.places, words_too=True)
        self.place.show_value(told.place)
        self.narrative = WordsEdit(told.narrative, lines=6)
        grid = self.grid()
        line = self.place_new(grid, 0)
        grid.addWidget(self.box("date", tr(_WHEN), self.when), line, 0, _TOP)
        grid.addWidget(self.box("place", tr(_WHERE), self.place, tr(_WHERE_HINT)), line, 1, _TOP)
        grid.addWidget(self.language_box(), line + 1, 0, _TOP)
        self.acts: list[ActCard] = []
        self._acts = QVBoxLayout()
        self._acts.setSpacing(14)
        self.body.addLayout(self._acts)
        for act in told.acts or (Act(),):
            self._add(act)
        self.more = button(tr(_MORE), icon="plus")
        self.more.clicked.connect(self.add_act)
        self.body.addLayout(row(self.more, None))
        self.body.addWidget(self.box("narrative", tr(_NARRATIVE), self.narrative))
        self.body.addStretch(1)
        self.when.setFocus()
        self.finish_building()

    def add_act(self) -> None:
        made = self._add(Act())
        self._quiet_enter()
        made.what.setFocus()

    def form(self) -> Incident:
        acts = tuple(card.value() for card in self.acts)
        return Incident(
            typed_date(self.when), self.place.value(), tuple(act for act in acts if act != Act()), self._told()
        )

    def wrong(self) -> tuple[tuple[str, str], ...]:
        return self.date_problem(self.when)

    def say_at(self, key: str, sentence: str) -> None:
        if key != "articles":
            super().say_at(key, sentence)
            return
        for card in self.acts:
            card.articles_box.say(sentence if card.articles.text().strip() else "")
        first = next((card for card in self.acts if card.articles.text().strip()), self.acts[0])
        self.area.ensureWidgetVisible(first.articles_box)
        first.articles.setFocus()

    def show_names(self, names: Mapping[str, str]) -> None:
        self.place.show_names(names)
        for card in self.acts:
            card.show_names(names)

    def _told(self) -> str:
        if self.when.when is not None:
            return self.narrative.words()
        return "\n".join(filter(None, (self.narrative.words(), tr(_UNREAD, words=self.when.line.text().strip()))))

    def _add(self, act: Act) -> ActCard:
        made = ActCard(act, self.offers)
        made.removed.connect(lambda: self._remove(made))
        self.acts.append(made)
        self._acts.addWidget(made)
        self._number()
        return made

    def _remove(self, card: ActCard) -> None:
        self.acts.remove(card)
        self._acts.removeWidget(card)
        card.hide()
        card.deleteLater()
        self._number()
        self.acts[-1].what.setFocus()

    def _number(self) -> None:
        for number, card in enumerate(self.acts, start=1):
            card.number(number, alone=len(self.acts) == 1)
