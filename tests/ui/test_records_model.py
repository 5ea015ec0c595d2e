"""The lists' models: paging, keeping their place, what is revealed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from fieldnotes.model.level import Level
from fieldnotes.model.record import Card, Case, Kind, Row
from fieldnotes.services.views import ConsentState, FoundView, RowView
from fieldnotes_ui.models.cases import COUNT_ROLE, PlaceKind, PlacesModel
from fieldnotes_ui.models.records import PAGE, RecordsModel


def view(number: int, *, level: Level = Level.ROLE, title: str = "") -> RowView:
    code = f"T-{number:06}"
    card = Card(title=title or f"Başlıq {number}", excerpt=f"{title or f'Başlıq {number}'} Mətn", language="az")
    row = Row(code, code, Kind.TESTIMONY, "C-001", level, 1, "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", card)
    hidden = level is Level.INTERNAL
    return RowView(row, level, ConsentState.OK, hidden, code if hidden else card.title, "" if hidden else card.excerpt)


def shown(model: RecordsModel, at: int) -> FoundView:
    found = model.index(at).data(Qt.ItemDataRole.UserRole)
    assert isinstance(found, FoundView)
    return found


def page(newest: int, count: int = PAGE) -> list[RowView]:
    return [view(newest - at) for at in range(count)]


def test_a_model_of_records_behaves(qtmodeltester: ModelTester) -> None:
    model = RecordsModel()
    model.show_first(page(1000))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_a_hundred_thousand_records_cost_one_page_until_somebody_scrolls(qtbot: QtBot) -> None:
    model = RecordsModel()
    model.show_first(page(100_000))
    assert model.rowCount() == PAGE
    assert model.canFetchMore(QModelIndex())
    with qtbot.waitSignal(model.more_wanted) as asked:
        model.fetchMore(QModelIndex())
    assert asked.args == [f"T-{100_000 - PAGE + 1:06}"]
    assert not model.canFetchMore(QModelIndex())
    model.append(page(100_000 - PAGE), after=f"T-{100_000 - PAGE + 1:06}")
    assert model.rowCount() == 2 * PAGE
    assert model.row_of(f"T-{100_000 - PAGE:06}") == PAGE


def test_a_short_page_is_the_last_one() -> None:
    model = RecordsModel()
    model.show_first(page(5, 3))
    assert not model.canFetchMore(QModelIndex())


def test_a_late_page_of_another_list_is_dropped() -> None:
    model = RecordsModel()
    model.show_first(page(1000))
    model.fetchMore(QModelIndex())
    model.show_first(page(500))
    model.append(page(900), after="T-000901")
    assert model.rowCount() == PAGE


def test_a_changed_record_keeps_its_line(qtbot: QtBot) -> None:
    model = RecordsModel()
    model.show_first(page(10, 5))
    with qtbot.waitSignal(model.dataChanged):
        model.replace(view(8, title="Yeni"))
    assert [shown(model, at).row.title for at in range(3)] == ["Başlıq 10", "Başlıq 9", "Yeni"]


def test_a_line_does_not_say_its_title_twice() -> None:
    model = RecordsModel()
    model.show_first([view(1)])
    assert shown(model, 0).snippet == "Mətn"


def test_only_the_open_record_shows_what_its_level_hides() -> None:
    model = RecordsModel()
    model.show_first([view(2, level=Level.INTERNAL), view(1, level=Level.INTERNAL)])
    assert [shown(model, at).row.title for at in range(2)] == ["T-000002", "T-000001"]
    model.reveal("T-000001")
    assert [shown(model, at).row.title for at in range(2)] == ["T-000002", "Başlıq 1"]
    model.reveal("")
    assert shown(model, 1).row.title == "T-000001"
    assert not shown(model, 1).snippet


@pytest.mark.parametrize("drafts", [0, 2])
def test_places_are_all_drafts_if_any_and_cases(drafts: int, qtmodeltester: ModelTester) -> None:
    model = PlacesModel()
    cases = [Case("1", "C-001", "Gəncə işi", record_count=3), Case("2", "C-002", "Дело", record_count=4)]
    model.show_places(cases, drafts=drafts)
    kinds = [place.kind for at in range(model.rowCount()) if (place := model.place_at(at))]
    middle = [PlaceKind.DRAFTS] if drafts else []
    assert kinds == [PlaceKind.ALL, *middle, PlaceKind.HEADER, PlaceKind.CASE, PlaceKind.CASE]
    assert model.index(0).data(COUNT_ROLE) == 7
    heading = model.index(model.row_of(PlaceKind.HEADER))
    assert not model.flags(heading) & Qt.ItemFlag.ItemIsSelectable
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_new_counts_do_not_reset_the_places(qtbot: QtBot) -> None:
    model = PlacesModel()
    model.show_places([Case("1", "C-001", "Gəncə", record_count=3)], drafts=0)
    with qtbot.assertNotEmitted(model.modelReset):
        model.show_places([Case("1", "C-001", "Gəncə", record_count=4)], drafts=0)
    assert model.index(0).data(COUNT_ROLE) == 4
