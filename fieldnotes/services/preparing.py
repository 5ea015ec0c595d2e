"""Redact the records of a case for an audience, as a preview, a review and an export all do."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fieldnotes.errors import NoSuchRecord
from fieldnotes.i18n import N_, tr
from fieldnotes.model.audience import Audience
from fieldnotes.model.record import Passage
from fieldnotes.model.redaction import Redacted
from fieldnotes.progress import Watch
from fieldnotes.protection import coded
from fieldnotes.protection.redactor import Redactor
from fieldnotes.redaction.ladder import Ladder
from fieldnotes.services.hit_views import TITLE
from fieldnotes.services.release import Candidate, gather, redactor_for
from fieldnotes.services.sending import PLAIN, Envelope
from fieldnotes.services.session import Session
from fieldnotes.services.views import Reason


@dataclass(frozen=True, slots=True)
class Prepared:
    """A candidate after redaction; `title` and `text` are None for one that is withheld."""

    candidate: Candidate
    label: str
    title: Redacted | None
    text: Redacted | None

    @property
    def original_title(self) -> str:
        card = self.candidate.record.row.card
        return card.title if card is not None else ""

    def leaves_readable(self, part: str, start: int, end: int) -> bool:
        """Whether any of code points [start, end) of the original title or text stays as it is."""
        redacted = self.title if part == TITLE else self.text
        if redacted is None:
            return False
        last = bisect_right(redacted.changes, start, key=lambda change: change.start) - 1  # they stand in order, apart
        return last < 0 or end > redacted.changes[last].end

    @property
    def parts(self) -> tuple[Redacted, ...]:
        """Title and text, if it leaves."""
        return tuple(part for part in (self.title, self.text) if part is not None)


@dataclass(frozen=True, slots=True)
class How:
    """What a bundle may choose: how much details tell, and labels that no other bundle has.

    `accept_suggestions` is why it may leave although likely names in it are neither registered nor rejected;
    `who` and `second` are the two people who accept what remains of anybody. `compared`: somebody compared the words
    of every recipient's card by voice. `envelope`: what is written on the outside. `only`: codes of the records that
    leave where not all do; the others count as withheld.
    """

    ladder: Ladder | None = None
    fresh_labels: bool = False
    accept_suggestions: str = ""
    who: str = "owner"
    second: str = ""
    compared: bool = False
    envelope: Envelope = PLAIN
    only: frozenset[str] = frozenset()


USUAL = How()
NOT_CHOSEN = "not-chosen"
_NOT_CHOSEN = N_("it was not chosen to leave")
_SECRET_BYTES = 32


def prepare(
    session: Session,
    case: str,
    audience: Audience,
    watch: Watch | None,
    *,
    how: How = USUAL,
    everything: bool = False,
) -> tuple[list[Prepared], Redactor]:
    """Redact what may leave, in the order of the records' codes; with `everything`, also what is withheld, so that
    its names can be decided early.

    Raises:
        SealedClosed: names cannot be protected without being read.
        NoSuchRecord: no such case, or it has no such record as is to leave alone.
    """
    candidates = _chosen(gather(session, case, audience), how.only)
    secret = secrets.token_bytes(_SECRET_BYTES) if how.fresh_labels else None
    redactor = redactor_for(session, case, audience, candidates, ladder=how.ladder, labels=secret)
    leaving = [candidate for candidate in candidates if everything or not candidate.reasons]
    labels = _labels(leaving, secret or session.vault.pseudonym_secret())
    prepared = []
    for done, candidate in enumerate(candidates):
        if watch is not None:
            watch.step(done, len(candidates), "redacting")
        record, order = candidate.record, candidate.order
        if record.code not in labels:
            prepared.append(Prepared(candidate, "", None, None))
            continue
        card = record.row.card
        assert card is not None  # gather reads only records that are open
        named = (redactor.named_in(words, card.language) for words in (card.title, record.body.text))
        named_records = coded.labels_for((card.title, record.body.text), labels, session.vault.has_record)
        order = replace(order, about=frozenset({card.source}).union(*named), records=named_records)
        marked = _in_title(card.title, record.body.passages)
        title = redactor.redact(card.title, marked, replace(order, part=TITLE))
        text = redactor.redact(record.body.text, record.body.passages, order)
        prepared.append(Prepared(candidate, labels[record.code], title, text))
    return prepared, redactor


def _chosen(candidates: Sequence[Candidate], only: frozenset[str]) -> Sequence[Candidate]:
    """Of a selection, the others stay: as if their consent withheld them, nothing of them goes along."""
    if not only:
        return candidates
    if unknown := only - {one.record.code for one in candidates}:
        raise NoSuchRecord(name=min(unknown))
    why = Reason(NOT_CHOSEN, tr(_NOT_CHOSEN))
    return [one if one.record.code in only else replace(one, reasons=(*one.reasons, why)) for one in candidates]


def _labels(leaving: Sequence[Candidate], secret: bytes) -> dict[str, str]:
    """A label for each record. Their order is that of a keyed digest: it tells nothing of codes or of dates."""

    def rank(candidate: Candidate) -> bytes:
        return hmac.digest(secret, b"record\x1f" + candidate.record.row.id.encode(), hashlib.sha256)

    return {one.record.code: f"R-{number:03d}" for number, one in enumerate(sorted(leaving, key=rank), start=1)}


def _in_title(title: str, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Marked words stay marked where a title repeats them."""
    return tuple(
        replace(passage, start=match.start(), end=match.end())
        for passage in passages
        for match in re.finditer(re.escape(passage.quote), title)
    )
