"""`backup.json`: what a backup holds, sealed by the vault's master key so that no file of it can be exchanged.

Readable without a secret are the sizes and digests of the files, which anybody who holds them can compute; how many
rows each table has is encrypted, because it says how many people and testimonies there are.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fieldnotes.crypto.aead import SealBroken, WrappingKey, pad, unpad
from fieldnotes.crypto.kdf import subkey
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import BackupDamaged, CannotRead
from fieldnotes.i18n import tr
from fieldnotes.progress import Watch
from fieldnotes.vault.canonical import canonical, decode, encode
from fieldnotes.vault.keys import header
from fieldnotes.vault.opened import DATABASE
from fieldnotes.vault.store import Store

FILE_NAME = "backup.json"
LEDGER = "audit.fnl"
FORMAT = "fieldnotes-backup/1"
LIMIT_BYTES = 64 * 1024
FILES = (header.FILE_NAME, DATABASE, LEDGER)
"""What a backup may hold besides its manifest; the ledger's file only where the vault had one."""

_PURPOSE = "fieldnotes/v1/backup"
_CHUNK = 1024 * 1024
_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB 'fts_[0-9]'"
)


@dataclass(frozen=True, slots=True)
class FileSum:
    """A file as it was written: its size in bytes and its SHA-256 in hex."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`made` is a UTC stamp; `ledger` the number of the newest ledger entry then; `rows` are counts by table."""

    id: str
    vault: str
    made: str
    generation: int
    ledger: int
    files: Mapping[str, FileSum]
    rows: Mapping[str, int] = field(default_factory=dict)

    @property
    def bytes(self) -> int:
        """Size of all its files together."""
        return sum(found.bytes for found in self.files.values())


def encoded(manifest: Manifest, master: Secret) -> bytes:
    """The bytes of `backup.json`."""
    told = _told(manifest)
    counts = pad(canonical(dict(manifest.rows)))
    with subkey(master, _PURPOSE) as key:
        return canonical({**told, "seal": encode(WrappingKey(key).wrap(counts, canonical(told)))})


def parse(data: bytes, *, name: str) -> tuple[Manifest, bytes]:
    """Strictly read a manifest; its counts are in the second answer, still sealed.

    Raises:
        BackupDamaged: it is not exactly what `encoded` writes.
    """
    try:
        raw: dict[str, Any] = json.loads(data)
        return _typed(raw, data), decode(raw["seal"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BackupDamaged(name=name, what=tr("its list of files cannot be read")) from error


def authenticated(manifest: Manifest, seal: bytes, master: Secret, *, name: str) -> Manifest:
    """The manifest with its counts.

    Raises:
        BackupDamaged: it was altered, or belongs to another vault.
    """
    wrapping = WrappingKey(subkey(master, _PURPOSE))
    try:
        rows = json.loads(unpad(bytes(wrapping.unwrap(seal, canonical(_told(manifest))))))
    except SealBroken as error:
        raise BackupDamaged(name=name, what=tr("its list of files was altered")) from error
    finally:
        wrapping.wipe()
    return Manifest(
        manifest.id, manifest.vault, manifest.made, manifest.generation, manifest.ledger, manifest.files, rows
    )


def sum_of(path: Path, watch: Watch) -> FileSum:
    """Size and digest of a file as it can be read now.

    Raises:
        CannotRead: the disk does not give it back.
    """
    digest, size = hashlib.sha256(), 0
    for chunk in chunks(path):
        size += len(chunk)
        digest.update(chunk)
        watch.step(size, None, "read back")
    return FileSum(size, digest.hexdigest())


def chunks(path: Path) -> Iterator[bytes]:
    """A file piece by piece, from the disk and not from what the system still holds of it in memory.

    Raises:
        CannotRead: the disk does not give it back.
    """
    try:
        with path.open("rb") as file:
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            while chunk := file.read(_CHUNK):
                yield chunk
    except OSError as error:
        raise CannotRead(name=path.name, reason=error.strerror or "") from error


def rows_of(store: Store) -> dict[str, int]:
    """How many rows each table has. Search tables are counted by what is inside them."""
    names = [name for (name,) in store.connection.rows(_TABLES)]
    # A table's name cannot be a parameter; these come from the schema of an authenticated database.
    return {name: int(store.connection.value(f'SELECT count(*) FROM "{name}"')) for name in names}  # noqa: S608


def _told(manifest: Manifest) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "id": manifest.id,
        "vault": manifest.vault,
        "made": manifest.made,
        "generation": manifest.generation,
        "ledger": manifest.ledger,
        "files": {name: {"bytes": found.bytes, "sha256": found.sha256} for name, found in manifest.files.items()},
    }


def _typed(raw: Mapping[str, Any], data: bytes) -> Manifest:
    if canonical(raw) != data or raw["format"] != FORMAT:
        raise ValueError
    texts = [raw[name] for name in ("id", "vault", "made")]
    numbers = [raw[name] for name in ("generation", "ledger")]
    files = {name: FileSum(found["bytes"], found["sha256"]) for name, found in raw["files"].items()}
    numbers += [found.bytes for found in files.values()]
    texts += [found.sha256 for found in files.values()]
    if any(type(text) is not str for text in texts) or any(type(number) is not int for number in numbers):
        raise ValueError
    if not set(files) <= set(FILES) or not {header.FILE_NAME, DATABASE} <= set(files):
        raise ValueError
    return Manifest(raw["id"], raw["vault"], raw["made"], raw["generation"], raw["ledger"], files)
