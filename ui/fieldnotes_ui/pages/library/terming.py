"""Own terms of the vocabulary: shown, and more of them kept."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from fieldnotes.errors import FieldNotesError
from fieldnotes.progress import Watch
from fieldnotes.services import vocabulary
from fieldnotes.services.session import Session
from fieldnotes.services.vocabulary import Term
from fieldnotes_ui import messages
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.terms import TermsDialog


class Terming(QObject):
    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page

    def show(self) -> None:
        """Open the dialog with the own terms of this vault."""
        self._desk.ask(self._page, _own, self._open)

    def _open(self, terms: tuple[Term, ...]) -> None:
        dialog = TermsDialog(terms, self._page)
        dialog.wanted.connect(lambda kind, labels: self._add(dialog, kind, labels))
        dialog.open()

    def _add(self, dialog: TermsDialog, kind: str, labels: dict[str, str]) -> None:
        def work(session: Session, watch: Watch) -> tuple[Term, ...]:
            vocabulary.add(session, kind, labels)
            return _own(session, watch)

        def kept(terms: tuple[Term, ...]) -> None:
            if isValid(dialog):
                dialog.show_terms(terms)

        def refused(error: FieldNotesError) -> None:
            if isValid(dialog):
                dialog.show_problem(messages.words(error))

        self._desk.keep(self._page, work, kept, failed=refused)


def _own(session: Session, watch: Watch) -> tuple[Term, ...]:
    del watch
    return tuple(term for term in vocabulary.of(session).terms() if term.is_own)
