"""Argon2id, remembered: thousands of trials open the same slots with the same passphrases, and only once for real.

What is computed is the same; a slot that a trial makes afresh is stretched for real.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Protocol, cast

from fieldnotes.crypto import kdf
from fieldnotes.crypto.secret import KEY_BYTES, Secret
from fieldnotes.vault.canonical import decode
from tests.helpers.vaults import cheap_kdf

_Answer = tuple[bytes, bytes, int, int, int]


class Stretching(Protocol):
    def derive_into(self, key_material: bytes, buffer: bytearray) -> int: ...


_real: Any = kdf.Argon2id  # type: ignore[attr-defined]
_known: dict[_Answer, bytes] = {}


class _Remembered:
    def __init__(self, *, salt: bytes, length: int, iterations: int, lanes: int, memory_cost: int) -> None:
        self._cost = (salt, iterations, lanes, memory_cost)
        self._stretching = cast(
            Stretching,
            _real(salt=salt, length=length, iterations=iterations, lanes=lanes, memory_cost=memory_cost),
        )

    def derive_into(self, key_material: bytes, buffer: bytearray) -> int:
        key = (bytes(key_material), *self._cost)
        if key not in _known:
            self._stretching.derive_into(key_material, buffer)
            _known[key] = bytes(buffer)
        buffer[:] = _known[key]
        return len(buffer)


def cheapen() -> None:
    """From now on new slots cost the least that opens, and no stretching is done twice. For children too."""
    kdf.calibrate = cheap_kdf
    kdf.NEW_FLOOR_KIB, kdf.NEW_FLOOR_ITERATIONS = kdf.OPEN_FLOOR_KIB, kdf.OPEN_FLOOR_ITERATIONS
    kdf.Argon2id = _Remembered  # type: ignore[attr-defined,assignment]


def learn(vault: Path, *passphrases: str) -> None:
    """Stretch each of `passphrases` for each slot of a vault now, so that children need not."""
    for slot in json.loads((vault / "header.fnv").read_bytes())["slots"]:
        if "kdf" not in slot:
            continue
        cost = slot["kdf"]
        salt = decode(cost["salt"])
        for words in passphrases:
            stretching = _Remembered(
                salt=salt, length=KEY_BYTES, iterations=cost["t"], lanes=cost["p"], memory_cost=cost["m"]
            )
            with Secret.of(words) as secret:
                stretching.derive_into(bytes(secret.reveal()), bytearray(KEY_BYTES))
