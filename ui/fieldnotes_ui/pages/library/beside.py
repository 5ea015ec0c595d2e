"""The record beside the open one: read from the vault, read again when it changes, gone when it may not be seen."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.errors import FieldNotesError, NoSuchRecord, SealedClosed
from fieldnotes.i18n import N_, tr
from fieldnotes.model.changes import Changes
from fieldnotes.services import find
from fieldnotes.services.views import RecordView
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.widgets.beside_pane import BesidePane

_NO_COPY = N_("Open the record to copy from it: there its level decides whether that is allowed.")


class Beside(QObject):
    """Which record it is lives in memory alone, and goes with the page at a lock. `shown` follows when it is there."""

    shown = Signal()

    def __init__(self, desk: Desk, page: QWidget, pane: BesidePane) -> None:
        super().__init__(page)
        self._desk, self._page, self.pane = desk, page, pane
        self._asked = 0
        desk.changed.connect(self._on_changed)
        desk.sealed_changed.connect(self._on_sealed_changed)
        desk.closing.connect(pane.close_pane)
        pane.copy_wanted.connect(lambda _: desk.notice.emit(tr(_NO_COPY)))

    def show(self, code: str) -> None:
        """Read a record into the pane."""
        if not code or not self._desk.is_open:
            return
        self._asked += 1
        asked = self._asked
        self._desk.ask(
            self._page,
            lambda session, _: find.record(session, code, look=False),
            lambda view: self._on_read(asked, view),
            failed=lambda error: self._on_unreadable(asked, code, error),
        )

    def _on_read(self, asked: int, view: RecordView) -> None:
        if asked == self._asked:
            self.pane.show_record(view)
            self.shown.emit()

    def _on_unreadable(self, asked: int, code: str, error: FieldNotesError) -> None:
        if asked != self._asked:
            return
        if isinstance(error, SealedClosed):
            self.pane.show_sealed(code)
            self.shown.emit()
        elif isinstance(error, NoSuchRecord):
            self.pane.close_pane()
        else:
            self._desk.failed.emit(error)

    def _on_changed(self, changes: Changes) -> None:
        if self.pane.code and (self.pane.code in changes.records or changes.cases):
            self.show(self.pane.code)

    def _on_sealed_changed(self, is_open: bool) -> None:
        if not self.pane.code:
            return
        if not is_open:
            self.pane.show_sealed(self.pane.code)  # at once: its words, or some of them, may be sealed ones
        QTimer.singleShot(0, self, self._read_again)

    def _read_again(self) -> None:
        self.show(self.pane.code)
