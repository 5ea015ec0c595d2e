"""Packed data that no container announces: zlib, gzip, bzip2, xz and bare deflate, also inside other bytes.

RFC 1950-1952. Bare deflate has no head: it is tried, and gives nothing of what is none.
"""

from __future__ import annotations

import bz2
import lzma
import re
import zlib
from collections.abc import Iterator
from typing import Protocol

_HEADS = re.compile(
    rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]|\x08[\x1d\x5b\x99\xd7]|[\x28\x38\x48\x58\x68][\x09-\x15\x43-\x53\x81-\x91]"
    rb"|BZh[1-9]1AY&SY|\xfd7zXZ\x00"
)
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


def unpacked(data: bytes, most: int, *, anywhere: bool = False) -> Iterator[bytes]:
    """What is packed in `data`, at most `most` bytes of each; of what is damaged, as far as it goes.

    `anywhere`: bare deflate is looked for behind other bytes too, in a file that is not large.
    """
    if data.startswith(_PICTURES):
        return
    if anywhere and len(data) <= _MOST_SEARCHED and not data.isascii():
        yield from _bare_inside(data, most)
    yield from _tried(zlib.decompressobj(-zlib.MAX_WBITS), data, 0, most)
    for number, head in enumerate(_HEADS.finditer(data)):
        if number >= _MOST_TRIED:
            return
        sign, start = head.group(), head.start()
        if sign.startswith(b"BZ"):
            yield from _tried(bz2.BZ2Decompressor(), data, start, most)
        elif sign.startswith(b"\xfd"):
            yield from _tried(lzma.LZMADecompressor(), data, start, most)
        elif sign.startswith(b"\x1f"):
            yield from _tried(zlib.decompressobj(zlib.MAX_WBITS | 16), data, start, most)
        else:  # without its head nothing is said of a wrong sum at its end, and nothing lost
            yield from _tried(zlib.decompressobj(-zlib.MAX_WBITS), data, start + len(sign), most)


def _bare_inside(data: bytes, most: int) -> Iterator[bytes]:
    """Bare deflate that begins with any byte: tried on few bytes, and believed if they give words."""
    end = 0
    for at in range(1, len(data) - _LEAST_PACKED):
        if at >= end and data[at] >> 1 & 3 in _COMPRESSED:
            try:
                begun = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data[at : at + _BLOCKS[0]], _SHOWN)
            except zlib.error:
                continue
            if len(begun) >= _LEAST_SHOWN and _WORDS.fullmatch(begun):
                yield from _tried(zlib.decompressobj(-zlib.MAX_WBITS), data, at, most)
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
