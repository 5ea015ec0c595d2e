"""One text that bytes or words may be, and how far it can be believed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum


class Trust(IntEnum):
    """How certainly a reading is the text that was meant, not letters that arose by chance."""

    NONSENSE = 0
    LIKELY = 1
    SURE = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """A text that something may be.

    `how` names the writings that were undone to get it, the outermost first; none for the text as it stands. `raw` are
    bytes that were taken out of a writing and should be searched as they are, beside all that they may be read as.
    """

    text: str = field(repr=False)
    trust: Trust
    how: tuple[str, ...] = ()
    raw: bytes = field(default=b"", repr=False)

    @property
    def sure(self) -> bool:
        return self.trust is Trust.SURE
