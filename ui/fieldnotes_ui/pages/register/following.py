"""Where a person stands, on the register page: read, changed with what follows in sight, and told what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from fieldnotes.errors import FieldNotesError, NoSuchRecord
from fieldnotes.model.changes import Changes
from fieldnotes.model.register import EntityType, Entry
from fieldnotes.model.status import Status
from fieldnotes.progress import Watch
from fieldnotes.services import graph, timeline, triggers
from fieldnotes.services.session import Session
from fieldnotes.services.triggers import StatusSet
from fieldnotes_ui import messages
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.dialogs.status import NewStatus, StatusDialog, StatusDone
from fieldnotes_ui.dialogs.status_back import TakeBackDialog
from fieldnotes_ui.pages.register.keeping import Keeping
from fieldnotes_ui.widgets.entry_view import EntryView


@dataclass(frozen=True, slots=True)
class _Read:
    now: Status | None
    before: list[Status]
    around: graph.Graph


class Following(QObject):
    """To be told of the chosen entry by `show_for`, also after a change."""

    def __init__(self, page: QWidget, desk: Desk, keeping: Keeping, view: EntryView) -> None:
        super().__init__(page)
        self._page, self._desk, self._keeping, self._view = page, desk, keeping, view
        self._code = self._shown = ""
        self._present: Status | None = None
        self._soon = QTimer(self, singleShot=True, interval=150)
        self._soon.timeout.connect(self.read)
        view.status.change_wanted.connect(self.ask)
        view.status.take_back_wanted.connect(self.ask_to_take_back)
        view.timeline.list.opened.connect(self._open)
        desk.changed.connect(self._on_changed)
        desk.sealed_changed.connect(self._on_sealed)

    def show_for(self, entry: Entry) -> None:
        """Another entry was chosen, or the chosen one was read again. Only persons have a status."""
        is_other = entry.code != self._shown
        self._shown = entry.code
        self._code = entry.code if entry.type is EntityType.PERSON else ""
        for card in (self._view.status, self._view.timeline):
            card.setVisible(bool(self._code))
        if is_other:
            self._present = None
            self._view.status.show_statuses(None, ())
            self._view.timeline.show_groups(())
            self._view.graph.hide()
        self.read()

    def read(self) -> None:
        """Read the chosen person again."""
        if self._code and self._desk.is_open:
            code = self._code
            self._desk.ask(self._page, partial(_read, code=code), partial(self._show, code), failed=self._not_read)
            self._desk.ask(
                self._page,
                partial(_read_timeline, code=code),
                partial(self._show_timeline, code),
                failed=self._not_read,
            )

    def _show(self, code: str, read: _Read) -> None:
        if code == self._code:
            self._present = read.now
            self._view.status.show_statuses(read.now, read.before)
            self._view.graph.show_graph(read.around)

    def _show_timeline(self, code: str, groups: tuple[timeline.Group, ...]) -> None:
        if code == self._code:
            self._view.timeline.show_groups(groups)
            if not self._desk.sealed_open:
                self._view.timeline.list.seal()  # also what was read just before the compartment closed

    def _not_read(self, error: FieldNotesError) -> None:
        """Where the entry went meanwhile, the page is about to show another one."""
        if not isinstance(error, NoSuchRecord):
            self._desk.failed.emit(error)

    def _on_changed(self, changes: Changes) -> None:
        """Drafts and decisions are in no timeline; what names nothing at all may be a task."""
        if changes.records or changes.entries or not (changes.drafts or changes.decisions):
            self._soon.start()

    def _on_sealed(self, is_open: bool) -> None:
        if not is_open:
            self._view.timeline.list.seal()
        self._soon.start()

    def _open(self, item: timeline.Item) -> None:
        if item.what is timeline.What.RECORD:
            self._view.record_wanted.emit(item.code)

    def ask(self) -> None:
        """Ask for a new status of the person shown."""
        code = self._code
        if not code:
            return
        present = None if self._present is None else self._present.state
        dialog = StatusDialog(code, present, self._page, takes_words=self._desk.sealed_open)
        dialog.looked.connect(partial(self._foresee, dialog, code))
        dialog.wanted.connect(partial(self._set, dialog, code))
        dialog.open()

    def ask_to_take_back(self) -> None:
        """Ask whether the present status was noted by mistake."""
        person, status = self._code, self._present
        if not person or status is None:
            return
        dialog = TakeBackDialog(status, self._page)

        def taken(_: Changes) -> None:
            if isValid(dialog):
                dialog.accept()
            if self._desk.is_open:
                self._desk.tell(Changes(entries=frozenset({person})))

        dialog.wanted.connect(
            lambda: self._desk.keep(
                self._page,
                lambda session, _: triggers.remove_status(session, status.code),
                taken,
                failed=partial(_refused, dialog),
            )
        )
        dialog.open()

    def _foresee(self, dialog: StatusDialog, code: str, new: NewStatus) -> None:
        def seen(found: StatusSet) -> None:
            if isValid(dialog):
                dialog.show_follows(new, found)

        self._desk.ask(
            self._page,
            lambda session, _: triggers.foresee(session, code, new.state, on=new.on),
            seen,
            failed=partial(_refused, dialog),
        )

    def _set(self, dialog: StatusDialog, code: str, new: NewStatus) -> None:
        def done(made: StatusSet) -> None:
            if isValid(dialog):
                dialog.accept()
            if not self._desk.is_open:
                return
            changed = {code, *(one.code for one in made.raised)}
            self._desk.tell(Changes(entries=frozenset(changed)))
            StatusDone(made, self._page).open()

        self._desk.keep(
            self._page,
            lambda session, _: triggers.set_status(session, code, new.state, on=new.on, words=new.words),
            done,
            failed=partial(_refused, dialog),
        )


def _read(session: Session, watch: Watch, *, code: str) -> _Read:
    del watch
    now = triggers.present(session).get(code)
    others = [one for one in triggers.statuses(session, person=code) if now is None or one.code != now.code]
    return _Read(now, others[::-1], graph.around(session, code))


def _read_timeline(session: Session, watch: Watch, *, code: str) -> tuple[timeline.Group, ...]:
    """On its own: it may have to look through texts that were changed."""
    return timeline.grouped(timeline.of_person(session, code, watch=watch))


def _refused(dialog: Sheet, error: FieldNotesError) -> None:
    if isValid(dialog):
        dialog.show_problem(messages.words(error))
