"""A disk that forgets: what may be on it after the power fails, given the calls that a program made.

The model (after Pillai and others, "All file systems are not created equal", OSDI 2014): the data of a file is safe
once the file was synced, a name is safe once its folder was synced; what came later may be there or not, each write
and each folder by itself. Where an order is promised nowhere, none is assumed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from tests.torture.strace import Call

SECTOR = 512
_CREATED = "O_CREAT"
_EMPTIED = "O_TRUNC"

Keep = Callable[[int], bool]
"""Whether the `n`-th thing that was not safe survives."""


class Lost(Enum):
    """How a write is lost."""

    WHOLLY = "wholly"
    TORN = "torn"
    """Its first sectors reached the disk."""
    LEFT_ROOM = "left room"
    """The file has its new length, and zeros where the data should be."""


@dataclass(slots=True)
class Write:
    """A change of a file's data: bytes at an offset, or its length when `data` is None."""

    offset: int
    data: bytes | None


@dataclass(slots=True)
class File:
    """`safe` is on the disk for certain; `pending` is on its way there."""

    safe: bytes = b""
    pending: list[Write] = field(default_factory=list)

    def settle(self) -> None:
        self.safe, self.pending = self.content(), []

    def content(self, keep: Keep | None = None, *, lost: Lost = Lost.WHOLLY) -> bytes:
        """What the file holds if those of its pending writes survive which `keep` says (None: all)."""
        data = bytearray(self.safe)
        for number, write in enumerate(self.pending):
            if keep is None or keep(number):
                _apply(data, write)
            elif write.data is not None and lost is Lost.TORN:
                _apply(data, Write(write.offset, write.data[: len(write.data) // 2 // SECTOR * SECTOR]))
            elif write.data is not None and lost is Lost.LEFT_ROOM:
                data.extend(bytes(max(0, write.offset + len(write.data) - len(data))))
        return bytes(data)


class Disk:
    """The folder as the program sees it, and all that the power could still take from it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.names: dict[str, File | None] = {}
        """Path below the root; None is a folder."""
        self.safe_names: dict[str, File | None] = {}
        self.places: dict[str, int] = {}
        """Where the next write goes in a file whose reader or writer moved; elsewhere it goes to the end."""
        self.pending_names: list[tuple[str, tuple[tuple[str, File | str | None], ...]]] = []
        for path in sorted(root.rglob("*")):
            self.names[self._short(str(path))] = None if path.is_dir() else File(path.read_bytes())
        self.safe_names = dict(self.names)

    def _short(self, path: str) -> str:
        return str(Path(path).relative_to(self.root))

    def holds(self, call: Call) -> bool:
        return any(Path(path).is_relative_to(self.root) for path in call.paths)

    def apply(self, call: Call) -> None:
        """Let the call happen."""
        if call.result is None or call.result < 0 or not self.holds(call) or call.gone:
            return
        here = self._short(call.paths[0])
        match call.name:
            case "openat":
                self.places.pop(here, None)
                self._open(here, call.rest)
            case "lseek":
                self.places[here] = call.result
            case "write" | "pwrite64":
                self._write(here, call)
            case "ftruncate":
                self._file(here).pending.append(Write(int(call.rest.split(",")[-1]), None))
            case "fsync" | "fdatasync":
                self._sync(here)
            case "rename" | "renameat" | "renameat2":
                self._move(here, self._short(call.paths[1]))
            case "link" | "linkat":
                self._name((self._short(call.paths[1]), self.names[here]))
            case "unlink" | "unlinkat" | "rmdir":
                self._name((here, "gone"))
            case "mkdir" | "mkdirat":
                self._name((here, None))

    def _open(self, here: str, flags: str) -> None:
        if here not in self.names and _CREATED in flags:
            self._name((here, File()))
        elif _EMPTIED in flags:
            self._file(here).pending.append(Write(0, None))

    def _write(self, here: str, call: Call) -> None:
        file, data = self._file(here), call.data[: call.result]
        if call.name == "pwrite64":
            offset = int(call.rest.split(",")[-1])
        else:
            offset = self.places.get(here, len(file.content()))
            self.places[here] = offset + len(data)
        file.pending.append(Write(offset, data))

    def _file(self, here: str) -> File:
        file = self.names[here]
        assert file is not None
        return file

    def _sync(self, here: str) -> None:
        if here == "." or self.names[here] is None:
            for folder, changes in self.pending_names:
                if folder == here:
                    _rename(self.safe_names, changes)
            self.pending_names = [change for change in self.pending_names if change[0] != here]
        else:
            self._file(here).settle()

    def _move(self, old: str, new: str) -> None:
        moved = [path for path in self.names if path == old or path.startswith(old + "/")]
        changes: list[tuple[str, File | str | None]] = []
        for path in moved:
            changes += [(path, "gone"), (new + path[len(old) :], self.names[path])]
        self._name(*changes)

    def _name(self, *changes: tuple[str, File | str | None]) -> None:
        """Change names now, and for certain when the folder is synced. A move within a folder is one change."""
        _rename(self.names, changes)
        self.pending_names.append((str(Path(changes[-1][0]).parent), changes))

    # --- after the power failed

    def unsafe_folders(self) -> dict[str, int]:
        """How many changes of names each folder could lose."""
        return dict(Counter(folder for folder, _ in self.pending_names))

    def remains(
        self, *, names: Mapping[str, int] | None = None, data: Keep | None = None, lost: Lost = Lost.WHOLLY
    ) -> dict[str, bytes]:
        """The files that are there afterwards. Of each folder's unsafe changes the first `names` survive (None: all;
        a folder keeps its own order, folders among each other do not), of the unsafe writes those that `data` says."""
        found, seen = dict(self.safe_names), Counter[str]()
        for folder, changes in self.pending_names:
            seen[folder] += 1
            if names is None or seen[folder] <= names.get(folder, 0):
                _rename(found, changes)
        return {
            path + "/" if file is None else path: b"" if file is None else file.content(data, lost=lost)
            for path, file in found.items()
        }


def _rename(names: dict[str, File | None], changes: Sequence[tuple[str, File | str | None]]) -> None:
    for path, file in changes:
        if isinstance(file, str):
            names.pop(path, None)
        else:
            names[path] = file


def _apply(data: bytearray, write: Write) -> None:
    if write.data is None:
        del data[write.offset :]
        data.extend(bytes(max(0, write.offset - len(data))))
        return
    data.extend(bytes(max(0, write.offset - len(data))))
    data[write.offset : write.offset + len(write.data)] = write.data


def put(files: dict[str, bytes], folder: Path) -> None:
    """Make `folder` hold exactly these files. A name whose folder was lost is lost with it."""
    folder.mkdir(parents=True)
    for path, data in sorted(files.items()):
        place = folder / path
        if not place.parent.is_dir():
            continue
        if path.endswith("/"):
            place.mkdir()
        else:
            place.write_bytes(data)
