"""Archives and compressed files: zip (and what is one: DOCX, ODT, EPUB), gzip, bzip2, xz, tar, zlib."""

from __future__ import annotations

import bz2
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator

from fieldnotes.protection.containers import closed
from fieldnotes.protection.containers.leaf import MOST_BYTES, Part, Refused

NEUTRAL_TIME = (1980, 1, 1, 0, 0, 0)
"""The least time that a zip archive can hold; any other would say when somebody worked."""

_GZIP, _BZIP2, _XZ = b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00"
_GZIP_HEAD = 10
_TAR_MAGIC, _TAR_AT = b"ustar", 257
_TAR_BLOCK = 512
_LOCAL_HEAD, _SIZES_FOLLOW = 30, 0x08
_END_OF_ARCHIVE, _END_BYTES = b"PK\x05\x06", 22
_ZLIB_HEADS = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")


def parts(data: bytes, place: str) -> Iterator[Part]:
    """What is in an archive; nothing for a file that is none.

    Raises:
        Refused: a time or comment that is not neutral, an archive that cannot be read or is of no known kind.
    """
    closed.refuse_file(data, place)
    if data.startswith(_GZIP):
        yield from _unpacked_gzip(data, place)
    elif data.startswith(_BZIP2):
        yield _unpacked(bz2.BZ2Decompressor(), data, place)
    elif data.startswith(_XZ):
        yield _unpacked(lzma.LZMADecompressor(), data, place)
    elif data[_TAR_AT : _TAR_AT + len(_TAR_MAGIC)] == _TAR_MAGIC:
        yield from _tar(data, place)
    elif zipfile.is_zipfile(io.BytesIO(data)):
        yield from _zip(data, place)
    elif data.startswith(_ZLIB_HEADS):
        yield from _zlib(data, place)


def _unpacked(stream: bz2.BZ2Decompressor | lzma.LZMADecompressor, data: bytes, place: str) -> Part:
    try:
        found = stream.decompress(data, MOST_BYTES)
    except (OSError, EOFError, ValueError, lzma.LZMAError) as error:
        raise Refused("a packed file that cannot be unpacked", place) from error
    if not stream.eof or stream.unused_data:
        raise Refused("a packed file too large to look into, or with something behind its end", place)
    return Part(f"{place}, unpacked", data=found)


def _unpacked_gzip(data: bytes, place: str) -> Iterator[Part]:
    """RFC 1952 §2.3: the head may hold a time, a file name and a comment."""
    if len(data) < _GZIP_HEAD:
        return
    flags, time = data[3], data[4:8]
    if flags & 0b11100 or time != bytes(4):
        raise Refused("a gzip head that says more than it must", place)
    stream = zlib.decompressobj(wbits=31)
    try:
        found = stream.decompress(data, MOST_BYTES)
    except zlib.error as error:
        raise Refused("a packed file that cannot be unpacked", place) from error
    if not stream.eof or stream.unused_data:
        raise Refused("a packed file too large to look into, or with something behind its end", place)
    yield Part(f"{place}, unpacked", data=found)


def _zlib(data: bytes, place: str) -> Iterator[Part]:
    """Two bytes are a weak sign: what cannot be unpacked is taken for something else."""
    stream = zlib.decompressobj()
    try:
        found = stream.decompress(data, MOST_BYTES)
    except zlib.error:
        return
    yield Part(place, note=data)
    yield Part(f"{place}, unpacked", data=found)
    yield Part(f"{place}, behind", data=stream.unused_data)


def _zip(data: bytes, place: str) -> Iterator[Part]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.comment:
                raise Refused("a comment in an archive", place)
            members = archive.infolist()
            _refuse_hidden(data, archive, place)
            for number, member in enumerate(members, start=1):
                where = f"{place}, member {number}"
                if member.date_time != NEUTRAL_TIME or member.comment:
                    raise Refused("a time or comment that was not neutral", where)
                if member.extra:
                    raise Refused("an extra field in an archive", where)
                if member.file_size > MOST_BYTES:
                    raise Refused("a packed file too large to look into", where)
                closed.refuse_file(b"", where, member.filename)
                content = archive.read(member)
                yield Part(where, member.filename, content)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise Refused("an archive that cannot be read", place) from error


def _refuse_hidden(data: bytes, archive: zipfile.ZipFile, place: str) -> None:
    """Bytes that no member accounts for: before the first, between two, or behind the end (APPNOTE 4.3.6)."""
    at = 0
    for member in sorted(archive.infolist(), key=lambda member: member.header_offset):
        head = data[at : at + _LOCAL_HEAD]
        name, extra = int.from_bytes(head[26:28], "little"), int.from_bytes(head[28:30], "little")
        if member.header_offset != at or extra:
            raise Refused("bytes between the members of an archive", place)
        at += _LOCAL_HEAD + name + member.compress_size
        if member.flag_bits & _SIZES_FOLLOW:
            at += 16 if data[at : at + 4] == b"PK\x07\x08" else 12
    end = data.rfind(_END_OF_ARCHIVE)
    if at != archive.start_dir or end + _END_BYTES != len(data):
        raise Refused("bytes between the members of an archive, or behind them", place)


def _tar(data: bytes, place: str) -> Iterator[Part]:
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for number, member in enumerate(archive, start=1):
                where = f"{place}, member {number}"
                if member.mtime or member.uname or member.gname or member.uid or member.gid or member.pax_headers:
                    raise Refused("an owner, time or note in an archive", where)
                closed.refuse_file(b"", where, member.name)
                file = archive.extractfile(member) if member.isfile() else None
                content = file.read(MOST_BYTES) if file is not None else member.linkname.encode()
                slack = -len(content) % _TAR_BLOCK
                behind = data[member.offset_data + len(content) : member.offset_data + len(content) + slack]
                yield Part(where, member.name, content, behind.strip(b"\0"))
    except (tarfile.TarError, OSError, EOFError) as error:
        raise Refused("an archive that cannot be read", place) from error
