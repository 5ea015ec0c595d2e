"""Find professions, workplaces and schools, and word them by their class."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldnotes.redaction.generalise import Detail, Facet, facet_of, word_for
from fieldnotes.redaction.lexicon import Mark, word_set
from fieldnotes.redaction.stretch import Stretch

_NEAR_WORK = 8
_NUMBERED = re.compile(
    r"(?: (?:no|number|nr|num|numara|nomre|номер)\.?:? ?\d{1,4}|,? ?(?:n°|#) ?\d{1,4}|[ -]\d{1,4}\b(?!\s?(?:ci|"
    r"cu|%|[а-яa-z]))|-\d{1,4})"
)
_NUMBER_BEFORE = re.compile(
    r"\b\d{1,4}(?: ?№)? ?-?(?:li|lu|ci|cu|nci|ncu|inci|uncu|я|й|ой|ую)?\.? (?:nomreli|sayli|numarali|tam |orta |"
    r"sehir |seher ){0,4}$"
)
_NUMBERED_SCHOOL = re.compile(
    r"\b(?:school|schools)(?: (?:no|number|nr)\.? ?\d{1,4}| #\d{1,4})"
    r"|\bшкол[аыеуой]{1,2} ?(?:№|no|номер) ?\d{1,4}"
    r"|\b\d{1,4}(?: nomreli| sayli|-(?:ci|cu)) (?:tam )?(?:orta )?mekteb\w{0,10}"
    r"|\b\d{1,4} (?:numarali) okul\w{0,8}"
    r"|\b\d{1,4}-(?:я|й|ой|ую) школ[аыеуой]{1,2}"
)
_NUMBER_AFTER = re.compile(r" ?(?:№|n°|#|\b(?:no|number|nomre|numara|номер)\b\.?:?) ?\d")
_OF_NAME = re.compile(r" of (?=[^\W\d_])")
_ADJECTIVES = word_set(
    "freelance freelancer independent former retired senior junior chief leading famous well known part full time "
    "qualified trained professional local unemployed"
)
_NOT_A_NAME = word_set("the a an my his her our their at in from of to and or by with as")
_MOST_NAME_WORDS = 4


def find_occupations(stretch: Stretch) -> Iterator[Detail]:
    for mark in stretch.of_kind("job"):
        if not _is_surname(stretch, mark):
            first = mark.first
            while stretch.word(first - 1) in _ADJECTIVES and stretch.joined(first - 1, first):
                first -= 1
            plural = mark.plural or (mark.language == "en" and stretch.word(mark.last).endswith("men"))
            word = word_for(mark.kind, mark.language, plural=plural)
            yield Detail(stretch.start(first), stretch.end(mark.last), Facet.JOB, word)
    for mark in stretch.of_kind("work"):
        if mark.kind != "work.weak" or _near_work(stretch, mark) or _is_numbered(stretch, mark):
            yield _place(stretch, mark, "work")
    for mark in stretch.of_kind("school"):
        yield _place(stretch, mark, "school")
    for found in _NUMBERED_SCHOOL.finditer(stretch.folded, stretch.tokens.start, stretch.tokens.limit):
        language = "ru" if "школ" in found.group() else "en" if "school" in found.group() else stretch.language
        yield Detail(found.start(), found.end(), Facet.SCHOOL, word_for("school", language))


def _is_surname(stretch: Stretch, mark: Mark) -> bool:
    """ "Leyla Baker" is a name; names are the register's business."""
    if mark.first != mark.last or not stretch.is_capital(mark.first) or mark.first == 0:
        return False
    before = mark.first - 1
    if not stretch.joined(before, mark.first) or len(stretch.word(before)) < 2:
        return False
    return stretch.is_capital(before) and before not in stretch.mark_ending and stretch.word(before) not in _ADJECTIVES


def _near_work(stretch: Stretch, mark: Mark) -> bool:
    return any(
        (near := stretch.mark_at.get(token)) is not None and near.kind == "working"
        for token in range(mark.first - _NEAR_WORK, mark.last + _NEAR_WORK)
    )


def _is_numbered(stretch: Stretch, mark: Mark) -> bool:
    """ "the fifth hospital", "clinic No 3": a number makes any of them one of a kind."""
    before = stretch.mark_ending.get(mark.first - 1)
    if before is not None and before.kind == "ord" and stretch.joined(before.last, mark.first):
        return True
    return _NUMBER_AFTER.match(stretch.folded, stretch.end(mark.last)) is not None


def _place(stretch: Stretch, mark: Mark, kind: str) -> Detail:
    """A workplace or school with its number and its name: "Khazar University", "University of Tartu", "bağça No 5"."""
    start, end = stretch.start(mark.first), stretch.end(mark.last)
    first, last = mark.first, mark.last
    while (
        mark.first - first < _MOST_NAME_WORDS and _is_name_word(stretch, first - 1) and stretch.joined(first - 1, first)
    ):
        first -= 1
    ordinal = stretch.mark_ending.get(first - 1)
    if ordinal is not None and ordinal.kind == "ord" and stretch.joined(ordinal.last, first):
        first = ordinal.first
    if first != mark.first:
        start = stretch.start(first)
    if _OF_NAME.match(stretch.folded, end) and last + 2 < len(stretch.tokens.words) and stretch.is_capital(last + 2):
        last += 2
        while (
            last - mark.last < _MOST_NAME_WORDS and _is_name_word(stretch, last + 1) and stretch.joined(last, last + 1)
        ):
            last += 1
        end = stretch.end(last)
    if numbered := _NUMBERED.match(stretch.folded, end):
        end = numbered.end()
    if before := _NUMBER_BEFORE.search(stretch.folded, max(0, start - 40), start):
        start = before.start()
    return Detail(
        start,
        end,
        facet_of(kind),
        word_for(kind, mark.language, plural=mark.plural or stretch.word(mark.last).endswith("ies")),
    )


def _is_name_word(stretch: Stretch, token: int) -> bool:
    if not 0 <= token < len(stretch.tokens.words) or not stretch.is_capital(token):
        return False
    return stretch.word(token) not in _NOT_A_NAME and token not in stretch.numbers
