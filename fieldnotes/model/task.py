"""Something that has to be done by a day: a review, a consent to ask for again, an answer that an editor waits for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fieldnotes.model.level import DEFAULT_LEVEL, Level


class TaskKind(StrEnum):
    REVIEW = "review"
    RE_CONTACT = "re-contact"
    CONSENT_REVIEW = "consent-review"
    CONSENT_EXPIRY = "consent-expiry"
    EMBARGO_END = "embargo-end"
    READ_BACK = "read-back"
    ANSWER_EDITOR = "answer-editor"
    RECALL = "recall"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Task:
    """One task. It is sealed at INTERNAL, or at SEALED where what it is about, or whom its title names, is.

    `code` is empty for one that follows from a consent: it is not stored, and done when the consent says otherwise.
    """

    code: str
    title: str | None
    """None while it cannot be read."""
    kind: TaskKind = TaskKind.OTHER
    about: str = ""
    """Code of a record, register entry or case, or the number of a release."""
    due: str = ""
    """ISO day; empty for whenever."""
    level: Level = DEFAULT_LEVEL
    made: str = ""
    by: str = ""
    """Who made it; empty for the program itself."""
    done: str = ""
    """When it was done: ISO 8601 in UTC; empty while it is open."""
    done_by: str = ""

    @property
    def derived(self) -> bool:
        return not self.code

    @property
    def is_open(self) -> bool:
        return not self.done


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query under a name of its own, kept at INTERNAL."""

    name: str
    query: str
    saved: str = ""
