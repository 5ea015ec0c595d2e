"""A risk that an editor saw keeps a record from leaving until its author has answered."""

from __future__ import annotations

from collections.abc import Collection

from fieldnotes.errors import RiskOpen
from fieldnotes.services.session import Session


def open_flags(session: Session, records: Collection[str]) -> int:
    """How many risk flags on these records, by code, are not answered."""
    return sum(one.is_open_risk and one.record in records for one in session.vault.remarks())


def none_open(session: Session, records: Collection[str]) -> None:
    """Refuse while there is one.

    Raises:
        RiskOpen.
    """
    if count := open_flags(session, records):
        raise RiskOpen(count=count)
