"""What a redaction changed and what it left for a person to decide."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class ChangeKind(StrEnum):
    NAME = "name"
    PASSAGE = "passage"
    OFF_RECORD = "off-record"
    DETAIL = "detail"


class Verdict(StrEnum):
    """A person's decision on a group of possible names."""

    REDACT = "redact"
    KEEP = "keep"
    KEEP_ANYWAY = "keep-anyway"
    """Keep what a rule is certain of: decided on purpose, with a reason."""

    @property
    def keeps(self) -> bool:
        return self is not Verdict.REDACT


class About(StrEnum):
    """What a stored decision settles."""

    NAME = "name"
    """Whether a possible name is one, by hit group or place."""
    SUGGESTION = "suggestion"
    """Whether words that no register entry knows are a name."""
    PAIR = "pair"
    """Whether two entries are one person."""
    MOSAIC = "mosaic"
    """Whether what remains of a person may go."""


class Scope(StrEnum):
    """How far a decision on a name reaches: the whole vault for good, one case, one place in one record."""

    ALWAYS = "always"
    CASE = "case"
    HERE = "here"


class ReasonCode(StrEnum):
    """Why something is left out, in the terms of a redaction log."""

    SOURCE = "source"
    THIRD_PARTY = "third-party"
    RELATIVE = "relative"
    QUASI = "quasi-identifier"
    LOCATION = "location"
    HEALTH = "health"
    SECURITY = "security-practice"
    LEGAL = "legal"
    CONSENT = "consent"


EVERYWHERE = "*"
"""The scope of a stored decision that counts in the whole vault; a narrower one is the code of a case or record."""
SHARED = "shared"
"""In place of an entry's code: the label that does not tell which of several people is meant."""
LENIENT = frozenset({Verdict.KEEP, Verdict.KEEP_ANYWAY, "accept", "reject"})
"""Verdicts by which less is protected: of two that contradict each other, one of these never wins."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided. `decided` is an ISO 8601 time in UTC; `note` is empty while it is left behind."""

    verdict: str
    reason: str = ""
    """A `ReasonCode`, or empty for the one that follows from what was found."""
    who: str = ""
    decided: str = ""
    note: str = field(default="", repr=False)
    label: str = ""
    """Of a name that could be several people's: the code of the one, SHARED, or empty where nobody chose."""
    scope: str = ""
    """`EVERYWHERE`, or the code of a case or record."""
    entries: tuple[str, ...] = ()
    """Codes of the entries that it is about: it goes when one of them is purged."""


@dataclass(frozen=True, slots=True)
class Change:
    """Code points [start, end) of the original became [new_start, new_end) of the redacted text."""

    start: int
    end: int
    new_start: int
    new_end: int
    kind: ChangeKind
    label: str
    why: str
    entity: str = ""
    """Entity type of a name, facet of a detail; empty for a passage."""
    entry: str = ""
    """Code of the register entry, or several joined by commas when it cannot be told which."""
    reason: ReasonCode = ReasonCode.QUASI
    who: str = ""
    """Who decided it; empty for what a rule did."""
    decided: str = ""
    group: str = ""
    """Of a name: its group, as in `OpenHit`."""


@dataclass(frozen=True, slots=True)
class OpenHit:
    """A possible name that nobody has decided on. `group` is the same for all hits of one spelling and identity."""

    group: str
    start: int
    end: int
    surface: str
    entries: tuple[str, ...]
    why: str
    certain: bool = False
    """A rule redacts it without asking."""
    reason: ReasonCode = ReasonCode.THIRD_PARTY
    guess: str = ""
    """Of several entries the one whose full name came before in the same text: a proposal, nothing more."""


@dataclass(frozen=True, slots=True)
class SettledHit(OpenHit):
    """A name that a rule or a person has settled. `decision` is None for what the rule did."""

    decision: Decision | None = None
    key: str = ""
    """The number under which it was decided: the group's, or the group's and the place's."""


@dataclass(frozen=True, slots=True)
class OpenDetail:
    """A detail that could identify somebody and for which no coarser wording is known."""

    start: int
    end: int
    facet: str
    text: str


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text as it may leave, with the account of every change."""

    text: str
    changes: tuple[Change, ...] = ()
    hits: tuple[OpenHit, ...] = ()
    details: tuple[OpenDetail, ...] = ()
    settled: tuple[SettledHit, ...] = ()
    removed: tuple[str, ...] = field(default=(), repr=False)
    """Words of passages that must not appear anywhere in this record."""
    kept: frozenset[str] = field(default=frozenset(), repr=False)
    """Folded spellings that a person decided to keep."""
