"""Dates, years and times of day in the languages of the word lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldnotes.i18n import N_
from fieldnotes.redaction.wordset import word_set
from fieldnotes.suggestions.kinds import Kind
from fieldnotes.suggestions.marks import (
    APPLICATION,
    ARTICLE,
    COURT,
    LAW,
    MONTH,
    MONTHSHORT,
    OF,
    UNIT,
    WEEKDAY,
    Mark,
    class_at,
    is_day,
    is_year,
    word_at,
)
from fieldnotes.suggestions.tokens import Sentence

DATE = N_("a day, month and year")
MONTH_ALONE = N_("a month")
YEAR = N_("a year")
NUMERIC = N_("a date in figures")
TIME = N_("a time of day")

_DAY_ARTICLES = word_set("el le il")
_FROM_TO = word_set("y e et und and ve və и - – , a al au bis to по до & ou o or oder u")
_ORDINAL = re.compile(r"(?:\d{1,2}|1)(?:er|st|nd|rd|th|o|º|ª|го|е|ое)")
_ORDINAL_SIGN = word_set("er st nd rd th º ° го")
_YEAR_WORD = re.compile(r"il\w{0,6}|yil\w{0,6}|г|r|roku|год\w{0,3}|წელ\w{0,4}|წლის|სწელს|ci|cu|الميلادي|م|سال")
_YEAR_SUFFIX = word_set("cı ci cu cü ci cu nci го м й")
_DAY_ENDINGS = word_set("i si u ci cu de da den dan u ne na e a ine unda inda")
_OCLOCK = word_set("h horas hora heures heure uhr ore ora hrs hours uur godz am pm a.m p.m hs saat часов часа ч h.")
_TIME_LEAD = word_set(
    "pelas as ore las la a à at um saat в alle às vers gegen des dès om hacia verso около к around about"
)
_SEPARATORS = frozenset("./-")
_EARLIEST_DECADE = 4
_HOUR = re.compile(r"(?:[01]?\d|2[0-4])[hч](?:[0-5]\d)?")
_DECADES = word_set("annees anos anni jahre 70er 80er 90er")
_SEASONS = word_set(
    "spring summer autumn fall winter printemps ete automne hiver fruhjahr fruhling sommer herbst primavera estate "
    "autunno inverno verano otono invierno весной летом осенью зимой"
)
_CLOCK = frozenset(".:,hH")


def find_dates(sentence: Sentence) -> Iterator[Mark]:
    """Dates and times; overlapping ones are left to the caller."""
    words, classes = sentence.folded, sentence.classes
    done = 0
    for place, word in enumerate(words):
        if place < done:
            continue
        if classes[place] & (MONTH | MONTHSHORT) and (mark := _worded(sentence, place)):
            done = mark.last
            yield mark
        elif word[0].isdigit():
            mark = (
                _decade(sentence, place)
                or _numeric(sentence, place)
                or _time(sentence, place)
                or _year(sentence, place)
            )
            if mark:
                done = mark.last
                yield mark


def _worded(sentence: Sentence, month: int) -> Mark | None:
    first, has_day = _day_before(sentence, month)
    last, has_year, has_more = _after_month(sentence, month)
    early = _year_before(sentence, first)
    if early < first:
        first, has_year = early, True
    capital = sentence.words[month][0].isupper()
    if class_at(sentence, month) & MONTH == 0 and not (has_day or has_year):
        return None
    if has_day and has_more:
        return Mark(first, last, Kind.DATE, 0.97, DATE)
    if has_day or has_year:
        return Mark(first, last, Kind.DATE, 0.96 if has_day and has_year else 0.9, DATE)
    before = class_at(sentence, first - 1)
    if sentence.heads[month] or (len(sentence.folded[month]) > 3 and (capital or not before & ARTICLE)):
        return Mark(first, last, Kind.DATE, 0.5, MONTH_ALONE)
    return None


def _day_before(sentence: Sentence, month: int) -> tuple[int, bool]:
    """Where the day before a month begins, with ranges and the article that stands for "on"."""
    words = sentence.folded
    at = month - 1
    while at >= 0 and (words[at] in (".", "of", "the") or (class_at(sentence, at) & OF and at > 0)):
        at -= 1
    if at >= 1 and words[at] in _ORDINAL_SIGN and words[at - 1].isdecimal():
        at -= 1
    if at < 0 or not (is_day(words[at]) or _ORDINAL.fullmatch(words[at])):
        return month, False
    first = at
    while True:
        link = first - 1 - (first > 0 and words[first - 1] in _DAY_ARTICLES)
        if link < 1 or words[link] not in _FROM_TO or not is_day(words[link - 1]):
            break
        first = link - 1
    if first >= 1 and words[first - 1] in _DAY_ARTICLES:
        first -= 1
    elif first >= 2 and words[first - 1] == "," and class_at(sentence, first - 2) & WEEKDAY:
        first -= 2
    elif first >= 1 and class_at(sentence, first - 1) & WEEKDAY:
        first -= 1
    if first >= 1 and class_at(sentence, first) & WEEKDAY and words[first - 1] in _DAY_ARTICLES:
        first -= 1
    return first, True


def _after_month(sentence: Sentence, month: int) -> tuple[int, bool, bool]:
    """(end, there is a year, there is a year or a day) of what follows a month."""
    words = sentence.folded
    last = month + 1
    while last + 1 < len(words) and words[last] in _FROM_TO and class_at(sentence, last + 1) & MONTH:
        last += 2
    if word_at(sentence, last) == "." and class_at(sentence, month) & MONTHSHORT:
        last += 1
    at = last
    day = False
    if is_day(word_at(sentence, at)) and word_at(sentence, at + 1) in (",", "", "-"):
        at, day = at + 1, True
        last = at
        if word_at(sentence, at) == "-" and word_at(sentence, at + 1) in _DAY_ENDINGS:
            last = at = at + 2
    while at < len(words) and at < last + 2 and (words[at] in (",", "of", "del") or class_at(sentence, at) & OF):
        at += 1
    if not is_year(word_at(sentence, at)):
        return last, False, day
    return _with_year_word(sentence, at + 1), True, True


def _with_year_word(sentence: Sentence, at: int) -> int:
    """Past "-cı il", "г.", "წელს" after a year."""
    words = sentence.folded
    end = at
    if word_at(sentence, end) == "-" and word_at(sentence, end + 1) in _YEAR_SUFFIX:
        end += 2
    if end < len(words) and _YEAR_WORD.fullmatch(words[end]):
        end += 1
        if words[end - 1] in ("г", "r") and word_at(sentence, end) == ".":
            end += 1
        return end
    return end


def _year_before(sentence: Sentence, first: int) -> int:
    """Where the year begins that stands before a day or month: "2016-cı ilin 5 noyabrında", "2016 წლის"."""
    words = sentence.folded
    at = first - 1
    if at >= 1 and _YEAR_WORD.fullmatch(words[at]):
        at -= 1
        if at >= 2 and words[at] in _YEAR_SUFFIX and words[at - 1] == "-":
            at -= 2
        if is_year(words[at]):
            return at
    return first


def _decade(sentence: Sentence, place: int) -> Mark | None:
    """Les années 80, los años 1990."""
    word = sentence.folded[place]
    if word.isdecimal() and word[-1] == "0" and word_at(sentence, place - 1) in _DECADES and len(word) in (2, 4):
        first = int(word[-2]) if len(word) == 2 else 9
        return Mark(place - 1, place + 1, Kind.DATE, 0.85, YEAR) if first >= _EARLIEST_DECADE else None
    return None


def _numeric(sentence: Sentence, place: int) -> Mark | None:
    words = sentence.folded
    if place + 4 >= len(words):
        return None
    one, sign, two, other, three = words[place : place + 5]
    if sign not in _SEPARATORS or other != sign or not (two.isdecimal() and three.isdecimal()):
        return None
    if place and words[place - 1] in _SEPARATORS:
        return None
    day_first = is_day(one) and is_day(two) and (is_year(three) or (len(three) == 2 and sign != "-"))
    year_first = is_year(one) and is_day(two) and is_day(three[:2])
    if not (day_first or year_first) or class_at(sentence, place - 1) & LAW:
        return None
    sure = is_year(one) or is_year(three)
    return Mark(place, place + 5, Kind.DATE, 0.95 if sure else 0.6, NUMERIC)


def _time(sentence: Sentence, place: int) -> Mark | None:
    words = sentence.folded
    hour = words[place]
    if _HOUR.fullmatch(hour):
        return Mark(place, place + 1, Kind.TIME, 0.9, TIME)
    if not hour.isdecimal() or len(hour) > 2 or int(hour) > 24:
        return None
    end = place + 1
    minutes = word_at(sentence, end + 1)
    split = word_at(sentence, end) in _CLOCK and len(minutes) == 2 and minutes.isdecimal() and int(minutes) < 60
    if split:
        end += 2
    named = word_at(sentence, end) in _OCLOCK
    before = word_at(sentence, place - 1)
    if named:
        end += 1
        if word_at(sentence, end).isdecimal() and len(word_at(sentence, end)) == 2:
            end += 1
    elif (
        word_at(sentence, end) in ("a", "p") and word_at(sentence, end + 1) == "." and word_at(sentence, end + 2) == "m"
    ):
        named, end = True, end + 3
        end += word_at(sentence, end) == "."
    colon = split and words[place + 1] in ":hH"
    told = named and (split or before in _TIME_LEAD or word_at(sentence, end - 1) in ("uhr", "uur"))
    if not told and not colon and before != "ore":
        return None
    if class_at(sentence, place - 1) & (LAW | APPLICATION):
        return None
    first = place - 1 if before in ("las", "saat", "ore") else place
    return Mark(first, end, Kind.TIME, 0.9 if named else 0.8, TIME)


def _year(sentence: Sentence, place: int) -> Mark | None:
    words = sentence.folded
    if not is_year(words[place]):
        return None
    before, after = word_at(sentence, place - 1), word_at(sentence, place + 1)
    if before in ("/", ":", "§", "№") or (after in ("/", ":") and word_at(sentence, place + 2).isdecimal()):
        return None
    lead = place - 2 if before == "." else place - 1
    if class_at(sentence, lead) & (APPLICATION | LAW) or class_at(sentence, place + 1) & UNIT:
        return None
    if class_at(sentence, place - 2) & LAW and class_at(sentence, place - 1) & (OF | COURT):
        return None
    if after in (".", ",") and word_at(sentence, place + 2).isdecimal() and sentence.glued(place):
        return None
    first = place - 1 if before in _SEASONS else place
    if after in ("-", "–") and is_year(word_at(sentence, place + 2)):
        return Mark(first, _with_year_word(sentence, place + 3), Kind.DATE, 0.85, YEAR)
    return Mark(first, _with_year_word(sentence, place + 1), Kind.DATE, 0.85, YEAR)
