"""Find how often somebody moved or changed something, and in how long: two numbers that single a person out."""

from __future__ import annotations

from collections.abc import Iterator

from fieldnotes.redaction.generalise import Detail, Facet, longer_period, several_times
from fieldnotes.redaction.lexicon import Mark, related, word_set
from fieldnotes.redaction.stretch import Stretch

_REACH = 14
_OVER = word_set("in within over during throughout across за")
_ADVERBS = word_set(
    "just only less more than under about almost nearly the last past space of a mere период последние всего cemi "
    "sadece yalniz"
)
_TURKIC_OVER = word_set("erzinde icinde muddetinde icerisinde zarfinda")
_SEVERAL = {"en": "several", "az": "bir neçə", "ru": "несколько", "tr": "birkaç"}


def find_moves(stretch: Stretch) -> Iterator[Detail]:
    for mark in stretch.of_kind("move"):
        yield from _times_near(stretch, mark)
        yield from _periods_near(stretch, mark)
        number = stretch.number_before(mark.first)
        if number and number[1] > 1:
            start, end = stretch.start(number[0]), stretch.end(mark.first - 1)
            yield Detail(start, end, Facet.MOVES, _SEVERAL[mark.language])


def _near(stretch: Stretch, mark: Mark) -> range:
    """Tokens of the same sentence within reach of `mark`."""
    first, last = mark.first, mark.last
    while first > 0 and mark.first - first < _REACH and not stretch.ends_sentence(first - 1):
        first -= 1
    while last < len(stretch.tokens.words) - 1 and last - mark.last < _REACH and not stretch.ends_sentence(last):
        last += 1
    return range(first, last + 1)


def _times_near(stretch: Stretch, mark: Mark) -> Iterator[Detail]:
    for token in _near(stretch, mark):
        found = stretch.mark_at.get(token)
        if found is None or not related(found.language, mark.language):
            continue
        if found.kind == "often":
            yield Detail(stretch.start(token), stretch.end(token), Facet.MOVES, several_times(mark.language))
        elif found.kind == "times" and (number := stretch.number_before(token)) and number[1] > 1:
            start, end = stretch.start(number[0]), stretch.end(token)
            yield Detail(start, end, Facet.MOVES, several_times(mark.language))


def _periods_near(stretch: Stretch, mark: Mark) -> Iterator[Detail]:
    for token in _near(stretch, mark):
        unit = stretch.mark_at.get(token)
        if unit is None or not related(unit.language, mark.language) or not unit.kind.startswith("unit."):
            continue
        number = stretch.number_before(token)
        if number is None:
            continue
        if mark.language in ("en", "ru"):
            first = number[0]
            while stretch.word(first - 1) in _ADVERBS:
                first -= 1
            if stretch.word(first - 1) not in _OVER:
                continue
            words = f"over {longer_period('en')}" if mark.language == "en" else f"за {longer_period('ru')}"
            yield Detail(stretch.start(first - 1), stretch.end(token), Facet.MOVES, words)
        elif stretch.word(token + 1) in _TURKIC_OVER or stretch.word(token).endswith(("da", "de")):
            yield Detail(stretch.start(number[0]), stretch.end(token), Facet.MOVES, longer_period(mark.language))
