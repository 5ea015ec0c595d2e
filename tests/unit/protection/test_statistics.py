"""No table that leaves lets anybody read off a handful of people, or compute them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.protection.statistics import LEAST, rounded_up, suppressed, suppressed_total

_COUNTS = st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 40), max_size=8)


def test_small_cells_are_not_shown_and_zeros_are() -> None:
    assert suppressed({"a": 3, "b": 4, "c": 0, "d": 90}) == {"a": None, "b": None, "c": 0, "d": 90}


def test_a_single_hidden_cell_takes_the_next_smallest_with_it() -> None:
    assert suppressed({"a": 3, "b": 12, "c": 90}) == {"a": None, "b": None, "c": 90}


def test_hidden_cells_that_are_few_together_take_another_with_them() -> None:
    assert suppressed({"a": 1, "b": 2, "c": 8, "d": 90}) == {"a": None, "b": None, "c": None, "d": 90}


def test_a_number_of_records_is_told_in_steps_of_five() -> None:
    assert [rounded_up(count) for count in (0, 1, 4, 5, 6, 11)] == [0, 5, 5, 5, 10, 15]


def test_where_nothing_is_small_all_is_shown() -> None:
    assert suppressed({"a": 5, "b": 6}) == {"a": 5, "b": 6}
    assert suppressed_total({"a": 5, "b": 6}) == 11


def test_a_total_that_gives_a_cell_away_is_not_told() -> None:
    assert suppressed_total({"a": 3}) is None
    assert suppressed_total({"a": 1, "b": 2}) is None
    assert suppressed_total({"a": 3, "b": 12}) == 15
    assert suppressed_total({}) == 0


@given(_COUNTS)
def test_what_is_shown_does_not_give_away_what_is_hidden(counts: dict[str, int]) -> None:
    shown = suppressed(counts)
    hidden = [counts[key] for key, count in shown.items() if count is None]
    assert all(count == 0 or count >= LEAST for count in shown.values() if count is not None)
    assert all(shown[key] in (None, count) for key, count in counts.items())
    if hidden and suppressed_total(counts) is not None:
        assert len(hidden) > 1
        assert sum(hidden) >= LEAST
