"""Names with spaces between their letters, and names broken by hyphens, dots or line ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from fieldnotes.i18n import N_
from fieldnotes.model.register import EntityType
from fieldnotes.redaction.context import Context
from fieldnotes.redaction.hits import Finding, Outcome
from fieldnotes.redaction.homographs import Common, common
from fieldnotes.redaction.index import Index, Match, Strength
from fieldnotes.redaction.scripts import script_of
from fieldnotes.redaction.squeezed import Squeezed
from fieldnotes.redaction.suffixes import Family, detached_tail

SPACED = N_("a name with spaces between its letters")
BROKEN = N_("a name broken by a hyphen, dot or line end")

_SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?:[ \u00a0._\-–·•|/+]{1,3}[^\W\d_](?![^\W\d_])){2,60}(?![^\W_])")
_WIDE_GAP = re.compile(r"[ \u00a0]{2,3}|[ \u00a0][|/][ \u00a0]")
_BREAK = re.compile(r"[\-‐‑.·•/|~+_^]{1,2}(?:(?:\r?\n[ \t>]{0,8}){1,3}|[ \t]?)")
_BREAK_BETWEEN = re.compile(rf"(?<=[^\W_]){_BREAK.pattern}(?=[^\W_])")
_MAX_PIECES = 10
_SHORTEST = 5


class Broken:
    """Detectors for a register."""

    def __init__(self, index: Index, squeezed: Squeezed) -> None:
        self.index = index
        self.squeezed = squeezed

    def find(self, context: Context) -> Iterator[Finding]:
        yield from self._spaced(context)
        yield from self._pieces(context)

    def _spaced(self, context: Context) -> Iterator[Finding]:
        view = context.view
        for run in _SPACED.finditer(view.text):
            pieces = _split(run.group())
            joined = [
                ("".join(sign for sign in piece if sign.isalpha()), offset, len(piece)) for offset, piece in pieces
            ]
            joined.append(("".join(sign for sign in run.group() if sign.isalpha()), 0, len(run.group())))
            for word, offset, length in joined:
                identities = self._known(word)
                if identities:
                    start = run.start() + offset
                    yield Finding(start, start + length, identities, Outcome.AUTO, SPACED)

    def _known(self, word: str) -> frozenset[int]:
        """Identities of which `word` is a part, or the whole name without spaces."""
        reading = self.index.read(word)
        numbers = self._owners(match for match in reading.matches if match.family is Family.NONE)
        numbers.update(self.squeezed.whole_names(reading.squeezed))
        return self._identities(numbers)

    def _inflected(self, word: str) -> frozenset[int]:
        """Identities of which `word` is a part of five letters or more with an ending."""
        matches = self.index.read(word).matches
        return self._identities(
            self._owners(one for one in matches if one.end - one.start >= 5 and one.family is not Family.DERIVED)
        )

    def _owners(self, matches: Iterable[Match]) -> set[int]:
        return {
            number
            for match in matches
            if match.strength is Strength.STRONG and len(self.index.parts[match.part].text) >= 3
            for number, _ in self.index.parts[match.part].owners
            if self.index.names[number].type is EntityType.PERSON or self.index.names[number].weight == 1
        }

    def _identities(self, numbers: set[int]) -> frozenset[int]:
        return frozenset(self.index.names[number].identity for number in numbers)

    def _pieces(self, context: Context) -> Iterator[Finding]:
        """Join what a hyphen, dot or line end has parted; skipped when a piece is itself a match."""
        ends = context.tokens.ends
        for gap in _BREAK_BETWEEN.finditer(context.view.text):
            place = bisect_right(ends, gap.start()) - 1
            if place >= 0 and ends[place] == gap.start() and self._joins(context, place):
                yield from self._window(context, place)

    def _window(self, context: Context, first: int) -> Iterator[Finding]:
        tokens = context.tokens
        joined = tokens[first].raw
        for last in range(first + 1, min(len(tokens), first + _MAX_PIECES)):
            gap = context.between(last - 1, last)
            if not _BREAK.fullmatch(gap) or not self._joins(context, last):
                return
            ending = last == first + 1 and "\n" not in gap and len(tokens[last].raw) <= 3
            if ending and detached_tail(context.lower(last)):
                return
            joined += tokens[last].raw
            identities = self._known(joined) or self._inflected(joined)
            if len(joined) < _SHORTEST or not identities:
                continue
            kind = common(context.language, script_of(joined), (joined.lower(),))
            if kind is Common.NO or not joined.islower():
                yield Finding(tokens[first].start, tokens[last].end, identities, Outcome.AUTO, BROKEN)
            return

    def _joins(self, context: Context, place: int) -> bool:
        raw = context.tokens[place].raw
        known = len(raw) > 2 and any(one.strength is Strength.STRONG for one in context.readings[place].matches)
        return not known and place not in context.masked


def _split(run: str) -> list[tuple[int, str]]:
    """The words of a letter-spaced run: (offset, letters with their spaces)."""
    pieces, start = [], 0
    for gap in _WIDE_GAP.finditer(run):
        pieces.append((start, run[start : gap.start()]))
        start = gap.end()
    pieces.append((start, run[start:]))
    return [piece for piece in pieces if len(piece[1]) >= 3]
