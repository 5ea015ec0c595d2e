"""How a record of a bundle differs from the one it was in the bundle before."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fieldnotes.model.bundle import Fate


@dataclass(frozen=True, slots=True)
class RecordDifference:
    """`label` in the new bundle, `former` in the old one; empty where it is not in it.

    `fresh` counts, from 0, the paragraphs that only the new text has, `gone` those that only the old one had.
    """

    label: str
    former: str
    fate: Fate
    fresh: tuple[int, ...]
    gone: tuple[int, ...]


class Freshness(StrEnum):
    """Where a bundle stands among those of its series that its reader has seen."""

    FIRST = "first"
    NEWER = "newer"
    SEEN = "seen"
    """The newest one again."""
    OLDER = "older"
    FORKED = "forked"
    """Another bundle with the number of the newest one."""
