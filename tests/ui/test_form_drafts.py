"""Forms are written down as encrypted drafts while they are open, and come back as forms after a crash."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from fieldnotes.model.changes import Changes
from fieldnotes.model.forms import Act, Claim, Evidence, Incident, Publication, Sighting
from fieldnotes.model.level import Level
from fieldnotes.model.record import Kind
from fieldnotes.services import find, forms, unfinished, write
from fieldnotes.services.unfinished import FormDraft
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.form_sheet import FormSheet
from fieldnotes_ui.dialogs.incident import IncidentDialog
from fieldnotes_ui.dialogs.publication import PublicationDialog
from fieldnotes_ui.dialogs.quick_note import QuickNoteDialog
from fieldnotes_ui.pages.library import LibraryPage
from tests.ui.conftest import CASE
from tests.ui.library_helpers import Workspace

WORDS = "İki nəfər qapını döydü"


@pytest.fixture
def work(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> Workspace:
    made = Workspace(qtbot, desk, clipboard)
    made.page.open_case(CASE)
    made.settle()
    return made


def typing(work: Workspace, words: str = WORDS) -> PublicationDialog:
    """A form of a new record, with words in it that were written down."""
    work.page.new_publication()
    work.settle()
    (dialog,) = [one for one in work.page.findChildren(PublicationDialog) if one.isVisible()]
    dialog.name.setText("Elan")
    dialog.words.setPlainText(words)
    work.page.fields.drafting.keep(dialog)
    work.settle()
    return dialog


def left(work: Workspace) -> tuple[FormDraft, ...]:
    return work.ask(lambda session, _: unfinished.drafts(session))


def after_a_crash(work: Workspace, clipboard: Clipboard) -> LibraryPage:
    """A page that knows nothing of the form that is still open on the other one."""
    made = LibraryPage(work.desk, clipboard)
    work.qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    work.settle()
    return made


def opened(page: LibraryPage) -> FormSheet:
    (dialog,) = [one for one in page.findChildren(FormSheet) if one.isVisible()]
    return dialog


def publications(work: Workspace) -> int:
    return work.ask(lambda session, _: sum(view.row.kind is Kind.PUBLICATION for view in find.rows(session, case=CASE)))


def test_what_is_typed_into_a_form_is_a_draft_before_it_is_a_record(work: Workspace) -> None:
    before = publications(work)
    dialog = typing(work)

    (draft,) = left(work)
    assert isinstance(draft.form, Publication)
    assert (draft.code, draft.case, draft.form.narrative) == ("", CASE, WORDS)
    assert dialog.kept.text().startswith("Draft saved ")
    assert publications(work) == before
    dialog.done(QDialog.DialogCode.Rejected)


def test_the_timer_writes_it_down_by_itself(work: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fieldnotes_ui.pages.library.drafting.EVERY_MS", 10)
    work.page.new_incident()
    work.settle()
    dialog = opened(work.page)
    assert isinstance(dialog, IncidentDialog)
    dialog.narrative.setPlainText(WORDS)

    work.qtbot.waitUntil(lambda: dialog.kept.text().startswith("Draft saved "), timeout=10_000)

    assert len(left(work)) == 1
    dialog.done(QDialog.DialogCode.Rejected)


def test_storing_the_record_leaves_no_draft(work: Workspace) -> None:
    before = publications(work)
    dialog = typing(work)

    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    work.settle()

    assert left(work) == ()
    assert publications(work) == before + 1


def test_throwing_it_away_leaves_no_draft(work: Workspace) -> None:
    dialog = typing(work)

    dialog.reject()
    assert dialog.isVisible()
    dialog.reject()
    work.settle()

    assert left(work) == ()


def test_after_a_crash_the_form_is_offered_and_can_be_kept_as_the_record_it_was_to_be(
    work: Workspace, clipboard: Clipboard
) -> None:
    before, crashed = publications(work), typing(work)
    page = after_a_crash(work, clipboard)
    assert page.fields.drafting.strip.isVisible()

    page.fields.drafting.go_on.click()
    work.settle()
    again = opened(page)
    assert isinstance(again, PublicationDialog)
    assert (again.name.text(), again.form().narrative) == ("Elan", WORDS)
    assert not page.fields.drafting.strip.isVisible()
    QTest.keyClick(again, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    work.settle()

    assert publications(work) == before + 1
    assert left(work) == ()
    crashed.done(QDialog.DialogCode.Rejected)


def test_a_form_that_came_back_is_kept_at_a_lock_though_nothing_more_was_typed(
    work: Workspace, clipboard: Clipboard
) -> None:
    before, crashed = publications(work), typing(work)
    crashed.main.setEnabled(False)  # it stands for a program that is gone
    page = after_a_crash(work, clipboard)
    page.fields.drafting.go_on.click()
    work.settle()

    page.fields._keep_all()
    work.settle()

    assert publications(work) == before + 1
    assert left(work) == ()
    opened(page).done(QDialog.DialogCode.Rejected)
    crashed.done(QDialog.DialogCode.Rejected)


def test_what_a_crash_left_can_be_thrown_away(work: Workspace, clipboard: Clipboard) -> None:
    crashed = typing(work)
    page = after_a_crash(work, clipboard)

    page.fields.drafting.throw.click()
    work.settle()

    assert left(work) == ()
    assert not page.fields.drafting.strip.isVisible()
    crashed.done(QDialog.DialogCode.Rejected)


def test_fields_of_a_record_with_sealed_words_are_written_down_under_sealed(work: Workspace) -> None:
    form = Incident(acts=(Act(what="act:dismissal", victims=("S-001",), account=Claim(WORDS, "S-001")),))
    code = work.ask(lambda session, _: forms.add(session, CASE, form, level=Level.INTERNAL, language="az")).code
    work.ask(lambda session, _: write.mark(session, code, quote=WORDS, level=Level.SEALED))
    work.desk.tell(Changes(records=frozenset({code}), cases=frozenset({CASE})))
    work.settle()
    work.open(code)
    work.page.change_fields()
    work.settle()
    dialog = opened(work.page)
    assert isinstance(dialog, IncidentDialog)
    dialog.narrative.setPlainText("Sonra getdilər")
    work.page.fields.drafting.keep(dialog)
    work.settle()

    assert [draft.is_sealed for draft in left(work)] == [True]
    work.ask(lambda session, _: session.close_sealed())
    assert left(work) == ()
    dialog.done(QDialog.DialogCode.Rejected)


def test_a_form_s_draft_is_not_taken_for_the_text_of_its_record(work: Workspace) -> None:
    form = Incident(narrative=WORDS)
    code = work.ask(lambda session, _: forms.add(session, CASE, form, level=Level.INTERNAL, language="az")).code
    typed = FormDraft(unfinished.new_id(), code, CASE, Level.INTERNAL, Incident(narrative="başqa"), "az")
    work.ask(lambda session, _: unfinished.keep_draft(session, typed))

    work.open(code)

    assert WORDS in work.editor_text
    assert not work.page.pane.draft.isVisible()


def test_evidence_without_its_file_comes_back_as_a_note_with_all_its_words(
    work: Workspace, clipboard: Clipboard
) -> None:
    form = Evidence(name="foto.jpg", origin="qonşu verdi", narrative=WORDS)
    typed = FormDraft(unfinished.new_id(), "", CASE, Level.ANONYMOUS, form, "az")
    work.ask(lambda session, _: unfinished.keep_draft(session, typed))
    page = after_a_crash(work, clipboard)

    page.fields.drafting.go_on.click()
    work.settle()

    assert left(work) == ()
    rows = work.ask(lambda session, _: [view.row for view in find.rows(session, case=CASE)])
    bodies = work.ask(lambda session, _: [session.vault.record(row.code).body.text for row in rows])
    assert any(WORDS in body and "qonşu verdi" in body for body in bodies)


# --- quick notes ------------------------------------------------------------------------------------------------------


def noting(work: Workspace, line: str) -> QuickNoteDialog:
    """A quick note that is being typed, and was written down."""
    work.page.quick_note()
    dialog = work.dialog(QuickNoteDialog)
    dialog.line.setText(line)
    work.page.fields.drafting.keep(dialog)
    work.settle()
    return dialog


def notes(work: Workspace) -> list[Sighting]:
    rows = work.ask(lambda session, _: [view.row.code for view in find.rows(session, case=CASE)])
    found = work.ask(lambda session, _: [session.vault.record(code).body.form for code in rows])
    return [form for form in found if isinstance(form, Sighting)]


def test_a_quick_note_is_a_draft_while_it_is_typed(work: Workspace) -> None:
    before = notes(work)
    dialog = noting(work, "@ körpü, iki nəfər")

    (draft,) = left(work)
    assert isinstance(draft.form, Sighting)
    assert (draft.case, draft.form.words) == (CASE, "@ körpü, iki nəfər")
    assert draft.form.at
    assert dialog.kept.text().startswith("Draft saved ")
    assert notes(work) == before

    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    work.settle()
    assert left(work) == ()
    assert len(notes(work)) == len(before) + 1


def test_after_a_crash_a_quick_note_is_offered_with_the_time_of_then(work: Workspace, clipboard: Clipboard) -> None:
    before = len(notes(work))
    typed = FormDraft(unfinished.new_id(), "", CASE, Level.INTERNAL, Sighting(at="2026-03-14T09:05", words="@ körpü"))
    work.ask(lambda session, _: unfinished.keep_draft(session, typed))
    page = after_a_crash(work, clipboard)

    page.fields.drafting.go_on.click()
    dialog = work.dialog(QuickNoteDialog, page)
    assert dialog.line.text() == "@ körpü"
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    work.settle()

    assert left(work) == ()
    assert len(notes(work)) == before + 1
    assert ("2026-03-14T09:05", "körpü") in {(note.at, note.place) for note in notes(work)}


def test_a_quick_note_is_kept_at_a_lock_and_leaves_no_draft(work: Workspace) -> None:
    before = len(notes(work))
    dialog = noting(work, "qara maşın")

    work.page.fields._keep_all()
    work.page.fields._keep_all()
    work.settle()

    assert left(work) == ()
    assert len(notes(work)) == before + 1
    dialog.done(QDialog.DialogCode.Rejected)


def test_escape_asks_once_before_a_typed_note_is_thrown_away(work: Workspace) -> None:
    before = len(notes(work))
    dialog = noting(work, "qara maşın")

    dialog.reject()
    assert dialog.isVisible()
    dialog.reject()
    work.settle()

    assert left(work) == ()
    assert len(notes(work)) == before


def test_an_empty_quick_note_goes_without_a_question(work: Workspace) -> None:
    work.page.quick_note()
    dialog = work.dialog(QuickNoteDialog)
    dialog.line.setText("   ")

    dialog.reject()
    work.settle()

    assert not [one for one in work.page.findChildren(QuickNoteDialog) if one.isVisible()]
    assert left(work) == ()
