"""What a proposed release would let out now: whoever says yes to it reads exactly that first."""

from __future__ import annotations

from dataclasses import dataclass

from fieldnotes.model.bundle import BundleRecord
from fieldnotes.progress import Watch
from fieldnotes.services import approvals, proposed, settling
from fieldnotes.services.approvals import ProposalView
from fieldnotes.services.session import Session


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposal with its records as their readers would get them.

    Where not `current`, what would leave has changed since it was proposed, and there are no records: a yes would be to
    something else, and the text of then is not kept.
    """

    view: ProposalView
    records: tuple[BundleRecord, ...]
    current: bool


def shown(session: Session, code: str, *, watch: Watch | None = None) -> Shown:
    """Redact a proposed case again, as an export would.

    Raises:
        NoSuchRecord: no such proposal.
        SealedClosed.
    """
    view = approvals.get(session, code)
    proposal = next(one for one in session.vault.proposals() if one.code == view.code)
    now = proposed.now(session, proposal, watch=watch)
    return Shown(view, tuple(map(settling.outgoing, now.records)) if now.same else (), now.same)
