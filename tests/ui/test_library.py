"""The workspace: opening, levels, passages, new things, importing, copying, panes, sealed records."""

from __future__ import annotations

from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QFileDialog, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.services import find, write
from fieldnotes.services.views import FoundView
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.importing import ImportDialog
from fieldnotes_ui.dialogs.level import LevelDialog
from fieldnotes_ui.dialogs.new_case import NewCaseDialog
from fieldnotes_ui.dialogs.new_record import CardDialog, NewRecordDialog
from fieldnotes_ui.dialogs.passage import PassageDialog
from fieldnotes_ui.dialogs.reason import ReasonDialog
from fieldnotes_ui.dialogs.reveal import RevealDialog
from tests.ui.conftest import CASE, PASSPHRASE
from tests.ui.library_helpers import Workspace


@pytest.fixture
def work(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> Workspace:
    return Workspace(qtbot, desk, clipboard)


def add(work: Workspace, text: str, *, level: Level = Level.ANONYMOUS, title: str = "Söhbət") -> str:
    row = work.ask(
        lambda session, _: write.new_record(
            session, CASE, kind=Kind.TESTIMONY, level=level, card=Card(title=title), body=Body.of(text)
        )
    )
    work.desk.tell(Changes(records=frozenset({row.code}), cases=frozenset({CASE})))
    work.settle()
    return row.code


def listed(work: Workspace, code: str) -> FoundView:
    model = work.page.listing.records
    found = model.index(model.row_of(code)).data(Qt.ItemDataRole.UserRole)
    assert isinstance(found, FoundView)
    return found


def select(work: Workspace, words: str) -> None:
    editor = work.page.pane.editor
    cursor = editor.document().find(words)
    assert not cursor.isNull()
    editor.setTextCursor(cursor)


def level_of(work: Workspace, code: str) -> Level:
    return work.ask(lambda session, _: find.record(session, code)).record.row.level


# --- reading --------------------------------------------------------------------------------------------------------


def test_cases_and_records_are_listed_newest_first(work: Workspace) -> None:
    codes = [work.page.listing.records.code_at(at) for at in range(work.page.listing.records.rowCount())]
    rows = work.ask(lambda session, _: find.rows(session))
    assert codes == [view.row.code for view in rows]
    assert "Newest first" in work.page.listing.list.count.text()


def test_opening_shows_title_level_consent_and_text(work: Workspace) -> None:
    code = add(work, "Gecə gəldilər.", title="İlk söhbət")
    work.open(code)
    head = work.page.pane.head
    assert (head.title.text(), head.level.level, work.editor_text) == ("İlk söhbət", Level.ANONYMOUS, "Gecə gəldilər.")
    assert head.consent.text
    assert not work.page.writing.is_dirty


def test_internal_records_hide_their_title_in_the_list_until_opened(work: Workspace) -> None:
    code = add(work, "Gizli mətn", level=Level.INTERNAL, title="Gizli başlıq")
    assert (listed(work, code).row.title, listed(work, code).snippet) == (code, "")
    work.open(code)
    assert listed(work, code).row.title == "Gizli başlıq"


def test_a_sealed_record_asks_for_the_passphrase(qtbot: QtBot, sealed_closed_desk: Desk, clipboard: Clipboard) -> None:
    work = Workspace(qtbot, sealed_closed_desk, clipboard)
    rows = work.ask(lambda session, _: find.rows(session))
    sealed = next(view.row.code for view in rows if view.row.level is Level.SEALED)
    work.open(sealed)
    assert work.page.pane.shows_sealed
    work.page.pane.unseal_wanted.emit()
    dialog = work.dialog(RevealDialog)
    dialog.passphrase.line.setText("yanlış parol")
    dialog._submit()
    work.settle()
    assert dialog.strip.isVisible()
    dialog.passphrase.line.setText(PASSPHRASE)
    dialog._submit()
    work.settle()
    assert work.page.pane.shows_text
    assert work.page.writing.code == sealed
    assert work.editor_text


def test_closing_the_compartment_takes_sealed_titles_off_the_list_at_once(work: Workspace) -> None:
    code = add(work, "Gizli mətn", level=Level.SEALED, title="Gizli başlıq")
    work.open(code)
    assert listed(work, code).row.title == "Gizli başlıq"
    work.desk.close_sealed()
    assert (listed(work, code).row.title, listed(work, code).row.row.card) == (code, None)
    work.settle()
    assert (listed(work, code).row.title, listed(work, code).snippet) == (code, "")
    assert listed(work, code).row.row.card is None
    assert work.page.pane.shows_sealed
    assert work.page.pane.head.title.text() == ""


def test_forms_that_offer_names_close_with_the_compartment(work: Workspace) -> None:
    work.page.new_record()
    dialog = work.dialog(NewRecordDialog)
    work.desk.close_sealed()
    work.qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    work.settle()


# --- levels and passages --------------------------------------------------------------------------------------------


def test_raising_needs_no_reason_and_lowering_asks_for_one(work: Workspace) -> None:
    code = add(work, "Mətn")
    work.open(code)
    for level in (Level.INTERNAL, Level.ROLE):
        work.page.raise_or_lower()
        dialog = work.dialog(LevelDialog)
        dialog.rows[level].click()
        dialog.submit()
        work.settle()
    assert level_of(work, code) is Level.INTERNAL
    reason = work.dialog(ReasonDialog)
    reason.submit()
    assert reason.problem.isVisible()
    reason.reason.setText("razılıq verdi")
    reason.submit()
    work.settle()
    assert level_of(work, code) is Level.ROLE
    assert work.page.pane.head.level.level is Level.ROLE


def test_lowering_asks_for_a_second_person_where_it_takes_two(work: Workspace) -> None:
    dialog = ReasonDialog("T-001", Level.ROLE, work.page, asks_two=True)
    given: list[str] = []
    dialog.given.connect(given.append)
    dialog.reason.setText("razılıq verdi")
    dialog.submit()
    assert given == []
    dialog.second.setText("Sevda")
    dialog.submit()
    assert given == ["razılıq verdi"]


def test_changing_the_level_keeps_unsaved_typing(work: Workspace) -> None:
    code = add(work, "Mətn")
    work.open(code)
    work.write(" yazılır")
    work.page._set_level(code, Level.SEALED)
    work.settle()
    assert work.editor_text == "Mətn yazılır"
    work.page.writing.keep()
    work.settle()
    assert [draft.level for draft in work.drafts() if draft.record == code] == [Level.SEALED]


def test_a_marked_passage_is_stored_with_its_level_and_replacement(work: Workspace) -> None:
    code = add(work, "Bakıdan Tiflisə getdi.")
    work.open(code)
    work.page.mark_passage()
    assert work.notices == ["Select the words to protect first."]
    select(work, "Tiflisə")
    work.page.mark_passage()
    dialog = work.dialog(PassageDialog)
    dialog.level.choose(Level.INTERNAL)
    dialog.replacement.setText("bir şəhərə")
    dialog.submit()
    work.settle()
    (passage,) = work.ask(lambda session, _: find.record(session, code)).record.body.passages
    assert (passage.quote, passage.level, passage.replacement) == ("Tiflisə", Level.INTERNAL, "bir şəhərə")
    assert work.page.pane.head.level.level is Level.INTERNAL


def test_a_passage_is_lowered_with_a_reason_only(work: Workspace) -> None:
    code = add(work, "Bakıdan Tiflisə getdi.")
    work.ask(lambda session, _: write.mark(session, code, quote="Tiflisə", level=Level.SEALED))
    work.open(code)
    work.page.pane.editor.place_cursor(10)
    work.page.mark_passage()
    dialog = work.dialog(PassageDialog)
    dialog.level.choose(Level.ROLE)
    dialog.submit()
    assert dialog.problem.isVisible()
    dialog.reason.setText("şəhər hamıya məlumdur")
    dialog.submit()
    work.settle()
    (passage,) = work.ask(lambda session, _: find.record(session, code)).record.body.passages
    assert (passage.level, passage.reason) == (Level.ROLE, "şəhər hamıya məlumdur")


def test_a_passage_whose_words_go_is_told(work: Workspace) -> None:
    code = add(work, "Bakıdan Tiflisə getdi.")
    work.ask(lambda session, _: write.mark(session, code, quote="Tiflisə", level=Level.SEALED))
    work.open(code)
    select(work, "Tiflisə")
    work.page.pane.editor.remove_selected()
    work.qtbot.waitUntil(lambda: len(work.notices) == 1)
    assert "Undo brings it back" in work.notices[0]


# --- copying --------------------------------------------------------------------------------------------------------


def test_copying_goes_by_the_clipboard_that_forgets(work: Workspace) -> None:
    work.open(add(work, "Bakıdan"))
    work.page.pane.editor.selectAll()
    work.page.pane.editor.ask_copy()
    board = QGuiApplication.clipboard()
    assert board.text() == "Bakıdan"
    assert board.mimeData().hasFormat("x-kde-passwordManagerHint")


def test_a_sealed_text_is_neither_copied_nor_cut(work: Workspace) -> None:
    QGuiApplication.clipboard().clear()
    work.open(add(work, "Bakıdan", level=Level.SEALED))
    work.page.pane.editor.selectAll()
    work.page.pane.editor.ask_copy()
    work.page.pane.editor.ask_cut()
    title = work.page.pane.head.title
    title.selectAll()
    QTest.keyClick(title, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert not QGuiApplication.clipboard().text()
    assert work.editor_text == "Bakıdan"
    assert len(work.notices) == 3


# --- new things -----------------------------------------------------------------------------------------------------


def test_a_new_case_is_shown(work: Workspace) -> None:
    work.page.new_case()
    dialog = work.dialog(NewCaseDialog)
    dialog.submit()
    assert dialog.problem.isVisible()
    dialog.name.setText("Sərhəddən keçənlər")
    dialog.submit()
    work.settle()
    case = next(case for case in work.page.listing.cases if case.title == "Sərhəddən keçənlər")
    assert work.page.listing.case == case.code
    assert work.page.listing.records.rowCount() == 0


def test_a_new_record_opens_ready_to_write(work: Workspace) -> None:
    work.page.open_case("C-002")
    work.page.new_record()
    dialog = work.dialog(NewRecordDialog)
    dialog.name.setText("İlk söhbət")
    dialog.dated.setText("dünən")
    dialog.submit()
    assert dialog.problem.isVisible()
    dialog.dated.setText("2024-05")
    dialog.submit()
    work.settle()
    view = work.page.writing.view
    assert view is not None
    assert view.record.row.card is not None
    assert (view.record.row.card.title, view.record.row.card.dated) == ("İlk söhbət", "2024-05")
    assert (view.record.row.case, view.record.row.level) == ("C-002", Level.INTERNAL)
    assert work.page.listing.records.row_of(view.record.code) == 0


def test_a_card_is_changed_without_losing_what_was_typed(work: Workspace) -> None:
    work.open(code := add(work, "Mətn"))
    work.write(" davam")
    work.page.pane.head.details_wanted.emit()
    dialog = work.dialog(CardDialog)
    dialog.tags.setText("sürgün, ailə")
    dialog.submit()
    work.settle()
    record = work.ask(lambda session, _: find.record(session, code)).record
    assert record.row.card is not None
    assert record.row.card.tags[:2] == ("sürgün", "ailə")
    assert record.body.text == "Mətn davam"
    assert not work.page.writing.is_dirty


def test_files_dropped_on_the_list_are_imported(work: Workspace, tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.txt" for name in ("bir", "iki", "üç")]
    for path in paths:
        path.write_text(f"Gecə saat altıda qapını döydülər: {path.stem}.", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths] + [QUrl("file://evil.invalid/share/x.txt")])
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    before = work.page.listing.records.rowCount()
    work.page.listing.list.dropEvent(drop)
    work.settle()
    dialog = work.dialog(ImportDialog)
    dialog.level.choose(Level.ANONYMOUS)
    dialog.submit()
    work.settle()
    assert work.notices == ["3 records imported"]
    assert work.page.listing.records.rowCount() == before + 3
    assert not shiboken6.isValid(dialog)


def test_a_file_that_cannot_be_read_keeps_the_dialog_open(work: Workspace, tmp_path: Path) -> None:
    empty = tmp_path / "boş.txt"
    empty.write_text("", encoding="utf-8")
    work.page.bringing.import_files([empty], CASE)
    dialog = work.dialog(ImportDialog)
    dialog.submit()
    work.settle()
    assert dialog.problem.isVisible()
    assert dialog.main.isEnabled()
    dialog.reject()


def test_the_file_dialog_leaves_no_history(work: Workspace) -> None:
    work.page.import_files()
    dialog = work.dialog(QFileDialog)
    dialog.reject()
    work.qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    assert not [key for key in settings.allKeys() if key.startswith("FileDialog")]


# --- places, panes, access ------------------------------------------------------------------------------------------


def test_unsaved_drafts_are_a_place_while_there_are_any(work: Workspace) -> None:
    work.open(code := add(work, "Mətn"))

    def names() -> list[str]:
        return [work.page.listing.places.index(at).data() for at in range(3)]

    assert "Unsaved drafts" not in names()
    work.write(" yeni")
    work.page.writing.keep()
    work.settle()
    assert "Unsaved drafts" in names()
    work.page.listing._on_place(names().index("Unsaved drafts"))
    work.settle()
    assert [work.page.listing.records.code_at(at) for at in range(2)] == [code, ""]
    work.page.writing.save()
    work.settle()
    assert "Unsaved drafts" not in names()


def test_panes_go_round_and_escape_leaves_the_text(work: Workspace, qtbot: QtBot) -> None:
    work.open(add(work, "Mətn"))
    with qtbot.waitActive(work.page):
        work.page.activateWindow()
    page = work.page
    stops = [page.listing.navigator.view, page.listing.list.view, page.pane.editor]
    stops[0].setFocus()
    for there in (*stops[1:], stops[0]):
        page.next_pane()
        assert there.hasFocus()
    page.previous_pane()
    assert page.pane.editor.hasFocus()
    QTest.keyClick(page.pane.editor, Qt.Key.Key_Escape)
    assert page.listing.list.view.hasFocus()


def test_next_and_previous_record(work: Workspace) -> None:
    first, second = (work.page.listing.records.code_at(at) for at in range(2))
    work.open(first)
    work.page.listing.step(1)
    work.settle()
    assert work.page.writing.code == second
    work.page.listing.step(-1)
    work.settle()
    assert work.page.writing.code == first


def test_people_and_redaction_are_asked_of_the_window_after_saving(work: Workspace, qtbot: QtBot) -> None:
    work.open(code := add(work, "Mətn"))
    work.write(" davam")
    with qtbot.waitSignal(work.page.redact_wanted) as asked:
        work.page.pane.bar.redact_wanted.emit()
    assert asked.args == [CASE, ()]
    assert work.ask(lambda session, _: find.record(session, code)).record.body.text == "Mətn davam"


def test_everything_that_can_be_used_has_a_name_and_can_be_reached(work: Workspace) -> None:
    work.open(add(work, "Mətn"))
    kinds = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QTextEdit)
    nameless = []
    for widget in work.page.findChildren(QWidget):
        if not isinstance(widget, kinds) or not widget.isVisible() or isinstance(widget.parent(), QLineEdit):
            continue
        face = QAccessible.queryAccessibleInterface(widget)
        if not face.text(QAccessible.Text.Name) or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            nameless.append(type(widget).__name__ + widget.objectName())
    assert nameless == []


def test_the_caret_at_the_end_is_not_a_selection(work: Workspace) -> None:
    work.open(add(work, "Mətn"))
    work.page.pane.editor.moveCursor(QTextCursor.MoveOperation.End)
    work.page.pane.editor.ask_copy()
    assert work.notices == []
