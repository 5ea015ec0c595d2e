"""The 143 official vectors: what must open opens to the right bytes, what must not is refused for the right reason."""

from __future__ import annotations

import hashlib
import zlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

from fieldnotes.crypto import age

FOLDER = Path(__file__).parents[2] / "vectors" / "age" / "testkit"
FAULTS: dict[str, type[age.AgeError] | None] = {
    "success": None,
    "armor failure": age.ArmorError,
    "header failure": age.HeaderError,
    "HMAC failure": age.HmacError,
    "no match": age.NoMatch,
    "payload failure": age.PayloadError,
}
NAMES = sorted(path.name for path in FOLDER.iterdir())


@dataclass(frozen=True)
class Vector:
    fields: dict[str, list[str]]
    data: bytes

    @classmethod
    def read(cls, name: str) -> Vector:
        head, _, data = (FOLDER / name).read_bytes().partition(b"\n\n")
        fields: dict[str, list[str]] = defaultdict(list)
        for line in head.decode().split("\n"):
            key, _, value = line.partition(": ")
            fields[key].append(value)
        return cls(fields, zlib.decompress(data) if fields["compressed"] else data)

    def open(self) -> bytes:
        if self.fields["passphrase"]:
            return age.passphrase_decrypt(self.data, self.fields["passphrase"][0].encode())
        return age.decrypt(self.data, self.fields["identity"])


def test_all_vectors_are_here() -> None:
    assert len(NAMES) == 143


@pytest.mark.parametrize("name", NAMES)
def test_vector(name: str) -> None:
    vector = Vector.read(name)
    fault = FAULTS[vector.fields["expect"][0]]
    if fault is None:
        assert hashlib.sha256(vector.open()).hexdigest() == vector.fields["payload"][0]
    else:
        with pytest.raises(fault) as caught:
            vector.open()
        assert type(caught.value) is fault


@pytest.mark.parametrize("name", [name for name in NAMES if Vector.read(name).fields["expect"] == ["success"]])
def test_a_known_file_key_opens_the_same_bytes(name: str) -> None:
    vector = Vector.read(name)
    file_key = bytes.fromhex(vector.fields["file key"][0])
    text = age.decrypt_with_file_key(vector.data, file_key)
    assert hashlib.sha256(text).hexdigest() == vector.fields["payload"][0]
