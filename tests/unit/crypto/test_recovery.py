"""The recovery code: made, spelled, typed back with slips, refused."""

from __future__ import annotations

import hashlib
import secrets

import pytest

from fieldnotes import resources
from fieldnotes.crypto import recovery
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import BadRecoveryCode

LISTED = resources.text("wordlists/dice-en.txt").split()


def spelled(entropy: bytes) -> list[str]:
    """The code of 32 bytes by another road: a string of 264 ones and zeros."""
    whole = entropy + hashlib.sha256(entropy).digest()[:1]
    bits = "".join(f"{byte:08b}" for byte in whole)
    return [LISTED[int(bits[place : place + 11], 2)] for place in range(0, 264, 11)]


RAMP = spelled(bytes(range(32)))
"""A code with 24 words that are all different."""


def value(secret: Secret) -> bytes:
    return bytes(secret.reveal())


def refusal(text: str) -> str:
    with pytest.raises(BadRecoveryCode) as caught:
        recovery.parse(text)
    return caught.value.sentence_text()


def with_word(place: int, word: str) -> str:
    """The code of RAMP with another word at a place counted from 1."""
    return " ".join([*RAMP[: place - 1], word, *RAMP[place:]])


# --- vectors ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entropy", "code"),
    [
        (
            "0000000000000000000000000000000000000000000000000000000000000000",
            (
                "aardvark aardvark aardvark aardvark aardvark aardvark aardvark aardvark "
                "aardvark aardvark aardvark aardvark aardvark aardvark aardvark aardvark "
                "aardvark aardvark aardvark aardvark aardvark aardvark aardvark attic"
            ),
        ),
        (
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            (
                "zoom zoom zoom zoom zoom zoom zoom zoom "
                "zoom zoom zoom zoom zoom zoom zoom zoom "
                "zoom zoom zoom zoom zoom zoom zoom video"
            ),
        ),
        (
            "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
            (
                "aardvark anthem lollipop anthem flamingo agree calf canvas "
                "artist group elephant bunny academy merchant father lung "
                "biology remain always cyan quadrant axis ladder turret"
            ),
        ),
        (
            "329682c8e73180a1a7cfb84f4ec28e34d325feb944618bd9f33c8c81b1c01e03",
            (
                "crumb radio quality slogan blue fleece padlock visor "
                "finish kindling pencil huddle crowd zigzag toaster mixture "
                "miracle snail smoke bolster branch teacup koala lifeboat"
            ),
        ),
    ],
)
def test_the_frozen_codes_stand_for_the_same_keys_for_ever(entropy: str, code: str) -> None:
    assert value(recovery.parse(code)).hex() == entropy
    assert spelled(bytes.fromhex(entropy)) == code.split()


def test_a_new_code_is_spelled_as_the_format_says() -> None:
    words, secret = recovery.new()
    assert list(words) == spelled(value(secret))
    assert len(secret) == 32


def test_a_new_code_is_read_back() -> None:
    for _ in range(50):
        words, secret = recovery.new()
        assert recovery.parse(" ".join(words)).same_as(secret)


def test_two_codes_differ() -> None:
    assert recovery.new()[0] != recovery.new()[0]


# --- typing -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        " ".join(RAMP).upper(),
        "\n".join(RAMP),
        ",".join(RAMP),
        ";\r\n".join(RAMP),
        " - ".join(RAMP),
        "_".join(RAMP),
        "  ".join(word.capitalize() for word in RAMP) + "\n",
        "\n".join(f"{number}. {word}" for number, word in enumerate(RAMP, 1)),
        "\n".join(f"{number:2}) {word}" for number, word in enumerate(RAMP, 1)),
        " ".join(f"{number}.{word}" for number, word in enumerate(RAMP, 1)),
        "\t".join(f"{number}{word}" for number, word in enumerate(RAMP, 1)),
        " ".join(RAMP).upper().replace("I", "İ"),
        " ".join(RAMP).replace("i", "ı"),
        "\ufeff" + "\u00a0".join(RAMP),
    ],
)
def test_case_numbers_and_separators_do_not_matter(text: str) -> None:
    assert value(recovery.parse(text)) == bytes(range(32))


@pytest.mark.parametrize("place", range(1, 25))
def test_a_strange_letter_in_any_word_is_put_right(place: int) -> None:
    word = RAMP[place - 1]
    middle = len(word) // 2
    for typed in (word[:middle] + "0" + word[middle + 1 :], word[:middle] + "é" + word[middle:], word + "ъ"):
        assert value(recovery.parse(with_word(place, typed))) == bytes(range(32))


@pytest.mark.parametrize(
    ("place", "typed"),
    [
        (1, "ardvark"),
        (1, "aardvrak"),
        (1, "aardvarl"),
        (3, "lolipop"),
        (3, "olllipop"),
        (5, "flamingoo"),
        (24, "turet"),
    ],
)
def test_a_slip_of_the_finger_is_put_right(place: int, typed: str) -> None:
    assert value(recovery.parse(with_word(place, typed))) == bytes(range(32))


def test_slips_in_every_word_are_put_right() -> None:
    assert value(recovery.parse(" ".join(word + "ъ" for word in RAMP))) == bytes(range(32))


@pytest.mark.parametrize("typed", ["climp", "ladde"])
def test_a_slip_that_could_be_either_of_two_words_is_not_guessed_at(typed: str) -> None:
    assert {"climb", "clamp", "ladder", "ladle"} <= set(LISTED)
    assert "word number 5 is not in the list" in refusal(with_word(5, typed))


@pytest.mark.parametrize("typed", ["aardark0", "varkaard", "aardvarkxx", "aardva"])
def test_two_slips_in_a_word_are_too_many(typed: str) -> None:
    assert "word number 1 is not in the list" in refusal(with_word(1, typed))


# --- refusals -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 1, 23, 25])
def test_another_number_of_words_is_refused(count: int) -> None:
    assert refusal(" ".join((RAMP * 2)[:count])) == (
        f"That is not a recovery code: 24 words are needed, {count} were given."
    )


@pytest.mark.parametrize("word", ["q", "xxxxxxxx", "тыква", "şüşə", "999a999"])
def test_a_word_that_is_not_listed_is_told_by_its_number_only(word: str) -> None:
    assert refusal(with_word(7, word)) == "That is not a recovery code: word number 7 is not in the list."


def test_two_words_exchanged_do_not_fit_together() -> None:
    text = " ".join([RAMP[1], RAMP[0], *RAMP[2:]])
    assert refusal(text) == "That is not a recovery code: the words do not fit together."


def test_of_all_last_words_one_in_256_fits() -> None:
    fitting = 0
    for word in LISTED:
        try:
            recovery.parse(with_word(24, word))
        except BadRecoveryCode:
            continue
        fitting += 1
    assert fitting == 2048 // 256


@pytest.mark.parametrize("text", ["", with_word(3, "mehribancinarli"), " ".join(reversed(RAMP))])
def test_a_refusal_never_repeats_what_was_typed(text: str) -> None:
    with pytest.raises(BadRecoveryCode) as caught:
        recovery.parse(text)
    shown = repr(caught.value) + str(caught.value) + repr(caught.value.params) + caught.value.hint_text()
    assert not any(word in shown.split() for word in [*RAMP, "mehribancinarli"] if word not in {"list"})


# --- typed back ---------------------------------------------------------------------------------------------------


def test_two_different_places_are_asked_for_lower_first() -> None:
    asked = {recovery.challenge() for _ in range(3000)}
    assert all(1 <= first < second <= 24 for first, second in asked)
    assert {place for pair in asked for place in pair} == set(range(1, 25))


def test_every_pair_of_places_comes_from_two_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs: list[tuple[int, int]] = []
    for first in range(24):
        for second in range(23):
            draws = iter([first, second])
            monkeypatch.setattr(secrets, "randbelow", lambda _, draws=draws: next(draws))
            pairs.append(recovery.challenge())
    assert sorted(pairs) == sorted((a, b) for a in range(1, 25) for b in range(a + 1, 25) for _ in range(2))


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ((RAMP[2], RAMP[16]), True),
        ((f" {RAMP[2].upper()}", f"17. {RAMP[16]}\n"), True),
        ((RAMP[16], RAMP[2]), False),
        ((RAMP[2], RAMP[16][:-1]), False),
        ((RAMP[2], ""), False),
        ((RAMP[2],), False),
        ((RAMP[2], RAMP[16], RAMP[17]), False),
        ((" ".join(RAMP), RAMP[16]), False),
    ],
)
def test_only_the_words_themselves_answer(typed: tuple[str, ...], right: bool) -> None:
    assert recovery.answers(RAMP, (3, 17), typed) is right
