"""An open vault folder, and the one way to replace its header."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from fieldnotes.errors import Bug, HeaderDamaged
from fieldnotes.files import InstanceLock, sync_folder, translated
from fieldnotes.i18n import tr
from fieldnotes.vault.keys import header
from fieldnotes.vault.keys.header import Header
from fieldnotes.vault.ledger import ledger_closing
from fieldnotes.vault.notices import Notice
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
    notices: tuple[Notice, ...] = ()
    """What the opening found that must be told."""

    @property
    def database(self) -> Path:
        return self.path / DATABASE

    def close(self) -> None:
        """Close the database, wipe the keys, seal the pages as they now are, let others in: in this order,
        and each of them whatever becomes of the one before."""
        closing = None
        with ExitStack() as leaving:
            if self.lock is not None:
                leaving.callback(self.lock.release)
            leaving.callback(lambda: closing.finish() if closing is not None else None)
            leaving.callback(self.store.keys.wipe)
            leaving.callback(self.store.connection.close)
            if self.lock is not None:
                closing = ledger_closing.begin(self.store)


def new_database_files(folder: Path) -> tuple[Path, ...]:
    """What an interrupted copy leaves: the copy and its journal, which must never meet another copy."""
    return folder / NEW_DATABASE, folder / (NEW_DATABASE + "-journal")


def change_header(opened: Opened, changed: Header) -> Opened:
    """Replace the header by `changed` as the next generation, and take the level keys that it lists.

    The header is in place before the database notes it: a crash in between leaves a header one generation ahead,
    which the next unlock notes.

    Raises:
        DiskFull, CannotWrite: the old header is in place.
        HeaderDamaged: the header in place is not the one that was opened; nothing was changed.
    """
    store = opened.store
    if not is_in_place(opened):
        # A change was interrupted after its header was in place. Another one from before it would drop its keys.
        raise HeaderDamaged(what=tr("it was changed since the vault was unlocked; lock and unlock it"))
    if store.meta("header_sha256") != header.fingerprint(opened.header):
        note_header(store, opened.header)  # a header two ahead of what the database knows would never open again
    following = replace(changed, generation=opened.header.generation + 1)
    header.save(opened.path, _readable(header.encoded(following, store.keys.master)))
    found = header.load(opened.path)
    header.authenticate(found, store.keys.master)
    store.keys.take(found)
    note_header(store, found)
    return replace(opened, header=found)


def _readable(data: bytes) -> bytes:
    """`data` once it was read back: a header that could not be read would shut the vault for ever.

    Raises:
        Bug: it could not; the old header is in place.
    """
    try:
        header.parse(data)
    except HeaderDamaged as error:
        raise Bug(what=tr("a header would not be readable")) from error
    if len(data) > header.LIMIT_BYTES:
        raise Bug(what=tr("a header would be too long"))
    return data


def is_in_place(opened: Opened) -> bool:
    """Whether the header file is the one that was opened."""
    return header.fingerprint(header.load(opened.path)) == header.fingerprint(opened.header)


def note_header(store: Store, found: Header) -> None:
    """Repeat the header's generation and digest in the database, so that an old copy of either is noticed."""
    with store.transaction():
        store.set_meta("header_generation", str(found.generation))
        store.set_meta("header_sha256", header.fingerprint(found))


def remove_old_copies(opened: Opened) -> None:
    """Copies from before an upgrade of the schema lie beside the database, under the same key, with all its rows.

    A folder of such a name is none of ours and must not keep the vault shut. Raises CannotWrite.
    """
    with translated(opened.database):
        for copy in opened.path.glob(DATABASE + ".v*"):
            if copy.is_symlink() or not copy.is_dir():
                copy.unlink()
        sync_folder(opened.path)
