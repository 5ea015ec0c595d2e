"""Find what few people share: minorities, "the only woman", the year of school, the handful of families of a place."""

from __future__ import annotations

from collections.abc import Iterator

from fieldnotes.redaction.generalise import Detail, Facet
from fieldnotes.redaction.lexicon import Mark, related
from fieldnotes.redaction.stretch import Stretch

COMMUNITY = "[community]"
GRADE = "[school year]"
A_FEW = "[a few]"
_FEW_REACH = 3
_HANDFUL = 30
_LAST_GRADE = 12


def find_rarities(stretch: Stretch) -> Iterator[Detail]:
    """Minorities and years of school get a label; being the only one of a kind has no coarser wording."""
    for mark in stretch.of_kind("origin"):
        yield Detail(stretch.start(mark.first), stretch.end(mark.last), Facet.ORIGIN, COMMUNITY)
    yield from _only_ones(stretch)
    yield from _grades(stretch)
    yield from _few_families(stretch)


def _only_ones(stretch: Stretch) -> Iterator[Detail]:
    """ "the only woman", "первая женщина", "المرأة الوحيدة": `only` and `who` in one phrase."""
    for mark in stretch.of_kind("only"):
        for token in (mark.last + 1, mark.last + 2, mark.first - 1):
            who = stretch.mark_at.get(token)
            if who is None or not _is_person(who) or not related(who.language, mark.language):
                continue
            first, last = min(mark.first, who.first), max(mark.last, who.last)
            if stretch.joined(first, last):
                yield Detail(stretch.start(first), stretch.end(last), Facet.EVENT, None)
                break


def _is_person(mark: Mark) -> bool:
    return mark.kind == "who" or mark.kind.startswith("job")


def _grades(stretch: Stretch) -> Iterator[Detail]:
    for mark in stretch.of_kind("grade"):
        first, last = mark.first, mark.last
        before, after = stretch.mark_ending.get(first - 1), stretch.mark_at.get(last + 1)
        number = stretch.number_before(first)
        if before and before.kind == "ord" and stretch.joined(before.last, first):
            first = before.first
        elif after and after.kind == "ord" and stretch.joined(last, after.first):
            last = after.last
        elif number and number[1] <= _LAST_GRADE:
            first = number[0]
        elif (following := stretch.number_after(last)) and following[1] <= _LAST_GRADE:
            last = following[0]
        elif mark.first == mark.last:
            continue
        yield Detail(stretch.start(first), stretch.end(last), Facet.SCHOOL, GRADE)


def _few_families(stretch: Stretch) -> Iterator[Detail]:
    """ "only nine such families": a number that the neighbours can put names to."""
    for mark in stretch.of_kind("household"):
        for token in (mark.first, mark.first - 1):
            number = stretch.number_before(token)
            if number is None or not 1 < number[1] <= _HANDFUL:
                continue
            near = range(number[0] - _FEW_REACH, mark.last + 2)
            if any((few := stretch.mark_at.get(at)) is not None and few.kind == "few" for at in near):
                yield Detail(stretch.start(number[0]), stretch.end(token - 1), Facet.EVENT, A_FEW)
            break
