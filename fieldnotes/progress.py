"""How long work reports where it is and learns that nobody wants it any more."""

from __future__ import annotations

import threading
from dataclasses import dataclass


class Cancelled(Exception):
    """The user asked to stop. Not an error: the work leaves everything as it was."""


@dataclass(frozen=True, slots=True)
class Step:
    """`done` of `total` units; `total` is None where it cannot be known."""

    done: int
    total: int | None
    what: str


class Watch:
    """Handed to work that may take longer than 50 ms. The worker calls step or check; anybody may cancel."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self.latest: Step | None = None

    def cancel(self) -> None:
        self._stop.set()

    def check(self) -> None:
        """Raise Cancelled if the work is no longer wanted."""
        if self._stop.is_set():
            raise Cancelled

    def step(self, done: int, total: int | None, what: str) -> None:
        self.check()
        self.latest = Step(done, total, what)
