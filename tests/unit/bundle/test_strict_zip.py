"""The strict ZIP: one spelling is accepted, and every other archive is refused."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.bundle import layout, strict_zip
from tests.unit.bundle.forging import Raw, raw_zip

FILES = [("bagit.txt", b"one"), ("data/PADDING", bytes(100)), ("data/records/r001.json", "Məktub".encode())]
GOOD = strict_zip.pack(FILES)
A, B = Raw(b"a.txt", b"first"), Raw(b"b.txt", b"second")

names = st.from_regex(r"[a-b][a-b0-9._-]{0,5}[a-b](/[a-b][a-b0-9]{0,5}){0,4}", fullmatch=True)


def test_files_come_back_in_order() -> None:
    assert list(strict_zip.unpack(GOOD).items()) == FILES
    assert strict_zip.unpack(strict_zip.pack([])) == {}
    assert strict_zip.packed_size(FILES) == len(GOOD)


@given(st.dictionaries(names, st.binary(max_size=50), max_size=5))
def test_any_files_round_trip(files: dict[str, bytes]) -> None:
    data = strict_zip.pack(list(files.items()))
    assert len(data) == strict_zip.packed_size(list(files.items()))
    assert strict_zip.unpack(data) == files


def test_the_standard_library_reads_it_too() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        assert archive.testzip() is None
        assert [(info.filename, archive.read(info)) for info in archive.infolist()] == FILES
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {(info.external_attr, info.create_system, info.extra) for info in archive.infolist()} == {(0, 0, b"")}


def test_the_hand_made_archives_below_are_refused_for_one_change_only() -> None:
    assert raw_zip([A, B]) == strict_zip.pack([("a.txt", b"first"), ("b.txt", b"second")])
    assert strict_zip.unpack(raw_zip([A, B])) == {"a.txt": b"first", "b.txt": b"second"}


@pytest.mark.parametrize(
    "name",
    ["", "/", "/etc/passwd", "../x", "a/../b", "a/./b", "..", ".", ".hidden", "a//b", "a/", "a\\b", "..\\x", "c:x",
     "c:/x", "A.txt", "data/padding/../x", "a b", "a\0b", "a\n", "con", "nul.txt", "a/com1", "data/aux.json", "lpt9.x",
     "trailing.", "a./b", "a/b/c/d/e/f", "x" * 65, "ə.txt", "e\u0301.txt", "\u202etxt.a", "~x",
     "$home", "data/PADDING2",
     "DATA/PADDING", "%2e%2e/x"],
)  # fmt: skip
def test_names_that_could_reach_elsewhere_are_refused(name: str) -> None:
    with pytest.raises(strict_zip.ZipFault, match="name"):
        strict_zip.unpack(raw_zip([Raw(name.encode())]))


def _sizes(size: int) -> dict[str, int]:
    return {"compressed": size, "size": size}


ARCHIVES = {
    "twice the same name": raw_zip([A, A]),
    "the same name in another case": raw_zip([Raw(b"data/padding"), Raw(b"data/PADDING")]),
    "not utf-8": raw_zip([Raw(b"\xff\xfe")]),
    "other name in the local header": raw_zip([Raw(b"a.txt", local_name=b"b.txt")]),
    "longer name in the local header": raw_zip([Raw(b"a.txt", local_name=b"a.txt2")]),
    "compressed": raw_zip([Raw(b"a.txt", local={"method": 8}, central={"method": 8})]),
    "compressed, said once in the directory": raw_zip([Raw(b"a.txt", central={"method": 8})]),
    "compressed, said once at the file": raw_zip([Raw(b"a.txt", local={"method": 8})]),
    "encrypted": raw_zip([Raw(b"a.txt", local={"flags": 1}, central={"flags": 1})]),
    "data descriptor": raw_zip([Raw(b"a.txt", local={"flags": 8}, central={"flags": 8})]),
    "utf-8 flag": raw_zip([Raw(b"a.txt", local={"flags": 0x800}, central={"flags": 0x800})]),
    "a date": raw_zip([Raw(b"a.txt", local={"date": 0x5A00}, central={"date": 0x5A00})]),
    "symbolic link": raw_zip([Raw(b"a.txt", b"/etc", central={"made": 0x314, "external": 0o120777 << 16})]),
    "unix attributes": raw_zip([Raw(b"a.txt", central={"external": 0o100644 << 16})]),
    "folder attribute": raw_zip([Raw(b"a.txt", central={"external": 0x10})]),
    "made on unix": raw_zip([Raw(b"a.txt", central={"made": 0x314})]),
    "extra field": raw_zip([Raw(b"a.txt", extra=b"UT\x00\x00")]),
    "zip64 field": raw_zip([Raw(b"a.txt", extra=b"\x01\x00\x08\x00" + bytes(8), central={"size": 0xFFFFFFFF})]),
    "zip64 sizes": raw_zip([A], end={"count": 0xFFFF, "here": 0xFFFF, "offset": 0xFFFFFFFF}),
    "zip64 end record": raw_zip([A], end={"offset": 0})[:-22]
    + b"PK\x06\x06" + bytes(52) + b"PK\x06\x07" + bytes(16) + raw_zip([A])[-22:],
    "entry comment": raw_zip([Raw(b"a.txt", central={"comment": 1})]),
    "another disk": raw_zip([Raw(b"a.txt", central={"disk": 1})]),
    "another disk in the end": raw_zip([A], end={"disk": 1}),
    "archive comment": raw_zip([A], comment=b"hello"),
    "comment that is an end record": raw_zip([A], comment=raw_zip([B])[-22:]),
    "comment length without comment": raw_zip([A], end={"comment": 5}),
    "two end records": raw_zip([A]) + raw_zip([A])[-22:],
    "two archives": raw_zip([A]) + raw_zip([B]),
    "trailing byte": raw_zip([A]) + b"\0",
    "leading byte": b"\0" + raw_zip([A]),
    "leading archive part": raw_zip([Raw(b"a.txt", before=b"MZ stub")]),
    "gap": raw_zip([A, Raw(b"b.txt", before=b"hidden")]),
    "data before the directory": raw_zip([A])[:40] + b"hidden" + raw_zip([A], end={"offset": 46})[40:],
    "overlap": raw_zip([A, Raw(b"b.txt", central={"offset": 0})]),
    "second file inside the first": raw_zip([Raw(b"a.txt", raw_zip([B])), Raw(b"b.txt", central={"offset": 35})]),
    "files in another order": raw_zip([Raw(b"a.txt", central={"offset": 36}), Raw(b"b.txt", central={"offset": 0})]),
    "wrong check sum": raw_zip([Raw(b"a.txt", local={"crc": 1}, central={"crc": 1})]),
    "other check sum in the directory": raw_zip([Raw(b"a.txt", central={"crc": 1})]),
    "size too small": raw_zip([Raw(b"a.txt", b"12", local=_sizes(1), central=_sizes(1))]),
    "size too large": raw_zip([Raw(b"a.txt", local=_sizes(9999), central=_sizes(9999))]),
    "huge size": raw_zip([Raw(b"a.txt", local=_sizes(2**31), central=_sizes(2**31))]),
    "sizes differ": raw_zip([Raw(b"a.txt", local={"size": 7}, central={"size": 7})]),
    "directory says fewer": raw_zip([A, B], end={"count": 1, "here": 1}),
    "directory says more": raw_zip([A], end={"count": 2, "here": 2}),
    "counts differ": raw_zip([A], end={"here": 2}),
    "no entry named": raw_zip([A], end={"count": 0, "here": 0}),
    "directory size wrong": raw_zip([A], end={"size": 0}),
    "directory offset wrong": raw_zip([A], end={"offset": 0}),
    "name reaches past the end": raw_zip([Raw(b"a.txt", central={"name": 9999})]),
    "too many entries": raw_zip([Raw(b"f%d" % number, b"") for number in range(layout.MAX_ENTRIES + 1)]),
    "folder entry": raw_zip([Raw(b"data/", b"")]),
    "empty": b"",
    "text": b"PK but not really",
}  # fmt: skip


@pytest.mark.parametrize("reason", ARCHIVES)
def test_hostile_archives_are_refused(reason: str) -> None:
    with pytest.raises(strict_zip.ZipFault):
        strict_zip.unpack(ARCHIVES[reason])


def test_the_most_entries_allowed_are_read() -> None:
    files = [(f"f{number}", b"") for number in range(layout.MAX_ENTRIES)]
    assert len(strict_zip.unpack(strict_zip.pack(files))) == layout.MAX_ENTRIES


def test_archives_of_other_programs_are_refused() -> None:
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", method) as archive:
            archive.writestr("a.txt", "text")
        with pytest.raises(strict_zip.ZipFault):
            strict_zip.unpack(buffer.getvalue())


def test_every_shorter_or_flipped_archive_is_refused() -> None:
    for end in range(len(GOOD)):
        with pytest.raises(strict_zip.ZipFault):
            strict_zip.unpack(GOOD[:end])
    for position in range(len(GOOD)):
        for bit in range(8):
            broken = bytearray(GOOD)
            broken[position] ^= 1 << bit
            with pytest.raises(strict_zip.ZipFault):
                strict_zip.unpack(bytes(broken))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200), st.integers(0, len(GOOD)), st.integers(0, len(GOOD)))
def test_reading_is_total(data: bytes, start: int, end: int) -> None:
    spliced = GOOD[:start] + data + GOOD[end:]
    try:
        files = strict_zip.unpack(spliced)
    except strict_zip.ZipFault:
        return
    assert strict_zip.pack(list(files.items())) == spliced
