"""Fingerprint words and the lists they come from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest

from fieldnotes import resources
from fieldnotes.crypto.words import fingerprint, spelled, word_list
from fieldnotes.errors import ResourceMissing

DICE = ("dice-en", "dice-az", "dice-ru")

ALPHABETS = {
    "dice-en": frozenset("abcdefghijklmnopqrstuvwxyz"),
    "dice-az": frozenset("abcçdeəfgğhxıijkqlmnoöprsştuüvyz"),
    "dice-ru": frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюя"),
}

ALIKE = str.maketrans("çəğıöşüйщъ", "cegiosuишь")
"""Letters that are taken for each other, or typed for each other on a keyboard without them."""


@pytest.fixture
def fresh_lists() -> Iterator[None]:
    word_list.cache_clear()
    yield
    word_list.cache_clear()


def one_letter_away(word: str) -> set[str]:
    """A key for every way to change a letter ("?" in its place), drop one, or exchange two neighbours."""
    places = range(len(word))
    changed = {word[:n] + "?" + word[n + 1 :] for n in places}
    exchanged = {word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in places[:-1]} - {word}
    return changed | exchanged | {word[:n] + word[n + 1 :] for n in places}


def test_the_fingerprint_list_has_2048_distinct_short_words_in_order() -> None:
    listed = resources.text("wordlists/fingerprint.txt").split("\n")[:-1]
    assert len(listed) == len(set(listed)) == 2048
    assert listed == sorted(listed)
    assert all(word.isascii() and word.isalpha() and word.islower() and 3 <= len(word) <= 9 for word in listed)


def test_no_two_fingerprint_words_differ_by_one_letter() -> None:
    listed = resources.text("wordlists/fingerprint.txt").split()
    masks: set[str] = set()
    for word in listed:
        own = {word[:place] + "?" + word[place + 1 :] for place in range(len(word))}
        assert not own & masks, word
        masks |= own


@pytest.mark.parametrize("name", DICE)
def test_a_dice_list_has_2048_distinct_words_in_order_that_its_keyboard_types(name: str) -> None:
    listed = resources.text(f"wordlists/{name}.txt").split("\n")[:-1]
    assert len(listed) == len(set(listed)) == 2048
    assert listed == sorted(listed)
    assert all(4 <= len(word) <= 8 and set(word) <= ALPHABETS[name] for word in listed)


@pytest.mark.parametrize("name", DICE)
def test_the_first_four_letters_tell_a_dice_word_even_without_the_letters_of_its_language(name: str) -> None:
    assert len({word.translate(ALIKE)[:4] for word in word_list(name)}) == 2048


@pytest.mark.parametrize("name", DICE)
def test_no_dice_word_is_one_slip_away_from_another(name: str) -> None:
    words = {word.translate(ALIKE) for word in word_list(name)}
    changed: dict[str, str] = {}
    for word in words:
        for key in one_letter_away(word):
            assert key not in words
            assert "?" not in key or changed.setdefault(key, word) == word


@pytest.mark.parametrize("name", DICE)
def test_no_dice_word_is_a_given_name(name: str) -> None:
    names = set(resources.text("homographs/given.txt").split())
    assert sorted(names & set(word_list(name))) == []


def test_the_frozen_lists_are_as_they_were_when_codes_and_cards_were_printed() -> None:
    digests = {
        name: hashlib.sha256("\n".join(word_list(name)).encode()).hexdigest() for name in ("dice-en", "fingerprint")
    }
    assert digests == {
        "dice-en": "39374cc0909165c0fc25ff4fe185216043b8c92218b015f711a52953e5d4bcb7",
        "fingerprint": "1a330cb2bf8f441eee72f378b89a04e5420fbf19d14ca244ee16ecddaecd2d7a",
    }


def test_the_words_are_the_first_88_bits_of_the_hash() -> None:
    listed = resources.text("wordlists/fingerprint.txt").split()
    indexes = [listed.index(word) for word in fingerprint(b"material")]
    bits = "".join(f"{index:011b}" for index in indexes)
    assert len(indexes) == 8
    assert int(bits, 2).to_bytes(11, "big") == hashlib.sha256(b"material").digest()[:11]


def test_a_number_is_spelled_from_its_highest_bits_on() -> None:
    listed = word_list("fingerprint")
    assert spelled(5 << 22 | 2047 << 11, 3, listed) == (listed[5], listed[2047], listed[0])


@pytest.mark.usefixtures("fresh_lists")
@pytest.mark.parametrize("text", ["one two three", "\n".join(["double"] * 2048)])
def test_a_list_that_was_shortened_or_repeats_itself_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(resources, "text", lambda name: text)
    with pytest.raises(ResourceMissing):
        fingerprint(b"material")


def test_other_material_gives_other_words() -> None:
    assert fingerprint(b"a") != fingerprint(b"b")
