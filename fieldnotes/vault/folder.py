"""Make and open the vault's folder: the order in which files, keys and locks come and go.

A new vault is made complete under another name and then renamed, so that a crash leaves no half vault. An existing
one is locked first, then its header checked, and only then is a passphrase stretched or a file touched.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import Path

from fieldnotes import __version__, clock
from fieldnotes.crypto import kdf
from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import AlreadyExists, HeaderDamaged, NotAVault, VaultDamaged, VaultTooNew, WrongPassphrase
from fieldnotes.files import InstanceLock, private_folder, remove_leftovers, sync_folder, translated
from fieldnotes.i18n import tr
from fieldnotes.model.level import Level
from fieldnotes.progress import Watch
from fieldnotes.vault import device, migrate
from fieldnotes.vault.connection import Connection
from fieldnotes.vault.device import DeviceKeys
from fieldnotes.vault.keys import header, rotation
from fieldnotes.vault.keys.header import Header
from fieldnotes.vault.keys.keys import FIRST_KID, Keys, first_keys
from fieldnotes.vault.ledger import ledger, ledger_frames, ledger_settling
from fieldnotes.vault.ledger.ledger_file import FILE_NAME as LEDGER_FILE
from fieldnotes.vault.ledger.ledger_file import LedgerFile
from fieldnotes.vault.ledger.ledger_state import State
from fieldnotes.vault.opened import DATABASE, Opened, change_header, new_database_files, note_header
from fieldnotes.vault.records import records, search_index
from fieldnotes.vault.slots import slots
from fieldnotes.vault.slots.slots import Credentials, PassphraseSlot
from fieldnotes.vault.store import Store
from fieldnotes.vault.travel import leaving

LOCK = "lock"

_VAULT_ID_BYTES = 16
_PSEUDONYM_BYTES = 32
_OURS = (header.FILE_NAME, header.FILE_NAME + ".new", DATABASE, DATABASE + "-journal", LOCK)


def create(
    path: Path, passphrase: Secret, *, sealed_passphrase: Secret | None, params: KdfParams | None, keys: DeviceKeys
) -> Opened:
    """Make a vault folder and open it.

    Raises:
        AlreadyExists: something is at `path`.
        DiskFull, CannotWrite: nothing is left behind.
    """
    if path.exists():
        raise AlreadyExists(name=path.name)
    staging = path.with_name(path.name + ".new")
    _discard(staging)
    private_folder(staging)
    try:
        master = _write_new(staging, passphrase, sealed_passphrase, params or kdf.calibrate(), keys)
        with translated(path):
            staging.rename(path)
            sync_folder(path.parent)
    except BaseException:
        _discard(staging)
        raise
    lock = InstanceLock(path / LOCK)
    return with_master(path, header.load(path), master, lock, Watch())


def open_folder(path: Path, credentials: Credentials, *, watch: Watch, read_only: bool = False) -> Opened:
    """Lock, check, unlock and open a vault folder, bringing its schema up to date.

    With `read_only` nothing is written, not even a lock: for backups and media that cannot be written.

    Raises:
        NotAVault, VaultInUse, VaultTooNew, HeaderDamaged, VaultDamaged: as found, in this order.
        WrongPassphrase: no slot opens.
    """
    header.load(path)
    lock = None if read_only else InstanceLock(path / LOCK)
    try:
        found = header.load(path)
        watch.step(0, None, "passphrase")
        master = _master_key(found, credentials)
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    return with_master(path, found, master, lock, watch)


def verify_header(opened: Opened) -> None:
    """Read the header file again: it must be ours, and the one that the database knows.

    Raises:
        HeaderDamaged: it is missing, was altered, or is another vault's or an older one.
    """
    try:
        found = header.load(opened.path)
    except (NotAVault, VaultTooNew) as error:
        raise HeaderDamaged(what=tr("it is missing or of another format")) from error
    store = opened.store
    header.authenticate(found, store.keys.master)
    noted = int(store.meta("header_generation", "0")), store.meta("header_sha256")
    if noted != (found.generation, header.fingerprint(found)):
        raise HeaderDamaged(what=tr("the database knows another one"))


def with_master(path: Path, found: Header, master: Secret, lock: InstanceLock | None, watch: Watch) -> Opened:
    """Open a folder whose master key is known; `master` is taken over.

    Raises:
        HeaderDamaged, VaultDamaged, VaultTooNew: `lock` is released.
    """
    keys = Keys(found.vault_id, master)
    connection: Connection | None = None
    try:
        header.authenticate(found, master)
        keys, database_keys = Keys.unwrapped(found, master)
        connection, which = _connected(path / DATABASE, database_keys, read_only=lock is None)
        watch.step(1, None, "database")
        file = None if lock is None else LedgerFile(path / LEDGER_FILE)
        opened = Opened(path, found, Store(connection, keys, file), lock)
        if lock is None:
            opened = replace(opened, notices=ledger_settling.examine(path, opened.store).notices)
        else:
            opened = _brought_up_to_date(opened, which)
    except BaseException:
        if connection is not None:
            connection.close()
        keys.wipe()
        master.wipe()
        if lock is not None:
            lock.release()
        raise
    return opened


def _master_key(found: Header, credentials: Credentials) -> Secret:
    opened = slots.unlock(credentials, found.slots_for(slots.MASTER), vault_id=found.vault_id)
    if opened is None:
        raise WrongPassphrase
    return opened[0]


def _connected(database: Path, keys: list[Secret], *, read_only: bool) -> tuple[Connection, int]:
    """The database with the one of `keys` that opens it, and which one that is. Wipes them.

    There are two while the database is being replaced by a copy under a new key: each state of it opens with one.
    """
    damaged: VaultDamaged | None = None
    try:
        for which in reversed(range(len(keys))):
            try:
                return Connection(database, keys[which], read_only=read_only), which
            except VaultDamaged as error:
                damaged = error
    finally:
        for key in keys:
            key.wipe()
    assert damaged is not None
    raise damaged


def _brought_up_to_date(opened: Opened, which: int) -> Opened:
    """What only somebody who may write does after opening: newest schema, unfinished work finished, leftovers away."""
    path, store = opened.path, opened.store
    before = ledger_settling.examine(path, store)  # of the pages as they are, so before any change of them
    if before.state is not None:
        ledger_settling.settle_if_possible(store, before, auditor=opened.header.auditor)
    migrate.to_newest(store.connection, name=path.name)
    if before.state is None:
        ledger_settling.settle(store, before, auditor=opened.header.auditor)
    opened = replace(opened, notices=before.notices)
    _compare_generations(opened)
    if len(opened.header.database_keys) > 1:
        opened = change_header(opened, replace(opened.header, database_keys=(opened.header.database_keys[which],)))
    opened = leaving.finished_if_possible(rotation.finished(opened))
    store = opened.store
    if store.meta("fold_version") != search_index.FOLD_VERSION:
        records.rebuild_index(store)
    header.remove_leftovers(path)
    remove_leftovers(*new_database_files(path))
    return opened


def _write_new(
    staging: Path, passphrase: Secret, sealed_passphrase: Secret | None, params: KdfParams, device_keys: DeviceKeys
) -> Secret:
    """Database first, header last: a folder without a header is no vault."""
    vault_id, master = secrets.token_bytes(_VAULT_ID_BYTES), Secret.random()
    with Secret.random() as database_key, Secret.random() as sealed_master, Secret.random() as sealed_key:
        keys = Keys(vault_id, master.copy())
        first_database_key, level_keys = first_keys(vault_id, master, database_key)
        second = passphrase if sealed_passphrase is None else sealed_passphrase
        found = Header(
            vault_id=vault_id,
            generation=1,
            created=clock.today().strftime("%Y-%m"),
            slots=(
                _first_slot(1, slots.MASTER, master, passphrase, params, vault_id),
                _first_slot(2, slots.SEALED, sealed_master, second, params, vault_id),
            ),
            database_keys=(first_database_key,),
            level_keys={level: (key,) for level, key in level_keys.items()}
            | {Level.SEALED: (keys.wrapped_anew(Level.SEALED, FIRST_KID, sealed_key, under=sealed_master),)},
            signing_public=device_keys.signing_public,
        )
        data = header.encoded(found, master)
        found = header.parse(data)
        keys.take(found)
        connection = Connection(staging / DATABASE, database_key, create=True)
        try:
            store = Store(connection, keys)
            migrate.to_newest(connection, name=staging.name)
            with store.transaction():
                note_header(store, found)
                store.set_meta("fold_version", search_index.FOLD_VERSION)
                device.keep(store, device_keys)
                store.set_secret("pseudonym", secrets.token_bytes(_PSEUDONYM_BYTES))
                ledger_frames.begin_epoch(store, State(), auditor=found.auditor)
                store.set_meta(ledger_settling.PROGRAM, __version__)
                ledger.append(store, "create", version=__version__)
        finally:
            connection.close()
            keys.wipe()
    header.save(staging, data)
    return master


def _first_slot(
    slot_id: int, opens: str, key: Secret, passphrase: Secret, params: KdfParams, vault_id: bytes
) -> PassphraseSlot:
    params = replace(params, salt=kdf.fresh_salt())
    credentials = Credentials(passphrase=passphrase)
    return slots.for_passphrase(key, credentials, slot_id=slot_id, opens=opens, params=params, vault_id=vault_id)


def _compare_generations(opened: Opened) -> None:
    """The header's number is repeated in the database, so that one of them put back from an old copy is noticed.

    A header one ahead is what a crash between saving it and noting it leaves: it is authentic, so it is noted now.
    """
    store, found = opened.store, opened.header
    noted = int(store.meta("header_generation", "0"))
    same = store.meta("header_sha256") == header.fingerprint(found)
    if found.generation == noted + 1:
        note_header(store, found)
    elif found.generation > noted:
        raise VaultDamaged(what=tr("the database is older than the header"))
    elif found.generation < noted or not same:
        raise HeaderDamaged(what=tr("it is older than the database"))


def _discard(staging: Path) -> None:
    """Remove what an interrupted creation left: our own file names only, then the empty folder."""
    if not staging.is_dir():
        return
    with translated(staging):
        for name in _OURS:
            (staging / name).unlink(missing_ok=True)
        try:
            staging.rmdir()
        except OSError as error:
            raise AlreadyExists(name=staging.name) from error
