"""Write what is sealed while its key is away: kept as it is typed, sealed whole, and then read by nobody here."""

from __future__ import annotations

import secrets
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import N_, tr
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Draft, Row
from fieldnotes.services import write
from fieldnotes.services.session import Session
from fieldnotes_ui import messages
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.new_record import NewRecord
from fieldnotes_ui.dialogs.travel_note import WriteOnlyDialog
from fieldnotes_ui.pages.library.keeping import BEHIND_MS

_SEALED = N_("{code} is sealed. It can be read again when you are back.")
_ID_BYTES = 16


class Sealing(QObject):
    """`sealed` is the code of a note that was sealed."""

    sealed = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page

    def write(self, new: NewRecord) -> None:
        """Ask for the text of a note that cannot be read again once it is stored."""
        dialog = WriteOnlyDialog(self._page, title=new.card.title)
        _Note(self._desk, dialog, new, self)
        dialog.open()


class _Note(QObject):
    """One note while its dialog is open. What a crash interrupts lies in the vault as a sealed draft."""

    def __init__(self, desk: Desk, dialog: WriteOnlyDialog, new: NewRecord, sealing: Sealing) -> None:
        super().__init__(dialog)
        self._desk, self._dialog, self._new, self._sealing = desk, dialog, new, sealing
        self._draft = secrets.token_hex(_ID_BYTES)
        self._is_being_sealed = False
        self._behind = QTimer(self, singleShot=True, interval=BEHIND_MS)
        self._behind.timeout.connect(self._keep)
        dialog.typed.connect(self._on_typed)
        dialog.wanted.connect(self._seal)
        dialog.discarded.connect(self._discard)
        desk.closing.connect(self._on_closing)

    def _on_typed(self) -> None:
        if not self._behind.isActive():
            self._behind.start()

    def _keep(self) -> None:
        if self._dialog.is_empty():
            return
        title, text = self._dialog.words()
        new = self._new
        draft = Draft(self._draft, "", new.case, new.kind, Level.SEALED, title, Body.of(text))
        self._desk.keep(self._dialog, lambda session, _: write.autosave(session, draft))

    def _seal(self) -> None:
        self._behind.stop()
        self._is_being_sealed = True
        note, draft = self._as_typed(), self._draft
        self._desk.keep(
            self._dialog, lambda session, _: _sealed(session, *note, draft), self._on_sealed, failed=self._on_not_sealed
        )

    def _on_not_sealed(self, error: FieldNotesError) -> None:
        self._is_being_sealed = False
        self._dialog.show_failed(messages.words(error))
        self._behind.start()

    def _on_sealed(self, row: Row) -> None:
        self._dialog.accept()
        self._desk.notice.emit(tr(_SEALED, code=row.code))
        self._desk.tell(Changes(records=frozenset({row.code}), cases=frozenset({row.case})))
        self._sealing.sealed.emit(row.code)

    def _discard(self) -> None:
        self._behind.stop()
        draft = self._draft
        if self._desk.is_open:
            self._desk.keep(self._sealing, lambda session, _: write.drop_draft(session, draft))

    def _on_closing(self) -> None:
        """A lock: what was typed is sealed as a note, because nothing here could bring a draft back to be finished."""
        self._behind.stop()
        if not self._dialog.is_empty() and not self._is_being_sealed:
            note, draft = self._as_typed(), self._draft
            self._desk.keep(self._sealing, lambda session, _: _sealed(session, *note, draft))

    def _as_typed(self) -> tuple[NewRecord, Body]:
        title, text = self._dialog.words()
        return replace(self._new, card=replace(self._new.card, title=title)), Body.of(text)


def _sealed(session: Session, new: NewRecord, body: Body, draft: str) -> Row:
    row = write.new_record(session, new.case, kind=new.kind, level=Level.SEALED, card=new.card, body=body)
    write.drop_draft(session, draft)
    return row
