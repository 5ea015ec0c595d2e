"""Fingerprints as words, to be compared by voice or in person."""

from __future__ import annotations

import hashlib
from functools import cache

from fieldnotes import resources
from fieldnotes.errors import ResourceMissing

WORD_COUNT = 8
_LIST = "wordlists/fingerprint.txt"
_LIST_LENGTH = 2048
_BITS_PER_WORD = 11


def fingerprint(public_material: bytes) -> tuple[str, ...]:
    """The first 88 bits of the SHA-256 of `public_material` as eight words, most significant first."""
    number = int.from_bytes(hashlib.sha256(public_material).digest()[: WORD_COUNT * _BITS_PER_WORD // 8], "big")
    words = _words()
    return tuple(words[number >> _BITS_PER_WORD * place & _LIST_LENGTH - 1] for place in range(WORD_COUNT - 1, -1, -1))


@cache
def _words() -> tuple[str, ...]:
    words = tuple(resources.text(_LIST).split())
    if len(words) != _LIST_LENGTH or len(set(words)) != _LIST_LENGTH:
        raise ResourceMissing(name=_LIST)
    return words
