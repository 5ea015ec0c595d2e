"""Likely names registered together, and what remains of everybody, in the pane at the side of the workbench."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from fieldnotes.i18n import N_, tr
from fieldnotes.services import suggest
from fieldnotes.services.views import Preview
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.models.review import Spot
from fieldnotes_ui.pages.redact.layout import Workbench
from fieldnotes_ui.pages.redact.suggesting import Suggested
from fieldnotes_ui.widgets.mosaic_panel import MosaicPanel
from fieldnotes_ui.widgets.suggestion_panel import SuggestionPanel

_NAMES, _NAMES_EXPLAIN = (
    N_("Likely names that nobody registered"),
    N_("What is ticked is almost certain. Whoever is registered is found in every spelling, in every text."),
)
_PEOPLE, _PEOPLE_EXPLAIN = (
    N_("What remains of each person"),
    N_("Facts that stand there in full weigh most. One is harmless; together they may lead to somebody."),
)


class Overviews(QObject):
    """`register_wanted` and `accept_wanted` carry a suggestion's id and a person's code; `place_wanted` a Spot to be
    framed, `generalise_wanted` one to be marked."""

    register_wanted = Signal(str)
    accept_wanted = Signal(str)
    place_wanted = Signal(object)
    generalise_wanted = Signal(object)

    def __init__(self, page: QWidget, desk: Desk, bench: Workbench) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._bench = bench
        self._names: SuggestionPanel | None = None
        self._people: MosaicPanel | None = None
        self._preview: Preview | None = None
        self._suggested = Suggested()

    def show(self, preview: Preview, suggested: Suggested) -> None:
        """A fresh answer of the vault, also for what is open beside the page."""
        self._preview, self._suggested = preview, suggested
        if self._names is not None and isValid(self._names):
            self._names.show_suggestions(suggested.open)
        if self._people is not None and isValid(self._people):
            self._people.show_people(preview.mosaics)

    def forget(self) -> None:
        """Nothing of any record is kept, nor stays on the screen."""
        self._preview, self._suggested = None, Suggested()
        self._bench.side.close_panel()

    def open_names(self) -> None:
        panel = self._names = SuggestionPanel()
        panel.accepted.connect(self._accept)
        panel.rejected.connect(self._reject)
        panel.edit_wanted.connect(self.register_wanted)
        panel.join_wanted.connect(lambda one, code: self._accept((one,), code))
        panel.go_to.connect(self._go)
        panel.show_suggestions(self._suggested.open)
        self._bench.show_beside(tr(_NAMES), tr(_NAMES_EXPLAIN), panel)

    def open_people(self) -> None:
        panel = self._people = MosaicPanel()
        panel.place_wanted.connect(lambda *place: self.place_wanted.emit(Spot(*place)))
        panel.generalise_wanted.connect(lambda *place: self.generalise_wanted.emit(Spot(*place)))
        panel.accept_wanted.connect(self.accept_wanted)
        panel.show_people(self._preview.mosaics if self._preview is not None else ())
        self._bench.show_beside(tr(_PEOPLE), tr(_PEOPLE_EXPLAIN), panel)

    def _accept(self, ids: Sequence[str], join_to: str = "") -> None:
        case = self._bench.case()
        self._desk.keep(self._page, lambda session, _: suggest.accept(session, case, ids, join_to=join_to))

    def _reject(self, ids: Sequence[str], always: bool) -> None:
        case = self._bench.case()
        self._desk.keep(self._page, lambda session, _: suggest.reject(session, case, ids, always=always))

    def _go(self, record: str, part: str, start: int, end: int) -> None:
        if part == "text":
            self.place_wanted.emit(Spot(record, start, end))
