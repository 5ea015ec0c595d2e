"""The words of a view, kept in columns: a long text has many thousands of them, and few are ever looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+")


class Token(NamedTuple):
    """One word of the view; `whole` is False for a piece of a CamelCase or digit-bearing word."""

    start: int
    end: int
    raw: str
    whole: bool = True


class Tokens:
    """A sequence of tokens in order of place."""

    __slots__ = ("ends", "pieces", "raws", "starts")

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.raws: list[str] = []
        self.pieces: set[int] = set()

    def add(self, start: int, end: int, raw: str) -> None:
        self.starts.append(start)
        self.ends.append(end)
        self.raws.append(raw)

    def add_piece(self, start: int, raw: str) -> None:
        """Add a part of a longer word."""
        self.pieces.add(len(self.raws))
        self.add(start, start + len(raw), raw)

    def __len__(self) -> int:
        return len(self.raws)

    def __getitem__(self, place: int) -> Token:
        return Token(self.starts[place], self.ends[place], self.raws[place], place not in self.pieces)

    def __iter__(self) -> Iterator[Token]:
        return (self[place] for place in range(len(self)))
