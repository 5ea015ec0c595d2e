"""Everything of a case that waits for a decision or had one: what it is, where it stands, what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, StrEnum

from fieldnotes.model.redaction import ReasonCode, Scope, Verdict


class Kind(StrEnum):
    """What is to be decided, in the order in which a list by kind shows it."""

    NAME = "name"
    AMBIGUOUS = "ambiguous"
    SUGGESTION = "suggestion"
    DETAIL = "detail"
    MOSAIC = "mosaic"


class Act(Enum):
    """What can be done with an item."""

    REDACT = "redact"
    KEEP = "keep"
    GENERALISE = "generalise"
    REGISTER = "register"
    OPEN = "open"
    """Nothing can be done here: the record itself is opened."""


class State(Enum):
    """`STORING` is on its way to the vault and counts as open until it has arrived; `FAILED` did not arrive."""

    OPEN = "open"
    STORING = "storing"
    REDACTED = "redacted"
    KEPT = "kept"
    FAILED = "failed"

    @property
    def is_open(self) -> bool:
        return self in (State.OPEN, State.STORING, State.FAILED)


class Order(StrEnum):
    PLACE = "place"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Spot:
    """Code points [start, end) of a record's text. `id` is what a decision about this one spot is stored under."""

    record: str
    start: int
    end: int
    id: str = ""
    context: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A stored decision, in the words and codes that a person may read."""

    verdict: Verdict
    scope: Scope
    place: str = ""
    reason: ReasonCode | None = None
    label: str = ""
    who: str = ""
    decided: str = ""
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One thing to decide. `key` is the same before and after; `subject` is what the service calls it."""

    key: str
    kind: Kind
    title: str = field(repr=False)
    why: str = ""
    subject: str = ""
    spots: tuple[Spot, ...] = ()
    records: tuple[str, ...] = ()
    count: int = 1
    identity: str = ""
    candidates: tuple[tuple[str, str], ...] = ()
    """(code, label) of everybody it could be, where that is more than one."""
    guess: str = ""
    reason: ReasonCode = ReasonCode.QUASI
    outcome: Outcome | None = None
    acts: frozenset[Act] = frozenset()
    certain: bool = False
    """Taken out by rule: shown, and kept only on purpose."""
    optional: bool = False
    """Worth a look, but nothing waits for it: it comes last and is not counted with what has to be decided."""
    spellings: tuple[str, ...] = field(default=(), repr=False)

    def first_in(self, record: str) -> Spot | None:
        """The first spot in a record, else the first of all."""
        return next((spot for spot in self.spots if spot.record == record), self.spots[0] if self.spots else None)


@dataclass(frozen=True, slots=True)
class Count:
    open: int = 0
    decided: int = 0

    @property
    def whole(self) -> int:
        return self.open + self.decided


class ReviewBook:
    """What the vault says, and what was decided since it was asked. Nothing counts as decided before it is stored."""

    def __init__(self) -> None:
        self._items: dict[str, ReviewItem] = {}
        self._since: dict[str, State] = {}
        self._rank: dict[str, int] = {}
        self.order = Order.PLACE
        self.hidden: frozenset[Kind] = frozenset()
        self.asked_for = ""
        """What a rule did and somebody wants to see all the same."""

    def load(self, items: Iterable[ReviewItem], records: Iterable[str]) -> None:
        """A fresh answer of the vault. It was asked after the last decision was stored, so it overrules all of them;
        what could not be stored stays visible as such."""
        self._items = {item.key: item for item in items}
        self._rank = {code: at for at, code in enumerate(records)}
        self._since = {
            key: state
            for key, state in self._since.items()
            if state in (State.FAILED, State.STORING) and key in self._items and self._items[key].outcome is None
        }

    def forget(self) -> None:
        self._items.clear()
        self._since.clear()
        self._rank.clear()
        self.asked_for = ""

    def item(self, key: str) -> ReviewItem | None:
        return self._items.get(key)

    def state(self, key: str) -> State:
        since = self._since.get(key)
        if since is not None:
            return since
        item = self._items.get(key)
        outcome = item.outcome if item is not None else None
        if outcome is None:
            return State.REDACTED if item is not None and item.certain else State.OPEN
        return State.KEPT if outcome.verdict.keeps else State.REDACTED

    def note(self, key: str, state: State) -> None:
        """What became of a decision since the vault was asked."""
        self._since[key] = state

    # --- lists ----------------------------------------------------------------------------------------------------

    def listed(self) -> list[ReviewItem]:
        """What is open in the chosen order, then what was decided, without kinds that are filtered away.

        What a rule did is found in the text.
        """
        shown = [
            item
            for item in self._items.values()
            if item.kind not in self.hidden and (self._is_review(item) or item.key == self.asked_for)
        ]
        return sorted(shown, key=lambda item: (not self.state(item.key).is_open, item.optional, *self._place(item)))

    def next_open(self, key: str, by: int) -> str:
        """The open item after (or before) one, round at the end; empty where none is open."""
        listed = [item.key for item in self.listed()]
        at = listed.index(key) if key in listed else (-1 if by > 0 else 0)
        for step in range(1, len(listed) + 1):
            candidate = listed[(at + by * step) % len(listed)]
            if self.state(candidate) in (State.OPEN, State.FAILED):
                return candidate
        return ""

    def undecided(self, record: str) -> list[ReviewItem]:
        """What is open in a record."""
        return [item for item in self._items.values() if record in item.records and self.state(item.key).is_open]

    def at(self, record: str, place: int) -> str:
        """The key of what covers a character of a record's text; what is open before what is not."""
        found = [
            item.key
            for item in self._items.values()
            if any(spot.record == record and spot.start <= place < spot.end for spot in item.spots)
        ]
        return min(found, key=lambda key: not self.state(key).is_open, default="")

    def count(self, kind: Kind | None = None, record: str = "") -> Count:
        """Of one kind, or of all that has to be decided; in one record or the whole case. What a rule took out was
        never to be decided."""
        states = [
            self.state(item.key)
            for item in self._items.values()
            if (item.kind is kind if kind is not None else not item.optional)
            and (not record or record in item.records)
            and self._is_review(item)
        ]
        still = sum(state.is_open for state in states)
        return Count(still, len(states) - still)

    def required(self, kind: Kind) -> int:
        """How many of a kind are open and have to be decided."""
        items = self._items.values()
        return sum(one.kind is kind and not one.optional and self.state(one.key).is_open for one in items)

    def _is_review(self, item: ReviewItem) -> bool:
        """Whether somebody decides it, or did; what a rule takes out needs nobody."""
        return not item.certain or item.outcome is not None or item.key in self._since

    def _place(self, item: ReviewItem) -> tuple[object, ...]:
        spot = item.spots[0] if item.spots else None
        where = (self._rank.get(spot.record, 0), spot.start) if spot is not None else (len(self._rank), 0)
        kind = list(Kind).index(item.kind)
        return (kind, *where, item.key) if self.order is Order.KIND else (*where, kind, item.key)
