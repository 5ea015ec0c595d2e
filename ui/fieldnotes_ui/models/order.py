"""The order of a list of records: their codes, where each stands, and what differs from the order before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fieldnotes.progress import Watch

_AT_A_TIME = 5000
"""Codes looked at between two chances for the window's thread: one long call into C would hold it up."""


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """`codes` in order and `rows`, the row of each.

    It came from `before` by putting `codes[start:end]` in the place of `before.codes[start:old_end]`.
    """

    codes: Sequence[str] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    before: Order | None = None
    start: int = 0
    old_end: int = 0
    end: int = 0

    @classmethod
    def of(cls, codes: Sequence[str], before: Order | None = None, watch: Watch | None = None) -> Order:
        """Made off the window's thread where there may be very many."""
        watch = watch or Watch()
        rows: dict[str, int] = {}
        for first in range(0, len(codes), _AT_A_TIME):
            watch.check()
            rows.update((code, first + at) for at, code in enumerate(codes[first : first + _AT_A_TIME]))
        if before is None:
            return cls(codes, rows, None, 0, 0, len(codes))
        old = before.codes
        start = _alike(old, codes, 0, 1)
        left = min(len(old), len(codes)) - start
        same = min(_alike(old, codes, -1, -1), left)
        return cls(codes, rows, before, start, len(old) - same, len(codes) - same)

    @property
    def is_same(self) -> bool:
        return self.start == self.old_end == self.end


def _alike(old: Sequence[str], new: Sequence[str], first: int, by: int) -> int:
    """How many codes are the same from one end on."""
    at, count = first, 0
    for _ in range(min(len(old), len(new))):
        if old[at] != new[at]:
            break
        at, count = at + by, count + 1
    return count
