"""The index over all registered names: from a word of text to the parts it may be an occurrence of.

The cost is paid once for each distinct word: normal form, coarse key, few candidates, distance; results are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from fieldnotes.model.register import EntityType
from fieldnotes.redaction import numerals
from fieldnotes.redaction.dialling import misread_digits
from fieldnotes.redaction.distance import slips
from fieldnotes.redaction.forms import Forms
from fieldnotes.redaction.homographs import generic_class, plain
from fieldnotes.redaction.names import (
    NAME_PARTICLES,
    PARTICLES,
    WHOLE,
    Name,
    Part,
    english_form,
    is_acronym,
    parted,
    spellings_of,
    words_of,
)
from fieldnotes.redaction.phones import soundings, squeeze
from fieldnotes.redaction.placenames import numbered, other_names, solid_streets, street_parted, street_shortened
from fieldnotes.redaction.readings import Match, Profile, Reading, Strength
from fieldnotes.redaction.scripts import CASELESS, Script, honest_spellings, script_of
from fieldnotes.redaction.suffixes import Family, tail_family
from fieldnotes.redaction.tokens import inner_words
from fieldnotes.redaction.view import lowered

CACHE_SIZE = 400_000
_MAX_WORD = 60
_TYPO_LETTERS = 6
_LONG = 10
_SAME_END = 5
_LEAST_CORE = 4


class Index:
    """Names, parts and forms of a register; immutable after construction but for `seen`, its cache of readings."""

    def __init__(self, names: Iterable[tuple[int, EntityType, str]]) -> None:
        self.names: list[Name] = []
        self.parts: list[Part] = []
        self._part_numbers: dict[tuple[str, bool], int] = {}
        self.forms = Forms(self.parts)
        self._acronyms: dict[str, int] = {}
        self._deletions: dict[str, list[int]] = {}
        self._ends: dict[str, list[int]] = {}
        self._profiles: dict[int, Profile] = {}
        self._particles: dict[int, tuple[str, ...]] = {}
        self.seen: dict[str, Reading] = {}
        self.seen_respelled: dict[str, Reading] = {}
        self.silent: dict[str, dict[str, bool]] = {}
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
            for whole in parted(spelling) if person else ():
                self._add_words(identity, entity_type, whole, acronym=False, beside=WHOLE)
        if not person and len(words) > 1:
            self._add_core(identity, entity_type, words)
        if person and (bare := _IRISH.sub("", name)) != name:
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
        single = len(words) == 1
        numbers: list[int | None] = []
        for position, (word, script) in enumerate(words):
            if word in PARTICLES and not single:
                numbers.append(None)
                continue
            part = self._part(word, script, acronym=acronym, person=entity_type is EntityType.PERSON)
            part.owners.append((number, position))
            numbers.append(part.number)
        counting = [position for position, part in enumerate(numbers) if part is not None]
        if not counting:
            return
        particles = tuple(word for word, _ in words if word in NAME_PARTICLES)
        if particles and entity_type is EntityType.PERSON:
            self._particles[number] = particles
        said = tuple(word for word, _ in words)
        self.names.append(Name(number, identity, entity_type, tuple(numbers), said, counting[0], len(counting), beside))
        opening = numbers[counting[0]]
        if entity_type is not EntityType.PERSON and (len(counting) > 1 or beside) and opening is not None:
            self.parts[opening].opens.append(number)

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
            english=english_form(said[0].symbols),
            squeezed=tuple(squeeze(sounding.symbols) for sounding in said),
        )
        self.parts.append(part)
        self._part_numbers[word, acronym] = part.number
        if acronym:
            self._acronyms[word] = part.number
            return part
        self.forms.add(part, person=person)
        if person and len(word) >= _TYPO_LETTERS:
            for variant in _deletions(word):
                self._deletions.setdefault(variant, []).append(part.number)
        if person and len(word) >= _LONG:
            for end in _ends(word):
                self._ends.setdefault(end, []).append(part.number)
        return part

    def particles(self, names: Iterable[int]) -> frozenset[str]:
        """The particles, such as von and de la, that the persons' names hold."""
        if not self._particles:
            return frozenset()
        return frozenset(word for number in names for word in self._particles.get(number, ()))

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
        known = self.seen.get(raw)
        if known is None:
            if len(self.seen) >= CACHE_SIZE:
                self.seen.clear()
            known = self.seen[raw] = self._read(raw)
        return known

    def read_all(self, raws: list[str], *, respelled: bool = False) -> list[Reading]:
        """The readings of words in order; each distinct word is read once.

        `respelled` says that the text is in a language which writes foreign names as they sound, in Latin letters too.
        """
        seen = self.seen_respelled if respelled else self.seen
        if len(seen) > CACHE_SIZE:
            seen.clear()
        for raw in set(raws).difference(seen):
            seen[raw] = self._read(raw, respelled=respelled)
        return list(map(seen.__getitem__, raws))

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
        self._match_acronym(raw, best)
        if (
            not any(one.strength for one in best.values())
            and len(lower) >= _TYPO_LETTERS
            and (raw[0].isupper() or script_of(lower) in CASELESS)
        ):
            self._match_slips(lower, best)
            if self._ends and len(lower) >= _LONG - 2:
                self._match_long(lower, best)
        matches = tuple(sorted(best.values(), key=lambda one: (-one.strength, one.cost))) if best else ()
        digits = "" if raw.isalpha() else numerals.digits_of(raw) or misread_digits(raw)
        return Reading(matches, numerals.VALUES.get(lower), squeezed, inner_words(raw), digits)

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


def _ends(word: str) -> tuple[str, str]:
    """The beginning and the end of a long word, told apart by a hyphen."""
    return word[:_SAME_END] + "-", "-" + word[-_SAME_END:]


_IRISH = re.compile(r"\b[OoDd]['’](?=[^\W\d_]{3})")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-‐‑](?=[^\W\d_])")


def _deletions(word: str) -> set[str]:
    return {word, *(word[:index] + word[index + 1 :] for index in range(len(word)))}
