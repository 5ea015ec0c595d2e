"""What the documents of a bundle and of a review spell alike: numbers, digests, labels, days, and a newer format."""

from __future__ import annotations

import re
from datetime import date

from fieldnotes.crypto.exchange import Malformed

ID = re.compile(r"[0-9a-f]{32}")
DIGEST = re.compile(r"[0-9a-f]{64}")
"""A SHA-256, in lower-case hexadecimal."""
KEY_ID = re.compile(r"[0-9a-f]{16}")
LABEL = re.compile(r"[A-Z]{1,4}-[0-9]{1,6}")
"""Nothing else: readers make file names of it."""


class NewerFormat(Exception):
    """The document is of a later version, or needs an extension; `found` says which."""

    def __init__(self, found: str) -> None:
        self.found = found
        super().__init__("newer format")


def matching(pattern: re.Pattern[str], text: str) -> str:
    """`text` if all of it is of that form. Raises Malformed."""
    if not pattern.fullmatch(text):
        raise Malformed("an identifier has a wrong form")
    return text


def day(text: str) -> str:
    """`text` if it is a day in its one spelling, YYYY-MM-DD. Raises Malformed."""
    try:
        if date.fromisoformat(text).isoformat() == text:
            return text
    except ValueError as error:
        raise Malformed("a day has a wrong form") from error
    raise Malformed("a day has a wrong form")
