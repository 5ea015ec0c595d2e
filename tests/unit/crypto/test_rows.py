"""Rows of the keyboard, counting and repeated words are found in a passphrase; drawn words are left alone."""

from __future__ import annotations

import pytest

from fieldnotes.crypto import dice
from fieldnotes.crypto.dice import Language
from fieldnotes.crypto.rows import without_rows


@pytest.mark.parametrize(
    "typed",
    [
        "qwerty asdf zxcv uiop",
        "qwertyuiopasdfghjkl",
        "poiuy lkjhg mnbv",
        "QÜERTY asdfg zxcvb",
        "йцукен фывапр ячсмить",
        "йцукенфывапр",
        "qaz wsx edc rfv",
        "abc def ghi jkl mno",
        "абв где",
        "зийклмн опрст",
    ],
)
def test_walks_along_keyboard_and_alphabet_are_worth_one_letter(typed: str) -> None:
    assert without_rows(typed) == "q"


@pytest.mark.parametrize(
    "typed",
    [
        "one two three four five six seven eight nine ten",
        "bir iki üç dörd beş altı yeddi",
        "BİR İKİ ÜÇ DÖRD",
        "bir iki uc dord bes",
        "birikiüçdördbeşaltı",
        "on doqquz səkkiz yeddi",
        "один два три четыре пять шесть",
        "bir iki üç dört beş",
        "1 2 3 4 5 6 7 8 9 10 11",
        "a b c d e",
        "monday tuesday wednesday thursday",
        "yanvar fevral mart aprel",
        "bir, iki, üç, dörd!",
        "bir bir iki iki üç üç",
    ],
)
def test_counting_is_worth_one_sign(typed: str) -> None:
    assert without_rows(typed) == "1"


def test_a_word_that_comes_again_is_worth_nothing() -> None:
    assert without_rows("Səlaləli səlaləli SƏLALƏLİ") == "selaleli"
    assert without_rows("tufan qələm tufan") == "tufan qelem"


def test_what_stands_beside_a_row_stays() -> None:
    assert without_rows("şəlalə bir iki üç dörd tufan qwerty") == "selale 1 tufan q"


@pytest.mark.parametrize(
    "typed",
    [
        "v8#Lq2!zR0@tW7^mK4&x9",
        "bir iki qələm",
        "Gülnarə Bakıda üç il yaşadı",
        "assessment rewired",
        "",
        "?!?!",
        "x" * 5000,
    ],
)
def test_what_has_no_row_is_as_it_was(typed: str) -> None:
    assert without_rows(typed) == typed


@pytest.mark.parametrize("language", Language)
def test_no_listed_word_is_a_row(language: Language) -> None:
    for word in dice.listing(language):
        assert without_rows(word) == word
