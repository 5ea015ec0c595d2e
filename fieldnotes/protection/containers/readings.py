"""Every way in which the bytes of a leaf may be read as text, and every text that hides in such a text.

Decodings are tried where the bytes allow them; escapes (JSON, HTML entities, percent, quoted-printable, base64,
hexadecimal digits) are undone and what comes out is read again, so that one may lie inside another.
"""

from __future__ import annotations

import base64
import binascii
import json
import quopri
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from html import unescape

_ONE_BYTE = ("cp1251", "cp1254", "iso8859-9", "koi8-r", "latin-1", "cp1252", "cp866", "mac-cyrillic")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_TAG = re.compile(r"<[^<>]{0,4000}>|<!--.*?-->", re.DOTALL)
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_QUOTED = re.compile(r"=[0-9A-F]{2}|=\r?\n")
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|U([0-9A-Fa-f]{8})|([nrt]))")
_BLANKS = {"n": "\n", "r": "\r", "t": "\t"}
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{11,}(?:\r?\n[A-Za-z0-9+/_-]+)*={0,2}")
_BASE32 = re.compile(r"[A-Z2-7]{16,}(?:\r?\n[A-Z2-7]+)*={0,6}")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}[ :]?){7,}[0-9A-Fa-f]{2}")
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """A text that bytes may be. `sure`: it is one; else it may be nonsense, in which short words arise by chance."""

    text: str
    sure: bool


def readings(data: bytes) -> Iterator[Reading]:
    """The texts that these bytes may be, the likeliest first. Some are nonsense; none that is a text is left out."""
    seen: set[str] = set()
    for reading in _decoded(data):
        for found in hidden_in(reading):
            if found.text not in seen:
                seen.add(found.text)
                yield found


def told(words: str) -> Iterator[Reading]:
    """The same of words that are a text for certain."""
    return hidden_in(Reading(words, sure=True))


def hidden_in(reading: Reading, deepest: int = _DEEPEST) -> Iterator[Reading]:
    """The text itself, and what comes out of it when its escapes are undone, up to `deepest` times."""
    yield reading
    if deepest == 0:
        return
    for inner in _undone(reading.text):
        if inner and inner != reading.text:
            yield from hidden_in(Reading(inner, reading.sure), deepest - 1)
    for packed in _packed(reading.text):
        for found in _decoded(packed):
            yield from hidden_in(Reading(found.text, reading.sure and found.sure), deepest - 1)


def _decoded(data: bytes) -> Iterator[Reading]:
    plain = not _CONTROL.search(data)
    with suppress(UnicodeDecodeError):
        yield Reading(data.decode("utf-8-sig"), plain)
        if plain:
            return
    for start in (0, 1):
        yield Reading(data[start:].decode("utf-16-le", errors="replace"), sure=False)
        yield Reading(data[start:].decode("utf-16-be", errors="replace"), sure=False)
    for start in range(4) if b"\x00\x00" in data else ():
        yield Reading(data[start:].decode("utf-32-le", errors="replace"), sure=False)
        yield Reading(data[start:].decode("utf-32-be", errors="replace"), sure=False)
    for encoding in _ONE_BYTE:
        yield Reading(data.decode(encoding, errors="replace"), sure=False)
    yield Reading(data.decode("utf-8", errors="ignore"), sure=False)


def _undone(text: str) -> Iterator[str]:
    """The text with one kind of escape undone; empty where there is none."""
    yield from _json_strings(text)
    if "<" in text:
        yield unescape(_TAG.sub("", text))
        yield unescape(_TAG.sub(" ", text))
    if "&" in text:
        yield unescape(text)
    if "%" in text:
        yield _PERCENT.sub(_percent, text)
    if "=" in text and _QUOTED.search(text):
        with suppress(ValueError):
            yield quopri.decodestring(text.encode("utf-8", errors="replace")).decode("utf-8", errors="replace")
    if "\\" in text:
        yield _ESCAPE.sub(_unescaped, text)


def _percent(run: re.Match[str]) -> str:
    return bytes.fromhex(run.group().replace("%", "")).decode("utf-8", errors="replace")


def _unescaped(found: re.Match[str]) -> str:
    if found[5]:
        return _BLANKS[found[5]]
    code = int(found[1] or found[2] or found[3] or found[4], 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"


def _json_strings(text: str) -> Iterator[str]:
    if not text.lstrip().startswith(("{", "[", '"')):
        return
    try:
        waiting = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting += [*value.keys(), *value.values()]
        elif isinstance(value, list):
            waiting += value


def _packed(text: str) -> Iterator[bytes]:
    """Bytes that are written as letters and digits."""
    for found in _BASE64.finditer(text):
        run = re.sub(r"[\r\n=]", "", found.group()).replace("-", "+").replace("_", "/")
        for shift in range(4):  # where the run began before what it hides
            piece = run[shift:]
            with suppress(binascii.Error, ValueError):
                yield base64.b64decode(piece[: len(piece) // 4 * 4])
            with suppress(binascii.Error, ValueError):
                yield base64.b64decode(piece + "=" * (-len(piece) % 4))
    for found in _BASE32.finditer(text):
        run = re.sub(r"[\r\n=]", "", found.group())
        with suppress(binascii.Error, ValueError):
            yield base64.b32decode(run + "=" * (-len(run) % 8))
    for found in _HEX.finditer(text):
        with suppress(ValueError):
            yield bytes.fromhex(re.sub(r"[ :]", "", found.group()))
