"""Find records by words: the index for PUBLIC to INTERNAL, a scan in memory for what is SEALED while it is open.

Newest first, never by relevance: ranking common words costs more than it tells. Snippets come from the decrypted
open body, never from sealed words; the index holds no text that could be shown.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from fieldnotes.model.level import INDEXED_LEVELS, Level
from fieldnotes.model.query import Found, Query, Term
from fieldnotes.redaction.fold import folded_to_original, search_fold
from fieldnotes.vault.connection import Value
from fieldnotes.vault.records import filters, records, versions
from fieldnotes.vault.records.filters import Condition, Scan
from fieldnotes.vault.records.search_index import for_level
from fieldnotes.vault.records.versions import Stored
from fieldnotes.vault.store import Store

_WORDS = re.compile(r"[^\W_]+")
_BEFORE = 60
_SNIPPET = 180
_MOST_MARKS = 8
_WINDOW, _OVERLAP = 500, 100

_BY_WORDS = "SELECT r.row FROM fts_# f CROSS JOIN record r ON r.row = f.rowid WHERE fts_# MATCH ? AND r.deleted IS NULL"
_WITHOUT = " AND r.row NOT IN (SELECT rowid FROM fts_# WHERE fts_# MATCH ?)"
_BY_FILTER = "SELECT r.row FROM record r WHERE r.level = # AND r.deleted IS NULL"


def search(store: Store, query: Query, *, limit: int, levels: Collection[Level]) -> list[Found]:
    """The newest `limit` records of `levels` that answer `query`.

    SEALED records and passages are looked at only while their compartment is open. A group whose terms hold no letter
    or digit asks for nothing and is ignored.

    Raises:
        NoSuchRecord: the query names a case that does not exist.
    """
    groups = _patterns(query.groups)
    if query.groups and not groups:
        return []
    asked = filters.conditions(store, query)
    wanted = [level for level in INDEXED_LEVELS if level in levels]
    numbers = heapq.merge(*(_indexed(store, query, asked, level, limit) for level in wanted), reverse=True)
    found = [records.find_number(store, number) for number, _ in zip(numbers, range(limit), strict=False)]
    if store.keys.sealed_is_open:
        found = [stored for stored in found if not _says(store, stored, query.without)]
        scanned = _scanned(store, query, asked, limit=limit, levels=levels)
        both = {item.number: item for item in (*found, *scanned)}
        found = [both[number] for number in sorted(both, reverse=True)[:limit]]
    spellings = _spellings(query)
    return [_found(store, stored, groups, spellings) for stored in found]


def match_expression(groups: Iterable[Iterable[Term]]) -> str:
    """Groups of terms in FTS5's language, made of folded words in quotes only; empty when there are no words."""
    found = []
    for group in groups:
        terms = [_quoted(words, term.prefix) for term in group if (words := _words(term))]
        if terms:
            found.append(f"({' OR '.join(terms)})")
    return " AND ".join(found)


def _indexed(store: Store, query: Query, asked: Sequence[Condition], level: Level, limit: int) -> list[int]:
    expression = match_expression(query.groups)
    values: list[Value] = [expression] if expression else []
    sql = for_level(_BY_WORDS if expression else _BY_FILTER, level)
    if refused := match_expression([query.without]):
        sql, values = sql + for_level(_WITHOUT, level), [*values, refused]
    for condition in asked:
        clause, more = condition.clause(level)
        sql, values = f"{sql} AND {clause}", [*values, *more]
    order = " ORDER BY f.rowid DESC LIMIT ?" if expression else " ORDER BY r.row DESC LIMIT ?"
    return [number for (number,) in store.connection.rows(sql + order, *values, limit)]


def _scanned(
    store: Store, query: Query, asked: Sequence[Condition], *, limit: int, levels: Collection[Level]
) -> Iterator[Stored]:
    """What only a scan can find: SEALED records, and words of SEALED passages in others."""
    scan = Scan(store, asked)
    if Level.SEALED in levels:
        yield from islice(_matching(store, query, scan, records.every(store, level=Level.SEALED)), limit)
    if query.groups:
        open_ones = (stored for stored in records.with_words(store) if stored.row.level in levels)
        yield from islice(_matching(store, query, scan, open_ones), limit)


def _matching(store: Store, query: Query, scan: Scan, candidates: Iterable[Stored]) -> Iterator[Stored]:
    groups = _patterns(query.groups)
    for stored in candidates:
        if stored.row.card is None or not scan.holds(stored):
            continue
        folded = _folded(store, stored)
        if all(any(pattern.search(text) for text in folded) for pattern in groups) and not _says(
            store, stored, query.without
        ):
            yield stored


def _says(store: Store, stored: Stored, terms: Sequence[Term]) -> bool:
    """Whether any of the terms stands anywhere in a record, sealed passages and all."""
    patterns = _patterns([terms])
    if not patterns:
        return False
    return any(pattern.search(text) for text in _folded(store, stored) for pattern in patterns)


def _folded(store: Store, stored: Stored) -> tuple[str, str]:
    title = "" if stored.row.card is None else stored.row.card.title
    return search_fold(title), search_fold(records.opened(store, stored).body.text)


def _found(store: Store, stored: Stored, groups: list[re.Pattern[str]], spellings: Sequence[str]) -> Found:
    text = versions.opened(store, stored).text
    start = max(0, _match(text, groups, spellings) - _BEFORE)
    snippet = text[start : start + _SNIPPET].replace("\n", " ")
    return Found(stored.row, snippet, _marks(snippet, groups))


def _match(text: str, groups: list[re.Pattern[str]], spellings: Sequence[str]) -> int:
    """Where in `text` a match begins, 0 without one; mostly the first one."""
    for start, length in _windows(text, spellings):
        window = text[start : start + length]
        folded = search_fold(window)
        found = [match.start() for pattern in groups if (match := pattern.search(folded))]
        if found:
            return start + folded_to_original(window, min(found))
    return 0


def _windows(text: str, spellings: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Start and length of what to fold: where words stand as they were typed, then all of it, piece by piece.

    Folding costs most of a search; finding a word as it is costs next to nothing and is enough for most.
    """
    for spelling in spellings:
        place = text.find(spelling)
        if place >= 0:
            yield max(0, place - 1), len(spelling) + _OVERLAP
    for start in range(0, len(text), _WINDOW):
        yield start, _WINDOW + _OVERLAP


def _spellings(query: Query) -> list[str]:
    """The first words of the query's terms as they may stand in a text."""
    words = [word for group in query.groups for term in group for word in term.text.split()[:1]]
    return list(dict.fromkeys(form for word in words for form in (word, word.lower(), word.capitalize())))


def _marks(snippet: str, groups: list[re.Pattern[str]]) -> tuple[tuple[int, int], ...]:
    folded = search_fold(snippet)
    spans = sorted(match.span() for pattern in groups for match in pattern.finditer(folded))
    marks: list[tuple[int, int]] = []
    for begin, end in spans[:_MOST_MARKS]:
        span = folded_to_original(snippet, begin), folded_to_original(snippet, end - 1) + 1
        if not marks or span[0] >= marks[-1][1]:
            marks.append(span)
    return tuple(marks)


def _patterns(groups: Iterable[Iterable[Term]]) -> list[re.Pattern[str]]:
    """One pattern for each group over folded text, with the meaning that FTS5's tokens give it."""
    patterns = []
    for group in groups:
        parts = [
            r"[\W_]+".join(map(re.escape, words)) + ("" if term.prefix else r"(?![^\W_])")
            for term in group
            if (words := _words(term))
        ]
        if parts:
            patterns.append(re.compile(r"(?<![^\W_])(?:" + "|".join(parts) + ")"))
    return patterns


def _words(term: Term) -> list[str]:
    return _WORDS.findall(search_fold(term.text))


def _quoted(words: list[str], prefix: bool) -> str:
    return f'"{" ".join(words)}"' + ("*" if prefix else "")
