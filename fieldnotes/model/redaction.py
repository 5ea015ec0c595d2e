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


@dataclass(frozen=True, slots=True)
class OpenHit:
    """A possible name that nobody has decided on. `group` is the same for all hits of one spelling and identity."""

    group: str
    start: int
    end: int
    surface: str
    entries: tuple[str, ...]
    why: str


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
    removed: tuple[str, ...] = field(default=(), repr=False)
    """Words of passages that must not appear anywhere in this record."""
    kept: frozenset[str] = field(default=frozenset(), repr=False)
    """Folded spellings that a person decided to keep."""
