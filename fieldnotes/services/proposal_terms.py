"""As what a case was proposed: for whoever exports it so, or proposes it again."""

from __future__ import annotations

from dataclasses import dataclass

from fieldnotes.model.audience import Audience
from fieldnotes.model.proposal import Door, Stage
from fieldnotes.redaction import ladder
from fieldnotes.redaction.ladder import Ladder
from fieldnotes.services import approvals
from fieldnotes.services.approvals import ProposalView
from fieldnotes.services.session import Session

_OPEN = (Stage.SELF_CHECKED, Stage.IN_REVIEW, Stage.APPROVED)


@dataclass(frozen=True, slots=True)
class ProposalTerms:
    """A proposal with what was chosen for it. `ladder` is None where details are told as is usual."""

    view: ProposalView
    series: str = ""
    ladder: Ladder | None = None


def terms_of(session: Session, code: str) -> ProposalTerms:
    """What was chosen for one proposal.

    Raises:
        NoSuchRecord.
    """
    view = approvals.get(session, code)
    kept = next(one for one in session.vault.proposals() if one.code == view.code)
    chosen = ladder.parse(kept.ladder, kept.audience) if kept.ladder else None
    return ProposalTerms(view, kept.series, chosen)


def standing(session: Session, case: str, audience: Audience) -> ProposalTerms | None:
    """The proposal that a bundle of a case would leave as: the one with most yeses, else the newest; None without one.

    What has changed since, has left already, or is to leave with the evidence's files is none.
    """
    found = [one for one in approvals.all_of(session) if (one.case, one.audience) == (case, audience) and _may(one)]
    best = max(found, key=lambda one: one.counted, default=None)
    return None if best is None else terms_of(session, best.code)


def _may(view: ProposalView) -> bool:
    return view.stage in _OPEN and view.outside is not None and view.outside.door is not Door.EVIDENCE
