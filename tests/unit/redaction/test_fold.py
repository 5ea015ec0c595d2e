from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.redaction.fold import folded_to_original, search_fold


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ("İSTANBUL", "istanbul"),
        ("IĞDIR", "ığdır"),
        ("Xədicə", "XEDICE"),
        ("Öüşçğ", "ouscg"),
        ("Ёлка", "елка"),
        ("Йод", "иод"),
        ("ﬁlan", "filan"),
        ("ＡＢＣ", "abc"),
        ("Straße", "STRASSE"),
        ("ᲗᲑᲘᲚᲘᲡᲘ", "თბილისი"),
        ("عَرَبِيّ", "عربي"),
        ("على", "علي"),
        ("کرمان", "كرمان"),
        ("أحمد", "احمد"),
        ("كـــتاب", "كتاب"),
        ("۵۳۵", "535"),
        ("٥٣٥", "535"),
        ("Ni\u200bgar", "nigar"),
        ("soft\u00adhyphen", "softhyphen"),
        ("Mə\u202eryəm\u202c", "meryem"),
        ("Dvořák Łódź", "dvorak lodz"),
    ],
)
def test_spellings_that_readers_take_for_one_fold_to_one(written: str, sought: str) -> None:
    assert search_fold(written) == search_fold(sought)


@given(st.text(max_size=200))
def test_composition_does_not_matter(text: str) -> None:
    assert search_fold(unicodedata.normalize("NFC", text)) == search_fold(unicodedata.normalize("NFD", text))


@given(st.text(max_size=200))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert search_fold(search_fold(text)) == search_fold(text)


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_fold_of_a_whole_is_the_folds_of_its_parts(one: str, other: str) -> None:
    assert search_fold(one + other) == search_fold(one) + search_fold(other)


@given(st.text(max_size=100))
def test_nothing_that_a_database_chokes_on_is_left(text: str) -> None:
    assert "\0" not in search_fold(text)
    search_fold(text).encode("utf-8")


def test_a_folded_place_is_traced_back() -> None:
    text = "Stra\u200bße İsa"
    position = search_fold(text).index("isa")
    assert text[folded_to_original(text, position)] == "İ"
    assert folded_to_original(text, 10_000) == len(text)


@given(st.text(max_size=300), st.integers(0, 400))
def test_every_folded_place_is_traced_back_to_the_character_that_made_it(text: str, position: int) -> None:
    index = folded_to_original(text, position)
    before = len(search_fold(text[:index]))
    assert before <= position
    assert index == len(text) or position < len(search_fold(text[: index + 1]))


def test_lines_stay_lines() -> None:
    assert search_fold("bir\niki\tüç") == "bir\niki uc"


def test_a_long_text_is_folded_like_its_characters() -> None:
    text = "İstanbulda Əli, Ёлка, é\u0301 ﬁ " * 4000
    assert len(text) > 100_000
    assert search_fold(text) == "".join(map(search_fold, text))
