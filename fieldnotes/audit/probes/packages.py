"""The installed packages that are loaded into this process, and whether their files are those that were published.

A wheel lists its files with SHA-256 in RECORD (packaging.python.org, "Recording installed projects"). Files without
a hash there (byte code, scripts that the installer wrote) are not compared.
"""

from __future__ import annotations

import base64
import hashlib
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from fieldnotes.progress import Watch

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Package:
    """`files` were compared, of which `changed` are missing or differ."""

    name: str
    version: str
    files: int
    changed: int


def loaded() -> list[metadata.Distribution]:
    """Distributions of which a module is loaded, by name."""
    owners = metadata.packages_distributions()
    tops = {name.partition(".")[0] for name in tuple(sys.modules)}
    names = {owner for top in tops for owner in owners.get(top, ())}
    return [metadata.distribution(name) for name in sorted(names, key=str.lower)]


def examined(watch: Watch) -> list[Package]:
    """Every loaded package that brings a list, compared with it.

    Raises:
        Cancelled: the user asked to stop.
    """
    found = []
    for distribution in loaded():
        listed = [file for file in distribution.files or () if file.hash is not None and file.hash.mode == "sha256"]
        changed = 0
        for file in listed:
            watch.check()
            changed += not _fits(Path(str(file.locate())), file.hash.value if file.hash else "")
        if listed:
            found.append(Package(distribution.name, distribution.version, len(listed), changed))
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
