"""Packed or encrypted data that nothing here can open, told by its first bytes, also inside other data.

It may hold anything, so a file with it does not leave. Brotli has no sign of its own: it is refused by its name.
"""

from __future__ import annotations

import re

from fieldnotes.protection.containers.leaf import Refused

_FILES = {
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "rar",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"\x04\x22\x4d\x18": "lz4",
    b"\x02\x21\x4c\x18": "lz4",
    b"\xff\x06\x00\x00sNaPpY": "snappy",
    b"LZIP\x01": "lzip",
    b"\x1f\x9d": "compress",
    b"MSCF": "cab",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old office file",
    b"age-encryption.org/v1\n-> ": "an encrypted file",
    b"-----BEGIN AGE ENCRYPTED FILE-----": "an encrypted file",
    b"-----BEGIN PGP MESSAGE-----": "an encrypted message",
    b"Salted__": "an encrypted file",
}
"""First bytes of a file (zstd: RFC 8878; the others: their makers' descriptions), and what a message calls it."""
_INSIDE = re.compile(
    rb"7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|\x28\xb5\x2f\xfd|\xff\x06\x00\x00sNaPpY|age-encryption\.org/v1\n-> "
    rb"|-----BEGIN (?:AGE ENCRYPTED FILE|PGP MESSAGE)-----|\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|\ASalted__"
    rb"|\x04\x22\x4d\x18(?=[\x40-\x7f][\x40-\x70])|\x02\x21\x4c\x18(?=[\x00-\xff]{3}\x00)|LZIP\x01(?=[\x0c-\xff])|MSCF(?=\x00{4})|\A\x1f\x9d(?=[\x89-\x90])"
)
"""Signs so long that they hardly arise by chance, or with what follows them (zstd: a frame; lz4: its flags)."""
_ZSTD = b"\x28\xb5\x2f\xfd"
_SUFFIXES = {".br": "brotli", ".zst": "zstd", ".lz4": "lz4", ".7z": "7z", ".rar": "rar", ".gpg": "an encrypted file"}
_CONTENT_SIZES, _DICTIONARY_SIZES = (0, 2, 4, 8), (0, 1, 2, 4)
_RESERVED_BIT, _RESERVED_BLOCK, _MOST_IN_BLOCK = 0x08, 3, 128 * 1024
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def refuse_file(data: bytes, place: str, name: str = "") -> None:
    """Pass a file that can be looked into, or is nothing known.

    Raises:
        Refused: it is packed or encrypted in a way that cannot be undone here.
    """
    for sign, kind in _FILES.items():
        if data.startswith(sign):
            raise Refused(_rule(kind), place)
    for suffix, kind in _SUFFIXES.items():
        if name.lower().endswith(suffix):
            raise Refused(_rule(kind), place)


def refuse_inside(data: bytes, place: str) -> None:
    """The same for what stands anywhere in other data; pictures have been looked at by `media`.

    Raises:
        Refused: as above.
    """
    if data.startswith(_PICTURES):
        return
    for found in _INSIDE.finditer(data):
        if found.group() != _ZSTD or _is_zstd(data, found.end()):
            kind = next(kind for sign, kind in _FILES.items() if found.group().startswith(sign))
            raise Refused(_rule(kind), place)


def _rule(kind: str) -> str:
    return f"{kind}, which cannot be looked into"


def _is_zstd(data: bytes, at: int) -> bool:
    """Is there a frame's head and a first block that fits into the data (RFC 8878, 3.1.1)?"""
    if at >= len(data) or data[at] & _RESERVED_BIT:
        return False
    head = data[at]
    single = bool(head & 0x20)
    sizes = _CONTENT_SIZES[head >> 6] or int(single)
    block = at + 1 + (not single) + _DICTIONARY_SIZES[head & 3] + sizes
    told = int.from_bytes(data[block : block + 3], "little")
    kind, size = told >> 1 & 3, told >> 3
    stored = 1 if kind == 1 else size
    return kind != _RESERVED_BLOCK and size <= _MOST_IN_BLOCK and block + 3 + stored <= len(data)
