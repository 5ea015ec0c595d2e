"""Two people say yes before something leaves for lawyers or the public: proposals, approvals, and how far each is.

The rule is `protection.policy.approvals_needed`; the statement that is signed is in `docs/formats/approval.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fieldnotes import clock
from fieldnotes.crypto import sign
from fieldnotes.crypto.exchange import canonical
from fieldnotes.crypto.sign import SigningKey
from fieldnotes.errors import ApprovalRefused, ExportRefused, FieldNotesError, NoSuchRecord, NotApproved
from fieldnotes.i18n import N_, tr
from fieldnotes.model.audience import Audience
from fieldnotes.model.contact import Standing
from fieldnotes.model.proposal import Approval, Proposal, Stage, Way
from fieldnotes.model.review import ReviewVerdict
from fieldnotes.progress import Watch
from fieldnotes.protection import policy
from fieldnotes.services import contacts, settling
from fieldnotes.services.cards import load_identity
from fieldnotes.services.passing import pass_each
from fieldnotes.services.preparing import USUAL, How
from fieldnotes.services.session import Session
from fieldnotes.services.settling import Job

FORMAT = "fieldnotes-approval/1"
_OWNER = N_("the owner of this vault")
_DRAFT = N_("it is still a draft, something is left to decide")
_STRANGER = N_("the words of this person's card were not compared")
_TWICE = N_("the same person approved before")
_RELEASED = N_("it was released already")
_GONE = N_("somebody who is not in the contacts any more")


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """Who said yes, how and when. `counts` is False where the person is not verified any more."""

    name: str
    way: Way
    at: str
    counts: bool


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposed release for people. `bundles` left for its review or as it was released, oldest first."""

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
    watch: Watch | None = None,
) -> ProposalView:
    """Check what would leave as an export does, gate included, and note it for others to approve.

    What is not settled becomes a draft that says what is open. The same content again is the same proposal; another
    is a new one, with no approvals. Nothing leaves.

    Raises:
        SealedClosed, NoSuchRecord.
    """
    content, records, still_open = "", dict[str, int](), ""
    try:
        job = settling.settled(session, case, audience, accept_quasi=accept_quasi, how=how, watch=watch)
        pass_each(job, watch)
        content = job.content
        records = {one.candidate.record.code: one.candidate.record.row.version for one in job.included}
    except ExportRefused as refused:
        still_open = refused.code
    return _view(session, _noted(session, case, audience, content, records, still_open, by))


def approve(session: Session, code: str, *, identity: Path | None = None) -> ProposalView:
    """Say yes to a proposal: by a person who brought her identity file, or without one by the owner of the vault, who
    types the passphrase for it.

    Raises:
        ApprovalRefused: it is a draft or released, the person is not known, or approved before.
        NotReauthenticated: the owner did not type the passphrase lately.
        BadIdentityFile, CannotRead, NoSuchRecord.
    """
    proposal = _approvable(session, code)
    if identity is None:
        session.needs_proof()
        key, way, contact = _owner(session), Way.OWNER, ""
    else:
        key, way = load_identity(identity).signing_key, Way.KEY
        contact = _known(session, key.public)
    _not_twice(session, proposal, key.public, contact)
    signature = key.sign(_statement(session, proposal, key.public))
    changed = _with(session, proposal, Approval(key.public, way, clock.stamp(), contact, signature))
    if identity is None:
        session.use_proof()
    return _view(session, changed)


def by_review(session: Session, bundle_id: str, *, signer: bytes, review_sha256: str) -> ProposalView | None:
    """An editor's signed review accepted every record of a bundle: her yes to the proposal that it was made for.

    None where there is nothing to approve: the bundle belongs to no proposal, or she approved before.

    Raises:
        ApprovalRefused: her card was not compared.
    """
    release = next((one for one in session.vault.releases() if one.id == bundle_id), None)
    if release is None or not release.proposal:
        return None
    proposal = _get(session, release.proposal)
    contact = _known(session, signer)
    if any(one.signer == signer or one.contact == contact for one in proposal.approvals):
        return None
    yes = Approval(signer, Way.REVIEW, clock.stamp(), contact, review=review_sha256)
    return _view(session, _with(session, proposal, yes))


def all_of(session: Session) -> tuple[ProposalView, ...]:
    """Every proposal, newest first."""
    return tuple(_view(session, one) for one in reversed(session.vault.proposals()))


def get(session: Session, code: str) -> ProposalView:
    """One by its code.

    Raises:
        NoSuchRecord.
    """
    return _view(session, _get(session, code))


def needed_for(audience: Audience) -> int:
    """How many people have to approve what leaves for an audience."""
    return policy.approvals_needed(audience)


def check(session: Session, job: Job) -> str:
    """The code of the proposal that a job was approved as; empty where its audience needs nobody's yes.

    Raises:
        NotApproved: fewer people approved exactly this content than its audience needs.
    """
    same = _same(session, job)
    needed = policy.approvals_needed(job.audience)
    best = max(same, key=lambda one: len(_counting(session, one)), default=None)
    count = len(_counting(session, best)) if best is not None else 0
    if count < needed:
        raise NotApproved(count=count)
    return best.code if best is not None else ""


def for_review(session: Session, job: Job) -> str:
    """The code of the proposal whose review a job goes to; noted now if nobody proposed it."""
    same = _same(session, job)
    if same:
        return same[-1].code
    records = {one.candidate.record.code: one.candidate.record.row.version for one in job.included}
    return _noted(session, job.case, job.audience, job.content, records, "", "owner").code


def _same(session: Session, job: Job) -> list[Proposal]:
    wanted = (job.case, job.audience, job.content)
    return [one for one in session.vault.proposals() if (one.case, one.audience, one.content) == wanted]


def _noted(
    session: Session, case: str, audience: Audience, content: str, records: dict[str, int], still_open: str, by: str
) -> Proposal:
    vault = session.vault
    known = [one for one in vault.proposals() if (one.case, one.audience) == (case, audience)]
    for one in known:
        if content and one.content == content:
            return one
    draft = next((one for one in reversed(known) if not one.content), None)
    if draft is not None:
        return vault.change_proposal(replace(draft, content=content, records=records, open=still_open))
    return vault.add_proposal(Proposal("", "", case, audience, content, "", by, still_open, records))


def _approvable(session: Session, code: str) -> Proposal:
    proposal = _get(session, code)
    if not proposal.content:
        raise ApprovalRefused(why=tr(_DRAFT))
    if any(one.proposal == proposal.code and not one.for_review for one in session.vault.releases()):
        raise ApprovalRefused(why=tr(_RELEASED))
    return proposal


def _get(session: Session, code: str) -> Proposal:
    for one in session.vault.proposals():
        if one.code == code.strip().upper():
            return one
    raise NoSuchRecord(name=code)


def _known(session: Session, signer: bytes) -> str:
    """The code of the verified contact that a signing key belongs to."""
    contact = contacts.by_signer(session, signer)
    if contact is None or contact.standing(clock.today().isoformat()) is not Standing.VERIFIED:
        raise ApprovalRefused(why=tr(_STRANGER))
    return contact.code


def _not_twice(session: Session, proposal: Proposal, signer: bytes, contact: str) -> None:
    own = _owner(session).public
    if any(one.signer == signer or (contact and one.contact == contact) for one in proposal.approvals):
        raise ApprovalRefused(why=tr(_TWICE))
    if contact and signer == own:
        raise ApprovalRefused(why=tr(_TWICE))


def _with(session: Session, proposal: Proposal, approval: Approval) -> Proposal:
    with session.vault.transaction():
        changed = session.vault.change_proposal(replace(proposal, approvals=(*proposal.approvals, approval)))
        signer = sign.key_id(approval.signer).hex()
        session.vault.append_ledger("release-approved", proposal=proposal.code, signer=signer, way=approval.way.value)
    return changed


def _counting(session: Session, proposal: Proposal) -> Sequence[Approval]:
    """The approvals of different people who are still known, each checked again."""
    found: dict[str, Approval] = {}
    for one in proposal.approvals:
        if _counts(session, proposal, one):
            found.setdefault(one.contact, one)
    return tuple(found.values())


def _counts(session: Session, proposal: Proposal, approval: Approval) -> bool:
    try:
        if approval.way is Way.OWNER:
            known = approval.signer == _owner(session).public and not approval.contact
        else:
            known = _known(session, approval.signer) == approval.contact
        if known and approval.way is Way.REVIEW:
            return _still_accepts(session, proposal, approval)
        if known:
            sign.verify(_statement(session, proposal, approval.signer), approval.signature, approval.signer)
    except (sign.BadSignature, FieldNotesError):
        return False
    return known


def _still_accepts(session: Session, proposal: Proposal, approval: Approval) -> bool:
    """Whether the newest review by the same hand, of any bundle of this proposal, is the one that said yes or says so.

    What she returns later takes her yes back.
    """
    vault = session.vault
    bundles = {release.id for release in vault.releases() if release.proposal == proposal.code}
    hers = [one for one in vault.reviews() if one.signer == approval.signer.hex() and one.bundle in bundles]
    if not hers:
        return False
    newest = hers[-1]
    return newest.sha256 == approval.review or set(newest.verdicts.values()) == {ReviewVerdict.ACCEPT}


def _statement(session: Session, proposal: Proposal, signer: bytes) -> bytes:
    return statement(session.vault.vault_id, proposal, signer)


def statement(vault_id: str, proposal: Proposal, signer: bytes) -> bytes:
    """What is signed: canonical JSON of exactly what leaves, of which vault, and who says so."""
    return canonical(
        {
            "format": FORMAT,
            "vault": vault_id,
            "proposal": proposal.id,
            "audience": proposal.audience.value,
            "content": proposal.content,
            "signer": signer.hex(),
        }
    )


def _owner(session: Session) -> SigningKey:
    return SigningKey.from_seed(session.vault.device().signing_seed)


def _view(session: Session, proposal: Proposal) -> ProposalView:
    names = {one.code: one.name for one in session.vault.contacts()}
    counting = {one.signer for one in _counting(session, proposal)}
    sent = [one for one in reversed(session.vault.releases()) if one.proposal == proposal.code]
    return ProposalView(
        proposal.code,
        proposal.case,
        proposal.audience,
        _stage(proposal, len(counting), [one.for_review for one in sent]),
        proposal.open,
        proposal.made,
        policy.approvals_needed(proposal.audience),
        tuple(
            ApprovalView(
                tr(_OWNER) if one.way is Way.OWNER else names.get(one.contact, tr(_GONE)),
                one.way,
                one.at,
                one.signer in counting,
            )
            for one in proposal.approvals
        ),
        tuple(one.id for one in sent),
        tuple(sorted(proposal.records)),
    )


def _stage(proposal: Proposal, counted: int, sent: Sequence[bool]) -> Stage:
    """How far it is; `sent` says of each bundle whether it was for review."""
    if not proposal.content:
        return Stage.DRAFT
    if not all(sent):
        return Stage.RELEASED
    if counted and counted >= policy.approvals_needed(proposal.audience):
        return Stage.APPROVED
    return Stage.IN_REVIEW if sent or proposal.approvals else Stage.SELF_CHECKED
