"""How exactly an audience is told each kind of detail: one table, and the rungs that a bundle may choose instead.

REDACTION.md §4.9: the rungs of one ladder go from telling all to telling next to nothing. A bundle has one rung a
topic, so that no two wordings of one thing can be set against each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from fieldnotes.errors import BadValue
from fieldnotes.model.audience import Audience


class Topic(StrEnum):
    """What a ladder is about; the words of `--ladder`."""

    DATES = "dates"
    PLACES = "places"
    AGES = "ages"
    JOBS = "jobs"
    COUNTS = "counts"
    MONEY = "money"
    PHONES = "phones"
    LINKS = "links"
    FAMILY = "family"
    HEALTH = "health"
    SCHOOLS = "schools"
    MOVES = "moves"
    THINGS = "things"
    ORIGIN = "origin"


class Rung(StrEnum):
    """How much is told. EXACT leaves the words as they stand."""

    EXACT = "exact"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    RELATIVE = "relative"
    SETTLEMENT = "settlement"
    DISTRICT = "district"
    COUNTRY = "country"
    ABROAD = "abroad"
    BAND = "band"
    STAGE = "stage"
    MAGNITUDE = "magnitude"
    KIND = "kind"
    CLASS = "class"


_CLASS = (Rung.EXACT, Rung.CLASS)
LADDERS: Mapping[Topic, tuple[Rung, ...]] = {
    Topic.DATES: (Rung.EXACT, Rung.MONTH, Rung.SEASON, Rung.YEAR, Rung.DECADE, Rung.RELATIVE),
    Topic.PLACES: (Rung.EXACT, Rung.SETTLEMENT, Rung.DISTRICT, Rung.COUNTRY, Rung.ABROAD),
    Topic.AGES: (Rung.EXACT, Rung.BAND, Rung.STAGE),
    Topic.JOBS: _CLASS,
    Topic.COUNTS: (Rung.EXACT, Rung.MAGNITUDE),
    Topic.MONEY: (Rung.EXACT, Rung.MAGNITUDE),
    Topic.PHONES: (Rung.EXACT, Rung.KIND, Rung.CLASS),
    Topic.LINKS: (Rung.EXACT, Rung.KIND, Rung.CLASS),
    Topic.FAMILY: _CLASS,
    Topic.HEALTH: _CLASS,
    Topic.SCHOOLS: _CLASS,
    Topic.MOVES: _CLASS,
    Topic.THINGS: _CLASS,
    Topic.ORIGIN: _CLASS,
}
"""Every ladder from the rung that tells most to the one that tells least."""

_EDITOR = {
    Topic.DATES: Rung.YEAR,
    Topic.PLACES: Rung.COUNTRY,
    Topic.AGES: Rung.STAGE,
    Topic.JOBS: Rung.CLASS,
    Topic.COUNTS: Rung.EXACT,
    Topic.MONEY: Rung.EXACT,
    Topic.PHONES: Rung.KIND,
    Topic.LINKS: Rung.KIND,
} | dict.fromkeys((Topic.FAMILY, Topic.HEALTH, Topic.SCHOOLS, Topic.MOVES, Topic.THINGS, Topic.ORIGIN), Rung.CLASS)
_LEAST = {topic: rungs[-1] for topic, rungs in LADDERS.items()} | {Topic.DATES: Rung.DECADE}

DEFAULTS: Mapping[Audience, Mapping[Topic, Rung]] = {
    Audience.INTERNAL: dict.fromkeys(Topic, Rung.EXACT),
    Audience.EDITOR: _EDITOR,
    Audience.PARTNER: _EDITOR,
    Audience.LEGAL: _EDITOR | {Topic.DATES: Rung.MONTH, Topic.AGES: Rung.BAND},
    Audience.PUBLIC: _LEAST,
}
"""What each audience is told when a bundle chooses nothing."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of one bundle. `anchor` is the day that relative dates count from; `home` the ISO 3166 code of the
    country that is not "abroad", if that is to be told."""

    rungs: Mapping[Topic, Rung]
    anchor: date | None = None
    home: str = ""

    def rung(self, topic: Topic) -> Rung:
        return self.rungs[topic]

    def tells(self, topic: Topic) -> bool:
        """Are the words of this topic left as they stand?"""
        return self.rung(topic) is Rung.EXACT

    def is_at_least(self, topic: Topic, rung: Rung) -> bool:
        """Does this bundle tell as little as `rung`, or less?"""
        rungs = LADDERS[topic]
        return rungs.index(self.rung(topic)) >= rungs.index(rung)

    def finer_than_usual(self, audience: Audience) -> tuple[Topic, ...]:
        """The topics of which this bundle tells more than the audience is told when nothing is chosen."""
        return tuple(topic for topic, rung in DEFAULTS[audience].items() if not self.is_at_least(topic, rung))

    def spelled(self) -> str:
        """What `parse` makes it of again, for any audience."""
        told = []
        for topic, rung in sorted(self.rungs.items()):
            day = self.anchor.isoformat() if rung is Rung.RELATIVE and self.anchor is not None else ""
            beside = day or (self.home if topic is Topic.PLACES else "")
            told.append(f"{topic.value}={rung.value}" + (f"@{beside}" if beside else ""))
        return ",".join(told)

    def choices(self) -> dict[str, str]:
        """For the manifest: topic and rung. The anchor is not told; it would date everything."""
        return {topic.value: rung.value for topic, rung in sorted(self.rungs.items())}


def for_audience(audience: Audience) -> Ladder:
    return Ladder(DEFAULTS[audience])


def parse(text: str, audience: Audience) -> Ladder:
    """The ladder of an audience with some rungs chosen: "dates=month,places=country".

    Relative dates name their anchor: "dates=relative@2019-05-03"; places may name the home country: "places=abroad@GE".

    Raises:
        BadValue: no such topic or rung, or relative dates without a day to count from.
    """
    chosen = dict(DEFAULTS[audience])
    anchor, home = None, ""
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, _, wanted = part.partition("=")
        topic = _one_of(Topic, "ladder", name.strip())
        rung_name, _, beside = wanted.strip().partition("@")
        rung = _one_of(Rung, topic.value, rung_name, allowed=LADDERS[topic])
        chosen[topic] = rung
        if rung is Rung.RELATIVE:
            anchor = _day(beside)
        elif topic is Topic.PLACES and beside:
            home = beside.upper()
    return Ladder(chosen, anchor, home)


_Choice = TypeVar("_Choice", bound=StrEnum)


def _one_of(kind: type[_Choice], field: str, name: str, *, allowed: tuple[_Choice, ...] = ()) -> _Choice:
    try:
        found = kind(name)
    except ValueError as error:
        raise BadValue(field=field, value=name, allowed=", ".join(allowed or kind)) from error
    if allowed and found not in allowed:
        raise BadValue(field=field, value=name, allowed=", ".join(allowed))
    return found


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadValue(field="dates", value=f"relative@{text}", allowed="relative@2019-05-03") from error
