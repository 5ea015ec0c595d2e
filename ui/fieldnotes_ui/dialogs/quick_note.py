"""A sighting in one line: typed in a car, stored by Enter."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services import quick
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.labels import field

_TITLE, _ACTION, _NAME = N_("Quick note"), N_("Keep it  Enter"), N_("What was seen")
_EXPLAINS = N_("One line. The time is now unless the line names another; a place stands after @.")
_EXAMPLE = N_("14:35 @ tea house by the bridge, black car, two men")
_CASE = N_("It is kept in {case}.")


class QuickNoteDialog(Sheet):
    """`wanted` is the line; the dialog stays until it is stored."""

    wanted = Signal(str)

    def __init__(self, case: str, parent: QWidget) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, explains=tr(_EXPLAINS), width=640)
        self.case = case
        self.line = QLineEdit()
        self.line.setMaxLength(quick.LONGEST)
        self.line.setPlaceholderText(tr(_EXAMPLE))
        self.inside.addWidget(field(tr(_NAME), self.line, tr(_CASE, case=case)))
        self.line.setFocus()

    def submit(self) -> None:
        if self.line.text().strip() and self.main.isEnabled():
            self.main.setEnabled(False)
            self.wanted.emit(self.line.text())
