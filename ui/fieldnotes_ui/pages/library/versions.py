"""What the open record said before: asks the vault for its versions and what was chosen about them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.errors import FieldNotesError, SealedClosed
from fieldnotes.i18n import N_, tr
from fieldnotes.progress import Watch
from fieldnotes.services import history
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.history import HistoryDialog, SealVersionDialog

_WENT_BACK = N_("Version {version} of {code} is the newest again. What came after it is kept.")
_SEALED = N_("Version {version} of {code} is sealed. It can no longer be changed unnoticed.")


class Versions(QObject):
    """`unseal_wanted` asks for the sealed compartment, where some version lies in it."""

    unseal_wanted = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._asked = Watch()
        desk.sealed_changed.connect(self._on_sealed_changed)

    def show(self, code: str, *, first: int = 0) -> None:
        """Open the versions of a record whose typing is stored; `first` is the one to be looked at."""
        dialog = HistoryDialog(code, self._page, first=first)
        dialog.wanted.connect(partial(self._compare, dialog))
        dialog.back_wanted.connect(partial(self._go_back, dialog))
        dialog.seal_wanted.connect(partial(self._ask_to_seal, dialog))
        dialog.unseal_wanted.connect(self.unseal_wanted)
        self._read(dialog)
        dialog.open()

    def _read(self, dialog: HistoryDialog) -> None:
        code = dialog.code
        self._desk.ask(dialog, lambda session, _: history.versions(session, code), dialog.show_versions)

    def _compare(self, dialog: HistoryDialog, older: int, newer: int) -> None:
        code = dialog.code

        def failed(error: FieldNotesError) -> None:
            if isinstance(error, SealedClosed):
                dialog.show_closed()
            else:
                self._desk.failed.emit(error)

        self._asked.cancel()
        self._asked = self._desk.ask(
            dialog,
            lambda session, _: history.difference(session, code, older, newer),
            dialog.show_difference,
            failed=failed,
        ).watch

    def _go_back(self, dialog: HistoryDialog, version: int) -> None:
        code = dialog.code

        def gone(_: object) -> None:
            self._desk.notice.emit(tr(_WENT_BACK, version=version, code=code))
            dialog.accept()

        self._desk.ask(dialog, lambda session, _: history.go_back(session, code, version), gone)

    def _ask_to_seal(self, dialog: HistoryDialog, version: int) -> None:
        sure = SealVersionDialog(dialog.code, version, dialog)
        sure.accepted.connect(partial(self._seal, dialog, version))
        sure.open()

    def _seal(self, dialog: HistoryDialog, version: int) -> None:
        code = dialog.code

        def sealed(_: object) -> None:
            self._desk.notice.emit(tr(_SEALED, version=version, code=code))
            self._read(dialog)

        self._desk.ask(dialog, lambda session, _: history.seal(session, code), sealed)

    def _on_sealed_changed(self, is_open: bool) -> None:
        """Versions that were open only because of the compartment go from the screen with it."""
        for dialog in self._page.findChildren(HistoryDialog):
            if not is_open:
                dialog.compare.forget()
            QTimer.singleShot(0, dialog, partial(self._read_again, dialog))  # after the keys are gone

    def _read_again(self, dialog: HistoryDialog) -> None:
        if self._desk.is_open:
            self._read(dialog)
