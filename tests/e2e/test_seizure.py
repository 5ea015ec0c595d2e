"""Seizure with the program closed or killed: nothing that was typed can be found outside the encryption, and no
socket was ever opened. The same search finds it at once in an unencrypted store, so it can find."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import PASSPHRASE, Desk

MARKER = "Şəmsəddin Nərgizbəyli"
TEXT = f"{MARKER} körpünün altında gözləyirdi. " * 400
SESSION = """
import sys
from pathlib import Path
from fieldnotes import process
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Draft, Kind
from fieldnotes.services import find, register, session as sessions, write

process.harden()
vault, passphrase, text, name = Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
session = sessions.unlock(vault, passphrase)
session.open_sealed(passphrase)
case = write.add_case(session, name).code
register.add_entry(session, name=name)
row = write.new_record(session, case, kind=Kind.TESTIMONY, card=Card(title=name), body=Body.of(text))
write.save(session, row.code, card=Card(title=name + " 2"), body=Body.of(text + "!"))
write.autosave(session, Draft("", row.code, case, Kind.TESTIMONY, Level.INTERNAL, name, Body.of(text + " draft")))
find.search(session, name)
write.set_level(session, row.code, Level.SEALED)
print("ready", flush=True)
if sys.argv[5] == "quit":
    session.lock()
else:
    sys.stdin.read()
"""


def forms(text: str) -> Iterator[bytes]:
    """Every way the marker could lie on a disk."""
    for words in (text, text.casefold(), text.upper()):
        for normal in ("NFC", "NFD"):
            shaped = unicodedata.normalize(normal, words)
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                yield shaped.encode(encoding)


def places_with(marker: str, *folders: Path) -> list[str]:
    needles = list(forms(marker))
    return [
        str(path.relative_to(folder))
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and any(needle in path.read_bytes() for needle in needles)
    ]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A HOME with a temp folder of its own, so that everything the program writes is in one place."""
    path = tmp_path / "home"
    (path / "tmp").mkdir(parents=True)
    return path


def run_session(home: Path, vault: Path, how: str, *wrapper: str) -> subprocess.Popen[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TMPDIR": str(home / "tmp"),
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.Popen(
        [*wrapper, sys.executable, "-c", SESSION, str(vault), PASSPHRASE, TEXT, MARKER, how],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("how", ["quit", "kill"])
def test_11_nothing_typed_is_left_outside_the_encryption(desk: Desk, home: Path, how: str) -> None:
    running = run_session(home, desk.vault, how)
    assert running.stdout is not None
    assert running.stdin is not None
    with running, running.stdout, running.stdin:
        assert running.stdout.readline() == "ready\n"
        if how == "kill":
            running.send_signal(signal.SIGKILL)
    assert places_with(MARKER, home, desk.vault) == []
    found = desk.does("list", desk.vault)["records"]
    assert [record["level"] for record in found] == ["SEALED"]


def test_the_search_for_leftovers_can_find(home: Path) -> None:
    database = sqlite3.connect(home / "plain.db")
    database.execute("CREATE TABLE t (x)")
    database.execute("INSERT INTO t VALUES (?)", (TEXT,))
    database.commit()
    database.close()
    (home / "tmp" / "a.bin").write_bytes(MARKER.encode("utf-16-le"))
    assert sorted(places_with(MARKER, home)) == ["plain.db", "tmp/a.bin"]


def test_no_write_carries_plain_text_and_no_socket_is_opened(desk: Desk, home: Path) -> None:
    strace = shutil.which("strace")
    assert strace, "strace is needed; it is in packaging/debian-test-packages.txt"
    log = home.parent / "strace.log"
    calls = "trace=write,pwrite64,writev,pwritev,socket,connect,sendto,bind,memfd_create"
    running = run_session(
        home, desk.vault, "quit", strace, "-f", "-qq", "-xx", "-s", "70000", "-o", str(log), "-e", calls
    )
    out, _ = running.communicate("")
    assert "ready" in out
    lines = log.read_text(encoding="ascii", errors="replace").split("\n")
    assert not [line for line in lines if re.search(r"\b(socket|connect|sendto|bind)\(", line)]
    needles = ["".join(f"\\x{byte:02x}" for byte in needle) for needle in forms(MARKER)]
    assert len([line for line in lines if "pwrite64" in line]) > 20
    assert not [line for line in lines if any(needle in line for needle in needles)]


def test_only_the_vault_is_written_and_all_of_it_is_private(desk: Desk, home: Path) -> None:
    running = run_session(home, desk.vault, "quit")
    running.communicate("")
    assert running.returncode == 0
    assert [path for path in home.rglob("*") if path.is_file()] == []
    assert desk.vault.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in desk.vault.iterdir()} == {0o600}


def test_a_full_disk_while_saving_loses_nothing_that_was_saved(desk: Desk) -> None:
    case = desk.case()
    kept = desk.testimony(case, "Bu artıq saxlanılıb.")
    size = (desk.vault / "vault.db").stat().st_size
    large = desk.folder / "large.txt"
    large.write_text(TEXT * 20, encoding="utf-8")
    script = (
        "import resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size + 8192}, {size + 8192}))\n"
        "from fieldnotes.cli.main import main\nsys.exit(main(sys.argv[1:]))\n"
    )
    words = [
        "import",
        str(desk.vault),
        str(large),
        "--case",
        case,
        "--passphrase-file",
        str(desk.folder / "passphrase"),
    ]
    ended = subprocess.run(
        [sys.executable, "-c", script, *words],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 45, ended.stderr
    assert "disk is full" in ended.stderr
    assert ended.stdout == ""
    assert [record["code"] for record in desk.does("list", desk.vault)["records"]] == [kept]
    assert desk.does("show", desk.vault, kept)["text"] == "Bu artıq saxlanılıb."
    desk.does("vault", "check", desk.vault)
