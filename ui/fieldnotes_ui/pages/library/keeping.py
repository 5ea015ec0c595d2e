"""What is typed is kept: as an encrypted draft while it is typed, as a new version when asked or left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.errors import FieldNotesError, NoSuchRecord, SealedClosed
from fieldnotes.i18n import N_, tr
from fieldnotes.model.record import Body, Card, Draft
from fieldnotes.model.register import Entry
from fieldnotes.progress import Watch
from fieldnotes.services import find
from fieldnotes.services.views import RecordView
from fieldnotes_ui import messages
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.pages.library import storing
from fieldnotes_ui.pages.library.storing import Stored
from fieldnotes_ui.widgets.record_pane import RecordPane

BEHIND_MS = 1500
"""After the first letter that is not kept yet, typing or not: writing it down must be over before two seconds are."""
_UNSAVED, _SAVING = N_("Unsaved changes"), N_("Saving…")
_SAVED, _KEPT = N_("Saved {time}"), N_("Draft saved {time}")
_NOT_SAVED = N_("Not saved — {sentence}")
_CONFLICT = N_("This record was changed elsewhere while you typed. Both texts are kept as versions.")


class Keeping(QObject):
    """The open record's typing, until it is stored. Words leave the screen only when they are safe.

    `told` is for the status bar; `stays` says that what was wanted next did not happen, since storing failed.
    """

    told = Signal(str, str)
    stays = Signal()

    def __init__(self, desk: Desk, pane: RecordPane, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._pane, self._page = desk, pane, page
        self.code = ""
        self.view: RecordView | None = None
        self._draft: Draft | None = None
        self._draft_id = ""
        self._typed = self._kept = 0
        self._dirty = self._saving = False
        self._next: Callable[[], None] | None = None
        self._looking = Watch()
        self._behind = QTimer(self, singleShot=True, interval=BEHIND_MS)
        self._behind.timeout.connect(self.keep)
        pane.editor.typed.connect(self._on_typed)
        pane.head.titled.connect(self._on_typed)
        pane.editor.rested.connect(self.keep)
        pane.head.rested.connect(self.keep)
        pane.retry_wanted.connect(self.save)

    @property
    def is_dirty(self) -> bool:
        return self._dirty

    def after_saving(self, then: Callable[[], None]) -> None:
        """Do something that needs the open record to be stored; not done if storing fails."""
        if self._dirty or self._saving:
            self._next = then
            self.save()
        else:
            then()

    # --- typing -----------------------------------------------------------------------------------------------------

    def _on_typed(self) -> None:
        if self.view is None:
            return
        self._typed += 1
        if not self._behind.isActive():
            self._behind.start()  # begun by the first letter and not put off by the next: typing may never rest
        self._draft = None
        self._pane.draft.hide()
        if not self._dirty or self._kept == self._typed - 1:
            self.told.emit("busy", tr(_UNSAVED))
        self._dirty = True

    def keep(self) -> None:
        """Put what was typed into the encrypted store as a draft, if it is not there yet."""
        self._behind.stop()
        if self.view is None or not self._dirty or self._saving or self._kept == self._typed or not self._desk.is_open:
            return
        typed, draft = self._typed, self._as_draft()
        self.told.emit("busy", tr(_SAVING))
        self._desk.keep(
            self._page,
            lambda session, _: storing.keep(session, draft),
            lambda _: self._on_kept(typed),
            failed=self._on_not_saved,
        )

    def _as_draft(self) -> Draft:
        assert self.view is not None
        row, editor = self.view.record.row, self._pane.editor
        return Draft(
            id=self._draft_id,
            record=row.code,
            case=row.case,
            kind=row.kind,
            level=row.level,
            title=self._pane.head.title.text(),
            body=editor.body(),
            cursor=editor.cursor_point(),
        )

    def _on_kept(self, typed: int) -> None:
        self._kept = typed
        self._pane.problem.hide()
        if self._saving:
            return
        if self._typed == typed:
            self.told.emit("ok", tr(_KEPT, time=storing.clock_time()))
        else:
            self.told.emit("busy", tr(_UNSAVED))

    # --- saving -----------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Store a new version."""
        if self.view is None or self._saving or not self._desk.is_open:
            return
        if not self._dirty:
            self.told.emit("ok", tr(_SAVED, time=storing.clock_time()))
            return
        card = replace(self.view.record.row.card or Card(), title=self._pane.head.title.text().strip())
        self._store(card, self._pane.editor.body())

    def save_card(self, card: Card) -> None:
        """Store another card together with the text as it stands."""
        title = self._pane.head.title.text().strip()
        self._store(replace(card, title=title), self._pane.editor.body())

    def _store(self, card: Card, body: Body) -> None:
        assert self.view is not None
        self._behind.stop()
        self._saving = True
        typed, code, version, draft = self._typed, self.code, self.view.record.row.version, self._draft_id
        self.told.emit("busy", tr(_SAVING))
        self._desk.ask(
            self._page,
            lambda session, _: storing.store(session, code, version=version, card=card, body=body, draft=draft),
            lambda stored: self._on_stored(typed, stored),
            failed=self._on_not_stored,
        )

    def _on_stored(self, typed: int, stored: Stored) -> None:
        if stored.view is None:
            self._saving = False
            self._next = None
            self._show_conflict()
            self._behind.start()
            self.stays.emit()
            return
        self.view = stored.view
        self._dirty = self._typed != typed
        self._kept = typed
        self._pane.hide_strips()
        self._pane.head.show_facts(stored.view)
        if not self._dirty and not stored.as_written:
            self._pane.editor.show_body(stored.view.record.body, cursor=self._pane.editor.cursor_point())
        self._show_people()
        self._desk.tell(stored.changes)  # still saving: our own news changes nothing here
        self._saving = False
        if self._dirty:
            self._behind.start()
        else:
            self.told.emit("ok", tr(_SAVED, time=storing.clock_time()))
        then, self._next = self._next, None
        if then is not None:
            self.after_saving(then)

    def _on_not_stored(self, error: FieldNotesError) -> None:
        self._on_not_saved(error)
        self._behind.start()  # no version: then a draft, if there is room for that

    def _on_not_saved(self, error: FieldNotesError) -> None:
        self._saving = False
        self._next = None
        words = tr(_NOT_SAVED, sentence=messages.words(error))
        self._pane.say(self._pane.problem, words)
        self.told.emit("warn", tr(_NOT_SAVED, sentence=error.sentence_text()))
        self.stays.emit()

    def _show_conflict(self) -> None:
        self._pane.say(self._pane.conflict, tr(_CONFLICT))
        self.told.emit("warn", tr(_UNSAVED))

    def _show_people(self) -> None:
        """As last known at once; once its text was searched for names, as it is."""
        if self.view is None:
            return
        self._pane.people.show_people(self.view.people, names_open=self._desk.sealed_open)
        self._looking.cancel()
        if self._desk.is_open and self._desk.sealed_open:
            code = self.code
            self._looking = self._desk.ask(
                self._page,
                lambda session, _: find.people(session, code),
                lambda people: self._on_people(code, people),
                failed=self._on_no_people,
            ).watch

    def _on_people(self, code: str, people: tuple[tuple[Entry, int], ...]) -> None:
        if self.view is not None and code == self.code and self._desk.sealed_open:
            self.view = replace(self.view, people=people)
            self._pane.people.show_people(people, names_open=True)

    def _on_no_people(self, error: FieldNotesError) -> None:
        """The record went, or names were sealed, while they were looked for: what shows it hears of that itself."""
        if not isinstance(error, (NoSuchRecord, SealedClosed)):
            self._desk.failed.emit(error)
