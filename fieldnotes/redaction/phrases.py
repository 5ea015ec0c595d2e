"""Find listed words and phrases in folded text, in time that does not depend on how many are listed.

A phrase is written as people read it: "off the record", "suffocat*". A star at the end of a word stands for any
ending, which is how one entry covers the cases of Azerbaijani, Russian and Turkish.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from fieldnotes.redaction.prose import plain

Value = TypeVar("Value")

_WORD = re.compile(r"[^\W_]+")
_LISTED_WORD = re.compile(r"[^\W_]+\*?")
_GAP = re.compile(r"[\s\-'\"*_]{1,4}|\.")
_ABBREVIATED_GAP = re.compile(r"\.\s{1,2}")
_ABBREVIATION_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Found(Generic[Value]):
    """One phrase found at the folded characters `start` to `end`; `words` counts its words."""

    start: int
    end: int
    words: int
    value: Value


@dataclass(frozen=True, slots=True)
class _Listed(Generic[Value]):
    words: tuple[str, ...]
    value: Value


class Phrases(Generic[Value]):
    """An index of phrases, each with a value."""

    def __init__(self, listed: Iterable[tuple[str, Value]]) -> None:
        self._by_word: dict[str, list[_Listed[Value]]] = {}
        self._by_stem: dict[str, list[_Listed[Value]]] = {}
        for phrase, value in listed:
            words = tuple(_LISTED_WORD.findall(plain(phrase)))
            first = words[0]
            index = self._by_stem if first.endswith("*") else self._by_word
            index.setdefault(first.rstrip("*"), []).append(_Listed(words, value))
        self._stem_lengths = sorted({len(stem) for stem in self._by_stem})

    def find(self, folded: str) -> Iterator[Found[Value]]:
        """All occurrences in text folded by `prose.plain`, by where they start; they may overlap."""
        words = list(_WORD.finditer(folded))
        # Local on purpose: words of a testimony must not outlive the call in a cache.
        seen: dict[str, list[_Listed[Value]]] = {}
        for position, first in enumerate(words):
            word = first[0]
            candidates = seen.get(word)
            if candidates is None:
                candidates = seen[word] = self._starting_with(word)
            for candidate in candidates:
                last = position + len(candidate.words) - 1
                if last == position or _follows(folded, words, position, candidate.words):
                    yield Found(first.start(), words[last].end(), len(candidate.words), candidate.value)

    def _starting_with(self, word: str) -> list[_Listed[Value]]:
        candidates = list(self._by_word.get(word, ()))
        for length in self._stem_lengths:
            if length > len(word):
                break
            candidates += self._by_stem.get(word[:length], ())
        return candidates


def _follows(folded: str, words: list[re.Match[str]], position: int, listed: tuple[str, ...]) -> bool:
    if position + len(listed) > len(words):
        return False
    for offset, expected in enumerate(listed[1:], start=position + 1):
        word = words[offset][0]
        if word != expected and not (expected.endswith("*") and word.startswith(expected[:-1])):
            return False
        if not _adjacent(folded, words[offset - 1], words[offset]):
            return False
    return True


def _adjacent(folded: str, left: re.Match[str], right: re.Match[str]) -> bool:
    between = folded[left.end() : min(right.start(), left.end() + 5)]
    if _GAP.fullmatch(between):
        return "\n\n" not in between
    short = left.end() - left.start() <= _ABBREVIATION_LENGTH
    return short and _ABBREVIATED_GAP.fullmatch(between) is not None


def outermost(found: Iterable[Found[Value]]) -> list[Found[Value]]:
    """What is not inside a longer phrase: "off the record books" hides "off the record"."""
    kept: list[Found[Value]] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.end > kept[-1].end:
            kept.append(one)
    return kept
