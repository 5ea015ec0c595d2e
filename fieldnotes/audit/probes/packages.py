"""The installed packages that are loaded into this process, and whether their files are those that were published.

A wheel lists its files with SHA-256 in RECORD (packaging.python.org, "Recording installed projects"). Files without
a hash there (scripts that the installer wrote) are not compared, nor is byte code, also where a wheel brings some with
its hash: every installation makes it anew. `importlib.metadata` would read the same, but loads Python's network
modules.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fieldnotes.progress import Watch

_CHUNK = 1 << 20
_HASH = "sha256="
_BYTE_CODE = ".pyc"


@dataclass(frozen=True, slots=True)
class Package:
    """`files` were compared, of which `changed` are missing or differ."""

    name: str
    version: str
    files: int
    changed: int


@dataclass(frozen=True, slots=True)
class Installed:
    """A package's own folder `NAME-VERSION.dist-info`, whose name is normalised so that NAME holds no hyphen."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.stem.partition("-")[0]

    @property
    def version(self) -> str:
        return self.folder.stem.partition("-")[2]

    def listed(self) -> list[tuple[str, str]]:
        """Path, relative to where the folder lies, and hash of every file of the list; empty where there is none."""
        try:
            with (self.folder / "RECORD").open(encoding="utf-8", newline="") as file:
                return [(row[0], row[1]) for row in csv.reader(file) if len(row) > 1]
        except FileNotFoundError:
            return []


def installed() -> Iterator[Installed]:
    """Every package that Python finds here, by name."""
    places = dict.fromkeys(Path(entry) for entry in sys.path if entry)
    folders = [folder for place in places for folder in place.glob("*.dist-info")]
    yield from (Installed(folder) for folder in sorted(folders, key=lambda one: one.name.lower()))


def version_of(name: str) -> str | None:
    """The version of an installed package; None where it is not."""
    wanted = name.replace("-", "_").lower()
    return next((one.version for one in installed() if one.name.lower() == wanted), None)


def loaded() -> list[Installed]:
    """Packages of which a module is loaded."""
    tops = {name.partition(".")[0] for name in tuple(sys.modules)}
    return [one for one in installed() if any(_top(path) in tops for path, _ in one.listed())]


def _top(path: str) -> str:
    """The module that a file of a list belongs to: of `a/b.py` and of `a.cpython-311-x86_64-linux-gnu.so` it is `a`."""
    return path.partition("/")[0].partition(".")[0]


def examined(watch: Watch) -> list[Package]:
    """Every loaded package that brings a list, compared with it.

    Raises:
        Cancelled: the user asked to stop.
    """
    found = []
    for one in loaded():
        hashed = [
            (path, value.removeprefix(_HASH))
            for path, value in one.listed()
            if value.startswith(_HASH) and not path.endswith(_BYTE_CODE)
        ]
        changed = 0
        for path, value in hashed:
            watch.check()
            changed += not _fits(one.folder.parent / path, value)
        if hashed:
            found.append(Package(one.name, one.version, len(hashed), changed))
    return found


def _fits(path: Path, expected: str) -> bool:
    """`expected`: unpadded base64url of SHA-256."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return False
    return base64.urlsafe_b64encode(digest.digest()).rstrip(b"=").decode() == expected
