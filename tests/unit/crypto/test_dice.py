"""Passphrases drawn by lot, and finding listed words in what was typed."""

from __future__ import annotations

import math
import secrets
import unicodedata

import pytest

from fieldnotes.crypto import dice
from fieldnotes.crypto.dice import Known, Language
from fieldnotes.crypto.secret import Secret


def text_of(secret: Secret) -> str:
    return bytes(secret.reveal()).decode("utf-8")


@pytest.mark.parametrize("language", Language)
def test_a_passphrase_is_seven_words_of_its_language(language: Language) -> None:
    words = text_of(dice.generate(language)).split(" ")
    assert len(words) == 7
    assert set(words) <= set(dice.listing(language))


def test_a_passphrase_is_stored_the_way_a_typed_one_is() -> None:
    made = text_of(dice.generate(Language.AZERBAIJANI, 40))
    assert unicodedata.is_normalized("NFC", made)
    with Secret.of(unicodedata.normalize("NFD", made)) as typed:
        assert text_of(typed) == made


def test_every_word_is_drawn_from_all_that_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def last(below: int) -> int:
        asked.append(below)
        return below - 1

    monkeypatch.setattr(secrets, "randbelow", last)

    assert text_of(dice.generate(Language.RUSSIAN, 3)).split() == [*dice.listing(Language.RUSSIAN)[:-4:-1]]
    assert asked == [2048, 2047, 2046]


def test_no_word_comes_twice() -> None:
    assert len(set(text_of(dice.generate(Language.ENGLISH, 2048)).split())) == 2048


def test_two_passphrases_differ() -> None:
    assert not dice.generate(Language.ENGLISH).same_as(dice.generate(Language.ENGLISH))


@pytest.mark.parametrize("words", [0, -1, 2049])
def test_a_passphrase_without_words_or_with_more_than_there_are_is_refused(words: int) -> None:
    with pytest.raises(ValueError, match="at least one word"):
        dice.generate(Language.ENGLISH, words)


def test_seven_words_are_77_bits() -> None:
    assert dice.bits(dice.WORDS) == 77
    assert dice.bits(0) == 0
    assert sum(math.log2(2048 - drawn) for drawn in range(7)) == pytest.approx(77, abs=0.015)


@pytest.mark.parametrize(
    ("typed", "bits"),
    [
        ("", 0),
        ("none", 0),
        ("tiger", 11),
        ("tiger lemon zebra", 33),
        ("tiger tiger tiger", 11),
        ("tiger lemon tiger lemon", 24),
        ("tiger lemon zebra ticket tiger", 46),
    ],
)
def test_a_word_that_comes_again_is_only_a_choice_among_the_others(typed: str, bits: float) -> None:
    assert dice.recognise(typed).bits == bits


@pytest.mark.parametrize("language", Language)
def test_what_was_generated_is_recognised_whole(language: Language) -> None:
    known = dice.recognise(text_of(dice.generate(language, 9)))
    assert known.words == 9
    assert known.all_of_it


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("tiger lemon", Known(2, 2, "")),
        ("Tiger-LEMON_tiger.", Known(3, 2, "")),
        ("  qapı\tşaftalı\nəncir ", Known(3, 3, "")),
        ("QAPI ŞAFTALI ƏNCİR", Known(3, 3, "")),
        ("qapi saftali encir", Known(3, 3, "")),
        ("tiger qapı тыква", Known(3, 3, "")),
        ("tiger 1984 lemon", Known(2, 2, "1984")),
        ("tigerlemon", Known(0, 0, "tigerlemon")),
        ("tigers lemon7", Known(1, 1, "tigers 7")),
        ("", Known(0, 0, "")),
        ("?!", Known(0, 0, "")),
    ],
)
def test_listed_words_are_found_however_they_are_typed(typed: str, known: Known) -> None:
    assert dice.recognise(typed) == known
    assert dice.recognise(unicodedata.normalize("NFD", typed)) == known


@pytest.mark.parametrize("typed", ["", "?!", "1984", "tigerlemon", "tiger 1984"])
def test_a_passphrase_with_anything_else_is_not_made_of_words_alone(typed: str) -> None:
    assert not dice.recognise(typed).all_of_it


def test_what_was_typed_does_not_show() -> None:
    assert "tanager" not in repr(dice.recognise("tiger tanager"))
