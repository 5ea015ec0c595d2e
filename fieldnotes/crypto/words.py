"""Lists of 2048 words, eleven bits a word, and the fingerprints that are compared by voice or in person."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache

from fieldnotes import resources
from fieldnotes.errors import ResourceMissing

WORD_COUNT = 8
"""Words of a fingerprint."""

BITS_PER_WORD = 11
LIST_LENGTH = 1 << BITS_PER_WORD
_FINGERPRINT = "fingerprint"


def fingerprint(public_material: bytes) -> tuple[str, ...]:
    """The first 88 bits of the SHA-256 of `public_material` as eight words, most significant first."""
    number = int.from_bytes(hashlib.sha256(public_material).digest()[: WORD_COUNT * BITS_PER_WORD // 8], "big")
    return spelled(number, WORD_COUNT, word_list(_FINGERPRINT))


def spelled(number: int, count: int, listed: Sequence[str]) -> tuple[str, ...]:
    """The lowest `count` times eleven bits of `number` in words of a list, most significant first."""
    return tuple(listed[number >> BITS_PER_WORD * place & LIST_LENGTH - 1] for place in range(count - 1, -1, -1))


@cache
def word_list(name: str) -> tuple[str, ...]:
    """The shipped list `name`: 2048 different words whose places are their values.

    Raises:
        ResourceMissing: the list is not there, or words of it are gone or doubled.
    """
    file = f"wordlists/{name}.txt"
    words = tuple(resources.text(file).split())
    if len(words) != LIST_LENGTH or len(set(words)) != LIST_LENGTH:
        raise ResourceMissing(name=file)
    return words
