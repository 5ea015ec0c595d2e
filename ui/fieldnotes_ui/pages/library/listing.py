"""What is listed: the navigator's places, their records page by page, and what a search finds."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.errors import BadQuery, FieldNotesError
from fieldnotes.i18n import N_, tr, trn
from fieldnotes.model.changes import Changes
from fieldnotes.model.record import Case
from fieldnotes.progress import Watch
from fieldnotes.services import erase, find, travel, write
from fieldnotes.services.session import Session
from fieldnotes.services.travel import Away
from fieldnotes.services.views import FoundView, RowView, SearchResult
from fieldnotes_ui import messages
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.jobs import Job
from fieldnotes_ui.models.cases import Place, PlaceKind, PlacesModel
from fieldnotes_ui.models.records import PAGE, RecordsModel
from fieldnotes_ui.pages.library.finding import Finding
from fieldnotes_ui.widgets.badge import level_name
from fieldnotes_ui.widgets.navigator import Navigator
from fieldnotes_ui.widgets.record_list import RecordList

LIMIT = 200
_MANY = 20
"""Changed records from which reading the page again is less work than line by line."""
_NEWEST = N_("{count} · newest first")
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
        self._asked = 0
        self._job: Job | None = None
        self._open, self._readable = "", False
        self.navigator.picked.connect(self._on_place)
        self.list.search_wanted.connect(self.search)
        self.list.picked.connect(self._on_picked)
        self.records.more_wanted.connect(self._more)
        desk.changed.connect(self._on_changed)
        desk.sealed_changed.connect(self._on_sealed_changed)
        self._look_around()
        self.reload()

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
        self.reload()

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

    def reload(self) -> None:
        """Read the list in sight from its beginning."""
        if not self._desk.is_open:
            return
        if self._query:
            self._search_now()
            return
        self._asked += 1
        asked, place = self._asked, self._place

        def first(session: Session, _: Watch) -> list[RowView]:
            if place.kind is PlaceKind.DRAFTS:
                return _with_drafts(session)
            return find.rows(session, case=place.code or None, limit=PAGE)

        self._desk.ask(self._page, first, lambda views: self._on_first(asked, views))

    def _on_first(self, asked: int, views: list[RowView]) -> None:
        if asked != self._asked:
            return
        self.records.show_first(views)
        self.list.show_people(())
        self._filled()
        self._tell_count()

    def _more(self, after: str) -> None:
        case = self._place.code or None
        self._desk.ask(
            self._page,
            lambda session, _: find.rows(session, case=case, limit=PAGE, before=after),
            lambda views: self.records.append(views, after=after),
            failed=self._on_no_more,
        )

    def _on_no_more(self, error: FieldNotesError) -> None:
        self.records.stop_asking()
        self._desk.failed.emit(error)

    def _filled(self) -> None:
        self.list.show_filled(searching=bool(self._query))
        self._show_open()

    def _tell_count(self) -> None:
        place = self.places.place_at(self.places.row_of(self._place.kind, self._place.code))
        count = place.count if place is not None and place.count >= 0 else self.records.rowCount()
        self.list.show_count(tr(_NEWEST, count=trn("{n} record", "{n} records", count)))

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
            self.reload()

    def _search_now(self) -> None:
        if self._job is not None:
            self._job.watch.cancel()
        self._asked += 1
        asked, text, case = self._asked, self._query, self._place.code
        self._job = self._desk.ask(
            self._page,
            lambda session, watch: _search(session, text, case, watch),
            lambda result: self._on_found(asked, result),
            failed=lambda error: self._on_not_found(asked, error),
        )
        self._job.ended.connect(self._forget_job)

    def _forget_job(self) -> None:
        if self.sender() is self._job:
            self._job = None

    def _on_found(self, asked: int, result: SearchResult) -> None:
        if asked != self._asked:
            return
        self.records.show_found(result.records)
        self.list.show_people(result.entries)
        self._filled()
        count = trn("{n} record found", "{n} records found", len(result.records))
        self.list.show_count(count if result.sealed_searched else tr(_NO_SEALED, count=count))

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
        many = len(changes.records) > _MANY
        if changes.entries or changes.cases or unknown or many or self._place.kind is PlaceKind.DRAFTS:
            self.reload()
            return
        for code in changes.records:
            self._refresh(code)

    def _refresh(self, code: str) -> None:
        """Read one line again: it comes right after the line before it, or the list has moved on."""
        if self._query:
            self.reload()
            return
        before = self.records.code_at(self.records.row_of(code) - 1) or None
        case = self._place.code or None

        def again(session: Session, _: Watch) -> list[RowView]:
            return find.rows(session, case=case, limit=1, before=before)

        def shown(views: list[RowView]) -> None:
            if views and views[0].row.code == code:
                self.records.replace(views[0])
            else:
                self.reload()

        self._desk.ask(self._page, again, shown)


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
