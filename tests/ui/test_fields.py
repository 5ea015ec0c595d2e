"""Records kept in fields: read-only in the editor, begun and changed in forms, never lost when a form closes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from fieldnotes.model.changes import Changes
from fieldnotes.model.dates import UncertainDate
from fieldnotes.model.forms import Act, Claim, CustodyAct, Evidence, Incident, Publication, Sighting
from fieldnotes.model.level import Level
from fieldnotes.model.record import Kind, Record
from fieldnotes.services import evidence, find, forms
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.evidence import EvidenceDialog, TakeOutDialog
from fieldnotes_ui.dialogs.incident import IncidentDialog
from fieldnotes_ui.dialogs.passage import PassageDialog
from fieldnotes_ui.dialogs.publication import PublicationDialog
from fieldnotes_ui.dialogs.quick_note import QuickNoteDialog
from fieldnotes_ui.dialogs.template import TemplateDialog
from tests.ui.conftest import CASE
from tests.ui.library_helpers import Workspace

SEARCHED = Incident(
    when=UncertainDate.parse("c. 2016-11"),
    place="a flat near the station",
    acts=(Act(what="act:dismissal", victims=("S-001",), account=Claim("They took the laptop", "S-001")),),
)


@pytest.fixture
def work(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> Workspace:
    return Workspace(qtbot, desk, clipboard)


def add(work: Workspace, form: Incident | Publication, *, level: Level = Level.ANONYMOUS) -> str:
    row = work.ask(lambda session, _: forms.add(session, CASE, form, level=level, language="en"))
    work.desk.tell(Changes(records=frozenset({row.code}), cases=frozenset({CASE})))
    work.settle()
    return row.code


def newest(work: Workspace, kind: Kind) -> Record:
    rows = work.ask(lambda session, _: [view.row for view in find.rows(session) if view.row.kind is kind])
    return work.ask(lambda session, _: session.vault.record(rows[0].code))


def fill(line: QLineEdit | None, words: str) -> None:
    assert line is not None
    line.setFocus()
    line.setText(words)
    QTest.keyClick(line, Qt.Key.Key_Tab)


def save(work: Workspace, dialog: IncidentDialog | PublicationDialog | EvidenceDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    work.settle()


# --- in the editor ----------------------------------------------------------------------------------------------------


def test_the_text_of_an_incident_cannot_be_typed_into(work: Workspace) -> None:
    work.open(add(work, SEARCHED))
    pane = work.page.pane
    before = work.editor_text

    QTest.keyClicks(pane.editor, "abc")
    pane.bar._styles[next(iter(pane.bar._styles))].click()

    assert pane.fields.isVisible()
    assert work.editor_text == before
    assert not work.page.writing.is_dirty


def test_a_search_that_could_replace_words_is_not_left_open_over_an_incident(work: Workspace) -> None:
    code = add(work, SEARCHED)
    work.open("T-001")
    pane = work.page.pane
    pane.search.ask()
    assert pane.search.all.isVisible()

    work.open(code)
    assert not pane.search.isVisible()
    pane.search.ask()
    assert not pane.search.all.isVisible()


def test_words_of_an_incident_can_be_marked(work: Workspace) -> None:
    code = add(work, SEARCHED)
    work.open(code)
    cursor = work.page.pane.editor.document().find("near the station")
    work.page.pane.editor.setTextCursor(cursor)

    work.page.mark_passage()
    dialog = work.dialog(PassageDialog)
    dialog.submit()
    work.settle()

    record = work.ask(lambda session, _: session.vault.record(code))
    assert [one.quote for one in record.body.passages] == ["near the station"]
    assert record.body.form == SEARCHED


def test_a_testimony_is_typed_into_as_before_after_an_incident_was_open(work: Workspace) -> None:
    work.open(add(work, SEARCHED))
    work.open("T-001")

    QTest.keyClicks(work.page.pane.editor, "abc")

    assert not work.page.pane.fields.isVisible()
    assert "abc" in work.editor_text


def test_the_list_says_what_kind_a_record_is(work: Workspace) -> None:
    code = add(work, SEARCHED)
    model = work.page.listing.records
    spoken = model.index(model.row_of(code)).data(Qt.ItemDataRole.AccessibleTextRole)

    assert "Incident" in spoken


# --- incidents --------------------------------------------------------------------------------------------------------


def test_an_incident_is_recorded_by_keyboard(work: Workspace) -> None:
    work.page.new_incident()
    dialog = work.dialog(IncidentDialog)
    fill(dialog.when.line, "c. 2016-11")
    assert dialog.when.understood.text() == "c. November 2016"
    fill(dialog.place.lineEdit(), "a flat near the station")
    act = dialog.acts[0]
    fill(act.what.lineEdit(), "Dismissal")
    fill(act.victims.pick.lineEdit(), "S-001")
    fill(act.targets.pick.lineEdit(), "S-002")
    act.official.setPlainText("unpaid rent")
    fill(act.official_source, "district court")
    act.account.setPlainText("because of her article")
    fill(act.account_source.lineEdit(), "S-001")
    fill(act.articles, "535.1, 221")

    save(work, dialog)

    form = newest(work, Kind.INCIDENT).body.form
    assert isinstance(form, Incident)
    assert form.when == UncertainDate.parse("c. 2016-11")
    told = form.acts[0]
    assert (told.what, told.victims, told.targets) == ("act:dismissal", ("S-001",), ("S-002",))
    assert told.official == Claim("unpaid rent", "district court")
    assert told.account == Claim("because of her article", "S-001")
    assert told.articles == ("535.1", "221")
    assert work.page.pane.fields.isVisible()


def test_a_second_act_is_added_and_an_empty_one_is_not_stored(work: Workspace) -> None:
    work.page.new_incident()
    dialog = work.dialog(IncidentDialog)
    fill(dialog.acts[0].what.lineEdit(), "Dismissal")
    dialog.more.click()
    dialog.acts[1].consequence.setText("left the country")
    dialog.more.click()

    save(work, dialog)

    form = newest(work, Kind.INCIDENT).body.form
    assert isinstance(form, Incident)
    assert [act.consequence for act in form.acts] == ["", "left the country"]


def test_a_date_that_is_none_is_told_beside_the_field_and_nothing_is_stored(work: Workspace) -> None:
    work.page.new_incident()
    dialog = work.dialog(IncidentDialog)
    fill(dialog.when.line, "last winter")
    save(work, dialog)

    assert dialog.isVisible()
    assert dialog._boxes["date"].problem.isVisible()
    dialog.when.line.clear()
    dialog.reject()
    work.settle()


def test_an_article_that_is_none_is_told_beside_its_field_with_everything_still_there(work: Workspace) -> None:
    work.page.new_incident()
    dialog = work.dialog(IncidentDialog)
    fill(dialog.acts[0].what.lineEdit(), "Dismissal")
    fill(dialog.acts[0].articles, "no such thing!")
    save(work, dialog)

    assert dialog.acts[0].articles_box.problem.isVisible()
    assert dialog.acts[0].what.value() == "act:dismissal"
    dialog.acts[0].articles.setText("221")
    save(work, dialog)
    form = newest(work, Kind.INCIDENT).body.form
    assert isinstance(form, Incident)
    assert form.acts[0].articles == ("221",)


def test_fields_are_changed_and_what_was_marked_stays_marked(work: Workspace) -> None:
    code = add(work, SEARCHED)
    work.open(code)
    work.page.change_fields()
    dialog = work.dialog(IncidentDialog)
    assert dialog.acts[0].account.words() == "They took the laptop"
    dialog.acts[0].consequence.setText("moved to another town")

    save(work, dialog)

    assert "moved to another town" in work.editor_text
    record = work.ask(lambda session, _: session.vault.record(code))
    assert record.row.version == 2


def test_enter_in_a_field_does_not_end_the_form(work: Workspace) -> None:
    work.page.new_incident()
    dialog = work.dialog(IncidentDialog)
    QTest.keyClick(dialog.acts[0].fine, Qt.Key.Key_Return)
    work.settle()

    assert dialog.isVisible()
    dialog.reject()


def test_esc_asks_once_where_something_was_typed(work: Workspace) -> None:
    work.page.new_incident()
    dialog = work.dialog(IncidentDialog)
    dialog.acts[0].consequence.setText("left")
    dialog.reject()

    assert dialog.isVisible()
    assert dialog.problem.isVisible()
    dialog.reject()
    work.settle()


def test_a_lock_keeps_what_was_typed_into_a_form(work: Workspace) -> None:
    work.page.new_incident()
    dialog = work.dialog(IncidentDialog)
    fill(dialog.when.line, "last winter")
    dialog.acts[0].consequence.setText("left the country")

    work.desk.closing.emit()
    work.settle()

    record = newest(work, Kind.INCIDENT)
    assert "left the country" in record.body.text
    assert "last winter" in record.body.text
    dialog.done(0)


def test_a_lock_keeps_a_form_that_could_not_be_stored_as_a_note(work: Workspace) -> None:
    work.page.new_incident()
    dialog = work.dialog(IncidentDialog)
    fill(dialog.acts[0].articles, "no such thing!")

    work.desk.closing.emit()
    work.settle()

    assert "no such thing!" in newest(work, Kind.NOTE).body.text
    dialog.done(0)


def test_every_field_of_the_incident_form_has_a_name(work: Workspace) -> None:
    work.page.new_incident()
    dialog = work.dialog(IncidentDialog)
    nameless = [
        line
        for line in dialog.findChildren(QLineEdit)
        if line.isVisible() and not (_name(line) or _name(line.parentWidget()))
    ]
    assert nameless == []
    dialog.reject()


def _name(widget: QObject | None) -> str:
    found = QAccessible.queryAccessibleInterface(widget) if widget is not None else None
    return found.text(QAccessible.Text.Name).strip() if found is not None else ""


def test_a_publication_is_offered_as_what_set_an_act_off(work: Workspace) -> None:
    code = add(work, Publication(title="Letters from the third floor", author="S-001"))
    work.page.new_incident()
    dialog = work.dialog(IncidentDialog)
    fill(dialog.acts[0].what.lineEdit(), "Dismissal")

    assert dialog.acts[0].trigger.findData(code) > 0
    fill(dialog.acts[0].trigger.lineEdit(), code)
    save(work, dialog)
    form = newest(work, Kind.INCIDENT).body.form
    assert isinstance(form, Incident)
    assert form.acts[0].trigger == code


def test_names_are_shown_when_asked_for_and_go_with_the_compartment(work: Workspace) -> None:
    work.page.new_incident()
    dialog = work.dialog(IncidentDialog)
    victims = dialog.acts[0].victims
    fill(victims.pick.lineEdit(), "S-001")
    plain = victims.pick.words("S-001")

    dialog.names.click()
    work.settle()
    assert victims.pick.words("S-001") != plain
    work.desk.close_sealed()
    work.settle()

    assert victims.pick.words("S-001") == plain
    assert victims.codes() == ("S-001",)
    dialog.done(0)


def test_a_second_lock_on_the_heels_of_the_first_keeps_a_form_once(work: Workspace) -> None:
    work.page.new_incident()
    dialog = work.dialog(IncidentDialog)
    dialog.acts[0].consequence.setText("left the country")
    before = work.ask(lambda session, _: len(find.rows(session)))

    work.desk.closing.emit()
    work.desk.closing.emit()
    work.settle()

    assert work.ask(lambda session, _: len(find.rows(session))) == before + 1
    dialog.done(0)


# --- the other kinds --------------------------------------------------------------------------------------------------


def test_a_publication_is_recorded_and_leads_to_its_author_no_more(work: Workspace) -> None:
    work.page.new_publication()
    dialog = work.dialog(PublicationDialog)
    save(work, dialog)
    assert dialog._boxes["title"].problem.isVisible()
    dialog.name.setText("Letters from the third floor")
    fill(dialog.author.lineEdit(), "S-001")
    dialog.url.setText("https://paper.example/ 3")
    save(work, dialog)
    assert dialog._boxes["url"].problem.isVisible()
    dialog.url.setText("https://paper.example/3")
    save(work, dialog)

    record = newest(work, Kind.PUBLICATION)
    assert isinstance(record.body.form, Publication)
    assert record.body.form.author == "S-001"
    assert "Letters from the third floor" in {one.quote for one in record.body.passages}


def test_a_quick_note_is_one_line_and_enter(work: Workspace) -> None:
    work.page.quick_note()
    dialog = work.dialog(QuickNoteDialog)
    QTest.keyClicks(dialog.line, "14:35 @ bridge, two men")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    work.settle()

    form = newest(work, Kind.NOTE).body.form
    assert isinstance(form, Sighting)
    assert form.at.endswith("14:35")
    assert form.place == "bridge"
    assert not work.page.findChildren(QuickNoteDialog) or not dialog.isVisible()


def test_a_template_begins_a_record_with_its_questions(work: Workspace) -> None:
    work.page.new_from_template()
    dialog = work.dialog(TemplateDialog)
    dialog.language.show_code("en")
    dialog.submit()
    work.settle()

    assert newest(work, Kind.TESTIMONY).body.text == work.editor_text
    assert "?" in work.editor_text


def test_evidence_is_kept_with_its_digest_checked_and_taken_out(work: Workspace, tmp_path: Path) -> None:
    scan = tmp_path / "scan.txt"
    scan.write_text("a summons, typed", encoding="utf-8")
    work.page.new_evidence()
    chooser = work.dialog(QFileDialog)
    chooser.fileSelected.emit(str(scan))
    chooser.reject()
    new = work.dialog(EvidenceDialog)
    new.origin.setText("handed over at the office")
    save(work, new)

    record = newest(work, Kind.EVIDENCE)
    assert isinstance(record.body.form, Evidence)
    assert record.body.form.origin == "handed over at the office"
    work.page.change_fields()
    dialog = work.dialog(EvidenceDialog)
    dialog.check_wanted.emit()
    work.settle()
    assert dialog.answer.tone == "ok"
    dialog.take_out_wanted.emit()
    asking = work.dialog(TakeOutDialog, dialog)
    asking.note.setText("for the lawyer")
    asking.submit()
    where = work.dialog(QFileDialog, dialog)
    out = tmp_path / "out.txt"
    where.fileSelected.emit(str(out))
    where.reject()
    work.settle()
    assert out.read_text(encoding="utf-8") == "a summons, typed"

    dialog.words.setPlainText("the stamp is unreadable")
    dialog.submit()
    work.settle()
    told = work.ask(lambda session, _: evidence.form_of(session, record.code))
    assert told.narrative == "the stamp is unreadable"
    assert [one.act for one in told.custody] == [CustodyAct.INGESTED, CustodyAct.TAKEN_OUT]


# --- sealed -----------------------------------------------------------------------------------------------------------


def test_a_sealed_form_goes_with_the_compartment_and_what_was_typed_is_stored(work: Workspace) -> None:
    code = add(work, SEARCHED, level=Level.SEALED)
    work.open(code)
    work.page.change_fields()
    dialog = work.dialog(IncidentDialog)
    dialog.acts[0].consequence.setText("moved to another town")

    work.desk.close_sealed()
    work.settle()

    assert not [one for one in work.page.findChildren(IncidentDialog) if one.isVisible()]
    assert work.page.pane.shows_sealed
    assert work.ask(lambda session, _: session.vault.row(code)).version == 2
