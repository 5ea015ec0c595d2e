"""From an empty folder to a vault that survives: what a place is like, a code that was tried, a copy that opens."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from fieldnotes.audit.checks import f02_folder_kind
from fieldnotes.audit.context import Context
from fieldnotes.audit.probes.process import Process
from fieldnotes.errors import WordsDiffer
from fieldnotes.i18n import N_, tr
from fieldnotes.model.audit import Status
from fieldnotes.progress import Watch
from fieldnotes.services import access, backup, care, recovery
from fieldnotes.services.backup import Made, Proved
from fieldnotes.services.recovery import Offer
from fieldnotes.services.session import SUFFIX, Session
from fieldnotes.services.way_in import WayIn

TAKEN = N_("There is a folder of that name already. Choose another name.")
NO_FOLDER = N_("This folder is not there.")
_KINDS = {
    Status.FAIL: N_("A service copies this folder elsewhere, or it lies on another computer: copies there outlive "
                    "every deletion and every passphrase."),
    Status.WARN: N_("This disk can be taken out, or keeps no file private. A fixed disk of this computer is better."),
}  # fmt: skip


class Missing(StrEnum):
    """What a vault still needs to survive a forgotten passphrase and a lost computer, in the order to do it."""

    CODE = "code"
    CODE_TEST = "code-test"
    BACKUP = "backup"
    BACKUP_TEST = "backup-test"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a vault is to be made. `problem` forbids it, `remark` only speaks against it; both are sentences."""

    problem: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Copied:
    """The first backup; `opened` is its proof by a passphrase alone, None where none was typed."""

    made: Made
    opened: Proved | None = None


def place(folder: Path, name: str) -> Place:
    """Look at a folder before a vault of this name is made in it. Changes nothing."""
    if not folder.is_dir():
        return Place(problem=tr(NO_FOLDER))
    target = folder / f"{name.removesuffix(SUFFIX)}{SUFFIX}"
    if target.exists():
        return Place(problem=tr(TAKEN))
    kind = f02_folder_kind.run(Context(target.absolute(), Process())).status
    return Place(remark=tr(_KINDS[kind]) if kind in _KINDS else "")


def prove_code(session: Session, present: str | WayIn, offered: Offer, text: str) -> tuple[str, ...]:
    """Keep a recovery code that was typed back whole from paper, and open the vault with it: which compartments it
    opens. The ledger says that it was made and that it was tested.

    Raises:
        BadRecoveryCode, WordsDiffer: `text` is not the code; nothing was kept.
        WrongPassphrase, SlotsFull, DiskFull, CannotWrite, HeaderDamaged: as `recovery.keep`.
    """
    if not recovery.is_code(offered, text):
        raise WordsDiffer
    asked = [offered.words[place - 1] for place in offered.asks]
    recovery.keep(session, present, offered, asked)
    return care.try_code(session, text)


def first_backup(
    session: Session, folder: Path, by: WayIn | None = None, *, sealed: WayIn | None = None, watch: Watch | None = None
) -> Copied:
    """Make a backup and read it back; with `by` open it as after a loss, with nothing but what somebody remembers.

    A wrong passphrase leaves the backup, made and read back, and says that it was not opened.

    Raises:
        WrongPassphrase and others of `backup.drill`: before anything was made, where the vault refuses it too.
        Whatever `backup.make` raises: no backup was made.
    """
    if by is not None:
        access.proved(session, by)
    made = backup.make(session, folder, watch=watch)
    if by is None:
        return Copied(made)
    proof = backup.drill(backup.path_of(made.backup), by, sealed=sealed, watch=watch)
    backup.note_drill(session, made.backup.id, proof)
    return Copied(made, proof)


def missing(session: Session) -> tuple[Missing, ...]:
    """What is still to be done, in its order; what cannot be done yet, such as testing what is not there, is left out.

    A backup counts as long as one is there, or is on a disk that is not connected.
    """
    found: list[Missing] = []
    code = care.code(session)
    if code is None:
        found.append(Missing.CODE)
    elif not code.tested:
        found.append(Missing.CODE_TEST)
    views = [one for one in backup.backups(session) if care.counts(one)]
    if not views:
        found.append(Missing.BACKUP)
    elif not any(one.tested for one in views):
        found.append(Missing.BACKUP_TEST)
    return tuple(found)
