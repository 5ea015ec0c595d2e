"""From a found name to the register: a new entry with all its spellings, or one more spelling of an entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import N_, tr
from fieldnotes.model.changes import Changes
from fieldnotes.model.register import EntityType, Entry, Role
from fieldnotes.progress import Watch
from fieldnotes.services import register
from fieldnotes.services.session import Session
from fieldnotes_ui import messages
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.entry import EntryDialog, NewEntry
from fieldnotes_ui.dialogs.spelling import SpellingDialog
from fieldnotes_ui.models.review import ReviewItem
from fieldnotes_ui.pages.redact.taken import Sitting, Taken
from fieldnotes_ui.picking import offer_names
from fieldnotes_ui.widgets.register_words import kind_of

_BY_HAND = N_("{code} stands in the register now. Whoever does not belong there is taken out on its page.")


class Registering(QObject):
    """What was added is found in every text from then on: the page reads again by itself."""

    def __init__(self, page: QWidget, desk: Desk, clipboard: Clipboard, sitting: Sitting) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._clipboard = clipboard
        self._sitting = sitting

    def ask(self, item: ReviewItem) -> None:
        """Ask whose name it is; the register is read first."""
        spellings = item.spellings or (item.title,)
        self._desk.ask(
            self._page, lambda session, _: register.entries(session), lambda found: self._choose(item, spellings, found)
        )

    def _choose(self, item: ReviewItem, spellings: Sequence[str], entries: Sequence[Entry]) -> None:
        pairs = [(one.code, kind_of(one)) for one in entries]
        dialog = SpellingDialog(pairs, item.identity.split(",")[0], spellings, self._page)
        offer_names(self._desk, self._page, dialog)
        dialog.new_wanted.connect(lambda words: self._new(item, words))
        dialog.known_wanted.connect(lambda code, words: self._add_spellings(dialog, item, code, words))
        dialog.open()

    def _new(self, item: ReviewItem, spellings: Sequence[str]) -> None:
        dialog = EntryDialog(EntityType.PERSON, self._page)
        dialog.name.setText(spellings[0])
        dialog.aliases.setPlainText("\n".join(spellings[1:]))
        dialog.copy_wanted.connect(self._clipboard.copy)
        dialog.role.setCurrentIndex(dialog.role.findData(Role.OTHER))

        def store(typed: NewEntry) -> None:
            self._desk.keep(self._page, lambda session, _: _add(session, typed), done, failed=failed)

        def done(entry: Entry) -> None:
            self._sitting.push(Taken(item.key, None, tr(_BY_HAND, code=entry.code)))
            self._desk.tell(Changes(entries=frozenset({entry.code})))
            if isValid(dialog):
                dialog.accept()

        def failed(error: FieldNotesError) -> None:
            if isValid(dialog):
                dialog.show_error(messages.words(error))
            else:
                self._desk.failed.emit(error)

        dialog.submitted.connect(store)
        dialog.open()

    def _add_spellings(self, dialog: SpellingDialog, item: ReviewItem, code: str, spellings: Sequence[str]) -> None:
        before: list[Entry] = []

        def work(session: Session, _: Watch) -> Changes:
            entry = register.entry(session, code)
            before.append(entry)
            assert entry.identity is not None  # the page is shown only while the names are open
            aliases = tuple(dict.fromkeys((*entry.identity.aliases, *spellings)))
            return register.change_entry(session, code, identity=replace(entry.identity, aliases=aliases))

        def undo(session: Session) -> Changes:
            return register.change_entry(session, code, identity=before[0].identity)

        def done(_: Changes) -> None:
            self._sitting.push(Taken(item.key, undo))
            if isValid(dialog):
                dialog.accept()

        def failed(error: FieldNotesError) -> None:
            if isValid(dialog):
                dialog.show_problem(messages.words(error))
            else:
                self._desk.failed.emit(error)

        self._desk.keep(self._page, work, done, failed=failed)


def _add(session: Session, typed: NewEntry) -> Entry:
    return register.add_entry(
        session, name=typed.name, aliases=typed.aliases, type=typed.type, role=typed.role, level=typed.level
    )
