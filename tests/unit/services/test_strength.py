"""How a passphrase is judged: listed words exactly, everything else by pattern."""

from __future__ import annotations

import pytest

from fieldnotes.crypto import dice
from fieldnotes.crypto.dice import Language
from fieldnotes.services.session import MINIMUM_LENGTH, strength


def drawn(language: Language, words: int) -> str:
    return bytes(dice.generate(language, words).reveal()).decode("utf-8")


@pytest.mark.parametrize("language", Language)
def test_listed_words_count_eleven_bits_each_and_no_more(language: Language) -> None:
    words = dice.listing(language)[100:1700:200]
    for count in (1, 4, 7, 8):
        judged = strength(" ".join(words[:count]))
        assert judged.bits == 11 * count
        assert judged.dice_words == count


@pytest.mark.parametrize("language", Language)
def test_what_the_program_draws_is_enough_for_a_policy_of_as_many_words(language: Language) -> None:
    for text in (drawn(language, 7) for _ in range(50)):
        assert strength(text, minimum_words=7).acceptable
        assert not strength(text, minimum_words=8).acceptable


def test_the_capital_letters_of_words_and_what_stands_between_them_add_nothing() -> None:
    assert strength("Qapı-ŞAFTALI-əncir-Tiger").bits == strength("qapi saftali encir tiger").bits == 44


def test_repeated_words_are_worth_less_than_others() -> None:
    assert strength("qapı " * 7).bits == 11
    assert strength("тыква лимон тыква лимон тыква лимон").bits == 22


def test_listed_words_among_others_are_not_taken_for_chance_letters() -> None:
    mixed = strength("qapı şaftalı əncir 1984")
    assert 33 < mixed.bits < 50


def test_a_passphrase_without_listed_words_is_judged_by_pattern() -> None:
    assert strength("aaaaaaaaaaaaaaaa").score == 0
    assert strength("v8#Lq2!zR0@tW7^mK4&x9").score == 3


@pytest.mark.parametrize("typed", ["?!?!?!?!?!?!?!", " " * 20, "x" * 5000, "qapı " * 2000, "7" * 80])
def test_odd_passphrases_are_judged_too(typed: str) -> None:
    judged = strength(typed)
    assert judged.score in range(5)
    assert judged.dice_words == pytest.approx(judged.bits / 11, abs=0.1)


def test_nothing_is_no_passphrase() -> None:
    judged = strength("")
    assert (judged.score, judged.bits, judged.dice_words, judged.acceptable) == (0, 0.0, 0.0, False)


def test_without_a_policy_the_length_decides() -> None:
    assert strength("a" * MINIMUM_LENGTH).acceptable
    assert not strength("v8#Lq2!zR0@"[: MINIMUM_LENGTH - 1]).acceptable


def test_a_policy_never_excuses_from_the_length() -> None:
    assert not strength("zebra lemon"[: MINIMUM_LENGTH - 1], minimum_words=0).acceptable
    assert not strength("zebra lemon tiger", minimum_words=4).acceptable
    assert strength("zebra lemon tiger", minimum_words=3).acceptable


@pytest.mark.parametrize(
    "typed",
    [
        "йцукен фывапролдж ячсмить",
        "qwerty asdf zxcv uiop hjkl",
        "bir iki üç dörd beş altı yeddi səkkiz",
        "one two three four five six seven eight nine ten",
        "şəlaləli şəlaləli şəlaləli şəlaləli",
    ],
)
def test_rows_and_repetitions_are_not_words(typed: str) -> None:
    judged = strength(typed, minimum_words=4)
    assert judged.dice_words < 3
    assert not judged.acceptable
