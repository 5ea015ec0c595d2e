"""What editors said, at its passage in the original, and what the author answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from fieldnotes.errors import BadValue, NoSuchRecord, ReviewNotReady, SealedClosed
from fieldnotes.i18n import N_, tr
from fieldnotes.model.changes import Changes
from fieldnotes.model.review import TEXT_LIMIT, Part, RemarkKind, ReviewVerdict, TakenRemark, TakenReview
from fieldnotes.services import review_flags
from fieldnotes.services.remark_places import Exactness, Moves, Place, place_of
from fieldnotes.services.session import Session

__all__ = ["Exactness", "Place"]

_NO_WORDS = N_("an answer needs words")


@dataclass(frozen=True, slots=True)
class RemarkView:
    """A remark for its reader. `place` is None while the record cannot be read; `quote` are the words there in
    `original`, the whole title or text."""

    code: str
    record: str
    kind: RemarkKind
    text: str = field(repr=False)
    place: Place | None
    quote: str = field(repr=False)
    original: str = field(repr=False)
    reviewer: str
    created: str
    answer: str = field(repr=False)
    answered: str
    by: str
    returned: bool
    """Whether it is part of why an editor returned the record, and keeps it from leaving."""

    @property
    def is_open(self) -> bool:
        return not self.answered

    @property
    def blocks(self) -> bool:
        """Whether its record cannot leave before it is answered."""
        return self.is_open and (self.returned or self.kind is RemarkKind.RISK)


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A review that was taken in. `verified`: the words of her card were compared."""

    code: str
    bundle: str
    reviewer: str
    verified: bool
    number: int
    created: str
    taken: str
    verdicts: Mapping[str, ReviewVerdict]
    note: str = field(repr=False)
    open: int
    """Remarks on its bundle by her that are not answered."""


def reviews(session: Session) -> tuple[ReviewView, ...]:
    """Every review that was taken in, newest first."""
    verified = {one.sign.hex() for one in session.vault.contacts() if one.verified}
    names = _names(session)
    remarks = session.vault.remarks()
    return tuple(
        ReviewView(
            one.code,
            one.bundle,
            names.get(one.signer, one.reviewer),
            one.signer in verified,
            one.number,
            one.created,
            one.taken,
            one.verdicts,
            one.note,
            sum(_belongs(remark, one) and not remark.answered for remark in remarks),
        )
        for one in reversed(session.vault.reviews())
    )


def all_of(session: Session, *, record: str = "", only_open: bool = False) -> tuple[RemarkView, ...]:
    """Every remark, or those on one record, in the order of records and passages."""
    by = _reviewers(session)
    maps = {one.id: one.maps for one in session.vault.releases()}
    returned = frozenset(code for codes in review_flags.returned(session).values() for code in codes)
    found = [
        _view(session, one, by, maps.get(one.bundle, {}).get(one.record), returned=one.code in returned)
        for one in session.vault.remarks()
        if (not record or one.record == record) and not (only_open and one.answered)
    ]
    return tuple(sorted(found, key=lambda one: (one.record, one.place.start if one.place else 0)))


def answer(session: Session, code: str, text: str, *, by: str = "owner") -> Changes:
    """Answer a remark: a risk flag that was answered does not keep its record from leaving any more, nor does a record
    that was returned where all that its editor said of it is answered.

    Raises:
        NoSuchRecord: there is no such remark.
        ReviewNotReady: there are no words.
        BadValue: more than 4,000 characters.
        SealedClosed: it is about a SEALED record, and the compartment is closed.
    """
    words = text.strip()
    if not words:
        raise ReviewNotReady(why=tr(_NO_WORDS))
    if len(words) > TEXT_LIMIT:
        raise BadValue(field="text", value=f"{len(words)} characters long", allowed=f"up to {TEXT_LIMIT} characters")
    answered = session.vault.answer_remark(code.upper(), words, by=by)
    return Changes(records=frozenset({answered.record}))


def _reviewers(session: Session) -> Mapping[tuple[str, str], TakenReview]:
    """The newest review of each bundle by each editor, under the name that she has here."""
    names = _names(session)
    return {
        (one.bundle, one.signer): replace(one, reviewer=names.get(one.signer, one.reviewer))
        for one in session.vault.reviews()
    }


def _names(session: Session) -> Mapping[str, str]:
    """What the contacts are called here, by their signing keys: a card can call itself anything."""
    return {one.sign.hex(): one.name for one in session.vault.contacts()}


def _belongs(remark: TakenRemark, review: TakenReview) -> bool:
    return (remark.bundle, remark.signer) == (review.bundle, review.signer)


def _view(
    session: Session,
    one: TakenRemark,
    by: Mapping[tuple[str, str], TakenReview],
    moves: Moves | None,
    *,
    returned: bool,
) -> RemarkView:
    review = by.get((one.bundle, one.signer))
    place, original = next(_places(session, one, moves), (None, ""))
    return RemarkView(
        one.code,
        one.record,
        one.kind,
        one.text,
        place,
        original[place.start : place.end] if place is not None else "",
        original,
        review.reviewer if review is not None else "",
        review.created if review is not None else "",
        one.answer,
        one.answered,
        one.by,
        returned,
    )


def _places(session: Session, one: TakenRemark, moves: Moves | None) -> Iterator[tuple[Place, str]]:
    """Where it belongs, and the whole title or text; nothing while the record cannot be read."""
    try:
        place = place_of(session, one, moves)
        record = session.vault.record(one.record)
    except (NoSuchRecord, SealedClosed):
        return
    title = record.row.card.title if record.row.card is not None else ""
    yield place, record.body.text if place.part is Part.TEXT else title
