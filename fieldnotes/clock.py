"""The only clock: UTC, whole seconds, replaceable in tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

_source: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731 - a default, not a definition


def now() -> datetime:
    """The current moment in UTC, whole seconds."""
    return _source().replace(microsecond=0)


def today() -> date:
    return now().date()


def local() -> datetime:
    """The current moment as the computer's own clock shows it."""
    return now().astimezone()


def stamp() -> str:
    """Now, as stored everywhere: `2026-11-22T06:24:00Z`."""
    return now().strftime("%Y-%m-%dT%H:%M:%SZ")


@contextmanager
def fixed(moment: datetime) -> Iterator[None]:
    """Stop the clock at `moment` (tests and reproducible demonstrations)."""
    global _source  # noqa: PLW0603
    before, _source = _source, lambda: moment
    try:
        yield
    finally:
        _source = before
