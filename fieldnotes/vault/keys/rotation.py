"""Change keys so that a crash at any moment leaves a vault that opens: level keys in place, the database key by a copy.

Both go the same way: the header lists the old and the new key; the values move; the header lists the new one alone.
Whatever state a crash leaves is finished by the next unlock. SQLCipher's own `rekey` is never used: a full disk
during it leaves a database that opens with neither key (measured).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from fieldnotes.crypto.secret import Secret
from fieldnotes.files import need_space, sync_folder, translated
from fieldnotes.model.level import Level
from fieldnotes.progress import Watch
from fieldnotes.vault.connection import Connection
from fieldnotes.vault.keys import sealed_values
from fieldnotes.vault.keys.header import Header, WrappedKey
from fieldnotes.vault.keys.keys import FIRST_KID
from fieldnotes.vault.ledger import ledger
from fieldnotes.vault.opened import NEW_DATABASE, Opened, change_header, new_database_files, note_header
from fieldnotes.vault.store import Store

_SPARE_BYTES = 16 * 1024 * 1024


def rotate_levels(opened: Opened, levels: Collection[Level], watch: Watch) -> Opened:
    """Give each of `levels` a new key and put every value's record key under it. The old keys are then gone here.

    Old copies of header and database still open each other: only what is written from now on, and the present files,
    are out of the old key's reach.

    Raises:
        SealedClosed: SEALED is among them and its compartment is closed.
        DiskFull, CannotWrite: the old keys are still in place, or both until the next unlock.
    """
    watch.check()
    opened = finished(begun(opened, levels))
    ledger.append(opened.store, "level-keys", levels=" ".join(level.name for level in sorted(levels)))
    return opened


def begun(opened: Opened, levels: Collection[Level]) -> Opened:
    """List a new key for each of `levels` beside the present one: what is written from now on goes under the new one.

    What an earlier rotation left is moved first, so that no key is let go of while something lies under it.
    """
    if not levels:
        return opened
    opened = finished(opened)
    level_keys = dict(opened.header.level_keys)
    for level in levels:
        level_keys[level] = (*_present(opened, level), _fresh(opened, level))
    return change_header(opened, replace(opened.header, level_keys=level_keys))


def finished(opened: Opened) -> Opened:
    """Move what a rotation has not moved yet, and let go of old keys. SEALED waits until its compartment is open."""
    keys, header = opened.store.keys, opened.header
    moving = {level for level, wrapped in header.level_keys.items() if len(wrapped) > 1}
    if not keys.sealed_is_open:
        moving.discard(Level.SEALED)
    if not moving:
        return opened
    with opened.store.rewriting():
        for value in sealed_values.all_of(opened.store, moving):
            value.move_to_newest_key(opened.store)
    level_keys = {level: wrapped[-1:] if level in moving else wrapped for level, wrapped in header.level_keys.items()}
    return change_header(opened, replace(header, level_keys=level_keys))


def rewrite_database(opened: Opened, watch: Watch) -> Opened:
    """Write the whole database afresh under a new key and put it in place; what was deleted from it is not copied.

    The connection of `opened` is closed; the answer has another.

    Raises:
        DiskFull, CannotWrite, Cancelled: the old database is in place and open.
    """
    store, new = opened.store, opened.path / NEW_DATABASE
    with translated(new):
        for stale in new_database_files(opened.path):
            stale.unlink(missing_ok=True)
    need_space(opened.path, opened.database.stat().st_size + _SPARE_BYTES)
    with Secret.random() as key:
        store.connection.copy_to(new, key, watch)
        old_keys = opened.header.database_keys
        wrapped = store.keys.wrapped_anew(None, old_keys[-1].kid + 1, key)
        both: Header = replace(opened.header, database_keys=(old_keys[-1], wrapped))
        opened = change_header(opened, both)
        connection = Connection(new, key)
        try:
            note_header(Store(connection, store.keys), opened.header)
        finally:
            connection.close()
        with translated(opened.database):
            new.replace(opened.database)
            sync_folder(opened.path)
        store.connection.close()
        opened = replace(opened, store=replace(store, connection=Connection(opened.database, key)))
    opened = change_header(opened, replace(opened.header, database_keys=(wrapped,)))
    ledger.append(opened.store, "database-key")
    return opened


def _present(opened: Opened, level: Level) -> tuple[WrappedKey, ...]:
    """The newest wrapped key of a level; a SEALED one that was never rotated is made explicit."""
    found = opened.header.level_keys.get(level)
    if found is not None:
        return found[-1:]
    keys = opened.store.keys
    return (keys.wrapped_anew(level, FIRST_KID, keys.sealed_master),)


def _fresh(opened: Opened, level: Level) -> WrappedKey:
    with Secret.random() as key:
        return opened.store.keys.wrapped_anew(level, _present(opened, level)[-1].kid + 1, key)
