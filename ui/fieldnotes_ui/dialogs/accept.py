"""Before something leaves in the clear: say why where the policy asks, and with whom where a question is open."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.views import Preview
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.accepting import Accepting, asks

_TITLE, _ACTION = N_("Not everything is settled"), N_("Let it go")
_WHY, _IN_THE_CLEAR = N_("Why it leaves"), N_("Whoever holds it can read it.")
_EXPLAINS = N_("Whoever holds it can read it. Settle what is open, or answer for it.")


class AcceptDialog(Sheet):
    """`accepted_with` carries Accepted."""

    accepted_with = Signal(object)

    def __init__(self, preview: Preview, parent: QWidget, *, asks_why: bool = False) -> None:
        title, explains = (_TITLE, _EXPLAINS) if asks(preview) else (_WHY, _IN_THE_CLEAR)
        super().__init__(tr(title), tr(_ACTION), parent, explains=tr(explains), width=560)
        self.accepting = Accepting(preview, asks_why=asks_why)
        self.inside.addWidget(self.accepting)
        (self.accepting.reason if self.accepting.asks else self.accepting.why).setFocus()

    def submit(self) -> None:
        if words := self.accepting.missing():
            self.show_problem(words)
            return
        given = self.accepting.given()
        self.accept()
        self.accepted_with.emit(given)
