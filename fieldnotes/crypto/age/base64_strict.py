"""Canonical base64 as age demands it: no padding, no white space, no second spelling of the same bytes."""

from __future__ import annotations

import binascii

from fieldnotes.crypto.age.faults import HeaderError


def encode(data: bytes) -> str:
    """Standard alphabet, without `=`."""
    return binascii.b2a_base64(data, newline=False).rstrip(b"=").decode("ascii")


def decode(text: str) -> bytes:
    """The bytes of unpadded canonical base64.

    Raises:
        HeaderError: another alphabet, padding, an impossible length or unused bits that are not zero.
    """
    try:
        data = binascii.a2b_base64(text + "=" * (-len(text) % 4), strict_mode=True)
    except (binascii.Error, ValueError) as error:
        raise HeaderError("base64") from error
    if encode(data) != text:
        raise HeaderError("base64 is not canonical")
    return data
