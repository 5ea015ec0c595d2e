"""The ladders word a detail by its class, decade or order of magnitude."""

from __future__ import annotations

import pytest

from fieldnotes.redaction.generalise import _CLASSES, capitalised, city_in, decade, interval, magnitude, word_for
from fieldnotes.redaction.ladder import Rung
from fieldnotes.redaction.quasi import find_details


@pytest.mark.parametrize("kind", sorted(_CLASSES))
@pytest.mark.parametrize("language", ["en", "az", "ru", "tr", "ka", "ar", "fa", "de", "fr", "es"])
@pytest.mark.parametrize("plural", [False, True])
def test_the_wording_of_a_class_is_no_detail_itself(kind: str, language: str, plural: bool) -> None:
    assert find_details(word_for(kind, language, plural=plural), language=language) == []


@pytest.mark.parametrize(
    ("year", "az", "tr"),
    [(2003, "2000-ci illər", "2000'ler"), (2017, "2010-cu illər", "2010'lar"), (2021, "2020-ci illər", "2020'ler"),
     (1994, "1990-cı illər", "1990'lar"), (1968, "1960-cı illər", "1960'lar")],
)  # fmt: skip
def test_decades_follow_the_vowels_of_their_number(year: int, az: str, tr: str) -> None:
    assert decade(year, "az") == az
    assert decade(year, "tr") == tr


def test_sums_become_orders_of_magnitude() -> None:
    assert magnitude(60, "en") == "tens of"
    assert magnitude(200, "az") == "yüzlərlə"
    assert magnitude(5000, "ru") == "тысячи"
    assert magnitude(3e6, "tr") == "milyonlarca"
    assert magnitude(3e9, "en") == "billions of"


def test_spans_of_time_and_cities() -> None:
    assert interval("later", short=True) == "[shortly after]"
    assert interval("ago", short=False) == "[some time ago]"
    assert city_in("Georgia", "eastern Georgia", Rung.COUNTRY) == "[a city in Georgia]"
    assert city_in("Georgia", "eastern Georgia", Rung.DISTRICT) == "[a city in eastern Georgia]"
    assert city_in("Georgia", "eastern Georgia", Rung.ABROAD) == "[a city]"
    assert city_in("Georgia", "", Rung.ABROAD, abroad=True) == "[a city abroad]"


def test_turkic_i_keeps_its_dot() -> None:
    assert capitalised("iş yeri") == "İş yeri"
    assert capitalised("relative") == "Relative"
