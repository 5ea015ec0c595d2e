"""The header is replaced so that a process killed anywhere leaves one complete header, the old or the new."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from fieldnotes.vault.canonical import canonical
from fieldnotes.vault.keys import header
from tests.helpers.vaults import ROOT, reopen

AT_EVERY_CALL = """
import os, shutil, sys
from pathlib import Path
from fieldnotes.errors import FieldNotesError
from fieldnotes.vault.keys import header

source, work, how = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
new = source.with_name("new.json").read_bytes()
names = ("open", "write", "fsync", "close", "link", "replace", "unlink")
real = {name: getattr(os, name) for name in names}

def attempt(nth):
    left = nth
    def faulty(name):
        def call(*args, **keywords):
            nonlocal left
            left -= 1
            if left == 0:
                if how == "kill":
                    os._exit(9)
                if name == "close":
                    real["close"](*args)
                raise OSError(int(how), "injected")
            return real[name](*args, **keywords)
        return call
    for name in names:
        setattr(os, name, faulty(name))
    try:
        header.save(work, new)
        os._exit(0)
    except FieldNotesError:
        os._exit(7)

nth = 0
while True:
    nth += 1
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(source, work)
    old = (work / header.FILE_NAME).read_bytes()
    child = os.fork()
    if child == 0:
        attempt(nth)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    found = (work / header.FILE_NAME).read_bytes()
    assert found in (old, new), (nth, code)
    assert code != 0 or found == new, (nth, "reported as saved, but the old one is there")
    header.parse(found)
    if code == 0:
        break
print(nth - 1)
"""


def _survived(vault_path: Path, tmp_path: Path, how: str) -> int:
    vault = reopen(vault_path)
    master = vault._store.keys.master.copy()
    raw = dict(vault._live.header.raw)
    vault.lock()
    raw |= {"gen": 2}
    raw |= {"sum": header._sum(raw)}
    (tmp_path / "new.json").write_bytes(canonical(raw | {"mac": header._mac(raw, master)}))
    command = [sys.executable, "-c", AT_EVERY_CALL, str(vault_path), str(tmp_path / "work"), how]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT, timeout=100)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def test_a_kill_at_any_call_leaves_one_good_header(vault_path: Path, tmp_path: Path) -> None:
    assert _survived(vault_path, tmp_path, "kill") >= 12


def test_a_full_disk_at_any_call_leaves_one_good_header(vault_path: Path, tmp_path: Path) -> None:
    assert _survived(vault_path, tmp_path, "28") >= 12


def test_a_disk_error_at_any_call_leaves_one_good_header(vault_path: Path, tmp_path: Path) -> None:
    assert _survived(vault_path, tmp_path, "5") >= 12


def test_a_header_that_is_one_ahead_opens(vault_path: Path) -> None:
    vault = reopen(vault_path)
    master, raw = vault._store.keys.master.copy(), dict(vault._live.header.raw)
    vault.lock()
    raw |= {"gen": 2}
    raw |= {"sum": header._sum(raw)}
    header.save(vault_path, canonical(raw | {"mac": header._mac(raw, master)}))
    vault = reopen(vault_path)
    assert vault.facts().database_generation == 2
    vault.lock()
