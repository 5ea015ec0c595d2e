"""Pictures and sound may carry only what is seen and heard: no place, camera, author, comment, thumbnail or trailer.

JPEG: ITU-T T.81; PNG: W3C PNG 3; RIFF: IBM/Microsoft 1991; MP3 tags: ID3v2.4.
"""

from __future__ import annotations

from fieldnotes.protection.containers.leaf import Refused

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_ALLOWED = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"sRGB", b"cHRM", b"sBIT", b"pHYs"})
_JPEG = b"\xff\xd8\xff"
_JPEG_ALLOWED = frozenset({0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD, 0xDA, 0xE0, 0xEE})
"""SOF0-2, DHT, DQT, DRI, SOS, and APP0 (JFIF) and APP14 (Adobe), which say how colours are meant."""
_JFIF = b"JFIF\x00"
_JFIF_BYTES = 16
"""A JFIF segment without a thumbnail."""
_EOI = b"\xff\xd9"
_FILM = "a film or a picture of a kind that is not looked into"
_REFUSED = {
    b"GIF8": "a GIF, which may carry comments",
    b"II*\x00": "a TIFF, which may carry anything",
    b"MM\x00*": "a TIFF, which may carry anything",
    b"ID3": "sound with tags",
    b"fLaC": "sound with tags",
    b"OggS": "sound with tags",
    b"\x1aE\xdf\xa3": "a film",
}
_SOUND_ALLOWED = frozenset({b"fmt ", b"data", b"fact"})
_ID3V1_BYTES = 128
_FRAME_SYNC = (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")


def refuse_what_says_more(data: bytes, place: str) -> None:
    """Pass a file that is no picture or sound, or carries nothing else.

    Raises:
        Refused: metadata, a trailer, or a kind that cannot be looked into.
    """
    if data.startswith(_PNG):
        _check_png(data, place)
    elif data.startswith(_JPEG):
        _check_jpeg(data, place)
    elif data.startswith(b"RIFF") and data[8:12] == b"WAVE":
        _check_wave(data, place)
    elif data.startswith(_FRAME_SYNC) and data[-_ID3V1_BYTES:].startswith(b"TAG"):
        raise Refused("sound with tags", place)
    elif data[4:8] == b"ftyp" or (data.startswith(b"RIFF") and data[8:12] in (b"WEBP", b"AVI ")):
        raise Refused(_FILM, place)
    for magic, rule in _REFUSED.items():
        if data.startswith(magic):
            raise Refused(rule, place)


def _check_png(data: bytes, place: str) -> None:
    at = len(_PNG)
    kind = b""
    while at + 12 <= len(data) and kind != b"IEND":
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind not in _PNG_ALLOWED:
            raise Refused("a picture with metadata", place)
        at += 12 + length
    if kind != b"IEND" or at != len(data):
        raise Refused("a picture with something behind its end", place)


def _check_jpeg(data: bytes, place: str) -> None:
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise Refused("a picture that cannot be read", place)
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker not in _JPEG_ALLOWED:
            raise Refused("a picture with metadata", place)
        segment = data[at + 4 : at + 2 + length]
        if marker == 0xE0 and not (segment.startswith(_JFIF) and length == _JFIF_BYTES):
            raise Refused("a picture with a thumbnail", place)
        if marker == 0xEE and not segment.startswith(b"Adobe"):
            raise Refused("a picture with metadata", place)
        at += 2 + length
        if marker == 0xDA:
            at = _scan_end(data, at)
            if data[at : at + 2] == _EOI:
                break
    if data[at : at + 2] != _EOI or at + 2 != len(data):
        raise Refused("a picture with something behind its end", place)


def _scan_end(data: bytes, at: int) -> int:
    """Where the entropy-coded data ends: at a marker that is neither a stuffed byte nor a restart (T.81 B.1.1.5)."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7:
            at += 2
        else:
            return at


def _check_wave(data: bytes, place: str) -> None:
    at = 12
    while at + 8 <= len(data):
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if kind not in _SOUND_ALLOWED:
            raise Refused("sound with tags", place)
        at += 8 + length + length % 2
    if at != len(data):
        raise Refused("sound with something behind its end", place)
