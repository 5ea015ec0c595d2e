"""What readers will see of marks that overlap."""

from __future__ import annotations

from dataclasses import dataclass

from fieldnotes.protection import passages
from fieldnotes.protection.redactor import NEUTRAL_MARK
from fieldnotes.services.session import Session


@dataclass(frozen=True, slots=True)
class Joined:
    """Code points [start, end) of a record's text that overlapping marks close; `shown` stands there instead."""

    start: int
    end: int
    marks: int
    shown: str


def joined(session: Session, code: str) -> tuple[Joined, ...]:
    """Every stretch of a record in which marks overlap. Whoever may read the words of one of them reads less of it.

    Raises:
        NoSuchRecord: there is no such record.
        SealedClosed: it is SEALED and the compartment is closed.
    """
    groups = passages.overlapping(session.vault.record(code).body.passages)
    return tuple(
        Joined(
            min(one.start for one in group),
            max(one.end for one in group),
            len(group),
            group[0].replacement or NEUTRAL_MARK,
        )
        for group in groups
    )
