"""Find years and telephone numbers that are said in words: "nineteen eighty-seven", "zero fifty, three two one"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldnotes.redaction.alphabets import one_arabic
from fieldnotes.redaction.contactclasses import PHONE, phone_kind
from fieldnotes.redaction.generalise import DATE, Detail, Facet
from fieldnotes.redaction.ladder import Rung, Topic
from fieldnotes.redaction.numerals import VALUES, Value, digits_of, spoken_digits
from fieldnotes.redaction.prose import plain
from fieldnotes.redaction.stretch import Stretch

_EN_UNIT = "(?:one|two|three|four|five|six|seven|eight|nine)"
_EN_TENS = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_EN_TEENS = "(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_AZ_TENS = "(?:on|iyirmi|otuz|qirx|elli|altmis|yetmis|seksen|doxsan)"
_AZ_UNIT = "(?:bir|iki|uc|dord|bes|alti|yeddi|sekkiz|doqquz)"
_TR_TENS = "(?:on|yirmi|otuz|kirk|elli|altmis|yetmis|seksen|doksan)"
_TR_UNIT = "(?:bir|iki|uc|dort|bes|alti|yedi|sekiz|dokuz)"
_RU_TENS = "(?:двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто)"
_RU_CASE = "(?:ого|ому|ом|ый|ой|его|ему|ем|ий)"
_RU_UNIT = f"(?:перв|втор|трет|треть|четверт|пят|шест|седьм|восьм|девят){_RU_CASE}"
_RU_ROUND = (
    "(?:десят|одиннадцат|двенадцат|тринадцат|четырнадцат|пятнадцат|шестнадцат|семнадцат|восемнадцат|девятнадцат|"
    f"двадцат|тридцат|сороков|пятидесят|шестидесят|семидесят|восьмидесят|девяност){_RU_CASE}"
)
_ORDINAL = r"(?:y?[iu]?nc[iu])?"
_EN_YEAR = (
    rf"(?:nineteen|twenty)[ -](?:hundred(?: and)? )?"
    rf"(?:{_EN_TENS}(?:[ -]{_EN_UNIT})?|(?:oh|o)[ -]{_EN_UNIT}|{_EN_TEENS})"
    rf"|two thousand(?:[ -]and)?[ -](?:{_EN_TENS}(?:[ -]{_EN_UNIT})?|{_EN_TEENS}|{_EN_UNIT})"
)
_OPENING_YEAR = re.compile(
    rf"\b(?P<year>{_EN_YEAR})"
    r"(?=,? (?:was|is|had been|would be) (?:the|a|my|our|his|her) (?:\w+ )?(?:year|summer|winter))"
)
"""What opens a sentence: Nineteen eighty-seven was the year we left."""
_YEARS = {
    "en": re.compile(
        rf"\b(?:in|of|since|until|till|from|by|during|before|after|year|was|and)[ -](?P<year>{_EN_YEAR})\b"
        r"(?! [a-z]{1,20}s\b(?<!was)(?<!is)(?<!his)"
        r"| (?:people|dollar|manat|lira|men|women|percent|per cent|thousand|hundred))"
    ),
    "az": re.compile(
        rf"\b(?P<year>(?:min\s?doqquz\s?yuz|iki\s?min)(?:\s?{_AZ_TENS})?(?:\s?{_AZ_UNIT})?{_ORDINAL}\s(?:il|sene)(?!l)\w{{0,6}})"
    ),
    "tr": re.compile(
        rf"\b(?P<year>(?:bin\s?dokuz\s?yuz|iki\s?bin)(?:(?:\s?{_TR_TENS})?(?:\s?{_TR_UNIT})?{_ORDINAL}\s(?:yil|sene)(?!d[iu]r)\w{{0,6}}"
        rf"|\s?{_TR_TENS}\s?{_TR_UNIT}(?:'[a-z]{{1,5}}\b|[dt][ae]n?\b|(?=\s?[.,;:!?)]|\s?$))))"
    ),
    "ru": re.compile(
        rf"\b(?P<year>(?:(?:тысяча )?девятьсот |две тысячи )?(?:{_RU_TENS} {_RU_UNIT}|{_RU_ROUND})"
        rf"\s(?:года|году|годом|год)\b"
        rf"|(?:(?:тысяча )?девятьсот|две тысячи) {_RU_UNIT}\s(?:года|году|годом|год)\b"
        rf"|двухтысячн\w{{2,3}} (?:года|году|год)\b)"
        r"(?! (?:жизни|обучени|служб|войн|срок|учеб|заключени|подряд))"
    ),
}


def find_spoken_years(stretch: Stretch) -> Iterator[Detail]:
    """Years in words, on the rungs that do not tell the year; two digits of it ("of eighty-seven") in Russian."""
    if not stretch.ladder.is_at_least(Topic.DATES, Rung.DECADE):
        return
    for language in stretch.languages:
        pattern = _YEARS.get(language)
        for found in pattern.finditer(stretch.folded, stretch.tokens.start, stretch.tokens.limit) if pattern else ():
            yield Detail(found.start("year"), found.end("year"), Facet.DATE, DATE)
    if "en" in stretch.languages:
        for found in _OPENING_YEAR.finditer(stretch.folded, stretch.tokens.start, stretch.tokens.limit):
            yield Detail(found.start("year"), found.end("year"), Facet.DATE, DATE)


_VALUES: dict[str, Value] = {one_arabic(plain(word)): value for word, value in VALUES.items()}
_BETWEEN = re.compile(r"[\s,.()+/-]{1,3}")
_PART = re.compile(r"[,/()]|\s-\s")
_CUE = re.compile(
    r"(?:\b(?:call|calls|called|phone|telephone|mobile|number|numbers|tel|whatsapp|nomre\w{0,5}|telefon\w{0,6}|zeng|numara\w{0,5}|"
    r"ara|номер\w{0,2}|телефон\w{0,3}|звон\w{1,5})\b[^.!?\n]{0,16}|\b(?:plus|arti|плюс)\s|\+\s?)$"
)
_PLUS = re.compile(r"(?:\+|\b(?:plus|arti|плюс))\s?$")
_LEAST_WORDS = 4
_NEAR = 8
_LEAST_SAID, _LEAST_CUED, _MOST_SAID = 9, 7, 15


def find_spoken_phones(stretch: Stretch) -> Iterator[Detail]:
    """Rows of number words, with figures among them, that dictate a telephone number.

    A row needs a zero or a plus before it, or a word for the telephone: people also count aloud.
    """
    rung = stretch.ladder.rung(Topic.PHONES)
    marks = stretch.of_kind("n")
    if rung is Rung.EXACT or all(
        third.first - mark.first > _NEAR for mark, third in zip(marks, marks[2:], strict=False)
    ):
        return
    for first, last in _rows(stretch):
        said = _dictated(stretch, first, last)
        start, end = stretch.start(first), stretch.end(last)
        cue = _CUE.search(stretch.folded, max(stretch.tokens.start, start - 28), start)
        plus = _PLUS.search(stretch.folded, max(stretch.tokens.start, start - 8), start)
        least = _LEAST_CUED if cue else _LEAST_SAID
        if not least <= len(said) <= _MOST_SAID or not (cue or said.startswith("0")):
            continue
        if plus:
            start, said = plus.start(), f"+{said}"
        yield Detail(start, end, Facet.CONTACT, phone_kind(said) if rung is Rung.KIND else PHONE)


def _rows(stretch: Stretch) -> Iterator[tuple[int, int]]:
    """The first and last token of each row with enough number words."""
    words, first, count = stretch.tokens.words, -1, 0
    for token, word in enumerate((*words, "")):
        said = word in _VALUES
        number = said or bool(digits_of(word))
        if first >= 0 and (
            not number or not _BETWEEN.fullmatch(stretch.folded, stretch.end(token - 1), stretch.start(token))
        ):
            if count >= _LEAST_WORDS:
                yield first, token - 1
            first, count = -1, 0
        if number:
            first = token if first < 0 else first
            count += said


def _dictated(stretch: Stretch, first: int, last: int) -> str:
    digits: list[str] = []
    group: list[Value] = []
    for token in range(first, last + 1):
        word = stretch.word(token)
        parted = token > first and _PART.search(stretch.folded, stretch.end(token - 1), stretch.start(token))
        if group and (parted or word not in _VALUES):
            digits.append(spoken_digits(group))
            group = []
        if word in _VALUES:
            group.append(_VALUES[word])
        else:
            digits.append(digits_of(word))
    return "".join((*digits, spoken_digits(group)))
