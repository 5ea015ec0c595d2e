"""Runs of capitalised words, and the endings by which surnames and patronymics of our languages are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from fieldnotes.redaction.wordset import word_set
from fieldnotes.suggestions.marks import COUNTRY, COURT, HONORIFIC, LEGAL, class_at, word_at
from fieldnotes.suggestions.tokens import Sentence

PARTICLES = word_set(
    "de da di del della der den van von ter la le al el bin ibn bint abu ben oğlu qızı oglu qizi ogly kyzy zadə zade "
    "bey bəy xanım xan оглы кызы оглу гызы du des dos das e af av mac mc o d l st ap af"
)
_LEADING = word_set("de da di del van von der den al el bin ibn ben abu du la le dos das ter d o l st ap c")
_JOINERS = frozenset("-‐‑'’ʼ`")
_APOSTROPHES = frozenset("'’ʼ`")
_ENDINGS = word_set(
    "s in ın un ün nin nın nun nün da de ta te dan den tan ten daki deki a e ya ye na ne i ı u ü yi yı yu yü ni nı "
    "nu nü la le yla yle ki dır dir lı li lu lü"
)
"""What follows an apostrophe and is no part of the name."""
_SURNAME = re.compile(
    r"\w{2,}(?:ov|ova|yev|yeva|ev|eva|ovu|ovanin|ovun|zade|zada|li|lu|oglu|qizi|beyli|xanli|shvili|svili|dze|dzé|yan|ian|"
    r"enko|chuk|czuk|ski|sky|skaya|ska|skii|wski|wska|owicz|ewicz|jic|cic|vic|vich|ovic|evic|sson|sen|escu|eanu|oglou|"
    r"opoulos|idis|ides|iadis|akis|aitis|auskas|iene|kova|cova|ov[ei]ch)"
    r"|\w{3,}(?:ов|ова|ев|ева|ёв|ёва|ин|ина|ын|ына|ский|ская|ского|скому|ской|ским|енко|чук|ян|швили|дзе|заде|оглу|лы|ли)"
    r"(?:а|у|ым|ой|е|ых|ом)?"
)
_PATRONYMIC = re.compile(
    r"\w{2,}(?:ович|евич|овна|евна|ична|ович[аеу]|евич[аеу]|овичем|овн[ыеуой]{1,2}|ovich|evich|ovna|evna|oviç|eviç)"
)
_GEORGIAN_SURNAME = re.compile(r"\w{2,}(?:შვილ|ძე|ძის|ია|უა|ური|ული|ელი|ავა|იანი|იშვილ)\w{0,4}")
_GEORGIAN_SURE = re.compile(r"\w{2,}(?:შვილ\w{0,4}|ძე(?:მ|ს|ც)?|ძის)")
_ROMAN = re.compile(r"[IVXLC]+")
_MOST_WORDS = 8


class Run(NamedTuple):
    """Tokens `first` up to `last` begin with capitals; `words` of them, initials among them counted in `initials`."""

    first: int
    last: int
    words: int
    initials: int


def is_capital(word: str) -> bool:
    return word[0].isupper()


def is_initial(sentence: Sentence, place: int) -> bool:
    """One capital and a full stop: "J." or "Дж."."""
    word = sentence.words[place]
    short = len(word) == 1 or (len(word) == 2 and word[1].islower())
    return short and word[0].isupper() and word_at(sentence, place + 1) == "." and word.isalpha()


def has_surname_ending(folded: str) -> bool:
    return _SURNAME.fullmatch(folded) is not None


def is_patronymic(folded: str) -> bool:
    return _PATRONYMIC.fullmatch(folded) is not None


def is_georgian_surname(word: str) -> bool:
    """-შვილი and -ძე in any case: no other word ends like that."""
    return _GEORGIAN_SURE.fullmatch(word) is not None


def is_roman(word: str) -> bool:
    return _ROMAN.fullmatch(word) is not None


def is_shouted(sentence: Sentence) -> bool:
    """A heading in capitals, where a capital says nothing."""
    letters = [word for word in sentence.words if word.isalpha() and len(word) > 1]
    if len(letters) > 1 and all(word.isupper() for word in letters):
        return True
    return len(letters) > 2 and sum(word.isupper() for word in letters) > 0.6 * len(letters)


def runs(sentence: Sentence) -> Iterator[Run]:
    """The runs in order. A title (Mr, Me, г-н) begins no run and ends one."""
    place = 0
    while place < len(sentence):
        if _opens(sentence, place):
            run = run_at(sentence, place)
            yield run
            place = run.last
        else:
            place += 1


def _opens(sentence: Sentence, place: int) -> bool:
    word = sentence.words[place]
    if not word[0].isalpha() or not word[0].isupper():
        return False
    return not class_at(sentence, place) & (HONORIFIC | LEGAL) or is_initial(sentence, place)


def run_at(sentence: Sentence, place: int) -> Run:
    """The run that begins at `place`, at least one word long."""
    words = sentence.words
    at, last, count, initials = place, place, 0, 0
    while at < len(words) and count < _MOST_WORDS:
        word = words[at]
        if word[0].isalpha() and word[0].isupper():
            if count and class_at(sentence, at) & (HONORIFIC | LEGAL) and not is_initial(sentence, at):
                break
            count += 1
            if is_initial(sentence, at):
                initials += 1
                at += 2
                last = at
                if word_at(sentence, at) == "-":
                    at += 1
                continue
            initials += len(word) == 1
            at += 1
            last = at
        elif word == "/" and last == at and at + 1 < len(words) and words[at - 1].isupper() and words[at + 1].isupper():
            at += 1
        elif word in _JOINERS and at + 1 < len(words) and words[at + 1][0].isalpha() and last == at:
            if not words[at + 1][0].isupper() and not _is_inside(sentence, at):
                break
            at += 1
            if not words[at][0].isupper():
                at += 1
                last = at
        elif sentence.folded[at] in PARTICLES and last == at and _goes_on(sentence, at):
            at += 1
            if sentence.folded[at - 1] not in _LEADING:
                last = at
        else:
            break
    return Run(place, _without_ending(sentence, place, last), count, initials)


def _is_inside(sentence: Sentence, at: int) -> bool:
    """A hyphen or apostrophe within one word: "Abdul-kərim", "Mar'yana", but not "Aliyev's"."""
    ending = sentence.words[at] in _APOSTROPHES and sentence.words[at + 1] in _ENDINGS
    return not ending and sentence.glued(at) and sentence.glued(at - 1)


def _without_ending(sentence: Sentence, first: int, last: int) -> int:
    """Before "'s" and Turkish endings after an apostrophe."""
    if last - first >= 3 and sentence.words[last - 2] in _APOSTROPHES and sentence.words[last - 1] in _ENDINGS:
        return last - 2
    return last


def _goes_on(sentence: Sentence, at: int) -> bool:
    """A particle inside a name: a capital follows, or it ends a Turkic patronymic."""
    folded = sentence.folded
    if folded[at] not in _LEADING:
        return True
    following = at + 1
    while following < len(folded) and (folded[following] in _LEADING or folded[following] in _JOINERS):
        following += 1
    if following >= len(folded) or not sentence.words[following][0].isupper():
        return False
    return not class_at(sentence, at - 1) & (COURT | COUNTRY) and not class_at(sentence, following) & COURT
