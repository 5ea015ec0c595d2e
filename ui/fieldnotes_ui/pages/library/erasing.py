"""The recycle bin and what goes for good: asks the vault, says truthfully what became of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import N_, tr
from fieldnotes.model.changes import Changes
from fieldnotes.progress import Watch
from fieldnotes.services import backup, erase, find
from fieldnotes.services.backup import BackupView, State
from fieldnotes.services.erase import Gone
from fieldnotes.services.session import Session
from fieldnotes_ui import messages
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.erase import Binned, GoneDialog, PurgeDialog, RecycleBinDialog

_RECYCLED = N_("{code} is in the recycle bin. It can be restored from there.")
_RESTORED = N_("{code} is back in its case.")


class Erasing(QObject):
    """`recycled` says that a record has left for the bin: whoever shows it has to let go of it."""

    recycled = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page

    def recycle(self, code: str) -> None:
        """Move a record to the bin."""

        def done(_: Changes) -> None:
            self.recycled.emit(code)
            self._desk.notice.emit(tr(_RECYCLED, code=code))

        self._desk.ask(self._page, lambda session, _: erase.recycle(session, code), done)

    def show_bin(self) -> None:
        dialog = RecycleBinDialog(self._page)
        dialog.restore_wanted.connect(partial(self._restore, dialog))
        dialog.purge_wanted.connect(partial(self._look_for_backups, dialog))
        self._read(dialog)
        dialog.open()

    def _read(self, dialog: RecycleBinDialog) -> None:
        self._desk.ask(dialog, _binned, dialog.show_binned)

    def _restore(self, dialog: RecycleBinDialog, code: str) -> None:
        def done(_: Changes) -> None:
            self._desk.notice.emit(tr(_RESTORED, code=code))
            self._read(dialog)

        self._desk.ask(dialog, lambda session, _: erase.restore(session, code), done)

    # --- for good ---------------------------------------------------------------------------------------------------

    def _look_for_backups(self, dialog: RecycleBinDialog, codes: list[str]) -> None:
        self._desk.ask(dialog, _backups_that_are_there, lambda held: self._ask_to_purge(dialog, codes, held))

    def _ask_to_purge(self, dialog: RecycleBinDialog, codes: list[str], held: list[BackupView]) -> None:
        sure = PurgeDialog(codes, held, dialog)
        sure.wanted.connect(partial(self._purge, dialog, sure, codes))
        sure.open()

    def _purge(self, dialog: RecycleBinDialog, sure: PurgeDialog, codes: list[str], reason: str) -> None:
        def done(gone: Gone) -> None:
            sure.finish()
            self._desk.tell(Changes(records=frozenset(codes)))
            self._read(dialog)
            GoneDialog(gone, dialog).open()

        def failed(error: FieldNotesError) -> None:
            sure.show_failed(messages.words(error))

        job = self._desk.ask(
            sure, lambda session, watch: erase.purge(session, codes, reason=reason, watch=watch), done, failed=failed
        )
        job.progressed.connect(sure.show_step)
        job.cancelled.connect(sure.finish)
        sure.stopped.connect(job.watch.cancel)


def _binned(session: Session, watch: Watch) -> list[Binned]:
    del watch
    since = erase.recycled(session)
    found = [Binned(view, since[view.row.code]) for view in find.recycled(session) if view.row.code in since]
    return sorted(found, key=lambda one: one.since, reverse=True)


def _backups_that_are_there(session: Session, watch: Watch) -> list[BackupView]:
    del watch
    return [view for view in backup.backups(session) if view.state is not State.REMOVED]
