from __future__ import annotations

import os
from pathlib import Path

import pytest

from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import FieldNotesError, VaultDamaged, VaultTooNew
from fieldnotes.vault import migrate
from fieldnotes.vault.connection import Connection
from fieldnotes.vault.migrations import ALL
from fieldnotes.vault.vault import Vault
from tests.helpers.vaults import OPEN_RECORD, ROOT

SCHEMA = ROOT / "fieldnotes" / "vault" / "schema.sql"
NEXT = (
    "CREATE TABLE later (x TEXT NOT NULL)",
    "INSERT INTO later VALUES ('one')",
    "ALTER TABLE record ADD COLUMN mood TEXT NOT NULL DEFAULT ''",
    "UPDATE record SET mood = 'calm'",
)


def _fresh(folder: Path) -> Connection:
    return Connection(folder / "vault.db", Secret.random(), create=True)


def test_the_schema_is_the_checked_in_one(tmp_path: Path) -> None:
    """After a new migration: FIELDNOTES_WRITE_SCHEMA=1 pytest tests/unit/vault/test_migrate.py, then read the diff."""
    connection = _fresh(tmp_path)
    assert migrate.to_newest(connection, name="x")
    if os.environ.get("FIELDNOTES_WRITE_SCHEMA"):
        SCHEMA.write_text(migrate.schema(connection), encoding="utf-8")
    assert migrate.schema(connection) == SCHEMA.read_text(encoding="utf-8")
    assert not migrate.to_newest(connection, name="x")
    connection.close()


def test_an_upgrade_keeps_the_records_and_an_encrypted_copy_of_before(vault: Vault) -> None:
    connection = vault._store.connection
    assert migrate.to_newest(connection, name="x", migrations=(*ALL, NEXT))
    assert connection.value("PRAGMA user_version") == len(ALL) + 1
    assert connection.value("SELECT mood FROM record WHERE code = ?", OPEN_RECORD) == "calm"
    assert vault.record(OPEN_RECORD).body.text
    copy = migrate.copy_path(connection.path, len(ALL))
    assert copy.stat().st_mode & 0o777 == 0o600
    assert not copy.read_bytes().startswith(b"SQLite")
    before = Connection(copy, connection._key)
    assert before.value("PRAGMA user_version") == len(ALL)
    assert before.value("SELECT count(*) FROM record") == 2
    assert before.rows("PRAGMA cipher_integrity_check") == []
    before.close()
    with pytest.raises(VaultTooNew):
        migrate.to_newest(connection, name="x")


@pytest.mark.parametrize("after", range(len(NEXT) + 1))
def test_a_failure_after_any_statement_leaves_the_old_version(vault: Vault, after: int) -> None:
    connection = vault._store.connection
    old = migrate.schema(connection)
    broken = (*NEXT[:after], "INSERT INTO nowhere VALUES (1)", *NEXT[after:])
    with pytest.raises(FieldNotesError):
        migrate.to_newest(connection, name="x", migrations=(*ALL, broken))
    assert migrate.schema(connection) == old
    assert connection.value("PRAGMA user_version") == len(ALL)
    assert vault.record(OPEN_RECORD).body.text


def test_an_upgrade_that_breaks_references_is_undone(vault: Vault) -> None:
    connection = vault._store.connection
    broken = (
        "CREATE TABLE child (x INTEGER REFERENCES record (row) DEFERRABLE INITIALLY DEFERRED)",
        "INSERT INTO child VALUES (999)",
    )
    with pytest.raises(VaultDamaged):
        migrate.to_newest(connection, name="x", migrations=(*ALL, broken))
    assert connection.value("PRAGMA user_version") == len(ALL)


def test_a_database_of_another_program_is_not_touched(tmp_path: Path) -> None:
    connection = _fresh(tmp_path)
    with connection.allowing("schema"):
        connection.write("CREATE TABLE theirs (x)")
        connection.rows("PRAGMA application_id=7")
    with pytest.raises(VaultDamaged):
        migrate.to_newest(connection, name="x")
    connection.close()
