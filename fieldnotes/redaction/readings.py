"""What is known about one distinct word of text: the parts it may be, and the names these parts stand in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple, Protocol

from fieldnotes.model.register import EntityType
from fieldnotes.redaction import numerals
from fieldnotes.redaction.distance import slips
from fieldnotes.redaction.names import Name, Part
from fieldnotes.redaction.scripts import PHONETIC
from fieldnotes.redaction.suffixes import Family

_TURKIC = (Family.TURKIC, Family.ORIGIN)


class Registered(Protocol):
    """The names and parts of a register, by number."""

    names: list[Name]
    parts: list[Part]


class Strength(IntEnum):
    """How surely a word is a part.

    FAINT has its consonants only, SLIP is a typing error away, WEAK sounds alike, STRONG is the part itself.
    """

    FAINT = 0
    SLIP = 1
    WEAK = 2
    STRONG = 3


@dataclass(frozen=True, slots=True)
class Match:
    """A word of text read as `part`, with its tail; `start` and `end` are the stem's offsets in the word."""

    part: int
    strength: Strength
    cost: float
    length: int
    start: int
    end: int
    family: Family
    tail: str
    disguised: bool = False
    foreign: bool = False
    exact: bool = False
    ordinary: bool = True  # for SLIP: an ordinary typing error
    other_gender: bool = False

    def opens(self, name: Name) -> bool:
        """It may be a word of a phrase before its last one: Turkic endings come once, at the end of the phrase."""
        ended = self.family in _TURKIC and self.tail < "\u0400"
        return self.strength >= Strength.WEAK and (name.weight == 1 or not ended)


class Reading:
    """What the index knows about one distinct word."""

    __slots__ = (
        *("_names", "_partners", "_persons", "_phrases"),
        *("digits", "matches", "notable", "number", "pieces", "squeezed"),
    )

    def __init__(
        self,
        matches: tuple[Match, ...],
        number: numerals.Value | None,
        squeezed: str,
        pieces: tuple[tuple[int, str], ...],
        digits: str = "",
    ) -> None:
        self.digits = digits
        self.matches = matches
        self.number = number
        self.squeezed = squeezed
        self.pieces = pieces
        self.notable = bool(matches or pieces)
        self._partners: dict[str, list[tuple[int, int]]] | None = None
        self._names: dict[int, list[tuple[int, Match]]] | None = None
        self._persons: frozenset[int] | None = None
        self._phrases: tuple[Name, ...] | None = None

    def names(self, parts: list[Part]) -> dict[int, list[tuple[int, Match]]]:
        """Names in which this word may stand, each with the positions it may take."""
        if self._names is None:
            self._names = {}
            for match in self.matches:
                for name, position in parts[match.part].owners:
                    self._names.setdefault(name, []).append((position, match))
        return self._names

    def persons(self, index: Registered) -> frozenset[int]:
        """The persons' names among `names`."""
        if self._persons is None:
            names = self.names(index.parts)
            self._persons = frozenset(number for number in names if index.names[number].type is EntityType.PERSON)
        return self._persons

    def partners(self, index: Registered) -> dict[str, list[tuple[int, int]]]:
        """The other parts of the persons' names that this word surely stands in: (name, part) by the first letter
        and by the last letter (after a hyphen) of what the other part is written or spoken as."""
        if self._partners is None:
            self._partners = {}
            for number, positions in self.names(index.parts).items():
                held = {position for position, match in positions if match.strength is Strength.STRONG}
                name = index.names[number]
                if name.type is not EntityType.PERSON or not held:
                    continue
                for position, other in enumerate(name.parts):
                    if other is not None and held != {position}:
                        self._enter(index.parts[other], number)
        return self._partners

    def _enter(self, part: Part, name: int) -> None:
        assert self._partners is not None
        keys = {
            end for shown in (part.plain, part.spoken, part.english) if shown for end in (shown[0], "-" + shown[-1])
        }
        for key in keys:
            self._partners.setdefault(key, []).append((name, part.number))

    def phrases(self, index: Registered) -> tuple[Name, ...]:
        """The names of organisations and places of several words that may begin with this word."""
        if self._phrases is None:
            found: list[Name] = []
            for match in self.matches:
                for number in index.parts[match.part].opens:
                    name = index.names[number]
                    if match.opens(name) and name not in found:
                        found.append(name)
            self._phrases = tuple(found)
        return self._phrases


def another_name(part: Part, match: Match, stem: str) -> bool:
    """Грушев is not Хрущёв: within one alphabet that is written as it sounds two letters make another name."""
    if match.foreign or match.disguised or match.tail or part.script not in PHONETIC:
        return False
    return slips(stem, part.text)[0] > 1


class Profile(NamedTuple):
    """What a part may be alone: its names, whether one is a person's, and where in persons' names it stands."""

    names: tuple[Name, ...]
    identities: frozenset[int]
    person: bool
    only_place: bool
    given: bool
    surname: bool
