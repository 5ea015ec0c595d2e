"""Purge records and names, erase whole levels, and say honestly what no program can promise about it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fieldnotes import clock
from fieldnotes.errors import BackupNeeded, ErasingForbidden, NotConfirmed
from fieldnotes.i18n import N_, tr, trn
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.progress import Watch
from fieldnotes.services import backup, mentions
from fieldnotes.services.backup import BackupView
from fieldnotes.services.session import Session
from fieldnotes.vault.backup.backups import PURGED, State
from fieldnotes.vault.erasing.erase import Extent

__all__ = ["Extent"]  # the client shows it and may not import the vault itself

OLD_COPIES = N_("Older copies of the vault's folder, together with its passphrase, still open what was removed.")
OLD_BLOCKS = N_("Memory sticks and SSDs may keep old blocks. They are encrypted, and the vault's keys are new.")
KEPT_DATABASE = N_("The database was not written afresh: old blocks of it open with the key that is still in use.")
UNRECOGNISED = N_("Names that were removed are no longer found in texts: exports will not take them out.")
IN_EXPORTS = N_("What was exported before is with its readers; the register of exports still names the codes.")

WARNING = (
    N_("This cannot be undone. Nobody, not even FieldNotes, can bring it back without a backup."),
    N_("Where you are, destroying records that somebody may ask for by law can be an offence. Ask a lawyer first."),
    N_("Whoever took an image of this disk before still has everything, and can see that it was erased since."),
    N_("Under pressure it can make things worse. Leaving levels behind before a journey is safer."),
)


@dataclass(frozen=True, slots=True)
class Gone:
    """What was purged, the backups that still hold it, and sentences on what this does not reach.

    `kept` stand on as codes in the register of exports, `emptied` as entries without a name.
    """

    codes: tuple[str, ...]
    versions: int
    drafts: int
    kept: tuple[str, ...]
    emptied: tuple[str, ...]
    levels: tuple[Level, ...]
    still_in: tuple[BackupView, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PurgeNote:
    """One entry of the history: what was purged, when, and why."""

    code: str
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class ErasePlan:
    """What erasing levels would take away, and the words that have to be typed for it.

    `backed_up`: a verified backup of the vault as it is now is there.
    """

    levels: tuple[Level, ...]
    extent: Extent
    phrase: str
    backed_up: bool
    warning: tuple[str, ...]
    forbidden: bool = False
    """The project's policy does not allow it."""


def recycle(session: Session, code: str) -> Changes:
    """Move a record to the recycle bin: out of lists and search, still sealed in the vault.

    Raises:
        NoSuchRecord: there is none.
    """
    return session.vault.delete(code)


def restore(session: Session, code: str) -> Changes:
    """Take a record out of the recycle bin.

    Raises:
        NoSuchRecord: it is not there.
    """
    return session.vault.restore(code)


def recycled(session: Session) -> dict[str, str]:
    """What is in the recycle bin: codes and when they came there (UTC), oldest first."""
    return session.vault.purging.recycled()


def purge(
    session: Session,
    codes: Sequence[str],
    *,
    reason: str = "",
    live: bool = False,
    force: bool = False,
    rewrite: bool = True,
    watch: Watch | None = None,
) -> Gone:
    """Take records of the recycle bin, and register entries, out of the vault for good.

    `live` allows records that are not in the recycle bin, `force` entries that something refers to. Without
    `rewrite` the database is not written afresh under a new key, which is faster.

    Raises:
        NoSuchRecord, NotInBin, StillReferred: nothing was removed.
        SealedClosed: something of it is SEALED, or a name, and the compartment is closed.
        DiskFull: there is no room to write the database afresh; nothing was removed.
    """
    watch = watch or Watch()
    if session.sealed_open:
        mentions.refresh(session, watch=watch)
    done = session.vault.purging.purge(codes, reason=reason, live=live, force=force, rewrite=rewrite, watch=watch)
    session.forget_matcher()
    remarks = [OLD_COPIES, OLD_BLOCKS if rewrite else KEPT_DATABASE]
    if done.kept:
        remarks.append(IN_EXPORTS)
    if done.emptied:
        remarks.append(UNRECOGNISED)
    return Gone(
        codes=done.codes,
        versions=done.versions,
        drafts=done.drafts,
        kept=done.kept,
        emptied=done.emptied,
        levels=done.levels,
        still_in=_still_in(session, done.codes),
        remarks=tuple(tr(sentence) for sentence in remarks),
    )


def purge_recycled(
    session: Session, *, older_than_days: int = 0, reason: str = "", rewrite: bool = True, watch: Watch | None = None
) -> Gone | None:
    """Purge everything that has been in the recycle bin for so many days; None when there is nothing."""
    latest = clock.now() - timedelta(days=older_than_days)
    codes = [code for code, at in recycled(session).items() if datetime.fromisoformat(at) <= latest]
    return purge(session, codes, reason=reason, rewrite=rewrite, watch=watch) if codes else None


def history(session: Session) -> list[PurgeNote]:
    """Everything that was ever purged from this vault, oldest first."""
    notes = [entry for entry in session.vault.ledger() if entry.event == PURGED]
    reason_of = session.vault.purging.reason_of
    return [PurgeNote(str(note.facts["code"]), note.at, reason_of(str(note.facts["code"]))) for note in notes]


def unfinished(session: Session) -> bool:
    """Whether a purge was interrupted before the database was written afresh; `finish` does it."""
    return session.vault.purging.unfinished


def finish(session: Session, *, watch: Watch | None = None) -> None:
    """Write the database afresh after an interrupted purge; nothing happens when there was none."""
    session.vault.purging.finish(watch or Watch())


# --- whole levels -------------------------------------------------------------------------------------------------


def plan_erasing(session: Session, levels: Collection[Level]) -> ErasePlan:
    """The first of two steps: what would be lost, and the words to type for it. Nothing changes.

    Raises:
        LevelAway: one of them was left behind before a journey.
    """
    chosen = tuple(sorted(set(levels)))
    session.vault.purging.refuse_away(chosen)
    return ErasePlan(
        levels=chosen,
        extent=session.vault.purging.measure(chosen),
        phrase="ERASE " + " ".join(level.name for level in chosen),
        backed_up=_backed_up(session),
        warning=tuple(tr(sentence) for sentence in WARNING),
        forbidden=not session.vault.policy.rules.erase_levels,
    )


def erase_levels(
    session: Session,
    levels: Collection[Level],
    phrase: str,
    *,
    without_backup: bool = False,
    watch: Watch | None = None,
) -> Gone:
    """The second step: everything at `levels` goes, their keys too. The vault stays and works.

    Raises:
        ErasingForbidden, NotConfirmed, BackupNeeded: nothing was erased.
        SealedClosed: SEALED is among them and its compartment is closed.
        DiskFull: there is no room to write the database afresh; nothing was erased.
    """
    plan = plan_erasing(session, levels)
    if plan.forbidden:
        raise ErasingForbidden
    if not plan.levels or " ".join(phrase.split()) != plan.phrase:
        raise NotConfirmed(phrase=plan.phrase)
    if not plan.backed_up and not without_backup:
        raise BackupNeeded
    before = {note.code for note in history(session)}
    extent = session.vault.purging.erase_levels(plan.levels, watch=watch or Watch())
    session.forget_matcher()
    codes = tuple(note.code for note in history(session) if note.code not in before)
    remarks = [OLD_COPIES, OLD_BLOCKS] + ([UNRECOGNISED] if extent.names else [])
    held = tuple(view for view in backup.backups(session) if view.state is not State.REMOVED)
    return Gone(
        codes=codes,
        versions=extent.versions,
        drafts=extent.drafts,
        kept=(),
        emptied=(),
        levels=plan.levels,
        still_in=held,
        remarks=tuple(tr(sentence) for sentence in remarks),
    )


def told(extent: Extent) -> list[str]:
    """The extent of a plan in sentences, without what is nought."""
    counted = [
        trn("{n} record with all its versions", "{n} records with all their versions", extent.records),
        trn("{n} sealed passage or older version", "{n} sealed passages or older versions", extent.versions),
        trn("{n} draft", "{n} drafts", extent.drafts),
        trn("{n} name of the register", "{n} names of the register", extent.names),
        trn("{n} consent", "{n} consents", extent.consents),
        trn("{n} title of a case", "{n} titles of cases", extent.titles),
        trn("{n} status, task or saved search", "{n} statuses, tasks and saved searches", extent.slips),
    ]
    numbers = (
        *(extent.records, extent.versions, extent.drafts, extent.names, extent.consents, extent.titles),
        extent.slips,
    )
    return [sentence for sentence, number in zip(counted, numbers, strict=True) if number]


def _still_in(session: Session, codes: Collection[str]) -> tuple[BackupView, ...]:
    found = [view for view in backup.backups(session) if view.state is not State.REMOVED]
    return tuple(view for view in found if set(codes) & set(view.purged))


def _backed_up(session: Session) -> bool:
    return any(view.current and view.state is State.PRESENT for view in backup.backups(session))
