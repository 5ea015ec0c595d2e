"""Checks of a real open vault: each fault is really made."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from fieldnotes import clock
from fieldnotes.audit.check import Result
from fieldnotes.audit.checks import (
    CHECKS,
    b01_backup_age,
    b02_backup_files,
    b03_backup_contents,
    b04_restore_drill,
    l01_ledger_chain,
    l03_clock_and_program,
    t01_leftovers,
    v02_engine,
    v03_cipher,
    v04_temporary_data,
    v05_deletion,
    v06_defences,
    v07_page_seals,
    v08_structure,
    v09_version_vector,
    v10_record_seals,
    v12_tables,
)
from fieldnotes.audit.context import LEDGER_CLOSED, OWNER_ABSENT, Context
from fieldnotes.audit.history import History
from fieldnotes.audit.leftovers import Limits
from fieldnotes.audit.owner import Owner
from fieldnotes.audit.probes.process import Process
from fieldnotes.audit.probes.vault_files import sample
from fieldnotes.audit.runner import run
from fieldnotes.model.audit import Status
from fieldnotes.model.level import Level
from fieldnotes.progress import Watch
from fieldnotes.vault.facts import DatabaseFacts
from fieldnotes.vault.vault import Vault
from tests.unit.audit.conftest import STORY

OWNER_CHECKS = (
    *("V02", "V03", "V04", "V05", "V06", "V07", "V08", "V09", "V10", "V12"),
    *("H06", "L03", "B01", "T01", "B02", "B03", "B04", "E01", "L02"),
)


def answering(facts: DatabaseFacts) -> Context:
    """An owner whose connection gave these answers."""
    owner = Owner(cast("Vault", None))
    owner.__dict__["database"] = facts
    return Context(Path("notes.fieldnotes"), Process(), owner=owner)


# --- all together -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("check", [check for check in CHECKS if check.ID in OWNER_CHECKS], ids=lambda check: check.ID)
def test_an_untouched_vault_passes_and_without_its_owner_nothing_is_claimed(
    check: Any, owned: Context, vault: Vault
) -> None:
    vault.append_ledger("backup-verified")
    vault.append_ledger("backup-tested")
    result: Result = check.run(owned)
    assert result.status is Status.PASS, result
    absent = check.run(replace(owned, owner=None))
    assert absent.status is Status.UNKNOWN
    assert absent.measured in (OWNER_ABSENT, LEDGER_CLOSED)


# --- the live connection ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("check", "wrong"),
    [
        (v02_engine, {"cipher_status": "0"}),
        (v02_engine, {"cipher_status": ""}),
        (v02_engine, {"cipher_version": "4.9.0 community"}),
        (v02_engine, {"cipher_version": ""}),
        (v02_engine, {"provider": "commoncrypto"}),
        (v03_cipher, {"page_size": 1024}),
        (v03_cipher, {"hmac": "0"}),
        (v03_cipher, {"hmac_algorithm": "HMAC_SHA1"}),
        (v03_cipher, {"plaintext_header_size": 32}),
        (v04_temporary_data, {"temp_store": 0}),
        (v04_temporary_data, {"temp_store": 1}),
        (v04_temporary_data, {"compiled_temp_store": "TEMP_STORE=1"}),
        (v04_temporary_data, {"compiled_temp_store": ""}),
        (v05_deletion, {"secure_delete": 0}),
        (v05_deletion, {"secure_delete": 2}),
        (v05_deletion, {"journal_mode": "wal"}),
        (v05_deletion, {"synchronous": 2}),
        (v06_defences, {"attach_refused": False}),
        (v06_defences, {"load_extension_refused": False}),
        (v06_defences, {"rekey_refused": False}),
        (v06_defences, {"settings_locked": False}),
        (v06_defences, {"trusted_schema": 1}),
        (v06_defences, {"mmap_size": 1 << 20}),
        (v08_structure, {"application_id": 0}),
        (v08_structure, {"user_version": 99}),
        (v08_structure, {"page_count": 3}),
    ],
)
def test_each_wrong_answer_of_the_connection_fails(facts: DatabaseFacts, check: Any, wrong: dict[str, Any]) -> None:
    assert check.run(answering(replace(facts, **wrong))).status is Status.FAIL


def test_the_oldest_sqlcipher_that_is_good_enough_passes(facts: DatabaseFacts) -> None:
    assert v02_engine.run(answering(replace(facts, cipher_version="4.17 community"))).status is Status.PASS


def test_the_answers_come_from_the_connection_itself(owned: Context, vault: Vault) -> None:
    """The same settings changed on the real connection, whose authorizer is taken away for it."""
    raw = vault._store.connection._raw
    raw.set_authorizer(None)
    for setting in ("temp_store=1", "secure_delete=OFF", "synchronous=1", "trusted_schema=ON"):
        raw.execute(f"PRAGMA {setting}")
    for check in (v04_temporary_data, v05_deletion, v06_defences):
        assert check.run(owned).status is Status.FAIL


# --- pages, structure, seals, tables, ledger ----------------------------------------------------------------------


def test_a_flipped_bit_in_a_page_fails(owned: Context, path: Path) -> None:
    database = bytearray((path / "vault.db").read_bytes())
    database[-2000] ^= 1
    (path / "vault.db").write_bytes(database)
    assert v07_page_seals.run(owned).status is Status.FAIL


def test_a_destroyed_database_fails_and_what_follows_is_unknown(owned: Context, path: Path) -> None:
    owner = owned.owner
    assert owner is not None
    assert owner.database.page_count > 8
    size = (path / "vault.db").stat().st_size
    (path / "vault.db").write_bytes(os.urandom(size))
    assert v07_page_seals.run(owned).status is Status.FAIL
    for check in (v08_structure, v10_record_seals, v12_tables, l01_ledger_chain):
        assert check.run(owned).status is Status.UNKNOWN


def test_an_exchanged_text_fails(owned: Context, vault: Vault) -> None:
    vault._store.connection.write(
        "UPDATE body SET blob = (SELECT blob FROM body WHERE record_row = 2) WHERE record_row = 3"
    )
    found = v10_record_seals.run(owned)
    assert (found.status, found.measured) == (Status.FAIL, "1 values do not open")


def test_closed_sealed_values_are_not_claimed(owned: Context, vault: Vault) -> None:
    vault.close_sealed()
    found = v10_record_seals.run(owned)
    assert (found.status, "2 SEALED" in found.measured) == (Status.UNKNOWN, True)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE notes_cache (text)",
        "CREATE VIRTUAL TABLE fts_4 USING fts5 (body)",
        "CREATE TABLE fts_3_content (id INTEGER PRIMARY KEY, c0)",
        "DROP TABLE verdict",
    ],
)
def test_a_planted_or_missing_table_fails(owned: Context, vault: Vault, statement: str) -> None:
    raw = vault._store.connection._raw
    raw.set_authorizer(None)
    raw.execute(statement)
    found = v12_tables.run(owned)
    assert found.status is Status.FAIL
    assert "notes_cache" not in found.measured


def test_a_search_table_out_of_step_fails(owned: Context, vault: Vault) -> None:
    raw = vault._store.connection._raw
    raw.execute("INSERT INTO fts_3 (rowid, title, body) VALUES (999, 'left', 'behind')")
    assert v12_tables.run(owned).status is Status.FAIL


def test_a_rewritten_ledger_fails(owned: Context, vault: Vault) -> None:
    raw = vault._store.connection._raw
    raw.set_authorizer(None)
    raw.execute("DROP TRIGGER ledger_UPDATE")
    raw.execute("UPDATE ledger SET event = 'nothing' WHERE seq = 2")
    assert l01_ledger_chain.run(owned).status is Status.FAIL


def test_an_older_state_fails(owned: Context, vault: Vault) -> None:
    vault._store.connection.write("DELETE FROM body WHERE record_row = 1")
    assert v09_version_vector.run(owned).status is Status.FAIL


def test_from_outside_the_ledgers_file_is_examined(owned: Context, path: Path) -> None:
    outside = replace(owned, owner=None)
    assert l01_ledger_chain.run(outside).status is Status.PASS
    data = bytearray((path / "audit.fnl").read_bytes())
    data[100] ^= 1
    (path / "audit.fnl").write_bytes(data)
    found = l01_ledger_chain.run(outside)
    assert (found.status, found.evidence) == (Status.FAIL, ("broken at frame 1",))
    (path / "audit.fnl").unlink()
    assert l01_ledger_chain.run(outside).status is Status.UNKNOWN


def test_a_clock_that_was_set_back_is_enough(owned: Context, vault: Vault) -> None:
    with clock.fixed(clock.now() - timedelta(minutes=6)):
        vault.append_ledger("unlocked")
    assert l03_clock_and_program.run(owned).status is Status.WARN


def test_a_clock_that_was_set_back_and_an_older_program_are_told(owned: Context, vault: Vault) -> None:
    vault.append_ledger("program", version="0.0.9")
    assert l03_clock_and_program.run(replace(owned, owner=Owner(vault))).status is Status.WARN
    with clock.fixed(clock.now() - timedelta(minutes=6)):
        vault.append_ledger("unlocked")
    found = l03_clock_and_program.run(owned)
    measured = "1 steps back of the clock, 1 times an older program"
    assert (found.status, found.measured) == (Status.WARN, measured)


# --- backups ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "status"),
    [
        *((0, Status.PASS), (30, Status.PASS), (31, Status.WARN), (60, Status.WARN), (61, Status.FAIL)),
        (-1, Status.UNKNOWN),
    ],
)
def test_backup_age(owned: Context, vault: Vault, days: int, status: Status) -> None:
    moment = clock.now().replace(microsecond=0)
    with clock.fixed(moment):
        vault.append_ledger("backup-verified")
    with clock.fixed(moment + timedelta(days=days)):
        assert b01_backup_age.run(owned).status is status


@pytest.mark.parametrize(("days", "status"), [(1, Status.WARN), (30, Status.WARN), (31, Status.FAIL)])
def test_a_vault_that_was_never_backed_up(owned: Context, vault: Vault, days: int, status: Status) -> None:
    began = History.of_owner(vault.ledger()).began
    assert began is not None
    with clock.fixed(began + timedelta(days=days)):
        found = b01_backup_age.run(owned)
    assert (found.status, "none was ever verified" in found.measured) == (status, True)


def test_a_ledger_of_which_nothing_can_be_read_tells_of_no_backup(owned: Context) -> None:
    outside = replace(owned, owner=None, read_by_auditor=History((), missing=4))
    assert b01_backup_age.run(outside).status is Status.UNKNOWN


def test_a_plain_copy_in_a_backups_place_is_critical(owned: Context, vault: Vault, tmp_path: Path) -> None:
    backup, _ = vault.backups.make(tmp_path, Watch())
    assert b02_backup_files.run(replace(owned, owner=Owner(vault))).status is Status.PASS
    (backup.path / "vault.db").write_bytes(b"SQLite format 3\0" + bytes(8192))
    assert b02_backup_files.run(replace(owned, owner=Owner(vault))).status is Status.FAIL
    backup.path.rename(tmp_path / "elsewhere")
    found = b02_backup_files.run(replace(owned, owner=Owner(vault)))
    assert (found.status, found.measured) == (
        Status.WARN,
        "0 are there and encrypted, 1 gone, 0 on a disk that is not here",
    )


def test_a_backup_that_others_can_read_is_a_warning(owned: Context, vault: Vault, tmp_path: Path) -> None:
    backup, _ = vault.backups.make(tmp_path, Watch())
    (backup.path / "vault.db").chmod(0o644)
    assert b02_backup_files.run(replace(owned, owner=Owner(vault))).status is Status.PASS  # its folder is closed
    backup.path.chmod(0o755)
    assert b02_backup_files.run(replace(owned, owner=Owner(vault))).status is Status.WARN
    for entry in (backup.path, *backup.path.iterdir()):
        entry.chmod(0o700 if entry.is_dir() else 0o600)
    assert b02_backup_files.run(replace(owned, owner=Owner(vault))).status is Status.PASS


def test_a_backup_with_one_plain_page_is_critical(owned: Context, vault: Vault, tmp_path: Path) -> None:
    backup, _ = vault.backups.make(tmp_path, Watch())
    database = bytearray((backup.path / "vault.db").read_bytes())
    database[4096:8192] = b"plain words of a testimony. " * 146 + b"12345678"
    (backup.path / "vault.db").write_bytes(database)
    assert b02_backup_files.run(replace(owned, owner=Owner(vault))).status is Status.FAIL


def test_a_backup_that_holds_more_than_the_vault(owned: Context, vault: Vault, tmp_path: Path) -> None:
    vault.backups.make(tmp_path, Watch())
    assert b03_backup_contents.run(replace(owned, owner=Owner(vault))).status is Status.PASS
    vault.append_ledger("purge", code=vault.rows()[0].code)
    found = b03_backup_contents.run(replace(owned, owner=Owner(vault)))
    assert (found.status, found.measured[:6]) == (Status.WARN, "1 of 1")


@pytest.mark.parametrize(
    ("days", "status"), [(0, Status.PASS), (180, Status.PASS), (181, Status.WARN), (-1, Status.UNKNOWN)]
)
def test_the_age_of_the_last_drill(owned: Context, vault: Vault, days: int, status: Status) -> None:
    assert b04_restore_drill.run(replace(owned, owner=Owner(vault))).status is Status.WARN
    moment = clock.now().replace(microsecond=0)
    with clock.fixed(moment):
        vault.append_ledger("backup-tested")
    with clock.fixed(moment + timedelta(days=days)):
        assert b04_restore_drill.run(replace(owned, owner=Owner(vault))).status is status


# --- leftovers ----------------------------------------------------------------------------------------------------


def test_a_copy_in_downloads_is_found_and_not_repeated(owned: Context) -> None:
    (owned.home / "Downloads/Rövşən").mkdir(parents=True)
    for name in ("one.txt", "two.txt"):
        (owned.home / "Downloads/Rövşən" / name).write_text(STORY, encoding="utf-16")
    found = t01_leftovers.run(owned)
    assert (found.status, found.evidence) == (Status.FAIL, ("downloads: 2 files",))
    assert "Rövşən" not in found.measured


def test_a_search_that_could_not_read_everything_warns(owned: Context) -> None:
    (owned.home / "Downloads").mkdir()
    with (owned.home / "Downloads/disk.img").open("wb") as file:
        file.truncate(40 << 20)
    assert t01_leftovers.run(owned).status is Status.WARN


def test_a_search_that_misses_its_own_canary_proves_nothing(owned: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(t01_leftovers, "LIMITS", Limits(seconds=0))
    assert t01_leftovers.run(owned).status is Status.UNKNOWN


def test_a_vault_without_protected_text_has_nothing_to_look_for(owned: Context, vault: Vault) -> None:
    for row in vault.rows():
        if row.level is not Level.PUBLIC:
            vault.delete(row.code)
    assert t01_leftovers.run(owned).status is Status.NOT_APPLICABLE


def test_a_temporary_folder_that_cannot_be_written_leaves_it_unknown(owned: Context, tmp_path: Path) -> None:
    nowhere = replace(owned, process=Process({"TMPDIR": str(tmp_path / "none")}))
    report = run(nowhere, only=["t01"])
    assert [(finding.id, finding.status) for finding in report.findings] == [("T01", Status.UNKNOWN)]


def test_a_page_is_regular_only_beyond_the_limit(tmp_path: Path) -> None:
    """16 bytes twice as often as by chance and 16 never make a chi-square of 512, the limit; one more is beyond."""
    page = bytes(range(16)) * 32 + bytes(range(32, 256)) * 16
    file = tmp_path / "pages"
    for bytes_, regular in ((page, 0), (page.replace(b"\xff", b"\xfe", 1), 1)):
        file.write_bytes(bytes_)
        found = sample(file)
        assert (found.pages, found.regular) == (1, regular)
