"""Word lists with their endings: which words of a text belong to which kind of detail, in en, az, ru and tr.

A list in `resources/lexicon/*.tsv` has lines "language, kind, phrases" (tabs; phrases separated by commas; "#" begins a
comment). A word of a phrase is written with the point where its endings begin: "brother~" (brothers), "qardaş~"
(qardaşımın), "сестр~а", "брат~", "учител~ь", "молод~ой"; "ər+" must have a possessive ending, "диагност*" may end in
any way, and a word without a mark is found as it stands. Lists are folded like the text (`prose.plain`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from fieldnotes import resources
from fieldnotes.redaction.gazetteer import ANY_LANGUAGE, city_phrases, country_names
from fieldnotes.redaction.prose import plain

LANGUAGES = ("en", "az", "ru", "tr")
KEEP = "keep"
"""The kind of phrases that only look like a detail: "mother tongue"."""

_FILES = ("kinship", "jobs", "workplaces", "health", "calendar", "words", "things", "exceptions")
_STEM = re.compile(r"([^\W_]+)(?:([~+*])([^\W_]*))?")
_GAP = re.compile(r"[ \t\r]{0,3}\n?[ \t\r]{0,3}|-|\.|[ ]?['\"][ ]?")
_ABBREVIATED_GAP = re.compile(r"\. ")
_LONGEST_ABBREVIATION = 2

_TURKIC_ENDING = (
    r"(?:l[iu][gkqy])?(?:l[ae]r)?(?:[iu]?m|[iu]?n|s?[iu]|[iu]?[mn][iu]z|l[ae]r[iu])?"
    r"(?:n?[iu]n|[ny]?[iu]|[ny]?[ae]|n?[dt][ae]n?|y?l[ae]|n?c[ae])?"
    r"(?:k[iu](?:l[ae]r)?(?:n[ae]|n[iu]n?)?|[dt][iu]r(?:l[ae]r)?|y?[dt][iu](?:m|k|n[iu]z|l[ae]r)?|s[iu]z|l[iu]|y?[ae]m|y?[iu]m|y?[iu][kqz])?"
)
_TURKIC = re.compile(_TURKIC_ENDING)
_TURKIC_POSSESSED = re.compile(rf"(?:l[ae]r)?(?:[iu]?m|s?[iu]|[iu]?[mn][iu]z|l[ae]r[iu]){_TURKIC_ENDING}")
_PLURAL = {
    "en": re.compile(r"e?s|ies"),
    "az": re.compile(r"(?:l[iu][gkqy])?l[ae]r.*"),
    "tr": re.compile(r"(?:l[iu][gkqy])?l[ae]r.*"),
    "ru": re.compile(r"ов|ев|ам|ами|ах|ям|ями|ях|ья|ьев|ьям|ьями|ьях|иям|иями|иях|ых|ыми|их|ими|ые|ие"),
}
_ADJECTIVE = "ый ий ой ая яя ое ее ые ие ого его ому ему ым им ом ем ую юю ых их ыми ими ей"
_RUSSIAN = {
    ending: frozenset(endings.split()) | ({""} if bare else frozenset())
    for ending, bare, endings in (
        ("", True, "а у ом ем е ы и ов ев ей ам ами ах ям ями ях ю я ой"),
        ("а", True, "а ы и у е ой ою ам ами ах"),
        ("я", True, "я и ю е ей ею ь й ям ями ях"),
        ("ь", False, "ь и я ю е ем ью ей ям ями ях"),
        ("й", False, "й я ю ем е и ев ям ями ях"),
        ("ок", False, "ок ка ку ком ке ки ков кам ками ках"),
        ("ы", True, "ы ам ами ах"),
        ("и", True, "и ам ами ах"),
        ("о", True, "о а у ом е ам ами ах"),
        ("е", False, "е я ю ем и й ям ями ях ей"),
        ("ие", False, "ие ия ию ием ии ий иям иями иях"),
        ("ия", False, "ия ии ию ией ий иям иями иях"),
        ("ый", False, _ADJECTIVE),
        ("ой", False, _ADJECTIVE),
        ("ий", False, _ADJECTIVE),
    )
}
_ENGLISH = {"": frozenset({"", "s", "es"}), "y": frozenset({"y", "ies"}), "e": frozenset({"e", "es", "ed", "ing"})}


def related(one: str, other: str) -> bool:
    """Azerbaijani and Turkish share words, and a short line may be either."""
    return one == other or {one, other} == {"az", "tr"}


class Mark(NamedTuple):
    """Tokens `first` to `last` (inclusive) are a listed phrase of this kind."""

    first: int
    last: int
    kind: str
    language: str
    plural: bool


@dataclass(frozen=True, slots=True)
class Words:
    """Folded text from `start` to `limit` as tokens: letters and digits without a break."""

    folded: str
    starts: Sequence[int]
    ends: Sequence[int]
    words: Sequence[str]
    start: int
    limit: int

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


def tokenised(folded: str, start: int = 0, end: int | None = None) -> Words:
    """The tokens of `folded[start:end]`; offsets stay those of the whole text."""
    limit = len(folded) if end is None else end
    spans = [found.span() for found in _WORD.finditer(folded, start, limit)]
    words = [folded[left:right] for left, right in spans]
    return Words(folded, [left for left, _ in spans], [right for _, right in spans], words, start, limit)


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
            return tail in _RUSSIAN[self.ending]
        if self.language == "en":
            return tail in _ENGLISH[self.ending]
        return (_TURKIC_POSSESSED if self.mark == "+" else _TURKIC).fullmatch(tail) is not None


class _Entry(NamedTuple):
    language: str
    kind: str
    others: tuple[int, ...]
    """Numbers of the patterns that must follow the first word."""


class _Reading(NamedTuple):
    """One word of a text: the patterns that it fits, with whether it is a plural, and what can begin with it."""

    fits: dict[int, bool]
    opens: tuple[tuple[_Entry, bool], ...]


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
                for m in _STEM.finditer(plain(phrase))
            )
            self._entries.setdefault(first, []).append(_Entry(language, kind, tuple(others)))

    def marks(self, tokens: Words, languages: Iterable[str], readings: Readings) -> list[Mark]:
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
            for entry, plural in reading.opens:
                if entry.language not in wanted:
                    continue
                others = entry.others
                if not others:
                    found.append(Mark(first, first, entry.kind, entry.language, plural))
                elif others[0] in following and _follow(tokens, first, others, read):
                    last = first + len(others)
                    found.append(Mark(first, last, entry.kind, entry.language, plural or read[last].fits[others[-1]]))
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
        fits: dict[int, bool] = {}
        for length in range(len(word), 0, -1):
            for number in self._stems.get(word[:length], ()):
                pattern, tail = self._patterns[number], word[length:]
                if pattern.accepts(tail):
                    fits[number] = bool(tail) and _PLURAL[pattern.language].fullmatch(tail) is not None
        opens = tuple((entry, plural) for number, plural in fits.items() for entry in self._entries.get(number, ()))
        return _Reading(fits, opens)


def _follow(tokens: Words, first: int, others: tuple[int, ...], read: Sequence[_Reading]) -> bool:
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
    for mark in sorted(found, key=lambda mark: (mark.first, -mark.last, mark.kind != KEEP, ranks[mark.language])):
        if mark.last > reach:
            yield mark
            reach = mark.last


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
    names = ((language, KEEP, name) for language, name in country_names())
    return Lexicon([*city_phrases(), *names, *(triple for name in _FILES for triple in read_list(name))])
