"""What is to be replaced in a text: kept in order, never overlapping, then applied in one pass."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from fieldnotes.model.redaction import Change, ChangeKind, ReasonCode


@dataclass(slots=True)
class Find:
    """Code points [start, end) of the original and what stands there instead; the rest is as in `Change`."""

    start: int
    end: int
    kind: ChangeKind
    label: str
    why: str
    entity: str = ""
    entry: str = ""
    reason: ReasonCode = ReasonCode.QUASI
    who: str = ""
    decided: str = ""
    group: str = ""
    rank: int = 0


class Finds:
    """Finds in order of their place, never overlapping: what reaches outside an earlier find widens it."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._finds: list[Find] = []
        self._added = 0

    def __len__(self) -> int:
        return len(self._finds)

    def __iter__(self) -> Iterator[Find]:
        return iter(self._finds)

    def add(self, new: Find) -> None:
        """Put `new` in, joined with everything that it overlaps under the wording of the one added first."""
        if new.start >= new.end:
            return
        new.rank = self._added = self._added + 1
        first, after = self._touching(new.start, new.end)
        joined = min([*self._finds[first:after], new], key=lambda find: find.rank)
        start = min([new.start, *(find.start for find in self._finds[first:after])])
        end = max([new.end, *(find.end for find in self._finds[first:after])])
        joined.start, joined.end = start, end
        self._finds[first:after] = [joined]
        self._starts[first:after] = [start]

    def cover(self, start: int, end: int) -> bool:
        """Is all of [start, end) already inside one find?"""
        first, after = self._touching(start, end)
        return any(find.start <= start and end <= find.end for find in self._finds[first:after])

    def between(self, start: int, end: int) -> Sequence[Find]:
        """The finds that overlap [start, end) or end at `start`, in order."""
        first, after = self._touching(start - 1, end)
        return self._finds[first:after]

    def _touching(self, start: int, end: int) -> tuple[int, int]:
        first = bisect_right(self._starts, start)
        if first and self._finds[first - 1].end > start:
            first -= 1
        return first, max(first, bisect_left(self._starts, end))


def join_remarks(text: str, finds: Finds, remarks: Iterable[tuple[int, int]]) -> None:
    """Make one find of each "X [real name: Y]", its remark [start, end), where both names became the same entry's."""
    for start, end in remarks:
        names = finds.between(start - 1, end)
        if len(names) < 2 or names[0].end > start or names[1].start < start:
            continue
        same = all(find.kind is ChangeKind.NAME and find.entry == names[0].entry for find in names)
        if same and text[start] in "([" and not text[names[0].end : start].strip():
            finds.add(replace(names[0], end=end))


def applied(text: str, finds: Iterable[Find]) -> tuple[str, tuple[Change, ...]]:
    """The text with every find replaced, and the account of it."""
    pieces: list[str] = []
    changes: list[Change] = []
    position = length = 0
    for find in finds:
        pieces.append(text[position : find.start])
        length += find.start - position
        changes.append(
            Change(
                start=find.start,
                end=find.end,
                new_start=length,
                new_end=length + len(find.label),
                kind=find.kind,
                label=find.label,
                why=find.why,
                entity=find.entity,
                entry=find.entry,
                reason=find.reason,
                who=find.who,
                decided=find.decided,
                group=find.group,
            )
        )
        pieces.append(find.label)
        length += len(find.label)
        position = find.end
    pieces.append(text[position:])
    return "".join(pieces), tuple(changes)


class Origin:
    """Where places of the redacted text were in the original."""

    def __init__(self, changes: Sequence[Change]) -> None:
        self._changes = changes
        self._ends = [change.new_end for change in changes]

    def of(self, start: int, end: int) -> tuple[int, int] | None:
        """Code points [start, end) of the redacted text in the original; None if they touch a label."""
        after = bisect_right(self._ends, start)
        if after < len(self._changes) and self._changes[after].new_start < end:
            return None
        shift = self._changes[after - 1].end - self._changes[after - 1].new_end if after else 0
        return start + shift, end + shift
