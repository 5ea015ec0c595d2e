"""What somebody who exports may choose: readers, a series, how far and how long, as far as rules and policy let her."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from fieldnotes import clock
from fieldnotes.bundle.layout import MAX_CORRECTION
from fieldnotes.model.audience import Audience
from fieldnotes.model.tlp import Tlp
from fieldnotes.protection import policy
from fieldnotes.services import contacts, proposal_terms
from fieldnotes.services.contacts import ContactView
from fieldnotes.services.proposal_terms import ProposalTerms
from fieldnotes.services.release import gather
from fieldnotes.services.session import Session


@dataclass(frozen=True, slots=True)
class Choices:
    """For one case and audience. `until` is the last day that the policy lets a bundle open, empty for none."""

    contacts: tuple[ContactView, ...] = ()
    series: tuple[str, ...] = ()
    """Names used before for this case and audience, the newest first."""
    tlp: Tlp = Tlp.RED
    tlp_allowed: tuple[Tlp, ...] = (Tlp.RED,)
    until: str = ""
    known_readers: bool = False
    """What leaves is protected so far that every reader's card must have been compared."""
    approvals: int = 0
    """How many people have to have approved it."""
    longest: int = MAX_CORRECTION
    """Letters of what a correction says."""
    proposed: ProposalTerms | None = None
    """As what it was proposed; None where nobody proposed it, or it has changed since."""


def choices(session: Session, case: str, audience: Audience) -> Choices:
    """Read what there is to choose from.

    Raises:
        SealedClosed, NoSuchRecord.
    """
    rules = session.vault.policy.rules
    until = clock.today() + timedelta(days=rules.ttl_days) if rules.says("export.ttl_days") else None
    leaving = [one.order.level for one in gather(session, case, audience) if not one.reasons]
    used = (one.series for one in reversed(session.vault.releases()) if (one.case, one.audience) == (case, audience))
    return Choices(
        contacts.all_of(session),
        tuple(dict.fromkeys(filter(None, used))),
        policy.USUAL_TLP[audience],
        tuple(one for one in Tlp if policy.allows_tlp(audience, one)),
        until.isoformat() if until is not None else "",
        policy.needs_known_readers(leaving),
        policy.approvals_needed(audience),
        proposed=proposal_terms.standing(session, case, audience),
    )
