"""Postal addresses: the word for a street with its name and the number of the house."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldnotes.i18n import N_
from fieldnotes.redaction.scripts import CASELESS, Script, script_of
from fieldnotes.redaction.wordset import word_set
from fieldnotes.suggestions.kinds import Kind
from fieldnotes.suggestions.marks import ARTICLE, OF, SMALL, STREET, Mark, class_at, word_at
from fieldnotes.suggestions.runs import is_capital
from fieldnotes.suggestions.tokens import Sentence

ADDRESS = N_("the word for a street with a name")

_BEFORE_NUMBER = word_set(
    "no nr n n° № ev mənzil menzil m bina blok daire kat kapi д дом кв квартира корп стр apt flat apartment house ბინა "
    "სახლი رقم پلاک , . : / -"
)
_COMPOUND = re.compile(r"\w{3,}(?:strasse|straße|gasse|allee|platz|damm|ufer|weg)")
_HOUSE = 5
_MOST_WORDS = 4


def find_addresses(sentence: Sentence) -> Iterator[Mark]:
    for place, classes in enumerate(sentence.classes):
        if _COMPOUND.fullmatch(sentence.folded[place]) and is_capital(sentence.words[place]):
            last = _house_after(sentence, place + 1)
            yield Mark(place, last, Kind.ADDRESS, 0.93 if last > place + 1 else 0.6, ADDRESS)
        elif classes & STREET:
            first, last = _name_before(sentence, place), _name_after(sentence, place)
            if first == place and last == place + 1:
                continue
            numbered = _house_after(sentence, last)
            early = _house_before(sentence, first)
            if numbered > last or early < first or is_capital(sentence.words[place]) or _is_caseless(sentence, place):
                confidence = 0.93 if numbered > last or early < first else 0.7
                yield Mark(early, numbered, Kind.ADDRESS, confidence, ADDRESS)
            else:
                yield Mark(first, last, Kind.ADDRESS, 0.7, ADDRESS)


def _is_caseless(sentence: Sentence, place: int) -> bool:
    return script_of(sentence.words[place]) in CASELESS


def _name_before(sentence: Sentence, street: int) -> int:
    """Nizami küçəsi, Baker Street: where the name begins that stands before the word."""
    first = street
    while (
        first
        and street - first < _MOST_WORDS
        and not (class_at(sentence, first - 1) & SMALL and sentence.opens(first - 1))
        and (is_capital(sentence.words[first - 1]) or (sentence.words[first - 1].isdecimal() and first < street))
    ):
        if sentence.words[first - 1].isdecimal():
            break
        first -= 1
    if street and script_of(sentence.words[street]) is Script.GEORGIAN and sentence.words[street - 1].isalpha():
        return street - 1
    return first


def _name_after(sentence: Sentence, street: int) -> int:
    """ул. Гоголя, rue de la Paix, شارع الرشيد: where the name ends that stands after the word."""
    at = street + 1
    if word_at(sentence, at) == ".":
        at += 1
    while class_at(sentence, at) & (OF | ARTICLE) and at < len(sentence) and not is_capital(sentence.words[at]):
        at += 1
    last = street + 1
    while (
        at < len(sentence)
        and at - street <= _MOST_WORDS + 2
        and (is_capital(sentence.words[at]) or sentence.words[at] in "-'’")
    ):
        at += 1
        last = at
    if last == street + 1 and script_of(sentence.words[street]) is Script.ARABIC and at < len(sentence):
        return at + sentence.words[at].isalpha()
    return last


def _house_after(sentence: Sentence, at: int) -> int:
    """Past ", д. 5, кв. 7"; at most two numbers."""
    last, numbers = at, 0
    while at < len(sentence) and numbers < 2 and at - last <= _HOUSE:
        word = sentence.folded[at]
        if word[0].isdecimal() and len(word) <= _HOUSE:
            at += 1
            last, numbers = at, numbers + 1
        elif word in _BEFORE_NUMBER:
            at += 1
        else:
            break
    return last


def _house_before(sentence: Sentence, first: int) -> int:
    """12, rue Voltaire; 221 Baker Street."""
    at = first - 1
    if at > 0 and sentence.words[at] == ",":
        at -= 1
    word = word_at(sentence, at)
    return at if word and word[0].isdecimal() and len(word) <= _HOUSE else first
