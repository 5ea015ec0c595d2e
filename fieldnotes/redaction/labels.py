"""Which bracketed words of a text are labels that a ladder has put there, so that they are not made coarser again."""

from __future__ import annotations

import re
from functools import lru_cache

from fieldnotes.redaction.contactclasses import PLANS
from fieldnotes.redaction.datewording import MONTHS, SEASONS
from fieldnotes.redaction.ladder import Ladder, Rung, Topic

_EVENT = r"\d{1,6} (?:day|month|year)s? (?:after|before) the event|the (?:day|month|year) of the event"
_OF_RUNG = {
    (Topic.DATES, Rung.MONTH): rf"(?:{'|'.join(MONTHS)})(?: \d{{4}})?",
    (Topic.DATES, Rung.SEASON): rf"(?:{'|'.join(SEASONS)})(?: \d{{4}})?",
    (Topic.DATES, Rung.RELATIVE): _EVENT,
    (Topic.AGES, Rung.BAND): r"aged \d{1,3}–\d{1,3}|born \d{4}–\d{4}",
}
"""What only this rung writes: where another is chosen, the same words in brackets are the author's own."""
_ALWAYS = rf"phone, (?:{'|'.join(plan[1] for plan in PLANS)})(?: mobile)?"
"""The other labels hold no words that could be found again."""


@lru_cache(maxsize=64)
def _pattern(rungs: tuple[tuple[Topic, Rung], ...]) -> re.Pattern[str]:
    own = [_OF_RUNG[rung] for rung in rungs if rung in _OF_RUNG]
    return re.compile(rf"\[(?:{'|'.join([*own, _ALWAYS])})\]")


def own_labels(ladder: Ladder, text: str) -> list[tuple[int, int]]:
    """The spans of labels in a text, in order."""
    return [found.span() for found in _pattern(tuple(sorted(ladder.rungs.items()))).finditer(text)]
