"""Locking by itself: who watches for what, what each watcher can see here, and the room that a last draft needs."""

from fieldnotes_ui.autolock.idle import DEFAULT_IDLE_S, PANIC_KEY, WARNING_S, AutoLock, seconds_since_start
from fieldnotes_ui.autolock.triggers import NAMES, State, Trigger, Watched

__all__ = [
    "DEFAULT_IDLE_S",
    "NAMES",
    "PANIC_KEY",
    "WARNING_S",
    "AutoLock",
    "State",
    "Trigger",
    "Watched",
    "seconds_since_start",
]
