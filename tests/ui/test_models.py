"""Every model of the client keeps the rules that views rely on, while it is filled, changed, narrowed and emptied."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QAbstractItemModel, QObject
from PySide6.QtTest import QAbstractItemModelTester

import fieldnotes_ui
from fieldnotes.model.audit import Finding, Severity, Status
from fieldnotes.model.consent import Answer, Use
from fieldnotes.model.record import Case
from fieldnotes.model.register import EntityType, Entry, Identity
from fieldnotes.services.views import LedgerLine
from fieldnotes_ui.models.cases import PlacesModel
from fieldnotes_ui.models.entries import EntryFilter, EntryModel
from fieldnotes_ui.models.findings import FindingModel
from fieldnotes_ui.models.items import Item, ItemModel
from fieldnotes_ui.models.ledger import LedgerModel
from fieldnotes_ui.models.order import Order
from fieldnotes_ui.models.records import PAGE, RecordsModel
from fieldnotes_ui.models.suggestions import SuggestionModel
from fieldnotes_ui.widgets.consent_table import _Answers
from tests.ui.test_records_model import page, view
from tests.ui.test_suggestion_panel import FOUND

PEOPLE = [Entry(code, code, identity=Identity(name)) for code, name in (("S-001", "Zülal Əhədova"), ("P-001", "Kərim"))]
FINDINGS = [
    Finding(f"A0{number}", f"Finding {number}", Severity.HIGH, status, "1", "2", "why", "how")
    for number, status in enumerate((Status.PASS, Status.FAIL, Status.UNKNOWN))
]

Life = Iterator[QAbstractItemModel]
"""What happens to a model: it is given first, empty, and used after."""


def records() -> Life:
    yield (model := RecordsModel())
    model.show_first(page(500))
    model.show_order(Order.of([*model.order.codes, *(f"T-{500 - PAGE - at:06}" for at in range(7))], model.order))
    model.show_rows((), page(500 - PAGE, 7))
    model.show_order(Order.of(list(model.order.codes[3:40]), model.order))
    model.reveal("T-000400")
    model.replace(view(400, title="Yeni"))
    model.show_first([])


def places() -> Life:
    yield (model := PlacesModel())
    cases = [Case("1", "C-001", "Gəncə işi", record_count=3), Case("2", "C-002", "Дело", record_count=4)]
    model.show_places(cases, drafts=0)
    model.show_places(cases, drafts=2)
    model.show_places(cases[:1], drafts=0)


def entries() -> Life:
    yield (model := EntryModel(lambda entry: entry.code))
    model.show_entries(PEOPLE)
    model.show_names(True)
    model.seal()
    model.show_entries([])


def narrowed_entries() -> Life:
    source = EntryModel(lambda entry: entry.code)
    yield (model := EntryFilter(source))
    source.show_entries(PEOPLE)
    model.narrow("zülal", None)
    assert model.rowCount() == 1
    model.narrow("", EntityType.PHONE)
    assert model.rowCount() == 0
    model.narrow("", None)
    source.show_entries(PEOPLE[:1])


def findings() -> Life:
    yield (model := FindingModel())
    model.show_findings(FINDINGS)
    model.toggle(0)
    model.filter("A01")
    assert model.rowCount() == 1
    model.show_findings([])


def items() -> Life:
    yield (model := ItemModel())
    model.show_items([Item("a", "Bir"), Item("b", "İki", "altında")])
    model.show_items([Item("b", "İki")])


def ledger() -> Life:
    yield (model := LedgerModel())
    model.show_lines([LedgerLine(at, "2026-03-01T10:00:00Z", "opened-vault", "C-001") for at in (1, 2)])
    model.show_lines([])


def suggestions() -> Life:
    yield (model := SuggestionModel())
    model.show_suggestions(FOUND)
    model.tick_all(ticked=True)
    assert len(model.ticked()) == len(FOUND)
    model.show_suggestions(FOUND[1:2])


def answers() -> Life:
    keeper = QObject()
    yield (model := _Answers(keeper))
    model.show({Use.PRESS: Answer.NO}, frozenset({Use.PRESS}), editable=True)
    model.choose(model.index(1, 1))
    model.show({}, frozenset(), editable=False)


LIVES: dict[type[QAbstractItemModel], Callable[[], Life]] = {
    RecordsModel: records,
    PlacesModel: places,
    EntryModel: entries,
    EntryFilter: narrowed_entries,
    FindingModel: findings,
    ItemModel: items,
    LedgerModel: ledger,
    SuggestionModel: suggestions,
    _Answers: answers,
}


@pytest.mark.parametrize("kind", LIVES, ids=lambda kind: kind.__name__)
def test_a_model_keeps_its_promises_to_views(kind: type[QAbstractItemModel]) -> None:
    """Qt's tester warns of a broken promise, and a warning of Qt fails a test."""
    life = LIVES[kind]()
    model = next(life)
    assert type(model) is kind
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    assert tester.model() is model
    assert next(life, None) is None


def test_every_model_of_the_client_is_among_them() -> None:
    for module in pkgutil.walk_packages(fieldnotes_ui.__path__, "fieldnotes_ui."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)

    assert {kind.__name__ for kind in _ours(QAbstractItemModel)} == {kind.__name__ for kind in LIVES}


def _ours(kind: type[QAbstractItemModel]) -> Iterator[type[QAbstractItemModel]]:
    for below in kind.__subclasses__():
        if below.__module__.startswith("fieldnotes_ui."):
            yield below
        yield from _ours(below)
