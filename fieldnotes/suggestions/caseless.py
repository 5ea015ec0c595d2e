"""Names in scripts without capitals, told by Georgian and Arabic titles, surname endings and lists of places."""

from __future__ import annotations

from collections.abc import Iterator

from fieldnotes.redaction.scripts import CASELESS, script_of
from fieldnotes.suggestions.kinds import Kind
from fieldnotes.suggestions.marks import (
    CITY,
    COUNTRY,
    GIVEN,
    HONORIFIC,
    JOB,
    KIN,
    LAWYER,
    LIVES,
    MONTH,
    ORG,
    SMALL,
    Mark,
    class_at,
)
from fieldnotes.suggestions.reasons import (
    CITY_NAME,
    COUNTRY_NAME,
    GIVEN_NAME,
    LAWYER_NEAR,
    ORG_WORD,
    RELATIVE,
    SURNAME,
    TITLE,
)
from fieldnotes.suggestions.runs import is_georgian_surname
from fieldnotes.suggestions.tokens import Sentence

_LONGEST_NAME, _SHORT = 2, 2
_FIRST_CASELESS = "\u0370"
"""Every script without capitals comes after Latin."""
_OTHER = SMALL | HONORIFIC | COUNTRY | CITY | MONTH | LIVES


def find_caseless(sentence: Sentence) -> Iterator[Mark]:
    """Georgian and Arabic script: titles, surname endings, countries and cities instead of capitals."""
    done = 0
    for place, word in enumerate(sentence.words):
        if word[0] < _FIRST_CASELESS:
            continue
        if place >= done and word[0].isalpha() and script_of(word) in CASELESS and (mark := _at(sentence, place, done)):
            done = mark.last
            yield mark


def _at(sentence: Sentence, place: int, done: int) -> Mark | None:
    classes = sentence.classes[place]
    if is_georgian_surname(sentence.words[place]):
        first = place - 1 if place > done and _names(sentence, place - 1) else place
        return Mark(first, place + 1, Kind.PERSON, 0.85, SURNAME)
    if classes & (HONORIFIC | KIN | LAWYER):
        return _after_word(sentence, place)
    if classes & (COUNTRY | CITY):
        why = COUNTRY_NAME if classes & COUNTRY else CITY_NAME
        return Mark(place, place + max(1, sentence.heads[place]), Kind.PLACE, 0.88, why)
    last = _name_end(sentence, place + 1)
    if classes & GIVEN and not classes & SMALL:
        return Mark(place, min(last, place + 2), Kind.PERSON, 0.7, GIVEN_NAME)
    if classes & ORG and last > place + 1:
        return Mark(place, last, Kind.ORG, 0.4, ORG_WORD)
    return None


def _after_word(sentence: Sentence, place: int) -> Mark | None:
    """The name after a form of address, an office or a relative."""
    classes = sentence.classes[place]
    first = place + 1
    while class_at(sentence, first) & (HONORIFIC | LAWYER | JOB):
        first += 1
    last = _name_end(sentence, first)
    if last == first:
        return None
    if classes & LAWYER:
        return Mark(first, last, Kind.LEGAL_PROFESSIONAL, 0.8, LAWYER_NEAR)
    if classes & HONORIFIC:
        return Mark(first, last, Kind.PERSON, 0.8, TITLE)
    return Mark(first, last, Kind.PERSON, 0.82 if class_at(sentence, first) & GIVEN else 0.4, RELATIVE)


def _name_end(sentence: Sentence, first: int) -> int:
    """Past at most two words that may be parts of a name."""
    last = first
    while last < len(sentence) and last - first < _LONGEST_NAME and _names(sentence, last, follows=last > first):
        last += 1
    return last


def _names(sentence: Sentence, place: int, *, follows: bool = False) -> bool:
    """May this word be part of a name? After a given name a surname may be an occupation too (Haddad: smith)."""
    word = sentence.words[place]
    other = _OTHER if follows else _OTHER | JOB | KIN | LAWYER
    return len(word) > _SHORT and word.isalpha() and not sentence.classes[place] & other
