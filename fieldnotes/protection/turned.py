"""Names in turned letters: every letter moved on by the same step (Caesar, ROT13), mirrored (Atbash), or backwards.

A shifted name keeps the steps from each letter to the next, so one search for steps finds all shifts at once, whatever
the text was moved by. Mirrored letters have the opposite steps, letters backwards the opposite ones in reverse order.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations
from typing import Any, NamedTuple
from unicodedata import normalize

import ahocorasick

_MOST_ORDERED = 3
"""Words of a name that is looked for in every order."""
_LEAST, _LEAST_ANY_SHIFT = 8, 10
"""Letters of a name that is looked for in ROT13 and Atbash, and in any turn: shorter ones are other words."""
_BIAS, _NO_LETTER = 80, 70
"""Keep the difference of two bytes positive, and apart from every difference of two letters."""
_FORWARD, _MIRRORED, _BACKWARDS = range(3)


class _Alphabet:
    """`size` letters that follow each other in `encoding` from `first` on; `others` are letters written like one."""

    def __init__(self, first: str, size: int, encoding: str, others: dict[int, str]) -> None:
        self.first, self.size, self.encoding = first, size, encoding
        self._others = others
        self._no_letters = re.compile(f"[^{first}-{chr(ord(first) + size - 1)}]+")
        start, near = first.encode(encoding)[0], range(_BIAS - size + 1, _BIAS + size)
        self._numbers = bytes(b - start if start <= b < start + size else _NO_LETTER for b in range(256))
        self._signs = bytes(ord("0") + (b - _BIAS) % size if b in near else ord(".") for b in range(256))

    def letters(self, text: str) -> str:
        """The letters of this alphabet alone, small."""
        if text.isascii() and text.isalpha():
            return text.lower() if self.encoding == "ascii" else ""
        return self._no_letters.sub("", text.lower().translate(self._others))

    def steps(self, text: str) -> str:
        """One sign for each step from a sign of `text` to the next; "." where one of them is no letter."""
        data = text.encode(self.encoding, errors="replace").translate(self._numbers)
        if len(data) < 2:
            return ""
        size = len(data) - 1
        later, earlier = int.from_bytes(data[1:]), int.from_bytes(data[:-1])
        # Byte by byte at once: the bias keeps every difference positive, so that none borrows from its neighbour.
        found = later + int.from_bytes(bytes([_BIAS]) * size) - earlier
        return found.to_bytes(size).translate(self._signs).decode("ascii")

    def mirrored(self, text: str) -> str:
        first, last = ord(self.first), ord(self.first) + self.size - 1
        return "".join(chr(first + last - ord(letter)) for letter in text)

    def shift(self, letter: str, other: str) -> int:
        return (ord(letter) - ord(other)) % self.size


_LATIN = _Alphabet("a", 26, "ascii", {})
_CYRILLIC = _Alphabet("а", 32, "cp1251", {ord("ё"): "е"})


class _Needle(NamedTuple):
    letters: int
    turn: int
    first: str
    code: str


class Found(NamedTuple):
    """A name in the words `first` to `last` of a text, of which `sides` ends are ends of words too."""

    first: int
    last: int
    letters: int
    sides: int
    code: str


class Turned:
    """Names of several words, to be found in turned letters."""

    def __init__(self, names: Iterable[tuple[Sequence[str], Sequence[str], str]]) -> None:
        """`names` are (words as written, words folded to Latin letters, whose they are)."""
        latin: dict[str, list[_Needle]] = {}
        cyrillic: dict[str, list[_Needle]] = {}
        for written, folded, code in names:
            # Who turns letters by a program leaves those beyond ASCII; which these are depends on how they are stored.
            forms = (written, [word.upper() for word in written], [normalize("NFD", word) for word in written])
            for parts in {tuple(folded), *(tuple(map(_LATIN.letters, form)) for form in forms)}:
                _add(latin, _LATIN, parts, code)
            _add(cyrillic, _CYRILLIC, [_CYRILLIC.letters(word) for word in written], code)
        self._latin, self._cyrillic = _automaton(latin), _automaton(cyrillic)

    def find(self, written: Sequence[str], folded: Sequence[str]) -> Iterator[Found]:
        """What of the names is in the words of a text, as they are written and folded to Latin letters."""
        yield from _in(self._latin, _LATIN, folded)
        if not all(word.isascii() and word.isalpha() for word in written):
            yield from _in(self._latin, _LATIN, [_LATIN.letters(word) for word in written])
            if self._cyrillic is not None:
                yield from _in(self._cyrillic, _CYRILLIC, [_CYRILLIC.letters(word) for word in written])


def _add(needles: dict[str, list[_Needle]], alphabet: _Alphabet, parts: Sequence[str], code: str) -> None:
    parts = [part for part in parts if part]
    for order in permutations(parts) if len(parts) <= _MOST_ORDERED else [tuple(parts)]:
        name = "".join(order)
        if len(name) < _LEAST or alphabet.letters(name) != name:
            continue
        mirrored = alphabet.mirrored(name)
        forms = (name, mirrored, name[::-1], mirrored[::-1])
        for turn, form in enumerate(forms):
            same = needles.setdefault(alphabet.steps(form), [])
            if all((one.turn, one.code) != (turn, code) for one in same):
                same.append(_Needle(len(form), turn, form[0], code))


def _automaton(needles: dict[str, list[_Needle]]) -> Any:
    """pyahocorasick, which has no type information; None for no needles."""
    if not needles:
        return None
    automaton = ahocorasick.Automaton()
    for steps, values in needles.items():
        automaton.add_word(steps, values)
    automaton.make_automaton()
    return automaton


def _in(automaton: Any, alphabet: _Alphabet, pieces: Sequence[str]) -> Iterator[Found]:
    if automaton is None:
        return
    joined = "".join(pieces)
    starts: list[int] = []
    for last, needles in automaton.iter(alphabet.steps(joined)):
        starts = starts or _starts(pieces)
        for needle in needles:
            start, end = last - needle.letters + 2, last + 2
            if _is_meant(alphabet, needle, joined[start]):
                yield _placed(starts, pieces, start, end, needle)


def _is_meant(alphabet: _Alphabet, needle: _Needle, letter: str) -> bool:
    """Not the name itself nor that backwards, which are looked for elsewhere; of a short one only its usual turns."""
    shift = alphabet.shift(letter, needle.first)
    if needle.turn in (_FORWARD, _BACKWARDS) and not shift:
        return False
    if needle.letters >= _LEAST_ANY_SHIFT:
        return True
    return (needle.turn == _FORWARD and shift == alphabet.size // 2) or (needle.turn == _MIRRORED and not shift)


def _starts(pieces: Sequence[str]) -> list[int]:
    position, found = 0, []
    for piece in pieces:
        found.append(position)
        position += len(piece)
    return found


def _placed(starts: Sequence[int], pieces: Sequence[str], start: int, end: int, needle: _Needle) -> Found:
    first, last = _piece_at(starts, pieces, start), _piece_at(starts, pieces, end - 1)
    sides = (starts[first] == start) + (starts[last] + len(pieces[last]) == end)
    return Found(first, last, needle.letters, sides, needle.code)


def _piece_at(starts: Sequence[int], pieces: Sequence[str], at: int) -> int:
    """The piece that holds the letter `at`; empty ones hold none."""
    place = bisect_right(starts, at) - 1
    while not pieces[place]:
        place -= 1
    return place
