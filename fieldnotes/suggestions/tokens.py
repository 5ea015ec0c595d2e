"""A text as sentences of tokens with the classes of their words: what the rules and the model look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fieldnotes.redaction.wordset import word_set
from fieldnotes.suggestions.words import Vocabulary

TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_STOP = frozenset(".!?…。؟")
_CLOSING = frozenset("\"'”’»)]")
_LONGEST_SENTENCE = 400
_ABBREVIATIONS = word_set(
    "mr mrs ms dr prof sr sra srta sres mme mlle mm me art arts no nos núm nº cf vs st av ul гр г ст ул им тов cad sok "
    "jr col gen sgt lt hon rev pp par al ay ie eg etc avv sig dott abs nr bd janv févr avr juil sept oct nov déc"
)
"""A full stop after one of these, or after one letter, ends no sentence by itself."""
_HYPHENS = frozenset("-‐‑’'")
_QUOTES = frozenset("\"'«“„‘")
_LEADING = _QUOTES | frozenset("([#*_>¿¡")
_DASHES = frozenset("-–—")
_MARKS = frozenset("\"'’‘«»“”„.,;:()[]?!¿¡#*_>|/•·-–—")
"""What may stand before the first word of a sentence."""


@dataclass(slots=True)
class Sentence:
    """Columns over the tokens of one sentence; `starts` and `ends` are code points of the source.

    `classes` are sums of `words.Word` flags, `phrase` the number of tokens of a listed phrase that begins at a token.
    """

    words: list[str]
    folded: list[str]
    starts: list[int]
    ends: list[int]
    classes: list[int]
    heads: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def opens(self, place: int) -> bool:
        """A sentence begins at `place`: after a bullet, a number, a dash of speech, or a colon and a quote."""
        at = place - 1
        while at >= 0 and self.words[at] in _LEADING:
            at -= 1
        if at < 0 or all(one in _MARKS or one.isdecimal() for one in self.words[: at + 1]):
            return True
        if self.words[at] in _STOP:
            return self.words[at] != "." or not _may_be_short(self.words[at - 1])
        if at < place - 1 and self.words[at] in ":,;)" and self.words[at + 1] in _QUOTES:
            return True
        dash = self.words[at] in _DASHES and 0 < at < place
        return dash and self.ends[at] < self.starts[at + 1] and not self.words[at - 1][0].isalnum()

    def glued(self, place: int) -> bool:
        """Nothing stands between tokens `place` and `place + 1`."""
        return self.ends[place] == self.starts[place + 1]


def sentence_of(words: Sequence[str], starts: Sequence[int], lists: Vocabulary) -> Sentence:
    """Look up every token; a listed phrase gives its classes to all of its words."""
    known = [lists.read(word) for word in words]
    folded = [one for one, _ in known]
    classes = [kinds for _, kinds in known]
    heads = [0] * len(folded)
    for place, word in enumerate(folded):
        if word in lists.phrases:
            size, kinds = _phrase(folded, place, lists)
            if size:
                heads[place] = size
                for at in range(place, place + size):
                    classes[at] |= kinds
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    return Sentence(list(words), folded, list(starts), ends, classes, heads)


def _phrase(folded: Sequence[str], place: int, lists: Vocabulary) -> tuple[int, int]:
    """The longest phrase at `place`, hyphens and apostrophes between its words not counted."""
    best, kinds = 0, 0
    for parts, kind in lists.phrases[folded[place]]:
        at, last = place + 1, place
        for part in parts[1:]:
            while at < len(folded) and folded[at] in _HYPHENS:
                at += 1
            if at >= len(folded) or folded[at] != part:
                break
            last, at = at, at + 1
        else:
            if last - place + 1 > best:
                best, kinds = last - place + 1, kind
    return best, kinds


def sentences(text: str, lists: Vocabulary) -> Iterator[Sentence]:
    """Sentences of a text in order: lines, divided after a full stop that a capital or another script follows."""
    for line in _LINE.finditer(text):
        words: list[str] = []
        starts: list[int] = []
        for found in TOKEN.finditer(text, line.start(), line.end()):
            word = found[0]
            if words and (len(words) >= _LONGEST_SENTENCE or _ends_here(words, word, found.start() - starts[-1])):
                yield sentence_of(words, starts, lists)
                words, starts = [], []
            words.append(word)
            starts.append(found.start())
        if words:
            yield sentence_of(words, starts, lists)


def _is_short(word: str) -> bool:
    """An initial, or the number of a day or a list."""
    return (len(word) == 1 and word.isalnum()) or (len(word) == 2 and word.isdecimal())


def _may_be_short(word: str) -> bool:
    """A full stop after the word may be that of an abbreviation."""
    return _is_short(word) or word.lower() in _ABBREVIATIONS


def _ends_here(words: Sequence[str], following: str, distance: int) -> bool:
    last = len(words) - 1
    if distance <= len(words[last]) or following[0].islower():
        return False
    while last and words[last] in _CLOSING:
        last -= 1
    if words[last] not in _STOP or not (following[0].isalpha() or following[0] in "\"'“«„([—–-¿¡"):
        return False
    return words[last] != "." or (last > 0 and not _may_be_short(words[last - 1]))
