"""What is known about one distinct word of text: the parts it may be, and the names these parts stand in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import compress
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
        *("_names", "_persons", "_phrases"),
        *("digits", "matches", "number", "pieces", "squeezed"),
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
        self._names: dict[int, list[tuple[int, Match]]] | None = None
        self._persons: frozenset[int] | None = None
        self._phrases: tuple[Name, ...] | None = None

    def names(self, parts: list[Part]) -> dict[int, list[tuple[int, Match]]]:
        """Names in which this word may stand, each with the positions it may take."""
        if self._names is None:
            owners = [(*owner, match) for match in self.matches for owner in parts[match.part].owners]
            names = {name: [(position, match)] for name, position, match in owners}
            if len(names) < len(owners):  # a name in which the word may stand in two places
                names = {name: [] for name in names}
                for name, position, match in owners:
                    names[name].append((position, match))
            self._names = names
        return self._names

    def persons(self, index: Registered) -> frozenset[int]:
        """The persons' names among `names`."""
        if self._persons is None:
            names = self.names(index.parts)
            self._persons = frozenset(number for number in names if index.names[number].type is EntityType.PERSON)
        return self._persons

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


class Vocabulary:
    """The readings of all words met so far; a long text asks for most of them in bulk and for few by one."""

    __slots__ = ("_readings", "figures", "likely", "notable", "parted", "said")

    def __init__(self) -> None:
        self._readings: dict[str, Reading] = {}
        self.likely: dict[str, Reading | None] = {}
        """What a text has asked about its notable words: the reading, None when it is no name's after all."""
        self.said: dict[str, str] = {}
        """What each word is searched for as, when the words of a text are run together."""
        self.notable: set[str] = set()
        """The words that may be part of a name, or have to be parted, and those of one letter."""
        self.parted: set[str] = set()
        """The words that are nothing but several words in one."""
        self.figures: set[str] = set()
        """The words that say or hold a number."""

    def __len__(self) -> int:
        return len(self.said)

    def enter(self, raw: str, reading: Reading) -> Reading:
        """Keep the reading of a word; returns it."""
        if reading.matches or reading.pieces or len(raw) == 1:
            self.notable.add(raw)
        if reading.pieces and not reading.matches:
            self.parted.add(raw)
        if reading.number or reading.digits:
            self.figures.add(raw)
        self._readings[raw] = reading
        self.said[raw] = reading.squeezed
        return reading

    def enter_silent(self, raws: Iterable[str], said: Iterable[str]) -> None:
        """Keep words that are nothing but what they are run together as: nearly all words of a text."""
        self.said.update(zip(raws, said, strict=True))

    def matches(self, raw: str) -> tuple[Match, ...]:
        """`Reading.matches` of a word that has been met."""
        known = self._readings.get(raw)
        return known.matches if known else ()

    def __getitem__(self, raw: str) -> Reading:
        return self._readings.get(raw) or Reading((), None, self.said[raw], ())


class Words:
    """The words of a text in order, as what a vocabulary knows of them; `said` is `Vocabulary.said` of each."""

    __slots__ = ("_raws", "_vocabulary", "said")

    def __init__(self, raws: Sequence[str], vocabulary: Vocabulary) -> None:
        """
        Raises:
            KeyError: the vocabulary lacks a word.
        """
        self.said = list(map(vocabulary.said.__getitem__, raws))
        self._raws = raws
        self._vocabulary = vocabulary

    def __len__(self) -> int:
        return len(self.said)

    def __getitem__(self, place: int) -> Reading:
        return self._vocabulary[self._raws[place]]

    def matches(self, place: int) -> tuple[Match, ...]:
        """The matches of a place's word, the strongest first."""
        return self._vocabulary.matches(self._raws[place])

    def __contains__(self, raw: str) -> bool:
        """Whether a word has been met, in this text or another."""
        return raw in self._vocabulary.said

    def notable(self) -> list[int]:
        """The places of words in `Vocabulary.notable`."""
        return list(compress(range(len(self.said)), map(self._vocabulary.notable.__contains__, self._raws)))

    def parted(self, places: Iterable[int]) -> dict[int, tuple[tuple[int, str], ...]]:
        """The pieces of those of the places whose words are in `Vocabulary.parted`."""
        raws, parted = self._raws, self._vocabulary.parted
        return {place: self[place].pieces for place in places if raws[place] in parted}

    def likely(self, places: Sequence[int], passes: Callable[[str, Reading], bool]) -> Iterator[tuple[int, Reading]]:
        """Those of the places whose words have matches and pass, with their readings; a word is asked about once."""
        raws, vocabulary = [self._raws[place] for place in places], self._vocabulary
        known = vocabulary.likely
        for raw in set(raws).difference(known):
            asked = vocabulary[raw]
            known[raw] = asked if asked.matches and passes(raw, asked) else None
        return ((place, reading) for place, raw in zip(places, raws, strict=True) if (reading := known[raw]))

    def figures(self) -> list[int]:
        """The places of words in `Vocabulary.figures`."""
        return list(compress(range(len(self.said)), map(self._vocabulary.figures.__contains__, self._raws)))


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
