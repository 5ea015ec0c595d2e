"""Documents exchanged with other people: JSON in one exact spelling, read strictly, and text made harmless to show."""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from typing import NoReturn

MAX_INTEGER = 2**53
MAX_DEPTH = 32
MAX_TOKENS = 200_000
"""Strings, commas and brackets: bounds the memory and time a hostile document can take."""

_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{},]', re.DOTALL)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_SPACES = re.compile("[ \t\n\u2028\u2029]+")


class Malformed(Exception):
    """A document breaks a rule. The message is our own words for the rule, never any content."""


def canonical(document: Mapping[str, object]) -> bytes:
    """JSON with sorted keys, no spaces and no escapes beyond the necessary, as UTF-8.

    For strings, integers, lists and objects with ASCII keys this is RFC 8785.
    """
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def harmless(text: str) -> str:
    """`text` without control characters (C0, C1) except line feed and tab, and without bidi overrides and isolates."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n"))


def harmless_line(text: str) -> str:
    """As `harmless`, on one line, with single spaces and none around it."""
    return _SPACES.sub(" ", harmless(text)).strip()


def strict_object(data: bytes, *, limit_bytes: int) -> Fields:
    """The one JSON object that `data` is.

    Raises:
        Malformed: longer than `limit_bytes`, not UTF-8, a key twice, a number that is not a whole one within 2^53,
            deeper than 32 or with more than 200,000 strings, commas and brackets; half of a surrogate pair (RFC 8259,
            8.2), which no text can hold.
    """
    if len(data) > limit_bytes:
        raise Malformed("a document is longer than allowed")
    _bound_structure(data)
    try:
        document = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_without_duplicates,
            parse_int=_integer,
            parse_float=_refused_number,
            parse_constant=_refused_number,
        )
    except (ValueError, RecursionError) as error:
        raise Malformed("a document is not JSON") from error
    if not isinstance(document, dict):
        raise Malformed("a document is not an object")
    if _SURROGATE.search(data):
        _refuse_half_pairs(document)
    return Fields(document)


def _refuse_half_pairs(document: dict[str, object]) -> None:
    try:
        canonical(document)
    except UnicodeEncodeError as error:
        raise Malformed("a text of a document is not whole") from error


def exact_base64(text: str, length: int) -> bytes:
    """The `length` bytes of canonical, padded base64; anything else is Malformed."""
    try:
        data = b64decode(text, validate=True)
    except ValueError as error:
        raise Malformed("a key or signature is not base64") from error
    if len(data) != length or b64encode(data).decode("ascii") != text:
        raise Malformed("a key or signature has a wrong length")
    return data


class Fields:
    """The members of one JSON object, taken by type; whatever is not as stated is Malformed."""

    def __init__(self, members: Mapping[str, object]) -> None:
        self._members = members

    def require(self, *names: str) -> None:
        """Exactly these members, no more and no fewer."""
        if self._members.keys() != set(names):
            raise Malformed("members are missing or unknown")

    def raw(self) -> dict[str, object]:
        return dict(self._members)

    def text(self, name: str, *, limit: int = 1000) -> str:
        return _text(self._members.get(name), limit)

    def integer(self, name: str) -> int:
        """A whole number that is not negative."""
        return _count(self._members.get(name))

    def texts(self, name: str, *, limit: int = 1000) -> tuple[str, ...]:
        return tuple(_text(value, limit) for value in self._list(name))

    def objects(self, name: str) -> Iterator[Fields]:
        for value in self._list(name):
            yield Fields(_object(value))

    def member(self, name: str) -> Fields:
        """The object that stands there."""
        return Fields(_object(self._members.get(name)))

    def counts(self, name: str) -> dict[str, int]:
        """An object of numbers."""
        return {_text(key, 100): _count(value) for key, value in _object(self._members.get(name)).items()}

    def _list(self, name: str) -> list[object]:
        value = self._members.get(name)
        if not isinstance(value, list):
            raise Malformed("a list is missing")
        return value


def _bound_structure(data: bytes) -> None:
    depth = 0
    for tokens, match in enumerate(_TOKEN.finditer(data), start=1):
        token = match[0]
        if token in (b"[", b"{"):
            depth += 1
        elif token in (b"]", b"}"):
            depth -= 1
        if depth > MAX_DEPTH or tokens > MAX_TOKENS:
            raise Malformed("a document is too deep or has too many members")


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Malformed("a document names a member twice")
    return members


def _integer(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > MAX_INTEGER:
        raise Malformed("a number is too large")
    return int(digits)


def _refused_number(_text: str) -> NoReturn:
    raise Malformed("a number is not a whole one")


def _text(value: object, limit: int) -> str:
    if not isinstance(value, str) or len(value) > limit:
        raise Malformed("a text is missing or too long")
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        raise Malformed("a text holds half a character")
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Malformed("a number is missing or negative")
    return value


def _object(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise Malformed("an object is missing")
    return value
