"""Records that are kept in fields: begun and changed in forms, and never lost when a form has to close."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import N_, tr
from fieldnotes.model.changes import Changes
from fieldnotes.model.forms import Evidence, Form, Incident, Publication, Sighting
from fieldnotes.model.level import Level
from fieldnotes.model.record import Row
from fieldnotes.progress import Watch
from fieldnotes.services import evidence, forms, quick, templates, unfinished
from fieldnotes.services.session import Session
from fieldnotes.services.unfinished import FormDraft
from fieldnotes.services.views import RecordView
from fieldnotes_ui import messages
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.evidence import EvidenceDialog, TakeOutDialog
from fieldnotes_ui.dialogs.form_sheet import FormSheet
from fieldnotes_ui.dialogs.incident import IncidentDialog
from fieldnotes_ui.dialogs.publication import PublicationDialog
from fieldnotes_ui.dialogs.quick_note import QuickNoteDialog
from fieldnotes_ui.dialogs.template import FromTemplate, TemplateDialog
from fieldnotes_ui.models.offers import Offers
from fieldnotes_ui.pages.library.drafting import Drafting
from fieldnotes_ui.pages.library.offering import offers
from fieldnotes_ui.picking import offer_names
from fieldnotes_ui.widgets.file_dialogs import ask_to_open, ask_to_save

_CHOOSE, _SAVE_AS = N_("Choose a file to keep as evidence"), N_("Where the copy goes")
_KEPT = N_("{code} is kept in {case}.")
_TAKEN = N_("A copy of {code} was taken out. It is not encrypted there.")
_UNFINISHED = N_("What was typed into the form was kept.")
_COPY_NAME = "evidence"


class Fields(QObject):
    """`made_record` is a new record's code; `case_needed` that there is no case yet."""

    made_record = Signal(str)
    case_needed = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.drafting = Drafting(desk, page)
        self.drafting.resumed.connect(self._resume)
        desk.closing.connect(self._keep_all)
        desk.sealed_changed.connect(self._on_sealed_changed)

    # --- new --------------------------------------------------------------------------------------------------------

    def new_incident(self, case: str) -> None:
        self._with_offers(lambda found: self._open(IncidentDialog(found, self._page, case=case)))

    def new_publication(self, case: str) -> None:
        self._with_offers(lambda found: self._open(PublicationDialog(found, self._page, case=case)))

    def new_evidence(self, case: str) -> None:
        def chosen(path: Path) -> None:
            self._with_offers(lambda found: self._open(EvidenceDialog(found, self._page, path=path, case=case)))

        ask_to_open(self._page, tr(_CHOOSE), chosen)

    def new_from_template(self, case: str) -> None:
        def ask(found: Offers) -> None:
            dialog = TemplateDialog(found.cases, found.people, self._page, case=case)
            offer_names(self._desk, self._page, dialog)
            dialog.wanted.connect(self._use)
            dialog.open()

        self._with_offers(ask)

    def quick_note(self, case: str) -> None:
        """One line into the open case, or the newest one: nobody chooses while being followed."""

        self._desk.ask(
            self._page,
            lambda session, _: case or quick.usual_case(session),
            lambda where: self._open_note(QuickNoteDialog(where, self._page)),
        )

    def _open_note(self, dialog: QuickNoteDialog, draft: FormDraft | None = None) -> None:
        dialog.wanted.connect(lambda: self._keep_line(dialog))
        self.drafting.watch(dialog, draft)
        dialog.open()

    def _keep_line(self, dialog: QuickNoteDialog) -> None:
        def kept(row: Row) -> None:
            self._tell_new(row)
            self._desk.notice.emit(tr(_KEPT, code=row.code, case=row.case))
            if isValid(dialog):
                dialog.accept()

        def refused(error: FieldNotesError) -> None:
            if isValid(dialog):
                dialog.show_problem(messages.words(error))
            else:
                self._desk.failed.emit(error)

        self._desk.keep(self._page, partial(_noted, dialog.draft()), kept, failed=refused)

    def _use(self, new: FromTemplate) -> None:
        def work(session: Session, _: Watch) -> Row:
            return templates.use(session, new.name, new.case, language=new.language, level=new.level, source=new.source)

        def made(row: Row) -> None:
            self._tell_new(row)
            self.made_record.emit(row.code)

        self._desk.ask(self._page, work, made)

    # --- changing ---------------------------------------------------------------------------------------------------

    def change(self, view: RecordView) -> None:
        """Open the fields of a record as they are now."""
        code, language = view.record.code, view.record.row.card.language if view.record.row.card is not None else ""

        def ask(found: tuple[Offers, Form]) -> None:
            dialog = self._filled(*found, code=code)
            if dialog is not None:
                dialog.language.show_code(language)
                dialog.is_sealed = view.effective is Level.SEALED
                self._open(dialog)

        self._desk.ask(self._page, lambda session, watch: (offers(session, watch), forms.read(session, code)[1]), ask)

    def _filled(self, choices: Offers, form: Form, *, code: str, case: str = "") -> FormSheet | None:
        """A dialog with this form in its fields; None for a form that has no dialog."""
        match form:
            case Incident():
                return IncidentDialog(choices, self._page, form=form, code=code, case=case)
            case Publication():
                return PublicationDialog(choices, self._page, form=form, code=code, case=case)
            case Evidence() if code:
                return self._of_evidence(EvidenceDialog(choices, self._page, form=form, code=code))
        return None

    def _resume(self, draft: FormDraft) -> None:
        """A form that was open when the program ended, as it was typed. Evidence without its file becomes a note."""
        if isinstance(draft.form, Sighting):
            self._open_note(QuickNoteDialog(draft.case, self._page, begun=draft.form), draft)
            return

        def ask(found: Offers) -> None:
            dialog = self._filled(found, draft.form, code=draft.code, case=draft.case)
            if dialog is None:
                self._desk.keep(self._page, partial(_kept_as_it_is, draft), lambda _: self.drafting.look())
                return
            dialog.level.choose(draft.level)
            dialog.language.show_code(draft.language)
            dialog.is_sealed = draft.is_sealed
            dialog.resume()
            self._open(dialog, draft)

        self._desk.ask(self._page, offers, ask)

    def _of_evidence(self, dialog: EvidenceDialog) -> EvidenceDialog:
        dialog.take_out_wanted.connect(lambda: self._take_out(dialog))
        dialog.check_wanted.connect(lambda: self._check(dialog))
        return dialog

    def _check(self, dialog: EvidenceDialog) -> None:
        code = dialog.code
        self._desk.ask(
            dialog, lambda session, _: evidence.verify(session, code), lambda found: dialog.show_checked(found.holds)
        )

    def _take_out(self, dialog: EvidenceDialog) -> None:
        asking = TakeOutDialog(dialog.code, dialog, has_copy=bool(dialog.form().copy_sha256))
        asking.wanted.connect(partial(self._choose_where, dialog))
        asking.open()

    def _choose_where(self, dialog: EvidenceDialog, original: bool, note: str) -> None:
        code, kind = dialog.code, Path(dialog.form().name).suffix

        def work(to: Path) -> None:
            self._desk.ask(
                self._page,
                lambda session, _: evidence.take_out(session, code, to, original=original, note=note),
                lambda _: self._taken_out(code),
                failed=lambda error: self._refuse(dialog, error),
            )

        ask_to_save(dialog, tr(_SAVE_AS), Path.home() / f"{_COPY_NAME}{kind}", work)

    def _taken_out(self, code: str) -> None:
        self._desk.tell(Changes(records=frozenset({code})))
        self._desk.notice.emit(tr(_TAKEN, code=code))

    # --- storing ----------------------------------------------------------------------------------------------------

    def _with_offers(self, then: Callable[[Offers], None]) -> None:
        def ask(found: Offers) -> None:
            if found.cases:
                then(found)
            else:
                self.case_needed.emit()

        self._desk.ask(self._page, offers, ask)

    def _open(self, dialog: FormSheet, draft: FormDraft | None = None) -> None:
        offer_names(self._desk, self._page, dialog)
        dialog.wanted.connect(lambda: self._store(dialog))
        self.drafting.watch(dialog, draft)
        dialog.open()

    def _store(self, dialog: FormSheet) -> None:
        code, language, form = dialog.code, dialog.language.code(), dialog.form()
        case, level, path, draft = dialog.case.code(), dialog.level.level(), dialog.file, dialog.draft_id

        def work(session: Session, _: Watch) -> Row | Changes:
            answer: Row | Changes
            if code:
                answer = unfinished.changed(session, code, form, language=language)
            elif path is not None and isinstance(form, Evidence):
                answer = evidence.add(session, case, path, about=form, level=level, language=language)
            else:
                answer = forms.add(session, case, form, level=level, language=language)
            unfinished.drop(session, draft)
            return answer

        def stored(answer: Row | Changes) -> None:
            if isinstance(answer, Row):
                self._tell_new(answer)
                self.made_record.emit(answer.code)
            if isValid(dialog):
                dialog.accept()

        self._desk.keep(self._page, work, stored, failed=lambda error: self._refuse(dialog, error))

    def _refuse(self, dialog: FormSheet, error: FieldNotesError) -> None:
        if isValid(dialog):
            dialog.refused(str(error.params.get("field", "")), messages.words(error))
        else:
            self._desk.failed.emit(error)

    def _tell_new(self, row: Row) -> None:
        self._desk.tell(Changes(records=frozenset({row.code}), cases=frozenset({row.case})))

    # --- closing ----------------------------------------------------------------------------------------------------

    def _keep_all(self) -> None:
        """A lock: every form that was typed into is stored as it stands."""
        for dialog in self._page.findChildren(FormSheet):
            self._keep(dialog)
        for note in self._page.findChildren(QuickNoteDialog):
            if note.line.text().strip() and note.main.isEnabled():
                note.main.setEnabled(False)  # a second lock on its heels must not keep it twice
                self._desk.keep(self._page, partial(_noted, note.draft()))

    def _keep(self, dialog: FormSheet) -> bool:
        """Whether there was something to keep that was not on its way into the vault already."""
        if not dialog.isVisible() or not dialog.is_changed or not dialog.main.isEnabled():
            return False
        code, form, case, level = dialog.code, dialog.form(), dialog.case.code(), dialog.level.level()
        language, path, draft = dialog.language.code(), dialog.file, dialog.draft_id
        dialog.main.setEnabled(False)

        def work(session: Session, _: Watch) -> Changes:
            changes = _kept(session, code, form, case, level, language, path)
            unfinished.drop(session, draft)
            return changes

        self._desk.keep(self._page, work)
        return True

    def _on_sealed_changed(self, is_open: bool) -> None:
        """Names go; a form that shows what is sealed goes too, and what was typed is stored first."""
        if is_open or not self._desk.is_open:
            return
        for template in self._page.findChildren(TemplateDialog):
            template.done(0)
        for dialog in self._page.findChildren(FormSheet):
            dialog.names.setVisible(False)
            dialog.show_names({})
            if dialog.is_sealed or dialog.level.level() is Level.SEALED:
                if self._keep(dialog):
                    self._desk.notice.emit(tr(_UNFINISHED))
                dialog.done(0)


def _kept(
    session: Session, code: str, form: Form, case: str, level: Level, language: str, path: Path | None
) -> Changes:
    if code:
        return unfinished.keep_changed(session, code, form, language=language)
    if path is not None and isinstance(form, Evidence):
        row = evidence.add(session, case, path, about=form, level=level, language=language)
        return Changes(records=frozenset({row.code}), cases=frozenset({row.case}))
    return unfinished.keep_new(session, case, form, level=level, language=language)


def _kept_as_it_is(draft: FormDraft, session: Session, watch: Watch) -> Changes:
    del watch
    changes = unfinished.keep_new(session, draft.case, draft.form, level=draft.level, language=draft.language)
    unfinished.drop(session, draft.id)
    return changes


def _noted(typed: FormDraft, session: Session, watch: Watch) -> Row:
    del watch
    assert isinstance(typed.form, Sighting)  # a quick note's draft holds nothing else
    row = quick.note(session, typed.case, typed.form.words, at=quick.moment(typed.form))
    unfinished.drop(session, typed.id)
    return row
