"""The words for topics of details and for how much of each is told."""

from __future__ import annotations

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.model.audience import Audience
from fieldnotes.services.ladders import Ladder, Rung, Topic, differing

_USUAL = N_("Details: as usual")
_CHOSEN = NN_("Details: {n} chosen", "Details: {n} chosen")
_SAYS_USUAL = N_("Details are told as is usual for this audience.")
_SAYS = N_("Details are told by choice: {choices}. The rest as usual.")
_ONE = N_("{topic}: {rung}")

TOPICS = {
    Topic.DATES: N_("Dates"),
    Topic.PLACES: N_("Places"),
    Topic.AGES: N_("Ages"),
    Topic.JOBS: N_("Jobs"),
    Topic.COUNTS: N_("Counts"),
    Topic.MONEY: N_("Money"),
    Topic.PHONES: N_("Phone numbers"),
    Topic.LINKS: N_("Links and addresses"),
    Topic.FAMILY: N_("Family"),
    Topic.HEALTH: N_("Health"),
    Topic.SCHOOLS: N_("Schools"),
    Topic.MOVES: N_("Moves"),
    Topic.THINGS: N_("Belongings and papers"),
    Topic.ORIGIN: N_("Origin"),
}
RUNGS = {
    Rung.EXACT: N_("As it stands"),
    Rung.MONTH: N_("Month"),
    Rung.SEASON: N_("Season"),
    Rung.YEAR: N_("Year"),
    Rung.DECADE: N_("Decade"),
    Rung.RELATIVE: N_("Days from an event"),
    Rung.SETTLEMENT: N_("Town"),
    Rung.DISTRICT: N_("Region"),
    Rung.COUNTRY: N_("Country"),
    Rung.ABROAD: N_("No country"),
    Rung.BAND: N_("Five years"),
    Rung.STAGE: N_("Stage of life"),
    Rung.MAGNITUDE: N_("Order of magnitude"),
    Rung.KIND: N_("Kind"),
    Rung.CLASS: N_("Only what it is"),
}


def in_short(ladder: Ladder | None, audience: Audience) -> str:
    """How many details are told by choice, for a button."""
    count = 0 if ladder is None else len(differing(ladder, audience))
    return trn(*_CHOSEN, count) if count else tr(_USUAL)


def in_full(ladder: Ladder | None, audience: Audience) -> str:
    """Which details are told how, as a sentence."""
    rungs = {} if ladder is None else differing(ladder, audience)
    if not rungs:
        return tr(_SAYS_USUAL)
    said = (tr(_ONE, topic=tr(TOPICS[topic]), rung=tr(RUNGS[rung])) for topic, rung in rungs.items())
    return tr(_SAYS, choices=", ".join(said))
