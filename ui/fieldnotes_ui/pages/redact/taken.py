"""Decisions of this sitting and how each is taken back; nothing of them is kept anywhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fieldnotes.model.changes import Changes
from fieldnotes.services.session import Session


@dataclass(frozen=True, slots=True)
class Taken:
    """`undo` runs on the vault thread and answers None where it cannot take it back any more: then, or where there is
    no `undo`, `words` say where it can be done."""

    key: str
    undo: Callable[[Session], Changes | None] | None
    words: str = ""


class Sitting:
    """The stack. A decision is on it only once it is stored."""

    def __init__(self) -> None:
        self._taken: list[Taken] = []

    def __len__(self) -> int:
        return len(self._taken)

    def push(self, taken: Taken) -> None:
        self._taken.append(taken)

    def pop(self) -> Taken | None:
        return self._taken.pop() if self._taken else None

    def forget(self) -> None:
        self._taken.clear()
