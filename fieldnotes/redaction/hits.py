"""What a scan returns: spans of the text, whose they are, and what is to be done with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from fieldnotes.model.register import EntityType


class Outcome(StrEnum):
    """AUTO is redacted without asking; REVIEW blocks an export until a human says redact or keep."""

    AUTO = "auto"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Known:
    """One register entry as the matcher sees it; a person's `names` may include telephone numbers and addresses."""

    id: str
    type: EntityType
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A span of code points of the text. More than one id: the surface fits several identities.

    `why` is a short English reason marked for translation; it holds no text of the document.
    """

    start: int
    end: int
    ids: tuple[str, ...]
    outcome: Outcome
    why: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit while it is still a span of the view and its identities are numbers."""

    start: int
    end: int
    identities: frozenset[int]
    outcome: Outcome
    why: str


def without_overlaps(hits: Iterable[Hit]) -> list[Hit]:
    """Sorted, non-overlapping hits: AUTO wins over REVIEW, then the longer; equal spans join their identities."""
    joined: dict[tuple[int, int, Outcome], Hit] = {}
    for hit in hits:
        key = (hit.start, hit.end, hit.outcome)
        known = joined.get(key)
        ids = tuple(sorted({*known.ids, *hit.ids})) if known else hit.ids
        joined[key] = Hit(hit.start, hit.end, ids, hit.outcome, known.why if known else hit.why)
    ranked = sorted(joined.values(), key=lambda hit: (hit.outcome is Outcome.REVIEW, hit.start - hit.end, hit.start))
    taken: list[Hit] = []
    covered: set[int] = set()
    for hit in ranked:
        if not any(position in covered for position in (hit.start, hit.end - 1)) and covered.isdisjoint(
            range(hit.start, hit.end)
        ):
            covered.update(range(hit.start, hit.end))
            taken.append(hit)
    return sorted(taken, key=lambda hit: hit.start)
