"""Where a person stands with those who pursue her: at liberty, abroad, arrested; dated as precisely as it is known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fieldnotes.model.dates import UncertainDate


class State(StrEnum):
    AT_LIBERTY = "at-liberty"
    ABROAD = "abroad"
    RETURNED = "returned"
    ARRESTED = "arrested"
    DETAINED = "detained"
    RELEASED = "released"
    DISAPPEARED = "disappeared"
    DEAD = "dead"
    UNKNOWN = "unknown"


_HELD = frozenset({State.ARRESTED, State.DETAINED, State.DISAPPEARED})
_TRIGGERS = _HELD | {State.RETURNED}


@dataclass(frozen=True, slots=True)
class Status:
    """One statement about one person. State and date are kept at INTERNAL, so that a message from the road can be
    entered while names are closed; `words` (where she is held, who told it) are SEALED and None while they cannot be
    read."""

    code: str
    person: str
    """Code of the register entry."""
    state: State
    on: str = ""
    """In the notation of `UncertainDate`; empty for unknown."""
    words: str | None = ""
    noted: str = ""
    """When it was written down: ISO 8601 in UTC."""
    who: str = ""

    @property
    def date(self) -> UncertainDate:
        return UncertainDate.parse(self.on)


def endangers(new: State, before: State | None) -> bool:
    """Whether a state that becomes the present one puts her and her family in more danger than the one before.

    Returned into reach, and taken, each count once: an arrest that is told again as a detention is the same danger.
    """
    if new not in _TRIGGERS or new is before:
        return False
    return before not in _HELD


def present(statuses: tuple[Status, ...]) -> Status | None:
    """The latest of one person's statuses by its first possible day, of the same day the one noted last.

    What has no date counts as of the day on which it was noted.
    """
    return max(statuses, key=_when, default=None)


def _when(status: Status) -> tuple[str, str, str]:
    span = status.date.span
    return (span[0].isoformat() if span else status.noted[:10], status.noted, status.code)
