"""An editor's review while she writes it: remarks on passages, verdicts on records, and the file that goes back."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fieldnotes import clock, files
from fieldnotes.bundle import review_file
from fieldnotes.bundle.kept import Draft
from fieldnotes.bundle.review_file import SUFFIX
from fieldnotes.crypto import age
from fieldnotes.errors import AlreadyExists, BadValue, NotInBundle, QuoteAmbiguous, QuoteNotFound, ReviewNotReady
from fieldnotes.i18n import N_, tr
from fieldnotes.model.bundle import BundleRecord, Trust
from fieldnotes.model.differences import Freshness
from fieldnotes.model.review import (
    MAX_REMARKS,
    TEXT_LIMIT,
    Anchor,
    Part,
    RecordVerdict,
    Remark,
    RemarkKind,
    Review,
    ReviewVerdict,
)
from fieldnotes.services.keys import Keys
from fieldnotes.services.reading import Reading

__all__ = ["SUFFIX", "Draft"]  # the window's words for them

UNVERIFIED = N_("nobody vouched for whoever signed the bundle: take in the author's card and compare its words first")
_STALE = N_("you have seen a newer or another bundle of this series")
_NOTHING = N_("nothing was said about any record yet")
_NO_REASON = N_("say why the record goes back: in a remark on it or in a note")
_FULL = N_("it has as many remarks as a review can hold")
_NO_WORDS = N_("a remark needs words")


@dataclass(frozen=True, slots=True)
class Finished:
    """A review that was written; `number` counts this editor's reviews of the bundle."""

    file: str
    sha256: str
    number: int
    remarks: int
    accepted: int
    returned: int


def may_review(reading: Reading) -> str:
    """Why a review of this bundle cannot be begun, in the reader's language; empty when it can."""
    if reading.opened.trust is not Trust.VERIFIED:
        return tr(UNVERIFIED)
    older = reading.freshness is Freshness.OLDER and not reading.although_older
    return tr(_STALE) if older or reading.freshness is Freshness.FORKED else ""


def begin(keys: Keys, reading: Reading) -> Draft:
    """The review of this bundle, new or as far as it had come.

    Raises:
        ReviewNotReady: its author is not known for certain, or it is not the newest of its series.
    """
    if why := may_review(reading):
        raise ReviewNotReady(why=why)
    known = keys.store.kept.draft(reading.about)
    if known is not None:
        return known
    opened = reading.opened
    assert opened.signer is not None  # it is verified
    records = tuple(
        RecordVerdict(record.label, item.sha256)
        for record, item in zip(opened.records, opened.manifest.items, strict=True)
    )
    return _keep(keys, Draft(reading.about, opened.signer, 0, records))


def begun(keys: Keys, reading: Reading) -> Draft | None:
    """The review of this bundle if there is one."""
    return keys.store.kept.draft(reading.about)


def remark(
    keys: Keys,
    reading: Reading,
    label: str,
    kind: RemarkKind,
    text: str,
    *,
    start: int,
    end: int,
    part: Part = Part.TEXT,
) -> Remark:
    """Say something about code points [start, end) of a record's text or title. A passage ends with its paragraph.

    Raises:
        NotInBundle: the bundle has no such record.
        QuoteNotFound: there is nothing there.
        BadValue: the words are missing or more than 4,000 characters.
        ReviewNotReady: see `begin`; or there are too many remarks.
    """
    draft, record = begin(keys, reading), _record(reading, label)
    if len(draft.remarks) >= MAX_REMARKS:
        raise ReviewNotReady(why=tr(_FULL))
    whole = record.text if part is Part.TEXT else record.title
    try:
        anchor = Anchor.of(whole, start, end, part)
    except ValueError as error:
        raise QuoteNotFound(code=label) from error
    made = Remark(secrets.token_hex(4), label, anchor, kind, _words(text))
    _keep(keys, replace(draft, remarks=(*draft.remarks, made)))
    return made


def quoted(reading: Reading, label: str, quote: str, *, paragraph: int | None = None) -> tuple[int, int]:
    """Where a record's text has these words, which must be there once, or once in the paragraph counted from 0.

    Raises:
        NotInBundle, QuoteNotFound.
        QuoteAmbiguous: they are there more than once.
    """
    text = _record(reading, label).text
    first, last = 0, len(text)
    if paragraph is not None:
        lines = text.split("\n")
        first = sum(len(line) + 1 for line in lines[:paragraph])
        last = first + len(lines[paragraph]) if paragraph < len(lines) else first
    starts = [at for at in range(first, last) if text.startswith(quote, at, last)] if quote else []
    if not starts:
        raise QuoteNotFound(code=label)
    if len(starts) > 1:
        raise QuoteAmbiguous(code=label, count=len(starts))
    start = starts[0]
    return start, start + len(quote)


def paragraph(reading: Reading, label: str, number: int) -> tuple[int, int]:
    """Where a whole paragraph, counted from 0, of a record's text is.

    Raises:
        NotInBundle, QuoteNotFound.
    """
    lines = _record(reading, label).text.split("\n")
    if number >= len(lines) or not lines[number]:
        raise QuoteNotFound(code=label)
    start = sum(len(line) + 1 for line in lines[:number])
    return start, start + len(lines[number])


def take_back(keys: Keys, reading: Reading, remark_id: str) -> Draft:
    """Forget a remark.

    Raises:
        NotInBundle: there is none with that number.
    """
    draft = begin(keys, reading)
    left = tuple(one for one in draft.remarks if one.id != remark_id)
    if len(left) == len(draft.remarks):
        raise NotInBundle(name=remark_id)
    return _keep(keys, replace(draft, remarks=left))


def judge(keys: Keys, reading: Reading, label: str, verdict: ReviewVerdict, *, note: str | None = None) -> Draft:
    """Accept a record, return it, or leave it open again; without `note` the one before stays.

    Raises:
        NotInBundle: the bundle has no such record.
        ReviewNotReady: it is returned without a word why; see also `begin`.
    """
    draft = begin(keys, reading)
    _record(reading, label)
    before = next(one for one in draft.records if one.label == label)
    said = before.note if note is None else _words(note, needed=False)
    if verdict is ReviewVerdict.RETURN and not said and not any(one.label == label for one in draft.remarks):
        raise ReviewNotReady(why=tr(_NO_REASON))
    judged = replace(before, verdict=verdict, note=said)
    return _keep(keys, replace(draft, records=tuple(judged if one is before else one for one in draft.records)))


def note(keys: Keys, reading: Reading, text: str) -> Draft:
    """Say something about the bundle as a whole; an empty text takes it back."""
    return _keep(keys, replace(begin(keys, reading), note=_words(text, needed=False)))


def finish(keys: Keys, reading: Reading, out: Path) -> Finished:
    """Sign the review, encrypt it to the author and write it. It stays open for a further one.

    Raises:
        ReviewNotReady: nothing was said yet.
        AlreadyExists, CannotWrite, DiskFull.
    """
    if out.exists():
        raise AlreadyExists(name=out.name)
    draft, kept = begin(keys, reading), keys.store.kept
    judged = [one.verdict for one in draft.records]
    if not draft.remarks and not draft.note and all(one is ReviewVerdict.OPEN for one in judged):
        raise ReviewNotReady(why=tr(_NOTHING))
    author = kept.author(draft.signer)
    if author is None:
        raise ReviewNotReady(why=tr(UNVERIFIED))
    recipients = _one_kind(author.card.age)
    mine = kept.identity
    review = Review(
        review_id=secrets.token_hex(16),
        about=draft.about,
        number=draft.number + 1,
        created=clock.today().isoformat(),
        reviewer=mine.name,
        signer=mine.signing_key.public,
        recipients=tuple(sorted(age.key_id(one) for one in recipients)),
        records=draft.records,
        remarks=draft.remarks,
        note=draft.note,
    )
    data = review_file.seal(review, signing=mine.signing_key, recipients=recipients)
    _keep(keys, replace(draft, number=review.number))  # before the file: a number is never used twice
    files.atomic_write(out, data, keep_existing=True)
    return Finished(
        str(out),
        hashlib.sha256(data).hexdigest(),
        review.number,
        len(review.remarks),
        judged.count(ReviewVerdict.ACCEPT),
        judged.count(ReviewVerdict.RETURN),
    )


def _one_kind(recipients: Sequence[str]) -> tuple[str, ...]:
    """The author's post-quantum recipients if there are any: the two kinds are never mixed."""
    hybrid = tuple(one for one in recipients if age.is_post_quantum(one))
    return hybrid or tuple(recipients)


def _record(reading: Reading, label: str) -> BundleRecord:
    for record in reading.opened.records:
        if record.label == label:
            return record
    raise NotInBundle(name=label)


def _words(text: str, *, needed: bool = True) -> str:
    words = text.strip()
    if needed and not words:
        raise ReviewNotReady(why=tr(_NO_WORDS))
    if len(words) > TEXT_LIMIT:
        raise BadValue(field="text", value=f"{len(words)} characters long", allowed=f"up to {TEXT_LIMIT} characters")
    return words


def _keep(keys: Keys, draft: Draft) -> Draft:
    keys.store.keep(keys.store.kept.with_draft(draft))
    return draft
