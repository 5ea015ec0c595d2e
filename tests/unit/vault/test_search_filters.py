"""Filters, what must not be there, and their negations: the same answer from the index and from the sealed scan."""

from __future__ import annotations

import pytest

from fieldnotes.errors import BadQuery
from fieldnotes.model.dates import UncertainDate
from fieldnotes.model.level import Level
from fieldnotes.model.query import Filter, Has, Name, Query, Term, parse
from fieldnotes.model.record import Body, Card, Kind, Passage
from fieldnotes.model.status import State
from fieldnotes.vault.vault import Vault
from tests.helpers.vaults import CASE, HIDDEN_RECORD, OPEN_RECORD, SOURCE, reopen

TEXT = "Körpünün yanında ağ maşın dayandı."


def add(vault: Vault, card: Card, *, text: str = TEXT, level: Level = Level.ROLE, kind: Kind = Kind.TESTIMONY) -> str:
    return vault.add_record(CASE, kind=kind, level=level, card=card, body=Body.of(text))[0].code


def codes(vault: Vault, query: str) -> list[str]:
    return [found.row.code for found in vault.search(parse(query))]


_FINDS = (
    "tag:ağ-maşın",
    "tag:AĞ-MASIN,başqa",
    "article:535.1",
    "article:535",
    "person:s-001",
    "date:2016",
    "date:2016-11",
    "date:2016-11-04",
    "date:2016-11-05",
    "date:2016-11-20..2017-02",
    "date:2016..",
    "körpünün -tag:qara",
    "körpünün -qapı",
    'körpünün -"maşın ağ"',
    "kind:note,testimony date:2016",
)
_MISSES = (
    "tag:maşın",
    "article:53",
    "article:535.2",
    "person:S-002",
    "date:2016-10",
    "date:2016-12..2017-02",
    "date:..2016-10-31",
    "körpünün -tag:ağ-maşın",
    "körpünün -maşın",
    'körpünün -"ağ maşın"',
    "-körpünün date:2016",
    "-kind:testimony date:2016",
)


@pytest.mark.parametrize("level", [Level.ROLE, Level.SEALED])
def test_a_filter_finds_the_same_under_every_level(sealed_vault: Vault, level: Level) -> None:
    card = Card("Söhbət", source=SOURCE, dated="2016-11", tags=("ağ-maşın", "law:535.1"))
    code = add(sealed_vault, card, level=level)
    assert [query for query in _FINDS if code not in codes(sealed_vault, query)] == []
    assert [query for query in _MISSES if code in codes(sealed_vault, query)] == []


_DATES = (
    ("2016", "date:2016-05-03", True),
    ("2016", "date:2015-12..2016-01", True),
    ("2016", "date:2015", False),
    ("2016-11-04", "date:2016-11-04", True),
    ("2016-11-04", "date:2016-11-05..2016-11-09", False),
    ("2016-11-04", "date:2016-11-01..2016-11-09", True),
    ("2016-11..2017-02", "date:2017-01-09", True),
    ("2016-11..2017-02", "date:2017-03", False),
    ("2015-12-20..2017-01-03", "date:2016", True),
    ("c. 2016-11", "date:2016-12", True),
    ("c. 2016-11", "date:2017", False),
    ("", "date:2016", False),
    ("bilinmir", "date:1800..2100", False),
    ("9999", "date:2016", False),
    ("0001..9999", "date:2016", True),
    ("2016-12-31", "date:2016-12-31", True),
    ("2015", "date:2016", False),
)


def test_an_uncertain_date_is_found_where_it_may_lie(vault: Vault) -> None:
    made = {dated: add(vault, Card("Söhbət", dated=dated)) for dated in {dated for dated, _, _ in _DATES}}
    found = [(dated, query, made[dated] in codes(vault, query)) for dated, query, _ in _DATES]
    assert found == list(_DATES)


def test_what_a_record_has_is_asked_by_name(sealed_vault: Vault) -> None:
    plain = add(sealed_vault, Card("Adi"))
    told = "O, Bakıda gizlənir."
    body = Body.of(told, (Passage(3, 9, Level.SEALED, "Bakıda"),))
    sealed = sealed_vault.add_record(CASE, kind=Kind.NOTE, level=Level.ROLE, card=Card("Gizli"), body=body)[0].code
    sealed_vault.add_task("Yenidən soruş", about=plain)
    assert codes(sealed_vault, "has:sealed") == [sealed]
    assert codes(sealed_vault, "has:task") == [plain]
    assert codes(sealed_vault, "has:sealed,task") == [sealed, plain]
    assert set(codes(sealed_vault, "-has:sealed,task")) == {OPEN_RECORD, HIDDEN_RECORD}
    assert codes(sealed_vault, "has:draft") == []


def test_a_status_finds_whose_words_and_of_whom_the_records_are(vault: Vault) -> None:
    hers = add(vault, Card("Onun sözləri", source=SOURCE))
    about = add(vault, Card("Ondan danışan"))
    vault.set_mentions(about, {SOURCE: 2})
    vault.add_status(SOURCE, State.RELEASED, on="2015")
    vault.add_status(SOURCE, State.ARRESTED, on="2016-11")
    assert codes(vault, "status:arrested") == [about, hers]
    assert codes(vault, "status:released") == []
    assert OPEN_RECORD in codes(vault, "-status:arrested")


def test_a_word_that_only_sealed_passages_say_keeps_a_record_out_while_they_are_open(sealed_vault: Vault) -> None:
    body = Body.of("O, Bakıda gizlənir.", (Passage(3, 9, Level.SEALED, "Bakıda"),))
    code = sealed_vault.add_record(CASE, kind=Kind.NOTE, level=Level.ROLE, card=Card(), body=body)[0].code
    assert code not in codes(sealed_vault, "gizlənir -bakıda")
    sealed_vault.close_sealed()
    assert code in codes(sealed_vault, "gizlənir -bakıda")


def test_a_changed_card_is_found_by_what_it_says_now(vault: Vault) -> None:
    code = add(vault, Card("Söhbət", dated="2016-11", tags=("köhnə",)))
    vault.save(code, card=Card("Söhbət", dated="2017", tags=("təzə",)), body=Body.of(TEXT))
    assert codes(vault, "tag:köhnə") == codes(vault, "date:2016") == []
    assert codes(vault, "tag:təzə date:2017") == [code]
    vault.set_level(code, Level.INTERNAL)
    assert codes(vault, "tag:təzə level:internal") == [code]
    vault.delete(code)
    assert codes(vault, "tag:təzə") == []
    assert vault.check() == []


def test_an_index_without_markers_is_rebuilt_at_unlock(vault: Vault) -> None:
    code = add(vault, Card("Söhbət", tags=("köhnə",)))
    vault._store.set_meta("fold_version", "1")
    vault._store.connection.write("INSERT INTO fts_1 (fts_1) VALUES ('delete-all')")
    path = vault.path
    vault.lock()
    again = reopen(path)
    assert codes(again, "tag:köhnə") == [code]
    again.lock()


def test_a_query_is_read_with_its_operators() -> None:
    assert parse('-söz -"iki söz" date:2016-11..2017-02 -has:open tag:"ağ maşın",x') == Query(
        without=(Term("söz"), Term("iki söz")),
        filters=(
            Filter(Name.DATE, (UncertainDate("2016-11", "2017-02"),)),
            Filter(Name.HAS, (Has.OPEN,), negated=True),
            Filter(Name.TAG, ("ağ maşın", "x")),
        ),
    )
    assert parse("ağ-qara 5 - 3").groups == ((Term("ağ-qara"),), (Term("5"),), (Term("-"),), (Term("3"),))


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        ("söz kind:diary", 10, "testimony"),
        ("level:top", 7, "anonymous"),
        ("status:free", 8, "at-liberty"),
        ("has:wings", 5, "open"),
        ("date:2016-13", 6, "2016-11..2017-02"),
        ("date:soon", 6, "2016-11..2017-02"),
        ("söz -kind:", 11, "kind:"),
        ("a OR -b", 6, "OR"),
        ("-b OR a", 4, "OR"),
        ("case:C-001 OR a", 12, "kind:note,testimony"),
        ("tag:a tag:b", 7, "kind:note,testimony"),
        ('söz "açıq', 5, '"two words"'),
    ],
)
def test_what_cannot_be_read_is_told_by_place_and_by_what_can_stand_there(
    text: str, position: int, expected: str
) -> None:
    with pytest.raises(BadQuery) as caught:
        parse(text)
    assert caught.value.params["position"] == position
    assert expected in caught.value.hint_text()
