"""Redaction to a fixed point: what becomes certain only after its neighbours have been replaced is found at once."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from fieldnotes.redaction.hits import Hit, Outcome

LABEL = "[Person 7]"
"""Any label will do: the matcher treats all labels alike."""

_SPACE = re.compile(r"\s")
_NEAR = 160
_CONTEXT = 400
_ROUNDS = 5

Scan = Callable[[str], list[Hit]]


def settled(text: str, hits: list[Hit], loose: Sequence[int], scan: Scan) -> list[Hit]:
    """Further AUTO hits near spans of `hits` that have `loose` offsets (sorted) of undecided words beside them.

    A second redaction of the redacted text then finds nothing, so that the export gate never meets a name that the
    redactor itself has laid bare.
    """
    certain = [(hit.start, hit.end) for hit in hits if hit.outcome is Outcome.AUTO]
    starts = [start for start, _ in certain]
    found: list[Hit] = []
    for start, end in _neighbourhoods(certain, loose):
        inside = certain[bisect_left(starts, start - _CONTEXT) : bisect_left(starts, end + _CONTEXT)]
        found += _settle(text, (start, end), inside, scan)
    return found


def _neighbourhoods(certain: Sequence[tuple[int, int]], loose: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Stretches around certain spans in which undecided words stand, joined where they touch."""
    united: list[tuple[int, int]] = []
    for start, end in certain:
        left, right = max(0, start - _NEAR), end + _NEAR
        if bisect_left(loose, right) == bisect_left(loose, left):
            continue
        if united and left <= united[-1][1]:
            united[-1] = (united[-1][0], right)
        else:
            united.append((left, right))
    yield from united


def _settle(text: str, near: tuple[int, int], spans: list[tuple[int, int]], scan: Scan) -> list[Hit]:
    start, end = _whole_words(text, near[0] - _CONTEXT, near[1] + _CONTEXT)
    spans = [span for span in spans if start <= span[0] and span[1] <= end]
    found: list[Hit] = []
    for _ in range(_ROUNDS):
        shown, origins = _labelled(text, start, end, spans)
        fresh = [
            Hit(origins[hit.start], origins[hit.end - 1] + 1, hit.ids, hit.outcome, hit.why)
            for hit in scan(shown)
            if hit.outcome is Outcome.AUTO and near[0] <= origins[hit.start] < near[1]
        ]
        if not fresh:
            break
        found += fresh
        spans = _united([*spans, *((hit.start, hit.end) for hit in fresh)])
    return found


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without the words that its ends would cut."""
    start, end = max(0, start), min(len(text), end)
    if start:
        space = _SPACE.search(text, start, end)
        start = space.start() if space else start
    if end < len(text):
        ends = [space.start() for space in _SPACE.finditer(text, max(start, end - 100), end)]
        end = ends[-1] if ends else end
    return start, end


def _labelled(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> tuple[str, list[int]]:
    """The paragraph with labels, and for each of its characters where in `text` it comes from."""
    pieces: list[str] = []
    origins: list[int] = []
    for first, last in spans:
        pieces += [text[start:first], LABEL]
        origins += [*range(start, first), *(first,) * (len(LABEL) - 1), last - 1]
        start = last
    pieces.append(text[start:end])
    origins += range(start, end)
    return "".join(pieces), origins


def _united(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    united: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if united and first < united[-1][1]:
            united[-1] = (united[-1][0], max(last, united[-1][1]))
        else:
            united.append((first, last))
    return united
