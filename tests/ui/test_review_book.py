"""The list of what is to be decided: only what is stored counts, and what could not be stored is open again."""

from __future__ import annotations

import pytest

from fieldnotes.model.redaction import Scope, Verdict
from fieldnotes_ui.models.review import Count, Kind, Order, Outcome, ReviewBook, ReviewItem, Spot, State

REDACTED, KEPT = Outcome(Verdict.REDACT, Scope.CASE), Outcome(Verdict.KEEP_ANYWAY, Scope.CASE)


def item(
    key: str, start: int, *, kind: Kind = Kind.NAME, record: str = "T-001", outcome: Outcome | None = None,
    certain: bool = False, optional: bool = False,
) -> ReviewItem:  # fmt: skip
    return ReviewItem(
        key=key,
        kind=kind,
        title=key,
        spots=(Spot(record, start, start + 4),),
        records=(record,),
        outcome=outcome,
        certain=certain,
        optional=optional,
    )


ITEMS = [
    item("late", 50),
    item("elsewhere", 0, record="T-000"),
    item("detail", 20, kind=Kind.DETAIL),
    item("early", 10),
    item("done", 5, outcome=REDACTED),
    item("kept", 90, outcome=KEPT),
    item("rule", 1, certain=True),
    item("hint", 2, kind=Kind.SUGGESTION, optional=True),
]


@pytest.fixture
def book() -> ReviewBook:
    made = ReviewBook()
    made.load(ITEMS, ("T-000", "T-001"))
    return made


def keys(book: ReviewBook) -> list[str]:
    return [one.key for one in book.listed()]


def test_open_ones_come_in_the_order_of_the_document_then_hints_then_what_is_decided(book: ReviewBook) -> None:
    assert keys(book) == ["elsewhere", "early", "detail", "late", "hint", "done", "kept"]


def test_by_kind_details_come_after_names(book: ReviewBook) -> None:
    book.order = Order.KIND

    assert keys(book)[:4] == ["elsewhere", "early", "late", "detail"]


def test_what_a_rule_did_is_listed_only_when_somebody_asks_and_never_counts(book: ReviewBook) -> None:
    before = book.count()
    book.asked_for = "rule"

    assert "rule" in keys(book)
    assert book.count() == before
    assert book.state("rule") is State.REDACTED


def test_on_its_way_is_still_open_and_stored_is_decided(book: ReviewBook) -> None:
    assert book.count() == Count(4, 2)
    book.note("early", State.STORING)
    assert book.count() == Count(4, 2)
    book.note("early", State.REDACTED)
    assert book.count() == Count(3, 3)
    assert book.count(record="T-000") == Count(1, 0)
    assert book.count(Kind.DETAIL) == Count(1, 0)


def test_a_fresh_answer_overrules_what_was_noted_but_a_failure_stays_visible(book: ReviewBook) -> None:
    book.note("early", State.REDACTED)
    book.note("late", State.FAILED)
    book.load(ITEMS, ("T-000", "T-001"))

    assert book.state("early") is State.OPEN
    assert book.state("late") is State.FAILED
    assert book.next_open("detail", 1) == "late"


def test_a_failure_is_forgotten_once_it_is_decided(book: ReviewBook) -> None:
    book.note("late", State.FAILED)
    book.load([item("late", 50, outcome=REDACTED)], ("T-001",))

    assert book.state("late") is State.REDACTED


def test_next_goes_round_and_passes_what_is_on_its_way(book: ReviewBook) -> None:
    book.note("detail", State.STORING)

    assert book.next_open("early", 1) == "late"
    assert book.next_open("hint", 1) == "elsewhere"
    assert book.next_open("elsewhere", -1) == "hint"
    assert ReviewBook().next_open("", 1) == ""


def test_a_kind_that_is_filtered_away_is_still_counted(book: ReviewBook) -> None:
    before = book.count()
    book.hidden = frozenset({Kind.NAME})

    assert keys(book) == ["detail", "hint"]
    assert book.count() == before


def test_of_two_over_one_letter_the_open_one_is_found(book: ReviewBook) -> None:
    book.load([item("done", 10, outcome=REDACTED), item("open", 12)], ("T-001",))

    assert book.at("T-001", 12) == "open"
    assert book.at("T-001", 10) == "done"
    assert book.at("T-001", 40) == ""
