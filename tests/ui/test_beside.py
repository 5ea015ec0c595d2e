"""Two records beside each other, those opened before, and how both go from the screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.services import bulk, find, write
from fieldnotes.services.session import Session
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from tests.ui.library_helpers import Workspace

LONG = "\n".join(f"Sətir {number}: yol uzun idi, heç kim danışmırdı." for number in range(200))


@pytest.fixture
def work(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> Workspace:
    """A case of its own: two long notes, and a sealed one that is the newest."""
    work = Workspace(qtbot, desk, clipboard)

    def fill(session: Session, _: object) -> str:
        case = write.add_case(session, "İki").code
        for title, level in (("Birinci", Level.ROLE), ("İkinci", Level.INTERNAL), ("Gizli", Level.SEALED)):
            body = Body.of(f"{title}\n{LONG}")
            write.new_record(session, case, kind=Kind.NOTE, level=level, card=Card(title, language="az"), body=body)
        return case

    work.page.open_case(work.ask(fill))
    work.settle()
    return work


def codes(work: Workspace) -> list[str]:
    """The sealed one, the second, the first."""
    model = work.page.listing.records
    return [model.code_at(row) for row in range(model.rowCount())]


def beside(work: Workspace, code: str) -> None:
    work.page.open_beside(code)
    work.settle()


def test_ctrl_enter_opens_beside_and_the_open_record_stays(work: Workspace) -> None:
    _, second, first = codes(work)
    work.open(first)
    view = work.page.listing.list.view
    view.setFocus()
    flags = view.selectionModel().SelectionFlag.NoUpdate
    view.selectionModel().setCurrentIndex(view.model().index(1, 0), flags)
    QTest.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    work.settle()
    pane = work.page.beside.pane
    assert (work.page.writing.code, pane.code) == (first, second)
    assert pane.text.toPlainText().startswith("İkinci")
    assert pane.level.level is Level.INTERNAL


def test_in_a_narrow_window_the_navigator_makes_room_and_comes_back(work: Workspace) -> None:
    first = codes(work)[2]
    beside(work, first)
    assert not work.page.listing.navigator.isVisible()
    QTest.keyClick(work.page.beside.pane.text, Qt.Key.Key_Escape)
    assert not work.page.beside.pane.isVisible()
    assert work.page.listing.navigator.isVisible()
    assert work.page.beside.pane.text.toPlainText() == ""


def test_f6_goes_to_the_record_beside_and_on(work: Workspace) -> None:
    _, second, first = codes(work)
    work.open(first)
    beside(work, second)
    work.page.resize(1700, 800)
    work.page.pane.editor.setFocus()
    work.page.next_pane()
    assert work.page.beside.pane.text.hasFocus()
    work.page.next_pane()
    assert not work.page.beside.pane.text.hasFocus()
    work.page.previous_pane()
    assert work.page.beside.pane.text.hasFocus()


def test_texts_scroll_alone_until_somebody_wants_them_together(work: Workspace) -> None:
    _, second, first = codes(work)
    work.open(first)
    beside(work, second)
    pane, own = work.page.beside.pane, work.page.pane.editor.verticalScrollBar()
    work.qtbot.waitUntil(lambda: pane.text.is_whole)
    other = pane.text.verticalScrollBar()
    own.setValue(own.maximum() // 2)
    assert other.value() == 0
    pane.together.click()
    own.setValue(own.maximum())
    assert other.value() == other.maximum()
    other.setValue(0)
    assert own.value() == 0


def test_what_changes_is_read_again_and_what_goes_closes_the_pane(work: Workspace) -> None:
    second = codes(work)[1]
    beside(work, second)

    def change(session: Session, _: object) -> object:
        record = find.record(session, second).record
        return write.save(session, second, card=record.row.card or Card(), body=Body.of("Başqa söz."))

    work.desk.ask(work.page, change)
    work.settle()
    assert work.page.beside.pane.text.toPlainText() == "Başqa söz."
    work.desk.ask(work.page, lambda session, _: bulk.delete(session, [second]).changes)
    work.settle()
    assert not work.page.beside.pane.isVisible()


def test_closing_the_compartment_takes_a_sealed_record_off_at_once(work: Workspace) -> None:
    sealed = codes(work)[0]
    beside(work, sealed)
    pane = work.page.beside.pane
    assert pane.text.toPlainText().startswith("Gizli")
    work.desk.close_sealed()
    assert pane.text.toPlainText() == ""
    assert "Gizli" not in pane.title.text()
    work.settle()
    assert pane.isVisible()
    assert pane.text.toPlainText() == ""


def test_nothing_is_copied_from_the_record_beside(work: Workspace) -> None:
    beside(work, codes(work)[2])
    text = work.page.beside.pane.text
    text.selectAll()
    QTest.keyClick(text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "Open the record to copy" in work.notices[-1]


def test_the_two_records_change_places(work: Workspace) -> None:
    _, second, first = codes(work)
    work.open(first)
    beside(work, second)
    work.page.beside.pane.open.click()
    work.settle()
    assert (work.page.writing.code, work.page.beside.pane.code) == (second, first)


def test_records_opened_before_are_offered_the_last_one_first(work: Workspace) -> None:
    sealed, second, first = codes(work)
    for code in (first, second, sealed, first):
        work.open(code)
    assert work.page.recent.codes[:3] == (first, sealed, second)
    work.page.show_recent()
    menu = next(menu for menu in work.page.findChildren(QMenu) if menu.isVisible())
    offered = [action.text() for action in menu.actions()]
    assert sealed in offered[0]
    assert "Gizli" not in offered[0]
    assert second in offered[1]
    menu.actions()[1].trigger()
    menu.close()
    work.settle()
    assert work.page.writing.code == second
