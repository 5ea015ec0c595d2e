"""Every text that may be hidden in bytes or words, however often it was written in another way.

A bounded search: bytes become texts (`charsets`), more bytes (`unpacking`); in texts escapes are undone (`escapes`),
and what is written as letters and figures becomes bytes again (`notations`). What comes out is read in the same way,
up to `_DEEPEST` times. Most of it is nonsense and ends by itself; the rest is bounded, so that the time is linear.
"""

from __future__ import annotations

import re
import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from fieldnotes.protection.containers import closed
from fieldnotes.protection.containers.charsets import GUESSED, decoded
from fieldnotes.protection.containers.escapes import LOOSE, STEPS, strings_of_json
from fieldnotes.protection.containers.leaf import Refused
from fieldnotes.protection.containers.notations import NOTATIONS
from fieldnotes.protection.containers.reading import Reading, Trust
from fieldnotes.protection.containers.unpacking import listed, unpacked

__all__ = ["Reading", "Trust", "readings", "told"]

_DEEPEST = 7
"""Writings inside one another that are undone."""
_MOST_ROUNDS = 4
"""Times that all escapes of one text are undone one after another, as long as something changes."""
_MOST_TIMES = 24
_SPARE = 1_000_000
"""What comes out of a leaf may be so many times its size, and so many characters more; then it is refused."""
_MOST_UNPACKED = 16_000_000
_MOST_BARE = 256 * 1024
"""Bytes that were written in one text in which deflate without a head is looked for."""
_FEWEST_KINDS = 16
"""Different bytes of packed words; a row of one letter has fewer, and seems to be packed at every byte."""
_SHORT = 100_000
"""Characters of a text in which each kind of escape is also undone alone."""
_LEAST_BYTES = 4
_LONG = 48
"""Bytes of a run that always may be something; of shorter ones, what has a stretch of letters or is packed."""
_BASE64_RUN = re.compile(r"[A-Za-z0-9+/_-]+")
_BASE64_SIGN = re.compile(r"[+/]")
_LONG_BASE64 = 200
"""A run with a sign of base64 and so much after it can be nothing else, and need not be tried as anything else."""
_LETTER = rb"(?:[\t\n\r\x20-\x7e]|[\xc2-\xf4][\x80-\xbf]{1,3})"
_TEXT_LIKE = re.compile(
    rb"\A" + _LETTER + rb"+\Z|" + _LETTER + rb"{8,}|(?:.[\x00-\x06\x10\x1c\x1e\x20]){4,}"
    rb"|(?:[\x00-\x06\x10\x1c\x1e\x20].){4,}|\A[\t\n\r\x20-\x7e\x80-\xff]{6,}\Z",
    re.DOTALL,
)
_DEFLATED = bytes(first for first in range(256) if first & 7 in (3, 5))
"""How one last block of bare deflate begins (RFC 1951 3.2.3)."""
_PACKED = re.compile(
    rb"\x1f\x8b\x08|[\x08-\x78][\x01\x5e\x9c\xda]|BZh|\xfd7zXZ|PK\x03\x04|[\x00-\xe0]\x00.{3}(?:\xff{8}|.{4}\x00{4})"
    rb"|[" + re.escape(_DEFLATED) + rb"].{15}",
    re.DOTALL,
)
_SURELY_PACKED = re.compile(rb"\x1f\x8b\x08\x00|BZh[1-9]1AY&SY|\xfd7zXZ\x00|PK\x03\x04")
"""What is no chance even where nothing more is undone."""


def readings(data: bytes, place: str = "") -> Iterator[Reading]:
    """The texts that these bytes may be, the likeliest first. Some are nonsense; none that is a text is left out.

    Raises:
        Refused: more is packed inside than can be looked into; `place` says in what.
    """
    search = _Search(len(data), place)
    search.take_apart(data, (), 0, Trust.SURE)
    yield from search.run()


def told(words: str, place: str = "") -> Iterator[Reading]:
    """The same of words that are a text for certain."""
    search = _Search(len(words), place)
    search.add(Reading(words, Trust.SURE), 0)
    yield from search.run()


@dataclass(slots=True)
class _Search:
    size: int
    place: str
    left: int = field(init=False)
    bare: int = field(init=False, default=_MOST_BARE)
    listed: set[int] = field(init=False, default_factory=set)
    """Check sums of what archives say that they hold."""
    unpacked: set[int] = field(init=False, default_factory=set)
    """Check sums of what came out."""
    waiting: deque[tuple[Reading, int]] = field(init=False, default_factory=deque)
    seen: set[int] = field(init=False, default_factory=set)
    runs: set[int] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self.left = self.size * _MOST_TIMES + _SPARE

    def run(self) -> Iterator[Reading]:
        while self.waiting:
            reading, depth = self.waiting.popleft()
            yield reading
            if depth < _DEEPEST:
                yield from self._opened(reading, depth)
        if not self.listed <= self.unpacked:
            raise Refused("an archive that cannot be looked into", self.place)

    def add(self, reading: Reading, depth: int) -> None:
        if self._is_new(reading.text):
            self.waiting.append((reading, depth))

    def take_apart(self, data: bytes, how: tuple[str, ...], depth: int, trust: Trust, *, guess: bool = True) -> None:
        """All that bytes may be: texts, and packed bytes."""
        closed.refuse_inside(data, self.place)
        self.listed.update(listed(data))
        for reading in decoded(data, how, guess=guess):
            opens = reading.sure or (guess and reading.trust is Trust.LIKELY)
            self.add(replace(reading, trust=min(reading.trust, trust)), depth if opens else _DEEPEST)
        if depth < _DEEPEST:
            anywhere = not how or (guess and self._may_be_bare(data))
            most = min(_MOST_UNPACKED, max(1, self.left))
            for inner in unpacked(data, most, self.place, anywhere=anywhere, whole=bool(how)):
                self.unpacked.add(zlib.crc32(inner))
                if self._may_tell(inner, weak=True) and self._is_new(inner):
                    self._search_raw(inner, (*how, "packed data"), trust)
                    self.take_apart(inner, (*how, "packed data"), depth + 1, trust, guess=guess)
        elif _SURELY_PACKED.match(data):
            raise Refused("more packed inside than can be looked into", self.place)

    def _may_be_bare(self, data: bytes) -> bool:
        """Whether deflate without a head is looked for in bytes that were written in a text: it takes long."""
        if len(set(data)) < _FEWEST_KINDS:
            return False
        self.bare -= len(data)
        return self.bare >= 0

    def _search_raw(self, data: bytes, how: tuple[str, ...], trust: Trust) -> None:
        self.waiting.append((Reading("", trust, how, data), _DEEPEST))

    def _opened(self, reading: Reading, depth: int) -> Iterator[Reading]:
        if reading.how and reading.how[-1].endswith(GUESSED):
            yield from self._round(reading)  # what is in its ASCII was found without guessing
            return
        for text in self._undone(reading, depth):
            yield text
            self._unwrap(text, depth + 1)
        self._unwrap(reading, depth + 1)

    def _undone(self, reading: Reading, depth: int) -> Iterator[Reading]:
        """The text with its escapes undone: each kind alone, then all one after another until none is left."""
        for inner in strings_of_json(reading.text):
            self.add(Reading(inner, reading.trust, (*reading.how, "JSON")), depth + 1)
        if len(reading.text) <= _SHORT:
            for name, step in (STEPS | LOOSE).items():
                trust = min(reading.trust, Trust.LIKELY) if name in LOOSE else reading.trust
                for text in step(reading.text):
                    if self._is_new(text):
                        yield Reading(text, trust, (*reading.how, name))
        yield from self._rounds(reading)

    def _rounds(self, reading: Reading) -> Iterator[Reading]:
        fronts = {reading.text: reading}
        for _ in range(_MOST_ROUNDS):
            after = {last.text: last for front in fronts.values() for last in self._round(front)}
            yield from (last for last in after.values() if self._is_new(last.text))
            fronts = after

    @staticmethod
    def _round(reading: Reading) -> Iterator[Reading]:
        """All escapes undone once, from the outermost kind to the innermost; markup in both its ways."""
        for markup in ("markup", "markup, parted"):
            text, how = reading.text, list(reading.how)
            for name, step in STEPS.items():
                if name.startswith("markup") and name != markup:
                    continue
                changed = next(step(text), text)
                if changed != text:
                    text, how = changed, [*how, name]
            if text != reading.text:
                yield Reading(text, reading.trust, tuple(how))
            if "<" not in reading.text:
                return

    def _unwrap(self, reading: Reading, depth: int) -> None:
        rest = _BASE64_RUN.sub(_without_base64, reading.text)
        for notation in NOTATIONS:
            if notation.sure and not reading.sure:
                continue
            how = (*reading.how, notation.name)
            for found in notation.pattern.finditer(rest if notation.weak else reading.text):
                run = hash((notation.decode, found.group()))
                if run in self.runs:
                    continue
                self.runs.add(run)
                for data in notation.decode(found.group()):
                    if self._may_tell(data, weak=notation.weak) and self._is_new(data):
                        self._search_raw(data, how, reading.trust)
                        self.take_apart(data, how, depth, reading.trust, guess=not notation.weak)

    @staticmethod
    def _may_tell(data: bytes, *, weak: bool) -> bool:
        """Could these bytes be a text, or packed? Most of what comes out of words that are none is neither."""
        if len(data) < _LEAST_BYTES:
            return False
        if len(data) > _LONG and not weak:
            return True
        return bool(_TEXT_LIKE.search(data) or _PACKED.match(data))

    def _is_new(self, found: str | bytes) -> bool:
        """Not seen before, and not nothing. It counts against what may come out."""
        mark = hash(found) ^ isinstance(found, bytes)  # letters and their bytes have the same
        if not found or mark in self.seen:
            return False
        self.seen.add(mark)
        self.left -= len(found)
        if self.left < 0:
            raise Refused("more packed inside than can be looked into", self.place)
        return True


def _without_base64(run: re.Match[str]) -> str:
    sign = _BASE64_SIGN.search(run.group())
    return "\n" if sign is not None and len(run.group()) - sign.end() >= _LONG_BASE64 else run.group()
