"""Start a case: its name, and the least protection of anything in it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.level import Level
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.labels import field
from fieldnotes_ui.widgets.level_combo import LevelCombo

_TITLE, _ACTION = N_("New case"), N_("Start case")
_NAME, _NAME_HINT = N_("Name of the case"), N_("Kept encrypted. Bundles never carry it.")
_FLOOR, _FLOOR_HINT = N_("Least protection"), N_("No record of this case can be put below this level.")
_EMPTY = N_("A case needs a name.")


class NewCaseDialog(Sheet):
    """`wanted` is the name and the floor."""

    wanted = Signal(str, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent)
        self.name = QLineEdit()
        self.name.setMaxLength(200)
        self.floor = LevelCombo(Level.PUBLIC)
        self.inside.addWidget(field(tr(_NAME), self.name, tr(_NAME_HINT)))
        self.inside.addWidget(field(tr(_FLOOR), self.floor, tr(_FLOOR_HINT)))
        self.name.setFocus()

    def submit(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.show_problem(tr(_EMPTY))
            self.name.setFocus()
            return
        self.wanted.emit(name, self.floor.level())
        self.accept()
