"""Records chosen in the list leave alone: from the bar or the menu of the list to the workbench, and back to all."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from fieldnotes.model.audience import Audience
from fieldnotes.services import find
from fieldnotes.services.preparing import NOT_CHOSEN
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.move_case import MoveDialog
from tests.ui.conftest import CASE
from tests.ui.library_helpers import Workspace
from tests.ui.share_helpers import Redacting


@pytest.fixture
def work(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> Workspace:
    return Workspace(qtbot, desk, clipboard)


@pytest.fixture
def redacting(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> Redacting:
    return Redacting(qtbot, desk, clipboard)


def choose(work: Workspace, *rows: int) -> None:
    view = work.page.listing.list.view
    view.selectionModel().clear()
    for row in rows:
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        view.selectionModel().select(view.model().index(row, 0), flags)


def menu(work: Workspace, row: int) -> QMenu:
    """The menu of the list, opened on a row."""
    view = work.page.listing.list.view
    view.customContextMenuRequested.emit(view.visualRect(view.model().index(row, 0)).center())
    shown = work.page.many.menu.shown
    assert shown is not None
    return shown


# --- from the list --------------------------------------------------------------------------------------------------


def test_chosen_records_of_one_case_go_to_the_workbench_alone(work: Workspace) -> None:
    work.page.open_case(CASE)
    work.settle()
    choose(work, 0, 2)
    chosen = work.page.listing.chosen_codes()
    with work.qtbot.waitSignal(work.page.redact_wanted, timeout=5_000) as wanted:
        work.page.listing.list.chosen.export.click()

    assert wanted.args == [CASE, tuple(chosen)]


def test_records_of_two_cases_do_not_leave_together(work: Workspace) -> None:
    rows = {view.row.code: view.row.case for view in work.ask(lambda session, _: find.rows(session))}
    work.page.listing.show_all()
    work.settle()
    model = work.page.listing.records
    places = [rows[model.code_at(row)] for row in range(model.rowCount())]
    other = next(row for row, case in enumerate(places) if case != places[0])
    choose(work, 0, other)
    sent: list[object] = []
    work.page.redact_wanted.connect(lambda *told: sent.append(told))

    work.page.listing.list.chosen.export.click()
    work.settle()

    assert not sent
    assert "of one case" in work.notices[-1]


def test_the_menu_of_the_list_offers_what_can_be_done(work: Workspace) -> None:
    choose(work, 0)
    one = menu(work, 0)
    assert [action.isEnabled() for action in one.actions()] == [True] * 6
    one.close()
    choose(work, 0, 1)
    several = menu(work, 1)
    off = {action.text() for action in several.actions() if not action.isEnabled()}
    assert off == {"Open beside, to compare", "Versions: compare, go back, read back…"}
    several.close()


def test_the_menu_does_what_it_says(work: Workspace) -> None:
    work.open("T-001")
    choose(work, work.page.listing.records.row_of("T-001"))
    shown = menu(work, work.page.listing.records.row_of("T-001"))
    next(action for action in shown.actions() if action.text() == "Put into another case…").trigger()
    shown.close()
    work.settle()

    dialog = work.dialog(MoveDialog)
    assert [item.key for item in dialog.model.items] == ["T-001"]
    dialog.done(0)


# --- in the workbench -----------------------------------------------------------------------------------------------


def leaving(work: Redacting) -> set[str]:
    assert work.page.preview is not None
    return {record.code for record in work.page.preview.records if record.included}


def test_a_selection_alone_leaves_until_all_are_wanted_again(redacting: Redacting) -> None:
    redacting.audience(Audience.EDITOR)
    redacting.page.open_case(CASE)
    redacting.settle()
    every = leaving(redacting)
    one = min(every)

    redacting.page.open_case(CASE, (one,))
    redacting.settle()
    assert leaving(redacting) == {one}
    assert redacting.page.telling.how().only == {one}
    assert redacting.page.selection.strip.isVisible()
    assert one in redacting.page.selection.strip.text
    preview = redacting.page.preview
    assert preview is not None
    held = {code.code for record in preview.records if record.code in every - {one} for code in record.reasons}
    assert held == {NOT_CHOSEN}

    redacting.page.selection.all_button.click()
    redacting.settle()
    assert leaving(redacting) == every
    assert not redacting.page.selection.strip.isVisible()
    assert not redacting.page.telling.how().only


def test_it_holds_for_another_audience_and_goes_with_the_case(redacting: Redacting) -> None:
    redacting.page.open_case(CASE, ("T-001",))
    redacting.settle()
    redacting.audience(Audience.LEGAL)
    assert redacting.page.telling.how().only == {"T-001"}

    redacting.bench.choose_case("C-002")
    redacting.settle()
    assert not redacting.page.telling.how().only
    assert not redacting.page.selection.strip.isVisible()
    redacting.bench.choose_case(CASE)
    redacting.settle()
    assert not redacting.page.telling.how().only
