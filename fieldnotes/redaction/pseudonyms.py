"""Labels that stand for register entries: stable for one secret, unrelated for two, and telling no order.

An ordinal (the entry's place in the register, from 0) is permuted inside its block, so that a growing register never
changes an earlier label: 26 one-letter source codes, then 676 of two letters; the numbers 1-99, then 100-999.
"""

from __future__ import annotations

import hashlib
import hmac
import string
from functools import cached_property

from fieldnotes.errors import Bug
from fieldnotes.model.register import EntityType

_LETTERS = string.ascii_uppercase
_NOUNS = {
    EntityType.PERSON: "Person",
    EntityType.ORG: "Organisation",
    EntityType.PLACE: "Place",
    EntityType.PHONE: "Phone",
    EntityType.EMAIL: "E-mail",
    EntityType.HANDLE: "Account",
    EntityType.DOCUMENT: "Document",
}


class Pseudonyms:
    """The labels of one secret (32 random bytes). The order within a block is that of HMAC-SHA-256 (RFC 2104)."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._blocks: dict[tuple[str, int], list[int]] = {}

    def source(self, ordinal: int) -> str:
        """The code name of an interviewed person: "Source K", "Source QB"."""
        length, start = 1, 0
        while ordinal >= start + len(_LETTERS) ** length:
            start += len(_LETTERS) ** length
            length += 1
        number = self._permuted("source", start, len(_LETTERS) ** length, ordinal)
        letters = ""
        for _ in range(length):
            number, letter = divmod(number, len(_LETTERS))
            letters = _LETTERS[letter] + letters
        return f"Source {letters}"

    def person(self, ordinal: int) -> str:
        return self.label(EntityType.PERSON, ordinal)

    def relative(self, ordinal: int) -> str:
        """The label of somebody who is named only as the relative of a protected person."""
        return self._numbered("Relative", ordinal)

    def label(self, kind: EntityType, ordinal: int) -> str:
        """The neutral label of an entry of this type: "[Organisation 3]"."""
        return self._numbered(_NOUNS[kind], ordinal)

    def shared(self, kind: EntityType) -> str:
        """The label of a name that could be several entries': "[Person]"."""
        return f"[{_NOUNS[kind]}]"

    def _numbered(self, noun: str, ordinal: int) -> str:
        low, high = 1, 100
        while ordinal + 1 >= high:
            low, high = high, high * 10
        return f"[{noun} {low + self._permuted(noun, low - 1, high - low, ordinal)}]"

    def _permuted(self, kind: str, start: int, size: int, ordinal: int) -> int:
        """Where `ordinal` of the block [start, start + size) goes, counted from the start of the block."""
        if ordinal < 0:
            raise Bug(what="a negative ordinal")
        block = self._blocks.get((kind, start))
        if block is None:
            order = sorted(range(size), key=lambda place: self._rank(kind, start + place))
            block = self._blocks[kind, start] = order
        return block[ordinal - start]

    def _rank(self, kind: str, place: int) -> bytes:
        return hmac.digest(self._key, f"{kind}\x1f{place}".encode(), hashlib.sha256)

    @cached_property
    def _key(self) -> bytes:
        return hmac.digest(self._secret, b"fieldnotes pseudonyms 1", hashlib.sha256)
