"""Begin a record, or change what is written on an open one's card."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.level import DEFAULT_LEVEL, Level
from fieldnotes.model.record import PUBLIC_DOCUMENT, Card, Kind
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.choices import CodeCombo, LanguageCombo, names_button, source_combo
from fieldnotes_ui.widgets.labels import field
from fieldnotes_ui.widgets.level_combo import LevelCombo

_TITLE, _ACTION = N_("New record"), N_("Start writing")
_CHANGE, _SAVE = N_("About {code}"), N_("Save")
_CASE, _KIND, _LEVEL = N_("Case"), N_("Kind"), N_("Protection level")
_NAME, _NAME_HINT = N_("Title"), N_("May stay empty: the first line is shown then.")
_SOURCE, _SOURCE_HINT = N_("Source"), N_("Who speaks, by register code. Consent is looked up from here.")
_DATED, _DATED_HINT = N_("Dated"), N_("As precise as known: 2016, 2016-11 or 2016-11-04.")
_LANGUAGE = N_("Language")
_TAGS, _TAGS_HINT = N_("Tags"), N_("Separated by commas.")
_KINDS = {Kind.TESTIMONY: N_("Testimony"), Kind.NOTE: N_("Note")}
_BAD_DATE = N_("Write the date as 2016, 2016-11 or 2016-11-04.")
_TOP = Qt.AlignmentFlag.AlignTop
_DAY = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class NewRecord:
    """What the dialog asks for."""

    case: str
    kind: Kind
    level: Level
    card: Card


class CardForm(Sheet):
    """The fields of a card."""

    def __init__(
        self, title: str, action: str, card: Card, sources: Sequence[tuple[str, str]], parent: QWidget
    ) -> None:
        super().__init__(title, action, parent, width=560)
        self._card = card
        self.source = source_combo(sources, PUBLIC_DOCUMENT if card.is_public_document else card.source)
        self.names = names_button()
        self.dated = QLineEdit(card.dated)
        self.dated.setMaxLength(10)
        self.language = LanguageCombo(card.language)
        self.tags = QLineEdit(", ".join(tag for tag in card.tags if ":" not in tag and tag != PUBLIC_DOCUMENT))
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(12)
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(1, 1)
        self.inside.addLayout(self.grid)

    def place_fields(self, row: int) -> None:
        self.grid.addWidget(field(tr(_SOURCE), self.source, tr(_SOURCE_HINT), beside=self.names), row, 0, 1, 2)
        self.grid.addWidget(field(tr(_DATED), self.dated, tr(_DATED_HINT)), row + 1, 0, _TOP)
        self.grid.addWidget(field(tr(_LANGUAGE), self.language), row + 1, 1, _TOP)
        self.grid.addWidget(field(tr(_TAGS), self.tags, tr(_TAGS_HINT)), row + 2, 0, 1, 2)

    def show_names(self, names: Mapping[str, str]) -> None:
        self.source.show_names(names)

    def filled(self) -> Card | None:
        """The card as typed, coded terms kept; None after saying what is wrong."""
        dated = self.dated.text().strip()
        if dated and not _DAY.fullmatch(dated):
            self.show_problem(tr(_BAD_DATE))
            self.dated.setFocus()
            return None
        own = tuple(dict.fromkeys(tag.strip() for tag in self.tags.text().split(",") if tag.strip()))
        coded = tuple(tag for tag in self._card.tags if ":" in tag)
        card = replace(self._card, dated=dated, language=self.language.code(), tags=(*own, *coded))
        return card.with_source(self.source.code())


class NewRecordDialog(CardForm):
    """`wanted` is a NewRecord."""

    wanted = Signal(object)

    def __init__(
        self,
        cases: Sequence[tuple[str, str]],
        sources: Sequence[tuple[str, str]],
        parent: QWidget,
        *,
        case: str = "",
    ) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), Card(), sources, parent)
        self.case = CodeCombo(cases, case)
        self.kind = QComboBox()
        for kind, words in _KINDS.items():
            self.kind.addItem(tr(words), kind)
        self.level = LevelCombo(DEFAULT_LEVEL)
        self.name = QLineEdit()
        self.name.setMaxLength(200)
        self.grid.addWidget(field(tr(_NAME), self.name, tr(_NAME_HINT)), 0, 0, 1, 2)
        self.grid.addWidget(field(tr(_CASE), self.case), 1, 0, 1, 2)
        self.grid.addWidget(field(tr(_KIND), self.kind), 2, 0)
        self.grid.addWidget(field(tr(_LEVEL), self.level), 2, 1)
        self.place_fields(3)
        self.name.setFocus()

    def submit(self) -> None:
        card = self.filled()
        if card is None:
            return
        card = replace(card, title=self.name.text().strip())
        self.wanted.emit(NewRecord(self.case.code(), Kind(self.kind.currentData()), self.level.level(), card))
        self.accept()


class CardDialog(CardForm):
    """`changed` is the new card of an open record."""

    changed = Signal(object)

    def __init__(self, code: str, card: Card, sources: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(tr(_CHANGE, code=code), tr(_SAVE), card, sources, parent)
        self.place_fields(0)
        self.source.setFocus()

    def submit(self) -> None:
        card = self.filled()
        if card is not None:
            if card != self._card:
                self.changed.emit(card)
            self.accept()
