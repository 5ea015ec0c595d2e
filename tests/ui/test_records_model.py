"""The lists' models: paging, keeping their place, what is revealed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from fieldnotes.model.level import Level
from fieldnotes.model.record import Card, Case, Kind, Row
from fieldnotes.progress import Cancelled, Watch
from fieldnotes.services.views import ConsentState, FoundView, RowView
from fieldnotes_ui.models.cases import COUNT_ROLE, PlaceKind, PlacesModel
from fieldnotes_ui.models.order import Order
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


def asked(qtbot: QtBot, model: RecordsModel, *rows: int) -> list[str]:
    """What the model asks for when these lines are looked at."""
    with qtbot.waitSignal(model.rows_wanted) as wanted:
        for row in rows:
            model.index(row).data()
    codes = wanted.args[0]
    assert isinstance(codes, list)
    return codes


def codes(newest: int, count: int) -> list[str]:
    return [f"T-{newest - at:06}" for at in range(count)]


def test_of_a_hundred_thousand_records_those_that_are_looked_at_are_read(qtbot: QtBot) -> None:
    model = RecordsModel()
    model.show_first(page(100_000))
    with qtbot.assertNotEmitted(model.modelReset):
        model.show_order(Order.of(codes(100_000, 100_000), model.order))
    assert model.rowCount() == 100_000
    assert shown(model, 0).row.row.code == "T-100000"
    assert model.index(50_000).data(Qt.ItemDataRole.UserRole) is None
    wanted = asked(qtbot, model, 50_000)
    assert "T-050000" in wanted
    assert len(wanted) < PAGE
    model.show_rows(wanted, [view(int(code[2:])) for code in wanted])
    assert shown(model, 50_000).row.row.code == "T-050000"


def test_nothing_is_asked_for_twice_until_it_came_or_failed(qtbot: QtBot) -> None:
    model = RecordsModel()
    model.show_order(Order.of(codes(1000, 1000)))
    wanted = asked(qtbot, model, 500)
    with qtbot.assertNotEmitted(model.rows_wanted, wait=20):
        model.index(500).data()
    model.stop_asking(wanted)
    assert asked(qtbot, model, 500) == wanted


def test_lines_kept_in_memory_have_a_bound(qtbot: QtBot) -> None:
    model = RecordsModel()
    model.show_order(Order.of(codes(10_000, 10_000)))
    for first in range(0, 10_000, 500):
        some = codes(10_000 - first, 500)
        model.show_rows(some, [view(int(code[2:])) for code in some])
    assert sum(model.view_of(code) is not None for code in model.order.codes) == 1500


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("abcde", "abcde"),
        ("abcde", "xabcde"),
        ("abcde", "abde"),
        ("abcde", "abxyde"),
        ("abcde", "abxe"),
        ("abcde", "edcba"),
        ("abcde", ""),
        ("", "abc"),
        ("aaa", "aa"),
    ],
)
def test_another_order_keeps_what_is_chosen(before: str, after: str) -> None:
    model = RecordsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    model.show_order(Order.of(list(before)))
    kept = {code: QPersistentModelIndex(model.index(model.row_of(code))) for code in before}
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    model.show_order(Order.of(list(after), model.order))
    assert [model.code_at(row) for row in range(model.rowCount())] == list(after)
    assert not resets
    assert all(model.code_at(index.row()) == code for code, index in kept.items() if index.isValid())


def test_an_order_made_for_another_list_takes_its_place_whole(qtbot: QtBot) -> None:
    model = RecordsModel()
    model.show_order(Order.of(["a", "b"]))
    late = Order.of(["a", "c"], model.order)
    model.show_order(Order.of(["x"]))
    with qtbot.waitSignal(model.modelReset):
        model.show_order(late)
    assert (model.rowCount(), model.row_of("c")) == (2, 1)


def test_making_an_order_can_be_stopped() -> None:
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        Order.of(["a"], None, watch)


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
