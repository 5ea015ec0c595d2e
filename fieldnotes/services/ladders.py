"""How much details tell, as a choice for somebody: the rungs of each topic, with what is written at each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fieldnotes.model.audience import Audience
from fieldnotes.redaction.ladder import DEFAULTS, LADDERS, Ladder, Rung, Topic
from fieldnotes.redaction.quasi import find_details

__all__ = ["Ladder", "Rung", "RungView", "Topic", "TopicView", "choose", "differing", "tells_more", "topics"]

_ANCHOR = date(2019, 3, 1)
_EXAMPLES = {
    Topic.DATES: "3 May 2019",
    Topic.PLACES: "Batumi",
    Topic.AGES: "34 years old",
    Topic.JOBS: "nurse",
    Topic.COUNTS: "340 people",
    Topic.MONEY: "4,500 euros",
    Topic.PHONES: "+995 555 12 34 56",
    Topic.LINKS: "https://example.org/page",
    Topic.FAMILY: "three daughters",
    Topic.HEALTH: "epilepsy",
    Topic.SCHOOLS: "Baku State University",
    Topic.MOVES: "moved four times",
    Topic.THINGS: "a white Toyota Corolla",
    Topic.ORIGIN: "Talysh",
}
"""Invented words of each topic that the engine finds."""
_AROUND = {
    Topic.PLACES: "She lived in {}",
    Topic.AGES: "She is {}",
    Topic.JOBS: "She works as a {}",
    Topic.ORIGIN: "She is {}",
}


@dataclass(frozen=True, slots=True)
class RungView:
    """A rung and what would then stand in a text."""

    rung: Rung
    example: str


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic with its rungs from the one that tells most; `usual` is what the audience is told by itself."""

    topic: Topic
    rungs: tuple[RungView, ...]
    usual: Rung


def topics(audience: Audience) -> tuple[TopicView, ...]:
    """Every topic for one audience. The examples are what the engine makes of invented words."""
    return tuple(
        TopicView(topic, tuple(RungView(rung, _example(topic, rung)) for rung in rungs), DEFAULTS[audience][topic])
        for topic, rungs in LADDERS.items()
    )


def choose(audience: Audience, rungs: Mapping[Topic, Rung], anchor: date | None = None) -> Ladder | None:
    """The ladder of an audience with these rungs; None where that is what it is told anyway.

    `anchor` is the day from which relative dates count, and is kept only where they do.
    """
    chosen = {**DEFAULTS[audience], **rungs}
    relative = chosen[Topic.DATES] is Rung.RELATIVE
    return Ladder(chosen, anchor if relative else None) if chosen != dict(DEFAULTS[audience]) else None


def differing(ladder: Ladder, audience: Audience) -> dict[Topic, Rung]:
    """The rungs that are not those of the audience."""
    return {topic: ladder.rung(topic) for topic in LADDERS if ladder.rung(topic) is not DEFAULTS[audience][topic]}


def tells_more(rungs: Mapping[Topic, Rung], audience: Audience) -> tuple[Topic, ...]:
    """The topics of which these rungs tell an audience more than it is told by itself."""
    usual = DEFAULTS[audience]
    return tuple(one for one, rung in rungs.items() if LADDERS[one].index(rung) < LADDERS[one].index(usual[one]))


def _example(topic: Topic, rung: Rung) -> str:
    words = _EXAMPLES[topic]
    before, _, after = _AROUND.get(topic, "{}").partition("{}")
    if rung is Rung.EXACT:
        return words
    told = dict.fromkeys(Topic, Rung.EXACT) | {topic: rung}
    text = before + words + after
    for detail in reversed(find_details(text, ladder=Ladder(told, _ANCHOR if rung is Rung.RELATIVE else None))):
        text = text[: detail.start] + (detail.replacement or "") + text[detail.end :]
    return text.removeprefix(before)
