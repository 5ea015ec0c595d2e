"""Whose real name was brought onto the screen is written to the ledger: once for each opening of the compartment."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from fieldnotes.model.register import Entry
from fieldnotes.progress import Watch
from fieldnotes.services import sealed
from fieldnotes.services.session import Session
from fieldnotes_ui.desk import Desk

_ALL = "*"


class Revealing(QObject):
    """To be told of every entry that is shown."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._told: set[str] = set()
        desk.sealed_changed.connect(self._forget)

    @Slot()
    def _forget(self) -> None:
        self._told.clear()

    def all_shown(self) -> None:
        """Every name is brought onto the screen at once."""
        if self._desk.sealed_open and _ALL not in self._told:
            self._told.add(_ALL)
            self._desk.keep(self._page, _note_all, failed=lambda _: self._told.discard(_ALL))

    def shown(self, entry: Entry) -> None:
        """An entry is in front; where its name is readable, that is noted."""
        code = entry.code
        if entry.identity is None or code in self._told or not self._desk.sealed_open:
            return
        self._told.add(code)

        def note(session: Session, watch: Watch) -> None:
            del watch
            sealed.reveal(session, code)  # the name itself is not wanted here

        # A refusal means that the compartment closed meanwhile: then the name is off the screen already.
        self._desk.keep(self._page, note, failed=lambda _: self._told.discard(code))


def _note_all(session: Session, watch: Watch) -> None:
    del watch
    sealed.reveal_all(session)
