"""The one way values are written as bytes where bytes are compared, hashed or authenticated."""

from __future__ import annotations

import base64
import json


def canonical(value: object) -> bytes:
    """JSON with sorted keys, no spaces, ASCII only, integers only: a subset of RFC 8785."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode("ascii")


def encode(data: bytes) -> str:
    """Base64 (RFC 4648 §4) with padding."""
    return base64.b64encode(data).decode("ascii")


def decode(text: object) -> bytes:
    """The bytes that `encode` made `text` of.

    Raises:
        TypeError: not a text.
        ValueError: not base64, or not in its one canonical form.
    """
    if not isinstance(text, str):
        raise TypeError
    data = base64.b64decode(text, validate=True)
    if encode(data) != text:
        raise ValueError
    return data
