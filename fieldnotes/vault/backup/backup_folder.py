"""Folders of backups and of what is being restored: made under another name, renamed when whole, removed by name."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from fieldnotes.errors import AlreadyExists, BackupDamaged, CannotRead, FieldNotesError
from fieldnotes.files import PRIVATE_FILE, sync_folder, translated
from fieldnotes.i18n import tr
from fieldnotes.progress import Watch
from fieldnotes.vault import folder
from fieldnotes.vault.backup import backup_manifest
from fieldnotes.vault.backup.backup_manifest import FILES, FileSum, Manifest, chunks
from fieldnotes.vault.keys import header
from fieldnotes.vault.opened import DATABASE

SUFFIX = ".fnbackup"
STAGING = ".new"

_LEFTOVERS = (
    *(name for base in (*FILES, backup_manifest.FILE_NAME) for name in (base, base + ".new")),
    DATABASE + "-journal",
    folder.LOCK,
)
"""Every name that one of our own copies can hold; nothing else is ever removed."""


def discard(path: Path) -> None:
    """Remove one of our own copies: files of known names, then the folder if that left it empty.

    The header goes last: as long as anything is left, it says whose this is. A link is never followed: it could lead
    to the vault itself.
    """
    if path.is_symlink() or not path.is_dir():
        return
    with translated(path):
        for name in reversed(_LEFTOVERS):
            (path / name).unlink(missing_ok=True)
        if not any(path.iterdir()):
            path.rmdir()
            sync_folder(path.parent)


def remove(path: Path) -> None:
    """Remove a finished backup. It loses its name first, so that half of it is never taken for a whole one."""
    going = path.with_name(path.name + STAGING)
    discard(going)
    with translated(path):
        path.rename(going)
        sync_folder(path.parent)
    discard(going)


def listed_in(place: Path) -> list[Path]:
    """Everything in a folder that has a backup's name; nothing where the folder cannot be read."""
    try:
        return sorted(place.glob(f"*{SUFFIX}"))
    except OSError:
        return []


def is_untouched(path: Path, manifest: Manifest) -> bool:
    """Whether a folder holds what a backup holds and nothing else: nobody works in it as in a vault, no link."""
    try:
        listed = [] if path.is_symlink() else list(path.iterdir())
        sizes = {entry.name: entry.lstat().st_size for entry in listed if entry.name != backup_manifest.FILE_NAME}
    except OSError:
        return False
    return sizes == {name: found.bytes for name, found in manifest.files.items()}


def compare_sizes(path: Path, manifest: Manifest) -> None:
    """What can be seen at once, before anybody waits for a passphrase to be stretched.

    Raises:
        BackupDamaged: a file is missing or of another size.
        CannotRead: the folder cannot be read.
    """
    try:
        sizes = {file: (path / file).stat().st_size for file in manifest.files if (path / file).is_file()}
    except OSError as error:
        raise CannotRead(name=path.name, reason=error.strerror or "") from error
    for file, expected in manifest.files.items():
        if file not in sizes:
            raise BackupDamaged(name=path.name, what=tr("{file} is missing", file=file))
        if sizes[file] != expected.bytes:
            raise BackupDamaged(name=path.name, what=tr("{file} was cut off or something was appended", file=file))


def remove_stale(place: Path, vault_id: bytes) -> None:
    """Remove what an interrupted backup of this vault left here. The vault's lock says that nobody else makes one."""
    with translated(place):
        found = [path for path in place.glob(f"*{SUFFIX}{STAGING}") if path.is_dir() and not path.is_symlink()]
        for path in found:
            try:
                mine = header.load(path).vault_id == vault_id
            except FieldNotesError:
                mine = {entry.name for entry in path.iterdir()} <= {header.FILE_NAME + ".new"}
            if mine:
                discard(path)


def copy_files(path: Path, staging: Path, manifest: Manifest, watch: Watch) -> None:
    """Copy everything that a backup lists, and only that.

    Raises:
        BackupDamaged: a file is not what was written; others as `copy`.
    """
    for name, expected in manifest.files.items():
        if copy(path / name, staging / name, watch) != expected:
            raise BackupDamaged(name=path.name, what=tr("{file} is not what was written", file=name))


def copy(source: Path, target: Path, watch: Watch) -> FileSum:
    """Copy a file to a private new one and sync it; the sum of what was read.

    Raises:
        CannotRead, CannotWrite, DiskFull, Cancelled: the copy is not whole.
    """
    digest, size = hashlib.sha256(), 0
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0)
    with translated(target), os.fdopen(os.open(target, flags, PRIVATE_FILE), "wb") as writing:
        for chunk in chunks(source):
            digest.update(chunk)
            size += len(chunk)
            writing.write(chunk)
            watch.step(size, None, "copy")
        writing.flush()
        os.fsync(writing.fileno())
    return FileSum(size, digest.hexdigest())


def rename(staging: Path, target: Path) -> None:
    """Give a whole copy its name.

    Raises:
        AlreadyExists: something has that name.
    """
    if target.exists():
        raise AlreadyExists(name=target.name)
    with translated(target):
        sync_folder(staging)
        staging.rename(target)
        sync_folder(target.parent)
