"""An open vault folder, and the one way to replace its header."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from fieldnotes.files import InstanceLock
from fieldnotes.vault import header
from fieldnotes.vault.header import Header
from fieldnotes.vault.store import Store

DATABASE = "vault.db"
NEW_DATABASE = "vault.db.new"
"""A copy under a new key before it takes the database's place."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Everything that an open vault holds and gives back in `close`."""

    path: Path
    header: Header
    store: Store
    lock: InstanceLock | None
    """None for a folder that is only read: a backup, or a medium that cannot be written."""

    @property
    def database(self) -> Path:
        return self.path / DATABASE

    def close(self) -> None:
        """Close the database, wipe the keys, let others in: in this order."""
        self.store.connection.close()
        self.store.keys.wipe()
        if self.lock is not None:
            self.lock.release()


def change_header(opened: Opened, changed: Header) -> Opened:
    """Replace the header by `changed` as the next generation, and take the level keys that it lists.

    The header is in place before the database notes it: a crash in between leaves a header one generation ahead,
    which the next unlock notes.

    Raises:
        DiskFull, CannotWrite: the old header is in place.
    """
    store = opened.store
    following = replace(changed, generation=opened.header.generation + 1)
    header.save(opened.path, header.encoded(following, store.keys.master))
    found = header.load(opened.path)
    header.authenticate(found, store.keys.master)
    store.keys.take(found)
    note_header(store, found)
    return replace(opened, header=found)


def note_header(store: Store, found: Header) -> None:
    """Repeat the header's generation and digest in the database, so that an old copy of either is noticed."""
    with store.transaction():
        store.set_meta("header_generation", str(found.generation))
        store.set_meta("header_sha256", header.fingerprint(found))
