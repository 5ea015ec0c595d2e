"""Records go to another case: told before, one by one as alone, taken back as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fieldnotes.errors import MoveRefused
from fieldnotes.i18n import N_, tr
from fieldnotes.model.changes import Changes
from fieldnotes.model.proposal import Stage
from fieldnotes.progress import Watch
from fieldnotes.services import approvals, bulk
from fieldnotes.services.approvals import ProposalView
from fieldnotes.services.bulk import Done, What
from fieldnotes.services.session import Session

_STANDS = frozenset({Stage.SELF_CHECKED, Stage.IN_REVIEW, Stage.APPROVED})
_LEAVES = N_("{proposal} proposes it for a release as it stands in {case}")
_JOINS = N_("{proposal} proposes {case} for a release as it is now")


def move(session: Session, codes: Sequence[str], case: str, *, watch: Watch | None = None) -> Done:
    """Put records into another case; `before` of the answer is where those that moved were.

    A record stays, and is named, where its level is below the floor of that case, or where it, or that case, is
    proposed for a release: what two people approved must not change behind them.

    Raises:
        NoSuchRecord: no such case.
        Cancelled, DiskFull, CannotWrite: as `bulk.set_levels`.
    """
    session.vault.case(case)
    return _each(session, dict.fromkeys(codes, case), watch)


def take_back(session: Session, done: Done, *, watch: Watch | None = None) -> Done:
    """Put records back where they were, of those that nobody moved since; raises as `move`."""
    places = session.vault.places_of(list(done.moved))
    back = {code: before for code, (before, after) in done.moved.items() if places.get(code) == after}
    return _each(session, back, watch)


def _each(session: Session, wanted: Mapping[str, str], watch: Watch | None) -> Done:
    before = session.vault.places_of(list(wanted))
    standing = [view for view in approvals.all_of(session) if view.stage in _STANDS]

    def act(code: str) -> Changes:
        if before.get(code, wanted[code]) != wanted[code]:
            _unproposed(standing, code, before[code], wanted[code])
        return session.vault.move(code, wanted[code])

    moving = [code for code, case in wanted.items() if before.get(code) != case]
    done = bulk.each(session, What.MOVE, moving, act, watch or Watch())
    return replace(done, moved={code: (before[code], wanted[code]) for code in done.codes})


def _unproposed(standing: Sequence[ProposalView], code: str, before: str, case: str) -> None:
    for view in standing:
        if view.case == before and code in view.records:
            raise MoveRefused(code=code, why=tr(_LEAVES, proposal=view.code, case=before))
        if view.case == case:
            raise MoveRefused(code=code, why=tr(_JOINS, proposal=view.code, case=case))
