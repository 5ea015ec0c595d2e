"""Numbers that count something, sums of money, ages, and numbers of cases and files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldnotes.i18n import N_
from fieldnotes.redaction.wordset import word_set
from fieldnotes.suggestions.kinds import Kind
from fieldnotes.suggestions.marks import (
    APPLICATION,
    CURRENCY,
    JOB,
    LAW,
    MONTH,
    NATION,
    NUMBER,
    OF,
    SMALL,
    UNIT,
    Mark,
    class_at,
    is_year,
    word_at,
)
from fieldnotes.suggestions.tokens import Sentence

QUANTITY = N_("a number that counts something")
MONEY = N_("a sum of money")
AGE = N_("an age")
CODE = N_("the number of a case or file")

_SIGNS = frozenset("$€£₼₽₺")
_JOINERS = frozenset(".,'’ \u00a0")
_AGE_BEFORE = word_set("aged age edad âgé âgée agé agée age età alter возрасте в yaş idade aged")
_AGE_AFTER = word_set("yaşlı yaşında yasinda yasli yaş лет года old anni ans años yaşındaki წლის")
_OLD = word_set("old edad âge d'âge eta alt возраста")
_NOT_COUNTED = word_set("§ / № no n° art -")
_CHAIN = word_set(", y et and und e och ve və и &")
_VOLUME = re.compile(r"[ivxlc]+")
_ORDINAL = re.compile(r"\d{1,3}(?:e|er|re|eme|th|st|nd|rd|a|o|º|ª)")
_SERIES = 3
_AND_ONE = word_set("un une onze")
_ONES = word_set("one un une et")
_CASE = re.compile(r"\d{1,7}")
_JOINED = frozenset("-/")
_REGISTER = re.compile(r"[A-Z][A-Za-z]{0,4}")
"""The sign of a court's register: "3 Js 1123/08", "S 12 AS 345/09"."""
_DIVISION = re.compile(r"\d{1,4}|[IVXL]{1,5}|[A-Z]|[a-z]")
_AGED = re.compile(r"jahrig\w{0,3}|year|летн\w{2,3}|ans")
_GROUP = re.compile(r"\d{3}")


def find_amounts(sentence: Sentence) -> Iterator[Mark]:
    words, classes = sentence.folded, sentence.classes
    yield from _mixed(sentence)
    place = code_end = 0
    while place < len(words):
        word = words[place]
        mark = None
        if word[0].isdigit():
            chained = bool(code_end) and place == code_end + 1 and words[code_end] in _CHAIN
            mark = _report(sentence, place) or _code(sentence, place, chained=chained) or _amount(sentence, place)
            if mark and mark.kind is Kind.CODE:
                code_end = mark.last
        elif classes[place] & NUMBER or word in _SIGNS:
            mark = _amount(sentence, place)
        if mark:
            yield mark
            place = mark.last
        else:
            place += 1


def _mixed(sentence: Sentence) -> Iterator[Mark]:
    """Letters and figures joined by hyphens, as plates and files have them: "AB-482-KM", "K-2017-0031"."""
    words, place = sentence.words, 0
    if _JOINED.isdisjoint(words):
        return
    while place < len(words):
        end = place + 1
        while end + 1 < len(words) and words[end] in _JOINED and words[end + 1].isalnum():
            end += 2
        parts = words[place:end:2]
        figures = sum(len(one) for one in parts if one.isdecimal())
        if len(parts) == 2 and not figures and all(map(_is_series, parts)) and word_at(sentence, end).isdecimal():
            figures, end = _SERIES, end + 1  # HD-RK 418
        if len(parts) > 1 and figures >= _SERIES and any(map(_is_series, parts)) and all(map(_is_coded, parts)):
            yield Mark(place, end, Kind.CODE, 0.8 if len(parts) > 2 else 0.5, CODE)
        place = end


def _is_series(word: str) -> bool:
    return word.isupper() and word.isalpha() and len(word) <= _SERIES


def _is_coded(word: str) -> bool:
    return word.isdecimal() or _is_series(word)


def _code(sentence: Sentence, place: int, *, chained: bool) -> Mark | None:
    """28426/06 after "no." or in brackets; not the number of a law. `chained`: right after another, "nos. 1/98 and"."""
    words = sentence.folded
    if not _CASE.fullmatch(words[place]) or word_at(sentence, place - 1) == "/":
        return None
    end = place + 1
    while word_at(sentence, end) in ("/", "-") and word_at(sentence, end + 1)[:1].isdigit():
        end += 2
    before = place - 1
    while before > 0 and words[before] in (".", ":", "°", "º", "o", "s", "№"):
        before -= 1
    lettered = before == place - 1 and sentence.words[before].isupper() and len(words[before]) <= _SERIES
    if lettered and class_at(sentence, before - 1) & APPLICATION:
        return Mark(before, end, Kind.CODE, 0.85, CODE)
    named = class_at(sentence, before) & APPLICATION or word_at(sentence, place - 1) == "№" or chained
    if class_at(sentence, before) & LAW or class_at(sentence, before - 1) & LAW:
        return None
    slashed = end - place == 3 and words[place + 1] == "/"
    if slashed and len(words[end - 1]) in (2, 4) and _REGISTER.fullmatch(sentence.words[place - 1]) and place:
        lettered = word_at(sentence, end) == "." and len(word_at(sentence, end + 1)) == 1 and sentence.glued(end - 1)
        last = end + 2 if lettered and sentence.words[end + 1].isupper() else end  # 10 K 2235/11.A
        return Mark(_division(sentence, place - 1), last, Kind.CODE, 0.9, CODE)
    if named and end == place + 1 and len(words[place]) <= _SERIES and _GROUP.fullmatch(word_at(sentence, end)):
        end += 1  # no 87 441
    if slashed and len(words[end - 1]) == 2 and (named or len(words[place]) >= 3):
        return Mark(place, end, Kind.CODE, 0.95, CODE)
    if end > place + 1 and (named or slashed):
        return Mark(place, end, Kind.CODE, 0.85 if named else 0.5, CODE)
    if named and len(words[place]) >= 3:
        return Mark(place, end, Kind.CODE, 0.6, CODE)
    return None


def _division(sentence: Sentence, register: int) -> int:
    """Where the number of a case begins before the sign of the register: with the court's division."""
    first = register
    while first and register - first < _SERIES and _DIVISION.fullmatch(sentence.words[first - 1]):
        first -= 1
    return first


def _number_end(sentence: Sentence, place: int) -> int:
    """Past a number in figures or words: "2 . 000 . 000", "deux mille", "1,5 million"."""
    words = sentence.folded
    end = place
    while end < len(words):
        word = words[end]
        if word[0].isdigit() or class_at(sentence, end) & NUMBER:
            end += 1
        elif word in _JOINERS and end > place and word_at(sentence, end + 1)[:3].isdecimal():
            grouped = len(words[end + 1]) == 3 or (sentence.glued(end - 1) and sentence.glued(end))
            counted = len(words[end + 1]) <= 2 and class_at(sentence, end + 2) & (UNIT | CURRENCY)
            if not grouped and not counted:
                break
            end += 2
        elif end > place and class_at(sentence, end - 1) & NUMBER and _goes_on(sentence, end):
            end += 2
        else:
            break
    return end


def _goes_on(sentence: Sentence, at: int) -> bool:
    """The middle of "thirty-one" or "vingt et un"."""
    if sentence.folded[at] == "et":
        return word_at(sentence, at + 1) in _AND_ONE
    return sentence.folded[at] == "-" and _is_counted(sentence, at + 1)


def _is_counted(sentence: Sentence, place: int) -> bool:
    """A number, or the one of "thirty-one"."""
    return bool(class_at(sentence, place) & NUMBER) or word_at(sentence, place) in _ONES


def _report(sentence: Sentence, place: int) -> Mark | None:
    """A volume of a court's reports: "TEDH 2006-XII"."""
    if class_at(sentence, place - 1) & APPLICATION and word_at(sentence, place + 1) == "-":
        volume = word_at(sentence, place + 2)
        if is_year(sentence.words[place]) and _VOLUME.fullmatch(volume):
            return Mark(place - 1, place + 3, Kind.CODE, 0.7, CODE)
    return None


def _amount(sentence: Sentence, place: int) -> Mark | None:
    words = sentence.folded
    signed = words[place] in _SIGNS
    end = _number_end(sentence, place + signed)
    if end == place + signed or _ORDINAL.fullmatch(words[place]):
        return None
    money = _money_end(sentence, end)
    if money or signed:
        return Mark(place, money or end, Kind.MONEY, 0.92, MONEY)
    named = class_at(sentence, place - 1) & (LAW | APPLICATION) or word_at(sentence, place - 1) in _NOT_COUNTED
    dated = class_at(sentence, end) & MONTH or (end == place + 1 and is_year(words[place]))
    if named or (dated and word_at(sentence, end) != "%"):
        return None
    if word_at(sentence, end) == "%":
        return Mark(place, end + 1, Kind.QUANTITY, 0.85, QUANTITY)
    if word_at(sentence, end) == "-" and _AGED.fullmatch(word_at(sentence, end + 1)):
        old = word_at(sentence, end + 2) == "-" and word_at(sentence, end + 3) == "old"
        return Mark(place, end + (4 if old else 2), Kind.AGE, 0.85, AGE)
    if _is_age(sentence, place, end):
        return Mark(place, end, Kind.AGE, 0.85, AGE)
    sure = _counting(sentence, place, end)
    return Mark(place, end, Kind.QUANTITY, sure, QUANTITY) if sure else None


def _counting(sentence: Sentence, place: int, end: int) -> float:
    """How sure we are that a number counts what follows it."""
    after = class_at(sentence, end)
    if after & UNIT:
        return 0.8
    if class_at(sentence, place) & NUMBER:
        return 0.0 if after & LAW else 0.55
    following = word_at(sentence, end)
    if len(following) > 3 and following.isalpha() and not after & (LAW | MONTH | OF):
        if after & (SMALL | JOB) and sentence.words[end][0].isupper():
            return 0.5  # 1.340 Mitarbeiter
        return 0.5 if sentence.words[end][0].islower() and place else 0.0
    return 0.4 if end > place + 1 or len(sentence.words[place]) >= 5 else 0.0


def _money_end(sentence: Sentence, at: int) -> int:
    """Past the currency after a sum, 0 when there is none."""
    if class_at(sentence, at) & OF or word_at(sentence, at) in ("'", "’"):
        at += 1
        if word_at(sentence, at) in ("'", "’"):
            at += 1
    if word_at(sentence, at) in _SIGNS:
        return at + 1
    if class_at(sentence, at) & NATION and class_at(sentence, at + 1) & CURRENCY:
        at += 1
    if not class_at(sentence, at) & CURRENCY:
        return 0
    at += 1
    while class_at(sentence, at) & (CURRENCY | NATION):
        at += 1
    if word_at(sentence, at) in ("(", "[") and class_at(sentence, at + 1) & CURRENCY:
        at += 3
    return min(at, len(sentence))


def _is_age(sentence: Sentence, place: int, end: int) -> bool:
    size = sum(word.isdecimal() for word in sentence.folded[place:end])
    years = sentence.folded[place]
    if size != 1 or not years.isdecimal() or len(years) > 3 or not 0 < int(years) < 120:
        return False
    if word_at(sentence, place - 1) in ("aged", "age", "âgé", "agé", "agee", "возрасте"):
        return True
    following = {word_at(sentence, end), word_at(sentence, end + 1), word_at(sentence, end + 2)}
    return bool(following & _OLD and class_at(sentence, end) & UNIT) or bool(
        following & word_set("yasli yasinda yasindaki yasindadir")
    )
