"""What narrows down who is meant without naming anybody: institutions, continents, occupations beside a place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fieldnotes.i18n import N_
from fieldnotes.redaction.wordset import word_set
from fieldnotes.suggestions.firms import name_end
from fieldnotes.suggestions.kinds import LIKELY, Kind
from fieldnotes.suggestions.marks import ARTICLE, COUNTRY, COURT, GIVEN, JOB, LAW, ORG, SMALL, WHERE, Mark, class_at
from fieldnotes.suggestions.runs import is_capital, is_shouted, runs
from fieldnotes.suggestions.tokens import Sentence

INSTITUTION = N_("the name of a public institution")
CONTINENT = N_("a part of the world")
ROLE = N_("an occupation beside a place or an organisation")

_INSTITUTION, _OF_COUNTRY, _LIKELY = 0.62, 0.93, 0.36
_CONTINENTS = word_set(
    "europe asia africa america europa europas asie afrique amerique avropa avropada asiya afrika amerika avrupa "
    "avrupada asya европа европы европе европу азия азии азию африка африки америка америки ევროპა ევროპაში აზია "
    "أوروبا آسيا أفريقيا اروپا"
)


def find_surroundings(sentence: Sentence, marks: Sequence[Mark]) -> Iterator[Mark]:
    """Institutions, continents and occupations, given what else was found in the sentence.

    They are offered in testimonies only: in judgments, courts and ministries stand in every sentence.
    """
    if is_shouted(sentence):
        return
    for run in runs(sentence):
        if mark := _institution(sentence, run.first, run.last):
            yield mark
    for place, folded in enumerate(sentence.folded):
        if folded in _CONTINENTS:
            yield Mark(place, place + 1, Kind.PLACE, _LIKELY, CONTINENT)
    if any(mark.kind in (Kind.PLACE, Kind.ORG) and mark.confidence >= LIKELY for mark in marks):
        for place, classes in enumerate(sentence.classes):
            if classes & JOB and not classes & GIVEN:
                yield Mark(place, place + 1, Kind.ROLE, _LIKELY, ROLE)


def _institution(sentence: Sentence, first: int, last: int) -> Mark | None:
    """Ministry of Internal Affairs, Human Rights Watch, Amnesty International: at least two capitalised words."""
    while first < last and class_at(sentence, first) & (ARTICLE | SMALL | WHERE) and first + 1 < last:
        first += 1
    end = name_end(sentence, last, listed=False) if class_at(sentence, last - 1) & (COURT | ORG) else last
    named = [at for at in range(first, end) if is_capital(sentence.words[at])]
    official = [at for at in named if sentence.classes[at] & (COURT | ORG)]
    framed = official and (official[-1] == named[-1] or official[:2] == named[:2] or end > last)
    if len(named) < 2 or not framed or class_at(sentence, first) & SMALL:
        return None
    if sentence.classes[named[-1]] & LAW and not sentence.classes[named[-1]] & ORG:
        return None  # the Adoption Act
    of_country = sentence.classes[named[0]] & COUNTRY and official[-1] == named[-1]
    return Mark(first, end, Kind.ORG, _OF_COUNTRY if of_country else _INSTITUTION, INSTITUTION)
