"""A typed door to the Aho-Corasick automaton: many strings searched in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

import ahocorasick

Value = TypeVar("Value")


class Automaton(Generic[Value]):
    """Finds every occurrence of the keys of `words`, overlapping ones included."""

    def __init__(self, words: Mapping[str, Value]) -> None:
        self._automaton = ahocorasick.Automaton()
        for word, value in words.items():
            if word:
                self._automaton.add_word(word, (len(word), value))
        self._filled = len(self._automaton) > 0
        if self._filled:
            self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[tuple[int, int, Value]]:
        """(start, end, value) of each occurrence, in order of its end."""
        if not self._filled:
            return
        for last, (length, value) in self._automaton.iter(text):
            yield last + 1 - length, last + 1, value
