"""The vault's folder as anybody who copies it sees it: names, modes, sizes, and whether the database is noise."""

from __future__ import annotations

import os
import secrets
import stat
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from fieldnotes.vault.folder import LOCK
from fieldnotes.vault.keys.header import FILE_NAME as HEADER
from fieldnotes.vault.ledger.ledger_file import FILE_NAME as LEDGER
from fieldnotes.vault.opened import DATABASE

KNOWN_FILES = frozenset({HEADER, DATABASE, LEDGER, LOCK})
PAGE = 4096
PLAIN_MAGIC = b"SQLite format 3\0"
_SAMPLED_PAGES = 512
_TOO_REGULAR = 512.0
"""Chi-square of 4096 random bytes: mean 255, standard deviation 22.6. Text and B-tree pages reach tens of thousands."""


@dataclass(frozen=True, slots=True)
class FileFact:
    """One entry of the folder. `mode` holds the permission bits, `owner` the user's number."""

    name: str
    mode: int
    owner: int
    is_regular: bool
    is_link: bool
    size: int


def entries(folder: Path) -> tuple[FileFact, ...]:
    """Everything in the folder, not followed through links, by name."""
    with os.scandir(folder) as found:
        return tuple(sorted((fact(Path(entry.path)) for entry in found), key=lambda item: item.name))


def fact(path: Path) -> FileFact:
    status = path.lstat()
    return FileFact(
        path.name,
        stat.S_IMODE(status.st_mode),
        status.st_uid,
        stat.S_ISREG(status.st_mode),
        stat.S_ISLNK(status.st_mode),
        status.st_size,
    )


@dataclass(frozen=True, slots=True)
class Sample:
    """A database file without its key: `regular` of `pages` sampled pages do not look like noise."""

    size: int
    starts_plain: bool
    pages: int
    regular: int


def sample(database: Path) -> Sample:
    """Look at the first, the last and up to 510 random pages."""
    handle = os.open(database, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    with os.fdopen(handle, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        starts_plain = file.read(len(PLAIN_MAGIC)) == PLAIN_MAGIC
        numbers = _numbers(size // PAGE)
        regular = 0
        for number in numbers:
            file.seek(number * PAGE)
            regular += _is_regular(file.read(PAGE))
    return Sample(size, starts_plain, len(numbers), regular)


def _numbers(count: int) -> list[int]:
    if count <= _SAMPLED_PAGES:
        return list(range(count))
    inner = secrets.SystemRandom().sample(range(1, count - 1), _SAMPLED_PAGES - 2)
    return [0, *sorted(inner), count - 1]


def _is_regular(page: bytes) -> bool:
    expected = len(page) / 256
    counts = Counter(page)
    squares = sum(count * count for count in counts.values())
    return squares / expected - len(page) > _TOO_REGULAR
