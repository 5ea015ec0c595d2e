"""What an editor says about a bundle: verdicts on its records and remarks on passages (`docs/formats/review.md`)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

TEXT_LIMIT = 4_000
"""Characters of one remark or note."""
MAX_REMARKS = 2_000


class RemarkKind(StrEnum):
    """What a remark is."""

    COMMENT = "comment"
    QUERY = "query"
    RISK = "risk"
    """"This identifies her": the record does not leave again until its author has answered."""


class ReviewVerdict(StrEnum):
    """What an editor decided on a record."""

    OPEN = "open"
    ACCEPT = "accept"
    RETURN = "return"


class Part(StrEnum):
    """Where in a record a passage is."""

    TEXT = "text"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Code points [start, end) of a paragraph, counted from 0, of the redacted text; `quote_sha256` in hex."""

    part: Part
    paragraph: int
    start: int
    end: int
    quote_sha256: str

    @classmethod
    def of(cls, text: str, start: int, end: int, part: Part = Part.TEXT) -> Anchor:
        """The anchor of code points [start, end) of a whole text. A passage over several paragraphs is cut to the
        first; a ValueError where nothing is left.
        """
        paragraph = text.count("\n", 0, start)
        begins = text.rfind("\n", 0, start) + 1
        stops = text.find("\n", start)
        end = min(end, len(text) if stops < 0 else stops)
        if not begins <= start < end:
            raise ValueError("an empty passage")
        return cls(part, paragraph, start - begins, end - begins, quote_digest(text[start:end]))

    def span_in(self, text: str) -> tuple[int, int] | None:
        """Its place in a whole text that still has these words there; None where it has not."""
        lines = text.split("\n")
        if self.paragraph >= len(lines):
            return None
        begins = sum(len(line) + 1 for line in lines[: self.paragraph])
        quote = lines[self.paragraph][self.start : self.end]
        if len(quote) != self.end - self.start or quote_digest(quote) != self.quote_sha256:
            return None
        return begins + self.start, begins + self.end


def quote_digest(words: str) -> str:
    """SHA-256 of the words in UTF-8, in hex."""
    return hashlib.sha256(words.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on a passage of the record `label`. `id` stays the same in all reviews of a bundle by one editor."""

    id: str
    label: str
    anchor: Anchor
    kind: RemarkKind
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RecordVerdict:
    """What was decided on one record; `sha256`, in hex, is of the record's file."""

    label: str
    sha256: str
    verdict: ReviewVerdict = ReviewVerdict.OPEN
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class About:
    """Which bundle a review is about."""

    bundle_id: str
    series_id: str
    seq: int
    manifest_sha256: str


@dataclass(frozen=True, slots=True)
class Review:
    """A finished review. `signer` is a 32-byte Ed25519 key, `recipients` are sorted key ids, `created` an ISO day."""

    review_id: str
    about: About
    number: int
    created: str
    reviewer: str
    signer: bytes
    recipients: tuple[str, ...]
    records: tuple[RecordVerdict, ...]
    remarks: tuple[Remark, ...] = ()
    note: str = field(default="", repr=False)

    @property
    def accepts_all(self) -> bool:
        """Whether every record was accepted and no risk is flagged; a review of nothing accepts nothing."""
        return (
            bool(self.records)
            and all(one.verdict is ReviewVerdict.ACCEPT for one in self.records)
            and not any(remark.kind is RemarkKind.RISK for remark in self.remarks)
        )


@dataclass(frozen=True, slots=True)
class TakenReview:
    """A review that a vault took in. `bundle` is its release's number, `contact` the code of whose card signed it."""

    code: str
    bundle: str
    sha256: str
    """Of the encrypted file, in hex."""
    signer: str
    """Her key, in hex."""
    reviewer: str
    contact: str
    number: int
    created: str
    verdicts: Mapping[str, ReviewVerdict]
    """By the record's code."""
    note: str = field(default="", repr=False)
    taken: str = ""
    """UTC stamp; set by the vault."""
    accepts: bool = False
    """Whether one of the bundle's readers accepted all that left in it. Earlier programs did not keep it."""


@dataclass(frozen=True, slots=True)
class TakenRemark:
    """A remark that a vault took in, on `record`, a code; `anchor` is None for a note on the whole record.

    `version` is that of the record as it had left. `id` is the editor's own number for it.
    """

    code: str
    record: str
    bundle: str
    signer: str
    id: str
    kind: RemarkKind
    anchor: Anchor | None
    version: int
    text: str = field(repr=False)
    answer: str = field(default="", repr=False)
    answered: str = ""
    """UTC stamp; empty while it is open."""
    by: str = ""
    """Who answered."""

    @property
    def is_open_risk(self) -> bool:
        """Whether it keeps its record from leaving."""
        return self.kind is RemarkKind.RISK and not self.answered
