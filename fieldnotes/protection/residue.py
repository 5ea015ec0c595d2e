"""Search finished output for anything redaction was meant to remove.

Deliberately not the matcher: a plain, blunt fold of its own and exact containment, so that a mistake in the
matcher's rules cannot hide its own result. It knows fewer tricks and makes no exceptions.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import permutations
from typing import Any

import ahocorasick

from fieldnotes.model.register import EntityType
from fieldnotes.protection.containers.charsets import LEGACY

NUMBER = "number"
"""The rule by which telephone numbers and the like are found."""
FULL_NAME = "full name"
"""The rule that saw a whole name, not a part of one."""

TURNED = "full name in turned letters"
"""The rule that saw a whole name written backwards or with other letters of the alphabet (ROT13, Atbash)."""

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", *LEGACY)
_LEAST_FULL = 6
"""Letters a full name needs to be looked for without regard to word borders."""
_LEAST_PART = 4
_LEAST_DIGITS = 7
_LEAST_LONG = 10
"""Letters from which a name is looked for even when it touches a word border on one side only."""
_LEAST_RAW = 10
"""Letters of a name of several words that is looked for in bare bytes, where no border of a word can be seen: "several"
holds Vera, and "savanna lights" Anna Li."""
_LEAST_ANYWHERE = 14
"""Letters from which a name is looked for inside any longer run of letters: none spells it by chance."""
_PLAIN = str.maketrans(
    {
        "ə": "e", "ı": "i", "ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
        "а": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e", "ә": "e", "ж": "zh", "з": "z",
        "и": "i", "й": "y", "ј": "y", "к": "k", "ҝ": "g", "л": "l", "м": "m", "н": "n", "о": "o", "ө": "o", "п": "p",
        "р": "r", "с": "s", "т": "t", "у": "u", "ү": "u", "ф": "f", "х": "kh", "һ": "h", "ц": "ts", "ч": "ch",
        "ҹ": "j", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    }
)  # fmt: skip
_DIGITS = re.compile(r"\d(?:[\s().+/-]{0,3}\d){6,30}")
_WORD = re.compile(r"[^\W_]{1,80}")
_MOST_ORDERED = 3
"""Words of a name that is looked for in every order."""
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_ATBASH = str.maketrans(_ALPHABET, _ALPHABET[::-1])
_LEAST_TURNED = 8
"""Letters of a name that is also looked for in turned letters: shorter ones are other words, turned round."""


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Lower case, without marks and invisible characters, Cyrillic written in Latin letters."""
    text = text.replace("İ", "i").replace("I", "i")
    decomposed = unicodedata.normalize("NFKD", text)
    kept = "".join(c for c in decomposed if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFKD", kept.casefold().translate(_PLAIN))


def words(text: str) -> list[str]:
    return _WORD.findall(plain(text))


@dataclass(frozen=True, slots=True)
class Forbidden:
    """One identity that must not be found. `code` is all that a message may say of it."""

    code: str
    type: EntityType
    names: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Residue:
    """Something survived: which rule saw it, and where. Never the words themselves."""

    rule: str
    code: str
    start: int = 0
    end: int = 0


class Watchlist:
    """Everything that must not occur, prepared once and held against every leaf of the output.

    `allowed` are words that may stay although they are parts of a forbidden name: parts of public names and
    words that a person decided to keep.
    """

    def __init__(self, forbidden: Iterable[Forbidden], *, allowed: Iterable[str] = ()) -> None:
        self._parts: dict[str, str] = {}
        self._digits: dict[str, str] = {}
        self._keep = {word for text in allowed for word in words(text)}
        self._names: list[tuple[str, str]] = []
        """Names of several words, and whose they are."""
        full: dict[str, tuple[int, str]] = {}
        for identity in forbidden:
            for name in identity.names:
                self._watch(identity, name, full)
        self._size = len(full) + len(self._parts) + len(self._digits)
        self._full = _automaton(full)

    def __len__(self) -> int:
        return self._size

    def in_text(self, text: str) -> Iterator[Residue]:
        """What of the watch list can be read in `text`; offsets are code points of it."""
        found = [(match.start(), match.end()) for match in _WORD.finditer(text)]
        folded = [plain(text[start:end]) for start, end in found]
        yield from _whole(self._full, FULL_NAME, found, folded)
        yield from _whole(self._turned, TURNED, found, folded)
        for (start, end), fold in zip(found, folded, strict=True):
            code = self._parts.get(fold, "")
            if code and not text[start:end].islower():
                yield Residue("part of a name", code, start, end)
        for run in _DIGITS.finditer(text) if self._digits else ():
            digits = re.sub(r"\D", "", run.group())
            for number, code in self._digits.items():
                if number in digits or number in digits[::-1]:
                    yield Residue(NUMBER, code, run.start(), run.end())

    def in_bytes(self, data: bytes) -> Iterator[Residue]:
        """What of the watch list stands in raw bytes, in any character set."""
        if self._raw is not None:
            for _, code in self._raw.iter(data.decode("latin-1")):
                yield Residue("raw bytes", code)

    @cached_property
    def _raw(self) -> Any:
        raw: dict[str, str] = {}
        for name, code in self._names:
            orders = [name]
            if len(halves := name.split()) == 2:
                orders += [f"{halves[1]} {halves[0]}", f"{halves[1]}, {halves[0]}"]
            for one in orders:
                for form in {one, one.casefold(), one.upper(), unicodedata.normalize("NFD", one)}:
                    raw.update((needle.decode("latin-1"), code) for needle in _encoded(form))
        return _automaton(raw)

    @cached_property
    def _turned(self) -> Any:
        turned: dict[str, tuple[int, str]] = {}
        for name, code in self._names:
            if len("".join(words(name))) >= _LEAST_TURNED:
                for needle in _turned(name):
                    turned[needle] = (len(needle), code)
        return _automaton(turned)

    def _watch(self, identity: Forbidden, name: str, full: dict[str, tuple[int, str]]) -> None:
        if identity.type is EntityType.PHONE or (sum(c.isdigit() for c in name) >= _LEAST_DIGITS and "@" not in name):
            digits = re.sub(r"\D", "", name)[-9:]
            if len(digits) >= _LEAST_DIGITS:
                self._digits[digits] = identity.code
            return
        parts = words(name)
        letters = "".join(parts)
        if len(letters) < _LEAST_PART or (len(parts) == 1 and letters in self._keep):
            return
        if len(letters) >= _LEAST_FULL or len(parts) == 1:
            for order in permutations(parts) if 1 < len(parts) <= _MOST_ORDERED else [tuple(parts)]:
                full["".join(order)] = (len(letters), identity.code)
            if len(parts) > 1 and len(letters) >= _LEAST_RAW:
                self._names.append((name, identity.code))
        if identity.type is EntityType.PERSON:
            for part in parts:
                if len(part) >= _LEAST_PART and part not in self._keep:
                    self._parts[part] = identity.code


def _whole(automaton: Any, rule: str, found: Sequence[tuple[int, int]], folded: Sequence[str]) -> Iterator[Residue]:
    """Names in the letters of the text alone. Letters of neighbouring words may happen to spell a short name,
    so a find must start and end with a word, or be long and do one of them, or be very long."""
    if automaton is None:
        return
    starts: list[int] = []
    position = 0
    for word in folded:
        starts.append(position)
        position += len(word)
    borders = {*starts, position}
    for last, (length, code) in automaton.iter("".join(folded)):
        start, end = last - length + 1, last + 1
        sides = (start in borders) + (end in borders)
        if sides == 2 or (sides == 1 and length >= _LEAST_LONG) or length >= _LEAST_ANYWHERE:
            first_word = bisect_right(starts, start) - 1
            last_word = bisect_right(starts, last) - 1
            yield Residue(rule, code, found[first_word][0], found[last_word][1])


def _automaton(needles: Mapping[str, object]) -> Any:
    """An Aho-Corasick automaton (pyahocorasick has no type information), or None for no needles."""
    if not needles:
        return None
    automaton = ahocorasick.Automaton()
    for needle, value in needles.items():
        automaton.add_word(needle, value)
    automaton.make_automaton()
    return automaton


def _turned(name: str) -> Iterator[str]:
    """A name backwards, in ROT13 and in Atbash, folded: each of its spellings turns into something else."""
    parts = name.split()
    for order in permutations(parts) if len(parts) <= _MOST_ORDERED else [tuple(parts)]:
        one = " ".join(order)
        folded = "".join(words(one))
        yield "".join(words(one[::-1]))
        yield folded.translate(_ATBASH)
        for form in (one, one.upper(), unicodedata.normalize("NFD", one), folded):
            yield "".join(words(codecs.encode(form, "rot13")))


def _encoded(form: str) -> Iterator[bytes]:
    for encoding in _ENCODINGS:
        with suppress(UnicodeEncodeError):
            yield form.encode(encoding)


def quotes_left(text: str, quotes: Sequence[str]) -> bool:
    """Does any of these removed passages still stand in the text, letter case and spacing aside?"""
    squeezed = "".join(words(text))
    folded = ["".join(words(quote)) for quote in quotes]
    return any(len(quote) >= 12 and quote in squeezed for quote in folded)
