"""What an operation that must survive every fault consists of: how it is made ready, done, and judged afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fieldnotes.services.session import Session
from tests.torture import world
from tests.torture.strace import Work
from tests.torture.world import OLD, Outcome

Judge = Callable[[Path, Session, Outcome], list[str]]


def nothing_more(folder: Path, session: Session, outcome: Outcome) -> list[str]:
    return []


@dataclass(frozen=True, slots=True)
class Operation:
    """One row of the table. Afterwards exactly one of `before` and `after` must open the vault, `after` if done.

    `work` opens what is needed, calls `start`, does it, and reports with `say` what must not be lost from then on.
    """

    name: str
    work: Work
    judge: Judge = nothing_more
    prepare: Callable[[Path], None] = lambda _: None
    before: str = OLD
    after: str = OLD
    leftovers: frozenset[str] = frozenset()
    """Names that may lie in the vault or beside it afterwards."""
    lost: Callable[[Session], list[str]] = world.lost
    """What of the vault's content is no longer there."""
