"""A packed name that a tool or program lists as bytes, or whose archive lies or lost its head, does not pass."""

from __future__ import annotations

import base64
import io
import json
import quopri
import zipfile
import zlib
from collections.abc import Callable, Sequence

import pytest

from fieldnotes.model.register import EntityType
from fieldnotes.protection import gate
from fieldnotes.protection.containers import Leaf, Refused
from fieldnotes.protection.residue import Forbidden, Watchlist

NAME = "Gülbəniz Ağasıyeva"
WATCH = Watchlist([Forbidden("S-001", EntityType.PERSON, (NAME,))])


def zipped(name: str = NAME) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        text = f"{name} dedi ki, qapı açıq idi. {name} Bakıda qaldı, {name} getmədi."
        archive.writestr(zipfile.ZipInfo("a.txt"), text, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def passes(data: bytes) -> bool:
    try:
        return not any(True for _ in gate.survivors(Leaf("bundle, member 2", "", data), WATCH))
    except Refused:
        return False


def lines(
    data: bytes, row: Callable[[bytes], str], *, width: int = 16, offset: Callable[[int], str] = "{:08x}".format
) -> str:
    return "\n".join(f"{offset(at)}: {row(data[at : at + width])}" for at in range(0, len(data), width))


def groups(size: int, *, little: bool = False) -> Callable[[bytes], str]:
    def row(data: bytes) -> str:
        parts = (data[at : at + size] for at in range(0, len(data), size))
        shown = "".join(chr(one) if 32 <= one < 127 else "." for one in data)
        return " ".join((part[::-1] if little else part).hex() for part in parts) + "  " + shown

    return row


def words_in_octal(data: bytes) -> str:
    pairs: Sequence[bytes] = [data[at : at + 2] for at in range(0, len(data), 2)]
    return " ".join(f"{int.from_bytes(pair, 'little'):06o}" for pair in pairs)


def letters(data: bytes) -> str:
    cells = (f"   {chr(one)}" if 32 < one < 127 else r"  \0" if one == 0 else f" {one:03o}" for one in data)
    return "".join(cells)


def od_letters(data: bytes) -> str:
    return "\n".join(f"{at:07o}{letters(data[at : at + 16])}" for at in range(0, len(data), 16))


def literal(data: bytes) -> str:
    return "\n".join(f"    {data[at : at + 40]!r}" for at in range(0, len(data), 40))


LISTINGS: dict[str, Callable[[bytes], str]] = {
    "xxd": lambda data: lines(data, groups(2)),
    "xxd, 24 in a line": lambda data: lines(data, groups(2), width=24),
    "xxd, little-endian": lambda data: lines(data, groups(4, little=True)),
    "xxd, bits": lambda data: lines(data, lambda row: " ".join(f"{one:08b}" for one in row), width=6),
    "xxd, long offsets": lambda data: lines(data, groups(2), offset="{:010x}".format),
    "hexdump": lambda data: lines(data, groups(2, little=True), offset="{:07x}".format).replace(":", ""),
    "hexdump -C": lambda data: lines(data, groups(1)).replace(":", " "),
    "od": lambda data: lines(data, words_in_octal, offset="{:07o}".format).replace(":", ""),
    "od, octal bytes": lambda data: lines(data, lambda row: " ".join(f"{one:03o}" for one in row)).replace(":", ""),
    "od, decimal bytes": lambda data: lines(data, lambda row: " ".join(f"{one:3d}" for one in row)).replace(":", ""),
    "od, letters": od_letters,
    "a literal of Python": repr,
    "a literal in pieces": literal,
    "a literal of C": lambda data: '"' + "".join(f"\\{one:03o}" for one in data) + '"',
    "JSON, a letter a byte": lambda data: json.dumps(data.decode("latin-1")),
    "percent signs": lambda data: "".join(chr(one) if 48 <= one < 91 else f"%{one:02x}" for one in data),
    "quoted-printable": lambda data: quopri.encodestring(data).decode("ascii"),
    "entities": lambda data: "".join(chr(one) if 48 <= one < 91 else f"&#{one};" for one in data),
}


@pytest.mark.parametrize("kind", LISTINGS)
@pytest.mark.parametrize("pack", [bytes, lambda data: data[1:], lambda data: b"\x01\x02" + data], ids=["", "cut", "in"])
def test_a_listed_archive_is_seen_into(kind: str, pack: Callable[[bytes], bytes]) -> None:
    assert not passes(("Bax:\n" + LISTINGS[kind](pack(zipped())) + "\n").encode())


@pytest.mark.parametrize("kind", ["xxd", "xxd, bits", "hexdump", "hexdump -C", "od", "od, letters"])
def test_the_listing_of_an_archive_that_names_nobody_passes(kind: str) -> None:
    assert passes(("Bax:\n" + LISTINGS[kind](zipped("Mənbə K")) + "\n").encode())


def lying(at: int, value: bytes) -> bytes:
    data = bytearray(zipped())
    data[at : at + len(value)] = value
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [lying(8, b"\0\0"), lying(26, b"\xff\xff"), lying(26, b"\3\0"), lying(28, b"\xff\0"), lying(0, b"XXXX")],
    ids=["way", "long name", "short name", "notes", "sign"],
)
def test_what_the_list_at_the_end_says_counts_and_not_the_head(data: bytes) -> None:
    for whole in (base64.b64encode(data), data.hex().encode(), b"\0\1" + data):
        assert not passes(b"see: " + whole + b" there")


@pytest.mark.parametrize("cut", [1, 4, 30, 35, 50])
def test_an_archive_without_its_head_does_not_pass(cut: int) -> None:
    data = zipped()[cut:]

    assert not passes(b"see: " + base64.b64encode(data) + b" there")
    assert not passes(base64.b64encode(b"\0" + data)[1:])


def test_what_was_packed_is_found_where_neither_head_nor_list_is_left() -> None:
    data = zipped()
    bare = data[30 : data.index(b"PK\x01\x02")]

    assert not passes(base64.b64encode(bare))
    assert not passes(base64.b64encode(b"\x01\x02\x03" + zlib.compress(zipped("Mənbə K"))[2:] + bare))


def test_an_archive_in_base64_that_names_nobody_passes() -> None:
    assert passes(base64.b64encode(zipped("Mənbə K")))
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a.txt"), "Mənbə K")
        archive.writestr(zipfile.ZipInfo("b.txt"), "")
    assert passes(base64.b64encode(stored.getvalue()))


@pytest.mark.parametrize("head", [b"\x04\x22\x4d\x18\x60\x40\x82", b"\x02\x21\x4c\x18\x1e\x00\x00\x00"])
def test_both_forms_of_lz4_are_refused_wherever_they_stand(head: bytes) -> None:
    data = head + b"\x1e\x00\x00\x80" + bytes(range(33, 63)) + bytes(4)

    for whole in (data, base64.b64encode(data), data.hex().encode(), b"xx" + data):
        assert not passes(whole)


@pytest.mark.parametrize(
    "text",
    [
        "2026 12 31 saat 10: 14 30 nəfər\n2027 11 30 saat 11: 20 40\n",
        "1984 kitab\n2001 film\nface it: added 20 be 30 cafe\n",
        r"C:\Users\ad\newfile və \\server\x41 və 100% =E9 &#233; %20",
    ],
)
def test_ordinary_words_are_no_listing(text: str) -> None:
    assert passes(text.encode())
