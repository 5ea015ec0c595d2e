"""The words of a view, kept in columns: a long text has many thousands of them, and few are ever looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from fieldnotes.redaction.dialling import misread_digits

WORD = re.compile(r"[^\W_]+")
_APART = re.compile(r"([^\W_]+)")


_AT_ONCE = 20_000
"""Characters parted in one call, or a line: no other thread of Python runs meanwhile."""


class Token(NamedTuple):
    """One word of the view; `whole` is False for a piece of a CamelCase or digit-bearing word."""

    start: int
    end: int
    raw: str
    whole: bool = True


class Tokens:
    """A sequence of tokens in order of place."""

    __slots__ = ("ends", "pieces", "raws", "starts")

    def __init__(self, text: str = "") -> None:
        parts = _apart(text)
        bounds = list(accumulate(map(len, parts)))
        self.raws: list[str] = parts[1::2]
        self.starts: list[int] = bounds[:-1:2]
        self.ends: list[int] = bounds[1::2]
        self.pieces: set[int] = set()

    def part(self, places: Mapping[int, Sequence[tuple[int, str]]]) -> None:
        """Put in the place of some words their pieces, given as (offset in the word, piece)."""
        starts, ends, raws = self.starts, self.ends, self.raws
        self.starts, self.ends, self.raws = [], [], []
        position = 0
        for place in sorted(places):
            self._copy(starts, ends, raws, slice(position, place))
            for offset, piece in places[place]:
                self.pieces.add(len(self.raws))
                self.starts.append(starts[place] + offset)
                self.ends.append(starts[place] + offset + len(piece))
                self.raws.append(piece)
            position = place + 1
        self._copy(starts, ends, raws, slice(position, None))

    def _copy(self, starts: list[int], ends: list[int], raws: list[str], part: slice) -> None:
        self.starts += starts[part]
        self.ends += ends[part]
        self.raws += raws[part]

    def __len__(self) -> int:
        return len(self.raws)

    def __getitem__(self, place: int) -> Token:
        return Token(self.starts[place], self.ends[place], self.raws[place], place not in self.pieces)

    def __iter__(self) -> Iterator[Token]:
        return (self[place] for place in range(len(self)))


_CAMEL = re.compile(
    r"[A-ZƏÇĞİÖŞÜА-ЯЁ]?[^\W\d_A-ZƏÇĞİÖŞÜА-ЯЁ]+|[A-ZƏÇĞİÖŞÜА-ЯЁ]+(?![^\W\d_A-ZƏÇĞİÖŞÜА-ЯЁ])|[^\W\d_]|\d+"
)


def inner_words(raw: str) -> tuple[tuple[int, str], ...]:
    """The words inside a CamelCase or letter-and-digit word; empty when there is but one."""
    if raw.isalpha() and (raw.islower() or raw.istitle() or raw.isupper()):
        return ()
    if raw.isdigit() or misread_digits(raw):
        return ()
    found = tuple((match.start(), match.group()) for match in _CAMEL.finditer(raw))
    return found if len(found) > 1 else ()


def _apart(text: str) -> list[str]:
    """By turns what is no word, and a word; no word goes past the end of a line."""
    parts = [""]
    at = 0
    while at < len(text):
        end = len(text)
        if end - at > _AT_ONCE:
            end = text.rfind("\n", at, at + _AT_ONCE) + 1 or text.find("\n", at + _AT_ONCE) + 1 or end
        first, *others = _APART.split(text[at:end])
        parts[-1] += first
        parts += others
        at = end
    return parts
