from __future__ import annotations

import pytest
from sqlcipher3 import dbapi2

from fieldnotes.errors import NotPermitted, ReasonNeeded, SealedClosed
from fieldnotes.model.level import INDEXED_LEVELS, Level
from fieldnotes.model.query import parse
from fieldnotes.model.record import Body, Card, Draft, Kind
from fieldnotes.vault.records import search_index
from fieldnotes.vault.records.levels import LevelChange
from fieldnotes.vault.vault import Vault
from tests.helpers.vaults import CASE, HIDDEN_RECORD, OPEN_RECORD, SOURCE, add_testimony, decrypted_pages


def _indexed(vault: Vault) -> dict[Level, int]:
    return {level: search_index.count(vault._store, level) for level in INDEXED_LEVELS}


def test_lowering_needs_a_reason_and_raising_does_not(vault: Vault) -> None:
    with pytest.raises(ReasonNeeded):
        vault.set_level(OPEN_RECORD, Level.ROLE)
    with pytest.raises(ReasonNeeded):
        vault.set_level(OPEN_RECORD, Level.ROLE, reason="  ")
    assert vault.row(OPEN_RECORD).level is Level.INTERNAL
    vault.set_level(OPEN_RECORD, Level.ROLE, reason="razılıq verildi")
    vault.set_level(OPEN_RECORD, Level.ANONYMOUS)
    assert [(change.old, change.new, change.reason) for change in vault.level_changes(OPEN_RECORD)] == [
        (Level.INTERNAL, Level.ROLE, "razılıq verildi"),
        (Level.ROLE, Level.ANONYMOUS, ""),
    ]
    assert isinstance(vault.level_changes(OPEN_RECORD)[0], LevelChange)
    entry = vault.ledger()[-2]
    told = {name: entry.facts[name] for name in ("code", "old", "new", "nth", "version")}
    assert (entry.event, told) == (
        "level",
        {"code": OPEN_RECORD, "old": "INTERNAL", "new": "ROLE", "nth": 1, "version": 1},
    )


def test_a_reason_is_not_used_twice(vault: Vault) -> None:
    vault.set_level(OPEN_RECORD, Level.ROLE, reason="razılıq verildi")
    vault.set_level(OPEN_RECORD, Level.INTERNAL)
    with pytest.raises(ReasonNeeded):
        vault.set_level(OPEN_RECORD, Level.ROLE)


@pytest.mark.parametrize("table", ["record", "entry"])
def test_the_database_itself_refuses_to_lower_without_a_reason(vault: Vault, table: str) -> None:
    raw = vault._store.connection._raw
    for change in ("level = 0", "level = 0, level_changes = level_changes + 1"):
        with pytest.raises(dbapi2.DatabaseError, match="only with a reason"):
            raw.execute(f"UPDATE {table} SET {change} WHERE level > 0")
    with pytest.raises(dbapi2.DatabaseError):
        raw.execute(f"UPDATE {table} SET level = 5")


def test_the_floor_of_the_case_holds(vault: Vault) -> None:
    case, _ = vault.add_case("qorunan", floor=Level.ANONYMOUS)
    row, _ = vault.add_record(case.code, kind=Kind.NOTE, level=Level.INTERNAL, card=Card(), body=Body())
    with pytest.raises(NotPermitted):
        vault.set_level(row.code, Level.ROLE, reason="istədi")
    vault.set_level(row.code, Level.ANONYMOUS, reason="istədi")


def test_a_move_takes_the_search_row_along(vault: Vault) -> None:
    assert _indexed(vault)[Level.INTERNAL] == 1
    vault.set_level(OPEN_RECORD, Level.PUBLIC, reason="dərc olunub")
    assert _indexed(vault) == {Level.PUBLIC: 1, Level.ROLE: 0, Level.ANONYMOUS: 0, Level.INTERNAL: 0}
    assert [found.row.code for found in vault.search(parse("535.1 level:public"))] == [OPEN_RECORD]
    assert vault.search(parse("535.1"), levels=[Level.INTERNAL]) == []


def test_sealing_a_record_removes_it_from_search_and_from_reach(sealed_vault: Vault) -> None:
    vault = sealed_vault
    vault.save(OPEN_RECORD, card=Card(title="İkinci"), body=Body.of("İkinci söz"))
    vault.put_draft(Draft("d1", OPEN_RECORD, CASE, Kind.TESTIMONY, Level.INTERNAL, "üçüncü", Body.of("üçüncü söz")))
    vault.set_level(OPEN_RECORD, Level.SEALED)
    assert set(_indexed(vault).values()) == {0}
    assert vault.revision(OPEN_RECORD, 1).body.text.startswith("O, 2016")
    assert vault.drafts()[0].body.text == "üçüncü söz"
    vault.close_sealed()
    assert vault.row(OPEN_RECORD).card is None
    assert vault.drafts() == []
    assert vault.search(parse("ikinci")) == []
    with pytest.raises(SealedClosed):
        vault.record(OPEN_RECORD)
    with pytest.raises(SealedClosed):
        vault.revision(OPEN_RECORD, 1)
    assert vault.check() == []


def test_a_level_move_leaves_no_word_readable_even_with_the_database_key(sealed_vault: Vault) -> None:
    words = [f"{letter}q{letter}zuxwkyv{letter}" for letter in "bcdfghjklm"]
    code = add_testimony(sealed_vault, "başlıq", " ".join(words))
    assert all(word[3:].encode() in decrypted_pages(sealed_vault) for word in words)
    sealed_vault.set_level(code, Level.SEALED)
    pages = decrypted_pages(sealed_vault)
    assert not [word for word in words if word[3:].encode() in pages]


def test_a_new_version_leaves_no_old_word_readable_even_with_the_database_key(vault: Vault) -> None:
    words = [f"{letter}q{letter}zuxwkyv{letter}" for letter in "bcdfghjklm"]
    code = add_testimony(vault, "başlıq", " ".join(words))
    vault.save(code, card=Card(title="başlıq"), body=Body.of("silindi"))
    pages = decrypted_pages(vault)
    assert not [word for word in words if word[3:].encode() in pages]


def test_sealed_needs_its_compartment_in_both_directions(vault: Vault) -> None:
    with pytest.raises(SealedClosed):
        vault.set_level(OPEN_RECORD, Level.SEALED)
    with pytest.raises(SealedClosed):
        vault.set_level(HIDDEN_RECORD, Level.INTERNAL, reason="azad edildi")
    assert vault.row(OPEN_RECORD).level is Level.INTERNAL
    assert vault.level_changes(OPEN_RECORD) == []


def test_every_part_gets_a_fresh_key_in_a_move(vault: Vault) -> None:
    query = "SELECT wrapped, blob FROM body UNION ALL SELECT wrapped, blob FROM card"
    before = set(vault._store.connection.rows(query + " WHERE record_row = 1"))
    vault.set_level(OPEN_RECORD, Level.ROLE, reason="razılıq")
    after = vault._store.connection.rows("SELECT wrapped, blob FROM body WHERE record_row = 1")
    assert before.isdisjoint(after)


def test_a_move_to_the_same_level_changes_nothing(vault: Vault) -> None:
    length = len(vault.ledger())
    vault.set_level(OPEN_RECORD, Level.INTERNAL)
    assert len(vault.ledger()) == length


def test_an_entry_is_lowered_only_with_a_reason_too(vault: Vault) -> None:
    with pytest.raises(ReasonNeeded):
        vault.change_entry(SOURCE, level=Level.PUBLIC)
    vault.change_entry(SOURCE, level=Level.INTERNAL)
    vault.change_entry(SOURCE, level=Level.ROLE, reason="özü istədi")
    assert vault.entry(SOURCE).level is Level.ROLE
