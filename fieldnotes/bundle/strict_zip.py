"""The strict ZIP inside a bundle: one spelling for each set of files; everything else is refused.

Layout after APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and 4.3.16; the subset is in `docs/formats/bundle.md`.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fieldnotes.bundle.layout import MAX_ENTRIES, MAX_ENTRY_BYTES, PADDING

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_VERSION = 20
_MIDNIGHT, _YEAR_1980 = 0, 0x0021

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}(/[a-z0-9][a-z0-9._-]{0,63}){0,4}")
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


class ZipFault(Exception):
    """The archive breaks a rule. The message is our own words for the rule, never a name from the archive."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: bytes
    crc: int
    size: int
    offset: int

    def local_header(self) -> bytes:
        fixed = (_LOCAL_MARK, _VERSION, 0, 0, _MIDNIGHT, _YEAR_1980)
        return _LOCAL.pack(*fixed, self.crc, self.size, self.size, len(self.name), 0) + self.name

    def central_header(self) -> bytes:
        fixed = (_CENTRAL_MARK, _VERSION, _VERSION, 0, 0, _MIDNIGHT, _YEAR_1980)
        measures = (self.crc, self.size, self.size, len(self.name))
        return _CENTRAL.pack(*fixed, *measures, 0, 0, 0, 0, 0, self.offset) + self.name

    @property
    def end(self) -> int:
        return self.offset + _LOCAL.size + len(self.name) + self.size


def looks_like_zip(data: bytes) -> bool:
    return data.startswith((_LOCAL_MARK, _END_MARK))


def packed_size(files: Sequence[tuple[str, bytes]]) -> int:
    """The length in bytes of what `pack` would return."""
    return _END.size + sum(_LOCAL.size + _CENTRAL.size + 2 * len(name) + len(content) for name, content in files)


def pack(files: Sequence[tuple[str, bytes]]) -> bytes:
    """The archive of `files` (name, content) in the given order. Names are as `unpack` demands."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, content in files:
        entry = _Entry(name.encode("ascii"), zlib.crc32(content), len(content), offset)
        body += (entry.local_header(), content)
        directory.append(entry.central_header())
        offset = entry.end
    size = sum(map(len, directory))
    end = _END.pack(_END_MARK, 0, 0, len(directory), len(directory), size, offset, 0)
    return b"".join((*body, *directory, end))


def unpack(data: bytes) -> dict[str, bytes]:
    """The files of an archive, in its order.

    Raises:
        ZipFault: any departure from the subset; nothing is returned in part.
    """
    files: dict[str, bytes] = {}
    seen: set[str] = set()
    position = 0
    directory_at, count = _end_record(data)
    for entry in _directory(data, directory_at, count):
        name = _checked_name(entry.name)
        if name.casefold() in seen:
            raise ZipFault("two files have the same name")
        seen.add(name.casefold())
        if entry.offset != position or entry.end > directory_at:
            raise ZipFault("files overlap, leave a gap or reach too far")
        content_at = entry.end - entry.size
        if data[position:content_at] != entry.local_header():
            raise ZipFault("the two headers of a file differ")
        content = data[content_at : entry.end]
        if zlib.crc32(content) != entry.crc:
            raise ZipFault("a check sum of the archive is wrong")
        files[name] = content
        position = entry.end
    if position != directory_at:
        raise ZipFault("there is data that belongs to no file")
    return files


def _end_record(data: bytes) -> tuple[int, int]:
    """Where the directory starts, and how many entries it has."""
    if len(data) < _END.size:
        raise ZipFault("the archive is cut short")
    mark, disk, directory_disk, here, count, size, offset, comment = _END.unpack_from(data, len(data) - _END.size)
    if mark != _END_MARK or comment:
        raise ZipFault("the archive does not end with its end record")
    if disk or directory_disk or here != count or offset + size != len(data) - _END.size:
        raise ZipFault("the end record does not fit the archive")
    if count > MAX_ENTRIES:
        raise ZipFault("there are too many files")
    return offset, count


def _directory(data: bytes, position: int, count: int) -> Iterator[_Entry]:
    end = len(data) - _END.size
    for _ in range(count):
        if end - position < _CENTRAL.size:
            raise ZipFault("the directory is cut short")
        fields = _CENTRAL.unpack_from(data, position)
        if fields[4]:
            raise ZipFault("a file is compressed")
        name_at, name_length = position + _CENTRAL.size, fields[10]
        entry = _Entry(data[name_at : name_at + name_length], fields[7], fields[8], fields[16])
        if entry.size > MAX_ENTRY_BYTES:
            raise ZipFault("a file is too large")
        if data[position : name_at + name_length] != entry.central_header():
            raise ZipFault("a header has a field that is not allowed")
        position = name_at + name_length
        yield entry
    if position != end:
        raise ZipFault("the directory has more than it says")


def _checked_name(raw: bytes) -> str:
    name = raw.decode("ascii", "replace")
    parts = name.split("/")
    if name != PADDING and not _NAME.fullmatch(name):
        raise ZipFault("a file has a name that is not allowed")
    if any(part.endswith(".") or _DEVICE.fullmatch(part) for part in parts):
        raise ZipFault("a file has a name that is not allowed")
    return name
