"""Coarser wordings for a detail that somebody is about to mark: the rungs of its ladder, from the most telling down."""

from __future__ import annotations

from fieldnotes.model.audience import Audience
from fieldnotes.redaction.ladder import DEFAULTS, LADDERS, Ladder, Rung, Topic
from fieldnotes.redaction.quasi import find_details

_AROUND = 160
"""Code points on each side that are read with the detail: what a number or a day is told by the words beside it."""


def wordings(text: str, start: int, end: int) -> tuple[str, ...]:
    """What the ladders would write instead of code points [start, end), without repetition; empty where none fits."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    near = text[first:last]
    found: dict[str, None] = {}
    for rungs in _ladders():
        for detail in find_details(near, ladder=Ladder(rungs)):
            if detail.replacement and (detail.start, detail.end) == (start - first, end - first):
                found.setdefault(detail.replacement)
    return tuple(found)


def _ladders() -> list[dict[Topic, Rung]]:
    """One ladder a step: every topic one rung further down, so that each is read as often as the longest has rungs."""
    longest = max(len(rungs) for rungs in LADDERS.values())
    made = []
    for step in range(1, longest):
        rungs = {topic: ladder[min(step, len(ladder) - 1)] for topic, ladder in LADDERS.items()}
        if rungs[Topic.DATES] is Rung.RELATIVE:
            rungs[Topic.DATES] = DEFAULTS[Audience.PUBLIC][Topic.DATES]  # nothing is known of a day to count from
        made.append(rungs)
    return made
