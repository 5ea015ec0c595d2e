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
class Consent:
    """The answers of one person. A use without an answer was not agreed to.

    `withdrawn_on` and the other dates are ISO days; a withdrawn or expired consent permits nothing.
    """

    answers: Mapping[Use, Answer] = field(default_factory=dict)
    obtained_on: str = ""
    form: str = ""
    conditions: str = ""
    review_on: str = ""
    expires_on: str = ""
    withdrawn_on: str = ""

    @property
    def withdrawn(self) -> bool:
        return bool(self.withdrawn_on)

    def in_force(self, today: str) -> bool:
        """True unless withdrawn or past `expires_on` (ISO days compare as text)."""
        return not self.withdrawn and not (self.expires_on and self.expires_on < today)
