"""Make and open the vault's folder: the order in which files, keys and locks come and go.

A new vault is made complete under another name and then renamed, so that a crash leaves no half vault. An existing
one is locked first, then its header checked, and only then is a passphrase stretched or a file touched.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from fieldnotes import clock
from fieldnotes.crypto import kdf
from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import AlreadyExists, HeaderDamaged, NotAVault, VaultDamaged, VaultTooNew, WrongPassphrase
from fieldnotes.files import InstanceLock, private_folder, sync_folder, translated
from fieldnotes.i18n import tr
from fieldnotes.progress import Watch
from fieldnotes.vault import device, header, ledger, migrate, records, search_index, slots
from fieldnotes.vault.connection import Connection
from fieldnotes.vault.device import DeviceKeys
from fieldnotes.vault.header import Header
from fieldnotes.vault.keys import Keys, new_wrapped_keys
from fieldnotes.vault.store import Store

DATABASE = "vault.db"
LOCK = "lock"

_VAULT_ID_BYTES = 16
_PSEUDONYM_BYTES = 32
_MASTER_SLOT, _SEALED_SLOT = 1, 2
_OURS = (header.FILE_NAME, header.FILE_NAME + ".new", DATABASE, DATABASE + "-journal", LOCK)


@dataclass(frozen=True, slots=True)
class Opened:
    """Everything that an open vault holds and gives back in `close`."""

    path: Path
    header: Header
    store: Store
    lock: InstanceLock

    def close(self) -> None:
        """Close the database, wipe the keys, let others in: in this order."""
        self.store.connection.close()
        self.store.keys.wipe()
        self.lock.release()


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
    return _with_master(path, header.load(path), master, lock, Watch())


def open_folder(path: Path, passphrase: Secret, *, watch: Watch) -> Opened:
    """Lock, check, unlock and open a vault folder, bringing its schema up to date.

    Raises:
        NotAVault, VaultInUse, VaultTooNew, HeaderDamaged, VaultDamaged: as found, in this order.
        WrongPassphrase: no slot opens.
    """
    header.load(path)
    lock = InstanceLock(path / LOCK)
    try:
        found = header.load(path)
        watch.step(0, None, "passphrase")
        master = _master_key(found, passphrase)
    except BaseException:
        lock.release()
        raise
    return _with_master(path, found, master, lock, watch)


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


def _master_key(found: Header, passphrase: Secret) -> Secret:
    master = slots.unlock(passphrase, found.slots_for(slots.MASTER), vault_id=found.vault_id)
    if master is None:
        raise WrongPassphrase
    return master


def _with_master(path: Path, found: Header, master: Secret, lock: InstanceLock, watch: Watch) -> Opened:
    keys = Keys(found.vault_id, master)
    connection: Connection | None = None
    try:
        header.authenticate(found, master)
        keys, database_key = Keys.unwrapped(found, master)
        with database_key:
            connection = Connection(path / DATABASE, database_key)
        watch.step(1, None, "database")
        migrate.to_newest(connection, name=path.name)
        opened = Opened(path, found, Store(connection, keys), lock)
        _compare_generations(opened)
        if opened.store.meta("fold_version") != search_index.FOLD_VERSION:
            records.rebuild_index(opened.store)
        header.remove_leftovers(path)
    except BaseException:
        if connection is not None:
            connection.close()
        keys.wipe()
        master.wipe()
        lock.release()
        raise
    return opened


def _write_new(
    staging: Path, passphrase: Secret, sealed_passphrase: Secret | None, params: KdfParams, device_keys: DeviceKeys
) -> Secret:
    """Database first, header last: a folder without a header is no vault."""
    vault_id, master = secrets.token_bytes(_VAULT_ID_BYTES), Secret.random()
    with Secret.random() as database_key, Secret.random() as sealed_key:
        master_slot = slots.make(
            passphrase, master, slot_id=_MASTER_SLOT, opens=slots.MASTER, params=params, vault_id=vault_id
        )
        sealed_slot = slots.make(
            *(passphrase if sealed_passphrase is None else sealed_passphrase, sealed_key),
            slot_id=_SEALED_SLOT,
            opens=slots.SEALED,
            params=replace(params, salt=kdf.fresh_salt()),
            vault_id=vault_id,
        )
        wrapped_database_key, level_keys = new_wrapped_keys(vault_id, master, database_key)
        data = header.compose(
            vault_id=vault_id,
            generation=1,
            created=clock.today().strftime("%Y-%m"),
            slots=(master_slot, sealed_slot),
            database_key=wrapped_database_key,
            level_keys=level_keys,
            signing_public=device_keys.signing_public,
            master=master,
        )
        found = header.parse(data)
        keys, opened_key = Keys.unwrapped(found, master.copy())
        opened_key.wipe()
        connection = Connection(staging / DATABASE, database_key, create=True)
        try:
            store = Store(connection, keys)
            migrate.to_newest(connection, name=staging.name)
            with store.transaction():
                store.set_meta("header_generation", "1")
                store.set_meta("header_sha256", header.fingerprint(found))
                store.set_meta("fold_version", search_index.FOLD_VERSION)
                device.keep(store, device_keys)
                store.set_secret("pseudonym", secrets.token_bytes(_PSEUDONYM_BYTES))
                ledger.append(store, "create")
        finally:
            connection.close()
            keys.wipe()
    header.save(staging, data)
    return master


def _compare_generations(opened: Opened) -> None:
    """The header's number is repeated in the database, so that one of them put back from an old copy is noticed.

    A header one ahead is what a crash between saving it and noting it leaves: it is authentic, so it is noted now.
    """
    store, found = opened.store, opened.header
    noted = int(store.meta("header_generation", "0"))
    same = store.meta("header_sha256") == header.fingerprint(found)
    if found.generation == noted + 1:
        with store.transaction():
            store.set_meta("header_generation", str(found.generation))
            store.set_meta("header_sha256", header.fingerprint(found))
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
