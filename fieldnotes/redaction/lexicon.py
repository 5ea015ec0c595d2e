"""Word lists with their endings: which words of a text belong to which kind of detail, in ten languages.

A list in `resources/lexicon/*.tsv` has lines "language, kind, phrases" (tabs; phrases separated by commas; "#" begins a
comment). A word of a phrase is written with the point where its endings begin: "brother~" (brothers), "qardaş~"
(qardaşımın), "сестр~а", "брат~", "учител~ь", "молод~ой"; "ər+" must have a possessive ending, "диагност*" may end in
any way, and a word without a mark is found as it stands. Lists are folded like the text (`prose.plain`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from fieldnotes import resources
from fieldnotes.redaction.alphabets import one_arabic
from fieldnotes.redaction.endings import ARABIC_PREFIXES, ENDINGS, ENGLISH, PLURALS, RUSSIAN, TURKIC_POSSESSED
from fieldnotes.redaction.gazetteer import ANY_LANGUAGE, COUNTRY, city_phrases, country_phrases, more_places
from fieldnotes.redaction.prose import plain

LANGUAGES = ("en", "az", "ru", "tr", "ka", "ar", "fa", "de", "fr", "es")
KEEP = "keep"
"""The kind of phrases that only look like a detail: "mother tongue"."""

_FILES = ("kinship", "jobs", "workplaces", "health", "calendar", "words", "things", "exceptions", "rare")
_STEM = re.compile(r"([^\W_]+)(?:([~+*])([^\W_]*))?")
_GAP = re.compile(r"[ \t\r]{0,3}\n?[ \t\r]{0,3}|-|\.|[ ]?['\"][ ]?")
_ABBREVIATED_GAP = re.compile(r"\. ")
_LONGEST_ABBREVIATION = 2


def related(one: str, other: str) -> bool:
    """Azerbaijani and Turkish share words, and a short line may be either."""
    return one == other or {one, other} == {"az", "tr"}


class Mark(NamedTuple):
    """FoldedTokens `first` to `last` (inclusive) are a listed phrase of this kind."""

    first: int
    last: int
    kind: str
    language: str
    plural: bool


@dataclass(frozen=True, slots=True)
class FoldedTokens:
    """Folded text from `start` to `limit` as tokens: letters and digits without a break."""

    folded: str
    starts: Sequence[int]
    ends: Sequence[int]
    words: Sequence[str]
    start: int
    limit: int

    def part(self, start: int, limit: int) -> FoldedTokens:
        """The tokens of `folded[start:limit]`, which cuts none."""
        first, after = bisect_left(self.starts, start), bisect_left(self.starts, limit)
        between = slice(first, after)
        return FoldedTokens(self.folded, self.starts[between], self.ends[between], self.words[between], start, limit)

    def adjacent(self, left: int) -> bool:
        """Do tokens `left` and `left + 1` belong to one phrase, with nothing but a space or a hyphen between?"""
        gap = self.ends[left], self.starts[left + 1]
        if _GAP.fullmatch(self.folded, *gap):
            return True
        word = self.words[left]
        if len(word) > _LONGEST_ABBREVIATION or word.isdecimal():
            return False
        return _ABBREVIATED_GAP.fullmatch(self.folded, *gap) is not None


_WORD = re.compile(r"[^\W_]+")


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written in the code, in folded spelling."""
    return frozenset(text.split())


def tokenised(folded: str, start: int = 0, end: int | None = None) -> FoldedTokens:
    """The tokens of `folded[start:end]`; offsets stay those of the whole text."""
    limit = len(folded) if end is None else end
    spans = [found.span() for found in _WORD.finditer(folded, start, limit)]
    words = [folded[left:right] for left, right in spans]
    return FoldedTokens(folded, [left for left, _ in spans], [right for _, right in spans], words, start, limit)


@dataclass(frozen=True, slots=True)
class _Pattern:
    stem: str
    mark: str
    ending: str
    language: str

    def accepts(self, tail: str) -> bool:
        if self.mark == "*":
            return True
        if not self.mark:
            return not tail
        if self.language == "ru":
            return tail in RUSSIAN[self.ending]
        if self.language == "en":
            return tail in ENGLISH[self.ending]
        return (TURKIC_POSSESSED if self.mark == "+" else ENDINGS[self.language]).fullmatch(tail) is not None


class _Entry(NamedTuple):
    language: str
    kind: str
    others: tuple[int, ...]
    """Numbers of the patterns that must follow the first word."""


_Opening = tuple[str, tuple[int, ...], bool]
"""The kind of a phrase, the patterns that must follow its first word, whether that is a plural."""


class _Reading(NamedTuple):
    """One word of a text: the patterns that it fits, and whether as a plural; what can begin with it, by language."""

    fits: dict[int, bool]
    opens: tuple[tuple[str, list[_Opening]], ...]


class Readings(dict[str, _Reading]):
    """What words read as, kept for one text only: no word of a testimony may outlive the call in a cache."""


class Lexicon:
    """An index of listed phrases; a look-up costs the same whatever is listed."""

    def __init__(self, listed: Iterable[tuple[str, str, str]]) -> None:
        """Take (language, kind, phrase) triples."""
        self._patterns: list[_Pattern] = []
        self._stems: dict[str, list[int]] = {}
        self._entries: dict[int, list[_Entry]] = {}
        numbers: dict[_Pattern, int] = {}
        for language, kind, phrase in listed:
            first, *others = (
                self._number(_Pattern(m[1], m[2] or "", m[3] or "", language), numbers)
                for m in _STEM.finditer(one_arabic(plain(phrase)))
            )
            self._entries.setdefault(first, []).append(_Entry(language, kind, tuple(others)))

    def marks(self, tokens: FoldedTokens, languages: Iterable[str], readings: Readings) -> list[Mark]:
        """The listed phrases in order; one inside a longer one is left out, and so is what only looks like a detail."""
        wanted = {language: rank for rank, language in enumerate((*languages, ANY_LANGUAGE))}
        found: list[Mark] = []
        read: list[_Reading] = []
        for word in tokens.words:
            reading = readings.get(word)
            if reading is None:
                reading = readings[word] = self._read(word)
            read.append(reading)
        for first, reading in enumerate(read):
            if not reading.opens:
                continue
            following = read[first + 1].fits if first + 1 < len(read) else {}
            for language, opens in reading.opens:
                if language not in wanted:
                    continue
                for kind, others, plural in opens:
                    if not others:
                        found.append(Mark(first, first, kind, language, plural))
                    elif others[0] in following and _follow(tokens, first, others, read):
                        last = first + len(others)
                        found.append(Mark(first, last, kind, language, plural or read[last].fits[others[-1]]))
        return [mark for mark in _outermost(found, wanted) if mark.kind != KEEP]

    def _number(self, pattern: _Pattern, numbers: dict[_Pattern, int]) -> int:
        number = numbers.get(pattern)
        if number is None:
            number = numbers[pattern] = len(self._patterns)
            self._patterns.append(pattern)
            for stem in _spellings(pattern):
                self._stems.setdefault(stem, []).append(number)
        return number

    def _read(self, word: str) -> _Reading:
        fits = {number: plural for number, _, plural in self._fitting(word)}
        if "\u0600" <= word[0] <= "\u06ff":
            for prefix in ARABIC_PREFIXES:
                if word.startswith(prefix) and len(word) > len(prefix) + 1:
                    bare = self._fitting(word[len(prefix) :])
                    fits |= {number: plural for number, language, plural in bare if language == "ar"}
        opens: dict[str, list[_Opening]] = {}
        for number, plural in fits.items():
            for entry in self._entries.get(number, ()):
                opens.setdefault(entry.language, []).append((entry.kind, entry.others, plural))
        return _Reading(fits, tuple(opens.items()))

    def _fitting(self, word: str) -> list[tuple[int, str, bool]]:
        """(pattern, its language, plural) of everything listed that the word may be."""
        found: list[tuple[int, str, bool]] = []
        for length in range(len(word), 0, -1):
            for number in self._stems.get(word[:length], ()):
                pattern, tail = self._patterns[number], word[length:]
                if pattern.accepts(tail):
                    plural = bool(tail) and PLURALS[pattern.language].fullmatch(tail) is not None
                    found.append((number, pattern.language, plural))
        return found


def _follow(tokens: FoldedTokens, first: int, others: tuple[int, ...], read: Sequence[_Reading]) -> bool:
    """Do the words after token `first` fit these patterns, with nothing between that parts them?"""
    if first + len(others) >= len(read):
        return False
    fit = all(number in read[token].fits for token, number in enumerate(others, start=first + 1))
    return fit and all(tokens.adjacent(token) for token in range(first, first + len(others)))


def _spellings(pattern: _Pattern) -> Iterator[str]:
    """The stem, and its softened form before a vowel (uşaq, uşağı; çocuk, çocuğu; ürək, ürəyi)."""
    yield pattern.stem
    if pattern.mark in ("~", "+") and pattern.language in ("az", "tr") and pattern.stem[-1] in "kq":
        yield pattern.stem[:-1] + "g"
        if pattern.language == "az" and pattern.stem[-1] == "k":
            yield pattern.stem[:-1] + "y"


def _outermost(found: Sequence[Mark], ranks: Mapping[str, int]) -> Iterator[Mark]:
    """Longest first at each place; of equals, an exception wins and otherwise the likelier language."""
    reach = -1
    for mark in sorted(found, key=lambda mark: (mark.first, -mark.last, _rank(mark.kind), ranks[mark.language])):
        if mark.last > reach:
            yield mark
            reach = mark.last


def _rank(kind: str) -> int:
    return 0 if kind == KEEP else 1 if kind.startswith(COUNTRY) else 2


def read_list(name: str) -> Iterator[tuple[str, str, str]]:
    """The (language, kind, phrase) triples of one list in the resources."""
    for line in resources.text(f"lexicon/{name}.tsv").splitlines():
        if line and not line.startswith("#"):
            language, kind, phrases = line.split("\t")
            for phrase in phrases.split(","):
                if phrase.strip():
                    yield language, kind, phrase.strip()


@cache
def lexicon() -> Lexicon:
    """The product's lists and the cities, read once."""
    places = (*city_phrases(), *more_places(), *country_phrases())
    return Lexicon([*places, *(triple for name in _FILES for triple in read_list(name))])
