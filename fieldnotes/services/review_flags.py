"""What an editor said keeps a record from leaving: a risk that she saw, a record that she returned."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress

from fieldnotes.errors import NoSuchRecord, RecordReturned, RiskOpen, SealedClosed
from fieldnotes.model.record import Record
from fieldnotes.model.review import ReviewVerdict
from fieldnotes.services.session import Session
from fieldnotes.services.verdicts import in_order, standing


def open_flags(session: Session, records: Collection[str]) -> int:
    """How many risk flags on these records, by code, are not answered."""
    return sum(one.is_open_risk and one.record in records for one in session.vault.remarks())


def none_open(session: Session, records: Collection[str]) -> None:
    """Refuse while there is one, or while one of them was returned and nobody answered.

    Raises:
        RiskOpen, RecordReturned.
    """
    if count := open_flags(session, records):
        raise RiskOpen(count=count)
    if found := returned(session).keys() & set(records):
        raise RecordReturned(records=", ".join(sorted(found)))


def held(session: Session, records: Collection[str]) -> tuple[str, ...]:
    """Those of these records, by code, that may not leave before an editor is answered."""
    flagged = {one.record for one in session.vault.remarks() if one.is_open_risk}
    return tuple(sorted((flagged | returned(session).keys()) & set(records)))


def returned(session: Session) -> Mapping[str, frozenset[str]]:
    """The records that some editor's newest verdict returns, by code, with the codes of her remarks that are open.

    Her author answers all that she said of a record, or changes its text: then it is hers to judge again. What she
    accepts later is not returned any more; a later review that leaves it open changes nothing.
    """
    remarks = session.vault.remarks()
    found: dict[str, frozenset[str]] = {}
    vault = session.vault
    for (_, code), (review, verdict) in standing(in_order(vault.reviews(), vault.releases())).items():
        if verdict is not ReviewVerdict.RETURN:
            continue
        hers = [one for one in remarks if (one.record, one.bundle, one.signer) == (code, review.bundle, review.signer)]
        still = frozenset(one.code for one in hers if not one.answered)
        if (still or not hers) and not _changed(session, code, review.bundle):
            found[code] = found.get(code, frozenset()) | still
    return found


def _changed(session: Session, code: str, bundle: str) -> bool:
    """Whether a record says something else than what left in a bundle, or is gone; what cannot be read has not."""
    left = [item for release in session.vault.releases() if release.id == bundle for item in release.records]
    version = next((item.version for item in left if item.code == code), 0)
    with suppress(SealedClosed):
        try:
            now = session.vault.record(code)
            return now.row.version != version and _words(now) != _words(session.vault.revision(code, version))
        except NoSuchRecord:
            return True
    return False


def _words(record: Record) -> tuple[object, ...]:
    """What a reader gets of it; a space more or less is no other text."""
    card, body = record.row.card, record.body
    marks = tuple((one.level, one.replacement, *one.quote.split()) for one in body.passages)
    return (card.title if card is not None else "").split(), body.text.split(), marks
