"""The text inside packed documents (DOCX, ODT, EPUB, a zip of notes, gzip), so that a leftover in one is found.

Only text is taken out, tags and entities resolved, so that a sentence that a word processor cut into runs is whole
again. Pictures, PDF and archives inside archives are not looked into. Nothing is written anywhere.
"""

from __future__ import annotations

import gzip
import html
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
HEAD = 4
"""Bytes that say whether a file is packed."""
_TEXTS = (".xml", ".xhtml", ".html", ".htm", ".txt", ".md", ".csv", ".json", ".rtf", ".srt", ".vtt")
_MARKUP = (".xml", ".xhtml", ".html", ".htm")
_MOST_MEMBERS = 256
_TAG = re.compile(r"<[^>]*>")
_BREAKS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, NotImplementedError, ValueError)
"""What zipfile and gzip raise for what they cannot unpack: damaged, encrypted, or packed in a way of another time."""


class NotWhole(Exception):
    """Part of a packed file was not looked into. The search counts it."""


def is_packed(head: bytes) -> bool:
    """Whether a file that begins so is a zip or gzip file."""
    return head.startswith((_ZIP, _GZIP))


def texts(file: BinaryIO, most_bytes: int) -> Iterator[bytes]:
    """The texts inside, in UTF-8 where they are markup and else as they are; together at most `most_bytes` unpacked.

    Raises:
        NotWhole: more lies inside than was read, or it cannot be unpacked. What was read before has been yielded.
        OSError: the file cannot be read.
    """
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    try:
        if head.startswith(_GZIP):
            yield from _of_gzip(file, most_bytes)
        else:
            yield from _of_zip(file, most_bytes)
    except _BREAKS as error:
        raise NotWhole from error


def _of_gzip(file: BinaryIO, most_bytes: int) -> Iterator[bytes]:
    with gzip.GzipFile(fileobj=file, mode="rb") as inside:
        yield inside.read(most_bytes)
        if inside.read(1):
            raise NotWhole


def _of_zip(file: BinaryIO, most_bytes: int) -> Iterator[bytes]:
    with zipfile.ZipFile(file) as archive:
        members = [one for one in archive.infolist() if one.filename.lower().endswith(_TEXTS)]
        left = most_bytes
        for member in members[:_MOST_MEMBERS]:
            with archive.open(member) as inside:
                data = inside.read(left + 1)
            if len(data) > left:
                yield _plain(member.filename, data[:left])
                raise NotWhole
            left -= len(data)
            yield _plain(member.filename, data)
    if len(members) > _MOST_MEMBERS:
        raise NotWhole


def _plain(name: str, data: bytes) -> bytes:
    if not name.lower().endswith(_MARKUP):
        return data
    return html.unescape(_TAG.sub("", data.decode("utf-8", errors="replace"))).encode()
