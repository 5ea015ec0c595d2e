"""Bytes that are written as letters, figures or signs in a text: base64 and its kin, uuencode, lists of numbers.

RFC 4648 (base16, 32, 32hex, 64), RFC 9285 (base45), RFC 1924 and btoa (base85), POSIX uuencode. Every run of the right
letters is tried: most are words or numbers, and what comes out of them is nonsense that holds no name.
"""

from __future__ import annotations

import base64
import binascii
import re
import string
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby

from fieldnotes.protection.containers import listings

_BASE64 = re.compile(r"(?:[A-Za-z0-9+/_-]{8,}(?:\\?\r?\n[ \t>]*[A-Za-z0-9+/_-]+)*|[A-Za-z0-9+/_-]{6,7}(?==))={0,2}")
_MIXED = re.compile(r"[a-z][A-Z0-9+/]|[0-9][A-Za-z]")
"""In words of a language a capital stands first, if at all."""
_BASE32 = re.compile(r"(?:[A-Z2-7]{8,}|[a-z2-7]{8,})(?:\r?\n[A-Za-z2-7]+)*={0,6}")
_BASE32_HEX = re.compile(r"(?:[A-V0-9]{10,}|[a-v0-9]{10,})(?:\r?\n[A-Va-v0-9]+)*={0,6}")
_CROCKFORD = re.compile(r"(?:[0-9A-HJKMNP-TV-Z]{10,}|[0-9a-hjkmnp-tv-z]{10,})")
_FROM_CROCKFORD = str.maketrans("0123456789ABCDEFGHJKMNPQRSTVWXYZ", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
_FROM_Z_BASE32 = str.maketrans("YBNDRFG8EJKMCPQXOT1UWISZA345H769", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
_Z_BASE32 = re.compile(r"[ybndrfg8ejkmcpqxot1uwisza345h769]{10,}")
_FIGURE = re.compile(r"\d")
_HEX = re.compile(r"[0-9A-Fa-f]{8,}(?:\r?\n[0-9A-Fa-f]{2,})*")
_BITS = re.compile(r"[01]{24,}")
_NUMBERS = re.compile(
    r"(?:(?:0[xXoObB]|[uU]\+|[uUxX])?[0-9A-Fa-f]{1,8}[hH]?[^\w]{1,6}+){3,}+"
    r"(?:(?:0[xXoObB]|[uU]\+|[uUxX])?[0-9A-Fa-f]{1,8})?"
)
_NUMBER = re.compile(r"(?:0[xXoObB]|[uU]\+|[uUxX])?([0-9A-Fa-f]{1,8})[hH]?(?=\W|$)")
_ASCII85 = re.compile(r"[!-uzy\r\n]{10,}")
_BASE85 = re.compile(r"[0-9A-Za-z!#$%&()*+;<=>?@^_`{|}~-]{10,}(?:\r?\n[0-9A-Za-z!#$%&()*+;<=>?@^_`{|}~-]+)*")
_Z85_LETTERS = string.digits + string.ascii_lowercase + string.ascii_uppercase + ".-:+=^!/*?&<>()[]{}@%$#"
_Z85 = re.compile(r"[0-9A-Za-z.:+=^!/*?&<>()\[\]{}@%$#-]{10,}")
_RFC1924 = string.digits + string.ascii_uppercase + string.ascii_lowercase + "!#$%&()*+-;<=>?@^_`{|}~"
_FROM_Z85 = str.maketrans(_Z85_LETTERS, _RFC1924)
_UU = re.compile(r"(?:^[!-M][ -`]{4,84}\r?\n?)+", re.MULTILINE)
_XX = re.compile(r"(?:^[+0-9A-Za-h-][+0-9A-Za-z-]{4,84}\r?\n?)+", re.MULTILINE)
_XX_LETTERS = "+-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_FROM_XX = str.maketrans(_XX_LETTERS, "".join(chr(32 + number) for number in range(64)))
_BASE45_LETTERS = string.digits + string.ascii_uppercase + " $%*+-./:"
_BASE45 = re.compile(r"[0-9A-Z $%*+./:-]{12,}")
_BASE58_LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE62_LETTERS = string.digits + string.ascii_uppercase + string.ascii_lowercase
_BASE62 = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{8,200}(?![0-9A-Za-z])")
_LEAST_SIGNS = 15
"""Characters of a base85 run without the figures or signs that tell it from a long word."""
_MOST_SHIFTED = 4096
"""Signs of a base85 run up to which it is tried from each of its first signs: decoding it is slow."""
_YENC = re.compile(r"^=ybegin [^\n]*\n(?:(?!=yend).*\n)*", re.MULTILINE)
_LAST_CHARACTER = 0x10FFFF
_DIGITS = {16: frozenset(string.hexdigits), **{base: frozenset(string.digits[:base]) for base in (10, 8, 2)}}
_LEAST_NUMBERS = 4


@dataclass(frozen=True, slots=True)
class Notation:
    """`decode` gives the bytes that a run of `pattern` may be.

    `weak`: so many ordinary words are such runs that only what is clearly a text, or packed, is looked at. `sure`: it
    is looked for in what is a text for certain.
    """

    name: str
    pattern: re.Pattern[str]
    decode: Callable[[str], Iterator[bytes]]
    weak: bool = True
    sure: bool = False


def _base64(whole: str) -> Iterator[bytes]:
    if len(whole) < 40 and not _MIXED.search(whole) and not whole.endswith("="):
        return
    run = re.sub(r"[\\\s>=]", "", whole).replace("-", "+").replace("_", "/")
    for shift in range(4):  # where the run began before what it hides
        piece = run[shift:]
        left = len(piece) % 4
        with suppress(binascii.Error, ValueError):
            yield base64.b64decode(piece + "=" * (4 - left) if left > 1 else piece[: len(piece) - left])


def _base32(run: str) -> Iterator[bytes]:
    if len(run) >= _LEAST_SIGNS or _FIGURE.search(run) or run.endswith("="):
        yield from _of_base32(re.sub(r"[\s=]", "", run).upper(), base64.b32decode)


def _base32_hex(run: str) -> Iterator[bytes]:
    if _FIGURE.search(run):
        yield from _of_base32(re.sub(r"[\s=]", "", run).upper(), base64.b32hexdecode)


def _crockford(run: str) -> Iterator[bytes]:
    if _FIGURE.search(run):
        yield from _of_base32(run.upper().translate(_FROM_CROCKFORD), base64.b32decode)


def _z_base32(run: str) -> Iterator[bytes]:
    if _FIGURE.search(run):
        yield from _of_base32(run.upper().translate(_FROM_Z_BASE32), base64.b32decode)


def _of_base32(run: str, decode: Callable[[str], bytes]) -> Iterator[bytes]:
    for shift in range(8) if len(run) <= _MOST_SHIFTED else range(1):
        piece = run[shift:]
        if len(piece) % 8 in (1, 3, 6):
            piece = piece[:-1]
        with suppress(binascii.Error, ValueError):
            yield decode(piece + "=" * (-len(piece) % 8))


def _hexadecimal(whole: str) -> Iterator[bytes]:
    run = re.sub(r"\s", "", whole)
    for shift in (0, 1):
        piece = run[shift:]
        yield bytes.fromhex(piece[: len(piece) // 2 * 2])


def _bits(run: str) -> Iterator[bytes]:
    for shift in range(8):
        piece = run[shift:]
        whole = len(piece) // 8
        yield int(piece[: whole * 8], 2).to_bytes(whole, "big")


def _numbers(run: str) -> Iterator[bytes]:
    """Bytes or characters' numbers, to whichever base each could be."""
    figures = _NUMBER.findall(run)
    for base, digits in _DIGITS.items():
        for fits, some in groupby(figures, digits.issuperset):
            codes = [int(one, base) for one in some] if fits else []
            if len(codes) >= _LEAST_NUMBERS and max(codes) < 256:
                yield bytes(codes)
            if len(codes) >= _LEAST_NUMBERS and max(codes) <= _LAST_CHARACTER:
                yield "".join(map(chr, codes)).encode("utf-8", errors="replace")


def _ascii85(run: str) -> Iterator[bytes]:
    yield from _of_base85(re.sub(r"\s", "", run).removeprefix("<~").partition("~")[0], base64.a85decode)


def _base85(run: str) -> Iterator[bytes]:
    yield from _of_base85(re.sub(r"\s", "", run), base64.b85decode)


def _z85(run: str) -> Iterator[bytes]:
    yield from _of_base85(run.translate(_FROM_Z85), base64.b85decode)


def _of_base85(run: str, decode: Callable[[str], bytes]) -> Iterator[bytes]:
    if run.isalnum() and (run.isalpha() or len(run) < _LEAST_SIGNS):
        return
    for shift in range(5) if len(run) <= _MOST_SHIFTED else range(1):
        piece = run[shift:]
        for end in (len(piece), len(piece) // 5 * 5):
            with suppress(ValueError):
                yield decode(piece[:end])
                break


def _uuencoded(run: str) -> Iterator[bytes]:
    yield _of_lines(run)


def _xxencoded(run: str) -> Iterator[bytes]:
    yield _of_lines(run.translate(_FROM_XX))


def _of_lines(run: str) -> bytes:
    """uuencode: the first sign of each line says how many bytes it holds."""
    data = b""
    for line in run.splitlines():
        count = (ord(line[0]) - 32) % 64
        if (count * 4 + 2) // 3 <= len(line) - 1 <= (count + 2) // 3 * 4 + 1:
            with suppress(binascii.Error, ValueError):
                data += binascii.a2b_uu(line)
    return data


def _base45(run: str) -> Iterator[bytes]:
    for shift in range(3):
        values = [_BASE45_LETTERS.index(letter) for letter in run[shift:].rstrip()]
        data = bytearray()
        for at in range(0, len(values) - 1, 3):
            number = sum(value * 45**place for place, value in enumerate(values[at : at + 3]))
            width = 2 if len(values) - at > 2 else 1
            data += (number & 0xFFFF).to_bytes(2, "big")[2 - width :]
        yield bytes(data)


def _base62(run: str) -> Iterator[bytes]:
    """The whole run as one number, as addresses of coins are written."""
    if _MIXED.search(run):
        for letters in (_BASE58_LETTERS, _BASE62_LETTERS):
            digits = [letters.find(letter) for letter in run]
            if min(digits) >= 0:
                value = 0
                for digit in digits:
                    value = value * len(letters) + digit
                yield value.to_bytes((value.bit_length() + 7) // 8, "big")


def _yenc(run: str) -> Iterator[bytes]:
    signs = re.sub(r"[\r\n]", "", run.partition("\n")[2]).encode("latin-1", errors="replace")
    signs = re.sub(rb"=(.)", lambda one: bytes([(one[1][0] - 64) & 255]), signs, flags=re.DOTALL)
    yield bytes((byte - 42) & 255 for byte in signs)


NOTATIONS = (
    Notation("base64", _BASE64, _base64, weak=False),
    Notation("base32", _BASE32, _base32),
    Notation("base32", _BASE32_HEX, _base32_hex),
    Notation("base32", _CROCKFORD, _crockford),
    Notation("base32", _Z_BASE32, _z_base32),
    Notation("hexadecimal digits", _HEX, _hexadecimal, weak=False),
    *(Notation(name, pattern, decode, weak=False, sure=True) for name, pattern, decode in listings.UNDO),
    Notation("zeros and ones", _BITS, _bits),
    Notation("a list of numbers", _NUMBERS, _numbers),
    Notation("base85", _ASCII85, _ascii85),
    Notation("base85", _BASE85, _base85),
    Notation("base85", _Z85, _z85),
    Notation("uuencode", _UU, _uuencoded),
    Notation("xxencode", _XX, _xxencoded),
    Notation("base45", _BASE45, _base45),
    Notation("base58 or base62", _BASE62, _base62),
    Notation("yEnc", _YENC, _yenc),
)
