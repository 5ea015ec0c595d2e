"""One window of a user at a time: a second start hands over what it was given to the first, and ends.

No socket: a lock of the operating system says whether there is a first, and goes with its process however that ends.
What a second one was given lies for a moment as a private file in the runtime folder, which is kept in memory on
Linux; the first takes it away as soon as it has read it. Where there is no such folder every start is a first one.
"""

from __future__ import annotations

import json
import secrets
import time
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal, Slot

from fieldnotes import files, paths
from fieldnotes.errors import FieldNotesError, VaultInUse

_LOCK, _ENDING = "window.lock", ".ask"
_LIMIT = 64 * 1024
_PATIENCE_S = 5.0
_LOOK_S = 0.05


class Claim:
    """That this process is the first; hold it as long as the window lives."""

    def __init__(self, folder: Path) -> None:
        """Raises VaultInUse: another process is the first. CannotWrite, DiskFull: nobody can say."""
        with files.translated(folder):
            folder.mkdir(mode=files.PRIVATE_FOLDER, parents=True, exist_ok=True)
            folder.chmod(files.PRIVATE_FOLDER)
        self._lock = files.InstanceLock(folder / _LOCK)
        self.folder = folder
        for left in folder.glob(f"*{_ENDING}"):  # of a start that nobody answered
            with suppress(OSError):
                left.unlink()

    def release(self) -> None:
        self._lock.release()


def claim(folder: Path | None = None) -> Claim | Path | None:
    """A Claim for the first; the folder by which to reach the first for every other; None where nobody can say."""
    place = folder or paths.runtime_folder()
    if place is None:
        return None
    try:
        return Claim(place)
    except VaultInUse:
        return place
    except FieldNotesError:
        return None


def hand_over(folder: Path, path: Path | None, *, patience_s: float = _PATIENCE_S) -> bool:
    """Have the first one come to the front and open `path`. False: it does not answer, and was asked nothing."""
    asked = folder / f"{secrets.token_hex(8)}{_ENDING}"
    try:
        files.atomic_write(asked, json.dumps({"path": str(path.absolute()) if path is not None else ""}).encode())
    except FieldNotesError:
        return False
    end = time.monotonic() + patience_s
    while asked.exists():
        if time.monotonic() > end:
            with suppress(FileNotFoundError):  # taken at the last moment
                asked.unlink()
                return False
            break
        time.sleep(_LOOK_S)
    return True


class Listener(QObject):
    """For the first one: `asked` carries what a later start was given, a path or None for the window alone."""

    asked = Signal(object)

    def __init__(self, claim: Claim, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = claim.folder
        self._watcher = QFileSystemWatcher([str(claim.folder)], self)
        self._watcher.directoryChanged.connect(self.look)

    @Slot()
    def look(self) -> None:
        """Take what lies there. A file that cannot be read is taken away all the same."""
        for found in sorted(self._folder.glob(f"*{_ENDING}")):
            try:
                told = json.loads(files.read_limited(found, _LIMIT))
            except (FieldNotesError, ValueError, RecursionError):
                told = None
            with suppress(OSError):  # a folder of that name is nothing that was handed over
                found.unlink()
            if isinstance(told, dict) and isinstance(told.get("path"), str):
                path = told["path"]
                self.asked.emit(Path(path) if path else None)
