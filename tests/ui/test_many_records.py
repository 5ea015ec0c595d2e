"""Several records at once: choosing them, what is told before, what has to be typed, what stays, taking it back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.services import erase, find, write
from fieldnotes.services.ordering import By
from fieldnotes.services.session import Session
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.level import LevelDialog
from fieldnotes_ui.dialogs.many import LevelsDialog, RecycleDialog
from fieldnotes_ui.dialogs.move_case import MoveDialog
from fieldnotes_ui.widgets.sort_menu import SortMenu
from tests.ui.library_helpers import Workspace


@pytest.fixture
def work(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> Workspace:
    """A case of its own with one note at each level but SEALED: N-… with the newest first in the list."""
    work = Workspace(qtbot, desk, clipboard)

    def fill(session: Session, _: object) -> str:
        case = write.add_case(session, "Çoxlu").code
        for level in (Level.PUBLIC, Level.ROLE, Level.ANONYMOUS, Level.INTERNAL):
            card = Card(f"Qeyd {level.letter}", language="az", dated=f"201{level.value}")
            write.new_record(
                session, case, kind=Kind.NOTE, level=level, card=card, body=Body.of(f"Mətn {level.letter}")
            )
        return case

    case = work.ask(fill)
    work.page.open_case(case)
    work.settle()
    return work


def codes(work: Workspace) -> list[str]:
    model = work.page.listing.records
    return [model.code_at(row) for row in range(model.rowCount())]


def levels(work: Workspace) -> list[Level]:
    """Of what is listed, from the top."""
    rows = work.ask(lambda session, _: {view.row.code: view.row.level for view in find.rows(session)})
    return [rows[code] for code in codes(work)]


def choose(work: Workspace, *rows: int) -> None:
    view = work.page.listing.list.view
    view.selectionModel().clear()
    for row in rows:
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        view.selectionModel().select(view.model().index(row, 0), flags)


def planned(work: Workspace, level: Level) -> LevelsDialog:
    """The dialog, once it says what `level` would do."""
    work.page.raise_or_lower()
    dialog = work.dialog(LevelsDialog)
    work.settle()
    dialog.level.choose(level)
    work.settle()
    return dialog


def done(work: Workspace) -> None:
    work.qtbot.waitUntil(lambda: not work.page.findChildren(LevelsDialog), timeout=5_000)
    work.settle()


# --- choosing -------------------------------------------------------------------------------------------------------


def test_keys_choose_several_and_the_open_record_stays_open(work: Workspace) -> None:
    view, bar = work.page.listing.list.view, work.page.listing.list.chosen
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Home)
    work.settle()
    opened = work.page.writing.code
    assert opened == codes(work)[0]
    assert not bar.isVisible()
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    work.settle()
    assert (view.chosen_rows(), work.page.writing.code) == ([0, 1, 2], opened)
    assert bar.isVisible()
    assert "3" in bar.count.text()
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert view.chosen_count() == 4
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.chosen_count() == 1
    assert not bar.isVisible()


def test_ctrl_click_adds_and_takes_away(work: Workspace) -> None:
    view = work.page.listing.list.view

    def click(row: int, modifier: Qt.KeyboardModifier) -> None:
        at = view.visualRect(view.model().index(row, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, QPoint(at.x(), at.y()))

    click(0, Qt.KeyboardModifier.NoModifier)
    click(2, Qt.KeyboardModifier.ControlModifier)
    assert view.chosen_rows() == [0, 2]
    click(0, Qt.KeyboardModifier.ControlModifier)
    assert view.chosen_rows() == [2]
    click(2, Qt.KeyboardModifier.NoModifier)
    click(0, Qt.KeyboardModifier.ShiftModifier)
    assert view.chosen_rows() == [0, 1, 2]
    work.settle()


def test_what_is_chosen_stays_chosen_when_a_record_comes(work: Workspace) -> None:
    choose(work, 1, 3)
    before = work.page.listing.chosen_codes()
    case = work.page.listing.case

    def add(session: Session, _: object) -> str:
        return write.new_record(session, case, kind=Kind.NOTE, card=Card("Yeni"), body=Body.of("Yeni")).code

    code = work.ask(add)
    work.page.listing.reload()
    work.settle()
    assert codes(work)[0] == code
    assert work.page.listing.chosen_codes() == before


def test_with_one_chosen_the_verbs_are_for_the_open_record(work: Workspace) -> None:
    work.open(codes(work)[0])
    work.page.raise_or_lower()
    work.dialog(LevelDialog).reject()


# --- levels ---------------------------------------------------------------------------------------------------------


def test_each_record_is_told_before_and_raising_asks_for_nothing(work: Workspace) -> None:
    choose(work, 1, 2, 3)
    dialog = planned(work, Level.INTERNAL)
    assert [item.key for item in dialog.model.items] == codes(work)[1:]
    assert "Anonymous" in dialog.model.items[0].below
    assert "Internal" in dialog.model.items[0].below
    assert not dialog.reason.isVisible()
    assert not dialog.typed.isVisible()
    dialog.submit()
    done(work)
    assert levels(work) == [Level.INTERNAL] * 4
    assert "3" in work.page.listing.list.step.text


def test_lowering_asks_for_the_number_and_why(work: Workspace) -> None:
    before = levels(work)
    choose(work, 0, 1, 3)
    dialog = planned(work, Level.ROLE)
    assert dialog.typed.isVisible()
    assert "2 records lose protection" in dialog.told.text
    dialog.submit()
    assert dialog.problem.isVisible()
    dialog.reason.setText("hamısı razılıq verib")
    dialog.typed.setText("3")
    dialog.submit()
    work.settle()
    assert dialog.isVisible()
    assert "2" in dialog.problem.text()
    assert levels(work) == before
    dialog.typed.setText("2")
    dialog.submit()
    done(work)
    assert levels(work) == [Level.ROLE, Level.ROLE, Level.ROLE, Level.ROLE]


def test_what_is_refused_is_named_with_its_reason(work: Workspace) -> None:
    choose(work, 0, 1)
    work.desk.close_sealed()
    work.settle()
    choose(work, 0, 1)
    dialog = planned(work, Level.SEALED)
    assert "cannot be changed" in dialog.told.text
    assert not dialog.main.isEnabled()
    assert all(item.tone == "danger" for item in dialog.model.items)
    dialog.reject()
    done(work)


def test_some_refused_and_the_rest_done_is_said_at_the_end(work: Workspace) -> None:
    sealed = work.ask(
        lambda session, _: next(view.row.code for view in find.rows(session) if view.row.level is Level.SEALED)
    )
    work.page.listing.show_all()
    work.settle()
    work.desk.close_sealed()
    work.settle()
    rows = [work.page.listing.records.row_of(code) for code in (sealed, codes(work)[1])]
    choose(work, *rows)
    dialog = planned(work, Level.INTERNAL)
    dialog.submit()
    work.settle()
    assert dialog.isVisible()
    assert [item.key for item in dialog.model.items] == [sealed]
    assert levels(work)[1] is Level.INTERNAL
    dialog.submit()
    done(work)


def test_a_raising_is_taken_back_with_reason_and_number(work: Workspace) -> None:
    before = levels(work)
    choose(work, 2, 3)
    planned(work, Level.INTERNAL).submit()
    done(work)
    work.page.undo_many()
    dialog = work.dialog(LevelsDialog)
    work.settle()
    assert not dialog.level.isVisible()
    dialog.reason.setText("yanlış seçilmişdi")
    dialog.typed.setText("2")
    dialog.submit()
    done(work)
    assert levels(work) == before


def test_a_lowering_is_taken_back_at_once(work: Workspace) -> None:
    before = levels(work)
    choose(work, 0, 1)
    dialog = planned(work, Level.PUBLIC)
    dialog.reason.setText("razılıq var")
    dialog.typed.setText("2")
    dialog.submit()
    done(work)
    assert levels(work) != before
    work.page.listing.list.undo.click()
    work.settle()
    assert levels(work) == before


# --- the recycle bin --------------------------------------------------------------------------------------------------


def test_several_go_to_the_bin_and_come_back_together(work: Workspace) -> None:
    listed = codes(work)
    work.open(listed[1])
    choose(work, 1, 2)
    work.page.recycle()
    dialog = work.dialog(RecycleDialog)
    assert [item.key for item in dialog.model.items] == listed[1:3]
    dialog.submit()
    work.qtbot.waitUntil(lambda: not work.page.findChildren(RecycleDialog), timeout=5_000)
    work.settle()
    assert codes(work) == [listed[0], listed[3]]
    assert work.page.writing.code == ""
    assert set(work.ask(lambda session, _: erase.recycled(session))) == set(listed[1:3])
    work.page.undo_many()
    work.settle()
    assert codes(work) == listed
    work.page.undo_many()
    assert "no change" in work.notices[-1]


# --- order ------------------------------------------------------------------------------------------------------------


def test_the_list_is_put_in_order_from_its_menu(work: Workspace) -> None:
    newest = codes(work)
    work.page.listing.list.order.click()
    menu = work.page.findChildren(SortMenu)[0]
    next(action for action in menu.actions() if action.text() == "Date").trigger()
    menu.close()
    work.settle()
    assert codes(work) == newest
    assert "Date" in work.page.listing.list.count.text()
    work.page.listing.sort(By.DATED, turned=True)
    work.settle()
    assert codes(work) == newest[::-1]
    assert "other way round" in work.page.listing.list.count.text()


def test_in_the_order_of_levels_a_raised_record_moves(work: Workspace) -> None:
    work.page.listing.sort(By.LEVEL)
    work.settle()
    public = codes(work)[-1]
    work.desk.ask(work.page, lambda session, _: write.set_level(session, public, Level.SEALED))
    work.settle()
    assert codes(work)[0] == public


# --- another case -----------------------------------------------------------------------------------------------------


def cases(work: Workspace, *chosen: str) -> list[str]:
    return work.ask(lambda session, _: [session.vault.row(code).case for code in chosen])


def moved(work: Workspace, case: str) -> None:
    """The dialog that is open puts its records into a case."""
    dialog = work.dialog(MoveDialog)
    dialog.case.setCurrentIndex(dialog.case.findData(case))
    dialog.submit()
    work.qtbot.waitUntil(lambda: not work.page.findChildren(MoveDialog), timeout=5_000)
    work.settle()


def test_chosen_records_go_to_another_case_and_come_back_as_one(work: Workspace) -> None:
    first, second = codes(work)[:2]
    here = cases(work, first)[0]
    choose(work, 0, 1)
    work.page.listing.list.chosen.to_case.click()
    work.settle()
    dialog = work.dialog(MoveDialog)
    assert dialog.case.findData(here) < 0
    moved(work, "C-001")

    assert cases(work, first, second) == ["C-001", "C-001"]
    assert not {first, second} & set(codes(work))
    assert "2" in work.page.listing.list.step.text
    work.page.listing.list.undo.click()
    work.settle()
    assert cases(work, first, second) == [here, here]
    assert {first, second} <= set(codes(work))


def test_the_open_record_goes_with_what_was_just_typed(work: Workspace) -> None:
    code = codes(work)[0]
    work.open(code)
    work.write(" Sonra")
    work.page.move_to_case()
    work.settle()
    moved(work, "C-001")

    assert cases(work, code) == ["C-001"]
    assert work.ask(lambda session, _: session.vault.record(code).body.text).endswith(" Sonra")
    assert work.page.writing.code == code
    work.page.undo_many()
    work.settle()
    assert cases(work, code) != ["C-001"]


def test_what_cannot_go_is_named_with_its_reason(work: Workspace) -> None:
    floor = work.ask(lambda session, _: write.add_case(session, "Bağlı", floor=Level.INTERNAL).code)
    low = next(code for code, level in zip(codes(work), levels(work), strict=True) if level is Level.PUBLIC)
    work.open(low)
    work.page.move_to_case()
    work.settle()
    dialog = work.dialog(MoveDialog)
    dialog.case.setCurrentIndex(dialog.case.findData(floor))
    dialog.submit()
    work.settle()

    (item,) = dialog.model.items
    assert item.key == low
    assert f"nothing in {floor} may be below" in item.below
    dialog.submit()
    assert cases(work, low) != [floor]
