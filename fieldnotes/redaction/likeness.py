"""How likely two names are two spellings of one person: the matcher's own sounds, distances and endings, pair by pair.

A typing error or another alphabet leaves everything else of a name in place. Relatives share a surname, a father's
name or an ending, and differ in exactly one word; so one word that is surely another outweighs all that agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from fieldnotes.i18n import N_
from fieldnotes.redaction import soundalike
from fieldnotes.redaction.homographs import given_names, is_title, like_surname, plain
from fieldnotes.redaction.names import ARABIC_ARTICLES, NAME_PARTICLES, PARTICLES, spellings_of, words_of
from fieldnotes.redaction.scripts import Script
from fieldnotes.redaction.soundalike import Kind
from fieldnotes.redaction.wordset import word_set

LIKELY = 0.6
"""From this score on two entries are worth the question whether they are one person."""

SAME_SPELLING = N_("the same words")
OTHER_SCRIPT = N_("the same sounds in another script")
OTHER_SPELLING = N_("the same sounds spelled differently")
TYPING = N_("one typing error apart")
ENDING = N_("one may be the other with a case ending")
MORE_WORDS = N_("one name is part of the other")
INITIALS = N_("one name has initials that fit the other")
REORDERED = N_("the same words in another order")
ONLY_SURNAME = N_("only the surname is the same")
ONLY_GIVEN = N_("only a first name is the same")
OTHER_FATHER = N_("the father's names differ")
OTHER_WORD = N_("one of the words is another")
UNLIKE = N_("the names have nothing in common")

_CHILD_OF_BEFORE = word_set("oğlu oglu ogly ogli qızı qizi kizi gizi kyzy гызы оглы оглу кызы уулу ოღლი")
_CHILD_OF_AFTER = word_set("bin ibn bint بن ابن بنت")
_SERVANT = word_set("عبد abd abdul abdel abdal əbd əbdül abdur абд абдул")
_PATRONYMIC_ENDS = (
    *("ович", "евич", "ьич", "овна", "евна", "ична", "ovich", "evich", "yevich", "ovna", "evna", "yevna"),
    *("ovych", "ivna", "ovitch", "evitch"),
)
_ARTICLES = ("al", "el")
_JOINED_ARTICLE = 6
_FAITH = "الدين"
_NO_NAME = PARTICLES | NAME_PARTICLES
ONE_WORD = 0.65
"""The most that one word or initials are worth against a fuller name."""
_ALONE = 0.85
_NAMESAKES = 0.5
_MORE = 0.95
_MOST_WORDS = 6
_LONG_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` is 0 for strangers and 1 for the same words; `why` is a short English reason marked for translation."""

    score: float
    why: str


NONE = Likeness(0.0, UNLIKE)


class Place(StrEnum):
    """What a word of a name is, as far as it shows."""

    GIVEN = "given"
    SURNAME = "surname"
    FATHER = "father"
    INITIAL = "initial"
    OTHER = "other"


class Word(NamedTuple):
    """A word of a name that counts: no particle, no title."""

    text: str
    script: Script
    place: Place


class _Pair(NamedTuple):
    first: int
    second: int
    quality: float
    kind: Kind


def likeness(first: str, second: str) -> Likeness:
    """Compare two personal names of any scripts; the order of the arguments does not matter."""
    found = [_compared(one, other) for one in readings(first) for other in readings(second)]
    best = max(found, key=lambda found: found.score, default=NONE)
    if best.why == ONLY_GIVEN and best.score == _NAMESAKES and first.casefold().split() != second.casefold().split():
        return Likeness(_ALONE, OTHER_SPELLING)  # İlham and Ilham: nobody writes two people apart like this
    return best


@lru_cache(maxsize=20_000)
def readings(name: str) -> tuple[tuple[Word, ...], ...]:
    """A name as words that count, once for each way to join or part compound given names."""
    words = words_of(name)
    if not 0 < len(words) <= _MOST_WORDS:
        return ()
    spellings = spellings_of(words, person=True)
    spellings += [_of_the_faith(words)] if any(text == _FAITH for text, _ in words[1:]) else []
    found = dict.fromkeys(tuple(_placed(spelling)) for spelling in spellings)
    found |= dict.fromkeys(tuple(map(_without_article, one)) for one in tuple(found))
    return tuple(one for one in found if one)


def _of_the_faith(words: Sequence[tuple[str, Script]]) -> list[tuple[str, Script]]:
    """نور الدين as one word without the article that is not heard in it: Nureddin."""
    place = [text for text, _ in words].index(_FAITH, 1)
    first, script = words[place - 1]
    return [*words[: place - 1], (first + _FAITH.removeprefix("ال"), script), *words[place + 1 :]]


def _without_article(word: Word) -> Word:
    """Almasri as al-Masri; what is left of Alexander is like no other name."""
    long_enough = len(word.text) >= _JOINED_ARTICLE and word.place is not Place.GIVEN
    return word._replace(text=word.text[2:]) if long_enough and word.text.startswith(_ARTICLES) else word


def _placed(words: Sequence[tuple[str, Script]]) -> list[Word]:
    """Each word with what it seems to be; a lone particle is the name itself."""
    texts = [text for text, _ in words]
    found = []
    for number, (text, script) in enumerate(words):
        following = texts[number + 1] if number + 1 < len(texts) else ""
        before = texts[number - 1] if number else ""
        article = text in ARABIC_ARTICLES and before in _SERVANT
        if len(words) > 1 and (article or (len(text) > 1 and (text in _NO_NAME or is_title(text)))):
            continue
        fathered = following in _CHILD_OF_BEFORE or before in _CHILD_OF_AFTER or text.endswith(_PATRONYMIC_ENDS)
        found.append(Word(text, script, Place.FATHER if fathered else _place(text)))
    return found


def _place(text: str) -> Place:
    if len(text) == 1:
        return Place.INITIAL
    if plain(text) in given_names():
        return Place.GIVEN
    return Place.SURNAME if like_surname(text) else Place.OTHER


def _compared(first: tuple[Word, ...], second: tuple[Word, ...]) -> Likeness:
    if len(first) > len(second):
        first, second = second, first
    pairs = _aligned(first, second)
    if not pairs:
        return NONE
    if len(pairs) < len(first):
        return _differing(first, second, pairs)
    if len(second) == 1:
        return _of_single_words(first[0], pairs[0])
    if len(first) == 1:
        return _of_one_word(first[0], pairs[0])
    return _of_whole_names(first, second, pairs)


def _aligned(first: tuple[Word, ...], second: tuple[Word, ...]) -> list[_Pair]:
    """The best pairing of words: surest first, and between equals the one that keeps the order."""
    options = []
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            found = soundalike.compare((one.text, one.script), (other.text, other.script))
            if found.quality > 0:
                options.append(_Pair(i, j, found.quality, found.kind))
    options.sort(key=lambda pair: (-pair.quality, abs(pair.first - pair.second)))
    taken: list[_Pair] = []
    for pair in options:
        if all(pair.first != other.first and pair.second != other.second for other in taken):
            taken.append(pair)
    return sorted(taken)


def _of_single_words(word: Word, pair: _Pair) -> Likeness:
    """Two names of one word each: a surname is a family's; the same first name twice may be two people."""
    if word.place is Place.SURNAME:
        return Likeness(pair.quality * 0.55, ONLY_SURNAME)
    if pair.kind is Kind.SAME and word.place is Place.GIVEN:
        return Likeness(_NAMESAKES, ONLY_GIVEN)
    return Likeness(pair.quality * _ALONE, _REASON[pair.kind])


def _of_one_word(word: Word, pair: _Pair) -> Likeness:
    """One word against a full name says little, unless nobody else is likely to have it."""
    if word.place is Place.SURNAME:
        return Likeness(0.25, ONLY_SURNAME)
    if word.place is Place.OTHER and pair.first == pair.second == 0:
        return Likeness(pair.quality * 0.5, MORE_WORDS)
    return Likeness(0.25, ONLY_GIVEN)


def _of_whole_names(first: tuple[Word, ...], second: tuple[Word, ...], pairs: list[_Pair]) -> Likeness:
    """Every word of the shorter name is in the longer one."""
    worst = min(pairs, key=lambda pair: pair.quality)
    score, why = worst.quality, _REASON[worst.kind]
    if len(second) > len(first):
        if all(first[pair.first].place is not Place.SURNAME for pair in pairs) and len(pairs) < 2:
            return Likeness(score * 0.4, MORE_WORDS)
        score, why = score * _MORE, MORE_WORDS if worst.kind is Kind.SAME else why
    if any(
        (first[pair.first].place is Place.FATHER) is not (second[pair.second].place is Place.FATHER) for pair in pairs
    ):
        return Likeness(0.15, OTHER_FATHER)  # Rauf, and his son Elçin Rauf oğlu
    bent = [pair.kind for pair in pairs if pair.kind in (Kind.GENDER, Kind.ENDING)]
    if Kind.GENDER in bent and len(bent) > 1:
        return Likeness(0.3, ENDING)  # Валентин Громов and Валентина Громова
    if _moved(pairs):
        held = [first[pair.first].place for pair in pairs] + [second[pair.second].place for pair in pairs]
        if Place.SURNAME not in held:
            # Əli Həsən and Həsən Əli are father and son; Whitlock Jonathan is Jonathan Whitlock.
            told = Place.OTHER in held and first[0].script is not Script.ARABIC
            return Likeness(score * 0.75 if told else 0.3, REORDERED if told else OTHER_FATHER)
        score, why = score * _MORE, REORDERED if worst.kind is Kind.SAME else why
    return Likeness(round(score, 3), why)


def _moved(pairs: Sequence[_Pair]) -> bool:
    order = [pair.second for pair in pairs]
    return order != sorted(order)


def _differing(first: tuple[Word, ...], second: tuple[Word, ...], pairs: list[_Pair]) -> Likeness:
    """Some word of the shorter name is not in the longer one: an initial, a married name, or another person."""
    left = [word for i, word in enumerate(first) if all(pair.first != i for pair in pairs)]
    right = [word for j, word in enumerate(second) if all(pair.second != j for pair in pairs)]
    quality = min(pair.quality for pair in pairs)
    if _initials_fit(left, right):
        named = [first[pair.first] for pair in pairs]
        return Likeness(
            round(quality * (ONE_WORD if any(len(w.text) >= _LONG_ENOUGH for w in named) else 0), 3), INITIALS
        )
    shared = {first[pair.first].place for pair in pairs}
    if {Place.GIVEN, Place.FATHER} <= shared and quality >= 0.9:
        return Likeness(0.5, OTHER_WORD)  # Анна Сергеевна under two surnames: she may have married
    if any(word.place is Place.FATHER for word in (*left, *right)) and len(pairs) > 1:
        return Likeness(0.15, OTHER_FATHER)
    if shared == {Place.SURNAME}:
        return Likeness(0.1, ONLY_SURNAME)
    return Likeness(0.15 * quality, ONLY_GIVEN if Place.GIVEN in shared else OTHER_WORD)


def _initials_fit(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Every word that is left over is an initial that some word of the other side begins with, or has one."""
    if not left:
        return False
    free = list(right)
    for word in left:
        fitting = next((other for other in free if _initial_of(word, other)), None)
        if fitting is None:
            return False
        free.remove(fitting)
    return True


def _initial_of(one: Word, other: Word) -> bool:
    if Place.INITIAL not in (one.place, other.place):
        return False
    return soundalike.same_beginning((one.text, one.script), (other.text, other.script))


_REASON = {
    Kind.SAME: SAME_SPELLING,
    Kind.SOUND: OTHER_SPELLING,
    Kind.SCRIPT: OTHER_SCRIPT,
    Kind.SLIP: TYPING,
    Kind.ENDING: ENDING,
    Kind.GENDER: ENDING,
    Kind.NEAR: OTHER_SPELLING,
    Kind.NONE: UNLIKE,
}
