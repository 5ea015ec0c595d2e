from __future__ import annotations

import itertools

import pytest
from sqlcipher3 import dbapi2

from fieldnotes.errors import VaultDamaged
from fieldnotes.vault.check import Area, Problem
from fieldnotes.vault.ledger.ledger import BEFORE_FIRST
from fieldnotes.vault.vault import Vault
from tests.helpers.vaults import OPEN_RECORD, SOURCE


def _behind_its_back(vault: Vault, *statements: str) -> None:
    """Change what triggers forbid, as somebody with the database key and another program could."""
    with vault._store.connection.allowing("schema"):
        for verb in ("UPDATE", "DELETE"):
            vault._store.connection.write(f"DROP TRIGGER ledger_{verb}")
        for statement in statements:
            vault._store.connection.write(statement)


def test_events_are_chained_from_the_beginning(vault: Vault) -> None:
    vault.append_ledger("unlocked", attempts=1)
    entries = vault.ledger()
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert entries[0].prev == BEFORE_FIRST
    assert all(later.prev == earlier.hash for earlier, later in itertools.pairwise(entries))
    assert entries[-1].facts == {"attempts": 1}
    assert vault.ledger_head() == entries[-1].hash
    vault.verify_ledger()


def test_creations_are_written_down_in_codes(vault: Vault) -> None:
    assert [entry.event for entry in vault.ledger()] == ["create", "case", "register", "add", "add"]
    assert {entry.facts.get("code") for entry in vault.ledger()} == {None, "C-001", SOURCE, OPEN_RECORD, "T-002"}


@pytest.mark.parametrize("statement", ["UPDATE ledger SET event = 'x'", "DELETE FROM ledger WHERE seq = 2"])
def test_the_database_itself_refuses_to_change_the_ledger(vault: Vault, statement: str) -> None:
    with pytest.raises(dbapi2.DatabaseError, match="stays"):
        vault._store.connection._raw.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger SET event = 'sealed' WHERE seq = 2",
        'UPDATE ledger SET facts = \'{"code":"C-009"}\' WHERE seq = 2',
        "UPDATE ledger SET facts = 'nonsense' WHERE seq = 2",
        "UPDATE ledger SET at = '2020-01-01T00:00:00Z' WHERE seq = 1",
        "UPDATE ledger SET hash = replace(hash, substr(hash, 1, 1), 'g') WHERE seq = 5",
        "DELETE FROM ledger WHERE seq = 3",
        "DELETE FROM ledger WHERE seq = 5",
        "DELETE FROM ledger",
        "INSERT INTO ledger SELECT 6, at, event, facts, prev, hash, frame FROM ledger WHERE seq = 5",
    ],
)
def test_any_tampering_is_found(vault: Vault, statement: str) -> None:
    _behind_its_back(vault, statement)
    with pytest.raises(VaultDamaged):
        vault.verify_ledger()
    assert [problem.area for problem in vault.check()] == [Area.LEDGER]


def test_a_broken_seal_is_named_by_its_code(vault: Vault) -> None:
    vault._store.connection.write("UPDATE body SET blob = zeroblob(300) WHERE record_row = 1")
    assert vault.check() == [Problem(Area.SEAL, OPEN_RECORD)]


def test_a_search_row_too_many_is_found(vault: Vault) -> None:
    vault._store.connection.write("INSERT INTO fts_0 (rowid, title, body) VALUES (9, 'a', 'b')")
    assert vault.check() == [Problem(Area.INDEX, "PUBLIC")]
