"""Measures the audit of a vault of 120 MB: from outside, with its owner, and which checks take longest."""

from __future__ import annotations

import argparse
import shutil
import sys
import threading
import time
from pathlib import Path

from bench import PASSPHRASE, fill, sample_paragraphs, say

from fieldnotes import process
from fieldnotes.audit.checks import CHECKS
from fieldnotes.model.level import Level
from fieldnotes.progress import Cancelled, Watch
from fieldnotes.services import check, write
from fieldnotes.services import session as sessions

_AT_ONCE = 2000
_SLOWEST = 6


class _Timed(Watch):
    """Notes how long each check took."""

    def __init__(self) -> None:
        super().__init__()
        self.spent: dict[str, float] = {}
        self._current, self._since = "", time.perf_counter()
        self._known = {one.ID for one in CHECKS}

    def step(self, done: int, total: int | None, what: str) -> None:
        super().step(done, total, what)
        if what in self._known:
            self.end()
            self._current = what

    def end(self) -> None:
        now = time.perf_counter()
        self.spent[self._current] = self.spent.get(self._current, 0.0) + now - self._since
        self._since = now


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=120, help="size of the database (default: 120)")
    parser.add_argument("--vault", type=Path, help="a vault of an earlier run; it is kept")
    options = parser.parse_args()
    process.harden()
    folder = Path(__file__).resolve().parent.parent / "build" / "bench-audit"
    vault = options.vault or folder / "bench.fieldnotes"
    if not vault.exists():
        shutil.rmtree(folder, ignore_errors=True)
        vault.parent.mkdir(parents=True, exist_ok=True)
        build(vault, options.megabytes << 20)
    measure(vault)
    shutil.rmtree(folder, ignore_errors=True)
    return 0


def build(vault: Path, size: int) -> None:
    """Records of five paragraphs at every level, until the database is that large."""
    sessions.create(vault, PASSPHRASE).lock()
    opened = sessions.unlock(vault, PASSPHRASE)
    opened.open_sealed(PASSPHRASE)
    paragraphs = sample_paragraphs()
    started, records = time.perf_counter(), 0
    while (vault / "vault.db").stat().st_size < size:
        codes = fill(opened, paragraphs, _AT_ONCE)
        records += len(codes)
        for code in codes[::10]:
            write.set_level(opened, code, Level.SEALED)
    opened.lock()
    say("the vault", f"{(vault / 'vault.db').stat().st_size / 1e6:.0f} MB, {records} records")
    say("writing them", f"{time.perf_counter() - started:.0f} s")


def measure(vault: Path) -> None:
    started = time.perf_counter()
    check.audit(vault)
    say("from outside", f"{time.perf_counter() - started:.2f} s")
    opened = sessions.unlock(vault, PASSPHRASE)
    opened.open_sealed(PASSPHRASE)
    for only in (None, check.BORDER, check.RELEASE):
        watch, started = _Timed(), time.perf_counter()
        report = check.audit(vault, session=opened, only=only, watch=watch)
        watch.end()
        say(f"its owner, {len(report.findings)} checks", f"{time.perf_counter() - started:.2f} s")
        longest = sorted(watch.spent.items(), key=lambda item: -item[1])[:_SLOWEST]
        say("  longest", ", ".join(f"{name} {spent:.2f}" for name, spent in longest))
    say("stops after", f"{stopping(opened, vault):.2f} s")
    opened.lock()


def stopping(opened: sessions.Session, vault: Path) -> float:
    """Seconds from a wish to stop, one second after the beginning, to the end of the audit."""
    watch = Watch()
    asked: list[float] = []

    def stop() -> None:
        asked.append(time.perf_counter())
        watch.cancel()

    timer = threading.Timer(1.0, stop)
    timer.start()
    try:
        check.audit(vault, session=opened, watch=watch)
    except Cancelled:
        return time.perf_counter() - asked[0]
    timer.cancel()
    return 0.0


if __name__ == "__main__":
    sys.exit(main())
