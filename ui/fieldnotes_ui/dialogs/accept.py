"""Before something leaves in the clear although a question is open: say why, and with whom."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.views import Preview
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.accepting import Accepting

_TITLE, _ACTION = N_("Not everything is settled"), N_("Let it go")
_EXPLAINS = N_("Whoever holds it can read it. Settle what is open, or answer for it.")


class AcceptDialog(Sheet):
    """`accepted_with` carries Accepted."""

    accepted_with = Signal(object)

    def __init__(self, preview: Preview, parent: QWidget) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, explains=tr(_EXPLAINS), width=560)
        self.accepting = Accepting(preview)
        self.inside.addWidget(self.accepting)
        self.accepting.reason.setFocus()

    def submit(self) -> None:
        if words := self.accepting.missing():
            self.show_problem(words)
            return
        given = self.accepting.given()
        self.accept()
        self.accepted_with.emit(given)
