"""Where a person stands; and what follows when she comes into danger: protection, a review, what was already sent."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fieldnotes import clock
from fieldnotes.errors import BadValue
from fieldnotes.i18n import N_, tr
from fieldnotes.model.changes import Changes
from fieldnotes.model.dates import UncertainDate
from fieldnotes.model.level import Level
from fieldnotes.model.register import EntityType
from fieldnotes.model.status import State, Status, endangers
from fieldnotes.model.status import present as present_of
from fieldnotes.model.task import Task, TaskKind
from fieldnotes.protection import policy
from fieldnotes.services import register
from fieldnotes.services.session import Session
from fieldnotes.services.views import ReleaseView
from fieldnotes.vault.vault import Vault

EVENT = "trigger"
"""In the ledger: a status raised protection; of whom, of how many, how many bundles carry them. Not which status."""

_REVIEW = N_("Review the protection of {code} and of her relatives, and what was already sent")
_ALLOWED = "S-001, P-001"
_LAST = "~"
"""In place of the code of a status that is not noted: of two that were noted at the same time, the later one."""
_NOT_A_PERSON = N_("something that is no person")


@dataclass(frozen=True, slots=True)
class Raised:
    """Somebody's level before and after."""

    code: str
    old: Level
    new: Level


@dataclass(frozen=True, slots=True)
class Released:
    """A bundle that carries some of those who are in danger: by its records' sources, or by whom these speak of."""

    release: ReleaseView
    persons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatusSet:
    """What came of a new status. Nothing but the status unless it `endangers`."""

    status: Status
    triggered: bool = False
    raised: tuple[Raised, ...] = ()
    task: Task | None = None
    releases: tuple[Released, ...] = ()


def set_status(
    session: Session, code: str, state: State, *, on: str = "", words: str = "", who: str = "owner"
) -> StatusSet:
    """Note where a person stands. If that is more dangerous for her than before, she and her kin are raised one level.

    Only the present state counts: what is entered about the past changes nothing. Levels are lowered again by hand
    alone, with a reason.

    Raises:
        NoSuchRecord: there is no such entry.
        BadValue: it is not a person's, or `on` is no date.
        SealedClosed: words are given and nothing can be written under SEALED.
    """
    vault = session.vault
    if vault.entry(code).type is not EntityType.PERSON:
        raise BadValue(field="the status", value=tr(_NOT_A_PERSON), allowed=_ALLOWED)
    on = str(UncertainDate.parse(on))
    with vault.transaction():
        before = vault.present_statuses().get(code)
        status, _ = vault.add_status(code, state, on=on, words=words.strip(), who=who)
        is_present = vault.present_statuses()[code].code == status.code
        if not is_present or not endangers(state, None if before is None else before.state):
            return StatusSet(status)
        return _triggered(session, status)


def foresee(session: Session, code: str, state: State, *, on: str = "") -> StatusSet:
    """What `set_status` would do, with nothing written: whom it would raise, and which bundles carry them already.

    Raises:
        NoSuchRecord, BadValue: as `set_status`.
    """
    vault = session.vault
    if vault.entry(code).type is not EntityType.PERSON:
        raise BadValue(field="the status", value=tr(_NOT_A_PERSON), allowed=_ALLOWED)
    status = Status(_LAST, code, state, on=str(UncertainDate.parse(on)), noted=clock.stamp())
    known = tuple(one for one in vault.statuses() if one.person == code)
    before = present_of(known)
    is_present = present_of((*known, status)) is status
    if not is_present or not endangers(state, None if before is None else before.state):
        return StatusSet(status)
    people = in_danger_with(session, code)
    raised = tuple(one for person in people if (one := _to_raise(vault, person)) is not None)
    return StatusSet(status, True, raised, None, _releases(session, people))


def remove_status(session: Session, code: str) -> Changes:
    """Take back a status that was noted by mistake. What it raised stays raised.

    Raises:
        NoSuchRecord, SealedClosed: as `statuses.remove`.
    """
    return session.vault.remove_status(code)


def statuses(session: Session, *, person: str = "") -> list[Status]:
    """Every status, or those of one person, by date. Words that there are stay hidden: None.

    Raises:
        NoSuchRecord: there is no such entry.
    """
    return [replace(status, words=None if status.words != "" else "") for status in _of(session, person)]


def reveal_words(session: Session, *, person: str = "") -> list[Status]:
    """The same with their sealed words: a deliberate act, written to the ledger for each person of whom some are shown.

    Raises:
        SealedClosed: the compartment is closed.
        NoSuchRecord: there is no such entry.
    """
    session.needs_sealed()
    found = _of(session, person)
    for code in sorted({status.person for status in found if status.words}):
        session.vault.append_ledger("reveal", code=code, what="status")
    return found


def _of(session: Session, person: str) -> list[Status]:
    if person:
        session.vault.entry(person)
    return [status for status in session.vault.statuses() if person in ("", status.person)]


def present(session: Session) -> dict[str, Status]:
    """Where each person stands now, by code."""
    return session.vault.present_statuses()


def in_danger_with(session: Session, code: str) -> tuple[str, ...]:
    """A person and everybody to whom protection passes from her along kinship."""
    return (code, *sorted(policy.kin_of((code,), session.vault.relations())))


def _triggered(session: Session, status: Status) -> StatusSet:
    vault, people = session.vault, in_danger_with(session, status.person)
    raised = tuple(one for person in people if (one := _raise(vault, person)) is not None)
    task, _ = vault.add_task(
        tr(_REVIEW, code=status.person),
        kind=TaskKind.REVIEW,
        about=status.person,
        due=clock.today().isoformat(),
    )
    releases = _releases(session, people)
    vault.append_ledger(EVENT, code=status.person, raised=len(raised), releases=len(releases))
    return StatusSet(status, True, raised, task, releases)


def _to_raise(vault: Vault, code: str) -> Raised | None:
    old = vault.entry(code).level
    new = policy.raised(old)
    return None if new is old else Raised(code, old, new)


def _raise(vault: Vault, code: str) -> Raised | None:
    one = _to_raise(vault, code)
    if one is not None:
        vault.change_entry(code, level=one.new)
    return one


def _releases(session: Session, people: tuple[str, ...]) -> tuple[Released, ...]:
    found: dict[str, tuple[ReleaseView, list[str]]] = {}
    for person in people:
        for release in register.releases_with(session, person):
            found.setdefault(release.bundle_id, (release, []))[1].append(person)
    newest = sorted(found.values(), key=lambda one: (one[0].at, one[0].bundle_id), reverse=True)
    return tuple(Released(release, tuple(persons)) for release, persons in newest)
