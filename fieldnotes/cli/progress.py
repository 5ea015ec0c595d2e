"""Where long work is, on one line of the terminal that is wiped away at the end; nothing where no terminal looks on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from fieldnotes.progress import Watch

_WIPE = "\r\x1b[K"
"""Back to the beginning of the line, and erase it (ECMA-48, EL)."""


class _OnTerminal(Watch):
    def step(self, done: int, total: int | None, what: str) -> None:
        super().step(done, total, what)
        if total is not None:
            sys.stderr.write(f"{_WIPE}{done + 1} of {total}  {what}")
            sys.stderr.flush()


@contextmanager
def shown() -> Iterator[Watch]:
    """A watch for work whose steps have a total; Ctrl-C ends the work as everywhere."""
    if not sys.stderr.isatty():
        yield Watch()
        return
    try:
        yield _OnTerminal()
    finally:
        sys.stderr.write(_WIPE)
        sys.stderr.flush()
