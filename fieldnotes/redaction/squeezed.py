"""Full names written without their spaces (#tags, slugs, file names) or with spaces in the wrong place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from fieldnotes.i18n import N_
from fieldnotes.model.register import EntityType
from fieldnotes.redaction.context import Context
from fieldnotes.redaction.fullnames import SHORTEST_BOUNDED, SHORTEST_PART, FullNames
from fieldnotes.redaction.hits import Finding, Outcome
from fieldnotes.redaction.homographs import Common, common, is_listed
from fieldnotes.redaction.index import Index
from fieldnotes.redaction.phones import soundings, squeeze
from fieldnotes.redaction.readings import Strength
from fieldnotes.redaction.scripts import Script, script_of
from fieldnotes.redaction.suffixes import tail_family
from fieldnotes.redaction.tokens import Token
from fieldnotes.redaction.wordset import word_set

SQUEEZED = N_("a full name written without its spaces")
BROKEN_BY_SPACE = N_("a name broken by a space or line end")

_SHORTEST_JOINED = 7
_SHORTEST_HALF_BOUNDED = 9
_SHORTEST_WORD = 8
_LONG_COMPOUND = 10
_MAX_WORDS = 40
_BLOCK = 4_000
"""Words searched together."""
_MAX_PIECES = 6
_STOP = re.compile(r"[;!?:|]|[.,](?=\s)|\n\s*\n")
_ONE_GAP = (" ", "\u00a0", "\n")
_COMPOUND_ENDS = word_set(
    "پور فرد زاده نژاد پناه نیا منش راد دوست پرور خواه فر یار الله الدین تبار مند کیا بخش گر ور ستان آبادی اللهی الدینی"
)
_SPACE_IN = re.compile(r"\s")
_PLAIN_SIGNS = frozenset(" \u00a0\n.,;:!?\"'()«»“”’")
_COMPOUNDS = frozenset({"tr", "az", "de", "en"})


@dataclass(frozen=True, slots=True)
class _Run:
    """A hit in the stream: from the `left`-th symbol of the word `first` to before the `right`-th of `last`."""

    context: Context
    first: int
    last: int
    left: int
    right: int
    size: int

    @property
    def begin(self) -> Token:
        return self.context.tokens[self.first]

    @property
    def end(self) -> Token:
        return self.context.tokens[self.last]

    @property
    def places(self) -> range:
        return range(self.first, self.last + 1)

    @property
    def at_start(self) -> bool:
        return self.left == 0

    @property
    def at_end(self) -> bool:
        return self.right == len(self.context.readings[self.last].squeezed)

    @property
    def between(self) -> str:
        return self.context.view.text[self.begin.end : self.end.start] if self.first != self.last else ""

    def tail_fits(self) -> bool:
        """The rest of the last word is a legal ending."""
        lower = self.context.lower(self.last)
        cut = _letters(lower, self.right)
        return cut is not None and tail_family(lower[cut:], script_of(lower)) is not None


class Squeezed:
    """Searches the sounds of all words of a text run together; built once for a register."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._names = FullNames(index)

    def whole_names(self, word: str) -> Iterator[int]:
        """Numbers of the full names that a squeezed word begins or ends with."""
        for start, end, owners in self._names.find(word):
            if end - start >= SHORTEST_BOUNDED and (start == 0 or end == len(word)):
                yield from (number for number, full in owners if full)

    def find(self, context: Context) -> Iterator[Finding]:
        """Names whose sounds begin or end where a word does."""
        starts = list(accumulate(map(len, context.readings.said), initial=0))
        for before in range(0, len(context.readings), _BLOCK):
            yield from self._find_from(context, before, starts)

    def _find_from(self, context: Context, before: int, starts: list[int]) -> Iterator[Finding]:
        """What begins in a block of words: a block stays in the processor's cache; `starts` are those of the sounds."""
        offset, past = starts[before], min(len(starts), before + _BLOCK + _MAX_WORDS + 1)
        for begin, stop, owners in self._names.find("".join(context.readings.said[before:past])):
            start, end = begin + offset, stop + offset
            first, last = (bisect_right(starts, at, before, past) - 1 for at in (start, end - 1))
            if first >= before + _BLOCK or first in context.masked or last in context.masked:
                continue
            run = _Run(context, first, last, start - starts[first], end - starts[last], end - start)
            finding = self._judged(run, owners)
            if finding:
                yield finding

    def _judged(self, run: _Run, owners: list[tuple[int, bool]]) -> Finding | None:
        if not self._bounded(run) or (run.first != run.last and run.context.in_phrase(run.places)):
            return None
        full = frozenset(self.index.names[number].identity for number, whole in owners if whole)
        if full:
            return self._full_name(run, full)
        if run.first != run.last and run.at_start and run.at_end:
            outcome = Outcome.AUTO if self._one_broken_word(run) else self._exact_halves(run, owners)
            if outcome:
                everyone = frozenset(self.index.names[number].identity for number, _ in owners)
                return Finding(run.begin.start, run.context.end_of(run.last), everyone, outcome, BROKEN_BY_SPACE)
        return None

    def _bounded(self, run: _Run) -> bool:
        """The run begins or ends with a word; across white space it does both."""
        if not run.at_start and not run.at_end:
            return False
        if run.last - run.first > _MAX_WORDS or _STOP.search(run.between):
            return False
        if run.first != run.last and all(self._is_match(run.context.tokens.raws[place]) for place in run.places):
            return False
        if run.at_start and run.at_end:
            return True
        if run.at_start and run.tail_fits():
            return True
        return run.size >= _SHORTEST_HALF_BOUNDED and not _SPACE_IN.search(run.between)

    def _full_name(self, run: _Run, identities: frozenset[int]) -> Finding | None:
        context = run.context
        if run.last - run.first == 1 and any(self._stands(run, place, identities) for place in run.places):
            return None  # the words are parted where the name is: whether both fit is for the sequences to say
        symbols = sum(len(context.readings[place].squeezed) for place in run.places)
        if symbols < _SHORTEST_JOINED and not (run.at_start and run.at_end):
            return None
        if _SPACE_IN.search(run.between):
            lower_case = all(context.tokens.raws[place].islower() for place in run.places)
            everyday = all(self._everyday(context, place) for place in run.places)
            if (lower_case and run.size < _SHORTEST_WORD) or (
                everyday and not all(context.capital(place) for place in run.places)
            ):
                return None
        like_a_word = run.first == run.last and run.begin.raw.istitle() and run.size < _SHORTEST_WORD
        if like_a_word and run.size <= SHORTEST_PART:
            return None
        if run.first == run.last and self._one_word(run, identities):
            return (
                None
                if is_listed(context.lower(run.first))
                else Finding(run.begin.start, run.end.end, identities, Outcome.REVIEW, SQUEEZED)
            )
        outcome = Outcome.REVIEW if like_a_word or self._another_surname(run, identities) else Outcome.AUTO
        return Finding(run.begin.start, context.end_of(run.last), identities, outcome, SQUEEZED)

    def _another_surname(self, run: _Run, identities: frozenset[int]) -> bool:
        """Jeanne Petitjean beside Jean Petit: the surname first, in one word with one capital, after a first name."""
        context = run.context
        if run.first != run.last or not run.begin.raw.istitle():
            return False
        if not context.previous_is_other_name(run.first, identities):
            return False
        lasts = {name.parts[-1] for name in self.index.names if name.identity in identities and name.weight > 1}
        spoken = (text for part in lasts if part is not None for text in self.index.parts[part].squeezed)
        return context.readings[run.first].squeezed.startswith(tuple(spoken))

    def _stands(self, run: _Run, place: int, identities: frozenset[int]) -> bool:
        """The word at `place` is surely a part of a name of one of the identities."""
        return any(
            match.strength is Strength.STRONG and self.index.names[number].identity in identities
            for match in run.context.readings[place].matches
            for number, _ in self.index.parts[match.part].owners
        )

    def _one_word(self, run: _Run, identities: frozenset[int]) -> bool:
        """Karadeniz for Deniz Kara: a compound of everyday words, and no tag or part of an address."""
        context, raw = run.context, run.begin.raw
        signs = context.view.text[max(0, run.begin.start - 1) : run.begin.start] + context.view.text[run.end.end :][:1]
        if not (raw.istitle() or raw.islower()) or not set(signs) <= _PLAIN_SIGNS or context.language not in _COMPOUNDS:
            return False
        names = [name for name in self.index.names if name.identity in identities and name.weight > 1]
        if len(raw) >= _LONG_COMPOUND and all(name.type is not EntityType.PERSON for name in names):
            return False
        return all(
            common(context.language, part.script, (part.text,)) is not Common.NO
            for name in names
            for part in (self.index.parts[number] for number in name.parts if number is not None)
        )

    def _everyday(self, context: Context, place: int) -> bool:
        lower = context.lower(place)
        return len(lower) <= 2 or common(context.language, script_of(lower), (lower,)) is not Common.NO

    def _one_broken_word(self, run: _Run) -> bool:
        """A capitalised beginning and lower-case continuations, none of them a word we know."""
        context = run.context
        if not context.capital(run.first) or context.shouting(run.first) or run.last - run.first >= _MAX_PIECES:
            return False
        if any(context.capital(place) for place in run.places[1:]):
            return False
        return not any(self._everyday(context, place) and len(context.lower(place)) > 2 for place in run.places)

    def _exact_halves(self, run: _Run, owners: list[tuple[int, bool]]) -> Outcome | None:
        """Two words that make up a part letter by letter: certain in company, else to be shown."""
        context = run.context
        if run.last - run.first != 1 or run.between not in _ONE_GAP or not context.shown(run.first):
            return None
        letters = context.lower(run.first) + context.lower(run.last)
        names = [self.index.names[number] for number, _ in owners]
        parts = {part for name in names for part in name.parts if part is not None}
        if context.capital(run.last) or letters not in {self.index.parts[part].text for part in parts}:
            return None
        beside = self._beside_part(run, parts) or context.titled(run.first) or context.proper_tail(run.last)
        if not beside and all(self._everyday(context, place) for place in run.places):
            return None
        arabic = script_of(letters) is Script.ARABIC and context.lower(run.last) in _COMPOUND_ENDS
        return Outcome.AUTO if arabic or beside else Outcome.REVIEW

    def _beside_part(self, run: _Run, parts: set[int]) -> bool:
        context, readings = run.context, run.context.readings
        gaps = ((run.first - 1, run.first - 1), (run.last + 1, run.last))
        beside = [
            place
            for place, left in gaps
            if 0 <= place < len(readings) and (context.between(left, left + 1) in _ONE_GAP or context.shown(place))
        ]
        return any(
            match.part in parts and match.strength is Strength.STRONG
            for place in beside
            for match in readings[place].matches
        )

    def _is_match(self, raw: str) -> bool:
        return any(match.strength is Strength.STRONG for match in self.index.read(raw).matches) and len(raw) > 2


def _letters(word: str, symbols: int) -> int | None:
    """How many letters of a word give its first `symbols` squeezed symbols."""
    script = script_of(word)
    for size in range(1, len(word) + 1):
        if len(squeeze(soundings(word[:size], script)[0].symbols)) >= symbols:
            return size
    return None
