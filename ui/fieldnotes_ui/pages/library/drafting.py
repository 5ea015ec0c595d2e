"""Forms that are open are written down as they grow; what a crash left of one comes back as a form."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import N_, tr
from fieldnotes.model.forms import Sighting
from fieldnotes.services import unfinished
from fieldnotes.services.unfinished import FormDraft
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.form_sheet import FormSheet
from fieldnotes_ui.dialogs.quick_note import QuickNoteDialog
from fieldnotes_ui.pages.library.storing import clock_time, local_time
from fieldnotes_ui.widgets.labels import button
from fieldnotes_ui.widgets.strip import Strip

EVERY_MS = 1500
"""What was typed is looked at so often: writing it down must be over before two seconds are."""
_KEPT, _NOT_KEPT = N_("Draft saved {time}"), N_("Not saved — {sentence}")
_LEFT = N_("A form was open at {time} when the program ended. What was typed is here.")
_LEFT_OF = N_("The fields of {code} were being changed at {time} when the program ended. What was typed is here.")
_LEFT_NOTE = N_("A quick note was being typed at {time} when the program ended. What was typed is here.")
_GO_ON, _THROW = N_("Go on with it"), N_("Throw it away")

Typing = FormSheet | QuickNoteDialog
"""A dialog whose words are written down while it is open."""


class Drafting(QObject):
    """`resumed` carries a FormDraft that somebody wants to go on with."""

    resumed = Signal(object)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._left: tuple[FormDraft, ...] = ()
        self._open: set[str] = set()
        self.strip = Strip("warn")
        self.go_on = self.strip.add_button(button(tr(_GO_ON)))
        self.throw = self.strip.add_button(button(tr(_THROW)))
        self.go_on.clicked.connect(self._resume)
        self.throw.clicked.connect(self._throw_away)
        self.strip.hide()
        desk.sealed_changed.connect(self._on_sealed_changed)
        self.look()

    # --- while a form is open ---------------------------------------------------------------------------------------

    def watch(self, dialog: Typing, draft: FormDraft | None = None) -> None:
        """Write down what is typed until the dialog is gone. `draft` is what it was filled with."""
        draft_id = draft.id if draft is not None else unfinished.new_id()
        dialog.draft_id = draft_id
        self._open.add(draft_id)
        timer = QTimer(dialog, interval=EVERY_MS)
        timer.timeout.connect(partial(self.keep, dialog))
        dialog.finished.connect(timer.stop)
        dialog.finished.connect(lambda _: self._closed(draft_id))
        dialog.thrown.connect(lambda: self._drop(draft_id))
        timer.start()

    def keep(self, dialog: Typing) -> None:
        """Write it down if it is not there yet. What is on its way into the vault is left alone."""
        if not isValid(dialog) or not dialog.main.isEnabled() or not dialog.is_changed or not self._desk.is_open:
            return
        typed = dialog.draft()
        if typed == dialog.written:
            return
        dialog.written = typed
        self._desk.keep(
            dialog,
            lambda session, _: unfinished.keep_draft(session, typed),
            lambda _: dialog.kept.setText(tr(_KEPT, time=clock_time())),
            failed=partial(self._not_kept, dialog),
        )

    def _not_kept(self, dialog: Typing, error: FieldNotesError) -> None:
        if isValid(dialog):
            dialog.written = None
            dialog.kept.setText(tr(_NOT_KEPT, sentence=error.sentence_text()))

    def _closed(self, draft_id: str) -> None:
        self._open.discard(draft_id)
        self.look()

    def _drop(self, draft_id: str) -> None:
        """Thrown away by whoever typed it."""
        if self._desk.is_open:
            self._desk.keep(self._page, lambda session, _: unfinished.drop(session, draft_id))

    # --- what a crash left ------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Find forms that nobody kept or threw away."""
        if self._desk.is_open:
            self._desk.ask(self, lambda session, _: unfinished.drafts(session), self._show, failed=lambda _: None)

    def _show(self, found: tuple[FormDraft, ...]) -> None:
        self._left = tuple(draft for draft in found if draft.id not in self._open)
        if self._left:
            first = self._left[0]
            time = local_time(first.at)
            new = _LEFT_NOTE if isinstance(first.form, Sighting) else _LEFT
            words = tr(_LEFT_OF, code=first.code, time=time) if first.code else tr(new, time=time)
            self.strip.show_message("warn", words)
        self.strip.setVisible(bool(self._left))

    def _on_sealed_changed(self, is_open: bool) -> None:
        if not is_open:
            self._show(tuple(draft for draft in self._left if not draft.is_sealed))
        self.look()

    def _resume(self) -> None:
        if self._left:
            first, self._left = self._left[0], self._left[1:]
            self.strip.hide()
            self.resumed.emit(first)

    def _throw_away(self) -> None:
        if self._left:
            draft_id = self._left[0].id
            self._desk.keep(self, lambda session, _: unfinished.drop(session, draft_id), lambda _: self.look())
