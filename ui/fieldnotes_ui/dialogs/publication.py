"""A publication in fields: what somebody made public, where and when."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.forms import Publication
from fieldnotes_ui.dialogs.form_sheet import FormSheet, typed_date
from fieldnotes_ui.models.offers import Offers
from fieldnotes_ui.widgets.labels import label
from fieldnotes_ui.widgets.pick_code import PickCode
from fieldnotes_ui.widgets.uncertain_date import UncertainDateEdit
from fieldnotes_ui.widgets.words_edit import WordsEdit

_NEW, _CHANGE = N_("New publication"), N_("The fields of {code}")
_TITLE, _OUTLET, _URL, _AUTHOR = N_("Title"), N_("Outlet"), N_("Address"), N_("Author")
_WHEN, _WORDS = N_("When"), N_("What it said")
_MARKED = N_("Title, outlet and address lead to the author: they get the author's own level when this is saved.")
_NEEDED = N_("Give it a title, so that it can be told from the others.")
_TOP = Qt.AlignmentFlag.AlignTop


class PublicationDialog(FormSheet):
    """`form` is the publication as typed."""

    def __init__(
        self, offers: Offers, parent: QWidget, *, form: Publication | None = None, code: str = "", case: str = ""
    ) -> None:
        super().__init__(tr(_CHANGE, code=code) if code else tr(_NEW), offers, parent, code=code, case=case)
        told = form or Publication()
        self.name, self.outlet, self.url = QLineEdit(told.title), QLineEdit(told.outlet), QLineEdit(told.url)
        self.author, self.when = PickCode(offers.actors), UncertainDateEdit(told.when)
        self.author.show_value(told.author)
        self.words = WordsEdit(told.narrative, lines=6)
        grid = self.grid()
        grid.addWidget(self.box("title", tr(_TITLE), self.name), 0, 0, 1, 2)
        line = self.place_new(grid, 1)
        grid.addWidget(self.box("outlet", tr(_OUTLET), self.outlet), line, 0, _TOP)
        grid.addWidget(self.box("date", tr(_WHEN), self.when), line, 1, _TOP)
        grid.addWidget(self.box("author", tr(_AUTHOR), self.author), line + 1, 0, _TOP)
        grid.addWidget(self.box("url", tr(_URL), self.url), line + 1, 1, _TOP)
        grid.addWidget(self.language_box(), line + 2, 0, _TOP)
        self.body.addWidget(label(tr(_MARKED), "small", wrap=True))
        self.body.addWidget(self.box("narrative", tr(_WORDS), self.words))
        self.body.addStretch(1)
        self.name.setFocus()
        self.finish_building()

    def form(self) -> Publication:
        return Publication(
            title=self.name.text().strip(),
            outlet=self.outlet.text().strip(),
            when=typed_date(self.when),
            url=self.url.text().strip(),
            author=self.author.value(),
            narrative=self.words.words(),
        )

    def wrong(self) -> tuple[tuple[str, str], ...]:
        untitled = () if self.name.text().strip() else (("title", tr(_NEEDED)),)
        return (*untitled, *self.date_problem(self.when))

    def show_names(self, names: Mapping[str, str]) -> None:
        self.author.show_names(names)
