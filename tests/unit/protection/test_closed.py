"""What is packed or encrypted in a way that cannot be undone does not pass, wherever it stands."""

from __future__ import annotations

import base64
import io
import os
import zipfile

import pytest

from fieldnotes.model.register import EntityType
from fieldnotes.protection import gate
from fieldnotes.protection.containers import Leaf, Refused, leaves
from fieldnotes.protection.residue import Forbidden, Watchlist

WATCH = Watchlist([Forbidden("S-001", EntityType.PERSON, ("Gülbəniz Ağasıyeva",))])


def zstd(words: bytes) -> bytes:
    """A frame with one raw block (RFC 8878, 3.1.1)."""
    return b"\x28\xb5\x2f\xfd\x20" + bytes([len(words)]) + (len(words) << 3 | 1).to_bytes(3, "little") + words


CLOSED = {
    "zstd": zstd(b"nothing of anybody"),
    "7z": b"7z\xbc\xaf\x27\x1c" + bytes(26),
    "an encrypted message": b"-----BEGIN PGP MESSAGE-----\n\nhQEMA",
    "an encrypted file": b"age-encryption.org/v1\n-> X25519 abc\n",
}


def looked_into(data: bytes, name: str = "") -> None:
    for _ in gate.survivors(Leaf("bundle, member 2", name, data), WATCH):
        pytest.fail("nobody is named there")


@pytest.mark.parametrize(("kind", "data"), CLOSED.items(), ids=list(CLOSED))
def test_it_is_refused_alone_within_other_bytes_and_in_base64(kind: str, data: bytes) -> None:
    for whole in (data, b"\x00\x01head" + data + b"\x00tail", b"see: " + base64.b64encode(data) + b" there"):
        with pytest.raises(Refused) as refused:
            looked_into(whole)
        assert refused.value.rule == f"{kind}, which cannot be looked into"
        assert refused.value.place == "bundle, member 2"


def test_a_member_is_refused_by_its_name_where_its_bytes_say_nothing() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(zipfile.ZipInfo("notes.txt"), b"x")
        archive.writestr(zipfile.ZipInfo("page.html.br"), b"\x0b\x02\x80hello\x03")
    with pytest.raises(Refused, match="brotli") as refused:
        list(leaves(file.getvalue(), "bundle"))
    assert refused.value.place == "bundle, member 2"


def test_random_bytes_are_not_taken_for_packed_ones() -> None:
    for _ in range(200):
        looked_into(os.urandom(300))


def test_the_sign_of_zstd_without_a_frame_behind_it_stops_nothing() -> None:
    looked_into(b"\x00 \x28\xb5\x2f\xfd\xff\xff\xff\xff\xff\xff\xff\xff\x00")
