"""Search while typing: found words, half queries, scope, names, an empty result."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fieldnotes.progress import Watch
from fieldnotes.services.session import Session
from fieldnotes.services.views import FoundView, SearchResult
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.pages.library.listing import _search
from tests.ui.library_helpers import Workspace


@pytest.fixture
def work(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> Workspace:
    return Workspace(qtbot, desk, clipboard)


def found(work: Workspace) -> list[FoundView]:
    model = work.page.listing.records
    return [model.index(at).data(Qt.ItemDataRole.UserRole) for at in range(model.rowCount())]


def in_case(case: str, session: Session, watch: Watch) -> SearchResult:
    return _search(session, "kind:testimony", case, watch)


def search(work: Workspace, text: str) -> None:
    work.page.listing.list.field.setText(text)
    work.qtbot.wait(200)  # the debounce is the thing under test
    work.settle()


def test_words_are_found_while_typing_and_marked(work: Workspace) -> None:
    search(work, "Tbilisi")
    views = found(work)
    assert views
    marked = [view.snippet[start:end] for view in views for start, end in view.marks]
    assert "Tbilisi" in marked
    assert "found" in work.page.listing.list.count.text()


def test_an_emptied_field_is_the_list_again(work: Workspace) -> None:
    before = work.page.listing.records.rowCount()
    search(work, "Tbilisi")
    assert work.page.listing.records.rowCount() < before
    search(work, "")
    assert work.page.listing.records.rowCount() == before


def test_half_a_query_is_told_and_the_list_stays(work: Workspace) -> None:
    before = work.page.listing.records.rowCount()
    search(work, '"yarım')
    assert work.page.listing.records.rowCount() == before
    assert work.page.listing.list.count.objectName() == "error"


def test_nothing_found_says_so(work: Workspace) -> None:
    search(work, "qwxyzzz")
    assert found(work) == []
    assert work.page.listing.list._nothing.isVisible()


def test_a_case_is_searched_alone_and_everything_on_request(work: Workspace) -> None:
    work.page.open_case("C-002")
    work.settle()
    search(work, "kind:testimony")
    assert {view.row.row.case for view in found(work)} == {"C-002"}
    work.page.focus_search_everywhere()
    work.qtbot.wait(200)
    work.settle()
    assert len({view.row.row.case for view in found(work)}) > 1


def test_other_cases_cannot_crowd_a_case_out(work: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fieldnotes_ui.pages.library.listing.LIMIT", 2)
    for case in ("C-001", "C-002", "C-003"):
        result = work.ask(partial(in_case, case))
        assert result.records
        assert {view.row.row.case for view in result.records} == {case}


def test_closed_compartment_is_told(qtbot: QtBot, sealed_closed_desk: Desk, clipboard: Clipboard) -> None:
    work = Workspace(qtbot, sealed_closed_desk, clipboard)
    search(work, "Tbilisi")
    assert "sealed records were not searched" in work.page.listing.list.count.text()


def test_down_goes_to_the_results_and_escape_empties_the_field(work: Workspace, qtbot: QtBot) -> None:
    field = work.page.listing.list.field
    with qtbot.waitActive(work.page):
        work.page.activateWindow()
    work.page.focus_search()
    search(work, "Tbilisi")
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert work.page.listing.list.view.hasFocus()
    work.page.focus_search()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.text()


def test_down_opens_the_first_hit(work: Workspace, qtbot: QtBot) -> None:
    """Once the hits are there, and as well where the key comes before them."""
    records = work.page.listing.list
    with qtbot.waitActive(work.page):
        work.page.activateWindow()
    work.page.focus_search()
    search(work, "Tbilisi")
    QTest.keyClick(records.field, Qt.Key.Key_Down)
    work.settle()
    first = found(work)[0].row.row.code
    assert work.page.writing.code == first

    work.page.focus_search()
    records.field.setText("kind:note")
    QTest.keyClick(records.field, Qt.Key.Key_Down)
    work.settle()
    assert found(work)
    assert work.page.writing.code == found(work)[0].row.row.code != first
