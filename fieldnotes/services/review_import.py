"""A review comes back: verified, matched with what left, and taken in whole or not at all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fieldnotes.bundle import review_file
from fieldnotes.bundle.review_file import OpenedReview
from fieldnotes.crypto import age
from fieldnotes.errors import LeftBehind, ReviewerUnknown, ReviewRefused
from fieldnotes.i18n import N_, tr
from fieldnotes.model.contact import Contact
from fieldnotes.model.review import RemarkKind, Review, ReviewVerdict, TakenRemark, TakenReview
from fieldnotes.services import approvals
from fieldnotes.services.session import Session
from fieldnotes.vault.records.releases import Release

_FOREIGN = N_("it is about a bundle that did not leave this vault")
_OTHER = N_("it is about another bundle than the one that left under this number")
_RECORDS = N_("it is about records that the bundle does not have")
_AGAIN = N_("it was taken in before")
_REPLAY = N_("a newer review of this bundle by the same editor was taken in before")
NOTE_ID = "note"
"""In place of a remark's number, for a note on a whole record."""
_NO_WORD = N_("She returned this record once more, and said nothing new of it.")


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a review brought. `gone` counts remarks on records that were purged since the bundle left."""

    review: TakenReview
    verified: bool
    """Whether the words of her card were compared."""
    was_sent_to_her: bool
    """Whether the bundle was encrypted to a key on her card."""
    new: tuple[TakenRemark, ...]
    gone: int
    approved: bool = False
    """Whether it counts as her approval of a proposed release."""


def take_in(session: Session, path: Path) -> TakenIn:
    """Open a review of a bundle that left this vault and keep its remarks with their records.

    Raises:
        NotAReview, ReviewNotForYou, ReviewDamaged, ReviewTooNew, FileTooLarge, CannotRead: it cannot be used.
        ReviewRefused: it is about something else, or was taken in before.
        ReviewerUnknown: none of the contacts signed it.
        SealedClosed: a record that it is about is SEALED, and the compartment is closed.
        LeftBehind: what left is not known on this journey.
    """
    vault = session.vault
    opened = review_file.open_review(
        review_file.read_file(path), identities=(vault.device().age_secret,), name=path.name
    )
    review = opened.review
    release = _release(session, review, path.name)
    contact = next((one for one in vault.contacts() if one.sign == review.signer), None)
    if contact is None:
        raise ReviewerUnknown(name=path.name)
    _check_new(session, opened, path.name)
    codes = _codes(release, review, path.name)
    here = {code for code in codes.values() if vault.has_record(code)}
    was_sent = not {age.key_id(one) for one in contact.age}.isdisjoint(release.recipients)
    taken = _taken(opened, release, contact, {label: code for label, code in codes.items() if code in here})
    taken = replace(taken, accepts=review.accepts_all and was_sent and _is_of_all(review, release))
    known = {_identity(one) for one in vault.remarks()}
    said = list(_remarks(review, release, codes))
    new = [one for one in said if one.record in here and _identity(one) not in known]
    new += _returned_again(taken, said, {one.record for one in new}, {one.code: one.version for one in release.records})
    with vault.transaction():
        before = approvals.counts_for(session, release.id, review.signer)
        stored = vault.take_review_in(taken, new)
        approved = approvals.note_review(session, release.id, review.signer, before=before)
    shown = tuple(one for one in vault.remarks() if _identity(one) in {_identity(each) for each in new})
    return TakenIn(
        stored,
        verified=bool(contact.verified),
        was_sent_to_her=was_sent,
        new=shown,
        gone=sum(one.record not in here for one in said),
        approved=approved,
    )


def _release(session: Session, review: Review, name: str) -> Release:
    release = next((one for one in session.vault.releases() if one.id == review.about.bundle_id), None)
    if release is None:
        raise ReviewRefused(name=name, why=tr(_FOREIGN))
    if release.records and not release.labels:
        raise LeftBehind
    if release.manifest_sha256 and release.manifest_sha256 != review.about.manifest_sha256:
        raise ReviewRefused(name=name, why=tr(_OTHER))
    return release


def _is_of_all(review: Review, release: Release) -> bool:
    """Whether it judges exactly the records that left: a yes to one of them is none to the others."""
    return {one.label for one in review.records} == {release.labels.get(one.code) for one in release.records}


def _check_new(session: Session, opened: OpenedReview, name: str) -> None:
    review = opened.review
    before = [
        one
        for one in session.vault.reviews()
        if one.bundle == review.about.bundle_id and one.signer == review.signer.hex()
    ]
    if any(one.sha256 == opened.sha256 for one in before):
        raise ReviewRefused(name=name, why=tr(_AGAIN))
    if any(one.number >= review.number for one in before):
        raise ReviewRefused(name=name, why=tr(_REPLAY))


def _codes(release: Release, review: Review, name: str) -> Mapping[str, str]:
    """The codes of the records for which the review's labels stand; without those that were purged since."""
    entries = {label: code for code, label in release.labels.items()}
    labels = [one.label for one in review.records]
    unknown = [label for label in labels if label not in entries]
    if unknown and not release.manifest_sha256:
        raise ReviewRefused(name=name, why=tr(_RECORDS))
    return {label: entries.get(label, "") for label in labels}


def _taken(opened: OpenedReview, release: Release, contact: Contact, codes: Mapping[str, str]) -> TakenReview:
    review = opened.review
    return TakenReview(
        code="",
        bundle=release.id,
        sha256=opened.sha256,
        signer=review.signer.hex(),
        reviewer=contact.name,
        contact=contact.code,
        number=review.number,
        created=review.created,
        verdicts={codes[one.label]: one.verdict for one in review.records if one.label in codes},
        note=review.note,
    )


def _remarks(review: Review, release: Release, codes: Mapping[str, str]) -> Iterator[TakenRemark]:
    versions = {one.code: one.version for one in release.records}

    def made(label: str, number: str, text: str) -> TakenRemark:
        code, signer = codes[label], review.signer.hex()
        version = versions.get(code, 0)
        return TakenRemark("", code, release.id, signer, number, RemarkKind.COMMENT, None, version, text)

    for remark in review.remarks:
        yield replace(made(remark.label, remark.id, remark.text), kind=remark.kind, anchor=remark.anchor)
    for one in review.records:
        if one.note:
            yield made(one.label, NOTE_ID, one.note)


def _returned_again(
    taken: TakenReview, said: Sequence[TakenRemark], told: Collection[str], versions: Mapping[str, int]
) -> Iterator[TakenRemark]:
    """Something to answer for each record that is returned and of which nothing new is `told`."""
    for code, verdict in taken.verdicts.items():
        if verdict is ReviewVerdict.RETURN and code not in told:
            note = next((one.text for one in said if (one.record, one.id) == (code, NOTE_ID)), "") or tr(_NO_WORD)
            number, kind = f"return-{taken.number}", RemarkKind.COMMENT
            yield TakenRemark("", code, taken.bundle, taken.signer, number, kind, None, versions.get(code, 0), note)


def _identity(one: TakenRemark) -> tuple[object, ...]:
    """What makes a remark the same when a further review says it again."""
    return one.bundle, one.signer, one.id, one.kind, one.text, one.record
