"""What was seen in a text and made of it, kept in memory as long as the text, the register and the ladder stay."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from fieldnotes.model.redaction import Decision, Redacted
from fieldnotes.redaction.generalise import Detail
from fieldnotes.redaction.hits import Hit
from fieldnotes.redaction.ladder import Ladder
from fieldnotes.redaction.matcher import Register
from fieldnotes.redaction.offrecord import find_off_record
from fieldnotes.redaction.quasi import find_details
from fieldnotes.redaction.realnames import RealName, find_real_names

_MOST_CHARACTERS = 8_000_000
"""Of texts that are remembered; beyond that all are forgotten and looked at again."""

_T = TypeVar("_T")


class Remembered(Generic[_T]):
    """Values by a text and whatever else they depend on."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, Hashable, Hashable], _T] = {}
        self._characters = 0

    def find(self, key: tuple[str, Hashable, Hashable]) -> _T | None:
        return self._values.get(key)

    def keep(self, key: tuple[str, Hashable, Hashable], value: _T) -> None:
        if key not in self._values:
            self._characters += len(key[0])
        if self._characters > _MOST_CHARACTERS:
            self._values.clear()
            self._characters = len(key[0])
        self._values[key] = value


@dataclass(frozen=True, slots=True)
class Made:
    """A redacted text, the hit groups that were asked about in it, and what was decided on them then."""

    redacted: Redacted
    groups: frozenset[str]
    decided: Mapping[str, Decision]


@dataclass
class Seen:
    """One text with everything that the rules find in it, whatever was decided."""

    text: str
    names: Sequence[Hit]
    off_record: Sequence[tuple[int, int]]
    real_names: Sequence[RealName]
    ladder: Ladder

    @cached_property
    def details(self) -> Sequence[Detail]:
        """Found when they are first asked for. Testimony mixes languages, whatever its own."""
        return find_details(self.text, ladder=self.ladder)


class Sight:
    """Looks at each text once."""

    def __init__(self, register: Register, ladder: Ladder) -> None:
        self._register, self._ladder = register, ladder
        self._seen = Remembered[Seen]()

    def of(self, text: str, language: str) -> Seen:
        """What is in `text`; `language` is ISO 639-1 or empty."""
        found = self._seen.find((text, language, ""))
        if found is None:
            names = self._register.scan(text, language=language)
            found = Seen(text, names, find_off_record(text), find_real_names(text), self._ladder)
            self._seen.keep((text, language, ""), found)
        return found
