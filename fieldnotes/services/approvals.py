"""Two people say yes before something leaves for lawyers or the public: proposals, approvals, and how far each is.

The rule is `protection.policy.approvals_needed`; which yeses count is in `yeses`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from fieldnotes import clock
from fieldnotes.crypto import sign
from fieldnotes.crypto.sign import SigningKey
from fieldnotes.errors import ApprovalRefused, ExportRefused, NoSuchRecord, NotApproved, OtherApproved
from fieldnotes.i18n import N_, tr
from fieldnotes.model.audience import Audience
from fieldnotes.model.contact import Contact
from fieldnotes.model.proposal import Approval, Door, Outside, Proposal, Stage, Way
from fieldnotes.progress import Watch
from fieldnotes.protection import policy
from fieldnotes.redaction.ladder import for_audience
from fieldnotes.services import proposed, sending, settling, yeses
from fieldnotes.services.cards import load_identity
from fieldnotes.services.keys import Keys
from fieldnotes.services.passing import pass_each, pass_words
from fieldnotes.services.preparing import USUAL, How
from fieldnotes.services.sending import Envelope
from fieldnotes.services.session import Session
from fieldnotes.services.settling import Job
from fieldnotes.services.still_open import worded
from fieldnotes.services.yeses import Facts, Yes

_OWNER = N_("the owner of this vault")
_DRAFT = N_("it is still a draft, something is left to decide"), N_("Decide what is open, and propose it again.")
_STRANGER = (
    N_("the words of this person's card were not compared"),
    N_("Compare the eight words of the card by voice first."),
)
_TWICE = N_("the same person approved before"), N_("Somebody else has to say yes.")
_RELEASED = N_("it was released already"), N_("To release something more, propose that.")
_AGAIN = N_("Nobody has approved what would leave now.")
_GONE = N_("somebody who is not in the contacts any more")
_CHANGED = N_("the text has changed since: propose it again")
_UNBOUND = N_("an earlier program proposed it, and did not say in full how it leaves: propose it again")
_SOON = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """Who said yes, how and when (UTC stamps). `counts` is False where the person is not verified any more, or has
    taken it back.

    `compared`: when the words of her card were; empty for the owner. `hasty`: that was less than a day before she
    approved, or after the release was proposed; somebody could have made the card for it.
    """

    name: str
    way: Way
    at: str
    counts: bool
    compared: str = ""
    hasty: bool = False


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposed release for people. `bundles` left for its review or as it was released, oldest first.

    `outside` is None in what an earlier program proposed. `words` stand for all that is approved. `stale` says why it
    has to be proposed again, in the reader's language; empty where it has not.
    """

    code: str
    case: str
    audience: Audience
    stage: Stage
    open: str
    made: str
    needed: int
    approvals: tuple[ApprovalView, ...]
    bundles: tuple[str, ...]
    records: tuple[str, ...]
    outside: Outside | None = None
    words: tuple[str, ...] = ()
    stale: str = ""
    versions: Mapping[str, int] = field(default_factory=dict)
    """Version of each record that leaves, by its code."""
    open_words: str = ""
    """What is left to decide, in the reader's language."""

    @property
    def counted(self) -> int:
        return sum(one.counts for one in self.approvals)


def propose(
    session: Session,
    case: str,
    audience: Audience,
    *,
    accept_quasi: str = "",
    how: How = USUAL,
    by: str = "owner",
    door: Door = Door.SEALED,
    watch: Watch | None = None,
) -> ProposalView:
    """Check what would leave as an export does, gate included, and note it for others to approve.

    They approve the records, `door`, and what `how.envelope` writes on the outside: mark, end and correction.
    What is not settled becomes a draft that says what is open. The same content again is the same proposal; another
    is a new one, with no approvals. Nothing leaves.

    Raises:
        BadValue: the outside cannot be so.
        SealedClosed, NoSuchRecord.
    """
    outside = sending.outside_of(audience, how.envelope, door)
    series = sending.series_of(how.envelope, door)
    made = Proposal("", "", case, audience, "", "", by, outside=outside, series=series)
    try:
        job = settling.settled(session, case, audience, accept_quasi=accept_quasi, how=how, watch=watch)
        pass_words(outside.correction, pass_each(job, watch))
        made = replace(made, content=job.content, records=_versions(job), ladder=_ladder(job))
    except ExportRefused as refused:
        made = replace(made, open=refused.code)
    return _view(session, _noted(session, made))


def approve(session: Session, code: str, *, identity: Path | None = None, keys: Keys | None = None) -> ProposalView:
    """Say yes to a proposal: by a person who brought her identity file or her open key store, or without either by the
    owner of the vault, who types the passphrase for it.

    Raises:
        ApprovalRefused: it is a draft, stale or released, the person is not known, or approved before.
        NotReauthenticated: the owner did not type the passphrase lately.
        BadIdentityFile, CannotRead, NoSuchRecord.
    """
    proposal = _approvable(session, code)
    owner = identity is None and keys is None
    if owner:
        session.needs_proof()
    key = keys.store.kept.identity.signing_key if keys is not None else _key(session, identity)
    contact = "" if owner else _known(session, key.public).code
    _not_twice(session, proposal, key.public, contact)
    signature = key.sign(yeses.statement(session.vault.vault_id, proposal, key.public))
    way = Way.OWNER if owner else Way.KEY
    changed = _with(session, proposal, Approval(key.public, way, clock.stamp(), contact, signature))
    if owner:
        session.use_proof()
    return _view(session, changed)


def all_of(session: Session) -> tuple[ProposalView, ...]:
    """Every proposal, newest first."""
    facts = yeses.facts_of(session)
    return tuple(_view(session, one, facts) for one in reversed(session.vault.proposals()))


def get(session: Session, code: str) -> ProposalView:
    """One by its code.

    Raises:
        NoSuchRecord.
    """
    return _view(session, _get(session, code))


def needed_for(audience: Audience) -> int:
    """How many people have to approve what leaves for an audience."""
    return policy.approvals_needed(audience)


def check(session: Session, job: Job, outside: Outside) -> str:
    """The code of the proposal that a job was approved as; empty where its audience needs nobody's yes.

    Raises:
        NotApproved: fewer people approved exactly this content, and no narrower outside, than its audience needs.
        OtherApproved: somebody approved something else of this case for this audience.
    """
    known, facts = _known_of(session, job.case, job.audience), yeses.facts_of(session)
    same = [one for one in known if one.content == job.content and _covers(one, outside)]
    needed = policy.approvals_needed(job.audience)
    best = max(same, key=lambda one: len(yeses.counting(facts, one)), default=None)
    count = len(yeses.counting(facts, best)) if best is not None else 0
    if count >= needed:
        return best.code if best is not None else ""
    others = [one for one in reversed(known) if one not in same and len(yeses.counting(facts, one)) > count]
    if others:
        raise OtherApproved(count=count, proposal=others[0].code)
    raise NotApproved(count=count)


def for_review(session: Session, job: Job, envelope: Envelope) -> ProposalView:
    """The proposal whose review a job goes to; noted now if nobody proposed it.

    Where nothing is said of the outside, that is the newest of this content.
    """
    outside = sending.outside_of(job.audience, envelope, Door.SEALED)
    same = [one for one in _known_of(session, job.case, job.audience) if one.content == job.content and one.outside]
    found = [one for one in same if one.outside == outside]
    if not found and outside == sending.outside_of(job.audience, Envelope(), Door.SEALED):
        found = same
    if found:
        return _view(session, found[-1])
    made = Proposal("", "", job.case, job.audience, job.content, "", "owner", "", _versions(job), outside=outside)
    return _view(session, _noted(session, replace(made, ladder=_ladder(job))))


def counts_for(session: Session, bundle_id: str, signer: bytes) -> bool:
    """Whether an editor's reviews of what a bundle was proposed as are her yes to it now."""
    proposal = _proposal_of(session, bundle_id)
    return proposal is not None and _has_yes(session, proposal, signer)


def note_review(session: Session, bundle_id: str, signer: bytes, *, before: bool) -> bool:
    """Tell the ledger what a review that was taken in changed, `before` it there was a yes or not; whether now is."""
    proposal, now = _proposal_of(session, bundle_id), counts_for(session, bundle_id, signer)
    if proposal is not None and now is not before:
        event = "release-approved" if now else "approval-withdrawn"
        key = sign.key_id(signer).hex()
        session.vault.append_ledger(event, proposal=proposal.code, signer=key, way=Way.REVIEW.value)
    return now


def note_counted(session: Session, code: str, bundle: str) -> None:
    """Tell the ledger whose yeses something leaves under: some of them may have begun to count without an act."""
    counted = yeses.counting(yeses.facts_of(session), _get(session, code))
    signers = " ".join(sorted(sign.key_id(one.signer).hex() for one in counted))
    session.vault.append_ledger("released-under", bundle=bundle, proposal=code, signers=signers)


def _proposal_of(session: Session, bundle_id: str) -> Proposal | None:
    release = next((one for one in session.vault.releases() if one.id == bundle_id), None)
    return None if release is None or not release.proposal else _get(session, release.proposal)


def _has_yes(session: Session, proposal: Proposal, signer: bytes) -> bool:
    return any(one.signer == signer for one in yeses.counting(yeses.facts_of(session), proposal))


def _known_of(session: Session, case: str, audience: Audience) -> list[Proposal]:
    return [one for one in session.vault.proposals() if (one.case, one.audience) == (case, audience)]


def _covers(proposal: Proposal, outside: Outside) -> bool:
    return proposal.outside is not None and policy.covers(proposal.outside, outside)


def _versions(job: Job) -> dict[str, int]:
    return {one.candidate.record.code: one.candidate.record.row.version for one in job.included}


def _ladder(job: Job) -> str:
    return "" if job.ladder == for_audience(job.audience) else job.ladder.spelled()


def _noted(session: Session, made: Proposal) -> Proposal:
    """The same one as is known already, the draft that it was, or a new one."""
    vault = session.vault
    known = _known_of(session, made.case, made.audience)
    for one in known:
        if made.content and (one.content, one.outside) == (made.content, made.outside):
            return one if one.series == made.series else vault.change_proposal(replace(one, series=made.series))
    draft = next((one for one in reversed(known) if not one.content), None)
    if draft is not None:
        changed = replace(made, id=draft.id, code=draft.code, made=draft.made, by=draft.by, approvals=draft.approvals)
        return vault.change_proposal(changed)
    return vault.add_proposal(made)


def _approvable(session: Session, code: str) -> Proposal:
    proposal = _get(session, code)
    if not proposal.content:
        raise _refused(_DRAFT)
    if any(one.proposal == proposal.code and not one.for_review for one in session.vault.releases()):
        raise _refused(_RELEASED)
    if stale := _stale(session, proposal):
        raise ApprovalRefused(why=stale, then=tr(_AGAIN))
    if session.sealed_open and not proposed.now(session, proposal).same:
        raise ApprovalRefused(why=tr(_CHANGED), then=tr(_AGAIN))
    return proposal


def _refused(cause: tuple[str, str]) -> ApprovalRefused:
    """With what can be done about it."""
    why, then = cause
    return ApprovalRefused(why=tr(why), then=tr(then))


def _stale(session: Session, proposal: Proposal) -> str:
    """Why what would leave cannot be what was proposed; empty where nothing is known of it.

    A decision or a consent changes it, too: `proposed.now` sees that, where names can be read.
    """
    if not proposal.content:
        return ""
    if proposal.outside is None:
        return tr(_UNBOUND)
    for code, version in proposal.records.items():
        try:
            if session.vault.row(code).version != version:
                return tr(_CHANGED)
        except NoSuchRecord:
            return tr(_CHANGED)
    return ""


def _get(session: Session, code: str) -> Proposal:
    for one in session.vault.proposals():
        if one.code == code.strip().upper():
            return one
    raise NoSuchRecord(name=code)


def _key(session: Session, identity: Path | None) -> SigningKey:
    return yeses.owner_key(session) if identity is None else load_identity(identity).signing_key


def _known(session: Session, signer: bytes) -> Contact:
    """The verified contact that a signing key belongs to."""
    if signer == yeses.owner_key(session).public:
        raise _refused(_TWICE)
    contact = yeses.facts_of(session).verified.get(signer)
    if contact is None:
        raise _refused(_STRANGER)
    return contact


def _not_twice(session: Session, proposal: Proposal, signer: bytes, contact: str) -> None:
    before = yeses.all_of(yeses.facts_of(session), proposal)
    if any(one.counts and one.contact == contact for one in before):
        raise _refused(_TWICE)
    if any(one.signer == signer and one.way is not Way.REVIEW for one in before):
        raise _refused(_TWICE)


def _with(session: Session, proposal: Proposal, approval: Approval) -> Proposal:
    with session.vault.transaction():
        changed = session.vault.change_proposal(replace(proposal, approvals=(*proposal.approvals, approval)))
        signer = sign.key_id(approval.signer).hex()
        session.vault.append_ledger("release-approved", proposal=proposal.code, signer=signer, way=approval.way.value)
    return changed


def _view(session: Session, proposal: Proposal, facts: Facts | None = None) -> ProposalView:
    facts = facts or yeses.facts_of(session)
    said = yeses.all_of(facts, proposal)
    sent = [one for one in reversed(facts.releases) if one.proposal == proposal.code]
    released = any(not one.for_review for one in sent)
    stale = "" if released else _stale(session, proposal)
    return ProposalView(
        proposal.code,
        proposal.case,
        proposal.audience,
        Stage.DRAFT if stale else _stage(proposal, said, [one.for_review for one in sent]),
        proposal.open,
        proposal.made,
        policy.approvals_needed(proposal.audience),
        tuple(_approval_view(one, proposal, facts.contacts) for one in said),
        tuple(one.id for one in sent),
        tuple(sorted(proposal.records)),
        proposal.outside,
        yeses.words_of(session.vault.vault_id, proposal) if proposal.content else (),
        stale,
        proposal.records,
        worded(proposal.open),
    )


def _approval_view(one: Yes, proposal: Proposal, known: Mapping[str, Contact]) -> ApprovalView:
    if one.way is Way.OWNER:
        return ApprovalView(tr(_OWNER), one.way, one.at, one.counts)
    contact = known.get(one.contact)
    if contact is None:
        return ApprovalView(tr(_GONE), one.way, one.at, one.counts)
    hasty = bool(contact.verified) and (
        contact.verified > proposal.made or _stamp(one.at) - _stamp(contact.verified) < _SOON
    )
    return ApprovalView(contact.name, one.way, one.at, one.counts, contact.verified, hasty)


def _stamp(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _stage(proposal: Proposal, said: Sequence[Yes], sent: Sequence[bool]) -> Stage:
    """How far it is; `sent` says of each bundle whether it was for review."""
    counted = sum(one.counts for one in said)
    if not proposal.content:
        return Stage.DRAFT
    if not all(sent):
        return Stage.RELEASED
    if counted and counted >= policy.approvals_needed(proposal.audience):
        return Stage.APPROVED
    return Stage.IN_REVIEW if sent or said else Stage.SELF_CHECKED
