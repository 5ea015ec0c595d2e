"""What a person agreed to, per use. A ceiling, never an order: protection may always be higher."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Use(StrEnum):
    INTERNAL = "internal"
    PARTNER = "partner"
    LEGAL = "legal"
    UN = "un"
    COURT = "court"
    PRESS = "press"
    PUBLICATION = "publication"
    ARCHIVE = "archive"
    TRAINING = "training"


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    ASK = "ask"
    NAME = "name"
    ROLE = "role"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class ConsentForm:
    """The sealed half of a consent: how it came about, and what was said, in words that may show whose it is."""

    given: str = ""
    """How: written, recorded, oral and noted."""
    obtained_by: str = ""
    language: str = ""
    guardian: str = ""
    """Who agreed for a child or somebody who could not."""
    conditions: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    """The answers of one person. A use without an answer was not agreed to.

    `withdrawn_on` and the other dates are ISO days; a withdrawn or expired consent permits nothing. `form` is None
    while it cannot be read; saved so, what is there stays. `away`: all of it was left behind before a journey, and
    permits nothing until it is back.
    """

    answers: Mapping[Use, Answer] = field(default_factory=dict)
    obtained_on: str = ""
    review_on: str = ""
    expires_on: str = ""
    withdrawn_on: str = ""
    embargo_until: str = ""
    """Before this ISO day nothing leaves for anybody outside."""
    form: ConsentForm | None = None
    away: bool = False

    @property
    def withdrawn(self) -> bool:
        return bool(self.withdrawn_on)

    def under_embargo(self, today: str) -> bool:
        """Whether what was agreed to has to wait on this ISO day."""
        return today < self.embargo_until

    def in_force(self, today: str) -> bool:
        """True unless withdrawn or past `expires_on` (ISO days compare as text)."""
        return not self.withdrawn and not (self.expires_on and self.expires_on < today)
