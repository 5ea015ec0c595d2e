"""What a killed process, a full disk and a curious reader of the disk leave and find."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Draft, Kind
from fieldnotes.vault.vault import Vault
from tests.helpers.vaults import CASE, OPEN_RECORD, ROOT, files_with, reopen, sealed_passphrase

MARKERS = ["Şəfiqə Nurlanqızı", "qırxayaq yarmarkası", "Zümrüd körpüsü", "sirli qutab"]

TYPE_AND_SAVE = """
import sys
from pathlib import Path
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Draft, Kind
from tests.helpers.vaults import CASE, OPEN_RECORD, reopen
vault, round = reopen(Path(sys.argv[1])), 0
while True:
    round += 1
    body = Body.of("qırxayaq yarmarkası Zümrüd körpüsü sirli qutab " * 40 + str(round))
    vault.put_draft(Draft("d1", OPEN_RECORD, CASE, Kind.TESTIMONY, Level.INTERNAL, "Zümrüd körpüsü", body, round))
    print("draft", round, flush=True)
    vault.save(OPEN_RECORD, card=Card(title="Zümrüd körpüsü"), body=body)
    print("saved", round, flush=True)
"""

FILL_THE_DISK = """
import resource, sys
from pathlib import Path
from fieldnotes.errors import DiskFull
from fieldnotes.model.record import Body, Card
from tests.helpers.vaults import OPEN_RECORD, add_testimony, reopen
vault = reopen(Path(sys.argv[1]))
size = (vault.path / "vault.db").stat().st_size
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 40_000, hard))
saved = []
try:
    for number in range(100):
        saved.append(add_testimony(vault, f"saved {number}", f"söz {number} " * 300))
except DiskFull as error:
    print("full", error)
try:
    add_testimony(vault, "still full", "söz " * 30_000)
except DiskFull:
    print("still full")
assert [row.code for row in vault.rows() if row.card and row.card.title.startswith("saved")] == saved[::-1]
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
later = add_testimony(vault, "saved later", "söz " * 300)
assert vault.check() == []
vault.lock()
print(len(saved), later)
"""


def _run(code: str, path: Path) -> str:
    command = [sys.executable, "-c", code, str(path)]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, timeout=60).stdout


def _killed_after(path: Path, lines: int) -> list[str]:
    """Run the typing process, kill it after it reported `lines` times; what it reported."""
    command = [sys.executable, "-c", TYPE_AND_SAVE, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        reported = [process.stdout.readline().strip() for _ in range(lines)]
        process.kill()
        reported += process.stdout.read().splitlines()
    assert process.returncode == -signal.SIGKILL
    return reported


@pytest.mark.parametrize("lines", [1, 2, 3, 8, 17])
def test_what_was_reported_before_a_kill_is_there_after_it(vault_path: Path, lines: int) -> None:
    reported = _killed_after(vault_path, lines)
    drafts = sum(line.startswith("draft") for line in reported)
    saves = sum(line.startswith("saved") for line in reported)
    vault = reopen(vault_path)
    (draft,) = vault.drafts()
    assert draft.cursor >= drafts
    assert draft.body.text.endswith(str(draft.cursor))
    assert vault.row(OPEN_RECORD).version >= 1 + saves
    assert vault.check() == []
    vault.lock()


def test_nothing_typed_is_readable_on_the_disk_after_a_kill(vault_path: Path) -> None:
    _killed_after(vault_path, 9)
    assert files_with(vault_path.parent, MARKERS) == set()


def test_nothing_is_readable_on_the_disk_while_open_or_after_locking(vault_path: Path) -> None:
    vault = reopen(vault_path)
    vault.open_sealed(sealed_passphrase())
    text = " ".join(MARKERS)
    for number in range(5):
        vault.put_draft(Draft("d1", "", CASE, Kind.NOTE, Level.INTERNAL, text, Body.of(text * number)))
    vault.tidy()
    assert files_with(vault_path.parent, MARKERS) == set()
    vault.lock()
    assert files_with(vault_path.parent, MARKERS) == set()


def test_the_search_for_readable_text_would_find_it(tmp_path: Path) -> None:
    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute("CREATE TABLE t (x)")
    plain.execute("INSERT INTO t VALUES (?)", (MARKERS[0],))
    plain.commit()
    plain.close()
    (tmp_path / "wide.txt").write_bytes(MARKERS[2].encode("utf-16-le"))
    assert files_with(tmp_path, MARKERS) == {"plain.db", "wide.txt"}


def test_no_file_is_made_outside_the_vault(vault_path: Path, tmp_path: Path) -> None:
    before = set(tmp_path.rglob("*"))
    vault = reopen(vault_path)
    vault.tidy()
    vault.check()
    vault.lock()
    assert set(tmp_path.rglob("*")) == before


def test_a_full_disk_loses_nothing_that_was_saved_and_the_vault_goes_on_when_there_is_room(vault_path: Path) -> None:
    """A limit on the file's size fails the same writes as a full disk, and every user can set one."""
    output = _run(FILL_THE_DISK, vault_path).splitlines()
    assert output[0] == "full The disk is full; the last change was not saved."
    assert output[1] == "still full"
    count, later = output[2].split()
    assert int(count) >= 1
    vault = reopen(vault_path)
    assert sum(row.card is not None and row.card.title.startswith("saved") for row in vault.rows()) == int(count) + 1
    assert vault.record(later).body.text.startswith("söz")
    assert vault.check() == []
    vault.lock()


def test_drafts_are_replaced_and_dropped(vault: Vault) -> None:
    draft = Draft("d1", OPEN_RECORD, CASE, Kind.TESTIMONY, Level.INTERNAL, "ad", Body.of("bir"), 2)
    vault.put_draft(draft)
    changed = Draft("d1", OPEN_RECORD, CASE, Kind.TESTIMONY, Level.ROLE, "ad", Body.of("bir iki"), 7)
    assert vault.put_draft(changed).drafts
    (kept,) = vault.drafts()
    assert (kept.body.text, kept.cursor, kept.level) == ("bir iki", 7, Level.ROLE)
    assert kept.updated
    vault.drop_draft("d1")
    vault.drop_draft("d1")
    assert vault.drafts() == []


def test_an_older_draft_put_back_does_not_open(vault: Vault) -> None:
    connection = vault._store.connection
    for text in ("köhnə", "yeni"):
        vault.put_draft(Draft("d1", "", CASE, Kind.NOTE, Level.INTERNAL, "", Body.of(text)))
        if text == "köhnə":
            old = connection.one("SELECT wrapped, blob FROM draft")
    assert old is not None
    connection.write("UPDATE draft SET wrapped = ?, blob = ?", *old)
    assert [problem.subject for problem in vault.check()] == ["d1"]
