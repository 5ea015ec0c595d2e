"""What is left in memory after a lock, looked for from outside by the kernel's own view of the process.

The process makes itself readable for the test: it is not dumpable, so that nobody but root could otherwise look.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fieldnotes import process
from tests.e2e.conftest import PASSPHRASE, Desk
from tests.helpers.screen import DRIVEN
from tests.helpers.vaults import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc and glibc")

MARKER = "Zərifəxanım"
TEXTS = 60
ROOTS = os.pathsep.join([str(ROOT), str(ROOT / "ui")])

SERVICES = """
import ctypes, gc, sys
from pathlib import Path
from fieldnotes import process
from fieldnotes.crypto.secret import Secret
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.services import find, register, session as sessions, share, write
process.harden()
ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)
def say(word, *keys):
    print(word, *keys, flush=True)
    sys.stdin.readline()
def work():
    passphrase, marker, count = sys.stdin.readline().strip(), sys.stdin.readline().strip(), int(sys.stdin.readline())
    session = sessions.unlock(Path(sys.argv[1]), passphrase)
    session.open_sealed(passphrase)
    case = write.add_case(session, marker).code
    register.add_entry(session, name=marker)
    for number in range(count):
        body = Body.of(f"{number} " + f"O gecə {marker} gəldi. " * 60)
        write.new_record(session, case, kind=Kind.TESTIMONY, card=Card(title=f"{marker} {number}"), body=body)
    del body
    rows = [find.record(session, row.row.code) for row in find.rows(session)]
    find.search(session, marker)
    keys = [thing for thing in gc.get_objects() if type(thing) is Secret and not thing.wiped and len(thing) == 32]
    say("open", *{bytes(key.reveal()).hex() for key in keys})
    return session
session = work()
session.lock()
del session
if len(sys.argv) > 2:
    from fieldnotes_ui import garbage
    garbage._forget_words()
gc.collect()
say("locked")
"""


def copies(pid: int, wanted: dict[str, bytes]) -> dict[str, int]:
    """How often each value is found in the readable memory of a process (proc_pid_mem(5))."""
    found = dict.fromkeys(wanted, 0)
    with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in maps:
            area, rights, *_ = line.split()
            if "r" not in rights or "[v" in line:
                continue
            start, end = (int(edge, 16) for edge in area.split("-"))
            try:
                memory.seek(start)
                data = memory.read(end - start)
            except (OSError, ValueError, OverflowError):
                continue
            for name, value in wanted.items():
                found[name] += data.count(value)
    return found


def forms(text: str, name: str) -> dict[str, bytes]:
    return {f"{name}, {code}": text.encode(code) for code in ("utf-8", "utf-16-le")}


class Watched:
    """A process that says a word and waits for the next line."""

    def __init__(self, code: str, *arguments: str, home: Path, hygiene: bool) -> None:
        environment = {"PATH": os.environ["PATH"], "HOME": str(home), "QT_QPA_PLATFORM": "offscreen",
                       "XDG_RUNTIME_DIR": str(home), "PYTHONDONTWRITEBYTECODE": "1"}  # fmt: skip
        if hygiene:
            environment = process.cleaned(environment)
        self._running = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-c", code, *arguments],
            env={**environment, "PYTHONPATH": ROOTS}, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip

    def tell(self, line: str = "") -> None:
        assert self._running.stdin is not None
        self._running.stdin.write(line + "\n")
        self._running.stdin.flush()

    def wait_for(self, word: str) -> list[str]:
        assert self._running.stdout is not None
        first, *rest = self._running.stdout.readline().split() or [""]
        if first != word:
            assert self._running.stderr is not None
            pytest.fail(self._running.stderr.read())
        return rest

    def copies(self, wanted: dict[str, bytes]) -> dict[str, int]:
        return copies(self._running.pid, wanted)

    def end(self) -> None:
        self._running.kill()
        self._running.communicate()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    path = tmp_path / "home"
    path.mkdir()
    return path


def test_after_a_lock_no_key_no_passphrase_and_no_word_is_left_in_memory(desk: Desk, home: Path) -> None:
    watched = Watched(SERVICES, str(desk.vault), "sweep", home=home, hygiene=True)
    try:
        for line in (PASSPHRASE, MARKER, str(TEXTS)):
            watched.tell(line)
        keys = {f"key {number}": bytes.fromhex(key) for number, key in enumerate(watched.wait_for("open"))}
        wanted = {**keys, **forms(PASSPHRASE, "passphrase"), **forms(MARKER, "word")}
        while_open = watched.copies(wanted)
        watched.tell()
        watched.wait_for("locked")
        after = watched.copies(wanted)
    finally:
        watched.end()
    assert len(keys) >= 6  # the master key, the database's, and one for each of the levels
    assert all(while_open[name] for name in keys), "the search can find"
    assert while_open["word, utf-16-le"] > TEXTS  # how Python keeps a text with letters such as ə
    assert after == dict.fromkeys(wanted, 0)


WINDOW = (
    """
import ctypes, sys
from pathlib import Path
from fieldnotes import process
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.services import register, write
from fieldnotes_ui.app import Program, application
process.harden()
ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)
app = application()
program = Program(app, vault=Path(sys.argv[1]), stored=False)
program.window.show()
desk, window = program.desk, program.window
"""
    + DRIVEN
    + """
def say(word):
    print(word, flush=True)
    sys.stdin.readline()
def unlock():
    page = window.page("entrance")
    type_text(page._field.line, sys.stdin.readline().strip())
    page._submit()
    while not desk.is_open:
        settle()
def work():
    marker, count = sys.stdin.readline().strip(), int(sys.stdin.readline())
    codes = []
    def plant():
        session = desk._session
        case = write.add_case(session, "Iş").code
        for number in range(count):
            body = Body.of(f"{number} " + f"O gecə {marker} gəldi. " * 60)
            codes.append(write.new_record(session, case, kind=Kind.TESTIMONY, card=Card(title=marker), body=body).code)
    desk.on_vault_thread(plant)
    window.go("library")
    settle()
    for code in codes[:5]:
        window.visit("library", "open_record", code)
        settle()
        type_text(window.page("library").pane.editor, f" Yenə {marker}.")
        settle()
    program.clipboard.copy(marker)
settle()
unlock()
settle()
work()
say("open")
program.panic()
settle()
say("locked")
"""
)


def test_after_a_lock_of_the_window_no_passphrase_and_no_word_is_left_in_memory(desk: Desk, home: Path) -> None:
    watched = Watched(WINDOW, str(desk.vault), home=home, hygiene=True)
    wanted = {**forms(PASSPHRASE, "passphrase"), **forms(MARKER, "word")}
    try:
        for line in (PASSPHRASE, MARKER, "20"):
            watched.tell(line)
        watched.wait_for("open")
        while_open = watched.copies(wanted)
        watched.tell()
        watched.wait_for("locked")
        after = watched.copies(wanted)
    finally:
        watched.end()
    assert while_open["word, utf-16-le"] > 20
    assert after == dict.fromkeys(wanted, 0)
