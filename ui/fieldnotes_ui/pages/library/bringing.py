"""New things: a case, a record, files from outside, another card, another level."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import N_, tr
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Case, Row
from fieldnotes.model.register import EntityType
from fieldnotes.progress import Watch
from fieldnotes.services import find, ingest, register, sealed, write
from fieldnotes.services.session import Session
from fieldnotes.services.views import Imported
from fieldnotes_ui import messages
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.importing import ImportDialog, ImportWanted, imported_words
from fieldnotes_ui.dialogs.new_case import NewCaseDialog
from fieldnotes_ui.dialogs.new_record import CardForm, NewRecord, NewRecordDialog
from fieldnotes_ui.pages.library.offering import ROLES
from fieldnotes_ui.picking import offer_names
from fieldnotes_ui.widgets.choose import forget_dialog_history

_CHOOSE = N_("Choose files to import")
_KINDS = N_("Texts (*.txt *.md *.markdown *.docx)")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the forms offer: (code, words) of cases and of people."""

    cases: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str], ...]


class Bringing(QObject):
    """`made_record` is a new record's code, `made_case` a new case's.

    `sealed_wanted` is a NewRecord that nobody can read here once it is stored: its text has to be asked for first.
    """

    made_record = Signal(str)
    made_case = Signal(str)
    sealed_wanted = Signal(object)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        desk.sealed_changed.connect(self._on_sealed_changed)

    def _on_sealed_changed(self, is_open: bool) -> None:
        """Forms that offer sources by name go when names do; an import that runs goes on."""
        if is_open:
            return
        for form in self._page.findChildren(CardForm):
            form.done(0)
        for importing in self._page.findChildren(ImportDialog):
            if not importing.is_running:
                importing.done(0)

    def choices(self, then: Callable[[Choices], None]) -> None:
        self._desk.ask(self._page, _choices, then)

    # --- case and record --------------------------------------------------------------------------------------------

    def new_case(self, *, then: Callable[[], None] | None = None) -> None:
        dialog = NewCaseDialog(self._page)

        def add(title: str, floor: Level) -> None:
            def made(case: Case) -> None:
                self._desk.tell(Changes(cases=frozenset({case.code})))
                self.made_case.emit(case.code)
                if then is not None:
                    then()

            self._desk.ask(self._page, lambda session, _: write.add_case(session, title, floor=floor), made)

        dialog.wanted.connect(add)
        dialog.open()

    def new_record(self, case: str) -> None:
        def ask(choices: Choices) -> None:
            if not choices.cases:
                self.new_case(then=lambda: self.new_record(""))
                return
            dialog = NewRecordDialog(choices.cases, choices.sources, self._page, case=case)
            offer_names(self._desk, self._page, dialog)
            dialog.wanted.connect(self._add_record)
            dialog.open()

        self.choices(ask)

    def _add_record(self, new: NewRecord) -> None:
        def made(row: Row | None) -> None:
            if row is None:
                self.sealed_wanted.emit(new)
                return
            self._desk.tell(Changes(records=frozenset({row.code}), cases=frozenset({row.case})))
            self.made_record.emit(row.code)

        self._desk.ask(self._page, lambda session, _: _begun(session, new), made)

    # --- files ------------------------------------------------------------------------------------------------------

    def choose_files(self, case: str) -> None:
        dialog = QFileDialog(self._page, tr(_CHOOSE))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)  # the system's remembers where it was
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(tr(_KINDS))
        dialog.filesSelected.connect(lambda names: self.import_files([Path(name) for name in names], case))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # Not `finished`: Qt writes the history when the dialog is destroyed.
        dialog.destroyed.connect(forget_dialog_history)
        dialog.open()

    def import_files(self, paths: Sequence[Path], case: str) -> None:
        """Ask what the files are, then read them."""
        if not paths:
            return

        def ask(choices: Choices) -> None:
            if not choices.cases:
                self.new_case(then=lambda: self.import_files(paths, ""))
                return
            dialog = ImportDialog(paths, choices.cases, choices.sources, self._page, case=case)
            offer_names(self._desk, self._page, dialog)
            dialog.wanted.connect(lambda wanted: self._import(dialog, wanted))
            dialog.open()

        self.choices(ask)

    def _import(self, dialog: ImportDialog, wanted: ImportWanted) -> None:
        def read(session: Session, watch: Watch) -> list[Imported]:
            return ingest.import_files(
                session,
                wanted.paths,
                case=wanted.case,
                kind=wanted.kind,
                level=wanted.level,
                language=wanted.language,
                source=wanted.source,
                watch=watch,
            )

        def done(imported: list[Imported]) -> None:
            dialog.finish()
            codes = frozenset(one.code for one in imported)
            self._desk.tell(Changes(records=codes, cases=frozenset({wanted.case})))
            self._desk.notice.emit(imported_words(imported))
            if len(imported) == 1:
                self.made_record.emit(imported[0].code)

        def failed(error: FieldNotesError) -> None:
            dialog.failed(messages.words(error))

        job = self._desk.ask(dialog, read, done, failed=failed)
        job.progressed.connect(dialog.show_step)
        job.cancelled.connect(dialog.finish)
        dialog.stopped.connect(job.watch.cancel)


def _choices(session: Session, watch: Watch) -> Choices:
    del watch
    cases = tuple((case.code, case.title) for case in find.cases(session))
    people = [entry for entry in register.entries(session) if entry.type is EntityType.PERSON]
    return Choices(cases, tuple((entry.code, tr(ROLES[entry.role])) for entry in people))


def _begun(session: Session, new: NewRecord) -> Row | None:
    """An empty record to be written in; None where it would be SEALED and could never be opened again here."""
    floor = next((case.floor for case in find.cases(session) if case.code == new.case), new.level)
    if find.stricter(new.level, floor) is Level.SEALED and not sealed.state(session).is_here:
        return None
    return write.new_record(session, new.case, kind=new.kind, level=new.level, card=new.card, body=Body.of(""))
