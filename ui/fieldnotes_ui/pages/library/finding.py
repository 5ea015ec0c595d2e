"""Beside the search field: what can be typed, searches that were saved; and the timeline of the case in sight."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import N_, tr
from fieldnotes.model.task import SavedSearch
from fieldnotes.services import searches, timeline
from fieldnotes.services.timeline import Group, Item, What
from fieldnotes_ui import messages
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.save_search import SaveSearchDialog
from fieldnotes_ui.dialogs.timeline import TimelineDialog
from fieldnotes_ui.widgets.record_list import RecordList
from fieldnotes_ui.widgets.search_menus import HelpMenu, SavedMenu

_SAVED = N_("Saved: {name}")
_READING = N_("Reading the timeline…")


class Finding(QObject):
    """Serves the buttons of a record list; `picked` is told of a record of a timeline."""

    def __init__(self, desk: Desk, page: QWidget, records: RecordList, *, picked: Callable[[str], None]) -> None:
        super().__init__(page)
        self._desk, self._page, self._list, self._picked = desk, page, records, picked
        self._menu: QMenu | None = None
        records.help.clicked.connect(lambda: self.pop_up(HelpMenu(self._append, records), records.help))
        records.saved.clicked.connect(self.offer_saved)
        records.timeline_wanted.connect(self.show_timeline)
        desk.sealed_changed.connect(self._on_sealed)
        desk.closing.connect(self._on_sealed)

    # --- searches ---------------------------------------------------------------------------------------------------

    def offer_saved(self) -> None:
        """Read what was saved, then show it under its button."""
        self._desk.ask(self._page, lambda session, _: searches.saved(session), self._offer)

    def _offer(self, saved: list[SavedSearch]) -> None:
        typed = self._list.field.text().strip()
        save = partial(self._ask_name, typed) if typed else None
        menu = SavedMenu(saved, self._list, save=save, search=self._list.field.setText, forget=self._forget)
        self.pop_up(menu, self._list.saved)

    def pop_up(self, menu: QMenu, under: QWidget) -> None:
        """Show a menu under its button; the one before goes."""
        if self._menu is not None and isValid(self._menu):
            self._menu.close()
            self._menu.deleteLater()
        self._menu = menu
        menu.popup(under.mapToGlobal(QPoint(0, under.height())))

    def _append(self, example: str) -> None:
        field = self._list.field
        field.setText(f"{field.text().rstrip()} {example}".lstrip())
        field.setFocus()

    def _ask_name(self, typed: str) -> None:
        dialog = SaveSearchDialog(typed, self._page)
        dialog.wanted.connect(partial(self._save, dialog, typed))
        dialog.open()

    def _save(self, dialog: SaveSearchDialog, typed: str, name: str) -> None:
        def saved(_: object) -> None:
            if isValid(dialog):
                dialog.accept()
            self._desk.notice.emit(tr(_SAVED, name=name))

        def refused(error: FieldNotesError) -> None:
            if isValid(dialog):
                dialog.show_problem(messages.words(error))

        self._desk.keep(self._page, lambda session, _: searches.save(session, name, typed), saved, failed=refused)

    def _forget(self, name: str) -> None:
        self._desk.keep(self._page, lambda session, _: searches.remove(session, name))

    def _on_sealed(self, is_open: bool = False) -> None:
        """A saved search may name somebody, and so may what stands in a timeline."""
        if is_open:
            return
        if self._menu is not None and isValid(self._menu):
            self._menu.close()
            self._menu.clear()
        for dialog in self._page.findChildren(TimelineDialog):
            dialog.list.seal()

    # --- the timeline -----------------------------------------------------------------------------------------------

    def show_timeline(self, case: str) -> None:
        job = self._desk.ask(
            self._page,
            lambda session, watch: timeline.grouped(timeline.of_case(session, case, watch=watch)),
            partial(self._show_timeline, case),
        )
        self._list.working.follow(job, tr(_READING))

    def _show_timeline(self, case: str, groups: tuple[Group, ...]) -> None:
        dialog = TimelineDialog(case, groups, self._page)
        if not self._desk.sealed_open:
            dialog.list.seal()  # read just before the compartment closed
        dialog.opened.connect(self._open)
        dialog.open()

    def _open(self, item: Item) -> None:
        if item.what is What.RECORD:
            self._picked(item.code)
        elif item.what in (What.STATUS, What.CONSENT):
            self._list.person_wanted.emit(item.code)
