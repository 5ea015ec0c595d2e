"""Argon2id, remembered: a slot that is opened again with the same passphrase is stretched for real only once.

What is computed is the same. A vault of the tests is copied and opened hundreds of times, and stretching its
passphrase took a third of the time of the whole suite.
"""

from __future__ import annotations

import hashlib
from typing import Any, Protocol, cast

from fieldnotes.crypto import kdf

_Question = tuple[bytes, bytes, int, int, int, int]


class Stretching(Protocol):
    def derive_into(self, key_material: bytes, buffer: bytearray) -> int: ...


_real: Any = kdf.Argon2id  # type: ignore[attr-defined]
_known: dict[_Question, bytes] = {}


class RememberedArgon2id:
    """Stands where `fieldnotes.crypto.kdf` has Argon2id. Keys are remembered under digests of what they came from."""

    def __init__(self, *, salt: bytes, length: int, iterations: int, lanes: int, memory_cost: int) -> None:
        self._cost = (salt, length, iterations, lanes, memory_cost)
        self._stretching = cast(
            Stretching,
            _real(salt=salt, length=length, iterations=iterations, lanes=lanes, memory_cost=memory_cost),
        )

    def derive_into(self, key_material: bytes, buffer: bytearray) -> int:
        question = (hashlib.sha256(key_material).digest(), *self._cost)
        if question not in _known:
            self._stretching.derive_into(key_material, buffer)
            _known[question] = bytes(buffer)
        buffer[:] = _known[question]
        return len(buffer)
