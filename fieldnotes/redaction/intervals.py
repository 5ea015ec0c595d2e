"""Find spans of time counted from an event, days named by the week, and feasts: with one date known they give others.

A text that says one date exactly and another by its distance says both, so all of a bundle are on one rung.
"""

from __future__ import annotations

from collections.abc import Iterator

from fieldnotes.redaction.generalise import Detail, Facet, interval
from fieldnotes.redaction.ladder import Rung, Topic
from fieldnotes.redaction.lexicon import related, word_set
from fieldnotes.redaction.stretch import Stretch

_AFTER_UNIT = {
    "after": "after", "later": "later", "before": "before", "earlier": "earlier", "ago": "ago", "prior": "before",
    "following": "after", "since": "after",
    "sonra": "after", "sonraki": "after", "kecmis": "after", "evvel": "before", "qabaq": "before", "once": "before",
    "onceki": "before", "evvelki": "before", "спустя": "after", "назад": "ago", "до": "before", "после": "after",
    "раньше": "before", "позже": "after",
    "შემდეგ": "after", "მერე": "after", "წინ": "before", "ადრე": "before",
    "بعد": "after", "پس": "after", "قبل": "before", "پیش": "before",
    "nach": "after", "spater": "later", "danach": "after", "zuvor": "before", "vor": "before", "apres": "after",
    "avant": "before", "auparavant": "before", "despues": "after", "antes": "before",
}  # fmt: skip
_BEFORE_UNIT = word_set("через спустя за within بعد قبل vor nach hace")
_LEADING = {
    "через": "after", "спустя": "after", "بعد": "after", "قبل": "before", "nach": "after", "vor": "ago", "hace": "ago",
}  # fmt: skip
HOLIDAY = "[a holiday]"


def find_intervals(stretch: Stretch) -> Iterator[Detail]:
    """Nothing where dates are counted from an anchor themselves: there a distance tells no more than they do."""
    if stretch.ladder.rung(Topic.DATES) in (Rung.EXACT, Rung.RELATIVE):
        return
    units = ["unit.day", "unit.long"]
    if stretch.ladder.is_at_least(Topic.DATES, Rung.DECADE):
        units.append("unit.year")
    for mark in stretch.of_kind(*units):
        number = stretch.number_before(mark.first)
        if number is None:
            if stretch.word(mark.first - 1) not in _LEADING or mark.plural:
                continue
            number = mark.first, 1
        first, last = number[0], mark.last
        if (direction := _AFTER_UNIT.get(stretch.word(last + 1))) and stretch.joined(last, last + 1):
            last += 1
            if stretch.word(first - 1) in _BEFORE_UNIT and stretch.joined(first - 1, first):
                first -= 1
        elif (direction := _LEADING.get(stretch.word(first - 1))) and stretch.joined(first - 1, first):
            first -= 1
        else:
            continue
        wording = interval(direction, short=mark.kind == "unit.day")
        yield Detail(stretch.start(first), stretch.end(last), Facet.DATE, wording)
    for mark in stretch.of_kind("interval"):
        wording = interval(mark.kind.partition(".")[2], short=True)
        number = stretch.number_before(mark.first)
        first = number[0] if number else mark.first
        yield Detail(stretch.start(first), stretch.end(mark.last), Facet.DATE, wording)
    yield from _weekdays(stretch)
    for mark in stretch.of_kind("holiday"):
        yield Detail(stretch.start(mark.first), stretch.end(mark.last), Facet.DATE, HOLIDAY)


def _weekdays(stretch: Stretch) -> Iterator[Detail]:
    """ "the next Monday", "в прошлую пятницу", "geçen salı": days for whoever knows when this was said."""
    for mark in stretch.of_kind("rel"):
        after, before = stretch.mark_at.get(mark.last + 1), stretch.mark_ending.get(mark.first - 1)
        for near, first, last in (
            (after, mark.first, after.last if after else 0),
            (before, before.first if before else 0, mark.last),
        ):
            if near is None or near.plural or not stretch.joined(first, last):
                continue
            kind = near.kind.partition(".")[0]
            is_day = kind in ("weekday", "season", "month") or near.kind == "unit.long"
            if is_day and related(near.language, mark.language):
                wording = interval(mark.kind.partition(".")[2], short=True)
                yield Detail(stretch.start(first), stretch.end(last), Facet.DATE, wording)
                break
