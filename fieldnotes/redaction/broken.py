"""Names with spaces between their letters, and names broken by hyphens, dots or line ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from fieldnotes.i18n import N_
from fieldnotes.redaction.context import Context
from fieldnotes.redaction.hits import Finding, Outcome
from fieldnotes.redaction.homographs import Common, common
from fieldnotes.redaction.index import CACHE_SIZE, Index
from fieldnotes.redaction.readings import Match, Strength
from fieldnotes.redaction.scripts import script_of
from fieldnotes.redaction.squeezed import Squeezed
from fieldnotes.redaction.suffixes import Family, detached_tail

SPACED = N_("a name with spaces between its letters")
BROKEN = N_("a name broken by a hyphen, dot or line end")

_SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?:[ \u00a0._\-–·•|/+]{1,3}[^\W\d_](?![^\W\d_])){2,60}(?![^\W_])")
_WIDE_GAP = re.compile(r"[ \u00a0]{2,3}|[ \u00a0][|/][ \u00a0]")
_BREAK = re.compile(r"[\-‐‑.·•/|~+_^]{1,2}(?:(?:\r?\n[ \t>]{0,8}){1,3}|[ \t]?)")
_BREAK_BETWEEN = re.compile(
    r"[\-‐‑.·•/|~+_^](?<=[^\W_].)(?! [A-ZА-ЯƏ][a-zа-яə](?<=\. ..))"
    r"[\-‐‑.·•/|~+_^]?(?:(?:\r?\n[ \t>]{0,8}){1,3}|[ \t]?)(?=[^\W_])"
)
_SIGNED = re.compile(r"[@$€](?<=[^\W\d_].)(?=[^\W\d_])|[$€](?<=[^\W\d_]{3}.)(?!\w)")
_SIGNED_WORD = re.compile(r"[^\W\d_]{1,30}(?:[@$€][^\W\d_]{1,30}){0,6}[$€]?(?![@\w]|\.\w)")
_SIGNS = str.maketrans("@$€", "ase")
_MAX_PIECES = 10
_SHORTEST = 5
_SHORTEST_SPACED = 4
_LONGEST_SPACED = 24


class Broken:
    """Detectors for a register."""

    def __init__(self, index: Index, squeezed: Squeezed) -> None:
        self.index = index
        self.squeezed = squeezed
        self._seen: dict[tuple[str, int], frozenset[int]] = {}

    def find(self, context: Context) -> Iterator[Finding]:
        yield from self._spaced(context)
        yield from self._pieces(context)
        yield from self._signed(context)

    def _spaced(self, context: Context) -> Iterator[Finding]:
        for run in self._runs(context):
            pieces = _split(run.group())
            joined = [
                ("".join(sign for sign in piece if sign.isalpha()), offset, len(piece)) for offset, piece in pieces
            ]
            joined.append(("".join(sign for sign in run.group() if sign.isalpha()), 0, len(run.group())))
            found = False
            for word, offset, length in joined:
                identities = self._meant(word, _SHORTEST_SPACED)
                if identities:
                    start, found = run.start() + offset, True
                    yield Finding(start, start + length, identities, Outcome.AUTO, SPACED)
            if not found:
                yield from self._inside(run)

    def _inside(self, run: re.Match[str]) -> Iterator[Finding]:
        """Words of a run whose gaps do not tell where they end: from each capital the longest that is a name."""
        places = [at for at in range(*run.span()) if run.string[at].isalpha()]
        letters = "".join(run.string[at] for at in places)
        first = 0
        while first <= len(letters) - _SHORTEST_SPACED:
            size = 0
            if letters[first].isupper() and self.index.forms.may_begin(letters[first : first + 2]):
                sizes = range(min(_LONGEST_SPACED, len(letters) - first), _SHORTEST_SPACED - 1, -1)
                for size in sizes:
                    word = letters[first : first + size]
                    if identities := self._meant(word, _SHORTEST_SPACED):
                        yield Finding(places[first], places[first + size - 1] + 1, identities, Outcome.AUTO, SPACED)
                        break
                else:
                    size = 0
            first += size or 1

    def _signed(self, context: Context) -> Iterator[Finding]:
        """R@sul, Ha$anov: signs in the place of letters."""
        if not any(sign in context.view.text for sign in "@$€"):
            return
        for found in _SIGNED.finditer(context.view.text):
            start = context.view.text.rfind(" ", 0, found.start()) + 1
            word = _SIGNED_WORD.match(context.view.text, start)
            if word and word.end() > found.start():
                identities = self._known(word.group().translate(_SIGNS))
                if identities:
                    yield Finding(word.start(), word.end(), identities, Outcome.AUTO, BROKEN)

    def _runs(self, context: Context) -> Iterator[re.Match[str]]:
        """The letter-spaced runs; they begin with three words of one letter each."""
        raws, starts = context.tokens.raws, context.tokens.starts
        single = [place for place in context.notable if len(raws[place]) == 1]
        past = 0
        for first, third in zip(single, single[2:], strict=False):
            if third - first == 2 and starts[first] >= past:
                run = _SPACED.match(context.view.text, starts[first])
                if run:
                    past = run.end()
                    yield run

    def _meant(self, word: str, least: int) -> frozenset[int]:
        """Identities of which `word` is a part or the whole name, or a part of `least` letters with an ending."""
        known = self._seen.get((word, least))
        if known is None:
            if len(self._seen) >= CACHE_SIZE:
                self._seen.clear()
            known = self._seen[word, least] = self._known(word) or self._inflected(word, least)
        return known

    def _known(self, word: str) -> frozenset[int]:
        """Identities of which `word` is a part, or the whole name without spaces."""
        reading = self.index.read(word)
        numbers = self._owners(match for match in reading.matches if match.family is Family.NONE)
        numbers.update(self.squeezed.whole_names(reading.squeezed))
        return self._identities(numbers)

    def _inflected(self, word: str, least: int) -> frozenset[int]:
        """Identities of which `word` is a part of `least` letters or more with an ending."""
        matches = self.index.read(word).matches
        return self._identities(
            self._owners(one for one in matches if one.end - one.start >= least and one.family is not Family.DERIVED)
        )

    def _owners(self, matches: Iterable[Match]) -> set[int]:
        return {
            number
            for match in matches
            if match.strength is Strength.STRONG and len(self.index.parts[match.part].text) >= 3
            for number, _ in self.index.parts[match.part].owners
            if self.index.names[number].alone
        }

    def _identities(self, numbers: set[int]) -> frozenset[int]:
        return frozenset(self.index.names[number].identity for number in numbers)

    def _pieces(self, context: Context) -> Iterator[Finding]:
        """Join what a hyphen, dot or line end has parted; skipped when a piece is itself a match."""
        ends = context.tokens.ends
        text = context.view.text
        for gap in _BREAK_BETWEEN.finditer(text):
            if gap.end() - gap.start() > 1 and text[gap.start()] == "." and text[gap.end() : gap.end() + 2].istitle():
                continue  # the next sentence
            place = bisect_right(ends, gap.start()) - 1
            if place < 0 or ends[place] != gap.start() or not self.index.forms.may_begin(context.tokens.raws[place]):
                continue
            if self._joins(context, place):
                yield from self._window(context, place)

    def _window(self, context: Context, first: int) -> Iterator[Finding]:
        tokens = context.tokens
        joined = tokens.raws[first]
        for last in range(first + 1, min(len(tokens), first + _MAX_PIECES)):
            gap = context.between(last - 1, last)
            if not _BREAK.fullmatch(gap) or not self._joins(context, last):
                return
            ending = last == first + 1 and "\n" not in gap and len(tokens.raws[last]) <= 3
            if ending and detached_tail(context.lower(last)):
                return
            joined += tokens.raws[last]
            if not self.index.forms.may_begin(joined):
                return
            identities = self._meant(joined, _SHORTEST)
            if "\n" in gap and not identities:
                yield from self._phrase(context, first, last, joined)
            if len(joined) < _SHORTEST or not identities:
                continue
            kind = common(context.language, script_of(joined), (joined.lower(),))
            if kind is Common.NO or not joined.islower():
                yield Finding(tokens.starts[first], tokens.ends[last], identities, Outcome.AUTO, BROKEN)
            return

    def _phrase(self, context: Context, first: int, last: int, joined: str) -> Iterator[Finding]:
        """Yol-çu Media: a word that the end of a line has parted, with all other words of its name beside it."""
        for match in self.index.read(joined).matches:
            for number, position in self.index.parts[match.part].owners:
                name = self.index.names[number]
                if name.alone or name.beside or match.strength is not Strength.STRONG or None in name.parts:
                    continue
                begin, end = first - position, last + len(name.parts) - 1 - position
                places = [*range(begin, first), *range(last + 1, end + 1)]
                others = [part for part in name.parts if part != match.part]
                if begin < 0 or end >= len(context.tokens) or len(places) != len(others):
                    continue
                if all(self._is_part(context, place, part) for place, part in zip(places, others, strict=True)):
                    start, stop = context.tokens.starts[begin], context.end_of(end)
                    yield Finding(start, stop, frozenset({name.identity}), Outcome.AUTO, BROKEN)

    @staticmethod
    def _is_part(context: Context, place: int, part: int | None) -> bool:
        matches = context.readings.matches(place)
        return any(one.part == part and one.strength is Strength.STRONG for one in matches)

    def _joins(self, context: Context, place: int) -> bool:
        if place in context.masked:
            return False
        matches = context.readings.matches(place) if len(context.tokens.raws[place]) > 2 else ()
        return not matches or matches[0].strength is not Strength.STRONG


def _split(run: str) -> list[tuple[int, str]]:
    """The words of a letter-spaced run: (offset, letters with their spaces)."""
    pieces, start = [], 0
    for gap in _WIDE_GAP.finditer(run):
        pieces.append((start, run[start : gap.start()]))
        start = gap.end()
    pieces.append((start, run[start:]))
    return [piece for piece in pieces if len(piece[1]) >= 3]
