"""A stretch of text prepared for the detail finders: tokens, listed phrases, numbers and the languages it may be in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from fieldnotes.redaction.ladder import Ladder
from fieldnotes.redaction.lexicon import LANGUAGES, FoldedTokens, Mark, Readings, lexicon, tokenised
from fieldnotes.redaction.prose import Prose

_STOP = {
    "en": "the and of to in was is for that with had her his were are from not this they she he have by my",
    "turkic": "ve bu bir ile idi de da ki ucun icin sonra onun mene bana men ben sen var yox yok deyil degil etdi "
    "etti cox cok kimi gibi olan edib mi o daha oldu olub sora artiq biz bize",
    "de": "das und ist nicht ich wir sie mein meine hat wurde mit von bei fur auf dem den eine einen im am zum sein",
    "fr": "le les une est nous vous dans avec pour pas qui je elle sur ete mon ma ses sa ont du aux",
    "es": "el los las una con por para que esta fue su muy pero nosotros lo del al tiene",
}
_STOP_WORDS = {word: language for language, words in _STOP.items() for word in words.split()}
_AZERBAIJANI = re.compile("[əxq]")
_TURKIC_LETTERS = re.compile("[əğışçöü]")
_CYRILLIC = re.compile("[а-яё]")
_GEORGIAN = re.compile("[ა-ჰ]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_PERSIAN_WORD = re.compile(
    r"[پچژگ]|(?<!\w)(?:را|است|از|که|این|با|برای|بود|شد|در|به|من|هستم|بودم|دارد|دارم|می\w+)(?!\w)"
)
_ROMANIC = ("de", "fr", "es")
_SHARED = frozenset({"de", "da"})
"""Turkic conjunctions that are also prepositions of the Romance languages."""
_SENTENCE_END = re.compile(r"(?<=\w\w)[.!?…]['\")\]]{0,3}\s{1,3}")
_LONG_LINE = 120
_LEAST_VOTES = 2
_LABEL = re.compile(r"\[[a-z][a-z ]{2,40}\]")
_NONE: list[Mark] = []
_STOP_SIGN = re.compile(r"[.!?;\n]")
_LATIN = re.compile("[a-z]")


class _Votes(NamedTuple):
    """How much of a line speaks for English, a Turkic language, and the likeliest of German, French and Spanish."""

    english: int
    turkic: int
    western: int
    language: str

    def mixed(self) -> bool:
        return sum(count > 0 for count in self[:3]) > 1


_DATED = {
    "en": re.compile(
        r"\b\d{1,2}(?:st|nd|rd|th)? (?:january|february|march|april|may|june|july|august|september|october"
        r"|november|december)\b"
    ),
    "az": re.compile(r"\b\d{1,2} (?:yanvar|fevral|mart|aprel|iyun|iyul|avqust|sentyabr|oktyabr|noyabr|dekabr)"),
    "tr": re.compile(r"\b\d{1,2} (?:ocak|şubat|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık)"),
}
"""A day and a month of a language: a line that has one is read in it as well, for names say nothing about a line."""


def _languages(lower: str, votes: _Votes, hint: str) -> tuple[str, ...]:
    """The languages a line may be in, the likeliest first; `hint` comes first where the line itself is silent."""
    found: list[str] = []
    if _LATIN.search(lower):
        if votes.western > max(votes.english, votes.turkic):
            found = [votes.language]
        elif votes.english > votes.turkic:
            found = ["en"]
        elif votes.turkic > votes.english:
            found = _turkic(lower, hint)
        else:
            found = sorted(("en", "az", "tr"), key=lambda language: language != hint)
            if hint in _ROMANIC:
                found.insert(0, hint)
        found += [one for one, dated in _DATED.items() if one not in found and dated.search(lower)]
    if _CYRILLIC.search(lower):
        found.append("ru")
    if _GEORGIAN.search(lower):
        found.append("ka")
    if _ARABIC.search(lower):
        found += ("fa", "ar") if _PERSIAN_WORD.search(lower) else ("ar", "fa")
    return tuple(found) or LANGUAGES


def _votes(lower: str, tokens: FoldedTokens) -> _Votes:
    # Our own English labels say nothing about the language of the text that they stand in.
    lower, labels = _LABEL.subn(" ", lower) if "[" in lower else (lower, 0)
    votes = [_STOP_WORDS[word] for word in tokens.words if word in _STOP_WORDS]
    letters = len(_TURKIC_LETTERS.findall(lower))
    conjunctions = votes.count("turkic")
    english, turkic = votes.count("en") - labels, conjunctions + (letters + 1) // 2
    western, language = max((votes.count(one), one) for one in _ROMANIC)
    if western < _LEAST_VOTES or western <= english:
        return _Votes(english, turkic, 0, "")
    if western <= conjunctions - sum(word in _SHARED for word in tokens.words):
        return _Votes(english, turkic, 0, "")
    return _Votes(0, 0, western, language)


def _turkic(lower: str, hint: str) -> list[str]:
    """Azerbaijani shows itself by ə, x and q; a short line without them may be either."""
    azerbaijani = len(_AZERBAIJANI.findall(lower))
    if azerbaijani * 80 > len(lower) and hint != "tr":
        return ["az"]
    if len(lower) > _LONG_LINE:
        return ["tr"]
    return ["az", "tr"] if hint == "az" or azerbaijani else ["tr", "az"]


@dataclass(frozen=True)
class Stretch:
    """`shown` has the letters as written, `tokens.folded` the same place by place in plain lower case."""

    shown: str
    tokens: FoldedTokens
    marks: tuple[Mark, ...]
    languages: tuple[str, ...]
    ladder: Ladder

    @property
    def folded(self) -> str:
        return self.tokens.folded

    @property
    def language(self) -> str:
        """The language to word a replacement in when nothing closer is known."""
        return self.languages[0]

    def of_kind(self, *kinds: str) -> Sequence[Mark]:
        """Marks whose kind is one of these or a finer one (`month` finds `month.weak`), in order."""
        if len(kinds) == 1:
            return self._by_kind.get(kinds[0], _NONE)
        return sorted(mark for kind in kinds for mark in self._by_kind.get(kind, _NONE))

    @property
    def kinds(self) -> Collection[str]:
        """Of all marks, each whole kind and each finer one."""
        return self._by_kind.keys()

    @cached_property
    def _by_kind(self) -> dict[str, list[Mark]]:
        found: dict[str, list[Mark]] = {}
        for mark in self.marks:
            whole, _, finer = mark.kind.partition(".")
            found.setdefault(whole, []).append(mark)
            if finer:
                found.setdefault(mark.kind, []).append(mark)
        return found

    def start(self, token: int) -> int:
        return self.tokens.starts[token]

    def end(self, token: int) -> int:
        return self.tokens.ends[token]

    def word(self, token: int) -> str:
        """The folded word; empty outside the stretch."""
        return self.tokens.words[token] if 0 <= token < len(self.tokens.words) else ""

    def token_ending_by(self, offset: int) -> int:
        """The last token that ends at or before `offset`; -1 when there is none."""
        return bisect_right(self.tokens.ends, offset) - 1

    def is_capital(self, token: int) -> bool:
        return self.shown[self.start(token)].isupper()

    def joined(self, left: int, right: int) -> bool:
        """Are all tokens from `left` to `right` in one phrase?"""
        if left < 0 or right >= len(self.tokens.words):
            return False
        return all(self.tokens.adjacent(token) for token in range(left, right))

    def ends_sentence(self, token: int) -> bool:
        """Is there a stop between this token and the next? Beyond the ends of the stretch there always is."""
        if not 0 <= token < len(self.tokens.words) - 1:
            return True
        return _STOP_SIGN.search(self.folded, self.end(token), self.start(token + 1)) is not None

    @cached_property
    def mark_at(self) -> dict[int, Mark]:
        return {mark.first: mark for mark in self.marks}

    @cached_property
    def mark_ending(self) -> dict[int, Mark]:
        return {mark.last: mark for mark in self.marks}

    @cached_property
    def numbers(self) -> dict[int, tuple[int, int]]:
        """For the first token of each number below 1000, in figures or words: its last token and its value."""
        words = self.tokens.words
        found = {at: (at, int(word)) for at, word in enumerate(words) if word.isdecimal() and len(word) <= 3}
        taken = -1
        for mark in self.of_kind("n"):
            token, last = mark.first, mark.last
            if token <= taken:
                continue
            value = self._value(token) or 0
            if value >= 10 and self.joined(last, last + 1) and 0 < (self._value(last + 1) or 0) < 10:
                value += self._value(last + 1) or 0
                last = self.mark_at[last + 1].last
            found[token] = (last, value)
            taken = last
        return found

    @cached_property
    def numbers_ending(self) -> dict[int, tuple[int, int]]:
        """The same by the last token: the first token and the value."""
        return {last: (first, value) for first, (last, value) in self.numbers.items()}

    def number_before(self, token: int) -> tuple[int, int] | None:
        """The first token and the value of the number that stands directly before `token`."""
        found = self.numbers_ending.get(token - 1)
        return found if found and self.joined(token - 1, token) else None

    def number_after(self, token: int) -> tuple[int, int] | None:
        """The last token and the value of the number that stands directly after `token`."""
        found = self.numbers.get(token + 1)
        return found if found and self.joined(token, token + 1) else None

    def _value(self, token: int) -> int | None:
        mark = self.mark_at.get(token)
        return int(mark.kind[2:]) if mark and mark.kind.startswith("n.") else None


class Reader:
    """Reads one text stretch by stretch."""

    def __init__(self, prose: Prose, *, language: str, ladder: Ladder) -> None:
        self._prose = prose
        self._hint = language
        self._ladder = ladder
        self._readings = Readings()

    def stretches(self, start: int, end: int) -> Iterator[Stretch]:
        """[start, end) of the view in one piece, or by sentences where languages mix, with offsets of the whole."""
        lower, tokens = self._prose.view.lower[start:end], tokenised(self._prose.folded, start, end)
        votes = _votes(lower, tokens)
        languages = _languages(lower, votes, self._hint)
        if not votes.mixed():
            yield self._stretch(tokens, languages)
            return
        for stop in [*_SENTENCE_END.finditer(self._prose.folded, start, end), None]:
            until = stop.end() if stop else end
            sentence, words = self._prose.view.lower[start:until], tokens.part(start, until)
            yield self._stretch(words, _languages(sentence, _votes(sentence, words), languages[0]))
            start = until

    def _stretch(self, tokens: FoldedTokens, languages: tuple[str, ...]) -> Stretch:
        marks = lexicon().marks(tokens, languages, self._readings)
        return Stretch(self._prose.view.text, tokens, tuple(marks), languages, self._ladder)
