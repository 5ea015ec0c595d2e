"""Search the places where programs leave text behind for pieces of the vault's protected records.

Nothing found is repeated: an answer holds kinds of places, counts and, for who asks, paths. Every run first hides a
canary in the temporary folder, plain and packed, and must find both, so that "nothing found" means that the search
works. Pictures, PDF and other users' files are not seen.
"""

from __future__ import annotations

import os
import secrets
import stat
import sys
import time
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from fieldnotes.audit import packed
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
_CANARY = "canary"
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one search may cost, so that a cache of many gigabytes cannot stop an audit."""

    file_bytes: int = 32 << 20
    total_bytes: int = 1 << 30
    files: int = 50_000
    seconds: float = 5.0
    packed_bytes: int = 8 << 20
    """How much of one zip or gzip file is unpacked; 0: none is looked into."""


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
    where: tuple[str, ...] = field(default=(), repr=False)
    """Paths of the first files with a hit, for the eyes of the owner only: they hold names."""


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
    planted = _planted(canary, mark)
    try:
        walk = _Walk(Needles([*pieces, mark]), len(pieces), limits, watch, planted)
        for path in planted:
            walk.read(Place(_CANARY, path), str(path))
        for place in places:
            walk.below(place)
    finally:
        for path in planted:
            path.unlink(missing_ok=True)
    return walk.found()


def _planted(folder: Path, mark: str) -> tuple[Path, Path]:
    """Two files with the mark: one plain, at any alignment, and one as a word processor packs it, cut by a tag."""
    plain, document = (folder / f".{secrets.token_hex(8)}" for _ in range(2))
    try:
        with _private(plain) as file:
            file.write(b"\0" * secrets.randbelow(_STRIDE) + mark.encode("utf-16-le"))
        with _private(document) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", f"<p><r>{mark[:PIECE]}</r><r>{mark[PIECE:]}</r></p>")
    except BaseException:
        plain.unlink(missing_ok=True)
        document.unlink(missing_ok=True)
        raise
    return plain, document


def _private(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "wb")


class _Walk:
    """One search: what was read so far and what may still be read."""

    def __init__(self, needles: Needles, pieces: int, limits: Limits, watch: Watch, planted: tuple[Path, ...]) -> None:
        self._needles, self._pieces, self._limits, self._watch, self._planted = needles, pieces, limits, watch, planted
        self._hits: Counter[str] = Counter()
        self._where: list[str] = []
        self._files = self._bytes = self._skipped = self._beyond = 0
        self._searched: set[str] = {str(path) for path in planted}
        self._end = time.monotonic() + limits.seconds

    def found(self) -> Found:
        return Found(
            hits={kind: count for kind, count in self._hits.items() if kind != _CANARY},
            files=self._files,
            bytes_read=self._bytes,
            skipped=self._skipped,
            beyond=self._beyond,
            pieces=self._pieces,
            canary_found=self._hits[_CANARY] == (len(self._planted) if self._limits.packed_bytes else 1),
            where=tuple(self._where),
        )

    def below(self, place: Place) -> None:
        """Read every regular file below the place, newest first: what a program left is young."""
        paths = self._newest_first(place)
        for number, path in enumerate(paths):
            if self._is_spent():
                self._skip(place, len(paths) - number)
                break
            self.read(place, path)
        self._searched.add(str(place.path))

    def _skip(self, place: Place, count: int = 1) -> None:
        if place.wholly:
            self._skipped += count
        else:
            self._beyond += count

    def _newest_first(self, place: Place) -> list[str]:
        try:
            status = place.path.lstat()
        except OSError:
            self._skip(place)
            return []
        if stat.S_ISREG(status.st_mode):
            return [str(place.path)] if status.st_size >= PIECE and str(place.path) not in self._searched else []
        ages: list[tuple[float, str]] = []
        pending = [str(place.path)] if stat.S_ISDIR(status.st_mode) else []
        while pending:
            if len(ages) >= self._limits.files or self._is_late():
                self._skip(place, len(pending))
                break
            folder = pending.pop()
            if folder not in self._searched:
                self._list(folder, place, ages, pending)
        ages.sort()
        return [path for _, path in ages]

    def _list(self, folder: str, place: Place, ages: list[tuple[float, str]], pending: list[str]) -> None:
        """Add the folder's files to `ages` and its folders to `pending`. Links are not followed."""
        try:
            with os.scandir(folder) as found:
                for entry in found:
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
                    elif entry.is_file(follow_symlinks=False) and entry.path not in self._searched:
                        status = entry.stat(follow_symlinks=False)
                        if status.st_size >= PIECE:
                            ages.append((-status.st_mtime, entry.path))
        except OSError:
            self._skip(place)

    def _is_spent(self) -> bool:
        return self._files >= self._limits.files or self._bytes >= self._limits.total_bytes or self._is_late()

    def read(self, place: Place, path: str) -> None:
        """Look into one file of the place."""
        if self._is_spent():
            self._skip(place)
            return
        self._watch.step(self._files, None, "leftovers")
        try:
            hit, complete = self._holds(path)
        except OSError:
            self._skip(place)
            return
        self._files += 1
        if not complete:
            self._skip(place)
        if hit:
            self._hits[place.kind] += 1
            if place.kind != _CANARY and len(self._where) < _MOST_NAMED:
                self._where.append(path)

    def _is_late(self) -> bool:
        self._watch.check()
        return time.monotonic() >= self._end

    def _holds(self, path: str) -> tuple[bool, bool]:
        """(a piece is in the file, the file was read to its end or the piece)."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        left, overlap = min(self._limits.file_bytes, self._limits.total_bytes - self._bytes), b""
        with os.fdopen(os.open(path, flags), "rb", buffering=0) as file:
            first = chunk = file.read(min(_CHUNK, left))
            while chunk:
                if self._is_late():
                    return False, False
                self._bytes += len(chunk)
                left -= len(chunk)
                window = overlap + chunk
                if self._needles.in_chunk(window):
                    return True, True
                if not left:
                    return False, not file.read(1)
                overlap = window[-self._needles.longest :]
                chunk = file.read(min(_CHUNK, left))
            return self._holds_packed(file) if self._limits.packed_bytes and packed.is_packed(first) else (False, True)

    def _holds_packed(self, file: BinaryIO) -> tuple[bool, bool]:
        """The same of what is packed inside."""
        most = min(self._limits.packed_bytes, self._limits.total_bytes - self._bytes)
        try:
            for text in packed.texts(file, most):
                if self._is_late():
                    return False, False
                self._bytes += len(text)
                if self._needles.in_chunk(text):
                    return True, True
        except packed.NotWhole:
            return False, False
        return False, True
