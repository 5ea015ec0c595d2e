"""What changed between two bundles, by digests alone: records are paired by what they share, not by labels."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.bundle.differences import compare, outline
from fieldnotes.model.bundle import BundleRecord, Fate


def record(label: str, text: str, title: str = "Söhbət") -> BundleRecord:
    return BundleRecord(label, "testimony", "az", "ANONYMOUS", title, text, "", ())


def found(old: list[BundleRecord], new: list[BundleRecord]) -> list[tuple[str, str, str]]:
    return [(one.fate.value, one.label, one.former) for one in compare([*map(outline, old)], [*map(outline, new)])]


def test_records_are_paired_although_their_labels_changed() -> None:
    old = [record("R-001", "bir\niki"), record("R-002", "üç\ndörd")]
    new = [record("R-001", "üç\ndörd"), record("R-002", "bir\niki"), record("R-003", "beş")]

    assert found(old, new) == [("same", "R-001", "R-002"), ("same", "R-002", "R-001"), ("added", "R-003", "")]


def test_a_changed_record_tells_which_paragraphs_are_fresh_and_which_are_gone() -> None:
    (one,) = compare([outline(record("R-001", "a\nb\nc"))], [outline(record("R-001", "a\nx\nc\ny"))])

    assert (one.fate, one.fresh, one.gone) == (Fate.CHANGED, (1, 3), (1,))


def test_a_record_that_went_is_told_last() -> None:
    assert found([record("R-001", "bir"), record("R-002", "iki")], [record("R-001", "iki")]) == [
        ("same", "R-001", "R-002"),
        ("removed", "", "R-001"),
    ]


def test_empty_paragraphs_join_nothing() -> None:
    assert found([record("R-001", "bir\n\nüç")], [record("R-001", "iki\n\ndörd")]) == [
        ("added", "R-001", ""),
        ("removed", "", "R-001"),
    ]


def test_another_title_is_a_change() -> None:
    assert found([record("R-001", "bir")], [record("R-001", "bir", "Başqa")]) == [("changed", "R-001", "R-001")]


TEXTS = st.lists(st.text("abc\n", max_size=8), max_size=6)


@given(TEXTS, TEXTS)
def test_every_record_is_told_of_once(old: list[str], new: list[str]) -> None:
    before = [record(f"R-{at:03d}", text) for at, text in enumerate(old)]
    after = [record(f"R-{at:03d}", text) for at, text in enumerate(new)]
    told = compare([*map(outline, before)], [*map(outline, after)])

    assert [one.label for one in told if one.label] == [one.label for one in after]
    assert sorted(one.former for one in told if one.former) == [one.label for one in before]


@given(st.lists(st.text("abc\n", max_size=8), max_size=6))
def test_nothing_differs_from_itself(texts: list[str]) -> None:
    records = [outline(record(f"R-{at:03d}", text)) for at, text in enumerate(texts)]

    assert all(one.fate is Fate.SAME and one.label == one.former for one in compare(records, records)) or len(
        {one.paragraphs for one in records}
    ) < len(records)
