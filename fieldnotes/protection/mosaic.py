"""What remains of a person over a whole bundle: harmless facts that together lead to her (REDACTION.md §4.9).

What is left of each text is read as a stranger would read it. A fact that stands there in full weighs more than one
that was made coarser, a coarse one counts only where few people in the vault share it, and one alone is no mosaic.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from fieldnotes.model.audience import Audience
from fieldnotes.model.redaction import ChangeKind, Redacted
from fieldnotes.redaction.alphabets import one_arabic
from fieldnotes.redaction.generalise import Detail, Facet
from fieldnotes.redaction.ladder import DEFAULTS, Ladder, Rung, Topic
from fieldnotes.redaction.places import FOREIGN
from fieldnotes.redaction.prose import plain
from fieldnotes.redaction.quasi import find_details

STRANGER = Ladder({**DEFAULTS[Audience.PUBLIC], Topic.PLACES: Rung.ABROAD, Topic.DATES: Rung.DECADE}, home="-")
"""What a curious reader takes note of: everything that any rung hides, and the names of countries."""

FEW = 2
"""So many people of the vault, or fewer, make a shared fact rare."""
CROWD = 10
"""In a register of fewer people no rarity can be read off."""
BLOCKING = 5
_OPEN = BLOCKING
_OF_PROTECTED, _OF_OTHERS, _OF_RARE = 3, 2, 1
_DIRECT = frozenset({Facet.CONTACT, Facet.DOCUMENT})
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS_APART = re.compile(
    r"\b(?:years?|il\w*|yil\w*|sene\w*|лет|год\w*|წელ\w*|წლ\w*|سنة|سنوات|عام|اعوام|سال\w*|jahre?n?|ans?|annees?|anos?)\b"
)
_SHORTER = re.compile(
    r"month|week|day|ay\b|gun|hefte|hafta|меся|недел|дн|თვ|კვირ|დღ|شهر|یوم|ماه|روز|monat|woche|tag|mois|jour|mes|dia"
)
_COARSE_FACETS = frozenset({Facet.MONEY, Facet.COUNT})
_PARAGRAPH = re.compile(r"\n+")
_BESIDE_A_YEAR = re.compile(
    r"(?:c[iu]|il\w*|год\w*|гг?|yil\w*|sene\w*|წ\w*|the|s|in|в|г|го|м|й|ом|[dt][ae]n?|عام|سنة|سال|[\W\d_])*"
)
_KIN = frozenset({Facet.KINSHIP.value, Facet.FAMILY.value})


class Weight(StrEnum):
    """How much of a person remains."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class State(StrEnum):
    """Whether the bundle may leave as far as this person goes."""

    CLEAR = "clear"
    OPEN = "open"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Told:
    """A title or text as it would leave. `noticed` is what a stranger would note of the original.

    `about` are the codes of those whom all of it is about (its source; the record's own code where it has none),
    `kin` those of their relatives, whom its words of kinship are about.
    """

    record: str
    label: str
    original: str
    noticed: Sequence[Detail]
    redacted: Redacted
    about: frozenset[str]
    kin: frozenset[str] = frozenset()
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Remaining:
    """A fact that a reader of the bundle learns. `start` and `end` are code points of the original text or title."""

    facet: str
    record: str
    label: str
    text: str
    start: int
    end: int
    shared_by: int
    """How many people of the vault it is also told of, as far as the texts of the vault say."""
    specific: bool
    """It stands there in full; otherwise it was made coarser."""
    undecided: bool = False
    """No coarser wording is known: a person must decide."""
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class PersonMosaic:
    """Everything that remains of one person, or of a record that names nobody (`code` is then the record's).

    What a record says in the same words again is listed once, where it says it first.
    """

    code: str
    label: str
    remaining: tuple[Remaining, ...]
    weight: Weight
    shared_by: int
    """How many people of the vault share all of it."""
    state: State = State.CLEAR


Value = tuple[str, str]
"""Facet, and what is told in folded spelling."""


def value_of(facet: str, text: str) -> Value:
    return facet, normal(text)


def normal(text: str) -> str:
    return " ".join(one_arabic(plain(text)).split()).strip(" .,;:!?'\"()")


def values_in(text: str, ladder: Ladder) -> frozenset[Value]:
    """What a text of the vault tells, in the words it has and in those that the ladder gives it."""
    found = set()
    for detail in find_details(text, ladder=ladder):
        found.add(value_of(detail.facet.value, text[detail.start : detail.end]))
        if detail.replacement:
            found.add(value_of(detail.facet.value, detail.replacement))
    return frozenset(found | {(Facet.DATE.value, year.group()) for year in _YEAR.finditer(text)})


def assess(
    told: Sequence[Told],
    *,
    protected: frozenset[str],
    labels: Mapping[str, str],
    known: Mapping[Value, frozenset[str]],
    crowd: int,
) -> tuple[PersonMosaic, ...]:
    """One mosaic a person, the heaviest first. `protected` persons are told of in coarse words; `known` says of whom
    in the vault a fact is told; `crowd` is how many people the register has."""
    facts: dict[str, list[Remaining]] = {}
    for one in told:
        found = list(_remaining(one))
        for code, own in _by_person(one, found):
            facts.setdefault(code, []).extend(own)
    return tuple(
        sorted(
            (_weighed(code, own, protected, labels, known, crowd) for code, own in facts.items() if own),
            key=lambda mosaic: (-list(Weight).index(mosaic.weight), mosaic.code),
        )
    )


def notice(text: str) -> list[Detail]:
    """What a curious reader notes of a text, whatever it is going to be told as."""
    return find_details(text, ladder=STRANGER)


def _remaining(told: Told) -> Iterator[Remaining]:
    changes = told.redacted.changes
    starts = [change.start for change in changes]
    for change in changes:
        if change.kind is ChangeKind.DETAIL and (words := change.label.strip()):
            yield _fact(told, change.entity, words, change.start, change.end, specific=False)
    undecided = {(left.start, left.end) for left in told.redacted.details}
    for detail in told.noticed:
        span = detail.start, detail.end
        before = bisect_left(starts, detail.end) - 1
        if span in undecided or (before >= 0 and changes[before].end > detail.start):
            continue
        words = told.original[detail.start : detail.end]
        yield _fact(told, detail.facet.value, words, *span, specific=_is_specific(detail, words))
    for left in told.redacted.details:
        yield _fact(told, left.facet, left.text, left.start, left.end, specific=True, undecided=True)


def _fact(
    told: Told, facet: str, text: str, start: int, end: int, *, specific: bool, undecided: bool = False
) -> Remaining:
    return Remaining(facet, told.record, told.label, text, start, end, 0, specific, undecided, told.in_title)


def _is_specific(detail: Detail, words: str) -> bool:
    """Years, countries, sums and crowds alone are what the coarser rungs tell anyway."""
    if detail.replacement == FOREIGN or detail.facet in _COARSE_FACETS:
        return False
    if detail.facet is not Facet.DATE:
        return True
    said = normal(words)
    if _YEAR.search(words):
        return not _BESIDE_A_YEAR.fullmatch(said)
    return not (_YEARS_APART.search(said) and not _SHORTER.search(said))


def _by_person(told: Told, found: Sequence[Remaining]) -> Iterator[tuple[str, list[Remaining]]]:
    """Everything is about the source; about others what stands in one paragraph with their label."""
    for code in sorted(told.about):
        yield code, list(found)
    breaks = [gap.start() for gap in _PARAGRAPH.finditer(told.original)]
    near: dict[str, set[int]] = {}
    for change in told.redacted.changes:
        paragraph = bisect_right(breaks, change.start)
        if change.kind is ChangeKind.NAME and "," not in change.entry:
            near.setdefault(change.entry, set()).add(paragraph)
        elif change.entity in _KIN:
            for code in told.kin:
                near.setdefault(code, set()).add(paragraph)
    for code, paragraphs in sorted(near.items()):
        if code not in told.about:
            yield code, [fact for fact in found if bisect_right(breaks, fact.start) in paragraphs]


def _weighed(
    code: str,
    facts: Sequence[Remaining],
    protected: frozenset[str],
    labels: Mapping[str, str],
    known: Mapping[Value, frozenset[str]],
    crowd: int,
) -> PersonMosaic:
    once = {(fact.record, fact.in_title, fact.specific, *value_of(fact.facet, fact.text)): fact for fact in facts[::-1]}
    ordered = sorted(once.values(), key=lambda fact: (fact.record, not fact.in_title, fact.start))
    counted = [replace(fact, shared_by=_others(code, fact, known)) for fact in ordered]
    together = _sharing_all(code, counted, known)
    points = _points(code, counted, protected, crowd)
    if points >= BLOCKING or (crowd >= CROWD and len(together) <= FEW and len({f.facet for f in counted}) >= BLOCKING):
        weight = Weight.HIGH
    else:
        weight = Weight.MEDIUM if points >= _OF_PROTECTED else Weight.LOW
    state = State.OPEN if weight is Weight.HIGH else State.CLEAR
    return PersonMosaic(code, labels.get(code, code), tuple(counted), weight, len(together), state)


def _points(code: str, facts: Iterable[Remaining], protected: frozenset[str], crowd: int) -> int:
    """Each facet counts once, for the fact that tells most of it."""
    per_facet: dict[str, int] = {}
    for fact in facts:
        if fact.undecided or (fact.specific and fact.facet in _DIRECT):
            points = _OPEN
        elif fact.specific:
            points = _OF_PROTECTED if code in protected else _OF_OTHERS
        else:
            points = _OF_RARE if crowd >= CROWD and fact.shared_by < FEW else 0
        per_facet[fact.facet] = max(points, per_facet.get(fact.facet, 0))
    return sum(per_facet.values())


def _others(code: str, fact: Remaining, known: Mapping[Value, frozenset[str]]) -> int:
    return len(known.get(value_of(fact.facet, fact.text), frozenset()) - {code})


def _sharing_all(code: str, facts: Iterable[Remaining], known: Mapping[Value, frozenset[str]]) -> frozenset[str]:
    """Those of whom the vault tells all these facts, the person herself always among them."""
    people: frozenset[str] | None = None
    for fact in facts:
        sharing = known.get(value_of(fact.facet, fact.text), frozenset()) | {code}
        people = sharing if people is None else people & sharing
    return people or frozenset({code})
