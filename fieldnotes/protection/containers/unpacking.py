"""Packed data that no container announces: zip, zlib, gzip, bzip2, xz, lzma and bare deflate, also inside other bytes.

RFC 1950-1952; APPNOTE 4.3.7 for the members of a zip. Bare deflate has no head: it is tried, and gives nothing of what
is none.
"""

from __future__ import annotations

import bz2
import lzma
import re
import zlib
from collections.abc import Iterator
from typing import Protocol

from fieldnotes.protection.containers.leaf import Refused

_HEADS = re.compile(
    rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]|\x08[\x1d\x5b\x99\xd7]|[\x28\x38\x48\x58\x68][\x09-\x15\x43-\x53\x81-\x91]"
    rb"|BZh[1-9]1AY&SY|\xfd7zXZ\x00|PK\x03\x04"
)
_BARE_LZMA = re.compile(
    rb"[\x00-\xe0]\x00(?:[\x10-\xff]\x00\x00|\x00[\x00-\xff][\x00-\x03])(?:\xff{8}|[\x00-\xff]{4}\x00{4})", re.DOTALL
)
"""The head of a bare LZMA file: properties, the dictionary's size (up to 64 MB), the size or that it is not known."""
_MOST_BARE_LZMA, _LZMA_MEMORY = 20, 80_000_000
"""Such heads that are tried in one file, and bytes that undoing one may take."""
_MEMBER_HEAD = 30
"""Bytes of a zip member's head before its name; its way of packing is at 8, the lengths of name and notes at 26."""
_LISTED, _LISTED_HEAD = b"PK\x01\x02", 46
"""A member in the list at the end of a zip, and the bytes of its head."""
_STORED, _DEFLATED, _BZIP2 = 0, 8, 12
_LOCKED = 1
_MOST_TRIED = 2000
"""Heads that are tried in one file: two bytes arise by chance once in a few thousand."""
_BLOCKS = (64, 1024, 65536)
"""Bytes that are given to the unpacker at once: few at first, most of what is tried is nothing."""
_LEAST_BROKEN = 200
"""Bytes that must have come out before something turned out to be wrong; random bytes give less."""
_MOST_SEARCHED = 64 * 1024
"""Bytes of a file in which bare deflate is looked for from every byte on."""
_COMPRESSED = (1, 2)
"""Kinds of blocks, in the second and third bit, that are not stored as they are (RFC 1951, 3.2.3)."""
_LEAST_PACKED, _LEAST_SHOWN, _SHOWN = 8, 12, 48
_WORDS = re.compile(rb"(?:[\t\n\r\x20-\x7e]|[\xc2-\xf4][\x80-\xbf]{1,3})+[\xc2-\xf4]?[\x80-\xbf]{0,2}")
"""What the beginning of a text looks like; its last letter may be cut."""
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
"""Whose own packed data are pixels; `media` sees to it that they hold no more."""


class _Unpacker(Protocol):
    @property
    def eof(self) -> bool: ...

    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


def unpacked(
    data: bytes, most: int, place: str = "", *, anywhere: bool = False, whole: bool = False
) -> Iterator[bytes]:
    """What is packed in `data`, at most `most` bytes of each; of what is damaged, as far as it goes.

    `anywhere`: bare deflate is looked for behind other bytes too, in a file that is not large; `whole`: only what comes
    to its end there.

    Raises:
        Refused: an archive inside is locked, or packed in a way that is not known here; `place` says in what.
    """
    if data.startswith(_PICTURES):
        return
    if anywhere and len(data) <= _MOST_SEARCHED and not data.isascii():
        yield from _bare_inside(data, most, whole=whole)
    yield from _tried(zlib.decompressobj(-zlib.MAX_WBITS), data, 0, most)
    for number, head in enumerate(_HEADS.finditer(data)):
        if number >= _MOST_TRIED:
            return
        sign, start = head.group(), head.start()
        if sign.startswith(b"PK"):
            yield from _member(data, start, most, place)
        elif sign.startswith(b"BZ"):
            yield from _tried(bz2.BZ2Decompressor(), data, start, most)
        elif sign.startswith(b"\xfd"):
            yield from _tried(lzma.LZMADecompressor(), data, start, most)
        elif sign.startswith(b"\x1f"):
            yield from _tried(zlib.decompressobj(zlib.MAX_WBITS | 16), data, start, most)
        else:  # without its head nothing is said of a wrong sum at its end, and nothing lost
            yield from _tried(zlib.decompressobj(-zlib.MAX_WBITS), data, start + len(sign), most)
    for _, head in zip(range(_MOST_BARE_LZMA), _BARE_LZMA.finditer(data), strict=False):
        yield from _tried(lzma.LZMADecompressor(lzma.FORMAT_ALONE, _LZMA_MEMORY), data, head.start(), most)


def listed(data: bytes) -> Iterator[int]:
    """The check sums (CRC-32) of packed members that lists at the ends of zips name. The head before a member may lie
    or be lost, and other programs go by the list alone (APPNOTE 4.3.12): all of them have to come out somewhere."""
    start = data.find(_LISTED)
    while 0 <= start <= len(data) - _LISTED_HEAD:
        flags, way = (int.from_bytes(data[start + at : start + at + 2], "little") for at in (8, 10))
        checksum, size = (int.from_bytes(data[start + at : start + at + 4], "little") for at in (16, 24))
        if flags & _LOCKED or (way != _STORED and size):
            yield checksum
        start = data.find(_LISTED, start + 1)


def _member(data: bytes, start: int, most: int, place: str) -> Iterator[bytes]:
    """What one member of a zip holds; what is only stored in it is seen where it stands."""
    flags, way = (int.from_bytes(data[start + at : start + at + 2], "little") for at in (6, 8))
    name, notes = (int.from_bytes(data[start + at : start + at + 2], "little") for at in (26, 28))
    content = start + _MEMBER_HEAD + name + notes
    if content >= len(data):
        return
    if flags & _LOCKED or way not in (_STORED, _DEFLATED, _BZIP2):
        raise Refused("an archive that cannot be looked into", place)
    if way == _DEFLATED:
        yield from _tried(zlib.decompressobj(-zlib.MAX_WBITS), data, content, most)


def _bare_inside(data: bytes, most: int, *, whole: bool) -> Iterator[bytes]:
    """Bare deflate that begins with any byte: tried on few bytes, and believed if they give words."""
    end = 0
    for at in range(1, len(data) - _LEAST_PACKED):
        if at >= end and data[at] >> 1 & 3 in _COMPRESSED:
            try:
                begun = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data[at : at + _BLOCKS[0]], _SHOWN)
            except zlib.error:
                continue
            if len(begun) >= _LEAST_SHOWN and _WORDS.fullmatch(begun):
                unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
                found = tuple(_tried(unpacker, data, at, most))
                if unpacker.eof or not whole:
                    yield from found
                    end = at + _LEAST_PACKED


def _tried(unpacker: _Unpacker, data: bytes, at: int, most: int) -> Iterator[bytes]:
    pieces: list[bytes] = []
    size = turn = 0
    broken = False
    try:
        while at < len(data) and not unpacker.eof and size < most:
            block = _BLOCKS[min(turn, len(_BLOCKS) - 1)]
            pieces.append(unpacker.decompress(data[at : at + block], most - size))
            size += len(pieces[-1])
            at, turn = at + block, turn + 1
    except (zlib.error, OSError, EOFError, ValueError, lzma.LZMAError):
        broken = True
    if size and (not broken or size >= _LEAST_BROKEN):
        yield b"".join(pieces)
