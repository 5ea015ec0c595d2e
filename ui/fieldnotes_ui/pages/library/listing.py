"""What is listed: the navigator's places, their records page by page, and what a search finds."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.errors import BadQuery, FieldNotesError
from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.model.changes import Changes
from fieldnotes.model.record import Case
from fieldnotes.progress import Watch
from fieldnotes.services import erase, find, ordering, travel, write
from fieldnotes.services.ordering import By
from fieldnotes.services.session import Session
from fieldnotes.services.travel import Away
from fieldnotes.services.views import FoundView, RowView, SearchResult
from fieldnotes_ui import messages
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.jobs import Job
from fieldnotes_ui.models.cases import Place, PlaceKind, PlacesModel
from fieldnotes_ui.models.order import Order
from fieldnotes_ui.models.records import PAGE, RecordsModel
from fieldnotes_ui.pages.library.finding import Finding
from fieldnotes_ui.widgets.badge import level_name
from fieldnotes_ui.widgets.navigator import Navigator
from fieldnotes_ui.widgets.record_list import RecordList
from fieldnotes_ui.widgets.sort_menu import ORDERS, SortMenu

LIMIT = 200
_ORDERED = N_("{count} · {order}")
_TURNED = N_("{count} · {order}, the other way round")
_FOUND = NN_("{n} record found", "{n} records found")
_FIRST_FOUND = NN_("the newest {n} record found; there are more", "the newest {n} records found; there are more")
_ORDERING, _SEARCHING = N_("Putting in order…"), N_("Searching…")
_NO_SEALED = N_("{count} · sealed records were not searched")


@dataclass(frozen=True, slots=True)
class _Overview:
    cases: tuple[Case, ...]
    drafts: int
    binned: int
    away: Away | None


class Listing(QObject):
    """`picked` is the code of a record that the user wants to read."""

    picked = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.places, self.records = PlacesModel(self), RecordsModel(self)
        self.navigator = Navigator(desk.name, self.places)
        self.list = RecordList(self.records)
        self.finding = Finding(desk, page, self.list, picked=self.picked.emit)
        self.cases: tuple[Case, ...] = ()
        self._place = Place(PlaceKind.ALL, "")
        self._query = ""
        self._by, self._turned = By.ADDED, False
        self._asked, self._first_wanted = 0, False
        self._job: Job | None = None
        self._reading: Job | None = None
        self._open, self._readable = "", False
        self.navigator.picked.connect(self._on_place)
        self.list.search_wanted.connect(self.search)
        self.list.picked.connect(self._on_picked)
        self.list.first_wanted.connect(self._on_first_wanted)
        self.list.order.clicked.connect(self.offer_orders)
        self.records.rows_wanted.connect(self._read_rows)
        desk.changed.connect(self._on_changed)
        desk.sealed_changed.connect(self._on_sealed_changed)
        self._look_around()
        self._begin()

    @property
    def case(self) -> str:
        """The case in sight, or the first one, or none."""
        return self._place.code or (self.cases[0].code if self.cases else "")

    # --- places -----------------------------------------------------------------------------------------------------

    def show_case(self, code: str) -> None:
        self._go(self.places.place_at(self.places.row_of(PlaceKind.CASE, code)) or Place(PlaceKind.CASE, "", -1, code))

    def show_all(self) -> None:
        self._go(self.places.place_at(self.places.row_of(PlaceKind.ALL)) or Place(PlaceKind.ALL, ""))

    def _on_place(self, at: int) -> None:
        place = self.places.place_at(at)
        if place is not None and place.kind is not PlaceKind.HEADER:
            self._go(place)

    def _go(self, place: Place) -> None:
        self._place = place
        self.list.show_scope(everywhere=place.kind is not PlaceKind.CASE)
        self.list.show_case(place.code)
        self.list.clear_search()
        self._query = ""
        self._point()
        self._begin()

    def _point(self) -> None:
        self.navigator.select(self.places.row_of(self._place.kind, self._place.code))

    def _look_around(self) -> None:
        self._desk.ask(self._page, _overview, self._on_overview)

    def _on_overview(self, seen: _Overview) -> None:
        self.cases = seen.cases
        self.places.show_places(seen.cases, drafts=seen.drafts)
        self.navigator.show_binned(seen.binned)
        self.navigator.show_away(_left_behind(seen.away))
        if self.places.row_of(self._place.kind, self._place.code) < 0:
            self.show_all()
            return
        self._point()
        if not self._query:
            self._tell_count()

    # --- records ----------------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Another place or order: its first page at once, the whole order after it."""
        self._stop()
        if not self._desk.is_open:
            return
        place, asked = self._place, self._asked
        if place.kind is PlaceKind.DRAFTS:
            self._desk.ask(
                self._page, lambda session, _: _with_drafts(session), lambda views: self._on_first(asked, views)
            )
            return
        if self._by is not By.ADDED or self._turned:
            self._read_order(fresh=True)
            return

        def first(session: Session, _: Watch) -> list[RowView]:
            return find.rows(session, case=place.code or None, limit=PAGE)

        self._desk.ask(self._page, first, lambda views: self._on_first(asked, views))

    def _on_first(self, asked: int, views: list[RowView]) -> None:
        if asked != self._asked:
            return
        with self.list.quietly():
            self.records.show_first(views)
        self._filled()
        if len(views) >= PAGE and self._place.kind is not PlaceKind.DRAFTS:
            self._read_order(fresh=False)

    def reload(self) -> None:
        """Read the list in sight again; lines that stay keep their place and whether they are chosen."""
        if not self._desk.is_open:
            return
        if self._query:
            self._search_now()
        elif self._place.kind is PlaceKind.DRAFTS:
            self._begin()
        else:
            self._stop()
            self._read_order(fresh=False)

    def _read_order(self, *, fresh: bool) -> None:
        """`fresh`: what is in sight belongs to another place or order."""
        asked, case, by, turned = self._asked, self._place.code or None, self._by, self._turned
        before = None if fresh else self.records.order

        def work(session: Session, watch: Watch) -> Order:
            return Order.of(ordering.codes(session, case=case, by=by, turned=turned, watch=watch), before, watch)

        self._follow(self._desk.ask(self._page, work, lambda order: self._on_order(asked, order)), tr(_ORDERING))

    def _on_order(self, asked: int, order: Order) -> None:
        if asked != self._asked:
            return
        with self.list.quietly():
            self.records.show_order(order)
        self._filled()

    def _follow(self, job: Job, words: str) -> None:
        self._job = job
        self.list.working.follow(job, words)
        job.ended.connect(self._forget_job)

    def _forget_job(self) -> None:
        if self.sender() is self._job:
            self._job = None

    def _stop(self) -> None:
        """Whatever is being read for the list is not wanted any more."""
        if self._job is not None:
            self._job.watch.cancel()
            self._job = None
        self.list.working.forget()
        self._asked += 1
        self._first_wanted = False

    def _read_rows(self, codes: list[str]) -> None:
        """Lines in sight. What was asked for before and has not begun is left out: somebody has scrolled on."""
        if self._reading is not None:
            self._reading.watch.cancel()
        if not self._desk.is_open:
            return
        job = self._desk.ask(
            self._page,
            lambda session, _: ordering.rows(session, codes),
            lambda views: self.records.show_rows(codes, views),
        )
        job.cancelled.connect(lambda: self.records.stop_asking(codes))
        job.ended.connect(self._forget_reading)
        self._reading = job

    def _forget_reading(self) -> None:
        if self.sender() is self._reading:
            self._reading = None

    # --- order ------------------------------------------------------------------------------------------------------

    def sort(self, by: By, turned: bool = False) -> None:
        """Put the list in another order; a search shows the newest hits and stays as it is."""
        self._by, self._turned = by, turned
        if not self._query:
            self._begin()

    def offer_orders(self) -> None:
        self.finding.pop_up(SortMenu(self._by, self._turned, self.sort, self.list), self.list.order)

    def _filled(self) -> None:
        self.list.show_filled(searching=bool(self._query))
        self._show_open()
        if not self._query:
            self.list.show_people(())
            self._tell_count()

    def _tell_count(self) -> None:
        place = self.places.place_at(self.places.row_of(self._place.kind, self._place.code))
        count = place.count if place is not None and place.count >= 0 else self.records.rowCount()
        words = trn("{n} record", "{n} records", count)
        self.list.show_count(tr(_TURNED if self._turned else _ORDERED, count=words, order=tr(ORDERS[self._by])))

    def chosen_codes(self) -> list[str]:
        """What is chosen in the list, from the top."""
        return [self.records.code_at(row) for row in self.list.view.chosen_rows()]

    def title_of(self, code: str) -> str:
        """What the list shows of a record; its code where that was not read."""
        found = self.records.view_of(code)
        return code if found is None else found.row.title

    # --- the open record --------------------------------------------------------------------------------------------

    def mark_open(self, code: str, *, readable: bool) -> None:
        """Choose a record's line; its title is shown there while its text is shown beside."""
        self._open, self._readable = code, readable
        self._show_open()

    def _show_open(self) -> None:
        self.records.reveal(self._open if self._readable else "")
        self.list.select(self.records.row_of(self._open))

    def step(self, by: int) -> None:
        """The record before or after the open one."""
        at = self.records.row_of(self._open) + by
        code = self.records.code_at(at)
        if code:
            self.picked.emit(code)

    def _on_picked(self, at: int) -> None:
        code = self.records.code_at(at)
        if code and code != self._open:
            self.picked.emit(code)

    # --- search -----------------------------------------------------------------------------------------------------

    def search(self, text: str) -> None:
        """Results in place of the list; nothing typed is the list again."""
        if text != self._query:
            self._query = text
            if text:
                self._search_now()
            else:
                self._begin()

    def _search_now(self) -> None:
        self._stop()
        asked, text, case = self._asked, self._query, self._place.code
        job = self._desk.ask(
            self._page,
            lambda session, watch: _search(session, text, case, watch),
            lambda result: self._on_found(asked, result),
            failed=lambda error: self._on_not_found(asked, error),
        )
        self._follow(job, tr(_SEARCHING))

    def _on_found(self, asked: int, result: SearchResult) -> None:
        if asked != self._asked:
            return
        with self.list.quietly():
            self.records.show_found(result.records)
        self.list.show_people(result.entries)
        self._filled()
        found = len(result.records)
        count = trn(*(_FIRST_FOUND if found >= LIMIT else _FOUND), found)
        self.list.show_count(count if result.sealed_searched else tr(_NO_SEALED, count=count))
        if self._first_wanted:
            self._first_wanted = False
            self.list.choose_first()

    def _on_first_wanted(self) -> None:
        """Now, or as soon as what is being searched for is found."""
        self._first_wanted = self._job is not None
        if not self._first_wanted:
            self.list.choose_first()

    def _on_not_found(self, asked: int, error: FieldNotesError) -> None:
        if asked != self._asked:
            return
        if isinstance(error, BadQuery):
            self.list.show_count(messages.words(error), wrong=True)  # half a query while it is typed: the list stays
        else:
            self._desk.failed.emit(error)

    def _on_sealed_changed(self, is_open: bool) -> None:
        if not is_open:
            self.records.hide_sealed()  # at once; what is read again below comes after the keys are gone
        QTimer.singleShot(0, self, self._read_again)

    def _read_again(self) -> None:
        if self._desk.is_open:
            self._look_around()
            self.reload()

    # --- news -------------------------------------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        if not self._desk.is_open:
            return  # the last news of a vault that is closing
        if changes.records or changes.cases or changes.drafts:
            self._look_around()
        unknown = any(self.records.row_of(code) < 0 for code in changes.records)
        moved = self._by is not By.ADDED and bool(changes.records)
        if changes.cases or unknown or moved or self._query or self._place.kind is PlaceKind.DRAFTS:
            self.reload()
        elif changes.records or changes.entries:
            self.records.read_again()


def _overview(session: Session, watch: Watch) -> _Overview:
    del watch
    drafted = {draft.record for draft in write.drafts(session) if draft.record}
    return _Overview(tuple(find.cases(session)), len(drafted), len(erase.recycled(session)), travel.away(session))


def _left_behind(away: Away | None) -> str:
    if away is None or away.waiting:
        return ""
    return ", ".join((*(level_name(level) for level in away.levels), *away.cases))


def _with_drafts(session: Session) -> list[RowView]:
    codes = dict.fromkeys(draft.record for draft in write.drafts(session) if draft.record)
    found = (find.search(session, f"code:{code}", limit=1).records for code in codes)
    return [views[0].row for views in found if views]


def _search(session: Session, text: str, case: str, watch: Watch) -> SearchResult:
    """Everywhere or in one case. The case's own hits are asked for by its filter, so that others cannot crowd them out;
    other words for the same thing come from the search without it."""
    wide = find.search(session, text, limit=LIMIT, watch=watch)
    if not case:
        return wide
    found: dict[str, FoundView] = {view.row.row.code: view for view in wide.records if view.row.row.case == case}
    if "case:" not in text.casefold() and len(wide.records) >= LIMIT:
        narrow = find.search(session, f"{text} case:{case}", limit=LIMIT, watch=watch)
        found |= {view.row.row.code: view for view in narrow.records if view.row.row.case == case}
    return SearchResult(tuple(found.values()), wide.entries, wide.sealed_searched)
