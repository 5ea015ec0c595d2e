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


class ReasonDialog(Sheet):
    """`given` is the reason, never empty."""

    given = Signal(str)

    def __init__(self, code: str, level: Level, parent: QWidget) -> None:
        title = tr(_TITLE, code=code, level=level_name(level))
        super().__init__(title, tr(_ACTION), parent, explains=tr(_EXPLAINS))
        self.reason = QLineEdit()
        self.reason.setMaxLength(500)
        self.inside.addWidget(field(tr(_WHY), self.reason, tr(_HINT)))
        self.reason.setFocus()

    def submit(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self.show_problem(tr(_EMPTY))
            self.reason.setFocus()
            return
        self.given.emit(reason)
        self.accept()
