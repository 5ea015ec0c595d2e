"""Marked passages that overlap: which of them words what readers see."""

from __future__ import annotations

from collections.abc import Iterable

from fieldnotes.model.record import Passage
from fieldnotes.protection import policy


def strictest_first(passages: Iterable[Passage]) -> list[Passage]:
    """The first of those that overlap words all of them: the one with the highest level, then the longest."""
    return sorted(passages, key=lambda one: (-policy.rank(one.level), one.start - one.end, one.start))


def overlapping(passages: Iterable[Passage]) -> list[list[Passage]]:
    """Those that become one replacement, directly or by way of others; each list begins with the one that words it."""
    groups: list[list[Passage]] = []
    end = 0
    for one in sorted(passages, key=lambda one: (one.start, one.end)):
        if groups and one.start < end:
            groups[-1].append(one)
        else:
            groups.append([one])
        end = max(end, one.end)
    return [strictest_first(group) for group in groups if len(group) > 1]
