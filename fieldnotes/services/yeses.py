"""Which yeses to a proposed release count now: signed ones, and reviews of a verified reader that accept all of it.

They are worked out whenever somebody asks, from what is kept: a card that is compared, ends or changes, and a review
that comes later, change the answer. The statement that is signed is in `docs/formats/approval.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fieldnotes import clock
from fieldnotes.crypto import sign
from fieldnotes.crypto.exchange import canonical
from fieldnotes.crypto.sign import SigningKey
from fieldnotes.crypto.words import fingerprint
from fieldnotes.model.contact import Contact, Standing
from fieldnotes.model.proposal import Approval, Proposal, Way
from fieldnotes.model.review import ReviewVerdict, TakenReview
from fieldnotes.services.session import Session
from fieldnotes.services.verdicts import in_order, standing
from fieldnotes.vault.records.releases import Release

FORMAT = "fieldnotes-approval/2"
_FIRST_FORMAT = "fieldnotes-approval/1"


@dataclass(frozen=True, slots=True)
class Yes:
    """Somebody who said yes; `contact` is a code, empty for the owner. `at` is a UTC stamp."""

    signer: bytes
    contact: str
    way: Way
    at: str
    counts: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What yeses are worked out from, read once for all proposals."""

    vault_id: str
    owner: bytes
    """The vault's own signing key."""
    verified: Mapping[bytes, Contact]
    """By signing key, those whose words were compared, who have not ended, without the owner's own key."""
    contacts: Mapping[str, Contact]
    """Everybody, by code."""
    releases: Sequence[Release]
    """Newest first."""
    reviews: Sequence[TakenReview]
    """In order: oldest first."""


def facts_of(session: Session) -> Facts:
    """What the vault knows now."""
    vault, today = session.vault, clock.today().isoformat()
    owner, known = owner_key(session).public, vault.contacts()
    verified = (one for one in known if one.standing(today) is Standing.VERIFIED and one.sign != owner)
    return Facts(
        vault.vault_id,
        owner,
        {one.sign: one for one in verified},
        {one.code: one for one in known},
        vault.releases(),
        in_order(vault.reviews(), vault.releases()),
    )


def all_of(facts: Facts, proposal: Proposal) -> tuple[Yes, ...]:
    """Every yes to a proposal, oldest first; one person counts once."""
    found, counted = [], set[str]()
    for one in sorted((*_signed(facts, proposal), *_reviewed(facts, proposal)), key=lambda one: one.at):
        counts = one.counts and one.contact not in counted
        counted |= {one.contact} if counts else set()
        found.append(Yes(one.signer, one.contact, one.way, one.at, counts))
    return tuple(found)


def counting(facts: Facts, proposal: Proposal) -> tuple[Yes, ...]:
    """Those of different people who are still known and have not taken theirs back."""
    return tuple(one for one in all_of(facts, proposal) if one.counts)


def owner_key(session: Session) -> SigningKey:
    """What the owner of the vault signs with."""
    return SigningKey.from_seed(session.vault.device().signing_seed)


def statement(vault_id: str, proposal: Proposal, signer: bytes) -> bytes:
    """What is signed: canonical JSON of exactly what leaves, how, of which vault, and who says so.

    Of a proposal of before, the first version of it, which did not say how.
    """
    told = {
        "format": FORMAT,
        "vault": vault_id,
        "proposal": proposal.id,
        "audience": proposal.audience.value,
        "content": proposal.content,
        "signer": signer.hex(),
    }
    outside = proposal.outside
    if outside is None:
        return canonical({**told, "format": _FIRST_FORMAT})
    return canonical({**told, **outside.told()})


def words_of(vault_id: str, proposal: Proposal) -> tuple[str, ...]:
    """Eight words that stand for all of that but for who says so: people who talk can tell that they mean the same."""
    return fingerprint(statement(vault_id, proposal, b""))


def _signed(facts: Facts, proposal: Proposal) -> Iterator[Yes]:
    returned = _returned(facts, proposal)
    for one in proposal.approvals:
        if one.way is not Way.REVIEW:
            taken_back = returned.get(one.signer.hex(), "") >= one.at
            counts = not taken_back and _holds(facts, proposal, one)
            yield Yes(one.signer, one.contact, one.way, one.at, counts)


def _holds(facts: Facts, proposal: Proposal, approval: Approval) -> bool:
    if approval.way is Way.OWNER:
        known = approval.signer == facts.owner and not approval.contact
    else:
        contact = facts.verified.get(approval.signer)
        known = contact is not None and contact.code == approval.contact
    try:
        sign.verify(statement(facts.vault_id, proposal, approval.signer), approval.signature, approval.signer)
    except sign.BadSignature:
        return False
    return known


def _reviewed(facts: Facts, proposal: Proposal) -> Iterator[Yes]:
    """Who accepted in some review all that left for this proposal's review, and took none of it back since."""
    newest = {one.signer: one for one in _reviews(facts, proposal)}
    returned = _returned(facts, proposal)
    said: dict[str, TakenReview] = {}
    for one in _reviews(facts, proposal):
        if _accepts(one, proposal):
            said[one.signer] = one
    for signer, one in said.items():
        key = bytes.fromhex(signer)
        contact = facts.verified.get(key)
        counts = _accepts(newest[signer], proposal) and signer not in returned and contact is not None
        yield Yes(key, one.contact if contact is None else contact.code, Way.REVIEW, one.taken, counts)


def _accepts(review: TakenReview, proposal: Proposal) -> bool:
    """Before reviews said so themselves, the proposal kept which of them had."""
    return review.accepts or review.sha256 in {one.review for one in proposal.approvals if one.review}


def _returned(facts: Facts, proposal: Proposal) -> Mapping[str, str]:
    """Who returns something of it by now, and when the last such review was taken in."""
    found: dict[str, str] = {}
    for (signer, _), (review, verdict) in standing(_reviews(facts, proposal)).items():
        if verdict is ReviewVerdict.RETURN:
            found[signer] = max(review.taken, found.get(signer, ""))
    return found


def _reviews(facts: Facts, proposal: Proposal) -> list[TakenReview]:
    """All of bundles that left for this proposal's review, oldest first."""
    bundles = {release.id for release in facts.releases if release.proposal == proposal.code}
    return [one for one in facts.reviews if one.bundle in bundles]
