"""Find what could identify a person without naming them, with the wording that an audience may read instead.

Everything is found in the readable view of the text, line by line, and merged so that no find hides another. The
replaced text is searched again until nothing more is found: "May June 2016" must not leave "May 2016" behind.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from fieldnotes.model.audience import Audience
from fieldnotes.redaction.ages import find_ages
from fieldnotes.redaction.alphabets import (
    cyrillised,
    has_azerbaijani_cyrillic,
    is_azerbaijani_cyrillic,
    latinised,
    one_arabic,
)
from fieldnotes.redaction.composition import applied, composed, label_spans
from fieldnotes.redaction.dates import find_dates
from fieldnotes.redaction.generalise import TOPICS, Detail, Facet, capitalised
from fieldnotes.redaction.identifiers import find_identifiers
from fieldnotes.redaction.intervals import find_intervals
from fieldnotes.redaction.kin import find_kin
from fieldnotes.redaction.labels import own_labels
from fieldnotes.redaction.ladder import Ladder, for_audience
from fieldnotes.redaction.lexicon import word_set
from fieldnotes.redaction.moves import find_moves
from fieldnotes.redaction.occupations import find_occupations
from fieldnotes.redaction.places import find_places, find_positions
from fieldnotes.redaction.prose import Prose, make_prose, plain
from fieldnotes.redaction.rarities import find_rarities
from fieldnotes.redaction.stretch import Reader, Stretch
from fieldnotes.redaction.view import lowered
from fieldnotes.redaction.wellbeing import find_wellbeing

__all__ = ["Detail", "Facet", "find_details"]

_PARAGRAPH_END = re.compile(r"\n\s*\n|(?<=[.!?:;|])[ \t\r]*\n|\n(?=[ \t]*(?:\[\d|[\-*•\d]))")
_EDITOR = for_audience(Audience.EDITOR)
_LONGEST = 20_000
_ROUNDS = 4
_BESIDE = 40
_Finder = Callable[[Stretch], Iterator[Detail]]
_FINDERS: tuple[tuple[_Finder, frozenset[str], bool], ...] = (
    (find_dates, word_set("month season"), True),
    (find_intervals, word_set("unit interval rel holiday"), False),
    (find_ages, word_set("n"), True),
    (find_kin, word_set("kin child minor n"), True),
    (find_moves, word_set("move"), False),
    (find_occupations, word_set("job work school schooling"), False),
    (find_places, word_set("city city? district country street village landmark"), False),
    (find_positions, frozenset(), True),
    (find_wellbeing, word_set("health selfharm ingest"), False),
    (find_identifiers, word_set("document brand brand? people"), True),
    (find_rarities, word_set("origin only grade household"), False),
)
"""Finders, the kinds of words of which they need one, and whether a digit or a sign of a contact will do instead."""
_MAY_BE_FOUND_BY_FORM = re.compile(r"[\d@/°º+(\[{]")


def find_details(text: str, *, language: str = "", ladder: Ladder = _EDITOR) -> list[Detail]:
    """All details that are to be told less exactly, in order and not overlapping; offsets are code points of `text`.

    `language` (ISO 639-1) decides for lines that do not show their language; with "" the likeliest are tried.
    What the ladder leaves exact is not found at all.
    """
    details = _find_once(text, language, ladder, None)
    for _ in range(_ROUNDS):
        changed = label_spans(details)
        again = _find_once(applied(text, details), language, ladder, changed) if changed else []
        again = [detail for detail in again if detail.replacement is not None]
        if not again:
            break
        details = composed(details, again)
    return details


def _find_once(text: str, language: str, ladder: Ladder, changed: Sequence[tuple[int, int]] | None) -> list[Detail]:
    """Details of the text; of its stretches only those that touch one of the `changed` spans, if given."""
    prose, cyrillic = _readable(make_prose(text))
    reader = Reader(prose, language=language, ladder=ladder)
    told = frozenset(facet for facet, topic in TOPICS.items() if ladder.tells(topic) and facet is not Facet.CONTACT)
    found: list[Detail] = []
    for start, end in _stretches(prose.folded):
        if changed is not None:
            first, last = prose.source(start, end)
            if not _touch(changed, (first - _BESIDE, last + _BESIDE)):  # a label may have parted it from its paragraph
                continue
        for stretch in reader.stretches(start, end):
            found += _found_in(stretch)
    if "[" in prose.folded and (labels := own_labels(ladder, prose.view.text)):
        found = [detail for detail in found if not _touch(labels, (detail.start, detail.end))]
    if told:
        found = [detail for detail in found if detail.facet not in told]
    if cyrillic:
        found = [_in_cyrillic(detail) if _touch(cyrillic, (detail.start, detail.end)) else detail for detail in found]
    return [Detail(*prose.source(d.start, d.end), d.facet, d.replacement) for d in _merged(found, prose.view.text)]


def _found_in(stretch: Stretch) -> list[Detail]:
    found: list[Detail] = []
    if not stretch.tokens.words:
        return found
    kinds = stretch.kinds
    span = stretch.tokens.start, stretch.tokens.limit
    by_form = _MAY_BE_FOUND_BY_FORM.search(stretch.folded, *span) or stretch.folded.find("www.", *span) >= 0
    for find, wanted, formal in _FINDERS:
        if (formal and by_form) or not wanted.isdisjoint(kinds):
            found += find(stretch)
    return found


_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…\n]*")


def _readable(prose: Prose) -> tuple[Prose, list[tuple[int, int]]]:
    """The prose with one spelling for each language, and where Azerbaijani Cyrillic was read as Latin."""
    shown = prose.view.text
    cyrillic: list[tuple[int, int]] = []
    if has_azerbaijani_cyrillic(shown):
        pieces: list[str] = []
        position = 0
        for sentence in _SENTENCE.finditer(shown):
            if is_azerbaijani_cyrillic(shown, *sentence.span()):
                pieces += (shown[position : sentence.start()], latinised(sentence.group()))
                position = sentence.end()
                cyrillic.append(sentence.span())
        shown = "".join((*pieces, shown[position:]))
    if cyrillic:
        view = replace(prose.view, text=shown, lower=lowered(shown))
        return Prose(view, one_arabic(plain(shown))), cyrillic
    folded = one_arabic(prose.folded)
    return (prose if folded is prose.folded else Prose(prose.view, folded)), []


def _in_cyrillic(detail: Detail) -> Detail:
    """With its wording in the alphabet that it is put into; labels stay English."""
    word = detail.replacement
    if not word or "[" in word:
        return detail
    return Detail(detail.start, detail.end, detail.facet, cyrillised(word))


def _touch(changed: Sequence[tuple[int, int]], span: tuple[int, int]) -> bool:
    at = bisect_left(changed, (span[0], 0))
    return (at < len(changed) and changed[at][0] < span[1]) or (at > 0 and changed[at - 1][1] > span[0])


def _stretches(folded: str) -> Iterator[tuple[int, int]]:
    """Paragraphs and list items; a longer one is cut at white space."""
    start = 0
    for stop in _PARAGRAPH_END.finditer(folded):
        yield from _cut(folded, start, stop.end())
        start = stop.end()
    yield from _cut(folded, start, len(folded))


def _cut(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        middle = start + _LONGEST
        stop = max(folded.rfind(mark, start + _LONGEST // 2, middle) + 1 for mark in (". ", "\n", " "))
        stop = stop if stop > start else middle
        yield start, stop
        start = stop
    if start < end:
        yield start, end


def _merged(found: Sequence[Detail], shown: str) -> list[Detail]:
    """In order and apart. What overlaps becomes one under the wording of the longer; "a" agrees with what follows."""
    chosen: list[Detail] = []
    for detail in sorted(found, key=lambda detail: (detail.start, -detail.end)):
        if detail.start >= detail.end:
            continue
        if chosen and detail.start < chosen[-1].end:
            before = chosen[-1]
            better = max(before, detail, key=lambda d: (d.replacement is not None, d.end - d.start, -d.start))
            chosen[-1] = Detail(before.start, max(before.end, detail.end), better.facet, better.replacement)
        else:
            chosen.append(detail)
    return [_fitted(detail, shown) for detail in chosen]


_SENTENCE_START = re.compile(r"(?:^|\n|[.!?…]['\"”»)\]]?)\s*['\"“«(]?$")
_ARTICLE = re.compile(r"\b[Aa]n?\s$")


def _fitted(detail: Detail, shown: str) -> Detail:
    """With the capital of the words that it replaces, and the English article before it put right."""
    word = detail.replacement
    if not word:
        return detail
    if shown[detail.start].isupper() and _SENTENCE_START.search(shown, max(0, detail.start - 4), detail.start):
        word = capitalised(word)
    article = _ARTICLE.search(shown, max(0, detail.start - 3), detail.start)
    if article and word[0].isascii() and word[0].isalpha():
        wanted = "an" if word[0].lower() in "aeio" else "a"
        if article.group().strip().lower() != wanted:
            wanted = wanted.capitalize() if article.group()[0] == "A" else wanted
            return Detail(article.start(), detail.end, detail.facet, f"{wanted} {word}")
    return Detail(detail.start, detail.end, detail.facet, word)
