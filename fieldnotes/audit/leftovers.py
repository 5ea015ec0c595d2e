"""Search the places where programs leave text behind for pieces of the vault's protected records.

Nothing found is repeated: an answer holds kinds of places and counts. Every run first hides a canary in the temporary
folder and must find it, so that "nothing found" means that the search works. Compressed files (.docx, .gz) and
other users' files are not seen.
"""

from __future__ import annotations

import os
import secrets
import stat
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from fieldnotes.files import PRIVATE_FILE
from fieldnotes.progress import Watch

PIECE = 24
"""Characters of a shingle: long enough not to occur by chance."""
MAX_PIECES = 64
_VARIETY = 8
"""Different characters a piece needs, so that rules and blanks are not taken for text."""
_WINDOW, _STRIDE = 8, 16
"""Bytes compared, and how far apart. A needle of at least 23 bytes holds a whole window at any alignment."""
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one search may cost, so that a cache of many gigabytes cannot stop an audit."""

    file_bytes: int = 32 << 20
    total_bytes: int = 1 << 30
    files: int = 50_000
    seconds: float = 8.0


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of place and where it is; only `kind` is ever reported."""

    kind: str
    path: Path = field(repr=False)
    wholly: bool = True
    """False for a place that is looked through as far as the limits allow, and not claimed to be more."""


@dataclass(frozen=True, slots=True)
class Found:
    """`hits`: files holding a piece, by kind of place. `skipped`: files not read, or not to their end, of places that
    are looked through wholly; `beyond`: the same of the others."""

    hits: dict[str, int]
    files: int
    bytes_read: int
    skipped: int
    beyond: int
    pieces: int
    canary_found: bool


class Needles:
    """Encoded pieces to look for. Prints nothing of them."""

    __slots__ = ("_encoded", "_windows", "pieces")

    def __init__(self, pieces: Iterable[str]) -> None:
        encoded: set[bytes] = set()
        self.pieces = 0
        for piece in pieces:
            self.pieces += 1
            for form in {piece, unicodedata.normalize("NFC", piece), unicodedata.normalize("NFD", piece)}:
                encoded |= {form.encode("utf-8"), form.encode("utf-16-le")}
        self._encoded = tuple(encoded)
        self._windows = {
            int.from_bytes(needle[start : start + _WINDOW], sys.byteorder)
            for needle in encoded
            for start in range(len(needle) - _WINDOW + 1)
        }

    @property
    def longest(self) -> int:
        return max((len(needle) for needle in self._encoded), default=0)

    def in_chunk(self, chunk: bytes) -> bool:
        """Whether a whole needle is in `chunk`.

        Aligned eight-byte windows are tried against a set first; only where one fits are the needles compared.
        """
        words = memoryview(chunk)[: len(chunk) // _WINDOW * _WINDOW].cast("Q")[:: _STRIDE // _WINDOW]
        if self._windows.isdisjoint(words):
            return False
        return any(needle in chunk for needle in self._encoded)


def pieces_of(texts: Iterable[str]) -> list[str]:
    """Up to 64 random pieces, spread over the paragraphs of `texts`; fewer where there is not enough text."""
    chance = secrets.SystemRandom()
    lines = [line for text in texts for line in text.splitlines() if len(line) >= PIECE]
    pieces: list[str] = []
    for _ in range(MAX_PIECES * 4):
        if not lines or len(pieces) == MAX_PIECES:
            break
        line = chance.choice(lines)
        start = chance.randrange(len(line) - PIECE + 1)
        piece = line[start : start + PIECE]
        if len(set(piece)) >= _VARIETY:
            pieces.append(piece)
    return pieces


def search(pieces: list[str], places: Iterable[Place], *, canary: Path, limits: Limits, watch: Watch) -> Found:
    """Look for `pieces` below every place; `canary` is the folder into which the proof is put, and removed.

    Raises:
        OSError: the canary cannot be written; the run would prove nothing.
        Cancelled: the user asked to stop; the canary is gone.
    """
    mark = secrets.token_hex(PIECE)
    planted = canary / f".{secrets.token_hex(8)}"
    handle = os.open(planted, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(b"\0" * secrets.randbelow(_STRIDE) + mark.encode("utf-16-le"))
        walk = _Walk(Needles([*pieces, mark]), len(pieces), limits, watch, planted)
        walk.read(Place("canary", planted))
        for place in places:
            walk.below(place)
    finally:
        planted.unlink(missing_ok=True)
    return walk.found()


class _Walk:
    """One search: what was read so far and what may still be read."""

    def __init__(self, needles: Needles, pieces: int, limits: Limits, watch: Watch, planted: Path) -> None:
        self._needles, self._pieces, self._limits, self._watch, self._planted = needles, pieces, limits, watch, planted
        self._hits: Counter[str] = Counter()
        self._files = self._bytes = self._skipped = self._beyond = 0
        self._searched: set[Path] = set()
        self._end = time.monotonic() + limits.seconds

    def found(self) -> Found:
        hits = {kind: count for kind, count in self._hits.items() if kind != "canary"}
        return Found(
            hits, self._files, self._bytes, self._skipped, self._beyond, self._pieces, self._hits["canary"] == 1
        )

    def below(self, place: Place) -> None:
        """Read every regular file below the place, newest first: what a program left is young."""
        for path in self._newest_first(place):
            if path != self._planted:
                self.read(Place(place.kind, path, place.wholly))
        self._searched.add(place.path)

    def _skip(self, place: Place, count: int = 1) -> None:
        if place.wholly:
            self._skipped += count
        else:
            self._beyond += count

    def _newest_first(self, place: Place) -> list[Path]:
        ages: list[tuple[float, Path]] = []
        pending = [place.path]
        while pending:
            self._watch.check()
            if len(ages) >= self._limits.files or time.monotonic() >= self._end:
                self._skip(place, len(pending))
                break
            current = pending.pop()
            if current in self._searched:
                continue
            try:
                status = current.lstat()
                if stat.S_ISDIR(status.st_mode):
                    with os.scandir(current) as found:
                        pending += [Path(entry.path) for entry in found]
                elif stat.S_ISREG(status.st_mode) and status.st_size >= PIECE:
                    ages.append((-status.st_mtime, current))
            except OSError:
                self._skip(place)
        ages.sort()
        return [path for _, path in ages]

    def read(self, place: Place) -> None:
        limits = self._limits
        spent = self._files >= limits.files or self._bytes >= limits.total_bytes or time.monotonic() >= self._end
        if spent:
            self._skip(place)
            return
        self._watch.step(self._files, None, "leftovers")
        try:
            hit, complete = self._holds(place.path)
        except OSError:
            self._skip(place)
            return
        self._files += 1
        if not complete:
            self._skip(place)
        if hit:
            self._hits[place.kind] += 1

    def _holds(self, path: Path) -> tuple[bool, bool]:
        """(a piece is in the file, the file was read to its end or the piece)."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        left, overlap = min(self._limits.file_bytes, self._limits.total_bytes - self._bytes), b""
        with os.fdopen(os.open(path, flags), "rb", buffering=0) as file:
            while chunk := file.read(min(_CHUNK, left)):
                self._watch.check()
                self._bytes += len(chunk)
                left -= len(chunk)
                window = overlap + chunk
                if self._needles.in_chunk(window):
                    return True, True
                if not left:
                    return False, not file.read(1)
                overlap = window[-self._needles.longest :]
        return False, True
