"""What the services answer with: plain values for the window and the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from fieldnotes.model.audience import Audience
from fieldnotes.model.level import Level
from fieldnotes.model.record import Record, Row
from fieldnotes.model.redaction import Change
from fieldnotes.model.redaction_log import RedactionLog
from fieldnotes.model.register import Entry
from fieldnotes.model.tlp import Tlp
from fieldnotes.protection.mosaic import PersonMosaic
from fieldnotes.protection.policy import Action
from fieldnotes.redaction.ladder import Topic
from fieldnotes.services.hit_views import HitGroup

__all__ = ["Action", "HitGroup"]  # the client asks in these words and may not import the policy itself


class ConsentState(StrEnum):
    """Where a record's source stands. `not-needed`: the record has no source person. `away`: consents were left behind
    before a journey. `closed`: who the source is cannot be read while the compartment is closed."""

    OK = "ok"
    NONE = "none"
    LIMITED = "limited"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    NOT_NEEDED = "not-needed"
    AWAY = "away"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Strength:
    """How hard a passphrase is to guess: `score` 0 to 4, the same in words, in bits, and in words drawn by dice."""

    score: int
    words: str
    bits: float
    acceptable: bool
    dice_words: float


@dataclass(frozen=True, slots=True)
class RowView:
    """A record in a list. `title` is its code while the level hides previews."""

    row: Row
    effective: Level
    consent: ConsentState
    preview_hidden: bool
    title: str
    snippet: str


@dataclass(frozen=True, slots=True)
class FoundView:
    """A search result; `marks` are code-point ranges of the found words in `snippet`."""

    row: RowView
    snippet: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Records, and the codes of register entries whom the words may name. `sealed_searched`: was SEALED looked at?"""

    records: tuple[FoundView, ...]
    entries: tuple[str, ...]
    sealed_searched: bool


@dataclass(frozen=True, slots=True)
class RecordView:
    """Everything a record page shows. `reasons` say why the effective level is what it is.

    `in_fields`: its text is made of fields and changed with them.
    """

    record: Record
    effective: Level
    reasons: tuple[str, ...]
    consent: ConsentState
    consent_text: str
    people: tuple[tuple[Entry, int], ...]
    may: frozenset[Action]
    in_fields: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    cases: int
    records: int
    entries: int
    drafts: int
    releases: int


@dataclass(frozen=True, slots=True)
class Imported:
    """One imported file: its name without folder, the record it became, how it was decoded.

    `same_as` are records that were made of the very same file before; sealed ones that are closed are not known.
    """

    name: str
    code: str
    encoding: str
    characters: int
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a record is withheld: a stable code and a sentence."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class RemainingDetail:
    """A detail that could identify somebody and has no coarser wording."""

    record: str
    facet: str
    text: str
    start: int
    end: int
    part: str = "text"
    """`title` for one in the title; code points then count from its beginning."""


@dataclass(frozen=True, slots=True)
class RecordPreview:
    """One record as it is and as it would leave. `redacted` is empty when it is withheld; `source` is her code."""

    code: str
    label: str
    title: str
    original: str
    redacted: str
    included: bool
    reasons: tuple[Reason, ...]
    changes: tuple[Change, ...]
    title_changes: tuple[Change, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What an export would do now. `ready` means that nothing is left to decide."""

    case: str
    audience: Audience
    records: tuple[RecordPreview, ...]
    hits: tuple[HitGroup, ...]
    details: tuple[RemainingDetail, ...]
    ready: bool
    settled: tuple[HitGroup, ...] = ()
    """Names that a rule or a person has settled, one group for each decision."""
    suggestions: int = 0
    """Likely names, contacts and numbers that would leave although nobody registered or rejected them."""
    mosaics: tuple[PersonMosaic, ...] = ()
    """What remains of each person."""
    finer: tuple[Topic, ...] = ()
    """What the chosen ladder tells more exactly than is usual for the audience: two people answer for it."""
    held: tuple[str, ...] = ()
    """Records of those that would leave about which an editor still waits for an answer, by code."""


@dataclass(frozen=True, slots=True)
class GateView:
    """What the leak gate looked at: protected strings, places in the finished file."""

    passed: bool
    strings: int
    leaves: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """A written bundle."""

    bundle_id: str
    file: str
    sha256: str
    included: tuple[tuple[str, str], ...]
    withheld: tuple[tuple[str, tuple[Reason, ...]], ...]
    replacements: Mapping[str, int]
    gate: GateView
    recipients: tuple[str, ...]
    accepted_details: int = 0
    log: RedactionLog | None = None
    """What was left out of it; in it, where labels are fresh, those of this bundle."""
    accepted_suggestions: int = 0
    series: str = ""
    seq: int = 1
    tlp: Tlp | None = None
    expires: str = ""
    proposal: str = ""
    """Code of the proposed release that it belongs to."""
    removed: int = 0
    """How many records of the bundle before it its readers see to be gone."""


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """One entry of the export register."""

    bundle_id: str
    at: str
    audience: str
    records: tuple[str, ...]
    recipients: tuple[str, ...]
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class CardView:
    """A contact card for the eye: compare `words` by voice before trusting it."""

    name: str
    recipients: tuple[str, ...]
    words: tuple[str, ...]
    created: str
    text: str = field(default="", repr=False)
    expires: str = ""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    seq: int
    at: str
    event: str
    facts: str
