"""A first name that would be left standing before a surname that goes: Ника [Person 7]."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from fieldnotes.i18n import N_
from fieldnotes.redaction import petnames
from fieldnotes.redaction.context import Context
from fieldnotes.redaction.hits import Finding, Outcome
from fieldnotes.redaction.homographs import given_names, is_no_name, plain
from fieldnotes.redaction.index import Index

LEFT = N_("a first name directly before a surname of the register")

_LEAST = 3


def left_standing(index: Index, context: Context, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The words that a person is asked about, besides those findings of one word that are sure."""
    starts = context.tokens.starts
    for finding in findings:
        place = bisect_left(starts, finding.start)
        if finding.outcome is not Outcome.AUTO or place >= len(starts) or starts[place] != finding.start or not place:
            continue
        if _surname(index, context, place) and _first_name(context, place - 1):
            before = context.tokens[place - 1]
            yield Finding(before.start, before.end, finding.identities, Outcome.REVIEW, LEFT)


def _surname(index: Index, context: Context, place: int) -> bool:
    profiles = [index.profile(index.parts[match.part]) for match in context.readings[place].matches]
    return any(profile.person and profile.surname and not profile.given for profile in profiles)


def _first_name(context: Context, place: int) -> bool:
    lower = context.lower(place)
    if place in context.masked or context.between(place, place + 1) not in (" ", "\u00a0") or len(lower) < _LEAST:
        return False
    if not context.capital(place) or is_no_name(lower) or context.shouting(place):
        return False
    return plain(lower) in given_names() or petnames.is_one(lower)
