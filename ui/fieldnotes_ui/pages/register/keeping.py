"""Writing from the register page: said while it happens, and never lost to a lock."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.errors import FieldNotesError, ReasonNeeded
from fieldnotes.i18n import N_, tr
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.services import write
from fieldnotes.services.session import Session
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.entry import LowerDialog

_SAVED = N_("Saved {code}")
_SAVING = N_("Saving…")
_NOT_SAVED = N_("Not saved. {words}")


class Keeping(QObject):
    """`status` tells what happens, `refused` that the page should show again what the vault holds."""

    status = Signal(str, str)
    refused = Signal()

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk

    def keep(
        self,
        code: str,
        work: Callable[[Session], Changes],
        *,
        failed: Callable[[FieldNotesError], None] | None = None,
    ) -> None:
        """Write something about the entry `code`; without an open vault there is nothing to write to."""
        if not self._desk.is_open:
            return
        self.status.emit("busy", tr(_SAVING))
        self._desk.keep(
            self._page, lambda session, _: work(session), partial(self._saved, code), failed=failed or self.not_saved
        )

    def not_saved(self, error: FieldNotesError) -> None:
        self.status.emit("warn", tr(_NOT_SAVED, words=error.sentence_text()))
        self._desk.failed.emit(error)
        self.refused.emit()

    def change_level(self, code: str, old: Level, new: Level) -> None:
        """Move an entry to another level. Where the vault wants a reason for it, ask for one."""

        def refused(error: FieldNotesError) -> None:
            if not isinstance(error, ReasonNeeded):
                self.not_saved(error)
                return
            self.status.emit("ok", "")
            dialog = LowerDialog(code, old, new, self._page, asks_two=self._desk.limits.two_to_lower)

            def lower(why: str) -> None:
                second = dialog.second.text()
                self.keep(code, lambda session: write.set_level(session, code, new, reason=why, second=second))

            dialog.submitted.connect(lower)
            dialog.open()

        self.keep(code, lambda session: write.set_level(session, code, new), failed=refused)

    def _saved(self, code: str, changes: Changes) -> None:
        del changes  # the desk announces them
        self.status.emit("ok", tr(_SAVED, code=code))
