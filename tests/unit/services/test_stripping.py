"""Pictures lose what is hidden in them and keep what is seen; what is not understood is not touched."""

from __future__ import annotations

import struct
import zlib

import pytest

from fieldnotes.services.stripping import OTHER, media_type, stripped

SECRET = b"Canon of Roza, 40.6828 N"


def segment(marker: int, data: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(data) + 2).to_bytes(2, "big") + data


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


JFIF = segment(0xE0, b"JFIF\0\x01\x02\x01\x00\x48\x00\x48\x00\x00")
TABLES = segment(0xDB, bytes(65)) + segment(0xC0, bytes(15)) + segment(0xC4, bytes(20))
SCAN = segment(0xDA, bytes(10)) + b"\x12\x34\xff\x00\x56\xff\xd0\x78"
END = b"\xff\xd9"


def test_a_jpeg_loses_exif_comments_thumbnails_and_what_stands_behind_it() -> None:
    hidden = segment(0xE1, b"Exif\0\0" + SECRET) + segment(0xFE, SECRET) + segment(0xED, b"Photoshop" + SECRET)
    thumbnail = segment(0xE0, b"JFIF\0\x01\x02\x01\x00\x48\x00\x48\x05\x05" + SECRET)
    adobe = segment(0xEE, b"Adobe\0\x64\0\0\0\0\x01")
    found = stripped(b"\xff\xd8" + thumbnail + hidden + adobe + TABLES + SCAN + END + SECRET)
    assert found == b"\xff\xd8" + JFIF + adobe + TABLES + SCAN + END


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8" + JFIF + TABLES,  # no picture
        b"\xff\xd8" + JFIF + TABLES + SCAN,  # no end
        b"\xff\xd8" + JFIF + b"\xff\xe1\xff\xff" + SECRET,  # longer than the file
        b"\xff\xd8" + JFIF + b"\xff\xe1\x00\x00",  # shorter than itself
        b"\xff\xd8" + TABLES + SCAN + END + b"\xff\xd8\xff\xe1" + SECRET + END,  # another picture behind it
    ],
)
def test_a_jpeg_that_is_not_understood_has_no_copy(data: bytes) -> None:
    assert stripped(data) is None


HEAD = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13))
PICTURE = chunk(b"PLTE", bytes(3)) + chunk(b"IDAT", zlib.compress(bytes(9))) + chunk(b"IEND", b"")


def test_a_png_loses_texts_times_exif_and_what_stands_behind_it() -> None:
    hidden = b"".join(chunk(kind, SECRET) for kind in (b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"tIME", b"prIv"))
    assert stripped(HEAD + hidden + PICTURE + SECRET) == HEAD + PICTURE


@pytest.mark.parametrize("data", [HEAD, HEAD + chunk(b"SECR", b"x") + PICTURE, HEAD + b"\xff\xff\xff\xffIDAT"])
def test_a_png_that_is_not_understood_has_no_copy(data: bytes) -> None:
    assert stripped(data) is None


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (HEAD, "image/png"),
        (b"%PDF-1.7", "application/pdf"),
        (b"\0\0\0\x18ftypmp42", "video/mp4"),
        (b"hello", OTHER),
        (b"", OTHER),
    ],
)
def test_a_file_is_what_its_first_bytes_say(data: bytes, kind: str) -> None:
    assert media_type(data) == kind
    assert kind in ("image/jpeg", "image/png") or stripped(data) is None
