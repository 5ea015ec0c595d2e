"""Two versions of a text laid out to be looked at: in one text, or beside each other, with what differs marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from fieldnotes.i18n import N_, tr
from fieldnotes.services.history import Difference, Piece, PieceKind
from fieldnotes_ui.widgets.spans import Span, Tone

_ADDED, _REMOVED = N_("Added in version {version}"), N_("No longer in version {version}")
_GAP = Piece(PieceKind.SAME, "\n")


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its marked places; `changes` is where each change begins in it."""

    text: str
    spans: tuple[Span, ...]
    changes: tuple[int, ...]


@dataclass(slots=True)
class _Writing:
    text: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[Span] = field(default_factory=list)
    changes: list[int] = field(default_factory=list)

    def add(self, text: str, tone: Tone | None = None, tip: str = "") -> None:
        if tone is not None and text:
            self.spans.append(Span(self.length, self.length + len(text), tone, tip))
        self.text.append(text)
        self.length += len(text)

    def done(self) -> Text:
        return Text("".join(self.text), tuple(self.spans), tuple(self.changes))


@dataclass(frozen=True, slots=True)
class Laid:
    """The difference in one text, and the two versions alone. The three have as many changes, in the same order."""

    together: Text
    older: Text
    newer: Text


def laid(difference: Difference) -> Laid:
    """Lay out a difference, title first."""
    together, older, newer = _Writing(), _Writing(), _Writing()
    added = tr(_ADDED, version=difference.newer)
    removed = tr(_REMOVED, version=difference.newer)
    in_change = False
    for piece in _whole(difference):
        if piece.kind is not PieceKind.SAME and not in_change:
            for each in (together, older, newer):
                each.changes.append(each.length)
        in_change = piece.kind is not PieceKind.SAME
        match piece.kind:
            case PieceKind.SAME:
                for each in (together, older, newer):
                    each.add(piece.text)
            case PieceKind.ADDED:
                together.add(piece.text, Tone.ADDED, added)
                newer.add(piece.text, Tone.ADDED, added)
            case PieceKind.REMOVED:
                together.add(piece.text, Tone.REMOVED, removed)
                older.add(piece.text, Tone.REMOVED, removed)
    return Laid(together.done(), older.done(), newer.done())


def moved(source: Text, target: Text, place: int) -> int:
    """Where a place of one text is found in the other: as far behind the last change as it was."""
    before = bisect_right(source.changes, place) - 1
    if before < 0:
        return min(place, len(target.text))
    start, until = source.changes[before], _end(source, before)
    there, there_until = target.changes[before], _end(target, before)
    if place < until:
        return there
    return min(there_until + place - max(start, until), len(target.text))


def _end(text: Text, number: int) -> int:
    """Where a change ends: there, unless words of it stand in this text."""
    start = text.changes[number]
    last = text.changes[number + 1] if number + 1 < len(text.changes) else len(text.text)
    return max((span.end for span in text.spans if start <= span.start < last), default=start)


def _whole(difference: Difference) -> Sequence[Piece]:
    if not any(piece.text for piece in difference.title):
        return difference.text
    return (*difference.title, _GAP, *difference.text)
