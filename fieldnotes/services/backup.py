"""Make, list, test and restore backups, and say truthfully what each still holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from fieldnotes import clock
from fieldnotes.audit.checks import f02_folder_kind
from fieldnotes.audit.context import Context
from fieldnotes.audit.probes.process import Process
from fieldnotes.crypto import selftest
from fieldnotes.errors import (
    BackupDamaged,
    HeaderDamaged,
    NoSuchRecord,
    NotAVault,
)
from fieldnotes.i18n import N_, tr, trn
from fieldnotes.model.audit import Status
from fieldnotes.progress import Watch
from fieldnotes.services.session import SUFFIX, Session
from fieldnotes.services.way_in import WayIn, brought
from fieldnotes.vault.backup import backup_copy
from fieldnotes.vault.backup.backup_copy import Proof
from fieldnotes.vault.backup.backups import Backup, State
from fieldnotes.vault.slots.slots import SEALED, Credentials
from fieldnotes.vault.vault import Vault

__all__ = ["State"]  # the client shows it and may not import the vault itself

SAME_DISK = N_("This is the same disk as the vault's: whoever takes or breaks the computer takes both.")
SYNCHRONISED = N_("This folder is copied to other computers: old copies there outlive every deletion and passphrase.")
OLD_PASSPHRASE = N_("It opens with a passphrase that was changed since. Keep that one, or make a new backup.")
OLD_CODE = N_("It opens with a recovery code that was replaced since.")
OLD_ORGANISATION = N_("It opens with a key of an organisation that no longer opens the vault.")
LEVELS_SINCE = N_("It still holds and opens what was removed from the vault since: {levels}.")
NOT_FOR_ALL = N_(
    "The policy wants {n} key more to open every backup. Add its card as a way in (slot add), then make a new one."
)
NOT_FOR_ALL_MANY = N_(
    "The policy wants {n} keys more to open every backup. Add their cards as ways in (slot add), then make a new one."
)
OUTLIVES = N_(
    "The vault's keys were exchanged since, so it is not removed when newer ones are made. "
    "Remove its folder yourself once you no longer need it."
)
_CHANGED = {"passphrase": OLD_PASSPHRASE, "code": OLD_CODE, "hpke": OLD_ORGANISATION}


@dataclass(frozen=True, slots=True)
class BackupView:
    """A backup in a list; `remarks` are sentences on what it still holds or opens with. Days since it was made."""

    id: str
    name: str
    folder: str = field(repr=False)
    made: str
    tested: str
    state: State
    bytes: int
    age_days: int
    current: bool
    purged: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proved:
    """What was read back: `rows` by table, whether the SEALED values opened, what was already damaged in the vault."""

    made: str
    bytes: int
    rows: Mapping[str, int]
    sealed: bool
    problems: tuple[str, ...]

    @property
    def records(self) -> int:
        return self.rows.get("record", 0)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The same for people."""
        lines = [
            tr("It opens with the passphrase given, and every file is as it was written."),
            trn("One record with all its versions was read.", "{n} records with all their versions were read.",
                self.records),
            tr("The sealed compartment opens too, and everything in it was read.") if self.sealed
            else tr("The sealed compartment was not tried: give its passphrase to prove it too."),
        ]  # fmt: skip
        return (*lines, *(tr("Damaged already in the vault: {what}", what=problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Made:
    """A new backup, its proof, hints on its place, and how many older ones were removed for it."""

    backup: BackupView
    proof: Proved
    hints: tuple[str, ...] = ()
    removed: int = 0


def make(session: Session, folder: Path, *, watch: Watch | None = None) -> Made:
    """Make a backup in `folder` and prove it by reading it back. What is SEALED is proved if it is open.

    Raises:
        BackupPlaceRefused, PolicyForbids, CannotWrite, DiskFull, AlreadyExists, BackupDamaged: no backup was made.
        Cancelled: as `watch` says.
    """
    backup, proof = session.vault.backups.make(folder, watch or Watch())
    return Made(_view(backup), _proved(proof), hints(session, folder))


def hints(session: Session, folder: Path) -> tuple[str, ...]:
    """What speaks against a place for backups although it is possible, in sentences."""
    found = []
    with suppress(OSError):  # a folder above that cannot be read is no reason to say that a backup failed
        if folder.is_dir() and not is_elsewhere(session, folder):
            found.append(SAME_DISK)
        place = Context(folder.absolute() / "backup", Process())
        if f02_folder_kind.run(place).status is Status.FAIL:
            found.append(SYNCHRONISED)
    told = [tr(sentence) for sentence in found]
    if missing := len(session.vault.backups.without_way_in()):
        told.append(trn(NOT_FOR_ALL, NOT_FOR_ALL_MANY, missing))
    return tuple(told)


@dataclass(frozen=True, slots=True)
class Age:
    """Whole days since the newest backup that was read back, None where there never was one; whether it is too long."""

    days: int | None
    is_late: bool


def age(session: Session) -> Age:
    """How old the newest backup is, held to the vault's policy."""
    newest = session.vault.backups.newest()
    if newest is None:
        return Age(None, is_late=True)
    days = max(0, age_of(newest).days)
    return Age(days, is_late=days > session.vault.policy.rules.backup_age_days)


def backups(session: Session) -> list[BackupView]:
    """Every backup of this vault, newest first; those that were not written down are looked for first."""
    session.vault.backups.discover()
    return [_view(backup) for backup in session.vault.backups.all()]


def latest(session: Session) -> BackupView:
    """The newest backup that is there now.

    Raises:
        NoSuchRecord: none is.
    """
    for view in backups(session):
        if view.state is State.PRESENT:
            return view
    raise NoSuchRecord(name=tr("a backup that is there now"))


def path_of(view: BackupView) -> Path:
    """Where a listed backup lies."""
    return Path(view.folder) / view.name


def drill(path: Path, by: str | WayIn, *, sealed: str | WayIn | None = None, watch: Watch | None = None) -> Proved:
    """Open a backup as after a loss, with nothing but what somebody remembers, and read all of it.

    Raises:
        NotABackup, BackupDamaged, VaultTooNew, CannotRead: it would not help.
        WrongPassphrase, WrongSealedPassphrase, FactorMissing and others of `way_in.brought`.
    """
    selftest.run()
    with _typed(path, by, sealed) as (first, second):
        return _proved(backup_copy.prove(path, first, sealed=second, watch=watch or Watch()))


def note_drill(session: Session, backup_id: str, proof: Proved) -> None:
    """Write down that one of the vault's own backups was opened as after a loss.

    Raises:
        NoSuchRecord: no backup has that number.
    """
    session.vault.backups.note_tested(session.vault.backups.get(backup_id).id, sealed=proof.sealed)


def restore(
    path: Path, target: Path, by: str | WayIn, *, sealed: str | WayIn | None = None, watch: Watch | None = None
) -> tuple[Path, Proved]:
    """Make a vault of a backup at a new place (its ending is added), proved before it gets its name.

    Raises:
        AlreadyExists: something is there; nothing is ever written over.
        DiskFull, CannotWrite, Cancelled: nothing is left behind; others as `drill`.
    """
    selftest.run()
    if target.suffix != SUFFIX:
        target = target.with_name(target.name + SUFFIX)
    with _typed(path, by, sealed) as (first, second):
        return target, _proved(backup_copy.restore(path, target, first, sealed=second, watch=watch or Watch()))


def is_elsewhere(session: Session, folder: Path) -> bool:
    """Whether a folder is on another disk than the vault."""
    return folder.stat().st_dev != session.path.stat().st_dev


def age_of(made: str) -> timedelta:
    """How long ago that was, by the stamp of a backup."""
    return clock.now() - datetime.fromisoformat(made)


@contextmanager
def _typed(path: Path, by: str | WayIn, sealed: str | WayIn | None) -> Iterator[tuple[Credentials, Credentials | None]]:
    """The secrets for a backup folder, wiped afterwards."""
    backup_copy.read_manifest(path)
    try:
        info = Vault.info(path)
    except (NotAVault, HeaderDamaged) as error:
        raise BackupDamaged(name=path.name, what=error.sentence_text()) from error
    with brought(WayIn.of(by), info) as first:
        if sealed is None:
            yield first, None
            return
        with brought(WayIn.of(sealed), info, SEALED) as second:
            yield first, second


def _proved(proof: Proof) -> Proved:
    found = proof.manifest
    return Proved(found.made, found.bytes, dict(found.rows), proof.sealed, proof.problems)


def _view(backup: Backup) -> BackupView:
    return BackupView(
        id=backup.id,
        name=backup.path.name,
        folder=str(backup.path.parent),
        made=backup.made,
        tested=backup.tested,
        state=backup.state,
        bytes=backup.bytes,
        age_days=age_of(backup.made).days,
        current=backup.current,
        purged=backup.purged,
        remarks=tuple(_remarks(backup)),
    )


def _remarks(backup: Backup) -> Iterator[str]:
    if backup.state is State.REMOVED:
        return
    if backup.purged:
        codes = ", ".join(backup.purged)
        yield trn(
            "It still holds one record or name that was purged since: {codes}.",
            "It still holds {n} records or names that were purged since: {codes}.",
            len(backup.purged),
            codes=codes,
        )
    if backup.levels:
        yield tr(LEVELS_SINCE, levels=", ".join(backup.levels))
    for kind in sorted({slot.type for slot in backup.old_slots}):
        yield tr(_CHANGED.get(kind, OLD_PASSPHRASE))
    if backup.outlives:
        yield tr(OUTLIVES)
