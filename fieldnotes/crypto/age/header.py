"""The header of an age file: its grammar, read strictly, and its authentication (c2sp.org/age, "Header")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fieldnotes.crypto.age import base64_strict
from fieldnotes.crypto.age.faults import HeaderError, HmacError

VERSION_LINE = b"age-encryption.org/v1\n"
FILE_KEY_LENGTH = 16
HEADER_LIMIT_BYTES = 64 * 1024
STANZA_LIMIT = 64
_COLUMNS = 64
_MAC_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Stanza:
    """One `-> type arguments…` with its body: the file key wrapped for one recipient."""

    type: str
    arguments: tuple[str, ...]
    body: bytes

    def encode(self) -> bytes:
        text = base64_strict.encode(self.body)
        lines = [text[start : start + _COLUMNS] for start in range(0, len(text), _COLUMNS)]
        if len(text) % _COLUMNS == 0:
            lines.append("")  # a body ends with a line shorter than 64 columns, even when that line is empty
        return "\n".join((" ".join(("->", self.type, *self.arguments)), *lines, "")).encode("ascii")


@dataclass(frozen=True, slots=True)
class Header:
    """`authenticated` are the bytes the MAC covers; the payload starts at `length`."""

    stanzas: tuple[Stanza, ...]
    authenticated: bytes
    mac: bytes
    length: int

    def verify(self, file_key: bytes) -> None:
        """Raises HmacError unless the header was made by somebody who knew `file_key`."""
        code = HMAC(_mac_key(file_key), hashes.SHA256())
        code.update(self.authenticated)
        try:
            code.verify(self.mac)
        except InvalidSignature as error:
            raise HmacError("header authentication") from error


def encode(stanzas: Sequence[Stanza], file_key: bytes) -> bytes:
    """The header as bytes, authenticated under `file_key`."""
    authenticated = VERSION_LINE + b"".join(stanza.encode() for stanza in stanzas) + b"---"
    code = HMAC(_mac_key(file_key), hashes.SHA256())
    code.update(authenticated)
    return authenticated + b" " + base64_strict.encode(code.finalize()).encode("ascii") + b"\n"


def parse(data: bytes) -> Header:
    """Read the header at the start of a binary age file.

    Raises:
        HeaderError: any departure from the grammar, more than 64 KiB or more than 64 stanzas.
    """
    if not data.startswith(VERSION_LINE):
        raise HeaderError("version line")
    lines = _Lines(data, len(VERSION_LINE))
    stanzas: list[Stanza] = []
    while True:
        start = lines.position
        line = lines.next()
        if line.startswith("---"):
            break
        if len(stanzas) == STANZA_LIMIT:
            raise HeaderError("too many stanzas")
        stanzas.append(_stanza(line, lines))
    if not stanzas or not line.startswith("--- "):
        raise HeaderError("header end")
    mac = base64_strict.decode(line[len("--- ") :])
    if len(mac) != _MAC_LENGTH:
        raise HeaderError("length of the authentication code")
    return Header(tuple(stanzas), data[: start + len(b"---")], mac, lines.position)


class _Lines:
    """Lines of printable ASCII, each ended by exactly one LF, within the size limit."""

    def __init__(self, data: bytes, position: int) -> None:
        self._data = data
        self.position = position

    def next(self) -> str:
        end = self._data.find(b"\n", self.position, HEADER_LIMIT_BYTES)
        if end < 0:
            raise HeaderError("header is cut short or too long")
        line = self._data[self.position : end]
        if any(not 32 <= byte <= 126 for byte in line):
            raise HeaderError("character")
        self.position = end + 1
        return line.decode("ascii")


def _stanza(line: str, lines: _Lines) -> Stanza:
    mark, *arguments = line.split(" ")
    if mark != "->" or not arguments or "" in arguments:
        raise HeaderError("stanza line")
    body = ""
    while True:
        part = lines.next()
        if len(part) > _COLUMNS:
            raise HeaderError("body line is too long")
        body += part
        if len(part) < _COLUMNS:
            return Stanza(arguments[0], tuple(arguments[1:]), base64_strict.decode(body))


def _mac_key(file_key: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=None, info=b"header").derive(file_key)
