"""Possible names as they are put to a person: where they stand, whose they could be, what was decided and by whom."""

from __future__ import annotations

from dataclasses import dataclass, field

from fieldnotes.model.redaction import ReasonCode, Scope, Verdict


@dataclass(frozen=True, slots=True)
class PlaceView:
    """Code points [start, end) of the original's `part`: its text, or its title."""

    record: str
    part: str
    start: int
    end: int
    surface: str = field(repr=False)
    """As it is spelled here."""
    context: str = field(repr=False)

    @property
    def place(self) -> str:
        """How a decision on this place alone names it: "T-001:120", in a title "T-001:title:5"."""
        return f"{self.record}:{self.start}" if self.part == TEXT else f"{self.record}:{self.part}:{self.start}"


TEXT, TITLE = "text", "title"


@dataclass(frozen=True, slots=True)
class CandidateView:
    """An entry whose name it could be, and the label that would stand for it."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What somebody decided. `hit` is the group's number, or with `Scope.HERE` the group's and the place's.

    `surface`, `identity` and `place` are empty when nothing of it stands in the case any more.
    """

    hit: str
    scope: Scope
    place: str
    verdict: Verdict
    reason: ReasonCode | None
    label: str
    who: str
    decided: str
    note: str = field(default="", repr=False)
    surface: str = field(default="", repr=False)
    identity: str = ""


@dataclass(frozen=True, slots=True)
class HitGroup:
    """Possible names of one identity in one spelling, decided together. `identity`: entry codes joined by commas."""

    id: str
    identity: str
    surface: str
    count: int
    why: str
    contexts: tuple[str, ...]
    records: tuple[str, ...]
    places: tuple[PlaceView, ...] = ()
    candidates: tuple[CandidateView, ...] = ()
    """Whose it could be; more than one where it cannot be told."""
    reason: ReasonCode = ReasonCode.THIRD_PARTY
    guess: str = ""
    """The candidate whose full name came before in the same text, for all places alike; a proposal, nothing more."""
    certain: bool = False
    """A rule redacts it without asking."""
    decision: DecisionView | None = None
