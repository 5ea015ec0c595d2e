"""Frames, of which the ledger's file consists: whole blocks, each naming the one before, read strictly.

The format is docs/formats/ledger.md.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import BinaryIO

MAGIC = b"FNL1"
BLOCK = 512
MOST_BLOCKS = 64
BEFORE_FIRST = bytes(32)

_HEAD = struct.Struct(">4sBHQ32sI")
"""Magic, kind, blocks, number, SHA-256 of the frame before, bytes of payload."""


class FrameBroken(Exception):
    """A frame is not one that we write or does not follow the one before. `number` is its place, from 1.

    Translated where it is met.
    """

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(str(number))


class Kind(IntEnum):
    """What a frame is."""

    ENTRY = 1
    """An event, sealed under the ratchet's present key."""
    EPOCH = 2
    """The beginning of a ratchet, with its first key for the auditor if there is one."""
    CHECKPOINT = 3
    """A signed note of how many entries there are and their tree's root."""
    CLOSE = 4
    """The seal over the database's pages at a clean lock."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame. `number` counts from 1; `prev` is the SHA-256 of the frame before, zeros for the first."""

    kind: Kind
    number: int
    prev: bytes
    payload: bytes

    def encoded(self) -> bytes:
        """The frame as it lies in the file, a multiple of 512 bytes."""
        return (self.head() + self.payload).ljust(self.blocks * BLOCK, b"\0")

    def head(self) -> bytes:
        """All before the payload: what a sealed payload is bound to, together with the vault's id."""
        return head(self.kind, self.number, self.prev, len(self.payload))

    @property
    def blocks(self) -> int:
        return blocks_for(len(self.payload))

    @property
    def digest(self) -> bytes:
        return hashlib.sha256(self.encoded()).digest()


def head(kind: Kind, number: int, prev: bytes, payload_bytes: int) -> bytes:
    return _HEAD.pack(MAGIC, kind, blocks_for(payload_bytes), number, prev, payload_bytes)


def blocks_for(payload_bytes: int) -> int:
    """How many blocks a frame with that much payload has.

    Raises:
        ValueError: more than a frame holds.
    """
    blocks = -(-(_HEAD.size + payload_bytes) // BLOCK)
    if blocks > MOST_BLOCKS:
        raise ValueError("too long for a frame")
    return blocks


def capacity(blocks: int) -> int:
    """How much payload fills a frame of so many blocks."""
    return blocks * BLOCK - _HEAD.size


def walk(file: BinaryIO, *, after: int = 0, prev: bytes = BEFORE_FIRST) -> Iterator[Frame]:
    """The frames from the file's present position to its end, of which the first follows number `after` and `prev`.

    Raises:
        FrameBroken: at the first frame that is altered, cut short or does not continue the chain.
    """
    number = after
    while raw := file.read(BLOCK):
        number += 1
        frame = _parsed(raw, file, number)
        if (frame.number, frame.prev) != (number, prev):
            raise FrameBroken(number)
        prev = frame.digest
        yield frame


def _parsed(raw: bytes, file: BinaryIO, number: int) -> Frame:
    try:
        magic, kind, blocks, own, prev, length = _HEAD.unpack_from(raw)
        if magic != MAGIC or not 1 <= blocks <= MOST_BLOCKS or blocks != blocks_for(length):
            raise FrameBroken(number)
        raw += file.read((blocks - 1) * BLOCK)
        frame = Frame(Kind(kind), own, prev, raw[_HEAD.size : _HEAD.size + length])
        exact = frame.encoded() == raw
    except (struct.error, ValueError) as error:
        raise FrameBroken(number) from error
    if not exact:
        raise FrameBroken(number)
    return frame
