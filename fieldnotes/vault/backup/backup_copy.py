"""Make, prove and restore one backup: a folder that is a whole vault under another name, and a list of its files.

Renamed to `.fieldnotes` it opens like any vault, so that nobody depends on this program's own restore. It is written
under a name ending in `.new`, read back and examined, and only then gets its name; a restored vault likewise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fieldnotes import clock
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import (
    AlreadyExists,
    BackupDamaged,
    BackupPlaceRefused,
    CannotWrite,
    HeaderDamaged,
    NotABackup,
    NotAVault,
    VaultDamaged,
    WrongPassphrase,
    WrongSealedPassphrase,
)
from fieldnotes.files import (
    InstanceLock,
    atomic_write,
    need_space,
    private_folder,
    read_limited,
    translated,
)
from fieldnotes.i18n import tr
from fieldnotes.progress import Watch
from fieldnotes.vault import check, folder
from fieldnotes.vault.backup import backup_folder, backup_manifest
from fieldnotes.vault.backup.backup_folder import STAGING, SUFFIX
from fieldnotes.vault.backup.backup_manifest import FILES, LEDGER, Manifest
from fieldnotes.vault.check import Problem
from fieldnotes.vault.keys import header
from fieldnotes.vault.keys.header import Header
from fieldnotes.vault.keys.keys import Keys
from fieldnotes.vault.ledger import ledger, ledger_settling
from fieldnotes.vault.opened import DATABASE, Opened
from fieldnotes.vault.slots import slots
from fieldnotes.vault.slots.slots import Credentials
from fieldnotes.vault.store import new_id

_VAULT_SUFFIX = ".fieldnotes"
_SPARE_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Proof:
    """A backup that was read back whole. `sealed`: its SEALED values were opened too.

    `problems` are those that the vault itself already had when the backup was made: no reason to have none at all.
    """

    manifest: Manifest
    header: Header
    sealed: bool
    problems: tuple[str, ...] = ()


def make(opened: Opened, place: Path, watch: Watch) -> tuple[Path, Proof]:
    """Write a backup into the folder `place` and prove it. What cannot be kept whole leaves nothing behind.

    Raises:
        BackupPlaceRefused: `place` is within the vault.
        CannotWrite, DiskFull, AlreadyExists: no backup was made.
        BackupDamaged: the disk did not give back what was written, or the vault itself is damaged.
        Cancelled: nobody waits any more.
    """
    _refuse_own(opened, place)
    backup_folder.remove_stale(place, opened.header.vault_id)
    with translated(opened.path):
        size = sum(path.stat().st_size for path in (opened.path / name for name in FILES) if path.is_file())
    need_space(place, 2 * size + _SPARE_BYTES)
    name = opened.path.name.removesuffix(_VAULT_SUFFIX)
    target = place / f"{name}-{clock.now():%Y%m%d-%H%M%S}{SUFFIX}"
    if target.exists():
        raise AlreadyExists(name=target.name)
    staging = target.with_name(target.name + STAGING)
    private_folder(staging)
    try:
        manifest = _write(opened, staging, watch)
        proof = _proved(staging, manifest, opened.store.keys.master.copy(), _sealed_master(opened.store.keys), watch)
        _as_good_as_the_vault(opened, target.name, proof, watch)
        backup_folder.rename(staging, target)
    except BaseException:
        backup_folder.discard(staging)
        raise
    return target, proof


def read_manifest(path: Path) -> tuple[Manifest, bytes]:
    """The list of files of a backup folder, not yet authenticated.

    Raises:
        NotABackup: there is none.
        BackupDamaged: it cannot be read.
    """
    file = path / backup_manifest.FILE_NAME
    if not file.is_file():
        raise NotABackup(name=path.name)
    return backup_manifest.parse(read_limited(file, backup_manifest.LIMIT_BYTES), name=path.name)


def prove(path: Path, credentials: Credentials, *, sealed: Credentials | None = None, watch: Watch) -> Proof:
    """Open a backup with secrets typed anew and examine everything in it; nothing is written.

    Raises:
        NotABackup, BackupDamaged: see `read_manifest`; or a file is not what was written.
        WrongPassphrase, WrongSealedPassphrase: the backup was made when another one was in use.
        VaultTooNew: it was written by a later program.
    """
    manifest, seal = read_manifest(path)
    master, sealed_master = _unlocked(path, manifest, credentials, sealed)
    try:
        manifest = backup_manifest.authenticated(manifest, seal, master, name=path.name)
    except BaseException:
        _wipe(master, sealed_master)
        raise
    return _proved(path, manifest, master, sealed_master, watch)


def restore(
    path: Path, target: Path, credentials: Credentials, *, sealed: Credentials | None = None, watch: Watch
) -> Proof:
    """Make a vault at `target` of a backup: copied, proved, branched off in its ledger, and only then renamed.

    Raises:
        AlreadyExists: something is at `target`; nothing is ever written over.
        DiskFull, CannotWrite, Cancelled: nothing is left behind.
        NotABackup, BackupDamaged, WrongPassphrase, WrongSealedPassphrase, VaultTooNew: as `prove`.
    """
    if target.exists():
        raise AlreadyExists(name=target.name)
    manifest, seal = read_manifest(path)
    master, sealed_master = _unlocked(path, manifest, credentials, sealed)
    staging = target.with_name(target.name + STAGING)
    try:
        manifest = backup_manifest.authenticated(manifest, seal, master, name=path.name)
        need_space(target.parent, manifest.bytes + _SPARE_BYTES)
        backup_folder.discard(staging)
        private_folder(staging)
        try:
            backup_folder.copy_files(path, staging, manifest, watch)
            proof = _proved(staging, manifest, master.copy(), sealed_master, watch)
            _branch(staging, manifest, master.copy(), watch)
            backup_folder.rename(staging, target)
        except BaseException:
            backup_folder.discard(staging)
            raise
    finally:
        _wipe(master, sealed_master)
    return proof


def _refuse_own(opened: Opened, place: Path) -> None:
    """A copy inside the vault would be lost with it, and copied by the next one."""
    if not place.is_dir():
        raise CannotWrite(name=place.name, reason=tr("there is no such folder"))
    inside = place.resolve()
    own = opened.path.resolve()
    if inside == own or own in inside.parents:
        raise BackupPlaceRefused(name=place.name, why=tr("it is inside the vault itself"))


def _write(opened: Opened, staging: Path, watch: Watch) -> Manifest:
    """The header goes first: it says whose an interrupted copy is."""
    store = opened.store
    # A seal over the pages, as a lock leaves it at the ledger's end, would not fit those of the copy.
    ledger.append(store, "backup")
    data = read_limited(opened.path / header.FILE_NAME, header.LIMIT_BYTES)
    found = header.parse(data, name=opened.path.name)
    header.authenticate(found, store.keys.master)
    atomic_write(staging / header.FILE_NAME, data)
    if (opened.path / LEDGER).is_file():
        backup_folder.copy(opened.path / LEDGER, staging / LEDGER, watch)
    with _database_key(found, store.keys.master) as key:
        store.connection.copy_to(staging / DATABASE, key, watch)
    sums = {name: backup_manifest.sum_of(staging / name, watch) for name in FILES if (staging / name).is_file()}
    manifest = Manifest(
        id=new_id(),
        vault=found.vault_id.hex(),
        made=clock.stamp(),
        generation=found.generation,
        ledger=ledger_length(opened),
        files=sums,
        rows=backup_manifest.rows_of(store),
    )
    atomic_write(staging / backup_manifest.FILE_NAME, backup_manifest.encoded(manifest, store.keys.master))
    return manifest


def ledger_length(opened: Opened) -> int:
    """The number of the newest entry of the ledger, 0 in an empty one."""
    return int(opened.store.connection.value("SELECT max(seq) FROM ledger") or 0)


def _proved(path: Path, manifest: Manifest, master: Secret, sealed_master: Secret | None, watch: Watch) -> Proof:
    """Read everything back as somebody would who has nothing but this folder. Takes the keys over."""
    name = path.name.removesuffix(STAGING)
    try:
        for file, expected in manifest.files.items():
            if backup_manifest.sum_of(path / file, watch) != expected:
                raise BackupDamaged(name=name, what=tr("{file} is not what was written", file=file))
        found = header.load(path)
        copy = folder.with_master(path, found, master.copy(), None, watch)
        try:
            if sealed_master is not None:
                copy.store.keys.open_sealed(found, sealed_master.copy())
            if backup_manifest.rows_of(copy.store) != dict(manifest.rows):
                raise BackupDamaged(name=name, what=tr("rows are missing"))
            problems = (
                *_told(check.examine(copy.store, watch)),
                *(f"ledger: {one.kind.value}" for one in copy.notices),
            )
        finally:
            copy.close()
    except (HeaderDamaged, VaultDamaged) as error:
        raise BackupDamaged(name=name, what=str(error.params["what"])) from error
    except NotAVault as error:
        raise BackupDamaged(name=name, what=tr("{file} is missing", file=header.FILE_NAME)) from error
    finally:
        _wipe(master, sealed_master)
    return Proof(manifest, found, sealed=sealed_master is not None, problems=problems)


def _as_good_as_the_vault(opened: Opened, name: str, proof: Proof, watch: Watch) -> None:
    """One damaged record is no reason to have no copy of all others; damage that only the copy has is."""
    if proof.problems and not set(proof.problems) <= set(_told(check.examine(opened.store, watch))):
        raise BackupDamaged(name=name, what=proof.problems[0])


def _told(problems: Iterable[Problem]) -> tuple[str, ...]:
    return tuple(f"{problem.area.value}: {problem.subject}" for problem in problems)


def _unlocked(
    path: Path, manifest: Manifest, credentials: Credentials, sealed: Credentials | None
) -> tuple[Secret, Secret | None]:
    """The master key, and the SEALED one where its secret was given."""
    backup_folder.compare_sizes(path, manifest)
    try:
        found = header.load(path)
    except (NotAVault, HeaderDamaged) as error:
        what = error.params.get("what", tr("{file} is missing", file=header.FILE_NAME))
        raise BackupDamaged(name=path.name, what=str(what)) from error
    if found.vault_id.hex() != manifest.vault:
        raise BackupDamaged(name=path.name, what=tr("its files are of different vaults"))
    master = slots.unlock(credentials, found.slots_for(slots.MASTER), vault_id=found.vault_id)
    if master is None:
        raise WrongPassphrase
    if sealed is None:
        return master[0], None
    sealed_master = slots.unlock(sealed, found.slots_for(slots.SEALED), vault_id=found.vault_id)
    if sealed_master is None:
        master[0].wipe()
        raise WrongSealedPassphrase
    return master[0], sealed_master[0]


def _branch(staging: Path, manifest: Manifest, master: Secret, watch: Watch) -> None:
    """From here on the restored vault has a history of its own, which says where it began."""
    copy = folder.with_master(staging, header.load(staging), master, InstanceLock(staging / folder.LOCK), watch)
    try:
        ledger.append(copy.store, "restored-from", backup=manifest.id, made=manifest.made, entries=manifest.ledger)
        ledger_settling.branch(copy.store, "restored", auditor=copy.header.auditor)
    finally:
        copy.close()


def _database_key(found: Header, master: Secret) -> Secret:
    """The newest key of the database; the caller wipes it."""
    keys, listed = Keys.unwrapped(found, master.copy())
    keys.wipe()
    for older in listed[:-1]:
        older.wipe()
    return listed[-1]


def _sealed_master(keys: Keys) -> Secret | None:
    return keys.sealed_master.copy() if keys.sealed_is_open else None


def _wipe(*found: Secret | None) -> None:
    for secret in found:
        if secret is not None:
            secret.wipe()
