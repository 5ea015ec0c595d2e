"""The index over all registered names: from a word of text to the parts it may be an occurrence of.

The cost is paid once for each distinct word: normal form, coarse key, few candidates, distance; results are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain, islice, repeat

from fieldnotes.model.register import EntityType
from fieldnotes.redaction import numerals, petnames
from fieldnotes.redaction.dialling import misread_digits
from fieldnotes.redaction.distance import slips
from fieldnotes.redaction.forms import Forms
from fieldnotes.redaction.homographs import generic_class
from fieldnotes.redaction.manywords import ENOUGH, all_sounded, all_squeezed, signed, symbols_of
from fieldnotes.redaction.names import (
    NAME_PARTICLES,
    PARTICLES,
    WHOLE,
    Face,
    Name,
    Part,
    faces_of,
    is_acronym,
    parted,
    spellings_of,
    words_of,
)
from fieldnotes.redaction.phones import soundings, squeeze
from fieldnotes.redaction.placenames import numbered, other_names, solid_streets, street_parted, street_shortened
from fieldnotes.redaction.readings import Match, Profile, Reading, Strength, Vocabulary, Words
from fieldnotes.redaction.scripts import CASELESS, Script, honest_spellings, plain_words, script_of
from fieldnotes.redaction.suffixes import Family, tail_family
from fieldnotes.redaction.tokens import inner_words
from fieldnotes.redaction.view import lowered

CACHE_SIZE = 400_000
_MAX_WORD = 60
_TYPO_LETTERS = 6
_LONG = 10
_SAME_END = 5
_LEAST_CORE = 4
_LEAST_PET = 3


class Index:
    """Names, parts and forms of a register; immutable after construction but for `seen`, its cache of readings."""

    def __init__(self, names: Iterable[tuple[int, EntityType, str]]) -> None:
        self.names: list[Name] = []
        self.parts: list[Part] = []
        self._part_numbers: dict[tuple[str, bool], int] = {}
        self.forms = Forms(self.parts)
        self._acronyms: dict[str, int] = {}
        self._typed: list[Part] = []
        self._shortenings: tuple[dict[str, int], dict[str, list[int]]] | None = None
        self._ends: dict[str, list[int]] = {}
        self._profiles: dict[int, Profile] = {}
        self._faces: list[Face] = []
        self._partners: dict[int, dict[str, list[tuple[int, int]]]] = {}
        self._particles: dict[int, tuple[str, ...]] = {}
        self._pets: tuple[dict[str, list[int]], dict[str, list[int]]] | None = None
        self.seen = Vocabulary()
        self.seen_respelled = Vocabulary()
        self._silent: dict[str, dict[str, bool]] = {}
        self.beside: dict[tuple[Reading, str], tuple[frozenset[int], frozenset[int]]] = {}
        for identity, entity_type, name in names:
            self._add(identity, entity_type, name)
        for script in {part.script for part in self.parts}:
            own = [part for part in self.parts if part.script is script]
            said = symbols_of([part.text for part in own], script)
            squeezed = iter(all_squeezed(chain.from_iterable(said)))
            for part, readings in zip(own, said, strict=True):
                part.said = readings[0]
                part.squeezed = tuple(islice(squeezed, len(readings)))
        self.forms.finish()

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
            for whole in parted(spelling) if person else ():
                self._add_words(identity, entity_type, whole, acronym=False, beside=WHOLE)
        if not person and len(words) > 1:
            self._add_core(identity, entity_type, words)
        if person and ("'" in name or "’" in name) and (bare := _IRISH.sub("", name)) != name:
            self._add(identity, entity_type, bare)
        if entity_type is EntityType.PLACE:
            for other in (*other_names(name), street_shortened(name)):
                self._add_words(identity, entity_type, words_of(other), acronym=False)
            for address in numbered(words):
                self._add_words(identity, entity_type, address, acronym=False)
            if parted_name := street_parted(name):
                self._add(identity, entity_type, parted_name)

    def _add_core(self, identity: int, entity_type: EntityType, words: list[tuple[str, Script]]) -> None:
        """Lermontov Street by its own word, to be found as улица Лермонтова too."""
        classes = [generic_class(word) for word, _ in words]
        core = [pair for pair, generic in zip(words, classes, strict=True) if not generic and pair[0] not in PARTICLES]
        beside = next((generic for generic in classes if generic), "")
        if beside and core and any(len(word) >= _LEAST_CORE for word, _ in core):
            self._add_words(identity, entity_type, core, acronym=False, beside=beside)
        if beside == "street" and len(core) == 1 and len(core[0][0]) >= _LEAST_CORE:
            for solid in solid_streets(*core[0]):
                self._add_words(identity, entity_type, [(solid, core[0][1])], acronym=False)

    def _add_words(
        self,
        identity: int,
        entity_type: EntityType,
        words: list[tuple[str, Script]],
        *,
        acronym: bool,
        beside: str = "",
    ) -> None:
        number = len(self.names)
        person, single = entity_type is EntityType.PERSON, len(words) == 1
        numbers: list[int | None] = []
        for position, (word, script) in enumerate(words):
            if word in PARTICLES and not single:
                numbers.append(None)
                continue
            known = self._part_numbers.get((word, acronym))
            part = self._part(word, script, acronym=acronym, person=person) if known is None else self.parts[known]
            part.owners.append((number, position))
            numbers.append(part.number)
        counting = [position for position, part in enumerate(numbers) if part is not None]
        if not counting:
            return
        particles = tuple(word for word, _ in words if word in NAME_PARTICLES)
        if particles and person:
            self._particles[number] = particles
        said = tuple(word for word, _ in words)
        self.names.append(Name(number, identity, entity_type, tuple(numbers), said, counting[0], len(counting), beside))
        opening = numbers[counting[0]]
        if not person and (len(counting) > 1 or beside) and opening is not None:
            self.parts[opening].opens.append(number)

    def _part(self, word: str, script: Script, *, acronym: bool, person: bool) -> Part:
        part = Part(len(self.parts), word, script, acronym=acronym)
        self.parts.append(part)
        self._part_numbers[word, acronym] = part.number
        if acronym:
            self._acronyms[word] = part.number
            return part
        self.forms.add(part, person=person)
        if person and len(word) >= _TYPO_LETTERS:
            self._typed.append(part)
        if person and len(word) >= _LONG:
            for end in _ends(word):
                self._ends.setdefault(end, []).append(part.number)
        return part

    def silent(self, language: str) -> dict[str, bool]:
        """What is known about words in texts of a language: whether they are never a hit alone."""
        known = self._silent.setdefault(language, {})
        if len(known) >= CACHE_SIZE:
            known.clear()
        return known

    def person(self, number: int) -> bool:
        """Whether a name is a person's."""
        return self.names[number].type is EntityType.PERSON

    def particles(self, names: Iterable[int]) -> frozenset[str]:
        """The particles, such as von and de la, that the persons' names hold."""
        if not self._particles:
            return frozenset()
        return frozenset(word for number in names for word in self._particles.get(number, ()))

    def partners(self, part: int) -> dict[str, list[tuple[int, int]]]:
        """What else is in the persons' names that hold a part: (name, other part) by `Face.edges` of the other."""
        known = self._partners.get(part)
        if known is None:
            known = self._partners[part] = {}
            for number, place in self.parts[part].owners:
                others = enumerate(self.names[number].parts) if self.person(number) else ()
                for other in (other for position, other in others if other is not None and position != place):
                    for edge in self.face(other).edges:
                        known.setdefault(edge, []).append((number, other))
        return known

    def face(self, part: int) -> Face:
        """What a part, given by number, is compared as with a neighbour."""
        if not self._faces:
            self._faces = faces_of(self.parts)
        return self._faces[part]

    def profile(self, part: Part) -> Profile:
        """The names for which a part alone is evidence: persons', and names of one word."""
        known = self._profiles.get(part.number)
        if known is None:
            owners = [(self.names[number], position) for number, position in part.owners]
            owners = [(name, position) for name, position in owners if name.alone]
            names = tuple(name for name, _ in owners)
            stands = [position == name.first for name, position in owners if name.weight > 1]
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
        if raw in self.seen.said:
            return self.seen[raw]
        if len(self.seen) >= CACHE_SIZE:
            self.seen = Vocabulary()
        return self.seen.enter(raw, self._read(raw))

    def read_all(self, raws: list[str], *, respelled: bool = False) -> Words:
        """The readings of words in order; each distinct word is read once.

        `respelled` says that the text is in a language which writes foreign names as they sound, in Latin letters too.
        """
        seen = self.seen_respelled if respelled else self.seen
        if len(seen) > CACHE_SIZE:
            seen = Vocabulary()
            if respelled:
                self.seen_respelled = seen
            else:
                self.seen = seen
        try:
            return Words(raws, seen)
        except KeyError:
            self._read_new(set(raws).difference(seen.said), seen, respelled=respelled)
        return Words(raws, seen)

    def _read_new(self, raws: set[str], seen: Vocabulary, *, respelled: bool) -> None:
        for script, words in plain_words(raws) if len(raws) >= ENOUGH else ():
            raws.difference_update(words)
            self._read_plain(words, script, seen, respelled=respelled)
        for raw in raws:
            seen.enter(raw, self._read(raw, respelled=respelled))

    def _read_plain(self, raws: list[str], script: Script, seen: Vocabulary, *, respelled: bool) -> None:
        """Enter the readings of words that stand for nothing but themselves: most of them are no name's."""
        if not raws:
            return
        lowers = lowered("\n".join(raws)).split("\n")
        words = list(dict.fromkeys(lowers))
        signs = signed(words, script)
        said = all_sounded(signs, script)
        squeezed = dict(zip(words, all_squeezed(readings[0] for readings in said), strict=True))
        matched: dict[str, dict[int, Match]] = {}
        for word in self.forms.near(words, signs, said, script, respelled=respelled):
            best = matched[word] = {}
            self.forms.match(word, script, soundings(word, script), best, disguised=False, respelled=respelled)
        seen.enter_silent(raws, map(squeezed.__getitem__, lowers))
        caseless = script in CASELESS
        for raw, lower in zip(raws, lowers, strict=True):
            if caseless or raw[0].isupper() or lower in matched:
                matches = self._matches(raw, lower, dict(matched.get(lower, ())))
            else:
                matches = ()
            number = numerals.VALUES.get(lower)
            if matches or number or len(raw) == 1:
                seen.enter(raw, Reading(matches, number, squeezed[lower], ()))

    def _read(self, raw: str, *, respelled: bool = False) -> Reading:
        lower = raw.lower() if raw.isascii() else lowered(raw)
        if len(raw) > _MAX_WORD:
            return Reading((), None, "", ())
        best: dict[int, Match] = {}
        squeezed = ""
        for word, script, disguised in honest_spellings(raw, lower):
            said = soundings(word, script)
            squeezed = squeezed or squeeze(said[0].symbols)
            self.forms.match(word, script, said, best, disguised=disguised, respelled=respelled)
        matches = self._matches(raw, lower, best)
        digits = "" if raw.isalpha() else numerals.digits_of(raw) or misread_digits(raw)
        return Reading(matches, numerals.VALUES.get(lower), squeezed, inner_words(raw), digits)

    def _matches(self, raw: str, lower: str, best: dict[int, Match]) -> tuple[Match, ...]:
        """What the forms of a word have matched, and what it may be as an acronym or with typing errors."""
        self._match_acronym(raw, best)
        if (
            not (best and any(one.strength for one in best.values()))
            and len(lower) >= _TYPO_LETTERS
            and (raw[0].isupper() or script_of(lower) in CASELESS)
        ):
            self._match_slips(lower, best)
            if self._ends and len(lower) >= _LONG - 2:
                self._match_long(lower, best)
        if len(lower) >= _LEAST_PET and not (best and any(map(_plainly, best.values()))):
            self._match_pet(lower, best)
        return tuple(sorted(best.values(), key=lambda one: (-one.strength, one.cost))) if best else ()

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

    def _match_pet(self, lower: str, best: dict[int, Match]) -> None:
        """What friends call a person of the register."""
        if self._pets is None:
            self._pets = self._pet_names()
        called, begun = self._pets
        stem, size = petnames.stem_of(lower), len(lower)
        numbers = called.get(stem, [])
        if not numbers and (some := begun.get(stem[: petnames.BEGINNING])) and petnames.has_ending(lower):
            numbers = some
        for number in numbers:
            best[number] = Match(number, Strength.STRONG, 0.3, size, 0, size, Family.PET, "")

    def _pet_names(self) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        """The parts that open a person's name, by the stems of their listed pet names and by their first letters."""
        called: dict[str, list[int]] = {}
        begun: dict[str, list[int]] = {}
        opening = {name.parts[name.first] for name in self.names if name.type is EntityType.PERSON and name.weight > 1}
        for part in (part for part in self.parts if part.number in opening):
            for stem in dict.fromkeys(petnames.called(part.text)):
                called.setdefault(stem, []).append(part.number)
            if beginning := petnames.beginning(part.text):
                begun.setdefault(beginning, []).append(part.number)
        return called, begun

    def _match_slips(self, lower: str, best: dict[int, Match]) -> None:
        """One typing error in a word of six letters or more."""
        if self._shortenings is None:
            self._shortenings = _shortenings(self._typed)
        first, others = self._shortenings
        for variant in filter(first.__contains__, _shortened(lower)):
            for number in (first[variant], *others.get(variant, ())):
                part = self.parts[number]
                count, ordinary = slips(lower, part.text, most=1)
                if count == 1 and (ordinary or number not in best):
                    best[number] = Match(
                        number, Strength.SLIP, 1.0, len(lower), 0, len(lower), Family.NONE, "", ordinary=ordinary
                    )

    def _match_long(self, lower: str, best: dict[int, Match]) -> None:
        """Two typing errors in a word of ten letters or more, all of them at its beginning or all at its end."""
        for number in {number for end in _ends(lower) for number in self._ends.get(end, ())}:
            count, ordinary = slips(lower, self.parts[number].text, most=2)
            sure = len(lower) > _LONG and not lower.startswith(self.parts[number].text[:-2])
            if count == 2 and number not in best:
                best[number] = Match(
                    number, Strength.SLIP, 2.0, len(lower), 0, len(lower), Family.NONE, "", ordinary=ordinary or sure
                )


def _plainly(match: Match) -> bool:
    """It is the part itself, not what may be a pet name of it."""
    return match.strength is Strength.STRONG and match.family is not Family.DIMINUTIVE


def _ends(word: str) -> tuple[str, str]:
    """The beginning and the end of a long word, told apart by a hyphen."""
    return word[:_SAME_END] + "-", "-" + word[-_SAME_END:]


_IRISH = re.compile(r"\b[OoDd]['’](?=[^\W\d_]{3})")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-‐‑](?=[^\W\d_])")


def _shortenings(parts: list[Part]) -> tuple[dict[str, int], dict[str, list[int]]]:
    """The words without any one of their letters, and as they are: the first part of each, and what others it has."""
    variants = [set(_shortened(part.text)) for part in parts]
    texts = list(chain.from_iterable(variants))
    numbers = list(chain.from_iterable(map(repeat, [part.number for part in parts], map(len, variants))))
    first = dict(zip(reversed(texts), reversed(numbers), strict=True))
    others: dict[str, list[int]] = {}
    for text, number in zip(texts, numbers, strict=True):
        if first[text] != number:
            others.setdefault(text, []).append(number)
    return first, others


def _shortened(word: str) -> list[str]:
    """The word, and what it is without each of its letters."""
    return [word, *[word[:index] + word[index + 1 :] for index in range(len(word))]]
