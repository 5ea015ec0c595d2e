"""The ledger's file `audit.fnl`: frames go from the database into it after the commit that made them.

Until a frame is known to be on the disk it stays in the database too, so a crash at any moment loses none: what the
file lacks is written again. A file that cannot be written holds nothing up; it catches up later.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from fieldnotes.errors import CannotWrite, DiskFull
from fieldnotes.files import PRIVATE_FILE, sync_folder, translated
from fieldnotes.vault.connection import Connection
from fieldnotes.vault.ledger import frame
from fieldnotes.vault.ledger.frame import Frame
from fieldnotes.vault.ledger.ledger_state import State

FILE_NAME = "audit.fnl"

_PENDING = "SELECT frame FROM ledger_pending ORDER BY seq"


class LedgerFile:
    """The file beside an open database. Nothing is held open between two writes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.owed = False
        """A frame was made since the last `catch_up`."""
        self.sync_owed = False
        """A checkpoint was made: the file is to be synced with it."""

    def catch_up(self, connection: Connection) -> None:
        """Write what is pending, and sync after a checkpoint. Called after every outermost commit."""
        if self.owed:
            with suppress(DiskFull, CannotWrite):
                self.write(connection)
                if self.sync_owed:
                    self.keep(connection)

    def write(self, connection: Connection) -> State:
        """Write the pending frames where the file lacks them; the state that the file now has.

        Raises:
            DiskFull, CannotWrite: they stay pending.
        """
        state = State.load(connection)
        assert state is not None
        pending = [bytes(found) for (found,) in connection.rows(_PENDING)]
        start = state.last.end - sum(map(len, pending))
        with translated(self.path):
            _write_at(self.path, start, b"".join(pending))
        self.owed = False
        return state

    def keep(self, connection: Connection) -> None:
        """Write and sync everything; the database then lets go of its copies.

        Raises:
            DiskFull, CannotWrite: they stay pending.
        """
        state = self.write(connection)
        with translated(self.path):
            self.sync()
        with connection.transaction():
            replace(state, kept=state.last).save(connection)
            connection.write("DELETE FROM ledger_pending")
        self.sync_owed = False

    def close_with(self, state: State, last: Frame) -> None:
        """Put a frame that the database does not know after everything it knows, as the file's end, and sync.

        Raises:
            OSError: the frame is not, or not wholly, there.
        """
        with self.path.open("r+b", buffering=0) as file:
            file.seek(state.last.end)
            _write_all(file.fileno(), last.encoded())
            file.truncate()
            os.fsync(file.fileno())

    def sync(self) -> None:
        """Raises OSError."""
        handle = os.open(self.path, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def cut_to(self, end: int) -> None:
        """Cut off what is behind `end`. Raises OSError."""
        if self.path.stat().st_size > end:
            os.truncate(self.path, end)

    def set_aside(self) -> None:
        """Keep a file that does not fit the database under another name.

        Raises:
            CannotWrite: it is still in place.
        """
        number = 1
        while (aside := aside_path(self.path, number)).exists():
            number += 1
        with translated(self.path):
            self.path.rename(aside)
            sync_folder(self.path.parent)


def aside_path(path: Path, number: int) -> Path:
    """Where the `number`-th file that did not fit is kept."""
    return path.with_name(f"{path.name}.{number}")


def _write_at(path: Path, start: int, data: bytes) -> None:
    """Bring the file from `start` on to `data`; only what differs is written."""
    is_new = not path.exists()
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags | getattr(os, "O_CLOEXEC", 0), PRIVATE_FILE)
    try:
        os.lseek(handle, start, os.SEEK_SET)
        same = _same_length(os.read(handle, len(data)), data)
        os.lseek(handle, start + same, os.SEEK_SET)
        _write_all(handle, data[same:])
    finally:
        os.close(handle)
    if is_new:
        sync_folder(path.parent)


def _same_length(found: bytes, wanted: bytes) -> int:
    """How many bytes of whole blocks at the beginning are the same."""
    same = 0
    while same < len(wanted) and found[same : same + frame.BLOCK] == wanted[same : same + frame.BLOCK]:
        same += frame.BLOCK
    return min(same, len(wanted))


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
