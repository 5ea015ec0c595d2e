"""A whole session in a real window, under strace: what was typed is in no write to any file, and no network socket is
opened. The same search finds it at once in what an unencrypted store writes, so it can find."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from fieldnotes.errors import VaultInUse
from fieldnotes.files import InstanceLock
from fieldnotes.services import sample
from fieldnotes.services import session as sessions
from tests.helpers.screen import Hands, environment, missing_tools, screen, wait_until
from tests.helpers.vaults import ROOT, cheap_kdf
from tests.torture.plaintext import betrayed, readable_files

PASSPHRASE = "six grey herons over the salt works"
TYPED = "zumrudqush kolgesinde oturmushduq"
SOUGHT = "qaranquslar"
MARKERS = (PASSPHRASE, TYPED, SOUGHT)
SETTLED_S = 2.0
STORE = """
import sqlite3, sys
store = sqlite3.connect(sys.argv[1])
store.execute("CREATE TABLE t (x)")
for _ in range(20):
    store.execute("INSERT INTO t VALUES (?)", (sys.argv[2] * 20,))
    store.commit()
"""

_WRITE = re.compile(r"\b(write|pwrite64|writev|pwritev)\(\d+<([^>]*)>")
_FILE = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_NETWORK = re.compile(r"AF_INET|AF_NETLINK|AF_PACKET")


@dataclass(frozen=True, slots=True)
class Session:
    """A way to use the window, and how it ends."""

    name: str
    crashes: bool


SESSIONS = (Session("typing, searching and locking", crashes=False), Session("a crash while typing", crashes=True))
CONTROL = "an unencrypted store"


@dataclass(slots=True)
class Watched:
    """The result of one session."""

    session: str
    writes: int = 0
    """Write calls to files."""
    readable: int = 0
    """Of these, how many carried something that was typed."""
    network_sockets: int = 0
    files_readable: int = 0
    findings: list[str] = field(default_factory=list)


def watched(name: str, folder: Path) -> list[Watched]:
    """Run a session of the window, and the control."""
    folder = folder / name
    folder.mkdir()
    missing = missing_tools()
    if missing:
        return [Watched(name, findings=[f"{', '.join(missing)} are needed; see packaging/debian-test-packages.txt"])]
    (session,) = [one for one in SESSIONS if one.name == name]
    vault, home = folder / "notes.fieldnotes", folder / "home"
    (home / "tmp").mkdir(parents=True)
    log = folder / "window.strace"
    with screen() as display:  # while the vault is made, the window manager gets ready
        opened = sessions.create(vault, PASSPHRASE, params=cheap_kdf())
        sample.build(opened)
        opened.lock()
        kept = _used(session, display, vault, home, log)
    result = judged(name, log, home, vault)
    if not kept:
        result.findings.append("what was typed was not kept")
    control = judged(CONTROL, _control(folder), folder / "control")
    control.findings = [] if control.readable and control.files_readable else ["the search found nothing to find"]
    return [result, control]


def judged(name: str, log: Path, *folders: Path) -> Watched:
    """Search every write to a file in the log, and every file."""
    result = Watched(name)
    for line in log.read_text(encoding="ascii", errors="replace").split("\n"):
        result.network_sockets += bool(_NETWORK.search(line))
        found = _WRITE.search(line)
        if found is None or not found[2].startswith("\\x2f"):
            continue  # pipes and sockets of the desktop are no files
        result.writes += 1
        data = b"".join(bytes.fromhex(text.replace("\\x", "")) for text in _FILE.findall(line))
        result.readable += betrayed(data, MARKERS)
    names = [found for folder in folders for found in readable_files(folder, MARKERS)]
    result.files_readable = len(names)
    if result.readable:
        result.findings.append(f"{result.readable} writes carried what was typed")
    if result.network_sockets:
        result.findings.append(f"{result.network_sockets} network sockets")
    result.findings += [f"plain words can be read in {found}" for found in names]
    return result


def _strace(log: Path) -> list[str]:
    calls = "trace=write,pwrite64,writev,pwritev,socket,connect,sendto,bind"
    return ["strace", "-f", "-qq", "-y", "-xx", "-s", "100000", "-o", str(log), "-e", calls]


def _control(folder: Path) -> Path:
    place, log = folder / "control", folder / "control.strace"
    place.mkdir()
    subprocess.run([*_strace(log), sys.executable, "-c", STORE, str(place / "store.db"), TYPED], check=True)
    return log


def _used(session: Session, display: str, vault: Path, home: Path, log: Path) -> int:
    """Unlock, search, type into a new record, wait for the draft, then lock or be killed. How often it is kept."""
    command = [*_strace(log), sys.executable, "-m", "fieldnotes_ui", str(vault)]
    program = subprocess.Popen(
        command,
        env=environment(display, home),
        stderr=(log.parent / "window.errors").open("wb"),
        cwd=ROOT,
        start_new_session=True,
    )
    hands = Hands(display)
    try:
        hands.wait_for("FieldNotes — locked")
        hands.focus()
        hands.type(PASSPHRASE)
        hands.key("Return")
        hands.wait_for("FieldNotes")
        hands.key("ctrl+f")
        hands.type(SOUGHT)
        hands.key("Return")
        hands.key("ctrl+n")
        time.sleep(SETTLED_S)
        hands.type(SOUGHT)  # the title
        hands.key("Return")
        time.sleep(SETTLED_S)
        hands.type(TYPED)
        time.sleep(2 * SETTLED_S)  # a draft is kept at most two seconds behind the typing
        if not session.crashes:
            hands.key("ctrl+l")
            hands.wait_for("FieldNotes — locked")
    finally:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()
    return _times_kept(vault)


def _times_kept(vault: Path) -> int:
    wait_until(lambda: not _in_use(vault))  # the killed program dies a moment after its tracer
    found = sessions.unlock(vault, PASSPHRASE)
    found.open_sealed(PASSPHRASE)
    kept = [draft.title + draft.body.text for draft in found.vault.drafts()]
    kept += [found.vault.record(row.code).body.text for row in found.vault.rows()]
    found.lock()
    return sum(TYPED in text for text in kept)


def _in_use(vault: Path) -> bool:
    try:
        InstanceLock(vault / "lock").release()
    except VaultInUse:
        return True
    return False
