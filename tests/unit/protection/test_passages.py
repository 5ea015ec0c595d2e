"""Which of several marks words what readers see."""

from __future__ import annotations

from itertools import permutations

from fieldnotes.model.level import Level
from fieldnotes.model.record import Passage
from fieldnotes.protection.passages import overlapping, strictest_first


def passage(start: int, end: int, level: Level) -> Passage:
    return Passage(start, end, level, "")


def test_the_strictest_comes_first_then_the_longest_in_whatever_order_they_were_marked() -> None:
    wide, long, short = passage(0, 40, Level.INTERNAL), passage(5, 20, Level.SEALED), passage(10, 12, Level.SEALED)
    for given in permutations((wide, long, short)):
        assert strictest_first(given) == [long, short, wide]


def test_marks_that_overlap_by_way_of_a_third_belong_together_and_neighbours_do_not() -> None:
    one, two, three = passage(0, 10, Level.INTERNAL), passage(8, 20, Level.INTERNAL), passage(18, 21, Level.SEALED)
    beside = passage(21, 30, Level.SEALED)
    assert overlapping([beside, three, one, two]) == [[three, two, one]]
