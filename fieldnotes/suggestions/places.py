"""Countries, towns and organisations told by the words of a run and by the prepositions before it."""

from __future__ import annotations

from collections.abc import Iterator

from fieldnotes.suggestions.firms import firm_end
from fieldnotes.suggestions.kinds import Kind
from fieldnotes.suggestions.marks import (
    ARTICLE,
    CITY,
    COUNTRY,
    COURT,
    GIVEN,
    LIVES,
    LOCALITY,
    OF,
    ORG,
    ORGTAIL,
    STATEFORM,
    WHERE,
    Mark,
    class_at,
    word_at,
)
from fieldnotes.suggestions.reasons import CITY_NAME, COUNTRY_NAME, ORG_WORD
from fieldnotes.suggestions.runs import Run, is_capital
from fieldnotes.suggestions.tokens import Sentence


def long_countries(sentence: Sentence) -> Iterator[Mark]:
    """Countries of several words, which no run takes in whole: "ex-République yougoslave", "Côte d'Ivoire"."""
    for place, size in enumerate(sentence.heads):
        if size > 1 and sentence.classes[place] & COUNTRY:
            yield Mark(place, place + size, Kind.PLACE, 0.94, COUNTRY_NAME)


def _with_form(sentence: Sentence, first: int) -> int:
    """Where "République de" begins before a country."""
    at = first - 1
    while (at > 0 and class_at(sentence, at) & (OF | ARTICLE)) or (at > 0 and word_at(sentence, at) in ("'", "’")):
        at -= 1
    return at if at >= 0 and class_at(sentence, at) & STATEFORM and is_capital(sentence.words[at]) else first


def place_or_org(sentence: Sentence, run: Run, joined: int) -> Mark | None:
    """What a run is by the classes of its words, `joined` of all of them; None where they say nothing."""
    first = run.first
    if joined & COUNTRY:
        first = _with_form(sentence, first)
        return Mark(first, run.last, Kind.PLACE, 0.92, COUNTRY_NAME)
    if joined & (ORG | ORGTAIL) and run.words > 1:
        return Mark(first, firm_end(sentence, run.last), Kind.ORG, 0.75, ORG_WORD)
    if joined & ORG and run.words == 1 and not joined & (COUNTRY | CITY):
        return Mark(first, run.last, Kind.ORG, 0.3, ORG_WORD)
    if joined & CITY and run.words <= 2:
        return Mark(first, run.last, Kind.PLACE, 0.88, CITY_NAME)
    if joined & STATEFORM:
        return Mark(first, run.last, Kind.PLACE, 0.6, COUNTRY_NAME)
    return None


def located(sentence: Sentence, run: Run, joined: int) -> float:
    """How sure we are that a run is a place because of a preposition or the word for a town beside it."""
    before, two = class_at(sentence, run.first - 1), class_at(sentence, run.first - 2)
    if before & OF and two & (LOCALITY | COURT):
        return 0.65
    if (before & LOCALITY and not joined & GIVEN) or class_at(sentence, run.last) & LOCALITY:
        return 0.7
    if before & WHERE and (two & LIVES or not joined & GIVEN) and not run.initials:
        return 0.7 if two & LIVES else 0.55
    return 0.0
