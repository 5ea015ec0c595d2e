from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.errors import NoSuchRecord, SealedClosed, VaultDamaged
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.query import parse
from fieldnotes.model.record import Block, BlockStyle, Body, Card, Kind, Passage
from fieldnotes.vault import codec
from fieldnotes.vault.vault import Vault
from tests.helpers.vaults import CASE, HIDDEN_RECORD, OPEN_RECORD, add_testimony, reopen

TEXTS = st.text(alphabet=st.characters(exclude_characters="\r\n"), max_size=40)


def test_codes_count_by_kind_and_are_never_given_again(vault: Vault) -> None:
    note, _ = vault.add_record(CASE, kind=Kind.NOTE, level=Level.INTERNAL, card=Card(), body=Body.of("ağ maşın"))
    assert note.code == "N-001"
    code = add_testimony(vault, "üçüncü", "söz")
    assert code == "T-003"
    vault.delete(code)
    assert add_testimony(vault, "dördüncü", "söz") == "T-004"
    assert vault.add_case("ikinci")[0].code == "C-002"


def test_a_write_that_fails_uses_up_no_code(vault: Vault) -> None:
    with pytest.raises(SealedClosed):
        add_testimony(vault, "gizli", "söz", level=Level.SEALED)
    assert add_testimony(vault, "üçüncü", "söz") == "T-003"


def test_a_record_needs_a_case(vault: Vault) -> None:
    with pytest.raises(NoSuchRecord):
        vault.add_record("C-999", kind=Kind.NOTE, level=Level.INTERNAL, card=Card(), body=Body())


def test_a_record_is_never_below_the_floor_of_its_case(vault: Vault) -> None:
    case, _ = vault.add_case("qorunan", floor=Level.ANONYMOUS)
    row, _ = vault.add_record(case.code, kind=Kind.NOTE, level=Level.PUBLIC, card=Card(), body=Body.of("söz"))
    assert row.level is Level.ANONYMOUS


def test_cases_count_their_records(vault: Vault) -> None:
    assert [(case.code, case.title, case.record_count) for case in vault.cases()] == [(CASE, "Gəncə işi", 2)]
    vault.delete(OPEN_RECORD)
    assert vault.case(CASE).record_count == 1
    with pytest.raises(NoSuchRecord):
        vault.case("C-999")


def test_every_saved_version_can_be_read_again(vault: Vault) -> None:
    first = vault.record(OPEN_RECORD)
    row, changes = vault.save(OPEN_RECORD, card=Card(title="İkinci"), body=Body.of("Yeni söz"))
    assert (row.version, row.card) == (2, Card(title="İkinci"))
    assert changes == Changes(records=frozenset({OPEN_RECORD}))
    assert [item.version for item in vault.revisions(OPEN_RECORD)] == [2, 1]
    assert vault.revision(OPEN_RECORD, 1).body == first.body
    assert vault.revision(OPEN_RECORD, 1).row.card == first.row.card
    assert vault.record(OPEN_RECORD).body.text == "Yeni söz"
    with pytest.raises(NoSuchRecord):
        vault.revision(OPEN_RECORD, 3)


def test_saving_what_is_there_makes_no_version(vault: Vault) -> None:
    record = vault.record(OPEN_RECORD)
    assert record.row.card is not None
    row, changes = vault.save(OPEN_RECORD, card=record.row.card, body=record.body)
    assert row.version == 1
    assert changes == Changes(ledger=False)


def test_pages_of_rows_do_not_shift_when_records_are_added(vault: Vault) -> None:
    codes = [add_testimony(vault, str(number), "söz") for number in range(7)]
    first = vault.rows(limit=3)
    assert [row.code for row in first] == codes[:-4:-1]
    add_testimony(vault, "yeni", "söz")
    second = vault.rows(limit=3, before=first[-1].code)
    assert [row.code for row in second] == codes[-4:-7:-1]
    assert len(vault.rows()) == 10


def test_rows_of_one_case(vault: Vault) -> None:
    other, _ = vault.add_case("ikinci")
    row, _ = vault.add_record(other.code, kind=Kind.NOTE, level=Level.ROLE, card=Card(title="x"), body=Body())
    assert [found.code for found in vault.rows(case=other.code)] == [row.code]
    assert [found.code for found in vault.rows(case=CASE)] == [HIDDEN_RECORD, OPEN_RECORD]


def test_the_recycle_bin_keeps_and_gives_back(vault: Vault) -> None:
    vault.delete(OPEN_RECORD)
    with pytest.raises(NoSuchRecord):
        vault.record(OPEN_RECORD)
    assert OPEN_RECORD not in {row.code for row in vault.rows()}
    assert [row.code for row in vault.recycled()] == [OPEN_RECORD]
    assert vault.search(parse("535.1")) == []
    vault.restore(OPEN_RECORD)
    assert [found.row.code for found in vault.search(parse("535.1"))] == [OPEN_RECORD]
    with pytest.raises(NoSuchRecord):
        vault.restore(OPEN_RECORD)
    assert vault.check() == []


def test_several_writes_are_kept_together_or_not_at_all(vault: Vault) -> None:
    def broken_off() -> None:
        with vault.transaction():
            vault.add_case("ikinci")
            add_testimony(vault, "üçüncü", "kərpic")
            vault.record("T-999")

    with pytest.raises(NoSuchRecord):
        broken_off()
    assert len(vault.cases()) == 1
    assert vault.search(parse("kərpic")) == []
    with vault.transaction():
        try:
            with vault.transaction():
                vault.add_case("atılan")
                vault.record("T-999")
        except NoSuchRecord:
            vault.add_case("qalan")
    assert [case.title for case in vault.cases()] == ["Gəncə işi", "qalan"]
    vault.verify_ledger()


def test_a_text_moved_to_another_record_does_not_open_there(vault: Vault) -> None:
    """Somebody who holds the database key but not the level keys cannot exchange what two people said."""
    add_testimony(vault, "başqa", "başqa söz")
    vault._store.connection.write(
        "UPDATE body SET wrapped = (SELECT b.wrapped FROM body b WHERE b.record_row = 3), "
        "blob = (SELECT b.blob FROM body b WHERE b.record_row = 3) WHERE record_row = 1"
    )
    with pytest.raises(VaultDamaged):
        vault.record(OPEN_RECORD)


def test_an_old_version_put_in_place_of_the_new_does_not_open(vault: Vault) -> None:
    vault.save(OPEN_RECORD, card=Card(), body=Body.of("yeni"))
    vault._store.connection.write(
        "UPDATE body SET wrapped = (SELECT b.wrapped FROM body b WHERE b.record_row = 1 AND b.version = 1), "
        "blob = (SELECT b.blob FROM body b WHERE b.record_row = 1 AND b.version = 1) "
        "WHERE record_row = 1 AND version = 2"
    )
    with pytest.raises(VaultDamaged):
        vault.record(OPEN_RECORD)


def test_difficult_texts_survive(vault: Vault) -> None:
    text = "שלום مرحبا \u202eabc\u202c ı̇ \u200b\ud800 \x00 👩‍👧 é"
    code = add_testimony(vault, text, text)
    path = vault.path
    vault.lock()
    again = reopen(path)
    assert again.record(code).body.text == text
    assert again.row(code).card == Card(title=text)
    again.lock()


@given(
    blocks=st.lists(st.builds(Block, TEXTS, st.sampled_from(BlockStyle)), max_size=4),
    passages=st.lists(
        st.builds(Passage, st.integers(0, 9), st.integers(0, 9), st.sampled_from(Level), TEXTS, TEXTS, TEXTS),
        max_size=3,
    ),
)
def test_bodies_are_read_back_as_they_were_written(blocks: list[Block], passages: list[Passage]) -> None:
    body = Body(tuple(blocks), tuple(passages))
    assert codec.load_body(codec.dump_body(body)) == body


@given(st.builds(Card, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, st.lists(TEXTS, max_size=3).map(tuple)))
def test_cards_are_read_back_as_they_were_written(card: Card) -> None:
    assert codec.load_card(codec.dump_card(card)) == card


def test_a_field_that_a_later_version_adds_is_no_obstacle() -> None:
    assert codec.load_card(codec.dump({"title": "ad", "mood": "later"})) == Card(title="ad")
