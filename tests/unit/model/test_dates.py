"""A date says how exactly it is known, prints that, and compares with others without pretending to know more."""

from __future__ import annotations

from datetime import date

import pytest

from fieldnotes.errors import BadValue
from fieldnotes.model.dates import UNKNOWN_DATE, Precision, UncertainDate, days_after


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2016-11-04", Precision.DAY, date(2016, 11, 4), date(2016, 11, 4)),
        ("2016-11", Precision.MONTH, date(2016, 11, 1), date(2016, 11, 30)),
        ("2016-02", Precision.MONTH, date(2016, 2, 1), date(2016, 2, 29)),
        ("2016", Precision.YEAR, date(2016, 1, 1), date(2016, 12, 31)),
        ("c. 2016-11", Precision.CIRCA, date(2016, 10, 1), date(2016, 12, 31)),
        ("c. 2016", Precision.CIRCA, date(2015, 1, 1), date(2017, 12, 31)),
        ("c. 2016-11-04", Precision.CIRCA, date(2016, 11, 3), date(2016, 11, 5)),
        ("2016-11..2017-02", Precision.RANGE, date(2016, 11, 1), date(2017, 2, 28)),
        ("2015..2016-03-04", Precision.RANGE, date(2015, 1, 1), date(2016, 3, 4)),
    ],
)
def test_a_date_spans_every_day_that_it_may_mean(text: str, precision: Precision, first: date, last: date) -> None:
    found = UncertainDate.parse(text)
    assert (found.precision, found.span, str(found)) == (precision, (first, last), text)


@pytest.mark.parametrize("text", ["", " ", "unknown", "?", "Unknown"])
def test_no_date_is_a_date_too(text: str) -> None:
    found = UncertainDate.parse(text)
    assert found == UNKNOWN_DATE
    assert not found
    assert (found.precision, found.span, str(found)) == (Precision.UNKNOWN, None, "")


@pytest.mark.parametrize(
    ("text", "notation"), [("ca. 2016", "c. 2016"), ("circa 2016-11", "c. 2016-11"), ("~2016", "c. 2016")]
)
def test_about_is_written_in_several_ways(text: str, notation: str) -> None:
    assert str(UncertainDate.parse(text)) == notation


@pytest.mark.parametrize(
    "text",
    ["2016-13", "2016-02-30", "16", "4.11.2016", "2017..2016", "2016-11..", "..2016", "2016-1", "Rəna 2016", "c."],
)
def test_what_is_no_date_is_refused_and_not_repeated_unless_it_looks_like_one(text: str) -> None:
    with pytest.raises(BadValue) as error:
        UncertainDate.parse(text)
    assert "Rəna" not in error.value.sentence_text()


def test_dates_sort_by_their_first_day_and_unknown_ones_last() -> None:
    texts = ["", "2017", "2016-11-04", "c. 2016-11", "2016-11", "2015..2018"]
    found = sorted(map(UncertainDate.parse, texts), key=lambda one: one.sort_key)
    assert [str(one) for one in found] == ["2015..2018", "c. 2016-11", "2016-11", "2016-11-04", "2017", ""]


@pytest.mark.parametrize(
    ("earlier", "later", "days"),
    [
        ("2016-03-12", "2016-03-30", (18, 18)),
        ("2016-03-12", "2016-04", (20, 49)),
        ("2016-03", "2016-03", (0, 30)),
        ("2016-03-12", "2016-03-11", None),
        ("2016-03-12", "", None),
        ("", "2016-03-12", None),
    ],
)
def test_days_between_are_as_uncertain_as_the_dates(earlier: str, later: str, days: tuple[int, int] | None) -> None:
    assert days_after(UncertainDate.parse(earlier), UncertainDate.parse(later)) == days
