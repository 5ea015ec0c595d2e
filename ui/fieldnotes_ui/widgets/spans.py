"""Marked places of a text: what they are, which of them stand in a part of it, and how Qt counts them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

_LAST_OF_BMP = "\uffff"


class Tone(Enum):
    """What a span is: words taken out, what was put in their place, something still to be decided; or, where two
    versions of a text are compared, words that only one of them has; or what an editor remarked on, asked about, or
    flagged as a risk."""

    TAKEN_NAME = auto()
    TAKEN_PASSAGE = auto()
    TAKEN_DETAIL = auto()
    TAKEN_OFF = auto()
    PUT_NAME = auto()
    PUT_PASSAGE = auto()
    PUT_DETAIL = auto()
    PUT_OFF = auto()
    OPEN = auto()
    AMBIGUOUS = auto()
    SUGGESTED = auto()
    DETAIL = auto()
    ADDED = auto()
    REMOVED = auto()
    REMARK = auto()
    QUERY = auto()
    RISK = auto()


@dataclass(frozen=True, slots=True)
class Span:
    """Code points [start, end) of the text shown; `tip` says in words what the tone says in colour."""

    start: int
    end: int
    tone: Tone
    tip: str = ""


class Spans:
    """Spans by place. Where two cover one character, the one that was given later lies on top."""

    def __init__(self, spans: Sequence[Span] = ()) -> None:
        order = sorted(range(len(spans)), key=lambda at: (spans[at].start, at))
        self._sorted = [(at, spans[at]) for at in order]
        self._starts = [span.start for _, span in self._sorted]
        self._longest = max((span.end - span.start for span in spans), default=0)

    def between(self, start: int, end: int) -> list[Span]:
        """Those that touch [start, end), bottom first."""
        return [span for _, span in sorted(self._touching(start, end), key=lambda one: one[0])]

    def at(self, place: int) -> Span | None:
        """The uppermost that covers a character."""
        found = self.between(place, place + 1)
        return found[-1] if found else None

    def _touching(self, start: int, end: int) -> Iterator[tuple[int, Span]]:
        first = bisect_left(self._starts, start - self._longest)
        for at, span in self._sorted[first : bisect_left(self._starts, end)]:
            if span.end > start:
                yield at, span


class Units:
    """Python counts code points, Qt counts UTF-16 units: they part at every character beyond the basic plane."""

    def __init__(self, text: str = "") -> None:
        has_wide = len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)
        self._wide = [at for at, letter in enumerate(text) if letter > _LAST_OF_BMP] if has_wide else []
        self._wide_units = [at + before for before, at in enumerate(self._wide)]

    def of(self, place: int) -> int:
        """The unit where a code point begins."""
        return place + bisect_left(self._wide, place)

    def place(self, unit: int) -> int:
        """The code point that a unit belongs to."""
        before = bisect_right(self._wide_units, unit)
        inside = bool(before) and self._wide_units[before - 1] == unit
        return unit - before + inside
