"""What a rule says about the tokens of one sentence, and the small questions all rules ask."""

from __future__ import annotations

from typing import NamedTuple

from fieldnotes.suggestions.kinds import Kind
from fieldnotes.suggestions.tokens import Sentence
from fieldnotes.suggestions.words import Word

YEARS = range(1850, 2070)
NUMBER, MONTH, MONTHSHORT, UNIT, CURRENCY = (
    int(one) for one in (Word.NUMBER, Word.MONTH, Word.MONTHSHORT, Word.UNIT, Word.CURRENCY)
)
HONORIFIC, LEGAL, LAWYER, CITIZEN = (int(one) for one in (Word.HONORIFIC, Word.LEGAL, Word.LAWYER, Word.CITIZEN))
NATION, ETHNIC, COUNTRY, CITY = (int(one) for one in (Word.NATION, Word.ETHNIC, Word.COUNTRY, Word.CITY))
STATEFORM, LOCALITY, WHERE, OF = (int(one) for one in (Word.STATEFORM, Word.LOCALITY, Word.WHERE, Word.OF))
ARTICLE, LIVES, COURT, ORG, ORGTAIL = (
    int(one) for one in (Word.ARTICLE, Word.LIVES, Word.COURT, Word.ORG, Word.ORGTAIL)
)
APPLICATION, LAW, KIN, GIVEN, JOB = (int(one) for one in (Word.APPLICATION, Word.LAW, Word.KIN, Word.GIVEN, Word.JOB))
WEEKDAY, STREET, SMALL = int(Word.WEEKDAY), int(Word.STREET), int(Word.SMALL)


class Mark(NamedTuple):
    """Tokens `first` up to but not including `last` are of this kind."""

    first: int
    last: int
    kind: Kind
    confidence: float
    why: str


def is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and int(word) in YEARS


def is_day(word: str) -> bool:
    return len(word) <= 2 and word.isdecimal() and 1 <= int(word) <= 31


def word_at(sentence: Sentence, place: int) -> str:
    """The folded word, "" outside of the sentence."""
    return sentence.folded[place] if 0 <= place < len(sentence.folded) else ""


def class_at(sentence: Sentence, place: int) -> int:
    return sentence.classes[place] if 0 <= place < len(sentence.classes) else 0
