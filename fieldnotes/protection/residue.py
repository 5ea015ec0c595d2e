"""Search finished output for anything redaction was meant to remove.

Deliberately not the matcher: a plain, blunt fold of its own and exact containment, so that a mistake in the
matcher's rules cannot hide its own result. It knows fewer tricks and makes no exceptions.
"""

from __future__ import annotations

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
from fieldnotes.protection.containers.charsets import LEGACY, MAINFRAME
from fieldnotes.protection.other_keys import OtherKeys
from fieldnotes.protection.turned import Turned
from fieldnotes.redaction.keyboards import typed_elsewhere

PART = "part of a name"
"""The rule by which one word of a person's name is found."""
NUMBER = "number"
"""The rule by which telephone numbers and the like are found."""
FULL_NAME = "full name"
"""The rule that saw a whole name, not a part of one."""

TURNED = "full name in turned letters"
"""The rule that saw a whole name backwards or in other letters: shifted (Caesar, ROT13) or mirrored (Atbash)."""

OTHER_KEYS = "full name on the keys of another language"
"""The rule that saw a whole name as it comes out when the keyboard is set to another script."""

PART_ON_OTHER_KEYS = "part of a name on the keys of another language"
"""The rule that saw one word of a person's name so, with or without a case ending."""

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", *LEGACY)
_ENCODINGS_OF_ASCII = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "mac-arabic", *MAINFRAME)
"""All others write the letters of ASCII, and the blank between, as UTF-8 does."""
_LEAST_FULL = 6
"""Letters a full name needs to be looked for without regard to word borders."""
_LEAST_PART = 4
_SHORT_PART = 3
"""Letters of a name that is seen only where a capital within a sentence makes a name of it: Can, Eva, Əli."""
_PARTICLES = frozenset(
    {
        "abu",
        "ben",
        "bey",
        "bin",
        "dal",
        "del",
        "den",
        "der",
        "des",
        "dos",
        "han",
        "ibn",
        "las",
        "los",
        "mac",
        "van",
        "von",
    }
)
"""Of three letters, in the names of many."""
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
_BLOCK, _OVERLAP = 200_000, 4_000
"""Code points of a text that are searched at once."""
_BORDER = re.compile(r"\s")
_DIGITS = re.compile(r"\d(?:[\s().+/-]{0,3}\d){6,30}")
_WORD = re.compile(r"[^\W_]{1,80}")
_LEAST_BACKWARDS = 8
"""Letters of a name that is also looked for backwards: shorter ones are other words, turned round."""
_MOST_ORDERED = 3
"""Words of a name that is looked for in every order."""


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
        self._lone: list[tuple[str, str]] = []
        """Words of persons' names as they are written, and whose they are."""
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
        for start, own, end in _blocks(text):
            for one in self._in_block(text[start:end] if end - start < len(text) else text):
                if one.end + start > own:
                    yield Residue(one.rule, one.code, one.start + start, one.end + start)

    def parts_in(self, text: str) -> Iterator[Residue]:
        """Words that are a part of a forbidden name, also small ones that are everyday words as well.

        For words that nobody is asked about: in a record these would be a question.
        """
        for match in _WORD.finditer(text):
            if code := self._parts.get(plain(match.group()), ""):
                yield Residue(PART, code, match.start(), match.end())

    def _in_block(self, text: str) -> Iterator[Residue]:
        found = [(match.start(), match.end()) for match in _WORD.finditer(text)]
        folded = [plain(text[start:end]) for start, end in found]
        yield from _whole(self._full, FULL_NAME, found, folded)
        yield from _whole(self._backwards, TURNED, found, folded)
        typed = list(_whole(self._typed, OTHER_KEYS, found, folded))
        yield from typed
        written = [text[start:end] for start, end in found]
        for one in self._turned.find(written, folded):
            if _stands_out(one.sides, one.letters):
                yield Residue(TURNED, one.code, found[one.first][0], found[one.last][1])
        for (start, end), fold in zip(found, folded, strict=True):
            code = self._parts.get(fold, "")
            if code and (_is_named(text, start, end) if len(fold) == _SHORT_PART else not text[start:end].islower()):
                yield Residue(PART, code, start, end)
        for start, end, code in self._typed_words.find(text):
            kept = self._keep.issuperset(words(text[start:end]))
            if not kept and not any(one.start < end and start < one.end for one in typed):
                yield Residue(PART_ON_OTHER_KEYS, code, start, end)
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
    def _backwards(self) -> Any:
        """Full names letter by letter from the end, of whatever script."""
        found: dict[str, tuple[int, str]] = {}
        for name, code in self._names:
            parts = name.split()
            for order in permutations(parts) if len(parts) <= _MOST_ORDERED else [tuple(parts)]:
                turned = "".join(words(" ".join(order)[::-1]))
                if len(turned) >= _LEAST_BACKWARDS:
                    found[turned] = (len(turned), code)
        return _automaton(found)

    @cached_property
    def _typed(self) -> Any:
        """Full names on the keys of another script, in every order."""
        found: dict[str, tuple[int, str]] = {}
        for name, code in self._names:
            parts = name.replace("İ", "i").replace("I", "i").lower().split()
            for order in permutations(parts) if len(parts) <= _MOST_ORDERED else [tuple(parts)]:
                for typed in typed_elsewhere(" ".join(order)):
                    folded = "".join(words(typed))
                    if len(folded) >= _LEAST_BACKWARDS:
                        found[folded] = (len(folded), code)
        return _automaton(found)

    @cached_property
    def _typed_words(self) -> OtherKeys:
        return OtherKeys(self._lone)

    @cached_property
    def _turned(self) -> Turned:
        return Turned((_WORD.findall(name), words(name), code) for name, code in self._names)

    def _watch(self, identity: Forbidden, name: str, full: dict[str, tuple[int, str]]) -> None:
        if identity.type is EntityType.PHONE or (sum(c.isdigit() for c in name) >= _LEAST_DIGITS and "@" not in name):
            digits = re.sub(r"\D", "", name)[-9:]
            if len(digits) >= _LEAST_DIGITS:
                self._digits[digits] = identity.code
            return
        parts = words(name)
        letters = "".join(parts)
        if identity.type is EntityType.PERSON:
            self._lone += [(word, identity.code) for word in _WORD.findall(name) if plain(word) not in self._keep]
            short = {plain(word) for word in _WORD.findall(name) if word.istitle() or word.isupper()} - _PARTICLES
            for part in parts:
                if part not in self._keep and (
                    len(part) >= _LEAST_PART or (len(part) == _SHORT_PART and part in short)
                ):
                    self._parts[part] = identity.code
        if len(letters) < _LEAST_PART or (len(parts) == 1 and letters in self._keep):
            return
        if len(letters) >= _LEAST_FULL or len(parts) == 1:
            for order in permutations(parts) if 1 < len(parts) <= _MOST_ORDERED else [tuple(parts)]:
                full["".join(order)] = (len(letters), identity.code)
            if len(parts) > 1 and len(letters) >= _LEAST_RAW:
                self._names.append((name, identity.code))


def _blocks(text: str) -> Iterator[tuple[int, int, int]]:
    """(first, first that is not in the block before, end): lists of the words of megabytes would be larger than these.

    Blocks overlap by more than a name is long, and cut no word.
    """
    own = 0
    while True:
        end = _between_words(text, own + _BLOCK)
        yield _between_words(text, max(0, own - _OVERLAP)), own, end
        if end >= len(text):
            return
        own = end


def _between_words(text: str, at: int) -> int:
    """`at`, or the next place where no word is cut; words longer than any name are."""
    if not 0 < at < len(text):
        return min(at, len(text))
    border = _BORDER.search(text, at, at + _OVERLAP // 2)
    return border.start() if border else at


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
        if _stands_out(sides, length):
            first_word = bisect_right(starts, start) - 1
            last_word = bisect_right(starts, last) - 1
            yield Residue(rule, code, found[first_word][0], found[last_word][1])


def _is_named(text: str, start: int, end: int) -> bool:
    """A capital behind a word or a comma, where no sentence begins."""
    before = text[max(0, start - 2) : start].rstrip()[-1:]
    return text[start:end].istitle() and (before.isalpha() or before == ",")


def _stands_out(sides: int, letters: int) -> bool:
    return sides == 2 or (sides == 1 and letters >= _LEAST_LONG) or letters >= _LEAST_ANYWHERE


def _automaton(needles: Mapping[str, object]) -> Any:
    """An Aho-Corasick automaton (pyahocorasick has no type information), or None for no needles."""
    if not needles:
        return None
    automaton = ahocorasick.Automaton()
    for needle, value in needles.items():
        automaton.add_word(needle, value)
    automaton.make_automaton()
    return automaton


def _encoded(form: str) -> Iterator[bytes]:
    for encoding in _ENCODINGS_OF_ASCII if form.isascii() else _ENCODINGS:
        with suppress(UnicodeEncodeError):
            yield form.encode(encoding)


def quotes_left(text: str, quotes: Sequence[str]) -> bool:
    """Does any of these removed passages still stand in the text, letter case and spacing aside?"""
    squeezed = "".join(words(text))
    folded = ["".join(words(quote)) for quote in quotes]
    return any(len(quote) >= 12 and quote in squeezed for quote in folded)
