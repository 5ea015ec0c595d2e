"""Replace details in a text, and join two passes of replacement into one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from fieldnotes.redaction.generalise import Detail


def applied(text: str, details: Sequence[Detail]) -> str:
    """`text` with every replacement made; details without one stay."""
    pieces: list[str] = []
    position = 0
    for detail in details:
        if detail.replacement is not None:
            pieces += (text[position : detail.start], detail.replacement)
            position = detail.end
    return "".join([*pieces, text[position:]])


def composed(details: Sequence[Detail], again: Sequence[Detail]) -> list[Detail]:
    """Details that do to the original what `details` and then `again` (found in the replaced text) do to it."""
    labels = _Labels([detail for detail in details if detail.replacement is not None])
    joined: list[Detail] = []
    for detail in again:
        one = labels.joined_with(detail)
        if not joined or one.start >= joined[-1].end:
            joined.append(one)
    starts = [one.start for one in joined]
    kept = [one for one in details if not _overlapped(one, joined, starts)]
    return sorted([*kept, *joined], key=lambda one: one.start)


def _overlapped(one: Detail, joined: Sequence[Detail], starts: Sequence[int]) -> bool:
    """Does `one` overlap any of `joined`, which are in order and apart?"""
    before = bisect_left(starts, one.end) - 1
    return before >= 0 and joined[before].end > one.start


def label_spans(details: Sequence[Detail]) -> list[tuple[int, int]]:
    """Where the replacements stand in the replaced text."""
    spans: list[tuple[int, int]] = []
    shift = 0
    for detail in details:
        if detail.replacement is not None:
            start = detail.start + shift
            spans.append((start, start + len(detail.replacement)))
            shift += len(detail.replacement) - (detail.end - detail.start)
    return spans


class _Labels:
    """Where replacements stand in the replaced text."""

    def __init__(self, replaced: Sequence[Detail]) -> None:
        self._replaced = replaced
        spans = label_spans(replaced)
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def joined_with(self, new: Detail) -> Detail:
        """`new` in offsets of the original; what it leaves of a label that it cuts is added to its own wording."""
        start, end, word = new.start, new.end, new.replacement or ""
        touched = range(bisect_right(self._ends, start), bisect_right(self._starts, end - 1))
        if not touched:
            return Detail(self._original(start), self._original(end), new.facet, word)
        first, last = touched[0], touched[-1]
        head = (self._replaced[first].replacement or "")[: max(0, start - self._starts[first])]
        tail = (self._replaced[last].replacement or "")[max(0, end - self._starts[last]) :]
        return Detail(
            min(self._replaced[first].start, self._original(start)),
            max(self._replaced[last].end, self._original(end)),
            new.facet,
            head + word + tail,
        )

    def _original(self, offset: int) -> int:
        """The original offset of one outside labels; inside a label, where the replaced words begin."""
        before = bisect_right(self._starts, offset) - 1
        if before < 0:
            return offset
        if offset < self._ends[before]:
            return self._replaced[before].start
        return offset - self._ends[before] + self._replaced[before].end
