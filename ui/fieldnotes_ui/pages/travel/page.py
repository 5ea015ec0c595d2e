"""Before a border: leave part of the vault behind, prove it first, see what is left to do, and come back with all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from fieldnotes import clock
from fieldnotes.i18n import N_, tr
from fieldnotes.services import travel
from fieldnotes.services.travel import LeftBehind
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.pages.travel import asking
from fieldnotes_ui.pages.travel.asking import Situation
from fieldnotes_ui.pages.travel.leaving import Leaving
from fieldnotes_ui.pages.travel.returning import Returning
from fieldnotes_ui.widgets.away_card import AwayCard
from fieldnotes_ui.widgets.border_list import BorderList
from fieldnotes_ui.widgets.both_sides_card import BothSidesCard
from fieldnotes_ui.widgets.columns import Columns
from fieldnotes_ui.widgets.file_dialogs import ask_to_save
from fieldnotes_ui.widgets.flow import Flow
from fieldnotes_ui.widgets.labels import button, column, label
from fieldnotes_ui.widgets.landing import land_on
from fieldnotes_ui.widgets.leave_card import LeaveCard
from fieldnotes_ui.widgets.strip import Strip

_TITLE = N_("Travel")
_ABOUT = N_("What is not on this computer cannot be read from it, whoever asks. A package elsewhere keeps it safe.")
_KEEP = N_("Check a package that you keep…")
_CLEAN = N_("{sampled} pieces of what went were searched for in the vault afterwards: none is there.")
_LINGERING = N_("{lingering} of {sampled} pieces of what went were found again. Do not travel with this computer.")
_NAMED = N_("Names that went are still written in {codes}. Leave the level or case of these records as well.")
_NOTICE, _NOTICE_KIND, _NOTICE_NAME = N_("Write the notice to"), N_("Web page (*.html)"), "notice-{day}.html"
_NOTICE_DONE = N_("The notice was written. It names nobody; open it in a browser to print it.")
_SIDE_BY_SIDE = 760
"""Pixels from which both parts have room beside each other."""


class TravelPage(QWidget):
    """`compare_wanted` carries a record's code and the version to compare with the present one."""

    compare_wanted = Signal(str, int)

    def __init__(self, desk: Desk, clipboard: Clipboard) -> None:
        super().__init__()
        del clipboard
        self._desk = desk
        self.leave, self.border = LeaveCard(), BorderList()
        self.leaving = Leaving(desk, self.leave, self)
        self.returning = Returning(desk, self)
        self._both_sides = QVBoxLayout()
        self._result, self._named = Strip("ok"), Strip("warn")
        self._result.hide()
        self._named.hide()
        self._state = QStackedWidget()
        self._state.addWidget(self.leave)
        self._build()
        self.leaving.left.connect(self._on_left)
        self.leaving.changed.connect(self.look)
        self.returning.returned.connect(self._on_returned)
        self.border.again_wanted.connect(self.look)
        desk.sealed_changed.connect(self._look_soon)
        self.look()

    @Slot()
    def _look_soon(self) -> None:
        QTimer.singleShot(0, self, self.look)

    def look(self) -> None:
        """Read anew how the vault stands."""
        if self._desk.is_open:
            self._desk.ask(self, asking.look, self._show)

    def _show(self, situation: Situation) -> None:
        away = situation.away
        if away is None or away.waiting:
            self._show_card(None)
            self.leaving.show(situation)
        else:
            card = AwayCard()
            card.show_away(away)
            card.notice_wanted.connect(self._ask_where)
            card.return_wanted.connect(lambda: self.returning.ask(keeper=away.keeper))
            self._show_card(card)
        self._show_both_sides(situation)
        self.border.show_items(situation.items)

    def _show_card(self, card: AwayCard | None) -> None:
        while (old := self._state.widget(1)) is not None:
            self._state.removeWidget(old)
            old.deleteLater()
        if card is not None:
            self._state.addWidget(card)
            self._state.setCurrentWidget(card)

    def _show_both_sides(self, situation: Situation) -> None:
        while (item := self._both_sides.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if situation.conflicts:
            card = BothSidesCard(situation.conflicts)
            card.compare_wanted.connect(self.compare_wanted)
            card.settled.connect(self._settle)
            self._both_sides.addWidget(card)

    def _settle(self, code: str) -> None:
        self._desk.ask(self, lambda session, _: travel.compared(session, code), lambda _: self.look())

    # --- outcomes ---------------------------------------------------------------------------------------------------

    def _on_left(self, left: LeftBehind) -> None:
        clean = not left.lingering
        words = (
            tr(_CLEAN, sampled=left.sampled)
            if clean
            else tr(_LINGERING, sampled=left.sampled, lingering=left.lingering)
        )
        self._result.show_message("ok" if clean else "danger", words)
        self._result.show()
        if left.still_named:
            self._named.show_message("warn", tr(_NAMED, codes=", ".join(left.still_named)))
            self._named.show()
        self.look()

    def _on_returned(self) -> None:
        self._result.hide()
        self._named.hide()
        self.leave.show_stage(self.leave.stage.CHOOSE)
        self.look()

    # --- the notice -------------------------------------------------------------------------------------------------

    def _ask_where(self) -> None:
        day: date = clock.today()
        suggested = Path.home() / _NOTICE_NAME.format(day=day.isoformat())
        ask_to_save(self, tr(_NOTICE), suggested, self.save_notice, kinds=tr(_NOTICE_KIND))

    def save_notice(self, target: Path) -> None:
        """Write the page that says what this computer cannot open."""
        self._desk.ask(
            self,
            lambda session, _: asking.write_notice(session, target),
            lambda _: self._desk.notice.emit(tr(_NOTICE_DONE)),
        )

    # --- building ---------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        keep = button(tr(_KEEP), icon="package-check")
        keep.clicked.connect(self.returning.check_kept)
        leaving, left = column(spacing=10)
        for strip in (self._result, self._named):
            left.addWidget(strip)
        left.addLayout(self._both_sides)
        left.addWidget(self._state, 1)
        body = Columns((leaving, 3), (self.border, 2), least=_SIDE_BY_SIDE, scroll=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(12)
        title = label(tr(_TITLE), "h1")
        layout.addLayout(Flow(title, keep, grows=title))
        layout.addWidget(label(tr(_ABOUT), "muted", wrap=True))
        layout.addWidget(body, 1)
        land_on(self, self.leave.choice.next)
