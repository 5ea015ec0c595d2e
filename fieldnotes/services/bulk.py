"""One thing done with many records: told before, done record by record, taken back as one.

Each record changes in a transaction of its own, by the same rules as alone; what is refused is named and the rest goes
on. Stopping leaves what is done, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from fieldnotes.errors import BadValue, CannotWrite, DiskFull, FieldNotesError, ReasonNeeded, SecondNeeded, UserError
from fieldnotes.i18n import N_, tr
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.progress import Cancelled, Watch
from fieldnotes.protection import policy
from fieldnotes.services import ordering
from fieldnotes.services.policy import limits
from fieldnotes.services.session import Session
from fieldnotes.services.views import RowView

_TOGETHER = "together"
"""Event of the ledger: so many records were changed in one step, each of which the ledger tells before it."""
_NUMBER = N_("the number of records that lose protection")
_AT_A_TIME = 200
_NOTHING = Changes(ledger=False)


class What(StrEnum):
    """What is done with many records."""

    LEVEL = "level"
    DELETE = "delete"
    RESTORE = "restore"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Becoming:
    """What would become of one record: its own level now and then. `refused` is why nothing would."""

    view: RowView
    new: Level
    lowered: bool
    refused: FieldNotesError | None = None

    @property
    def code(self) -> str:
        return self.view.row.code

    @property
    def changes(self) -> bool:
        return self.refused is None and self.view.row.level is not self.new


@dataclass(frozen=True, slots=True)
class Plan:
    """What would become of each record. Where `lowered` is not 0 that number has to be typed, and a reason given."""

    records: tuple[Becoming, ...]
    needs_two: bool

    @property
    def changing(self) -> tuple[Becoming, ...]:
        return tuple(one for one in self.records if one.changes)

    @property
    def refused(self) -> tuple[Becoming, ...]:
        return tuple(one for one in self.records if one.refused is not None)

    @property
    def lowered(self) -> int:
        return sum(one.lowered for one in self.changing)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that stayed as it was, and why."""

    code: str
    error: FieldNotesError


@dataclass(frozen=True, slots=True)
class Done:
    """What became of many records. `before` are the levels of those that changed, `moved` the cases from where and to
    where; `stopped`: not all were reached."""

    what: What
    codes: tuple[str, ...]
    refused: tuple[Refusal, ...] = ()
    stopped: bool = False
    before: Mapping[str, Level] = field(default_factory=dict)
    moved: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    changes: Changes = _NOTHING


def plan_levels(session: Session, wanted: Mapping[str, Level], *, watch: Watch | None = None) -> Plan:
    """What giving each of these records its level would do; nothing changes. Records that are gone are left out."""
    watch = watch or Watch()
    codes, found = list(wanted), list[Becoming]()
    for at in range(0, len(codes), _AT_A_TIME):
        watch.step(at, len(codes), "looking at each record")
        for view in ordering.rows(session, codes[at : at + _AT_A_TIME]):
            found.append(_becoming(session, view, wanted[view.row.code]))
    return Plan(tuple(found), limits(session).two_to_lower)


def set_levels(
    session: Session,
    wanted: Mapping[str, Level],
    *,
    reason: str = "",
    second: str = "",
    typed: str = "",
    watch: Watch | None = None,
) -> Done:
    """Give each of these records its level. Where any loses protection, `typed` is the number of those that do.

    Raises:
        ReasonNeeded, SecondNeeded, BadValue: protection would be given up, and more is asked for; nothing was changed.
        Cancelled: before anything was changed.
        DiskFull, CannotWrite: the first record could not be written.
    """
    watch = watch or Watch()
    plan = plan_levels(session, wanted, watch=watch)
    _confirmed(plan, reason=reason, second=second, typed=typed)
    before = {one.code: one.view.row.level for one in plan.changing}
    done = each(
        session,
        What.LEVEL,
        list(before),
        lambda code: session.vault.set_level(code, wanted[code], reason=reason, second=second),
        watch,
    )
    refused = (*(Refusal(one.code, one.refused) for one in plan.refused if one.refused is not None), *done.refused)
    return replace(done, refused=refused, before={code: before[code] for code in done.codes})


def delete(session: Session, codes: Sequence[str], *, watch: Watch | None = None) -> Done:
    """Move records to the recycle bin. Raises as `set_levels` where nothing could be done."""
    return each(session, What.DELETE, codes, session.vault.delete, watch or Watch())


def restore(session: Session, codes: Sequence[str], *, watch: Watch | None = None) -> Done:
    """Take records out of the recycle bin. Raises as `set_levels` where nothing could be done."""
    return each(session, What.RESTORE, codes, session.vault.restore, watch or Watch())


def levels_to_take_back(session: Session, done: Done) -> dict[str, Level]:
    """The levels that records had before, of those that nobody changed since. For `plan_levels` and `set_levels`: to
    take back a raising is a lowering, and asks for what every lowering does."""
    rows = ordering.rows(session, list(done.before))
    last = {view.row.code: session.vault.level_changes(view.row.code)[-1] for view in rows}
    return {
        view.row.code: done.before[view.row.code]
        for view in rows
        if last[view.row.code].old is done.before[view.row.code]
    }


def _becoming(session: Session, view: RowView, level: Level) -> Becoming:
    lowered, refused = policy.is_lower(level, view.row.level), None
    if view.row.level is not level:
        try:
            session.vault.policy.check_level(view.row, level)
        except UserError as error:
            refused = error
    return Becoming(view, level, lowered, refused)


def _confirmed(plan: Plan, *, reason: str, second: str, typed: str) -> None:
    lowered = plan.lowered
    if not lowered:
        return
    if not reason.strip():
        raise ReasonNeeded
    if plan.needs_two and not second.strip():
        raise SecondNeeded
    digits = typed.strip()
    if not digits.isdecimal() or int(digits) != lowered:  # digits of any script
        raise BadValue(field=tr(_NUMBER), value=digits or "-", allowed=str(lowered))


def each(session: Session, what: What, codes: Sequence[str], act: Callable[[str], Changes], watch: Watch) -> Done:
    """Do it with one after the other. A disk that is full ends it; what it kept from being done is refused.

    Raises:
        Cancelled, DiskFull, CannotWrite: before anything was done.
    """
    done, refused = list[str](), list[Refusal]()
    stopped, cases = False, frozenset[str]()
    for at, code in enumerate(codes):
        try:
            watch.step(at, len(codes), "changing records")
            changes = act(code)
        except Cancelled:
            if not done:
                raise
            stopped = True
            break
        except UserError as error:
            refused.append(Refusal(code, error))
        except (DiskFull, CannotWrite) as error:
            if not done:
                raise
            refused += _all(codes[at:], error)
            break
        else:
            done.append(code)
            cases |= changes.cases
    if len(done) > 1:
        session.vault.append_ledger(_TOGETHER, what=what.value, count=len(done))
    told = Changes(frozenset(done), cases=cases, drafts=what in {What.LEVEL, What.MOVE}, ledger=bool(done))
    return Done(what, tuple(done), tuple(refused), stopped, changes=told)


def _all(codes: Iterable[str], error: FieldNotesError) -> list[Refusal]:
    return [Refusal(code, error) for code in codes]
