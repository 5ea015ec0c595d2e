"""Measures how long the window stands still over a large vault: listing, sorting, searching, choosing, reading, typing.

The vault is made on the first run (minutes) and kept in build/bench-ui; what is measured is a copy of it.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench_ui_vault import PASSPHRASE, built
from pulse import Pulse, say, turn
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from fieldnotes import process
from fieldnotes.model.level import Level
from fieldnotes.services import find
from fieldnotes.services import session as sessions
from fieldnotes.services.ordering import By
from fieldnotes_ui import garbage
from fieldnotes_ui.app import application
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.many import LevelsDialog
from fieldnotes_ui.pages.library import LibraryPage
from fieldnotes_ui.pages.register import RegisterPage

KEYS = 25
CHOSEN = 200
PATIENCE_S = 180
_HEAD = """# How long the window stands still

Made by `packaging/bench_ui.py --doc` over a vault of {records} small records and two long testimonies, drawn
offscreen; only this paragraph is written by hand. A stall is the longest time between two turns of the event loop, in
CPU time of the window's thread: what somebody who types or scrolls has to wait for. "By the clock" holds as well what
other programs and the vault's own thread took on a shared machine of two cores. The goal is 16 ms. Over it are:
building a page, once; showing a person or a long testimony for the first time; and, in one of 5 MB, typing at its
beginning, because Qt lays out every paragraph below. Keeping a draft reads only the paragraphs that changed. Python's
collector is not among them any more: it passes over the program itself and waits while the vault's thread works.

| What | How long it took | Longest stall |
|---|---|---|
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000, help="records in the vault (default: 100000)")
    parser.add_argument("--doc", action="store_true", help="write docs/speed.md from this run")
    parser.add_argument("--only", default="", help="parts to measure, of: list, bulk, editor, person (default: all)")
    options = parser.parse_args()
    process.harden()
    folder = Path(__file__).resolve().parent.parent / "build" / "bench-ui"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"records-{options.records}.fieldnotes"
    if not path.exists():
        built(path, options.records).lock()
    copy = folder / "measured.fieldnotes"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(path, copy)
    application()
    garbage.set_aside()
    desk = Desk()
    desk.adopt(desk.on_vault_thread(lambda: _session(copy)))
    bench = Bench(desk)
    for part in ("list", "bulk", "editor", "person"):
        if part in (options.only or part):
            getattr(bench, part)()
    desk.close()
    shutil.rmtree(copy)
    if options.doc:
        _write(folder.parent.parent / "docs" / "speed.md", bench.told, options.records)
    return 0


def _write(path: Path, told: Sequence[tuple[str, str, str]], records: int) -> None:
    lines = [f"| {what} | {result} | {stall} |" for what, result, stall in told]
    path.touch(mode=0o644)
    path.write_text(_HEAD.format(records=records) + "\n".join(lines) + "\n", encoding="utf-8")


def _session(path: Path) -> sessions.Session:
    session = sessions.unlock(path, PASSPHRASE)
    session.open_sealed(PASSPHRASE)
    return session


class Bench:
    """The pages as somebody uses them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._clipboard = Clipboard()
        self._pulse = Pulse()
        self._page: LibraryPage | None = None
        self.told: list[tuple[str, str, str]] = []
        """What was done, what came of it, the longest stall meanwhile."""

    # --- the record list ----------------------------------------------------------------------------------------------

    def list(self) -> None:
        page, started = self.page, time.perf_counter()
        listing, view = page.listing, page.listing.list.view
        self._say("build its page", "", self._pulse.take())
        self._until(lambda: listing.records.rowCount() > 0)
        first = time.perf_counter() - started
        self._idle()
        count = listing.records.rowCount()
        self._say("open the list", f"{count} records, first page after {first:.2f} s", self._pulse.take())
        self._wheel("scroll by the wheel", view, 120)
        bar = view.verticalScrollBar()
        for at in range(40):
            bar.setValue(bar.maximum() * at // 40)
            turn(5)
        self._idle()
        self._say("drag through the whole list", "", self._pulse.take())
        self._timed("to the end, by key", lambda: QTest.keyClick(view, Qt.Key.Key_End))
        for by in (By.LEVEL, By.TITLE):
            self._timed(f"sort by {by.value}", lambda by=by: listing.sort(by))
        listing.sort(By.ADDED)
        self._idle()
        for words in ("письма letters", "Qəmər", "level:role yağmur"):
            self._search(words)
        self._timed("choose all", view.selectAll)
        listing.list.choose_one()
        self._idle()

    def _search(self, words: str) -> None:
        """Letter by letter, as fast as somebody types."""
        field = self.page.listing.list.field
        self._pulse.take()
        for at in range(1, len(words) + 1):
            field.setText(words[:at])
            turn(60)
        started = time.perf_counter()
        self._idle()
        found = self.page.listing.records.rowCount()
        self._say(
            f"search as typed: {words}",
            f"{found} shown {time.perf_counter() - started:.2f} s after",
            self._pulse.take(),
        )
        field.clear()
        self._idle()
        self._pulse.take()

    def bulk(self) -> None:
        page, view = self.page, self.page.listing.list.view
        self._idle()
        view.choose(5)  # below the two long testimonies
        self._idle()
        view.setFocus()
        self._pulse.take()
        for _ in range(CHOSEN):
            QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
            turn(1)
        self._idle()
        self._say(f"choose {view.chosen_count()} by Shift", "", self._pulse.take())
        started = time.perf_counter()
        page.raise_or_lower()
        self._until(lambda: bool(page.findChildren(LevelsDialog)))
        dialog = page.findChildren(LevelsDialog)[0]
        self._until(lambda: dialog.plan is not None)
        self._idle()
        self._say("what each would become", f"told after {time.perf_counter() - started:.2f} s", self._pulse.take())
        dialog.level.choose(Level.SEALED)
        self._idle()
        started = time.perf_counter()
        dialog.submit()
        self._idle()
        self._say("raise them", f"{time.perf_counter() - started:.1f} s", self._pulse.take())
        view.choose(0)
        self._idle()

    # --- the editor ---------------------------------------------------------------------------------------------------

    def editor(self) -> None:
        found = self._ask(lambda session: find.search(session, "Long kB").records)
        cards = ((view.row.row.card, view.row.row.code) for view in found)
        long = {card.title: code for card, code in cards if card is not None}
        codes = [view.row.code for view in self._ask(lambda session: find.rows(session, limit=9))]
        for code in codes[-3:]:
            self._open("open a small record", code)
        for title in sorted(long, reverse=True):
            self._open(f"open {title}", long[title])
            self._type(f"type at the beginning, {title}", QTextCursor.MoveOperation.Start)
            self._type(f"type at the end, {title}", QTextCursor.MoveOperation.End)
            self._wheel(f"scroll, {title}", self.page.pane.editor, 120)
            self._timed(f"store, {title}", self.page.writing.save)

    def _open(self, what: str, code: str) -> None:
        page = self.page
        self._idle()
        self._pulse.take()
        started = time.perf_counter()
        page.open_record(code)
        self._until(lambda: page.writing.code == code)
        shown = time.perf_counter() - started
        self._until(lambda: page.pane.editor.is_whole)
        whole = time.perf_counter() - started
        self._idle()
        self._say(what, f"shown after {shown:.2f} s, whole after {whole:.1f} s", self._pulse.take())

    def _type(self, what: str, where: QTextCursor.MoveOperation) -> None:
        editor = self.page.pane.editor
        editor.setFocus()
        editor.moveCursor(where)
        self._idle()
        self._pulse.take()
        for _ in range(KEYS):
            QTest.keyClick(editor, Qt.Key.Key_E)
            turn(40)
        self._say(what, f"{KEYS} keys", self._pulse.take())
        turn(2500)
        self._idle()
        self._say("  and kept as a draft", "", self._pulse.take())

    # --- a person -----------------------------------------------------------------------------------------------------

    def person(self) -> None:
        page = RegisterPage(self._desk, self._clipboard)
        page.resize(1290, 710)
        self._pulse.take()
        started = time.perf_counter()
        page.show()
        page.open_entry("P-001")
        self._idle()
        self._say("a person's page", f"{time.perf_counter() - started:.2f} s", self._pulse.take())
        page.close()

    def _say(self, what: str, result: str, stall: str) -> None:
        say(what, result, stall)
        self.told.append((what.strip(), result, stall.removeprefix("longest stall ")))

    # --- parts --------------------------------------------------------------------------------------------------------

    @property
    def page(self) -> LibraryPage:
        if self._page is None:
            self._pulse.take()
            self._page = LibraryPage(self._desk, self._clipboard)
            self._page.resize(1290, 710)
            self._page.show()
        return self._page

    def _timed(self, what: str, do: Callable[[], object]) -> None:
        self._idle()
        self._pulse.take()
        started = time.perf_counter()
        do()
        self._idle()
        self._say(what, f"{time.perf_counter() - started:.2f} s", self._pulse.take())

    def _wheel(self, what: str, view: QAbstractScrollArea, steps: int) -> None:
        self._idle()
        self._pulse.take()
        for _ in range(steps):
            _turn_wheel(view.viewport())
            turn(4)
        self._idle()
        self._say(what, f"{steps} notches", self._pulse.take())

    def _ask(self, work: Callable[[sessions.Session], object]) -> object:
        answers: list[object] = []
        self._desk.ask(self.page, lambda session, _: work(session), answers.append)
        self._until(lambda: bool(answers))
        return answers[0]

    def _idle(self) -> None:
        turn(250)
        self._until(lambda: not self._desk.busy)
        turn(250)
        self._until(lambda: not self._desk.busy)

    def _until(self, done: Callable[[], bool]) -> None:
        end = time.perf_counter() + PATIENCE_S
        while not done() and time.perf_counter() < end:
            turn(2)


def _turn_wheel(widget: QWidget) -> None:
    at = QPointF(widget.rect().center())
    event = QWheelEvent(
        at,
        QPointF(widget.mapToGlobal(widget.rect().center())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


if __name__ == "__main__":
    sys.exit(main())
