"""Words of SEALED passages in records that are not SEALED: out of reach of everything but their own key."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from itertools import product

import pytest

from fieldnotes.crypto.aead import Binding, SealBroken, Sealed
from fieldnotes.errors import SealedClosed, SealedWordsTouched, VaultDamaged
from fieldnotes.model.level import INDEXED_LEVELS, Level
from fieldnotes.model.query import parse
from fieldnotes.model.record import Block, BlockStyle, Body, Card, Draft, Kind, Passage
from fieldnotes.vault.check import Area
from fieldnotes.vault.records import search_index
from fieldnotes.vault.vault import Vault
from tests.helpers.vaults import CASE, OPEN_RECORD, add_testimony, decrypted_pages, reopen, sealed_passphrase

WORDS = "qardaşı Vüqar Zəfərabadda"
TEXT = f"Dünən gəldilər.\nOnun {WORDS} işləyirdi.\nSonra getdilər."
CARD = Card(title="Gəliş", excerpt="Dünən gəldilər.")


def body_with(text: str = TEXT, words: str = WORDS, **fields: str) -> Body:
    at = text.index(words)
    return Body.of(text, (Passage(at, at + len(words), Level.SEALED, words, **fields),))


def readable_without_the_sealed_key(vault: Vault) -> bytes:
    """Every value in any table that any key but SEALED's opens as anything at all, and every decrypted page."""
    vault.close_sealed()
    rows = vault._store.connection.rows
    holding = [name for (name,) in rows("SELECT name FROM sqlite_master WHERE sql LIKE '%wrapped BLOB%'")]
    owners = [row[0] for name in ("record", "entry", "case_file", "draft") for row in rows(f"SELECT id FROM {name}")]
    parts = ("card", "body", "words", "draft", "identity", "case", "reason", "consent", "labels")
    ways = list(product(INDEXED_LEVELS, owners, parts, range(1, 5)))
    found = [decrypted_pages(vault)]
    for name in holding:
        for sealed in [Sealed(*columns) for columns in rows(f"SELECT kid, wrapped, blob FROM {name}")]:
            for level, owner, part, version in ways:
                binding = Binding(vault._store.keys.vault_id, owner, part, level, version)
                with suppress(SealBroken):
                    found.append(vault._store.keys._levels[level][sealed.kid].open(sealed, binding))
                    break
    return b"\n".join(found)


@pytest.fixture
def marked(sealed_vault: Vault) -> tuple[Vault, str]:
    """A record that first had the words in the open, in two versions and a draft, and then sealed them."""
    vault = sealed_vault
    code = add_testimony(vault, "Vüqar haqqında", TEXT)
    vault.save(code, card=Card(title="Vüqar haqqında", tags=("Vüqar",)), body=Body.of(TEXT + "\nVüqar da getdi."))
    vault.put_draft(Draft("d1", code, CASE, Kind.TESTIMONY, Level.INTERNAL, "Vüqar", Body.of(TEXT)))
    vault.save(code, card=CARD, body=body_with(replacement="Vüqar əvəzi", reason="Vüqar istədi"))
    return vault, code


def test_sealed_words_cannot_be_read_without_their_key(marked: tuple[Vault, str]) -> None:
    vault, _ = marked
    found = readable_without_the_sealed_key(vault)
    assert "Dünən gəldilər".encode() in found
    for word in ("Vüqar", "Zəfərabad", "vuqar", "zeferabad", "qardas"):
        assert word.encode() not in found
    assert vault.check() == []


def test_before_the_mark_the_same_search_finds_them(sealed_vault: Vault) -> None:
    add_testimony(sealed_vault, "Gəliş", TEXT)
    found = readable_without_the_sealed_key(sealed_vault)
    assert all(word.encode() in found for word in ("Vüqar", "Zəfərabad", "zeferabad"))


def test_while_closed_the_open_part_is_shown(marked: tuple[Vault, str]) -> None:
    vault, code = marked
    assert vault.record(code).body == body_with(replacement="Vüqar əvəzi", reason="Vüqar istədi")
    vault.close_sealed()
    record = vault.record(code)
    assert record.body.text == "Dünən gəldilər.\nOnun ▒▒▒ işləyirdi.\nSonra getdilər."
    assert record.body.passages == (Passage(21, 24, Level.SEALED, ""),)
    assert record.row.card == CARD
    vault.open_sealed(sealed_passphrase())
    assert vault.record(code).body == body_with(replacement="Vüqar əvəzi", reason="Vüqar istədi")


def test_what_would_touch_sealed_words_is_not_saved_while_they_are_closed(marked: tuple[Vault, str]) -> None:
    vault, code = marked
    vault.close_sealed()
    shown = vault.record(code)
    assert shown.row.card is not None
    with pytest.raises(SealedWordsTouched):
        vault.save(code, card=CARD, body=Body.of("yeni"))
    with pytest.raises(SealedClosed):
        vault.save(code, card=CARD, body=body_with())
    with pytest.raises(SealedClosed):
        vault.save(OPEN_RECORD, card=CARD, body=body_with())
    with pytest.raises(SealedClosed):
        vault.add_record(CASE, kind=Kind.NOTE, level=Level.PUBLIC, card=CARD, body=body_with())
    assert [item.version for item in vault.revisions(code)] == [3, 2, 1]
    assert [item.version for item in vault.revisions(OPEN_RECORD)] == [1]
    assert vault.record(code) == shown
    assert vault.check() == []


def test_older_versions_that_said_it_need_the_compartment(marked: tuple[Vault, str]) -> None:
    vault, code = marked
    assert [(item.version, item.sealed) for item in vault.revisions(code)] == [(3, False), (2, True), (1, True)]
    assert vault.revision(code, 1).body == Body.of(TEXT)
    assert vault.revision(code, 2).row.card == Card(title="Vüqar haqqında", tags=("Vüqar",))
    vault.close_sealed()
    for version in (1, 2):
        with pytest.raises(SealedClosed):
            vault.revision(code, version)
    assert "▒▒▒" in vault.revision(code, 3).body.text


def test_versions_after_the_mark_stay_readable_until_more_is_sealed(marked: tuple[Vault, str]) -> None:
    vault, code = marked
    vault.save(code, card=CARD, body=body_with(TEXT + " Bitdi."))
    assert [item.sealed for item in vault.revisions(code)] == [False, False, True, True]
    more = body_with(TEXT + " Bitdi.")
    at = more.text.index("Sonra")
    more = Body(more.blocks, (*more.passages, Passage(at, at + 5, Level.SEALED, "Sonra")))
    vault.save(code, card=CARD, body=more)
    assert [item.sealed for item in vault.revisions(code)] == [False, True, True, True, True]
    assert vault.revision(code, 4).body == body_with(TEXT + " Bitdi.")
    assert vault.revision(code, 3).body.passages[0].reason == "Vüqar istədi"
    assert vault.record(code).body == more
    assert vault.check() == []


def test_sealing_a_second_occurrence_seals_the_version_that_had_it_open(sealed_vault: Vault) -> None:
    vault = sealed_vault
    text = "Vüqar gəldi. Vüqar getdi."
    first, second = Passage(0, 5, Level.SEALED, "Vüqar"), Passage(13, 18, Level.SEALED, "Vüqar")
    row, _ = vault.add_record(CASE, kind=Kind.NOTE, level=Level.ROLE, card=CARD, body=Body.of(text, (first,)))
    vault.save(row.code, card=CARD, body=Body.of(text, (first, second)))
    assert [item.sealed for item in vault.revisions(row.code)] == [False, True]


def test_words_that_are_sealed_no_more_are_in_the_open_again(marked: tuple[Vault, str]) -> None:
    vault, code = marked
    vault.save(code, card=CARD, body=Body.of(TEXT))
    vault.close_sealed()
    assert vault.record(code).body == Body.of(TEXT)
    assert [found.row.code for found in vault.search(parse("Vüqar"))] == [code]
    vault.save(code, card=CARD, body=Body.of("yeni"))
    assert vault.check() == []


@pytest.mark.parametrize("level", [Level.PUBLIC, Level.SEALED])
def test_a_level_move_leaves_sealed_words_where_they_are(marked: tuple[Vault, str], level: Level) -> None:
    vault, code = marked
    vault.set_level(code, level, reason="razılıq")
    assert vault.check() == []
    vault.set_level(code, Level.INTERNAL, reason="geri")
    assert [item.sealed for item in vault.revisions(code)] == [False, True, True]
    assert vault.record(code).body.text == TEXT
    assert vault.revision(code, 1).body.text == TEXT
    assert vault.drafts()[0].level is Level.INTERNAL
    assert "Vüqar".encode() not in readable_without_the_sealed_key(vault)
    assert vault.check() == []


def test_a_level_move_between_open_levels_needs_no_compartment(marked: tuple[Vault, str]) -> None:
    vault, code = marked
    vault.close_sealed()
    vault.set_level(code, Level.ROLE, reason="razılıq")
    assert vault.search(parse("gəldilər level:role"))[0].row.code == code
    vault.open_sealed(sealed_passphrase())
    assert vault.record(code).body.text == TEXT
    assert (vault.drafts()[0].level, vault.drafts()[0].body.text) == (Level.ROLE, TEXT)


def test_lists_and_snippets_never_show_sealed_words(marked: tuple[Vault, str]) -> None:
    vault, code = marked
    assert [found.row.code for found in vault.search(parse("zəfərabad*"))] == [code]
    assert [found.row.code for found in vault.search(parse("zəfərabad* gəldilər level:internal"))] == [code]
    assert vault.search(parse("zəfərabad* level:public")) == []
    assert vault.search(parse("zəfərabad* kind:note")) == []
    (found,) = vault.search(parse("işləyirdi"))
    assert "Vüqar" not in found.snippet
    assert "▒▒▒ işləyirdi" in found.snippet
    vault.close_sealed()
    assert vault.search(parse("zəfərabad*")) == []
    assert vault.search(parse("Vüqar")) == []
    assert [found.row.code for found in vault.search(parse("işləyirdi"))] == [code]


def test_the_recycle_bin_and_a_rebuilt_index_keep_to_the_open_part(marked: tuple[Vault, str]) -> None:
    vault, code = marked
    vault.close_sealed()
    vault.delete(code)
    vault.restore(code)
    vault._store.set_meta("fold_version", "0")
    path = vault.path
    vault.lock()
    again = reopen(path)
    assert [found.row.code for found in again.search(parse("işləyirdi"))] == [code]
    assert again.search(parse("Vüqar")) == []
    assert search_index.count(again._store, Level.INTERNAL) == 2
    assert again.check() == []
    again.lock()


def test_a_draft_with_sealed_passages_is_sealed_as_a_whole(sealed_vault: Vault) -> None:
    vault = sealed_vault
    draft = Draft("d2", "", CASE, Kind.NOTE, Level.ROLE, "Vüqar", body_with())
    vault.put_draft(draft)
    (kept,) = vault.drafts()
    assert (kept.level, kept.title, kept.body) == (Level.ROLE, "Vüqar", body_with())
    found = readable_without_the_sealed_key(vault)
    assert "Vüqar".encode() not in found
    assert vault.drafts() == []
    for replacing in (draft, Draft("d2", "", CASE, Kind.NOTE, Level.ROLE, "boş", Body.of("boş"))):
        with pytest.raises(SealedClosed):
            vault.put_draft(replacing)
    vault.open_sealed(sealed_passphrase())
    assert vault.drafts()[0].body == body_with()
    vault.put_draft(Draft("d2", "", CASE, Kind.NOTE, Level.ROLE, "boş", Body.of("boş")))
    vault.close_sealed()
    assert vault.drafts()[0].title == "boş"


def test_blocks_and_styles_come_back_from_storage(sealed_vault: Vault) -> None:
    blocks = (Block("Başlıq", BlockStyle.HEADING_2), Block("bir", BlockStyle.BULLET), Block("iki", BlockStyle.QUOTE))
    body = Body(blocks, (Passage(3, 12, Level.SEALED, "lıq\nbir\ni"), Passage(12, 14, Level.SEALED, "ki")))
    row, _ = sealed_vault.add_record(CASE, kind=Kind.NOTE, level=Level.SEALED, card=CARD, body=body)
    assert sealed_vault.record(row.code).body == body


@pytest.mark.parametrize(
    "damage",
    [
        lambda write: write("DELETE FROM sealed_words"),
        lambda write: write("UPDATE sealed_words SET blob = wrapped"),
        lambda write: write("UPDATE body SET sealed = 0"),
        lambda write: write("UPDATE body SET sealed = 1"),
    ],
)
def test_missing_or_exchanged_sealed_words_are_noticed(
    marked: tuple[Vault, str], damage: Callable[[Callable[[str], int]], int]
) -> None:
    vault, code = marked
    damage(vault._store.connection.write)
    assert {(problem.area, problem.subject) for problem in vault.check()} >= {(Area.SEAL, code)}
    with pytest.raises(VaultDamaged):
        [vault.revision(code, version) for version in (3, 2, 1)]


def test_sealed_values_are_counted(marked: tuple[Vault, str]) -> None:
    vault, _ = marked
    assert vault.sealed_values() == 1 + 1 + 3  # a record, an entry, the words and two older versions
