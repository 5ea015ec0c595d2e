"""Beside the search field: what can be typed, and searches kept under a name."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from fieldnotes.model import query
from fieldnotes.model.query import Name
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.save_search import SaveSearchDialog
from fieldnotes_ui.widgets.search_menus import HelpMenu
from tests.ui.library_helpers import Workspace

SOURCE_NAME = "Yavər Dəmirçizadə"


@pytest.fixture
def work(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> Workspace:
    return Workspace(qtbot, desk, clipboard)


def search(work: Workspace, text: str) -> None:
    work.page.listing.list.field.setText(text)
    work.qtbot.wait(200)  # the debounce is the thing under test
    work.settle()


def save(work: Workspace, name: str) -> None:
    menu = offered(work)
    menu.actions()[0].trigger()
    menu.close()
    dialog = next(one for one in work.page.findChildren(SaveSearchDialog) if one.isVisible())
    dialog.name.setText(name)
    dialog.main.click()
    work.settle()


def offered(work: Workspace) -> QMenu:
    work.page.listing.list.saved.click()
    work.settle()
    menu = work.page.listing.finding._menu
    assert menu is not None
    return menu


def lines(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_every_example_of_the_help_can_be_searched_for(work: Workspace) -> None:
    typed: list[str] = []
    menu = HelpMenu(typed.append, work.page)
    for action in menu.actions():
        action.trigger()

    assert len(typed) == len(menu.actions())
    parsed = [query.parse(example) for example in typed]
    assert {one.filters[0].name for one in parsed if one.filters} >= {
        Name.KIND, Name.LEVEL, Name.PERSON, Name.ABOUT, Name.STATUS, Name.DATE, Name.TAG, Name.HAS, Name.REPRISAL,
    }  # fmt: skip


def test_an_example_that_is_chosen_joins_what_was_typed(work: Workspace) -> None:
    search(work, "Tbilisi")
    work.page.listing.list.help.click()
    menu = work.page.listing.finding._menu
    assert menu is not None
    next(action for action in menu.actions() if action.text().startswith("kind:")).trigger()
    menu.close()

    assert work.page.listing.list.field.text() == "Tbilisi kind:testimony,incident"
    work.qtbot.wait(200)
    work.settle()


def test_a_mistake_is_told_with_its_place(work: Workspace) -> None:
    search(work, "Tbilisi kind:poem")

    assert "character 14" in work.page.listing.list.count.text()
    assert work.page.listing.list.count.objectName() == "error"


def test_a_saved_search_is_offered_and_searches_again(work: Workspace) -> None:
    search(work, "Tbilisi")
    found = work.page.listing.records.rowCount()
    save(work, "Gürcüstan & dostlar")
    assert work.notices == ["Saved: Gürcüstan & dostlar"]
    search(work, "")

    menu = offered(work)
    assert "Gürcüstan && dostlar\tTbilisi" in lines(menu)
    next(action for action in menu.actions() if "Tbilisi" in action.text()).trigger()
    menu.close()
    work.qtbot.wait(200)
    work.settle()
    assert work.page.listing.list.field.text() == "Tbilisi"
    assert work.page.listing.records.rowCount() == found


def test_a_saved_search_can_be_forgotten(work: Workspace) -> None:
    search(work, "Tbilisi")
    save(work, "once")
    menu = offered(work)
    away = next(action.menu() for action in menu.actions() if action.menu() is not None)
    assert isinstance(away, QMenu)
    away.actions()[0].trigger()
    menu.close()
    work.settle()

    menu = offered(work)
    assert "No search is saved yet" in lines(menu)
    menu.close()


def test_without_anything_typed_there_is_nothing_to_save(work: Workspace) -> None:
    menu = offered(work)

    assert not menu.actions()[0].isEnabled()
    menu.close()


def test_a_query_that_cannot_be_understood_is_not_saved(work: Workspace) -> None:
    search(work, '"half')
    menu = offered(work)
    menu.actions()[0].trigger()
    menu.close()
    dialog = next(one for one in work.page.findChildren(SaveSearchDialog) if one.isVisible())
    dialog.name.setText("half")
    dialog.main.click()
    work.settle()

    assert dialog.isVisible()
    assert "character 1" in dialog.problem.text()
    dialog.reject()


def test_a_menu_with_saved_names_goes_when_names_are_closed(work: Workspace) -> None:
    search(work, SOURCE_NAME)
    save(work, SOURCE_NAME)
    menu = offered(work)
    assert any(SOURCE_NAME in line for line in lines(menu))

    work.desk.close_sealed()

    assert not menu.isVisible()
    assert not lines(menu)
    work.settle()
    again = offered(work)
    assert not any(SOURCE_NAME in line for line in lines(again))
    again.close()
