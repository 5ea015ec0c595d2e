"""Names told by a form of address before them, and words for nationalities, peoples and faiths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fieldnotes.redaction.wordset import word_set
from fieldnotes.suggestions.kinds import Kind
from fieldnotes.suggestions.marks import (
    CITIZEN,
    COUNTRY,
    COURT,
    ETHNIC,
    GIVEN,
    HONORIFIC,
    KIN,
    LAWYER,
    LEGAL,
    NATION,
    ORG,
    Mark,
    class_at,
    word_at,
)
from fieldnotes.suggestions.reasons import FAITH, LAWYER_NEAR, PEOPLE, TITLE
from fieldnotes.suggestions.runs import is_capital, run_at
from fieldnotes.suggestions.tokens import Sentence
from fieldnotes.suggestions.words import Word, vocabulary

_LAWYER_SPAN = 6
_AND = word_set("and et und e y")
_IN = word_set("in en auf em op po")
_AFTER_NAMES = frozenset({"QC", "KC", "SC", "MP", "MEP", "JSC", "LJ", "OBE", "MBE", "CBE", "Esq", "Jr", "PhD", "MD"})
"""Abbreviations of an office or honour that follow an English name."""
_SMALL_TITLES = word_set("dr mr ks mw")
"""Of two letters, and nothing else when written small before a name."""
_TITLE_ENDS = word_set("ra re na ri ssa ti to")
"""The second half of an abbreviated Italian title: "sig.ra", "dott.ssa"."""


def untitled(spelling: str, languages: Iterable[str]) -> str:
    """A spelling of a name without the ranks and titles before it; empty where it is nothing else."""
    words = spelling.split()
    lists = [vocabulary(language) for language in languages]
    while words and any(one.read(words[0].rstrip("."))[1] & Word.HONORIFIC for one in lists):
        words.pop(0)
    return " ".join(words)


def find_titled(sentence: Sentence) -> Iterator[Mark]:
    """A form of address with the name that follows."""
    for place in range(len(sentence)):
        classes = sentence.classes[place]
        if not classes & (HONORIFIC | LEGAL):
            continue
        after = place + 1
        if word_at(sentence, after) == ".":
            after += 1 + (word_at(sentence, after + 1) in _TITLE_ENDS)
        after += _hyphened(sentence, after)
        while class_at(sentence, after) & (HONORIFIC | LEGAL) and after < len(sentence):
            after += 1 + (word_at(sentence, after + 1) == ".")
            after += _hyphened(sentence, after)
        if word_at(sentence, after) in _AND and class_at(sentence, after + 1) & HONORIFIC:
            after += 2 + (word_at(sentence, after + 2) == ".")
        if after >= len(sentence) or not is_capital(sentence.words[after]):
            continue
        small = not is_capital(sentence.words[place]) and sentence.words[place] not in _SMALL_TITLES
        if len(sentence.words[place]) <= 2 and small:
            continue
        last = run_at(sentence, after).last
        if all(sentence.classes[at] & COURT or not is_capital(sentence.words[at]) for at in range(after, last)):
            continue  # the General Prosecutor
        last += last < len(sentence) and sentence.words[last] in _AFTER_NAMES
        legal = bool(classes & LEGAL) or _lawyer_near(sentence, place, last)
        kind, why = (Kind.LEGAL_PROFESSIONAL, LAWYER_NEAR) if legal else (Kind.PERSON, TITLE)
        yield Mark(place, last, kind, 0.96, why)


def _hyphened(sentence: Sentence, at: int) -> bool:
    """A hyphen between two titles: "Dipl.-Ing."."""
    return word_at(sentence, at) == "-" and bool(class_at(sentence, at + 1) & HONORIFIC)


def _lawyer_near(sentence: Sentence, first: int, last: int) -> bool:
    after = range(last, min(len(sentence), last + 4))
    before = range(max(0, first - _LAWYER_SPAN), first)
    if any(sentence.classes[at] & LAWYER for at in after):
        return True
    return any(sentence.classes[at] & LAWYER for at in before) and not any(
        sentence.classes[at] & (CITIZEN | KIN) for at in before
    )


def find_peoples(sentence: Sentence) -> Iterator[Mark]:
    for place, classes in enumerate(sentence.classes):
        if classes & NATION and _is_language(sentence, place):
            continue
        if classes & NATION and not (classes & (COUNTRY | GIVEN) and is_capital(sentence.words[place])):
            near = class_at(sentence, place - 1) & CITIZEN or class_at(sentence, place + 1) & CITIZEN
            yield Mark(place, place + 1, Kind.NATIONALITY, 0.9 if near else 0.7, PEOPLE)
        elif classes & ETHNIC and not classes & (COUNTRY | GIVEN) and not _beside_court(sentence, place):
            yield Mark(place, place + 1, Kind.ETHNIC, 0.6, FAITH)


def _is_language(sentence: Sentence, place: int) -> bool:
    """Done in English, fait en français."""
    if word_at(sentence, place - 1) not in _IN:
        return False
    following = word_at(sentence, place + 1)
    return not following[:1].isalpha() or following in _AND


def _beside_court(sentence: Sentence, place: int) -> bool:
    """Convention européenne, Asian Development Bank."""
    return bool((class_at(sentence, place - 1) | class_at(sentence, place + 1)) & (COURT | ORG))
