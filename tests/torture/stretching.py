"""Argon2id, remembered: thousands of trials open the same slots with the same passphrases, and only once for real.

What is computed is the same; a slot that a trial makes afresh is stretched for real.
"""

from __future__ import annotations

import json
from pathlib import Path

from fieldnotes.crypto import kdf
from fieldnotes.crypto.secret import KEY_BYTES, Secret
from fieldnotes.vault.canonical import decode
from tests.helpers.remembered import RememberedArgon2id
from tests.helpers.vaults import cheap_kdf


def cheapen() -> None:
    """From now on new slots cost the least that opens, and no stretching is done twice. For children too."""
    kdf.calibrate = cheap_kdf
    kdf.NEW_FLOOR_KIB, kdf.NEW_FLOOR_ITERATIONS = kdf.OPEN_FLOOR_KIB, kdf.OPEN_FLOOR_ITERATIONS
    kdf.Argon2id = RememberedArgon2id  # type: ignore[attr-defined,assignment]


def learn(vault: Path, *passphrases: str) -> None:
    """Stretch each of `passphrases` for each slot of a vault now, so that children need not."""
    for slot in json.loads((vault / "header.fnv").read_bytes())["slots"]:
        if "kdf" not in slot:
            continue
        cost = slot["kdf"]
        salt = decode(cost["salt"])
        for words in passphrases:
            stretching = RememberedArgon2id(
                salt=salt, length=KEY_BYTES, iterations=cost["t"], lanes=cost["p"], memory_cost=cost["m"]
            )
            with Secret.of(words) as secret:
                stretching.derive_into(bytes(secret.reveal()), bytearray(KEY_BYTES))
