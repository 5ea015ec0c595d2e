"""The index over all registered names: from a word of text to the parts it may be an occurrence of.

The cost is paid once for each distinct word: normal form, coarse key, few candidates, distance; results are kept.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from fieldnotes.model.register import EntityType
from fieldnotes.redaction import numerals
from fieldnotes.redaction.dialling import misread_digits
from fieldnotes.redaction.distance import UNRELATED, distance, slips
from fieldnotes.redaction.homographs import plain
from fieldnotes.redaction.names import (
    NAME_PARTICLES,
    PARTICLES,
    Form,
    Name,
    Part,
    forms_of,
    is_acronym,
    spellings_of,
    words_of,
)
from fieldnotes.redaction.phones import Sounding, coarse_key, collapsed, consonants, soundings, vowel_groups
from fieldnotes.redaction.scripts import CASELESS, Script, honest_spellings, script_of
from fieldnotes.redaction.suffixes import Cut, Family, cuts, tail_family
from fieldnotes.redaction.view import lowered

CACHE_SIZE = 400_000
_MAX_WORD = 60
_TYPO_LETTERS = 6


class Strength(IntEnum):
    """How surely a word is a part: WEAK sounds alike, SLIP is a typing error away, STRONG is the part itself."""

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


class Reading:
    """What the index knows about one distinct word."""

    __slots__ = ("_names", "_persons", "_phrases", "matches", "number", "pieces", "squeezed")

    def __init__(
        self,
        matches: tuple[Match, ...],
        number: numerals.Value | None,
        squeezed: str,
        pieces: tuple[tuple[int, str], ...],
    ) -> None:
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
            self._names = {}
            for match in self.matches:
                for name, position in parts[match.part].owners:
                    self._names.setdefault(name, []).append((position, match))
        return self._names

    def persons(self, index: Index) -> frozenset[int]:
        """The persons' names among `names`."""
        if self._persons is None:
            names = self.names(index.parts)
            self._persons = frozenset(number for number in names if index.names[number].type is EntityType.PERSON)
        return self._persons

    def phrases(self, index: Index) -> tuple[Name, ...]:
        """The names of organisations and places of several words that may begin with this word."""
        if self._phrases is None:
            found = []
            for number, positions in self.names(index.parts).items():
                name = index.names[number]
                starts = any(position == name.first and one.strength >= Strength.WEAK for position, one in positions)
                if name.type is not EntityType.PERSON and name.weight > 1 and starts:
                    found.append(name)
            self._phrases = tuple(found)
        return self._phrases


class Profile(NamedTuple):
    """What a part may be alone: its names, whether one is a person's, and where in persons' names it stands."""

    names: tuple[Name, ...]
    identities: frozenset[int]
    person: bool
    only_place: bool
    given: bool
    surname: bool


class Index:
    """Names, parts and forms of a register; immutable after construction but for `seen`, its cache of readings."""

    def __init__(self, names: Iterable[tuple[int, EntityType, str]]) -> None:
        self.names: list[Name] = []
        self.parts: list[Part] = []
        self._part_numbers: dict[tuple[str, bool], int] = {}
        self._buckets: dict[str, list[Form]] = {}
        self._acronyms: dict[str, int] = {}
        self._deletions: dict[str, list[int]] = {}
        self._profiles: dict[int, Profile] = {}
        self._particles: dict[int, tuple[str, ...]] = {}
        self.seen: dict[str, Reading] = {}
        for identity, entity_type, name in names:
            self._add(identity, entity_type, name)

    def _add(self, identity: int, entity_type: EntityType, name: str) -> None:
        words = words_of(name)
        if not words:
            return
        person = entity_type is EntityType.PERSON
        if not person and (solid := _HYPHEN.sub("", name)) != name:
            self._add(identity, entity_type, solid)
        for spelling in spellings_of(words, person=person):
            self._add_words(
                identity, entity_type, spelling, acronym=not person and len(words) == 1 and is_acronym(name)
            )

    def _add_words(
        self, identity: int, entity_type: EntityType, words: list[tuple[str, Script]], *, acronym: bool
    ) -> None:
        number = len(self.names)
        single = len(words) == 1
        numbers: list[int | None] = []
        for position, (word, script) in enumerate(words):
            if word in PARTICLES and not single:
                numbers.append(None)
                continue
            part = self._part(word, script, acronym=acronym, person=entity_type is EntityType.PERSON)
            part.owners.append((number, position))
            numbers.append(part.number)
        if all(part is None for part in numbers):
            return
        particles = tuple(word for word, _ in words if word in NAME_PARTICLES)
        if particles and entity_type is EntityType.PERSON:
            self._particles[number] = particles
        self.names.append(Name(number, identity, entity_type, tuple(numbers), tuple(word for word, _ in words)))

    def _part(self, word: str, script: Script, *, acronym: bool, person: bool) -> Part:
        known = self._part_numbers.get((word, acronym))
        if known is not None:
            return self.parts[known]
        said = soundings(word, script)
        part = Part(
            len(self.parts),
            word,
            script,
            acronym=acronym,
            plain=plain(word),
            spoken=plain(said[0].symbols.lower()),
            squeezed=tuple(squeeze(sounding.symbols) for sounding in said),
        )
        self.parts.append(part)
        self._part_numbers[word, acronym] = part.number
        if acronym:
            self._acronyms[word] = part.number
            return part
        for key, form in forms_of(part, person=person):
            self._buckets.setdefault(key, []).append(form)
        if person and len(word) >= _TYPO_LETTERS:
            for variant in _deletions(word):
                self._deletions.setdefault(variant, []).append(part.number)
        return part

    def particles(self, names: Iterable[int]) -> frozenset[str]:
        """The particles, such as von and de la, that the persons' names hold."""
        return frozenset(word for number in names for word in self._particles.get(number, ()))

    def profile(self, part: Part) -> Profile:
        """The names for which a part alone is evidence: persons', and names of one word."""
        known = self._profiles.get(part.number)
        if known is None:
            owners = [(self.names[number], position) for number, position in part.owners]
            names = tuple(name for name, _ in owners if name.type is EntityType.PERSON or name.weight == 1)
            stands = [position == name.first for name, position in owners if name.weight > 1 and name in names]
            known = self._profiles[part.number] = Profile(
                names,
                frozenset(name.identity for name in names),
                any(name.type is EntityType.PERSON for name in names),
                all(name.type is EntityType.PLACE for name in names),
                any(stands),
                not all(stands),
            )
        return known

    def read(self, raw: str) -> Reading:
        """Everything known about a word as it stands in the text (case matters for acronyms and OCR)."""
        known = self.seen.get(raw)
        if known is None:
            if len(self.seen) >= CACHE_SIZE:
                self.seen.clear()
            known = self.seen[raw] = self._read(raw)
        return known

    def _read(self, raw: str) -> Reading:
        lower = lowered(raw)
        if len(raw) > _MAX_WORD:
            return Reading((), None, "", ())
        best: dict[int, Match] = {}
        squeezed = ""
        for word, script, disguised in honest_spellings(raw, lower):
            said = soundings(word, script)
            squeezed = squeezed or squeeze(said[0].symbols)
            self._match(word, script, said, best, disguised=disguised)
        self._match_acronym(raw, best)
        if not best and len(lower) >= _TYPO_LETTERS and (raw[0].isupper() or script_of(lower) in CASELESS):
            self._match_slips(lower, best)
        matches = tuple(sorted(best.values(), key=lambda one: (-one.strength, one.cost)))
        return Reading(matches, numerals.VALUES.get(lower), squeezed, _pieces(raw))

    def _match(
        self, word: str, script: Script, said: tuple[Sounding, ...], best: dict[int, Match], *, disguised: bool
    ) -> None:
        for cut in cuts(word, script):
            for symbols, ends in said:
                whole = cut.family is Family.NONE and not cut.start
                stem = symbols if whole else symbols[bisect_right(ends, cut.start) : bisect_right(ends, cut.end)]
                stem = collapsed(stem)
                bucket = self._buckets.get(coarse_key(stem))
                if bucket:
                    self._compare(word, script, cut, stem, bucket, best, disguised=disguised)

    def _compare(
        self,
        word: str,
        script: Script,
        cut: Cut,
        stem: str,
        bucket: list[Form],
        best: dict[int, Match],
        *,
        disguised: bool,
    ) -> None:
        side = (consonants(stem), vowel_groups(stem))
        for form in bucket:
            if form.tails is not None and cut.family not in form.tails:
                continue
            foreign = script is not form.script
            if form.abroad and not foreign:
                continue
            arabic = foreign and Script.ARABIC in (script, form.script)
            limit = _weak_limit(form.length, foreign=foreign, arabic=arabic)
            known = (form.consonants, form.groups)
            first, second = (known, side) if form.script is Script.ARABIC else (side, known)
            apart = distance(first, second, limit=limit, arabic=arabic)
            if apart >= UNRELATED:
                continue
            cost = apart + form.cost + cut.cost
            if cost > limit:
                continue
            strong = cost <= _strong_limit(form, arabic=arabic)
            part = self.parts[form.part]
            found = Match(
                form.part,
                Strength.STRONG if strong else Strength.WEAK,
                cost,
                form.length,
                cut.start,
                cut.end,
                cut.family,
                word[cut.end :],
                disguised,
                foreign,
                word[cut.start : cut.end] == part.text,
                other_gender=form.other_gender,
            )
            earlier = best.get(form.part)
            if earlier is None or _rank(found) < _rank(earlier):
                best[form.part] = found

    def _match_acronym(self, raw: str, best: dict[int, Match]) -> None:
        """An acronym is written in capitals; a lower-case ending may follow directly (BMTnin)."""
        if not self._acronyms or not raw[0].isupper():
            return
        capitals = len(raw) - len(raw.lstrip("".join({letter for letter in raw if letter.isupper()})))
        stem, tail = lowered(raw[:capitals]), lowered(raw[capitals:])
        number = self._acronyms.get(stem)
        if number is None or (tail and tail_family(tail, self.parts[number].script) is None):
            return
        family = Family.TURKIC if tail else Family.NONE
        best[number] = Match(number, Strength.STRONG, 0.0, capitals, 0, capitals, family, tail, exact=True)

    def _match_slips(self, lower: str, best: dict[int, Match]) -> None:
        """One typing error in a word of six letters or more."""
        for variant in _deletions(lower):
            for number in self._deletions.get(variant, ()):
                part = self.parts[number]
                count, ordinary = slips(lower, part.text, most=1)
                if count == 1:
                    best[number] = Match(
                        number, Strength.SLIP, 1.0, len(lower), 0, len(lower), Family.NONE, "", ordinary=ordinary
                    )


_HYPHEN = re.compile(r"(?<=[^\W\d_])[-‐‑](?=[^\W\d_])")
_CAMEL = re.compile(
    r"[A-ZƏÇĞİÖŞÜА-ЯЁ]?[^\W\d_A-ZƏÇĞİÖŞÜА-ЯЁ]+|[A-ZƏÇĞİÖŞÜА-ЯЁ]+(?![^\W\d_A-ZƏÇĞİÖŞÜА-ЯЁ])|[^\W\d_]|\d+"
)


def _pieces(raw: str) -> tuple[tuple[int, str], ...]:
    """The words inside a CamelCase or letter-and-digit word; empty when there is but one."""
    if raw.isdigit() or misread_digits(raw) or (raw.isalpha() and (raw.islower() or raw.isupper() or raw.istitle())):
        return ()
    found = tuple((match.start(), match.group()) for match in _CAMEL.finditer(raw))
    return found if len(found) > 1 else ()


def _deletions(word: str) -> set[str]:
    return {word, *(word[:index] + word[index + 1 :] for index in range(len(word)))}


def _weak_limit(length: int, *, foreign: bool, arabic: bool) -> float:
    """The largest distance at which a word is still worth a look."""
    if arabic:
        return 0.25 if length <= 5 else 0.45
    if length <= 4:
        return 0.12 if foreign else 0.06
    return 0.22 if length <= 6 else 0.35 if length <= 8 else 0.55


def _strong_limit(form: Form, *, arabic: bool) -> float:
    if arabic:
        return 0.30 if len(form.consonants) >= 4 else 0.13
    return 0.05 if form.length <= 4 else 0.10


_FAMILY_RANK = {Family.DERIVED: 2, Family.ROMANISED: 1, Family.ARABIC: 1}


def _rank(match: Match) -> tuple[int, bool, int, float, int]:
    return (
        -match.strength,
        match.other_gender,
        _FAMILY_RANK.get(match.family, 0),
        round(match.cost, 2),
        len(match.tail),
    )


_SQUEEZE = str.maketrans(
    dict.fromkeys("kgqxhG", "k")
    | dict.fromkeys("JCZ", "j")
    | dict.fromkeys("szScD", "s")
    | dict.fromkeys("vwf", "v")
    | dict.fromkeys("bp", "b")
    | dict.fromkeys("dt", "d")
    | dict.fromkeys("aäe", "a")
    | dict.fromkeys("iı", "i")
    | dict.fromkeys("oöuü", "u")
    | {"y": None}
)


def squeeze(symbols: str) -> str:
    """The coarsest string of a word that still keeps its vowels: what squeezed and broken names are searched in."""
    return collapsed(symbols.translate(_SQUEEZE))
