"""Begin a record with the questions of a template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from fieldnotes import i18n
from fieldnotes.i18n import N_, tr
from fieldnotes.model.level import DEFAULT_LEVEL, Level
from fieldnotes.model.record import PUBLIC_DOCUMENT
from fieldnotes.services import templates
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.models.kinds import kind_words
from fieldnotes_ui.widgets.choices import CodeCombo, LanguageCombo, names_button, source_combo
from fieldnotes_ui.widgets.labels import beside, field
from fieldnotes_ui.widgets.level_combo import LevelCombo

_TITLE, _ACTION = N_("New record from a template"), N_("Begin")
_TEMPLATE, _CASE, _LEVEL = N_("Template"), N_("Case"), N_("Protection level")
_LANGUAGE, _SOURCE = N_("Language"), N_("Source")


@dataclass(frozen=True, slots=True)
class FromTemplate:
    """What the dialog asks for. `source` is a register code or empty."""

    name: str
    case: str
    language: str
    level: Level
    source: str


class TemplateDialog(Sheet):
    """`wanted` is a FromTemplate."""

    wanted = Signal(object)

    def __init__(
        self,
        cases: Sequence[tuple[str, str]],
        sources: Sequence[tuple[str, str]],
        parent: QWidget,
        *,
        case: str = "",
    ) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, width=560)
        self.template = QComboBox()
        for one in templates.all_of():
            self.template.addItem(f"{one.label(i18n.language())} ({kind_words(one.kind)})", one.name)
        self.case, self.language = CodeCombo(cases, case), LanguageCombo(i18n.language())
        self.level, self.source, self.names = LevelCombo(DEFAULT_LEVEL), source_combo(sources), names_button()
        self.source.removeItem(self.source.findData(PUBLIC_DOCUMENT))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(field(tr(_TEMPLATE), self.template), 0, 0, 1, 2)
        grid.addWidget(field(tr(_CASE), self.case), 1, 0, 1, 2)
        grid.addWidget(field(tr(_LANGUAGE), self.language), 2, 0)
        grid.addWidget(field(tr(_LEVEL), self.level), 2, 1)
        grid.addLayout(beside(field(tr(_SOURCE), self.source), self.names), 3, 0, 1, 2)
        self.inside.addLayout(grid)
        self.template.setFocus()

    def show_names(self, names: Mapping[str, str]) -> None:
        self.source.show_names(names)

    def submit(self) -> None:
        name, source = str(self.template.currentData()), self.source.code()
        self.wanted.emit(FromTemplate(name, self.case.code(), self.language.code(), self.level.level(), source))
        self.accept()
