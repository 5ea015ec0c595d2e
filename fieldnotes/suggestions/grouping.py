"""Suggestions of one entity together: "Isbatov, 14 times", in whatever spelling, case ending or script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fieldnotes.model.register import EntityType
from fieldnotes.redaction.hits import Known
from fieldnotes.redaction.matcher import Register, surface_key
from fieldnotes.redaction.prose import plain
from fieldnotes.suggestions.bearers import Bearers
from fieldnotes.suggestions.kinds import NAMES, Band, Candidate, Kind, band_of

ENTITY_TYPES: Mapping[Kind, EntityType] = {
    Kind.PERSON: EntityType.PERSON,
    Kind.LEGAL_PROFESSIONAL: EntityType.PERSON,
    Kind.ORG: EntityType.ORG,
    Kind.PLACE: EntityType.PLACE,
    Kind.PHONE: EntityType.PHONE,
    Kind.EMAIL: EntityType.EMAIL,
    Kind.HANDLE: EntityType.HANDLE,
}
"""What the register would call a suggestion of a kind; the other kinds are no identities."""

_FIGURES = 6
"""Figures of a confidence that count: the rest is the rounding of sums."""
_MOST_SURFACES = 3000
"""Above this many different names only spellings of one name are joined, not its parts: joining compares them all."""


@dataclass(frozen=True, slots=True)
class Place:
    """Code points [start, end) of the text named `text`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Group:
    """Suggestions of one entity. `name` is its fullest frequent spelling, `spellings` all of them with their counts."""

    kind: Kind
    name: str
    spellings: tuple[tuple[str, int], ...]
    places: tuple[Place, ...]
    confidence: float
    why: str

    @property
    def band(self) -> Band:
        return band_of(self.confidence)

    @property
    def count(self) -> int:
        return len(self.places)


@dataclass(frozen=True, slots=True)
class _Found:
    place: Place
    surface: str
    candidate: Candidate


def grouped(found: Mapping[str, tuple[str, Sequence[Candidate]]]) -> list[Group]:
    """Groups over several texts, given by name as (text, its candidates); the surest first, then the most frequent."""
    by_kind: dict[Kind, list[_Found]] = {}
    for name, (text, candidates) in found.items():
        for one in candidates:
            surface = " ".join(text[one.start : one.end].split())
            by_kind.setdefault(_joined_kind(one.kind), []).append(_Found(Place(name, one.start, one.end), surface, one))
    groups = [group for kind, all_of in by_kind.items() for group in _groups(kind, all_of)]
    return sorted(groups, key=lambda group: (-round(group.confidence, _FIGURES), -group.count, group.name))


def _joined_kind(kind: Kind) -> Kind:
    return Kind.PERSON if kind is Kind.LEGAL_PROFESSIONAL else kind


def _groups(kind: Kind, found: Iterable[_Found]) -> Iterable[Group]:
    by_key: dict[str, list[_Found]] = {}
    for one in found:
        key = surface_key(one.surface) if kind in NAMES else plain(one.surface)
        by_key.setdefault(key, []).append(one)
    owners = _owners(kind, by_key)
    joined: dict[str, list[_Found]] = {}
    for key, all_of in by_key.items():
        joined.setdefault(owners[key], []).extend(all_of)
    return [_group(all_of) for all_of in joined.values()]


def _owners(kind: Kind, by_key: Mapping[str, Sequence[_Found]]) -> dict[str, str]:
    """For each key the key of the group it belongs to; a name that fits two others stays by itself."""
    owners = {key: key for key in by_key}
    if kind not in NAMES or not 1 < len(by_key) <= _MOST_SURFACES:
        return owners
    surfaces = {key: _most_frequent(all_of) for key, all_of in by_key.items()}
    register = Register([Known(key, ENTITY_TYPES[kind], (surface,)) for key, surface in surfaces.items()])
    # The fullest names first: "Isbatov" belongs to "Dashgin Isbatov", never the other way round.
    order = sorted(surfaces, key=lambda key: (-len(surfaces[key].split()), -len(by_key[key]), key))
    rank = {key: place for place, key in enumerate(order)}
    for key in order:
        surface = surfaces[key]
        # Within a sentence of its own the matcher sees a name, not the opening of a sentence.
        hits = register.scan(f"– {surface} –")
        fuller = {
            other
            for hit in hits
            if hit.start <= 2 and hit.end >= len(surface) + 2
            for other in hit.ids
            if rank[other] < rank[key]
        }
        roots = {owners[other] for other in fuller}
        if len(roots) == 1:
            owners[key] = roots.pop()
    if kind is not Kind.PERSON:
        return owners
    bearers = Bearers(surfaces.items())
    for key in order:
        borne = {owners[other] for other in bearers.of(surfaces[key])} if " " not in surfaces[key] else set()
        if owners[key] != key and borne - {owners[key]}:
            owners[key] = key  # brothers: one of them in another case
    return owners


def _most_frequent(found: Sequence[_Found]) -> str:
    counts = Counter(one.surface for one in found)
    return min(counts, key=lambda surface: (-counts[surface], len(surface), surface))


def _group(found: Sequence[_Found]) -> Group:
    counts = Counter(one.surface for one in found)
    best = max((one.candidate for one in found), key=lambda one: one.confidence)
    name = min(counts, key=lambda surface: (-len(surface.split()), -counts[surface], len(surface), surface))
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    places = sorted((one.place for one in found), key=lambda place: (place.text, place.start))
    return Group(best.kind, name, tuple(ranked), tuple(places), best.confidence, best.why)
