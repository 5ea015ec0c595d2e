"""Reading age's text wrapping, a strict form of PEM (RFC 7468 as narrowed by c2sp.org/age)."""

from __future__ import annotations

import binascii

from fieldnotes.crypto.age.faults import ArmorError

_BEGIN = b"-----BEGIN AGE ENCRYPTED FILE-----"
_END = b"-----END AGE ENCRYPTED FILE-----"
_COLUMNS = 64
_SEARCHED_BYTES = 4096
_SPACE = b" \t\r\n"


def is_armored(data: bytes) -> bool:
    """Whether `data` is meant as text wrapping, even if something stands before it."""
    return not data.startswith(b"age-") and b"BEGIN" in data[:_SEARCHED_BYTES]


def unwrap(data: bytes) -> bytes:
    """The binary age file inside the armor; lines end in LF or CRLF.

    Raises:
        ArmorError: foreign lines, another label, lines of a wrong length, base64 that is not canonical.
    """
    lines = [line.removesuffix(b"\r") for line in data.strip(_SPACE).split(b"\n")]
    if len(lines) < 2 or lines[0] != _BEGIN or lines[-1] != _END:
        raise ArmorError("armor: first or last line")
    body = lines[1:-1]
    if not body:
        return b""
    if any(len(line) != _COLUMNS for line in body[:-1]) or not 0 < len(body[-1]) <= _COLUMNS:
        raise ArmorError("armor: line length")
    text = b"".join(body)
    try:
        content = binascii.a2b_base64(text, strict_mode=True)
    except (binascii.Error, ValueError) as error:
        raise ArmorError("armor: base64") from error
    if binascii.b2a_base64(content, newline=False) != text:
        raise ArmorError("armor: base64 is not canonical")
    return content
