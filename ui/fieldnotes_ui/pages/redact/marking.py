"""Details that could identify somebody: marked as passages, with the wording that others read, and unmarked again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import N_, tr
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.record import Record
from fieldnotes.model.redaction import ReasonCode
from fieldnotes.progress import Watch
from fieldnotes.services import find, write
from fieldnotes.services.session import Session
from fieldnotes.services.views import RecordPreview
from fieldnotes.services.wordings import wordings
from fieldnotes_ui import messages
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.mark_detail import MarkDetailDialog
from fieldnotes_ui.models.review import Spot, State
from fieldnotes_ui.pages.redact.taken import Sitting, Taken

_CHANGED_SINCE = N_("{record} was changed since. Its passages are unmarked in the record itself.")


Failed = Callable[[FieldNotesError], None]


@dataclass(frozen=True, slots=True)
class _Mark:
    """These words of a record, what others read instead, and why."""

    record: str
    quote: str
    words: str
    reason: ReasonCode


class Marking(QObject):
    """`noted` carries the key of an item and its new State; for marks of no item the key is empty."""

    noted = Signal(str, object)

    def __init__(self, page: QWidget, desk: Desk, sitting: Sitting) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._sitting = sitting

    def take_out(self, key: str, record: str, quote: str, reason: ReasonCode) -> None:
        """A neutral mark in its place, at once."""
        self.noted.emit(key, State.STORING)

        def failed(error: FieldNotesError) -> None:
            self.noted.emit(key, State.FAILED)
            self._desk.failed.emit(error)

        self._store(key, _Mark(record, quote, "", reason), lambda: None, failed)

    def ask_wording(self, key: str, record: RecordPreview, spot: Spot, reason: ReasonCode) -> None:
        """What others read instead is chosen or typed first."""
        quote = record.original[spot.start : spot.end]

        def ask(rungs: tuple[str, ...]) -> None:
            dialog = MarkDetailDialog(record.code, quote, self._page, rungs=rungs)

            def done() -> None:
                if isValid(dialog):
                    dialog.accept()

            def failed(error: FieldNotesError) -> None:
                if isValid(dialog):
                    dialog.show_problem(messages.words(error))
                else:
                    self._desk.failed.emit(error)

            dialog.wanted.connect(
                lambda words: self._store(key, _Mark(record.code, quote, words, reason), done, failed)
            )
            dialog.open()

        self._desk.free(self._page, lambda _: wordings(record.original, spot.start, spot.end), ask)

    def _store(self, key: str, mark: _Mark, done: Callable[[], object], failed: Failed) -> None:
        kept: list[Record] = []

        def work(session: Session, _: Watch) -> Changes:
            kept.append(find.record(session, mark.record).record)
            write.mark(
                session,
                mark.record,
                quote=mark.quote,
                level=Level.ANONYMOUS,
                replacement=mark.words,
                reason_code=mark.reason,
            )
            kept.append(find.record(session, mark.record).record)
            return Changes(records=frozenset({mark.record}))

        def stored(_: Changes) -> None:
            way_back = Taken(key, lambda session: _unmark(session, *kept), tr(_CHANGED_SINCE, record=mark.record))
            self._sitting.push(way_back)
            self.noted.emit(key, State.REDACTED)
            done()

        # The page owns the work: what was marked although the dialog was closed must still be told of.
        self._desk.keep(self._page, work, stored, failed=failed)


def _unmark(session: Session, before: Record, after: Record) -> Changes | None:
    """The marks of before; None where somebody has changed the record in between."""
    now = find.record(session, after.code).record
    card = now.row.card
    if now.body != after.body or card is None:
        return None
    return write.save(session, after.code, card=card, body=before.body)
