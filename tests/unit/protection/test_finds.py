"""Finds stay in order and apart, so that those about one place are found without looking at all of them."""

from __future__ import annotations

from fieldnotes.model.redaction import ChangeKind
from fieldnotes.protection.finds import Find, Finds


def _finds(*spans: tuple[int, int]) -> Finds:
    finds = Finds()
    for start, end in spans:
        finds.add(Find(start, end, ChangeKind.NAME, "[x]", "why"))
    return finds


def test_between_are_those_that_overlap_a_stretch_or_end_where_it_begins() -> None:
    finds = _finds((30, 34), (0, 4), (10, 14), (20, 24))
    assert [one.start for one in finds.between(14, 21)] == [10, 20]
    assert [one.start for one in finds.between(-100, 100)] == [0, 10, 20, 30]
    assert not finds.between(15, 20)
    assert not Finds().between(0, 10)
