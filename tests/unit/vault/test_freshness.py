"""Old pages and old databases: what SQLCipher accepts without a word is found at the next unlock or by the check."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import VaultDamaged
from fieldnotes.model.consent import Answer, Consent, Use
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card
from fieldnotes.model.redaction import About
from fieldnotes.model.register import EntityType, Identity, RelationKind, Role
from fieldnotes.vault.check import Area, Problem
from fieldnotes.vault.ledger import freshness, version_vector
from fieldnotes.vault.ledger.version_vector import Of
from fieldnotes.vault.notices import NoticeKind
from fieldnotes.vault.vault import Vault
from tests.helpers.vaults import CASE, OPEN_RECORD, PAGE, SOURCE, add_testimony, reopen, sealed_passphrase


def _pages(path: Path) -> list[bytes]:
    data = (path / "vault.db").read_bytes()
    return [data[start : start + PAGE] for start in range(0, len(data), PAGE)]


def _put(path: Path, number: int, page: bytes) -> None:
    with (path / "vault.db").open("r+b") as file:
        file.seek(number * PAGE)
        file.write(page)


def _worked_in(path: Path) -> None:
    vault = reopen(path)
    vault.save(OPEN_RECORD, card=Card(title="İkinci söhbət"), body=Body.of("Sonra Tiflisə getdi. " * 200))
    vault.set_consent(SOURCE, Consent(answers={Use.PRESS: Answer.NO}))
    vault.lock()


def test_any_page_put_back_to_its_older_state_is_told_at_the_next_unlock(vault_path: Path, tmp_path: Path) -> None:
    old = _pages(vault_path)
    _worked_in(vault_path)
    new = _pages(vault_path)
    changed = [number for number, page in enumerate(old) if page != new[number]]
    assert len(changed) > 3
    told = 0
    for number in changed[:: max(1, len(changed) // 5)]:
        copy = tmp_path / f"replayed-{number}"
        shutil.copytree(vault_path, copy)
        _put(copy, number, old[number])
        try:
            vault = reopen(copy)
        except VaultDamaged:
            continue
        assert [notice.kind for notice in vault.log.notices] == [NoticeKind.PAGES_OLDER], number
        with suppress(VaultDamaged):  # an old page of a tree that has grown since does not fit the others either
            assert vault.ledger()[-1].facts["what"] == "pages-older"
            assert Problem(Area.STATE, "pages-older") in vault.check()
        vault.lock()
        told += 1
    assert told


def test_without_the_mark_of_a_lock_an_older_page_is_not_hidden(vault_path: Path) -> None:
    """Whoever cuts the mark off the file's end, so that nothing contradicts the pages, is found by the missing mark."""
    old = _pages(vault_path)
    _worked_in(vault_path)
    new = _pages(vault_path)
    number = max(number for number, page in enumerate(old) if page != new[number])
    _put(vault_path, number, old[number])
    data = (vault_path / "audit.fnl").read_bytes()
    (vault_path / "audit.fnl").write_bytes(data[:-512])
    vault = reopen(vault_path)
    assert [notice.kind for notice in vault.log.notices] == [NoticeKind.CLOSE_MISSING]
    vault.lock()


def test_the_seal_is_over_every_page_and_their_number(vault_path: Path) -> None:
    measured = freshness.measure(vault_path / "vault.db")
    pages = _pages(vault_path)
    assert measured.count == len(pages)
    for number, page in enumerate(pages):
        _put(vault_path, number, page[:-1] + bytes([page[-1] ^ 1]))
        assert freshness.measure(vault_path / "vault.db").digest != measured.digest
        _put(vault_path, number, page)
    key = Secret(bytes(32))
    seals = {freshness.seal(measured, key, context) for context in (b"a", b"b")}
    assert len(seals | {freshness.seal(measured, Secret(bytes(range(32))), b"a")}) == 3


# --- the version vector speaks where there was no lock


@pytest.fixture
def worked(sealed_vault: Vault) -> Vault:
    """Everything that the vector tells of, written at least once, most of it twice."""
    vault = sealed_vault
    vault.save(OPEN_RECORD, card=Card(title="İkinci söhbət"), body=Body.of("Sonra Tiflisə getdi."))
    vault.set_consent(SOURCE, Consent(answers={Use.PRESS: Answer.NO}))
    vault.decide(About.NAME, CASE, "h1", "redact", who="owner")
    return vault


def test_an_untouched_vault_is_in_the_state_that_its_ledger_tells_of(worked: Vault) -> None:
    told = version_vector.recorded(worked._store)
    assert {of for of, _ in told} == {Of.RECORD, Of.ENTRY, Of.CONSENT, Of.CASE, Of.DECISIONS}
    assert told[Of.RECORD, OPEN_RECORD].number == 2
    assert list(version_vector.stale(worked._store)) == []
    assert worked.check() == []


def _older(vault: Vault, table: str, where: str, statements: list[str]) -> None:
    """Put a row back as it was, as an older page would, after `statements` of ordinary work."""
    raw = vault._store.connection._raw
    columns = [row[1] for row in raw.execute(f"SELECT * FROM pragma_table_info('{table}')")]
    row = raw.execute(f"SELECT * FROM {table} WHERE {where}").fetchone()
    for statement in statements:
        exec(statement, {"vault": vault, **globals()})
    assignments = ", ".join(f"{column} = ?" for column in columns)
    raw.execute(f"UPDATE {table} SET {assignments} WHERE {where}", row)


@pytest.mark.parametrize(
    ("table", "where", "work", "named"),
    [
        (
            "consent",
            "entry_row = 1",
            "vault.set_consent(SOURCE, Consent(answers={Use.PRESS: Answer.NO}, withdrawn_on='2026-11-20'))",
            f"consent {SOURCE}",
        ),
        (
            "record",
            "row = 1",
            "vault.save(OPEN_RECORD, card=Card(title='a'), body=Body.of('b'))",
            f"record {OPEN_RECORD}",
        ),
        ("verdict", "hit = 'h1'", "vault.decide(About.NAME, CASE, 'h1', 'keep', who='owner')", f"decisions {CASE}"),
    ],
)
def test_what_is_older_than_it_should_be_is_named(worked: Vault, table: str, where: str, work: str, named: str) -> None:
    raw = worked._store.connection._raw
    raw.set_authorizer(None)
    _older(worked, table, where, [work])
    assert [problem.subject for problem in worked.check() if problem.area is Area.VERSION] == [named]


def test_a_record_that_vanished_or_came_back_is_named(worked: Vault) -> None:
    code = add_testimony(worked, "Üçüncü", "Qısa mətn.")
    connection = worked._store.connection
    connection._raw.set_authorizer(None)
    connection.write("DELETE FROM body WHERE record_row = (SELECT row FROM record WHERE code = ?)", code)
    assert Problem(Area.VERSION, f"record {code}") in worked.check()


def test_ordinary_work_and_new_keys_leave_nothing_behind_the_ledger(worked: Vault) -> None:
    worked.set_level(OPEN_RECORD, Level.SEALED)
    worked.delete(OPEN_RECORD)
    worked.restore(OPEN_RECORD)
    worked.change_entry(SOURCE, level=Level.SEALED)
    worked.rekeying.rotate_levels([Level.INTERNAL, Level.SEALED])
    worked.rekeying.rewrite_database()
    assert worked.check() == []


def test_work_that_removes_rows_tells_the_ledger_of_each(worked: Vault) -> None:
    with worked._store.rewriting():
        worked._store.connection.write("DELETE FROM consent")
    assert (worked.ledger()[-1].event, worked.ledger()[-1].facts["version"]) == ("gone", 0)
    assert worked.check() == []


def test_what_was_wrong_before_is_not_made_good_by_other_work(worked: Vault) -> None:
    worked._store.connection.write("DELETE FROM consent")
    with worked._store.rewriting():
        worked._store.connection.write("DELETE FROM verdict")
    assert [problem.subject for problem in worked.check()] == [f"consent {SOURCE}"]


def test_no_word_of_a_decision_can_be_tried_against_the_ledger(worked: Vault) -> None:
    """Its digest is keyed by a secret of the vault."""
    before = version_vector.present(worked._store, Of.DECISIONS, CASE)
    worked._store.set_secret("pseudonym", bytes(32))
    assert version_vector.present(worked._store, Of.DECISIONS, CASE) != before


def test_an_entrys_level_role_and_relations_cannot_go_back_unnoticed(vault: Vault) -> None:
    """As one old page would do after a crash, when no seal over the pages speaks."""
    vault.open_sealed(sealed_passphrase())
    other, _ = vault.add_entry(
        type=EntityType.PERSON, role=Role.RELATIVE, level=Level.ROLE, identity=Identity("Orxan Nurlanoğlu")
    )
    vault.change_entry(other.code, level=Level.INTERNAL)
    vault.relate(other.code, SOURCE, RelationKind.SIBLING)
    assert vault.check() == []
    connection = vault._store.connection
    for back in (
        "UPDATE entry SET role = 'other' WHERE code = 'P-001'",
        "DELETE FROM relation",
        "UPDATE entry SET level = 3, level_changes = 1 WHERE code = 'S-001'",
    ):
        with suppress(KeyError), connection.transaction():
            connection.write(back)
            assert {problem.area for problem in vault.check()} == {Area.VERSION}
            raise KeyError  # undo it
