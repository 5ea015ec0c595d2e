"""What needs real names: opening the sealed compartment, new entries, relations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from fieldnotes.errors import FieldNotesError
from fieldnotes.model.register import EntityType, Entry, Relation
from fieldnotes.services import register
from fieldnotes.services.session import Session
from fieldnotes_ui import messages
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.entry import EntryDialog, NewEntry
from fieldnotes_ui.dialogs.relation import RelationDialog
from fieldnotes_ui.dialogs.reveal import RevealDialog
from fieldnotes_ui.pages.register.keeping import Keeping
from fieldnotes_ui.picking import offer_names


class Naming(QObject):
    """`added` carries the code of an entry that was registered."""

    added = Signal(str)

    def __init__(self, page: QWidget, desk: Desk, clipboard: Clipboard, keeping: Keeping) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._clipboard = clipboard
        self._keeping = keeping

    def with_names(self, then: Callable[[], None]) -> None:
        """Do something that needs real names, asking for the passphrase first where they are closed."""
        if self._desk.sealed_open:
            then()
            return
        dialog = RevealDialog(self._page)

        def opened() -> None:
            if isValid(dialog):
                dialog.accept()
                then()

        def refused(error: FieldNotesError) -> None:
            if isValid(dialog):
                dialog.show_error(error.sentence_text())

        dialog.submitted.connect(lambda typed: self._desk.open_sealed(self._page, typed, opened, refused))
        dialog.open()

    def ask_for_entry(self, type: EntityType) -> None:  # noqa: A002 - the domain's word
        self.with_names(partial(self._open_entry_dialog, type))

    def relate(self, code: str, others: Sequence[Entry]) -> None:
        """Ask how `code` belongs together with one of the others."""
        dialog = RelationDialog(code, others, self._page)
        offer_names(self._desk, self._page, dialog)

        def submitted(made: Relation) -> None:
            self._keeping.keep(code, lambda session: register.relate(session, made.a, made.b, made.kind))
            dialog.accept()

        dialog.submitted.connect(submitted)
        dialog.open()

    def put_away(self) -> None:
        """Close every dialog that shows names. A name typed for a new entry is registered rather than lost."""
        for dialog in self._page.findChildren(QDialog):
            if not isinstance(dialog, EntryDialog | RelationDialog) or not dialog.isVisible():
                continue
            if isinstance(dialog, EntryDialog) and dialog.add_button.isEnabled() and self._desk.is_open:
                self._add(dialog, dialog.typed())
            dialog.done(0)

    def _open_entry_dialog(self, type: EntityType) -> None:  # noqa: A002 - the domain's word
        dialog = EntryDialog(type, self._page)
        dialog.submitted.connect(partial(self._add, dialog))
        dialog.copy_wanted.connect(self._clipboard.copy)
        dialog.open()

    def _add(self, dialog: EntryDialog, new: NewEntry) -> None:
        def added(entry: Entry) -> None:
            if isValid(dialog):
                dialog.accept()
            self.added.emit(entry.code)

        def refused(error: FieldNotesError) -> None:
            if isValid(dialog) and dialog.isVisible():
                dialog.show_error(messages.words(error))
            else:
                self._keeping.not_saved(error)

        self._desk.keep(self._page, lambda session, _: _registered(session, new), added, failed=refused)


def _registered(session: Session, new: NewEntry) -> Entry:
    return register.add_entry(session, identity=new.identity, type=new.type, role=new.role, level=new.level)
