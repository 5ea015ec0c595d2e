"""The JSON document of a review, written from and read into `model.review`'s values (`docs/formats/review.md`)."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence

from fieldnotes.bundle.layout import MAX_RECORDS
from fieldnotes.bundle.parts import DIGEST, ID, KEY_ID, LABEL, NewerFormat, day, matching
from fieldnotes.crypto.exchange import (
    Fields,
    Malformed,
    canonical,
    exact_base64,
    harmless,
    harmless_line,
    strict_object,
)
from fieldnotes.crypto.sign import PUBLIC_BYTES
from fieldnotes.model.review import (
    MAX_REMARKS,
    TEXT_LIMIT,
    About,
    Anchor,
    Part,
    RecordVerdict,
    Remark,
    RemarkKind,
    Review,
    ReviewVerdict,
)

FORMAT = "fieldnotes-review/1"
MAX_BYTES = 4 * 1024 * 1024
_OF_ANY_VERSION = re.compile(r"fieldnotes-review/(\d{1,9})")
_SHORT_ID = re.compile(r"[0-9a-f]{8}")
_MAX_NAME = 200
_MEMBERS = (
    "format", "critical", "extensions", "review_id", "bundle_id", "series_id", "seq", "manifest_sha256", "number",
    "created", "reviewer", "signer", "recipients", "records", "remarks", "note",
)  # fmt: skip


def review_bytes(review: Review) -> bytes:
    """The document in its one spelling."""
    document: dict[str, object] = {
        "format": FORMAT,
        "critical": [],
        "extensions": {},
        "review_id": review.review_id,
        "bundle_id": review.about.bundle_id,
        "series_id": review.about.series_id,
        "seq": review.about.seq,
        "manifest_sha256": review.about.manifest_sha256,
        "number": review.number,
        "created": review.created,
        "reviewer": review.reviewer,
        "signer": b64encode(review.signer).decode("ascii"),
        "recipients": list(review.recipients),
        "records": [verdict_members(one) for one in review.records],
        "remarks": [remark_members(one) for one in review.remarks],
        "note": review.note,
    }
    return canonical(document) + b"\n"


def read_review(data: bytes) -> Review:
    """A review as it stands; nothing of it is verified yet.

    Raises:
        Malformed: it breaks the format.
        NewerFormat: it is of a later version.
    """
    fields = strict_object(data, limit_bytes=MAX_BYTES)
    _check_version(fields)
    fields.require(*_MEMBERS)
    _check_spelling(fields, data)
    recipients = fields.texts("recipients")
    if not recipients or list(recipients) != sorted(set(recipients)):
        raise Malformed("the recipients are not sorted")
    records = read_verdicts(fields)
    return Review(
        review_id=matching(ID, fields.text("review_id")),
        about=read_about(fields),
        number=_from_one(fields.integer("number")),
        created=day(fields.text("created")),
        reviewer=harmless_line(fields.text("reviewer", limit=_MAX_NAME)),
        signer=exact_base64(fields.text("signer"), PUBLIC_BYTES),
        recipients=tuple(matching(KEY_ID, one) for one in recipients),
        records=records,
        remarks=read_remarks(fields, {one.label for one in records}),
        note=harmless(fields.text("note", limit=TEXT_LIMIT)),
    )


def read_about(fields: Fields) -> About:
    """Which bundle it is about. Raises Malformed."""
    return About(
        matching(ID, fields.text("bundle_id")),
        harmless_line(fields.text("series_id")),
        fields.integer("seq"),
        matching(DIGEST, fields.text("manifest_sha256")),
    )


def verdict_members(one: RecordVerdict) -> dict[str, object]:
    return {"label": one.label, "sha256": one.sha256, "verdict": one.verdict.value, "note": one.note}


def remark_members(one: Remark) -> dict[str, object]:
    return {
        "id": one.id,
        "label": one.label,
        "part": one.anchor.part.value,
        "paragraph": one.anchor.paragraph,
        "start": one.anchor.start,
        "end": one.anchor.end,
        "quote_sha256": one.anchor.quote_sha256,
        "kind": one.kind.value,
        "text": one.text,
    }


def read_verdicts(fields: Fields) -> tuple[RecordVerdict, ...]:
    """The member `records`. Raises Malformed."""
    records = tuple(_verdict(one) for one in fields.objects("records"))
    if not 0 < len(records) <= MAX_RECORDS:
        raise Malformed("it is about no record or about too many")
    _once([one.label for one in records], "a record is judged twice")
    return records


def read_remarks(fields: Fields, labels: set[str]) -> tuple[Remark, ...]:
    """The member `remarks`, which are about records of these labels. Raises Malformed."""
    remarks = tuple(_remark(one) for one in fields.objects("remarks"))
    if len(remarks) > MAX_REMARKS:
        raise Malformed("there are too many remarks")
    _once([one.id for one in remarks], "two remarks have the same number")
    if not {one.label for one in remarks} <= labels:
        raise Malformed("a remark is about a record that is not judged")
    return remarks


def _check_version(fields: Fields) -> None:
    text = fields.text("format")
    version = _OF_ANY_VERSION.fullmatch(text)
    if version and int(version[1]) > 1:
        raise NewerFormat(text)
    if text != FORMAT:
        raise Malformed("it is of another format")
    if fields.texts("critical", limit=100):
        raise NewerFormat("an extension of " + FORMAT)
    if not isinstance(fields.raw().get("extensions"), dict):
        raise Malformed("an object is missing")


def _check_spelling(fields: Fields, data: bytes) -> None:
    try:
        spelled = canonical(fields.raw())
    except UnicodeEncodeError as error:
        raise Malformed("a text holds half a character") from error
    if spelled + b"\n" != data:
        raise Malformed("it is not spelled as a review is")


def _verdict(fields: Fields) -> RecordVerdict:
    fields.require("label", "sha256", "verdict", "note")
    return RecordVerdict(
        matching(LABEL, fields.text("label")),
        matching(DIGEST, fields.text("sha256")),
        ReviewVerdict(_one_of(tuple(ReviewVerdict), fields.text("verdict"))),
        harmless(fields.text("note", limit=TEXT_LIMIT)),
    )


def _remark(fields: Fields) -> Remark:
    fields.require("id", "label", "part", "paragraph", "start", "end", "quote_sha256", "kind", "text")
    start, end = fields.integer("start"), fields.integer("end")
    if start >= end:
        raise Malformed("a passage is empty")
    anchor = Anchor(
        Part(_one_of(tuple(Part), fields.text("part"))),
        fields.integer("paragraph"),
        start,
        end,
        matching(DIGEST, fields.text("quote_sha256")),
    )
    return Remark(
        matching(_SHORT_ID, fields.text("id")),
        matching(LABEL, fields.text("label")),
        anchor,
        RemarkKind(_one_of(tuple(RemarkKind), fields.text("kind"))),
        harmless(fields.text("text", limit=TEXT_LIMIT)),
    )


def _one_of(allowed: Sequence[str], text: str) -> str:
    if text not in allowed:
        raise Malformed("a word is not one of those allowed")
    return text


def _once(values: Sequence[str], fault: str) -> None:
    if len(set(values)) != len(values):
        raise Malformed(fault)


def _from_one(number: int) -> int:
    if number < 1:
        raise Malformed("its number is not counted from 1")
    return number
