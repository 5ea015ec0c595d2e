"""Names written in another way: what each turns a text into. None of it is shown to anybody as it stands."""

from __future__ import annotations

import base64
import binascii
import codecs
import gzip
import json
import quopri
import zlib
from collections.abc import Callable

Plant = Callable[[str], bytes]
"""Makes a file that holds the given words; UnicodeEncodeError where this kind of file cannot."""

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_SETS = (
    *("cp1250", "cp1255", "cp1256", "cp855", "cp857", "koi8-u", "kz1048", "iso8859-5", "iso8859-6", "mac-turkish"),
    *("cp037", "cp500", "cp1026", "gb18030", "big5", "shift_jis", "euc_kr", "euc_jp", "hz", "iso2022_jp", "utf-7"),
)


def _in(encoding: str) -> Plant:
    return lambda words: f"abc {words} xyz".encode(encoding)


def _listed(form: str, between: str) -> Plant:
    """The bytes as a list of numbers."""
    return lambda words: between.join(form.format(byte) for byte in words.encode()).encode()


def _escaped(form: str) -> Plant:
    """Each character by its number."""
    return lambda words: "".join(form.format(ord(character)) for character in words).encode()


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def _uuencoded(words: str) -> bytes:
    data = words.encode()
    lines = [binascii.b2a_uu(data[at : at + 45]) for at in range(0, len(data), 45)]
    return b"begin 644 a\n" + b"".join(lines) + b"`\nend\n"


def _base58(words: str) -> bytes:
    number, found = int.from_bytes(words.encode(), "big"), ""
    while number:
        number, digit = divmod(number, 58)
        found = _BASE58[digit] + found
    return found.encode()


def _four_times(words: str) -> bytes:
    data = words.encode()
    for _ in range(4):
        data = base64.b64encode(data)
    return data


def _tag_letters(words: str) -> bytes:
    ascii_only = words.encode("ascii").decode()
    return ("x" + "".join(chr(0xE0000 + ord(letter)) for letter in ascii_only)).encode()


def _selectors(words: str) -> bytes:
    return "".join(["a", *(chr(0xFE00 + b if b < 16 else 0xE0100 + b - 16) for b in words.encode())]).encode()


def _dump(words: str) -> bytes:
    data = words.encode()
    lines = (f"{at:08x}: {data[at : at + 16].hex(' ', 2)}  ................" for at in range(0, len(data), 16))
    return "\n".join(lines).encode()


def _split(words: str, before: str, after: str) -> bytes:
    return f"<p>{words[:4]}{before}{words[4:]}{after}</p>".encode()


WRITINGS: dict[str, Plant] = {
    **{f"{encoding} text": _in(encoding) for encoding in _SETS},
    "a tag with > in it": lambda words: _split(words, '<b title="a>b">', "</b>"),
    "a tag with < in it": lambda words: _split(words, '<b title="a<b>c">', "</b>"),
    "a very long tag": lambda words: _split(words, f'<b title="{"a" * 6000}">', "</b>"),
    "base85": lambda words: base64.b85encode(words.encode()),
    "ascii85": lambda words: base64.a85encode(words.encode(), adobe=True, wrapcol=20),
    "base32hex": lambda words: base64.b32hexencode(words.encode()),
    "small base32": lambda words: base64.b32encode(words.encode()).lower(),
    "base58": _base58,
    "uuencode": _uuencoded,
    "hexadecimal numbers": _listed("0x{:02x}", ", "),
    "hexadecimal with dashes": _listed("{:02X}", "-"),
    "octal numbers": _listed("{:03o}", " "),
    "binary numbers": _listed("{:08b}", " "),
    "decimal numbers": _listed("{}", ";"),
    "a JSON list of bytes": lambda words: json.dumps(list(words.encode())).encode(),
    "a JSON list of characters": lambda words: json.dumps({"a": [ord(c) for c in words]}).encode(),
    "a dump": _dump,
    "style sheet escapes": _escaped("\\{:06x}"),
    "escaped bytes": _listed("\\x{:02x}", ""),
    "escaped octal bytes": _listed("\\{:03o}", ""),
    "%u escapes": _escaped("%u{:04X}"),
    "twice escaped addresses": _listed("%25{:02X}", ""),
    "rich text": lambda words: b"{\\rtf1 " + _escaped("\\u{}?")(words) + b"}",
    "entities twice": _escaped("&amp;#{};"),
    "entities three times": _escaped("&amp;amp;#x{:x};"),
    "a mail header": lambda words: b"=?UTF-8?B?" + base64.b64encode(words.encode()) + b"?=",
    "quoted-printable cp1251": lambda words: quopri.encodestring(words.encode("cp1251")),
    "base64 of zlib": lambda words: base64.b64encode(zlib.compress(words.encode())),
    "base64 of gzip": lambda words: base64.b64encode(gzip.compress(words.encode(), mtime=0)),
    "base85 of zlib": lambda words: base64.b85encode(zlib.compress(words.encode())),
    "base64 of deflate": lambda words: base64.b64encode(_deflated(words.encode())),
    "bare deflate": lambda words: _deflated(words.encode()),
    "zlib among other bytes": lambda words: b"\x00\x01abc" + zlib.compress(words.encode()) + b"zz",
    "base64 four times": _four_times,
    "base64 backwards": lambda words: base64.b64encode(words.encode())[::-1],
    "backwards": lambda words: words[::-1].encode(),
    "ROT13": lambda words: codecs.encode(words, "rot13").encode(),
    "tag letters": _tag_letters,
    "selectors as bytes": _selectors,
    "selectors between letters": lambda words: "\ufe0f".join(words).encode(),
    "letters apart": lambda words: " ".join(words).encode(),
    "UTF-8 taken for Latin": lambda words: words.encode().decode("latin-1").encode(),
    "among zeros": lambda words: b"\x01\x02\x00" + words.encode() + b"\x00\x05\xff",
    "with its length before": lambda words: b"\x01\x02" + bytes([len(words.encode())]) + words.encode() + b"\x05\xff",
}
