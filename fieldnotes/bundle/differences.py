"""What changed between two bundles of a series: by digests of paragraphs, so that no earlier text has to be kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from fieldnotes.model.bundle import BundleRecord, Fate
from fieldnotes.model.differences import RecordDifference
from fieldnotes.model.review import quote_digest

_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Outline:
    """A record without its words: digests, in hex, of its title (whole) and of each paragraph (16 digits)."""

    label: str
    title: str
    paragraphs: tuple[str, ...]


def outline(record: BundleRecord) -> Outline:
    digests = tuple(quote_digest(line)[:_DIGITS] for line in record.text.split("\n"))
    return Outline(record.label, quote_digest(record.title), digests)


def compare(old: Sequence[Outline], new: Sequence[Outline]) -> tuple[RecordDifference, ...]:
    """Every record of the new bundle in its order, then those that are gone.

    Labels may be others in every bundle, so records are paired by what they share: the same text first, then the most
    paragraphs.
    """
    pairs = _pairs(old, new)
    found = [_difference(old[pairs[at]], one) if at in pairs else _added(one) for at, one in enumerate(new)]
    left = set(range(len(old))) - set(pairs.values())
    gone = [
        RecordDifference("", old[at].label, Fate.REMOVED, (), tuple(range(len(old[at].paragraphs))))
        for at in sorted(left)
    ]
    return (*found, *gone)


def _pairs(old: Sequence[Outline], new: Sequence[Outline]) -> dict[int, int]:
    """Which old record became which new one, by their places."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, at, before in sorted(_shared(old, new), reverse=True):
        if at not in pairs and before not in taken:
            pairs[at] = before
            taken.add(before)
    return pairs


def _shared(old: Sequence[Outline], new: Sequence[Outline]) -> Iterator[tuple[tuple[int, int, int], int, int]]:
    """How alike an old and a new record are: the same, paragraphs in common, the same label."""
    empty = quote_digest("")[:_DIGITS]
    holders: dict[str, list[int]] = {}
    for before, one in enumerate(old):
        for digest in set(one.paragraphs):
            holders.setdefault(digest, []).append(before)
    for at, one in enumerate(new):
        common: Counter[int] = Counter()
        for digest, times in Counter(one.paragraphs).items():
            for before in holders.get(digest, ()):
                common[before] += times if digest != empty else 0
        for before, count in common.items():
            same = old[before].paragraphs == one.paragraphs
            if count or same:
                yield (int(same), count, int(old[before].label == one.label)), at, before


def _added(one: Outline) -> RecordDifference:
    return RecordDifference(one.label, "", Fate.ADDED, tuple(range(len(one.paragraphs))), ())


def _difference(old: Outline, new: Outline) -> RecordDifference:
    steps = SequenceMatcher(None, old.paragraphs, new.paragraphs, autojunk=False).get_opcodes()
    changed = [step for step in steps if step[0] != "equal"]
    fresh = tuple(place for _, _, _, begin, end in changed for place in range(begin, end))
    gone = tuple(place for _, begin, end, _, _ in changed for place in range(begin, end))
    fate = Fate.CHANGED if changed or old.title != new.title else Fate.SAME
    return RecordDifference(new.label, old.label, fate, fresh, gone)
