"""The number of one place of a possible name, so that a decision on it alone can be found again.

It is made of the words around, the same while they stay. Where they change, or come more often or less often than
when it was decided, the number is another one: the place is open again, and nothing is guessed.
"""

from __future__ import annotations

import hashlib
import hmac
import json

_REACH = 40
"""Characters on each side that belong to a place."""
_DIVIDER = "."


def number(text: str, start: int, end: int, *, group: str, record: str, part: str, secret: bytes) -> str:
    """The group's number and, behind a point, that of the place [start, end) of `text`."""
    first, last = max(0, start - _REACH), end + _REACH
    window = text[first:last]
    twins = _occurrences(text, window)
    told = [record, part, group, text[first:start], text[start:end], text[end:last], twins.index(first), len(twins)]
    digest = hmac.new(secret, b"place\x1f" + json.dumps(told).encode(), hashlib.sha256)
    return f"{group}{_DIVIDER}{digest.hexdigest()[:10]}"


def group_of(key: str) -> str:
    """The group in a place's number, or the group itself."""
    return key.partition(_DIVIDER)[0]


def is_place(key: str) -> bool:
    """Is it the number of a place, not of a whole group?"""
    return _DIVIDER in key


def _occurrences(text: str, window: str) -> list[int]:
    """Where `window` begins, overlaps too."""
    found = [text.find(window)]
    while found[-1] >= 0:
        found.append(text.find(window, found[-1] + 1))
    return found[:-1]
