"""Moments as people read them: the vault keeps UTC, the screen shows the wall clock."""

from __future__ import annotations

from datetime import datetime


def local_moment(stamp: str) -> str:
    """A stored stamp, `2026-11-22T06:24:00Z`, as `2026-11-22 10:24`, local time."""
    return datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M")


def local_day(stamp: str) -> str:
    """The day of a stored stamp, local time."""
    return local_moment(stamp).partition(" ")[0]
