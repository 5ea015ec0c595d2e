"""What a container is taken apart into."""

from __future__ import annotations

from dataclasses import dataclass, field


class Refused(Exception):
    """A file that must not leave, whatever its words: `rule` says why, `place` where."""

    def __init__(self, rule: str, place: str) -> None:
        super().__init__(rule)
        self.rule = rule
        self.place = place


@dataclass(frozen=True, slots=True)
class Leaf:
    """Bytes that nothing more can be taken out of, and the name they have there.

    `texts` are words that the bytes do not show by themselves: a paragraph put together from its runs, a page of a PDF.
    """

    place: str
    name: str
    data: bytes = field(default=b"", repr=False)
    texts: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing inside a container: `data` is a file of its own, `note` what the container says about it."""

    place: str
    name: str = ""
    data: bytes = field(default=b"", repr=False)
    note: bytes = field(default=b"", repr=False)
    texts: tuple[str, ...] = field(default=(), repr=False)


MOST_BYTES = 512 * 1024 * 1024
"""More than this, unpacked, is not looked into but refused."""
