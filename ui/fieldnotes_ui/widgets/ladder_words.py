"""The words for topics of details and for how much of each is told."""

from __future__ import annotations

from fieldnotes.i18n import N_
from fieldnotes.services.ladders import Rung, Topic

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
