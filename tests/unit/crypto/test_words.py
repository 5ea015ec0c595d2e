"""Fingerprint words."""

from __future__ import annotations

import hashlib

import pytest

from fieldnotes import resources
from fieldnotes.crypto import words
from fieldnotes.crypto.words import fingerprint
from fieldnotes.errors import ResourceMissing


def test_the_list_has_2048_distinct_short_words_in_order() -> None:
    listed = resources.text("wordlists/fingerprint.txt").split("\n")[:-1]
    assert len(listed) == len(set(listed)) == 2048
    assert listed == sorted(listed)
    assert all(word.isascii() and word.isalpha() and word.islower() and 3 <= len(word) <= 9 for word in listed)


def test_no_two_words_differ_by_one_letter() -> None:
    listed = resources.text("wordlists/fingerprint.txt").split()
    masks: set[str] = set()
    for word in listed:
        own = {word[:place] + "?" + word[place + 1 :] for place in range(len(word))}
        assert not own & masks, word
        masks |= own


def test_the_words_are_the_first_88_bits_of_the_hash() -> None:
    listed = resources.text("wordlists/fingerprint.txt").split()
    indexes = [listed.index(word) for word in fingerprint(b"material")]
    bits = "".join(f"{index:011b}" for index in indexes)
    assert len(indexes) == 8
    assert int(bits, 2).to_bytes(11, "big") == hashlib.sha256(b"material").digest()[:11]


def test_a_list_that_was_shortened_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    words._words.cache_clear()
    monkeypatch.setattr(resources, "text", lambda name: "one two three")
    with pytest.raises(ResourceMissing):
        fingerprint(b"material")
    words._words.cache_clear()


def test_other_material_gives_other_words() -> None:
    assert fingerprint(b"a") != fingerprint(b"b")
