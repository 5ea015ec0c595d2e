"""Pictures without what a camera or program wrote into them: place, time, device, owner, thumbnails.

Only containers are rewritten, never the picture: JPEG (ITU-T T.81, annex B) and PNG (ISO/IEC 15948). What is not
understood to its end is not stripped at all.
"""

from __future__ import annotations

from collections.abc import Mapping

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_MAGIC: Mapping[bytes, str] = {
    _JPEG: "image/jpeg",
    _PNG: "image/png",
    b"%PDF-": "application/pdf",
    b"PK\x03\x04": "application/zip",
    b"ID3": "audio/mpeg",
    b"OggS": "audio/ogg",
    b"RIFF": "audio/wav",
    b"GIF8": "image/gif",
}
_BRAND_AT, _BRAND = 4, b"ftyp"
OTHER = "application/octet-stream"

_START, _SCAN, _END, _COMMENT = 0xD8, 0xDA, 0xD9, 0xFE
_APPLICATION = range(0xE0, 0xF0)
_JFIF, _ADOBE = 0xE0, 0xEE
"""The two application segments that say how the colours are meant."""
_KEPT = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD"})
_CHUNK_HEAD, _CHUNK_TAIL = 8, 4
_JFIF_BYTES = 16
"""JFIF without the thumbnail that may follow."""


def media_type(data: bytes) -> str:
    """What a file is by its first bytes; its name may say anything."""
    if data[_BRAND_AT : _BRAND_AT + len(_BRAND)] == _BRAND:
        return "video/mp4"
    return next((name for magic, name in _MAGIC.items() if data.startswith(magic)), OTHER)


def stripped(data: bytes) -> bytes | None:
    """The same picture without anything that it does not need to be seen; None where that cannot be made."""
    if data.startswith(_JPEG):
        return _jpeg(data)
    return _png(data) if data.startswith(_PNG) else None


def _jpeg(data: bytes) -> bytes | None:
    kept, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        end = at + 2 + size
        if size < 2 or end > len(data):
            return None
        if marker == _SCAN:
            last = data.rfind(bytes((0xFF, _END)))  # what stands behind the end is somebody's own
            return (
                b"".join((*kept, data[at : last + 2])) if last >= end and not _more_pictures(data[end:last]) else None
            )
        if marker == _JFIF and data[at + 4 : at + 8] == b"JFIF":
            head = data[at : at + 2 + _JFIF_BYTES]
            kept.append(head[:2] + _JFIF_BYTES.to_bytes(2, "big") + head[4:16] + b"\x00\x00")
        elif _shows_something(marker, data[at + 4 : end]):
            kept.append(data[at:end])
        at = end
    return None


def _shows_something(marker: int, data: bytes) -> bool:
    """Whether the picture would look otherwise without this segment."""
    if marker == _ADOBE:
        return data.startswith(b"Adobe")
    return marker not in _APPLICATION and marker != _COMMENT


def _more_pictures(scan: bytes) -> bool:
    """Whether another picture begins behind the first: cameras add previews there, with all of their own data."""
    return _JPEG in scan or bytes((0xFF, _END)) in scan or any(bytes((0xFF, one)) in scan for one in _APPLICATION)


def _png(data: bytes) -> bytes | None:
    kept, at = [_PNG], len(_PNG)
    while at + _CHUNK_HEAD <= len(data):
        kind = data[at + 4 : at + _CHUNK_HEAD]
        end = at + _CHUNK_HEAD + int.from_bytes(data[at : at + 4], "big") + _CHUNK_TAIL
        if end > len(data):
            return None
        if kind in _KEPT:
            kept.append(data[at:end])
        elif kind[:1].isupper():
            return None  # needed to see the picture, and unknown here
        if kind == b"IEND":
            return b"".join(kept)
        at = end
    return None
