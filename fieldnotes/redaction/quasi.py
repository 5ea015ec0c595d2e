"""Find what could identify a person without naming them, with the wording that an audience may read instead.

Everything is found in the readable view of the text, line by line, and merged so that no find hides another. The
replaced text is searched again until nothing more is found: "May June 2016" must not leave "May 2016" behind.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from fieldnotes.redaction.ages import find_ages
from fieldnotes.redaction.composition import applied, composed, label_spans
from fieldnotes.redaction.dates import find_dates
from fieldnotes.redaction.generalise import Detail, Facet, capitalised
from fieldnotes.redaction.identifiers import find_identifiers
from fieldnotes.redaction.kin import find_kin
from fieldnotes.redaction.moves import find_moves
from fieldnotes.redaction.occupations import find_occupations
from fieldnotes.redaction.places import find_places
from fieldnotes.redaction.prose import make_prose
from fieldnotes.redaction.stretch import Reader
from fieldnotes.redaction.wellbeing import find_wellbeing

__all__ = ["Detail", "Facet", "find_details"]

_PARAGRAPH_END = re.compile(r"\n\s*\n|(?<=[.!?:;|])[ \t\r]*\n|\n(?=[ \t]*(?:\[\d|[\-*•\d]))")
_LONGEST = 20_000
_ROUNDS = 4
_FINDERS = (
    find_dates,
    find_ages,
    find_kin,
    find_moves,
    find_occupations,
    find_places,
    find_wellbeing,
    find_identifiers,
)


def find_details(text: str, *, language: str = "", coarse: bool = False) -> list[Detail]:
    """All details in order, not overlapping; offsets are code points of `text`.

    `language` (en, az, ru, tr) decides for lines that do not show their language; with "" all are tried.
    `coarse` words them for the public: a decade for a year, no country for a city, an order of magnitude for a sum.
    """
    details = _find_once(text, language, coarse, None)
    for _ in range(_ROUNDS):
        changed = label_spans(details)
        again = _find_once(applied(text, details), language, coarse, changed) if changed else []
        again = [detail for detail in again if detail.replacement is not None]
        if not again:
            break
        details = composed(details, again)
    return details


def _find_once(text: str, language: str, coarse: bool, changed: Sequence[tuple[int, int]] | None) -> list[Detail]:
    """Details of the text; of its stretches only those that touch one of the `changed` spans, if given."""
    prose = make_prose(text)
    reader = Reader(prose, language=language, coarse=coarse)
    found: list[Detail] = []
    for start, end in _stretches(prose.folded):
        if changed is not None and not _touch(changed, prose.source(start, end)):
            continue
        for stretch in reader.stretches(start, end):
            if stretch.tokens.words:
                found += (detail for find in _FINDERS for detail in find(stretch))
    return [Detail(*prose.source(d.start, d.end), d.facet, d.replacement) for d in _merged(found, prose.view.text)]


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
