"""Private files: created 0600, written completely or not at all, never followed through a link."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from fieldnotes.errors import AlreadyExists, CannotRead, CannotWrite, DiskFull, FileTooLarge, VaultInUse

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def private_by_default() -> None:
    """New files of this process belong to its user alone (umask 077)."""
    os.umask(0o077)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn the operating system's errors about writing `path` into ours."""
    try:
        yield
    except FileExistsError as error:
        raise AlreadyExists(name=path.name) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(place=path.parent.name) from error
        raise CannotWrite(name=path.name, reason=error.strerror or "") from error


def private_folder(path: Path) -> None:
    """Make a folder that must not exist yet, readable by its owner only."""
    with translated(path):
        path.mkdir(mode=PRIVATE_FOLDER, parents=False)
        sync_folder(path.parent)


def read_limited(path: Path, limit_bytes: int, *, only_regular: bool = True) -> bytes:
    """The whole file, refused when it is longer than `limit_bytes`, and unless told otherwise when it is a pipe or
    device, which might be waited for without end."""
    if only_regular and path.exists() and not path.is_file():
        raise CannotRead(name=path.name, reason="it is not a file")
    try:
        with path.open("rb") as file:
            data = file.read(limit_bytes + 1)
    except OSError as error:
        raise CannotRead(name=path.name, reason=error.strerror or "") from error
    if len(data) > limit_bytes:
        raise FileTooLarge(name=path.name, limit=limit_bytes)
    return data


def read_whole(path: Path) -> bytes:
    """The whole file, however long. Raises CannotRead."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotRead(name=path.name, reason=error.strerror or "") from error


def atomic_write(path: Path, data: bytes, *, keep_existing: bool = False) -> None:
    """Write `path` so that a crash leaves the old content or the new, and never a part.

    Order of durability: new file written and synced, renamed over the old one, folder synced.
    With `keep_existing`, refuses (AlreadyExists) when `path` is already there.

    Raises:
        DiskFull, CannotWrite, AlreadyExists: nothing was changed.
    """
    new = path.with_name(path.name + ".new")
    with translated(path):
        if keep_existing and path.exists():
            raise AlreadyExists(name=path.name)
        new.unlink(missing_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
        handle = os.open(new, flags, PRIVATE_FILE)
        try:
            try:
                view = memoryview(data)
                while view:
                    view = view[os.write(handle, view) :]
                os.fsync(handle)
            finally:
                os.close(handle)
            new.replace(path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def write_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Make a private folder with these files, by their paths in it (`/` between parts), so that a crash leaves all of
    it or nothing under its name.

    Raises:
        AlreadyExists, DiskFull, CannotWrite: there is no such folder.
    """
    if folder.exists():
        raise AlreadyExists(name=folder.name)
    new = folder.with_name(f".{folder.name}.new")
    with translated(folder):
        if new.exists():  # of a run that was killed
            shutil.rmtree(new)
    private_folder(new)
    try:
        for name, data in contents.items():
            path = new.joinpath(*name.split("/"))
            for parent in reversed(path.relative_to(new).parents[:-1]):
                if not (new / parent).is_dir():
                    private_folder(new / parent)
            atomic_write(path, data, keep_existing=True)
        with translated(folder):
            new.rename(folder)
            sync_folder(folder.parent)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def holds_exactly(folder: Path, contents: Mapping[str, bytes]) -> bool:
    """Whether a folder has these files with these bytes, and nothing else. Raises CannotRead."""
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not path.is_dir()}
    if there.keys() != contents.keys():
        return False
    return all(
        path.stat().st_size == len(contents[name]) and read_whole(path) == contents[name]
        for name, path in there.items()
    )


def remove_leftovers(*paths: Path) -> None:
    """Remove what an interrupted write left. What cannot be removed now (a failing or read-only disk) does no harm."""
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def need_space(folder: Path, wanted_bytes: int) -> None:
    """Refuse a large write before it begins.

    Raises:
        DiskFull: fewer than `wanted_bytes` are free where `folder` is.
    """
    with translated(folder):
        free = shutil.disk_usage(folder).free
    if free < wanted_bytes:
        raise DiskFull(place=folder.name)


def sync_file(path: Path) -> None:
    """Make a file's content durable."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Make renames and deletions in `folder` durable (a no-op where folders cannot be opened)."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class InstanceLock:
    """One program at a time on a vault: an operating-system lock on an empty file.

    The kernel releases it when the process dies, and the file says nothing about machine or user.
    """

    def __init__(self, path: Path) -> None:
        self._handle: int | None = None
        with translated(path):
            handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), PRIVATE_FILE)
        try:
            _lock(handle)
        except OSError as error:
            os.close(handle)
            raise VaultInUse(name=path.parent.name) from error
        self._handle = handle

    def release(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - exists on Windows only

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - exists on POSIX only

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
