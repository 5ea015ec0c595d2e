"""The versions of a record: told apart by more than colour, gone back to, read back and sealed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.services import find, history, write
from fieldnotes.services.history import Difference, Piece, PieceKind
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.history import HistoryDialog, SealVersionDialog
from fieldnotes_ui.dialogs.reveal import RevealDialog
from fieldnotes_ui.models.items import ITEM_ROLE
from fieldnotes_ui.widgets.span_look import STRUCK, format_of
from fieldnotes_ui.widgets.spans import Tone
from fieldnotes_ui.widgets.version_compare import VersionCompare
from fieldnotes_ui.widgets.version_spans import laid, moved
from tests.ui.conftest import CASE
from tests.ui.library_helpers import Workspace

FIRST = "Saat altıda qapını döydülər.\nSəkkiz nəfər idi."
SECOND = "Saat yeddidə qapını döydülər.\nSəkkiz nəfər idi."
THIRD = "Saat yeddidə qapını döydülər.\nSəkkiz nəfər idi.\nOnlardan birini tanıdım 😀."


@pytest.fixture
def work(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> Workspace:
    return Workspace(qtbot, desk, clipboard)


@pytest.fixture
def code(work: Workspace) -> str:
    """A record with three versions, open."""
    card = Card(title="Söhbət")
    row = work.ask(
        lambda session, _: write.new_record(
            session, CASE, kind=Kind.TESTIMONY, level=Level.ANONYMOUS, card=card, body=Body.of(FIRST)
        )
    )
    work.ask(lambda session, _: write.save(session, row.code, card=card, body=Body.of(SECOND)))
    work.ask(lambda session, _: write.save(session, row.code, card=card, body=Body.of(THIRD)))
    work.desk.tell(Changes(records=frozenset({row.code}), cases=frozenset({CASE})))
    work.settle()
    work.open(row.code)
    return row.code


def opened(work: Workspace) -> HistoryDialog:
    work.page.show_versions()
    work.settle()
    dialog = work.dialog(HistoryDialog)
    work.settle()
    return dialog


def marked(dialog: HistoryDialog, tone: Tone) -> list[str]:
    shown = dialog.compare.together
    return [shown._text[span.start : span.end] for span in shown._spans.between(0, 10_000) if span.tone is tone]


def stored(work: Workspace, code: str) -> str:
    return work.ask(lambda session, _: find.record(session, code)).record.body.text


def test_every_version_is_listed_and_the_last_change_is_shown_first(work: Workspace, code: str) -> None:
    dialog = opened(work)
    items = [dialog.list.model().index(at, 0).data(ITEM_ROLE) for at in range(3)]
    assert [item.key for item in items] == ["3", "2", "1"]
    assert [item.tag for item in items] == ["now", "", ""]
    assert dialog.list.current_key() == "2"
    assert marked(dialog, Tone.ADDED) == ["\nOnlardan birini tanıdım 😀."]
    assert marked(dialog, Tone.REMOVED) == []
    dialog.accept()


def test_changed_by_a_version_is_told_from_changed_since(work: Workspace, code: str) -> None:
    dialog = opened(work)
    dialog.mode.choose("by")
    work.settle()
    assert (marked(dialog, Tone.REMOVED), marked(dialog, Tone.ADDED)) == (["altıda"], ["yeddidə"])
    dialog.list.choose("1")
    dialog.mode.choose("since")
    work.settle()
    assert marked(dialog, Tone.REMOVED) == ["altıda"]
    assert marked(dialog, Tone.ADDED)[0] == "yeddidə"
    assert dialog.compare.count.text() == "2 changes"
    dialog.mode.choose("read")
    work.settle()
    assert dialog.compare.together._text.endswith(FIRST)
    assert marked(dialog, Tone.REMOVED) == marked(dialog, Tone.ADDED) == []
    dialog.accept()


def test_added_and_removed_differ_in_more_than_colour() -> None:
    assert format_of(Tone.ADDED).underlineStyle() is not format_of(Tone.REMOVED).underlineStyle()
    assert {Tone.REMOVED} == STRUCK


def test_any_two_versions_are_held_against_each_other(work: Workspace, code: str) -> None:
    dialog = opened(work)
    assert not dialog.other.isVisible()
    dialog.list.choose("2")
    dialog.mode.choose("with")
    work.settle()
    assert dialog.other.isVisible()
    assert dialog.other.currentData() == 1
    assert (marked(dialog, Tone.REMOVED), marked(dialog, Tone.ADDED)) == (["altıda"], ["yeddidə"])
    dialog.other.setCurrentIndex(dialog.other.findData(3))
    work.settle()
    assert (marked(dialog, Tone.REMOVED), marked(dialog, Tone.ADDED)) == ([], ["\nOnlardan birini tanıdım 😀."])
    dialog.list.choose("1")
    work.settle()
    assert marked(dialog, Tone.REMOVED) == ["altıda"]
    dialog.accept()


def test_a_key_sets_both_versions_side_by_side_to_be_read(work: Workspace, code: str) -> None:
    dialog = opened(work)
    dialog.list.choose("1")
    work.settle()
    work.qtbot.waitActive(dialog)
    dialog.activateWindow()
    QTest.keyClick(dialog, Qt.Key.Key_F7)
    assert dialog.compare.older.isVisible()
    assert dialog.compare.newer.isVisible()
    assert "altıda" in dialog.compare.older._text
    assert "yeddidə" in dialog.compare.newer._text
    QTest.keyClick(dialog, Qt.Key.Key_F7)
    assert dialog.compare.together.isVisible()
    dialog.mode.choose("read")
    work.settle()
    QTest.keyClick(dialog, Qt.Key.Key_F7)
    assert dialog.compare.together.isVisible()
    dialog.accept()


def test_side_by_side_each_version_stands_alone(work: Workspace, code: str) -> None:
    dialog = opened(work)
    dialog.list.choose("1")
    dialog.compare.layout_choice.choose("two")
    work.settle()
    assert dialog.compare.older.isVisible()
    assert dialog.compare.older._text.endswith(FIRST)
    assert dialog.compare.newer._text.endswith(THIRD)
    dialog.compare.go(1)
    assert dialog.compare._at == 1
    dialog.compare.go(1)
    assert dialog.compare._at == 0  # round
    dialog.accept()


def test_going_back_is_a_new_version_and_the_editor_shows_it(work: Workspace, code: str) -> None:
    dialog = opened(work)
    dialog.list.choose("1")
    work.settle()
    dialog.back.click()
    work.settle()
    assert stored(work, code) == FIRST
    assert work.editor_text == FIRST
    versions = work.ask(lambda session, _: history.versions(session, code))
    assert [one.version for one in versions] == [4, 3, 2, 1]
    assert "Version 1" in work.notices[-1]


def test_typing_is_stored_before_its_versions_are_shown(work: Workspace, code: str) -> None:
    work.write(" Sonra.")
    dialog = opened(work)
    assert dialog.list.model().rowCount() == 4
    assert stored(work, code).endswith(" Sonra.")
    dialog.accept()


def test_a_version_is_sealed_only_after_it_was_read_back(work: Workspace, code: str) -> None:
    dialog = opened(work)
    dialog.seal.click()
    sure = work.dialog(SealVersionDialog, dialog)
    sure.main.click()
    assert sure.isVisible()
    assert sure.problem.isVisible()
    sure.agreed.setChecked(True)
    sure.main.click()
    work.settle()
    assert work.ask(lambda session, _: history.versions(session, code))[0].sealed_on
    assert not dialog.seal.isEnabled()
    item = dialog.list.model().index(0, 0).data(ITEM_ROLE)
    assert "read back" in item.below
    assert item.icon == "shield-check"
    dialog.accept()


def test_versions_of_a_sealed_record_go_from_the_screen_with_the_compartment(work: Workspace, code: str) -> None:
    work.page._set_level(code, Level.SEALED)
    work.settle()
    dialog = opened(work)
    assert "döydülər" in dialog.compare.together._text
    work.desk.close_sealed()
    assert dialog.compare.together._text == ""
    work.settle()
    assert dialog.compare.together._text == ""
    assert not dialog.back.isEnabled()
    dialog.unseal_wanted.emit()
    work.dialog(RevealDialog).reject()
    dialog.accept()


def test_a_lock_takes_the_versions_away(work: Workspace, code: str) -> None:
    dialog = opened(work)
    work.desk.lock()
    assert dialog.compare.together._text == ""
    work.page.hide()
    dialog.close()


def test_nothing_of_an_older_version_can_be_copied(work: Workspace, code: str, clipboard: Clipboard) -> None:
    dialog = opened(work)
    text = dialog.compare.together
    text.selectAll()
    QTest.keyClick(text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == ""
    dialog.accept()


def test_places_of_one_version_are_found_in_the_other() -> None:
    same, added, removed = PieceKind.SAME, PieceKind.ADDED, PieceKind.REMOVED
    pieces = (Piece(same, "aaaa"), Piece(removed, "bb"), Piece(added, "ccccc"), Piece(same, "dddd"), Piece(added, "e"))
    made = laid(Difference(1, 2, (), pieces))
    assert (made.older.text, made.newer.text) == ("aaaabbdddd", "aaaacccccdddde")
    assert made.older.changes == (4, 10)
    assert made.newer.changes == (4, 13)
    assert [moved(made.older, made.newer, place) for place in (0, 3, 4, 5, 6, 9, 10)] == [0, 3, 4, 4, 9, 12, 14]
    assert [moved(made.newer, made.older, place) for place in (0, 6, 9, 12, 13)] == [0, 4, 6, 9, 10]


def test_nothing_differs_is_said(qtbot: QtBot) -> None:
    compare = VersionCompare()
    qtbot.addWidget(compare)
    compare.show_difference(Difference(1, 2, (), (Piece(PieceKind.SAME, "eyni"),)))
    assert compare.count.text() == "Nothing differs."
