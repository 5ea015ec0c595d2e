"""What an unlocking found is told above every page, and stays there until somebody read it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from fieldnotes.i18n import N_, tr
from fieldnotes.services import care
from fieldnotes.services.care import Care, Greeting
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.widgets.alerts import Alerts

_CHEAP = N_("Your passphrase is cheaper to guess than it has to be today.")
_COSTLIER, _NOT_NOW = N_("Make it costlier…"), N_("Not now")


class Greeter(QObject):
    """`scheduled` says whether backups are made by themselves; `upgrade_wanted` asks for a costlier passphrase."""

    scheduled = Signal(bool)
    upgrade_wanted = Signal()

    def __init__(self, desk: Desk, alerts: Alerts, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._alerts = desk, alerts

    def greet(self) -> None:
        """Ask what there is to be told, right after an unlocking."""
        self._desk.ask(self, lambda session, _: care.greeting(session), self._show)

    def look(self, found: Care) -> None:
        """How the vault stands was read anew: what was done meanwhile is told no longer."""
        self.scheduled.emit(found.schedule is not None)
        if not found.cheap:
            self._alerts.take(_CHEAP)

    def _show(self, greeting: Greeting) -> None:
        self.scheduled.emit(greeting.scheduled)
        for sentence in greeting.notices:
            self._alerts.warn("danger", sentence, read=partial(self._acknowledge, sentence))
        if greeting.cheap:
            self._alerts.warn(
                "warn",
                tr(_CHEAP),
                key=_CHEAP,
                seen=tr(_NOT_NOW),
                action=tr(_COSTLIER),
                then=self.upgrade_wanted.emit,
            )

    def _acknowledge(self, sentence: str) -> None:
        self._desk.ask(self, lambda session, _: care.acknowledge(session, sentence))
