"""Take back a status that was noted by mistake."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.status import Status
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.labels import label
from fieldnotes_ui.widgets.status_words import status_words
from fieldnotes_ui.widgets.strip import Strip

_TITLE, _ACTION = N_("Take back the status of {code}"), N_("Take it back")
_EXPLAINS = N_("Only for what was noted by mistake. When somebody's situation changes, note the new status instead.")
_STAYS = N_("Levels that were raised because of it stay raised.")


class TakeBackDialog(Sheet):
    """`wanted` once it was agreed to; the opener answers with `accept` or `show_problem`."""

    wanted = Signal()

    def __init__(self, status: Status, parent: QWidget) -> None:
        super().__init__(tr(_TITLE, code=status.person), tr(_ACTION), parent, explains=tr(_EXPLAINS))
        self.inside.addWidget(label(status_words(status), "strong", wrap=True))
        self.inside.addWidget(Strip("info", tr(_STAYS)))
        self.out.setFocus()

    def submit(self) -> None:
        self.main.setEnabled(False)
        self.wanted.emit()
