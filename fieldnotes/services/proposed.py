"""What a proposed case would let out now, although something may be open again, held against what was proposed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fieldnotes.errors import NoSuchRecord
from fieldnotes.model.proposal import Proposal
from fieldnotes.progress import Watch
from fieldnotes.redaction import ladder
from fieldnotes.services import contents, settling
from fieldnotes.services.preparing import How, Prepared, prepare
from fieldnotes.services.session import Session


@dataclass(frozen=True, slots=True)
class Now:
    """The records that would leave, in the order of their labels; `same`: exactly what was proposed."""

    records: Sequence[Prepared]
    same: bool


def now(session: Session, proposal: Proposal, *, watch: Watch | None = None) -> Now:
    """Redact the case again as it was proposed. Nothing is refused: an export does that.

    Where the whole case is another, the records that were proposed are looked at alone: they may be a selection.

    Raises:
        SealedClosed: names cannot be read.
    """
    how = How(ladder.parse(proposal.ladder, proposal.audience))
    found = _now(session, proposal, how, watch)
    if found.same or not proposal.records:
        return found
    try:
        alone = _now(session, proposal, replace(how, only=frozenset(proposal.records)), watch)
    except NoSuchRecord:  # one of them is gone
        return found
    return alone if alone.same else found


def _now(session: Session, proposal: Proposal, how: How, watch: Watch | None) -> Now:
    prepared, _ = prepare(session, proposal.case, proposal.audience, watch, how=how)
    leaving = sorted((one for one in prepared if one.text is not None), key=lambda one: one.label)
    files = settling.files_of(session, leaving)
    codes = ((one.candidate.record.code, one) for one in leaving)
    told = {code: contents.of_record(one, files.get(code, "")) for code, one in codes}
    return Now(leaving, contents.of_all(proposal.audience, told) == proposal.content)
