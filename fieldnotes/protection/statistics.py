"""Counts of people in what leaves: a small one points at somebody, and so does one that the total gives away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

LEAST = 5
_Key = TypeVar("_Key")


def suppressed(counts: Mapping[_Key, int], least: int = LEAST) -> dict[_Key, int | None]:
    """`counts` with None for every cell from 1 to `least` - 1, and for what would give such a cell away.

    Whoever knows the total subtracts the cells that are shown. So what is hidden never is a single cell, and together
    always counts at least `least`: where that fails, the smallest other cell is hidden as well (secondary suppression,
    as the statistical offices do it: Hundepool et al., Statistical Disclosure Control, 2012, ch. 4). Zeros stay: they
    are nobody. With `least` below 2 nothing is hidden.
    """
    hidden = {key for key, count in counts.items() if 0 < count < least}
    rest = sorted((key for key, count in counts.items() if count >= least), key=lambda key: counts[key])
    while hidden and rest and (len(hidden) == 1 or sum(counts[key] for key in hidden) < least):
        hidden.add(rest.pop(0))
    return {key: None if key in hidden else count for key, count in counts.items()}


def rounded_up(count: int, least: int = LEAST) -> int:
    """The next multiple of `least`: tells that some are there, neither a small number nor that one was added."""
    return -(-count // least) * least


def suppressed_total(counts: Mapping[_Key, int], least: int = LEAST) -> int | None:
    """The total of a table of which `suppressed` was shown; None where it would still give a hidden cell away."""
    shown = suppressed(counts, least)
    hidden = [counts[key] for key, count in shown.items() if count is None]
    total = sum(counts.values())
    if hidden and (len(hidden) == 1 or sum(hidden) < least):
        return None
    return None if 0 < total < least else total
