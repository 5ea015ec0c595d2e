"""Dates typed with the names of months become the notation that is kept."""

from __future__ import annotations

import pytest

from fieldnotes.errors import BadValue
from fieldnotes.services import date_reading
from fieldnotes.services.form_text import date_words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("2016-11", "2016-11"),
        ("c. 2016-11", "c. 2016-11"),
        ("c. November 2016", "c. 2016-11"),
        ("4 November 2016", "2016-11-04"),
        ("Nov 2016", "2016-11"),
        ("ок. ноября 2016", "c. 2016-11"),
        ("4 ноября 2016", "2016-11-04"),
        ("təxm. noyabr 2016", "c. 2016-11"),
        ("Kasım 2016 – Şubat 2017", "2016-11..2017-02"),
        ("November 2016 - 2017-02", "2016-11..2017-02"),
        ("04.11.2016", "2016-11-04"),
        ("11.2016", "2016-11"),
        ("2016..2017", "2016..2017"),
        ("unknown", ""),
    ],
)
def test_a_date_is_understood(typed: str, kept: str) -> None:
    assert str(date_reading.read(typed)) == kept


@pytest.mark.parametrize("typed", ["last winter", "31 February 2016", "Ma 2016", "Mayor 2016", "February 2017 – 2016"])
def test_what_is_no_date_or_could_be_two_is_refused(typed: str) -> None:
    with pytest.raises(BadValue):
        date_reading.read(typed)


def test_what_the_program_writes_it_reads() -> None:
    for kept in ("2016", "2016-11", "c. 2016-11", "2016-11-04", "2016-11..2017-02"):
        for language in ("en", "az", "ru", "tr"):
            assert str(date_reading.read(date_words(date_reading.read(kept), language))) == kept
