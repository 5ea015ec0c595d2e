"""Why a protection is given up: asked only where the service demands it, and written down."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.level import Level
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.badge import level_name
from fieldnotes_ui.widgets.labels import field

_TITLE = N_("Lower {code} to {level}?")
_EXPLAINS = N_("This gives protection up. The reason is kept in the vault with the change, and the ledger notes it.")
_WHY, _HINT = N_("Why may it be lowered?"), N_("For example: the source agreed in writing on the day of the interview.")
_ACTION = N_("Lower the level")
_EMPTY = N_("Without a reason it stays as it is.")
_SECOND = N_("Name of the second person who agrees")
_SECOND_HINT = N_("The project's policy lets two people lower a level, never one.")
_NOBODY = N_("Name the second person who agrees.")


class ReasonDialog(Sheet):
    """`given` is the reason, never empty; `second` is who else agreed, asked for where it takes two."""

    given = Signal(str)

    def __init__(self, code: str, level: Level, parent: QWidget, *, asks_two: bool = False) -> None:
        title = tr(_TITLE, code=code, level=level_name(level))
        super().__init__(title, tr(_ACTION), parent, explains=tr(_EXPLAINS))
        self.reason = QLineEdit()
        self.reason.setMaxLength(500)
        self.inside.addWidget(field(tr(_WHY), self.reason, tr(_HINT)))
        self.second = QLineEdit()
        self.second.setMaxLength(200)
        self._asks_two = asks_two
        if asks_two:
            self.inside.addWidget(field(tr(_SECOND), self.second, tr(_SECOND_HINT)))
        self.reason.setFocus()

    def submit(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self.show_problem(tr(_EMPTY))
            self.reason.setFocus()
            return
        if self._asks_two and not self.second.text().strip():
            self.show_problem(tr(_NOBODY))
            self.second.setFocus()
            return
        self.given.emit(reason)
        self.accept()
