"""Search finished output for anything redaction was meant to remove.

Deliberately not the matcher: a plain, blunt fold of its own and exact containment, so that a mistake in the
matcher's rules cannot hide its own result. It knows fewer tricks and makes no exceptions.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import permutations
from typing import Any

import ahocorasick

from fieldnotes.model.register import EntityType

NUMBER = "number"
"""The rule by which telephone numbers and the like are found."""
FULL_NAME = "full name"
"""The rule that saw a whole name, not a part of one."""

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1251", "cp1254", "koi8-r", "iso8859-9", "latin-1")
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
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")


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
        full: dict[str, tuple[int, str]] = {}
        raw: dict[bytes, str] = {}
        for identity in forbidden:
            for name in identity.names:
                self._watch(identity, name, full, raw)
        self._size = len(full) + len(self._parts) + len(self._digits)
        self._full = _automaton(full)
        self._raw = _automaton({needle.decode("latin-1"): code for needle, code in raw.items()})

    def __len__(self) -> int:
        return self._size

    def in_text(self, text: str) -> Iterator[Residue]:
        """What of the watch list can be read in `text`; offsets are code points of it."""
        found = [(match.start(), match.end()) for match in _WORD.finditer(text)]
        folded = [plain(text[start:end]) for start, end in found]
        if self._full is not None:
            yield from self._full_names(found, folded)
        for (start, end), fold in zip(found, folded, strict=True):
            code = self._parts.get(fold, "")
            if code and not text[start:end].islower():
                yield Residue("part of a name", code, start, end)
        for run in _DIGITS.finditer(text) if self._digits else ():
            digits = re.sub(r"\D", "", run.group())
            for number, code in self._digits.items():
                if number in digits:
                    yield Residue(NUMBER, code, run.start(), run.end())

    def in_bytes(self, data: bytes) -> Iterator[Residue]:
        """What of the watch list stands in raw bytes in any usual encoding, also inside base64."""
        if self._raw is None:
            return
        for leaf in (data, *_decoded_base64(data)):
            for _, code in self._raw.iter(leaf.decode("latin-1")):
                yield Residue("raw bytes", code)

    def _full_names(self, found: Sequence[tuple[int, int]], folded: Sequence[str]) -> Iterator[Residue]:
        """Names in the letters of the text alone. Letters of neighbouring words may happen to spell a short name,
        so a find must start and end with a word, or be long and do one of them, or be very long."""
        starts: list[int] = []
        position = 0
        for word in folded:
            starts.append(position)
            position += len(word)
        borders = {*starts, position}
        for last, (length, code) in self._full.iter("".join(folded)):
            start, end = last - length + 1, last + 1
            sides = (start in borders) + (end in borders)
            if sides == 2 or (sides == 1 and length >= _LEAST_LONG) or length >= _LEAST_ANYWHERE:
                first_word = bisect_right(starts, start) - 1
                last_word = bisect_right(starts, last) - 1
                yield Residue(FULL_NAME, code, found[first_word][0], found[last_word][1])

    def _watch(self, identity: Forbidden, name: str, full: dict[str, tuple[int, str]], raw: dict[bytes, str]) -> None:
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
            for order in permutations(parts) if 1 < len(parts) <= 3 else [tuple(parts)]:
                full["".join(order)] = (len(letters), identity.code)
            if len(parts) > 1 and len(letters) >= _LEAST_RAW:
                for form in {name, name.casefold(), name.upper(), unicodedata.normalize("NFD", name)}:
                    raw.update(_encoded(form, identity.code))
        if identity.type is EntityType.PERSON:
            for part in parts:
                if len(part) >= _LEAST_PART and part not in self._keep:
                    self._parts[part] = identity.code


def _automaton(needles: Mapping[str, object]) -> Any:
    """An Aho-Corasick automaton (pyahocorasick has no type information), or None for no needles."""
    if not needles:
        return None
    automaton = ahocorasick.Automaton()
    for needle, value in needles.items():
        automaton.add_word(needle, value)
    automaton.make_automaton()
    return automaton


def _encoded(form: str, code: str) -> dict[bytes, str]:
    encoded: dict[bytes, str] = {}
    for encoding in _ENCODINGS:
        with suppress(UnicodeEncodeError):
            encoded[form.encode(encoding)] = code
    return encoded


def quotes_left(text: str, quotes: Sequence[str]) -> bool:
    """Does any of these removed passages still stand in the text, letter case and spacing aside?"""
    squeezed = "".join(words(text))
    folded = ["".join(words(quote)) for quote in quotes]
    return any(len(quote) >= 12 and quote in squeezed for quote in folded)


def _decoded_base64(data: bytes) -> Iterator[bytes]:
    for match in _BASE64.finditer(data):
        run = match.group().rstrip(b"=").replace(b"-", b"+").replace(b"_", b"/")
        for shift in range(4):
            piece = run[shift:]
            piece = piece[: len(piece) // 4 * 4]
            try:
                yield base64.b64decode(piece)
            except (binascii.Error, ValueError):
                continue
