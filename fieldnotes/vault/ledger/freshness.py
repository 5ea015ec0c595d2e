"""Whether the database's pages are those of the last clean lock: an old page put back is otherwise invisible.

SQLCipher authenticates each page alone, so one replaced by its own older version passes every test of its own
(measured). What all pages are is said by their last 80 bytes: the initialisation vector, new at every write, and the
HMAC over page and vector. A seal over them is the last thing that a lock writes, outside the database.
"""

from __future__ import annotations

import hashlib
import hmac
import mmap
from dataclasses import dataclass
from pathlib import Path

from fieldnotes.crypto.kdf import subkey
from fieldnotes.crypto.secret import Secret, wipe
from fieldnotes.vault.connection import PAGE_SIZE

PURPOSE = "fieldnotes/v1/page-seal"

_RESERVED = 80
_COUNT_BYTES = 8
_SLICE = 1024
"""Pages hashed at once."""


@dataclass(frozen=True, slots=True)
class Pages:
    """How many pages the database has and the SHA-256 over the last 80 bytes of each."""

    count: int
    digest: bytes


def measure(database: Path) -> Pages:
    """Raises OSError or ValueError: the file cannot be read, or is empty."""
    digest = hashlib.sha256()
    with database.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        count = len(data) // PAGE_SIZE
        for start in range(0, count, _SLICE):
            ends = range((start + 1) * PAGE_SIZE, (min(start + _SLICE, count) + 1) * PAGE_SIZE, PAGE_SIZE)
            digest.update(b"".join([data[end - _RESERVED : end] for end in ends]))
    return Pages(count, digest.digest())


def key(master: Secret) -> Secret:
    """The key of page seals, which may outlive the master key for the moment that a lock takes."""
    return subkey(master, PURPOSE)


def seal(pages: Pages, secret: Secret, context: bytes) -> bytes:
    """The payload of a close frame: the number of pages, HMAC-SHA-256 over context, number and digest."""
    counted = pages.count.to_bytes(_COUNT_BYTES, "big")
    plain = bytearray(secret.reveal())
    try:
        return counted + hmac.new(plain, context + counted + pages.digest, "sha256").digest()
    finally:
        wipe(plain)
