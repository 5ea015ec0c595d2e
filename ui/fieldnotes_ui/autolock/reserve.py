"""Room on the vault's disk that is kept free for the last draft: a full disk must not cost what was just typed.

A full database file could not be helped by free pages inside it: SQLite needs room for its journal as well. So the
room is a file without a name beside the vault. It is gone as soon as it is closed, and with the process in any case.
"""

from __future__ import annotations

import errno
import os
import secrets
import sys
from pathlib import Path

from fieldnotes.errors import DiskFull
from fieldnotes.files import PRIVATE_FILE

RESERVED_BYTES = 2 * 1024 * 1024
"""A draft of 500,000 letters, its journal and the pages that grow."""
_BLOCK = 65536


class Reserve:
    """Room that is taken now and given back by `free`."""

    def __init__(self) -> None:
        self._handle: int | None = None

    @property
    def is_held(self) -> bool:
        return self._handle is not None

    def take(self, folder: Path) -> None:
        """Take the room on the disk of `folder`. Where a file cannot be without a name, none is taken.

        Raises:
            DiskFull: there is not even that much room left.
        """
        self.free()
        handle = _nameless(folder)
        if handle is None:
            return
        try:
            for _ in range(RESERVED_BYTES // _BLOCK):
                os.write(handle, secrets.token_bytes(_BLOCK))  # noise: some file systems store zeros in no room
        except OSError as error:
            os.close(handle)
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise DiskFull from error
            return
        self._handle = handle

    def free(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _nameless(folder: Path) -> int | None:
    """A writable descriptor of a file that no folder lists."""
    if sys.platform == "win32":
        return None
    flags = os.O_RDWR | os.O_CLOEXEC
    try:
        return os.open(folder, flags | os.O_TMPFILE, PRIVATE_FILE)  # open(2): Linux, most file systems
    except (OSError, AttributeError):
        pass
    path = folder / f".{secrets.token_hex(8)}"
    try:
        handle = os.open(path, flags | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        path.unlink()
    except OSError:
        return None
    return handle
