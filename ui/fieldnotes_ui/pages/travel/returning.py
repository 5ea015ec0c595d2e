"""The way back, and what the keeper of somebody's package does."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.errors import FieldNotesError
from fieldnotes.services import travel
from fieldnotes.services.travel import Opening
from fieldnotes_ui import messages
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.travel_keeper import CheckPackageDialog
from fieldnotes_ui.dialogs.travel_return import BackDialog, ReturnDialog, ReturnWanted
from fieldnotes_ui.pages.travel import asking
from fieldnotes_ui.pages.travel.asking import Return
from fieldnotes_ui.pages.travel.choosing import choose_file, choose_folder


class Returning(QObject):
    """`returned`: everything is back."""

    returned = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page

    def ask(self, *, keeper: bool) -> None:
        """Ask for the package and what opens it."""
        dialog = ReturnDialog(self._page, keeper=keeper)
        dialog.asked.connect(lambda line: choose_file(dialog, line))
        dialog.folder_asked.connect(lambda line: choose_folder(dialog, line))
        dialog.wanted.connect(lambda wanted: self._bring_back(dialog, wanted))
        dialog.open()

    def _bring_back(self, dialog: ReturnDialog, wanted: ReturnWanted) -> None:
        def done(outcome: Return) -> None:
            dialog.finish()
            self._desk.look_at_sealed()
            self._desk.tell(outcome.changes)
            self.returned.emit()
            BackDialog(outcome.back, self._page, unfinished=outcome.unfinished).open()

        def failed(error: FieldNotesError) -> None:
            dialog.show_failed(messages.words(error))

        job = self._desk.ask(
            dialog, lambda session, watch: asking.bring_back(session, watch, wanted), done, failed=failed
        )
        job.progressed.connect(dialog.show_step)
        job.cancelled.connect(dialog.finish)
        dialog.stopped.connect(job.watch.cancel)

    def check_kept(self) -> None:
        """For a keeper: open somebody's package and show the words that prove it."""
        dialog = CheckPackageDialog(self._page)
        dialog.asked.connect(lambda line: choose_file(dialog, line))
        dialog.wanted.connect(lambda path, opening: self._check(dialog, path, opening))
        dialog.open()

    def _check(self, dialog: CheckPackageDialog, path: Path, opening: Opening) -> None:
        self._desk.free(
            dialog,
            lambda watch: travel.check_package(path, opening, watch=watch),
            dialog.show_checked,
            failed=lambda error: dialog.show_failed(messages.words(error)),
        )
