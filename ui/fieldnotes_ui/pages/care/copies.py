"""Backups from the window: made, tested as after a loss, restored to a new place, made by themselves."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.progress import Watch
from fieldnotes.services import backup, backup_schedule
from fieldnotes.services.backup import BackupView, Made, Proved
from fieldnotes.services.backup_schedule import Schedule
from fieldnotes.services.care import Care
from fieldnotes.services.session import Session
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.backup_make import MakeBackupDialog
from fieldnotes_ui.dialogs.backup_open import OpenBackupDialog, OpeningWanted
from fieldnotes_ui.dialogs.backup_schedule import ScheduleDialog, ScheduleWanted
from fieldnotes_ui.pages.care import running

_EVERY_DAYS, _KEEP = 7, 4
_TESTED = N_("This backup would save you: it was opened with what you typed.")
_RESTORED = N_("The vault {name} was made and read whole before it got its name.")
_LOCK_FIRST = N_("Lock this vault and choose the other one to work in it.")
_SET, _ENDED = N_("Backups will be offered when they are due."), N_("No backup is made by itself any more.")
_SAME_NAME = N_("{name}-restored")


class Copies(QObject):
    """`changed` asks the page to look at the vault anew."""

    changed = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._schedule: Schedule | None = None
        self._last: BackupView | None = None

    def show(self, care: Care) -> None:
        self._schedule, self._last = care.schedule, care.last

    def make(self) -> None:
        folder = self._schedule.folder if self._schedule is not None else None
        if folder is None and self._last is not None:
            folder = Path(self._last.folder)
        dialog = MakeBackupDialog(folder, self._page)
        dialog.asked.connect(lambda line: running.choose_folder(dialog, line))
        scheduled = self._schedule

        def work(session: Session, watch: Watch, chosen: Path) -> Made:
            if scheduled is not None and chosen == scheduled.folder:
                return backup_schedule.make_scheduled(session, watch=watch)
            return backup.make(session, chosen, watch=watch)

        def made(done: Made) -> None:
            dialog.show_made(done)
            self.changed.emit()

        dialog.wanted.connect(
            lambda chosen: running.ask(self._desk, dialog, lambda session, watch: work(session, watch, chosen), made)
        )
        dialog.open()

    def test(self, view: BackupView | None = None, *, key_file: bool = False) -> None:
        path = backup.path_of(view) if view is not None else None
        dialog = OpenBackupDialog(self._page, restores=False, backup=path, key_file=key_file)
        self._let_choose(dialog)

        def work(session: Session, watch: Watch, wanted: OpeningWanted) -> Proved:
            proved = backup.drill(wanted.backup, wanted.by, sealed=wanted.sealed, watch=watch)
            if view is not None and wanted.backup == path:
                backup.note_drill(session, view.id, proved)
            return proved

        def tested(proved: Proved) -> None:
            dialog.show_done(tr(_TESTED), proved.sentences)
            self.changed.emit()

        dialog.wanted.connect(
            lambda wanted: running.ask(self._desk, dialog, lambda session, watch: work(session, watch, wanted), tested)
        )
        dialog.open()

    def restore(self, view: BackupView | None = None, *, key_file: bool = False) -> None:
        path = backup.path_of(view) if view is not None else None
        name = tr(_SAME_NAME, name=self._desk.name)
        dialog = OpenBackupDialog(self._page, restores=True, backup=path, name=name, key_file=key_file)
        self._let_choose(dialog)

        def restored(outcome: tuple[Path, Proved]) -> None:
            place, proved = outcome
            dialog.show_done(tr(_RESTORED, name=place.stem), (*proved.sentences, tr(_LOCK_FIRST)))

        def start(wanted: OpeningWanted) -> None:
            target = wanted.target
            if target is not None:
                running.free(
                    self._desk,
                    dialog,
                    lambda watch: backup.restore(wanted.backup, target, wanted.by, sealed=wanted.sealed, watch=watch),
                    restored,
                )

        dialog.wanted.connect(start)
        dialog.open()

    def choose_schedule(self) -> None:
        now = self._schedule
        folder = now.folder if now is not None else Path(self._last.folder) if self._last is not None else None
        days, keep = (now.every_days, now.keep) if now is not None else (_EVERY_DAYS, _KEEP)
        dialog = ScheduleDialog(folder, days, keep, self._page)
        dialog.end.setVisible(now is not None)
        dialog.asked.connect(lambda line: running.choose_folder(dialog, line))

        def start(wanted: ScheduleWanted) -> None:
            def chosen(hints: tuple[str, ...]) -> None:
                dialog.show_done(tr(_ENDED if wanted.folder is None else _SET), (), hints)
                self.changed.emit()

            running.ask(
                self._desk,
                dialog,
                lambda session, _: backup_schedule.set_schedule(
                    session, wanted.folder, every_days=wanted.every_days, keep=wanted.keep
                ),
                chosen,
            )

        dialog.wanted.connect(start)
        dialog.open()

    def _let_choose(self, dialog: OpenBackupDialog) -> None:
        dialog.asked.connect(lambda line: running.choose_file(dialog, line))
        dialog.folder_asked.connect(lambda line: running.choose_folder(dialog, line))
