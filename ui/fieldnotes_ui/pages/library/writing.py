"""The open record: read it, offer its draft, follow what changes elsewhere."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.errors import FieldNotesError, LeftBehind, NoSuchRecord, SealedClosed
from fieldnotes.i18n import N_, tr
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.services import write
from fieldnotes.services.views import RecordView
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.pages.library import storing
from fieldnotes_ui.pages.library.copying import Copying
from fieldnotes_ui.pages.library.keeping import Keeping
from fieldnotes_ui.pages.library.remarked import Remarked
from fieldnotes_ui.pages.library.storing import Opened
from fieldnotes_ui.widgets.record_pane import RecordPane

_RESTORED = N_("Unsaved text from {time} restored.")


class Writing(Keeping):
    """`shown` is the code now open, readable or sealed."""

    shown = Signal(str)

    def __init__(self, desk: Desk, clipboard: Clipboard, pane: RecordPane, page: QWidget) -> None:
        super().__init__(desk, pane, page)
        self._copying = Copying(desk, clipboard, pane, lambda: self.view)
        self.remarked = Remarked(desk, pane, self)
        self.shown.connect(self.remarked.look)
        self._asked = 0
        pane.draft_kept.connect(self._keep_draft)
        pane.draft_discarded.connect(self._discard_draft)
        pane.mine_wanted.connect(partial(self._settle_conflict, mine=True))
        pane.theirs_wanted.connect(partial(self._settle_conflict, mine=False))
        desk.closing.connect(self._on_closing)
        desk.changed.connect(self._on_changed)
        desk.sealed_changed.connect(self._on_sealed_changed)

    # --- opening ----------------------------------------------------------------------------------------------------

    def open(self, code: str) -> None:
        """Show a record once the one before is saved."""
        if code != self.code or not self._pane.shows_text:
            self.after_saving(partial(self._read, code))

    def close(self) -> None:
        """Show no record: the open one is not there any more."""
        self._asked += 1
        self.code, self.view, self._draft = "", None, None
        self._dirty = False
        self._behind.stop()
        self._pane.show_nothing()
        self.told.emit("ok", "")
        self.shown.emit("")

    def _read(self, code: str) -> None:
        if not self._desk.is_open:
            return
        self._asked += 1
        asked = self._asked
        self._desk.ask(
            self._page,
            lambda session, _: storing.read(session, code),
            lambda opened: self._on_read(asked, opened),
            failed=lambda error: self._on_unreadable(asked, code, error),
        )

    def _on_read(self, asked: int, opened: Opened) -> None:
        if asked != self._asked or self._dirty:
            self.stays.emit()
            return
        view, draft = opened.view, opened.draft
        self.view, self.code = view, view.record.code
        self._draft = draft
        self._draft_id = draft.id if draft is not None else f"draft-{self.code}"
        self._typed = self._kept = 0
        self._pane.show_text()
        self._pane.show_in_fields(view.in_fields)
        if draft is not None:
            self._pane.head.show_record(view, title=draft.title)
            moved = self._pane.editor.show_body(draft.body, cursor=draft.cursor)
            self._pane.say(self._pane.draft, tr(_RESTORED, time=storing.local_time(draft.updated)))
        else:
            self._pane.head.show_record(view)
            moved = self._pane.editor.show_body(view.record.body)
        self._show_people()
        if moved:
            self._copying.tell_moved(moved)
        self.told.emit("ok", "")
        self.shown.emit(self.code)

    def _on_unreadable(self, asked: int, code: str, error: FieldNotesError) -> None:
        if asked != self._asked or self._dirty:
            return
        if isinstance(error, NoSuchRecord) and code == self.code:
            self.close()
            return
        if not isinstance(error, SealedClosed):
            self._desk.failed.emit(error)
            self.stays.emit()
            return
        self.code, self.view, self._draft = code, None, None
        self._pane.show_sealed(is_here=not isinstance(error, LeftBehind))
        self.shown.emit(code)

    # --- drafts -----------------------------------------------------------------------------------------------------

    def _keep_draft(self) -> None:
        self._on_typed()
        self.save()

    def _discard_draft(self) -> None:
        draft, code = self._draft, self.code
        if draft is None:
            return
        self._draft = None
        self._desk.ask(self._page, lambda session, _: write.drop_draft(session, draft.id), lambda _: self._read(code))

    def _settle_conflict(self, *, mine: bool) -> None:
        self._pane.conflict.hide()
        code, draft = self.code, self._draft_id
        if mine:
            self._desk.ask(self._page, lambda session, _: storing.read(session, code), self._save_over)
            return
        self._dirty = False
        self._desk.ask(self._page, lambda session, _: write.drop_draft(session, draft), lambda _: self._read(code))

    def _save_over(self, opened: Opened) -> None:
        """Ours becomes the newest version; theirs stays the one before."""
        self.view = opened.view
        self.save()

    # --- news from elsewhere ----------------------------------------------------------------------------------------

    def _on_closing(self) -> None:
        self._saving = False  # whatever was running may have been stopped by the lock
        self.keep()

    def _on_changed(self, changes: Changes) -> None:
        view = self.view
        if view is None or self._saving or not self._desk.is_open:
            return
        if self.code in changes.records or changes.entries or view.record.row.case in changes.cases:
            code = self.code
            self._desk.ask(
                self._page,
                lambda session, _: storing.look(session, code),
                self._on_refreshed,
                failed=lambda error: self._on_unreadable(self._asked, code, error),
            )

    def _on_refreshed(self, view: RecordView) -> None:
        if self.view is None or view.record.code != self.code:
            return
        changed = view.record.row.version > self.view.record.row.version
        if changed and self._dirty:
            self._show_conflict()
            return
        other_words = view.record.body != self.view.record.body
        self.view = view
        if changed or (other_words and not self._dirty):
            point = self._pane.editor.cursor_point()
            self._pane.head.show_record(view)
            self._pane.editor.show_body(view.record.body, cursor=point)
        else:
            self._pane.head.show_facts(view)
        self._show_people()

    def _on_sealed_changed(self, is_open: bool) -> None:
        view = self.view
        if not self._desk.is_open:
            return  # a lock: what was typed is already handed over
        if is_open or view is None:
            if self.code:
                QTimer.singleShot(0, self, self._read_again)
            return
        if view.effective is not Level.SEALED:
            self._show_people()
        elif self._dirty:
            draft = self._as_draft()
            self._pane.editor.setReadOnly(True)
            self._desk.ask(
                self._page,
                lambda session, _: storing.keep(session, draft),
                lambda _: self._hide_sealed(),
                failed=self._on_not_hidden,
            )
        else:
            self._hide_sealed()

    def _on_not_hidden(self, error: FieldNotesError) -> None:
        """The words stay on the screen: they are nowhere else."""
        self._pane.show_in_fields(self.view is not None and self.view.in_fields)
        self._on_not_saved(error)

    def _hide_sealed(self) -> None:
        self._dirty, self.view = False, None
        self._pane.show_sealed()
        self.shown.emit(self.code)
        QTimer.singleShot(0, self, self._read_again)

    def _read_again(self) -> None:
        if self._desk.is_open and self.view is None and self.code:
            self._read(self.code)
        elif self._desk.is_open and self.view is not None:
            # What was typed over placeholders is stored first: then it has its sealed words again.
            self.after_saving(partial(self._on_changed, Changes(records=frozenset({self.code}))))
