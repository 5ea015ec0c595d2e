"""Backups that are made by themselves: where, how often, whether one is due, and which older ones go for it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from fieldnotes.errors import BackupPlaceRefused, BadValue, CannotWrite
from fieldnotes.i18n import N_, tr
from fieldnotes.progress import Watch
from fieldnotes.services.backup import Made, age_of, hints, is_elsewhere, make
from fieldnotes.services.session import Session
from fieldnotes.vault.backup.backups import Schedule, State

__all__ = ["Schedule"]  # the client shows it and may not import the vault itself

MOST_KEPT = 365

_NAME_ONE = N_("a folder for the backup, or one chosen once with backup set")
STICK = N_("the folder for backups is not there now; plug in its disk")


class DueReason(StrEnum):
    NEVER = "never"
    AGE = "age"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Due:
    """A backup should be made now. `days` since the last one; `reachable`: its folder is there."""

    reason: DueReason
    days: int
    folder: Path = field(repr=False)
    reachable: bool


def schedule(session: Session) -> Schedule | None:
    """Where and how often; None when nobody chose."""
    return session.vault.backups.schedule


def set_schedule(session: Session, folder: Path | None, *, every_days: int = 7, keep: int = 4) -> tuple[str, ...]:
    """Choose where backups go, after how many days (0: at every closing after a change), how many are kept.

    Hints on the place are answered. None as folder ends it.

    Raises:
        BadValue: a number makes no sense.
        CannotWrite, BackupPlaceRefused: the folder is not there, or inside the vault.
        PolicyForbids: the policy wants another volume.
    """
    if folder is None:
        session.vault.backups.set_schedule(None)
        return ()
    most = _most_days(session)
    if not 0 <= every_days <= most:
        raise BadValue(field="days", value=every_days, allowed=f"0 to {most}")
    if not 1 <= keep <= MOST_KEPT:
        raise BadValue(field="keep", value=keep, allowed=f"1 to {MOST_KEPT}")
    if not folder.is_dir():
        raise CannotWrite(name=folder.name, reason=tr("there is no such folder"))
    chosen, own = folder.resolve(), session.path.resolve()
    if own == chosen or own in chosen.parents:
        raise BackupPlaceRefused(name=folder.name, why=tr("it is inside the vault itself"))
    session.vault.backups.check_place(chosen)
    elsewhere = is_elsewhere(session, chosen)
    session.vault.backups.set_schedule(Schedule(chosen, every_days, keep, elsewhere))
    return hints(session, chosen)


def due(session: Session, *, closing: bool = False) -> Due | None:
    """Whether a backup should be made now, and why; None while nobody chose a place or the last is young enough.

    When the vault is `closing`, a schedule of 0 days asks for one if anything was written since the last.
    """
    chosen = session.vault.backups.schedule
    if chosen is None:
        return None
    reachable = _is_reachable(session, chosen)
    made = [one for one in session.vault.backups.all() if one.state in (State.PRESENT, State.UNREACHABLE)]
    if not made:
        return Due(DueReason.NEVER, 0, chosen.folder, reachable)
    age = age_of(made[0].made)
    if chosen.every_days and age >= timedelta(days=min(chosen.every_days, _most_days(session))):
        return Due(DueReason.AGE, age.days, chosen.folder, reachable)
    if closing and not chosen.every_days and not made[0].current:
        return Due(DueReason.CHANGED, age.days, chosen.folder, reachable)
    return None


def make_scheduled(session: Session, *, watch: Watch | None = None) -> Made:
    """Make a backup where the schedule says, then remove this vault's oldest ones there beyond what is to be kept.

    Raises:
        CannotWrite: the folder, or the disk that it is on, is not there; others as `make`.
    """
    chosen = session.vault.backups.schedule
    if chosen is None or not _is_reachable(session, chosen):
        if chosen is None:
            raise BadValue(field=tr(N_("the folder")), value=tr(N_("missing")), allowed=tr(_NAME_ONE))
        raise CannotWrite(name=chosen.folder.name, reason=tr(STICK))
    made = make(session, chosen.folder, watch=watch)
    removed = session.vault.backups.rotate(chosen.folder, chosen.keep)
    return replace(made, removed=len(removed))


def _most_days(session: Session) -> int:
    """The longest time between two backups that the policy allows, or that makes sense."""
    policy = session.vault.policy.rules
    return policy.backup_age_days if policy.says("backup.max_age_days") else MOST_KEPT


def _is_reachable(session: Session, chosen: Schedule) -> bool:
    """A stick that is out leaves an empty folder on the computer's own disk: that is not where backups were to go."""
    return chosen.folder.is_dir() and (not chosen.elsewhere or is_elsewhere(session, chosen.folder))
