"""Measures the redaction workbench on a testimony of 150 kB: what a person waits for, how long the window stands still.

A stall is the longest time between two turns of the event loop, in CPU time of the window's thread, so that other
programs do not count; what was waited for by the clock is printed beside it.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from pulse import Pulse, say, turn
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fieldnotes import process
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.model.register import Role
from fieldnotes.services import register, write
from fieldnotes.services import session as sessions
from fieldnotes.services.views import Preview
from fieldnotes_ui import garbage
from fieldnotes_ui.app import application
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.pages.redact import RedactPage

PASSPHRASE = "seven grey herons over the salt works"
SIZE = 150_000
"""Bytes of UTF-8 of the testimony."""
GIVEN = ("Tapdıq", "Zümrüd", "Habil", "Nemət", "Lalə", "Oruc", "Sənubər", "Qəmər", "Mürsəl", "Xanım")
FAMILY = ("Dəmirçizadə", "Sarıqamışlı", "Qoşqarov", "Xəzri")
LINES = (
    "O gün səhər tezdən {full} gəldi və heç nə demədi, sonra getdi. Mən qapının ağzında durub onu gözlədim.",
    "Axşam {given} Rəsulov bizi yola saldı. Yol uzun idi, yağış yağırdı, heç kim danışmırdı, hamı pəncərəyə baxırdı.",
    "Вечером мы долго сидели на кухне и молчали, потом стали вспоминать дорогу, озеро и тех, кто остался у переправы.",
    "وصلنا إلى القرية بعد ثلاثة أيام ولم نقل شيئا عن الطريق ولا عن الذين سألوا عنا في المدينة.",
    "Sonra {given} dedi ki, sənədlər itib, amma heç kim ondan soruşmadı, kim gəlmişdi və niyə belə gec gəlmişdi.",
)


def main() -> int:
    process.harden()
    folder = Path(__file__).resolve().parent.parent / "build" / "bench-workbench"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    application()
    garbage.set_aside()
    desk = Desk()
    path = folder / "bench.fieldnotes"
    desk.adopt(desk.on_vault_thread(lambda: fill(path)))
    Bench(desk).run()
    desk.close()
    shutil.rmtree(folder)
    return 0


def fill(path: Path) -> sessions.Session:
    """A vault with forty people and one long testimony; ready to work."""
    session = sessions.create(path, PASSPHRASE)
    session.open_sealed(PASSPHRASE)
    case = write.add_case(session, "Measured").code
    for number in range(len(GIVEN) * len(FAMILY)):
        name = f"{GIVEN[number % len(GIVEN)]} {FAMILY[number // len(GIVEN)]}"
        register.add_entry(session, name=name, role=Role.VICTIM, level=Level.ANONYMOUS)
    card = Card(title="Long", language="az")
    write.new_record(session, case, kind=Kind.NOTE, level=Level.ANONYMOUS, card=card, body=Body.of(testimony()))
    return session


def testimony() -> str:
    """Paragraphs of five sentences in three scripts, every second sentence with a name."""
    lines: list[str] = []
    size = number = 0
    while size < SIZE:
        words = []
        for step in range(5):
            given, family = GIVEN[(number + step) % len(GIVEN)], FAMILY[(number * 3 + step) % len(FAMILY)]
            words.append(LINES[(number + step) % len(LINES)].format(full=f"{given} {family}", given=given))
        lines.append(" ".join(words))
        size += len(lines[-1].encode()) + 1
        number += 1
    return "\n".join(lines)


class Bench:
    """The page as somebody uses it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._pulse = Pulse()
        self._clipboard = Clipboard()
        self.page = RedactPage(desk, self._clipboard)
        self.page.resize(1290, 710)

    def run(self) -> None:
        page, panel = self.page, self.page.bench.panel
        say("building the page", "", self._pulse.take())
        started = time.perf_counter()
        page.show()
        self._until(lambda: page.preview is not None)
        shown = time.perf_counter() - started
        self._idle()
        record = max(page.preview.records, key=lambda one: len(one.original)) if page.preview is not None else None
        size = len(record.original.encode()) // 1000 if record is not None else 0
        marks = len(record.changes) if record is not None else 0
        say("the testimony", f"{size} kB, {marks} marks, {page.book.count().open} to decide")
        say("first reading", f"{shown:.2f} s", self._pulse.take())
        self._steps("step through what is open", Qt.Key.Key_N, 40)
        self._scroll()
        panel.card.note.setFocus()
        self._type("type into the note")
        panel.list.setFocus()
        self._decide("redact and go on", Qt.Key.Key_R, 8)
        self._decide("undo", Qt.Key.Key_U, 4)
        page.bench.legend.chip("name").click()
        self._idle()
        page.bench.legend.chip("name").click()
        self._idle()
        say("filter a kind, and back", "", self._pulse.take())
        page.resize(1500, 800)
        self._idle()
        say("another size of the window", "", self._pulse.take())
        page.close()

    def _steps(self, what: str, key: Qt.Key, count: int) -> None:
        self._pulse.take()
        started = time.perf_counter()
        for _ in range(count):
            QTest.keyClick(self.page.bench.panel.list, key)
            turn(1)
        say(what, f"{1000 * (time.perf_counter() - started) / count:.1f} ms each", self._pulse.take())

    def _scroll(self) -> None:
        bar = self.page.bench.compare.original.verticalScrollBar()
        bar.setValue(0)
        turn(20)
        self._pulse.take()
        for _ in range(150):
            bar.setValue(bar.value() + 90)
            turn(1)
        say("scroll both texts", "150 steps", self._pulse.take())
        bar.setValue(bar.maximum())
        turn(20)
        say("to the end", "", self._pulse.take())

    def _type(self, what: str) -> None:
        turn(20)
        self._pulse.take()
        for _ in range(25):
            QTest.keyClick(self.page.bench.panel.card.note, Qt.Key.Key_E)
            turn(1)
        say(what, "25 keys", self._pulse.take())

    def _decide(self, what: str, key: Qt.Key, count: int) -> None:
        """From the key until it is stored, and until both texts show it."""
        stored, shown = [], []
        self._pulse.take()
        for _ in range(count):
            before, preview = self.page.book.count().decided, self.page.preview
            started = time.perf_counter()
            QTest.keyClick(self.page.bench.panel.list, key)
            self._until(partial(self._has_counted, before))
            stored.append(time.perf_counter() - started)
            self._until(partial(self._has_read_again, preview))
            shown.append(time.perf_counter() - started)
            self._idle()
        words = f"stored after {1000 * max(stored):.0f} ms, shown after {1000 * max(shown):.0f} ms at most"
        say(what, words, self._pulse.take())

    def _has_counted(self, before: int) -> bool:
        return self.page.book.count().decided != before

    def _has_read_again(self, before: Preview | None) -> bool:
        return self.page.preview is not before

    def _idle(self) -> None:
        turn(30)
        self._until(lambda: not self._desk.busy and self.page.bench.compare.redacted.is_whole)
        turn(30)

    def _until(self, done: Callable[[], bool]) -> None:
        end = time.perf_counter() + 120
        while not done() and time.perf_counter() < end:
            turn(1)


if __name__ == "__main__":
    sys.exit(main())
