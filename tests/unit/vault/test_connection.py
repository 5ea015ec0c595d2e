from __future__ import annotations

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import AlreadyExists, Bug, CannotWrite, VaultDamaged, VaultInUse, VaultLocked
from fieldnotes.vault.check import Area
from fieldnotes.vault.connection import APPLICATION_ID, Connection
from fieldnotes.vault.vault import Vault
from tests.helpers.vaults import PAGE, reopen


def test_the_live_connection_has_every_setting(vault: Vault) -> None:
    facts = vault.facts()
    assert (facts.cipher_status, facts.provider, facts.cipher_version[:2]) == ("1", "openssl", "4.")
    assert (facts.page_size, facts.hmac, facts.hmac_algorithm) == (4096, "1", "HMAC_SHA512")
    assert (facts.plaintext_header_size, facts.mmap_size, facts.trusted_schema) == (0, 0, 0)
    assert (facts.temp_store, facts.compiled_temp_store) == (2, "TEMP_STORE=2")
    assert (facts.secure_delete, facts.journal_mode, facts.synchronous) == (1, "delete", 3)
    assert (facts.cell_size_check, facts.foreign_keys, facts.application_id) == (1, 1, APPLICATION_ID)
    assert facts.page_count == facts.file_pages
    assert facts.header_generation == facts.database_generation == 1
    assert all((facts.load_extension_refused, facts.attach_refused, facts.rekey_refused, facts.profile_refused))
    assert facts.settings_locked


def test_a_database_that_cannot_be_made_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match=r"vault\.db"):
        Connection(tmp_path / "nowhere" / "vault.db", Secret(bytes(32)), create=True)


def test_there_are_no_tables_but_ours(vault: Vault) -> None:
    facts = vault.facts()
    shadows = {f"fts_{level}{part}" for level in range(4) for part in ("", "_config", "_data", "_docsize", "_idx")}
    assert set(facts.search_tables) == shadows
    assert not [name for name in facts.tables if name.endswith("_content")]


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH 'elsewhere.db' AS x KEY ''",
        "DETACH main",
        "PRAGMA rekey=\"x'00'\"",
        "PRAGMA key='x'",
        "PRAGMA temp_store=1",
        "PRAGMA journal_mode=WAL",
        "PRAGMA secure_delete=OFF",
        "PRAGMA cipher_profile='elsewhere.txt'",
        "PRAGMA cipher_log='elsewhere.txt'",
        "PRAGMA writable_schema=ON",
        "PRAGMA user_version=9",
        "SELECT load_extension('x')",
        "SELECT sqlcipher_export('main')",
        "VACUUM INTO 'elsewhere.db'",
        "CREATE TABLE t (x)",
        "CREATE TEMP TABLE t (x)",
        "DROP TABLE ledger",
        "DELETE FROM sqlite_master",
    ],
)
def test_what_could_leak_or_weaken_is_refused(
    vault: Vault, statement: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(dbapi2.Error):
        vault._store.connection._raw.execute(statement)
    assert not list(tmp_path.glob("elsewhere*"))


def test_the_file_looks_random(vault: Vault) -> None:
    data = vault._store.connection.path.read_bytes()
    assert len(data) % 4096 == 0
    assert all(data[:4096].count(byte) < 60 for byte in range(256))


def test_a_wrong_key_is_damage_and_says_nothing_on_standard_error(
    vault: Vault, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(VaultDamaged):
        Connection(vault._store.connection.path, Secret.random())
    captured = capfd.readouterr()
    assert captured.err == captured.out == ""


def test_a_new_database_never_replaces_a_file(tmp_path: Path) -> None:
    (tmp_path / "vault.db").write_bytes(b"mine")
    with pytest.raises(AlreadyExists):
        Connection(tmp_path / "vault.db", Secret.random(), create=True)
    assert (tmp_path / "vault.db").read_bytes() == b"mine"


def test_our_own_mistakes_are_bugs_and_name_no_value(vault: Vault) -> None:
    connection = vault._store.connection
    with pytest.raises(Bug):
        connection.rows("SELECT * FROM nowhere")
    with pytest.raises(Bug) as caught:
        connection.write("INSERT INTO counter VALUES ('Zümrüd', 0)")
    assert "Zümrüd" not in str(caught.value)
    assert vault.cases()


def test_a_transaction_is_undone_by_any_exception(vault: Vault) -> None:
    def interrupted() -> None:
        with vault.transaction():
            vault.add_case("atılan")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert len(vault.cases()) == 1


def test_another_program_in_the_database_itself_is_kept_out(vault: Vault) -> None:
    connection = vault._store.connection
    other = Connection(connection.path, connection._key)
    other._raw.execute("BEGIN EXCLUSIVE")
    connection._raw.execute("SELECT 1")
    connection._raw.set_busy_timeout(1)
    with pytest.raises(VaultInUse):
        vault.add_case("gözləyən")
    other.close()
    assert vault.add_case("indi")[0].code == "C-002"


def test_a_closed_connection_stays_closed(vault_path: Path) -> None:
    vault = reopen(vault_path)
    connection = vault._store.connection
    vault.lock()
    with pytest.raises(VaultLocked):
        connection.rows("SELECT 1")


def test_a_free_page_torn_by_a_power_cut_is_sound_again_after_the_rollback(vault: Vault) -> None:
    """SQLite does not journal what was on a free page that it takes into use: the rollback cannot restore its seal."""
    connection = vault._store.connection
    filler = "x" * (40 * PAGE)
    connection.write("INSERT INTO meta (key, value) VALUES ('filler', ?)", filler)
    connection.write("DELETE FROM meta WHERE key = 'filler'")
    free = int(connection.value("PRAGMA freelist_count"))
    assert free >= 40
    path = vault.path
    vault.lock()
    database = path / "vault.db"
    sound = database.read_bytes()
    database.write_bytes(sound[: -PAGE - 100] + b"torn" * 25 + sound[-PAGE:])
    (path / "vault.db-journal").write_bytes(b"")

    vault = reopen(path)

    assert vault._store.connection.rows("PRAGMA cipher_integrity_check") == []
    vault.rekeying.rewrite_database()
    assert {problem.area for problem in vault.check()} <= {Area.STATE}, "only that somebody touched the file"
    vault.lock()
