"""What a vault still needs to survive a forgotten passphrase and a lost computer, told on Today until it is done."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services import first_run
from fieldnotes.services.first_run import Missing
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.widgets.labels import button
from fieldnotes_ui.widgets.strip import Strip

_SAID = {
    Missing.CODE: N_("There is no recovery code: if the passphrase is forgotten, everything here is gone."),
    Missing.CODE_TEST: N_("The recovery code was never tried. Fetch the paper and type it in once."),
    Missing.BACKUP: N_("There is no backup: a disk that breaks or is taken ends these testimonies."),
    Missing.BACKUP_TEST: N_("No backup was ever opened as after a loss."),
}
_DO = N_("Do it now…")


class Surviving(QWidget):
    """One strip, with the first thing that is missing. `wanted` leads to where it is done."""

    wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.strip = Strip("warn")
        self.go = self.strip.add_button(button(tr(_DO)))
        self.go.clicked.connect(self.wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.strip)
        self.hide()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)

    def look(self) -> None:
        """Find out anew, once for several calls."""
        self._soon.start()

    def _look(self) -> None:
        if self._desk.is_open:
            self._desk.ask(self, lambda session, _: first_run.missing(session), self._show, failed=lambda _: None)

    def _show(self, missing: tuple[Missing, ...]) -> None:
        if missing:
            self.strip.show_message("warn", tr(_SAID[missing[0]]))
        self.setVisible(bool(missing))
