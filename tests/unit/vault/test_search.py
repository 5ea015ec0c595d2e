from __future__ import annotations

import pytest

from fieldnotes.errors import BadQuery, NoSuchRecord
from fieldnotes.model.level import Level
from fieldnotes.model.query import Filter, Name, Query, Term, parse
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.vault.vault import Vault
from tests.helpers.vaults import CASE, HIDDEN_RECORD, OPEN_RECORD, add_testimony, reopen


def codes(vault: Vault, query: str) -> list[str]:
    return [found.row.code for found in vault.search(parse(query))]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Xədicə İsmayılova Bakıya qayıtdı", "xedice"),
        ("Xədicə İsmayılova Bakıya qayıtdı", "ISMAYILOVA"),
        ("Xədicə İsmayılova Bakıya qayıtdı", "ismayılova"),
        ("IĞDIR'da tutuldu", "ığdır"),
        ("Öğretmen işten çıkarıldı", "ogretmen cikarildi"),
        ("Ёлка стояла в углу", "елка"),
        ("Его депортировали", "депорт*"),
        ("He was deported in 2016", "DEPOR*"),
        ("Tried under article 535.1 of the code", "535.1"),
        ("Tried under article 535.1 of the code", '"article 535"'),
        ("კიევში ჩავიდა", "კიევში"),
        ("تم اعتقاله في كييف", "اعتقاله"),
        ("تَمَّ اعْتِقَالُهُ", "اعتقاله"),
        ("کرمان در زمستان", "كرمان"),
        ("hid\u200bden word", "hidden"),
        ("phone ۱۲۳۴", "1234"),
        ("O'Brien's notes", "o'brien"),
    ],
)
def test_words_are_found_however_they_were_typed(vault: Vault, text: str, query: str) -> None:
    code = add_testimony(vault, "", text)
    assert code in codes(vault, query)


def test_a_title_is_searched_too(vault: Vault) -> None:
    assert codes(vault, "ilk") == [OPEN_RECORD]


def test_words_are_joined_by_and_alternatives_by_or(vault: Vault) -> None:
    red = add_testimony(vault, "", "qırmızı maşın gəldi")
    blue = add_testimony(vault, "", "mavi maşın getdi")
    assert codes(vault, "maşın gəldi") == [red]
    assert codes(vault, "maşın qırmızı OR mavi") == [blue, red]
    assert codes(vault, "qırmızı OR mavi getdi") == [blue]
    assert codes(vault, "or") == []


def test_a_phrase_keeps_its_order(vault: Vault) -> None:
    code = add_testimony(vault, "", "ağ maşın qapıda durdu")
    assert codes(vault, '"ag masin"') == [code]
    assert codes(vault, '"masin ag"') == []
    assert codes(vault, '"maşın qap"*') == [code]


def test_the_newest_come_first_and_the_limit_holds_across_levels(vault: Vault) -> None:
    levels = [Level.PUBLIC, Level.INTERNAL, Level.ROLE, Level.PUBLIC, Level.ANONYMOUS]
    added = [add_testimony(vault, "", "körpü", level=level) for level in levels]
    assert codes(vault, "körpü") == added[::-1]
    assert [found.row.code for found in vault.search(parse("körpü"), limit=2)] == added[:-3:-1]
    assert [found.row.code for found in vault.search(parse("körpü"), levels=[Level.PUBLIC])] == [added[3], added[0]]


def test_filters_narrow(vault: Vault) -> None:
    other, _ = vault.add_case("ikinci")
    note, _ = vault.add_record(
        other.code, kind=Kind.NOTE, level=Level.ROLE, card=Card(), body=Body.of("Gəncədən zəng gəldi")
    )
    assert codes(vault, "gencede*") == [note.code, OPEN_RECORD]
    assert codes(vault, "gencede* kind:note") == [note.code]
    assert codes(vault, f"gencede* case:{CASE}") == [OPEN_RECORD]
    assert codes(vault, "gencede* level:role") == [note.code]
    assert codes(vault, "code:t-001") == [OPEN_RECORD]
    assert codes(vault, "kind:testimony level:internal") == [OPEN_RECORD]
    with pytest.raises(NoSuchRecord):
        codes(vault, "söz case:C-999")


def test_sealed_records_are_found_only_while_their_compartment_is_open(vault: Vault, sealed_vault: Vault) -> None:
    assert codes(sealed_vault, "toyda") == [HIDDEN_RECORD]
    assert codes(sealed_vault, "gizli toyd* level:sealed") == [HIDDEN_RECORD]
    assert codes(sealed_vault, "toyda kind:note") == []
    assert codes(sealed_vault, "toy") == []
    assert codes(sealed_vault, "söhbət") == [HIDDEN_RECORD, OPEN_RECORD]
    sealed_vault.close_sealed()
    assert codes(vault, "toyda") == []
    assert codes(vault, "söhbət") == [OPEN_RECORD]


def test_snippets_show_the_original_words_around_the_match(vault: Vault) -> None:
    text = "sakit gün. " * 40 + "Birdən İsmayılova gəldi.\nSonra " + "sakit gün. " * 40
    add_testimony(vault, "", text)
    (found,) = vault.search(parse("ismayilova"))
    assert [found.snippet[start:end] for start, end in found.marks] == ["İsmayılova"]
    assert "\n" not in found.snippet
    assert len(found.snippet) <= 180


def test_snippet_marks_stay_in_place_in_right_to_left_and_zero_width_text(vault: Vault) -> None:
    add_testimony(vault, "", "قال إنّ الشُرْطَة جاءت Stra\u200bße ليلاً")
    (found,) = vault.search(parse("strasse OR الشرطة"))
    assert [found.snippet[start:end] for start, end in found.marks] == ["الشُرْطَة", "Stra\u200bße"]


def test_punctuation_alone_finds_nothing(vault: Vault) -> None:
    assert codes(vault, "!!! ---") == []


@pytest.mark.parametrize(
    "text", ["NEAR(a b)", "a AND NOT b", "title:x", "x^2", "{a} -b", "a' OR '1'='1", '"a ""b'[:-1]]
)
def test_the_index_language_is_never_reached(vault: Vault, text: str) -> None:
    try:
        codes(vault, text)
    except BadQuery:
        assert '"' in text


def test_search_survives_locking(vault: Vault) -> None:
    add_testimony(vault, "", "körpüdə görüşdük")
    path = vault.path
    vault.lock()
    again = reopen(path)
    assert codes(again, "korpude") == ["T-003"]
    again.tidy()
    assert codes(again, "korpude") == ["T-003"]
    again.lock()


def test_an_index_of_an_older_folding_is_rebuilt_at_unlock(vault: Vault) -> None:
    vault._store.set_meta("fold_version", "0")
    vault._store.connection.write("INSERT INTO fts_3 (fts_3) VALUES ('delete-all')")
    path = vault.path
    vault.lock()
    again = reopen(path)
    assert codes(again, "535.1") == [OPEN_RECORD]
    assert again.check() == []
    again.lock()


def test_queries_are_read_as_typed() -> None:
    assert parse('Bakı "ağ maşın" depor* kind:note LEVEL:role case:c-001') == Query(
        groups=((Term("Bakı"),), (Term("ağ maşın"),), (Term("depor", prefix=True),)),
        filters=(
            Filter(Name.KIND, (Kind.NOTE,)),
            Filter(Name.LEVEL, (Level.ROLE,)),
            Filter(Name.CASE, ("C-001",)),
        ),
    )
    assert parse("http://x 12:30").groups == ((Term("http://x"),), (Term("12:30"),))


@pytest.mark.parametrize(
    ("text", "position"),
    [("", 1), ("  ", 1), ('söz "açıq', 5), ("*", 1), ("OR a", 1), ("a OR", 3), ("a OR OR b", 6), ('""', 1),
     ("a level:top", 9), ("kind:", 6), ("kind:note kind:note", 11), ("a OR kind:note", 6)],
)  # fmt: skip
def test_queries_that_cannot_be_understood_say_where(text: str, position: int) -> None:
    with pytest.raises(BadQuery) as caught:
        parse(text)
    assert caught.value.params["position"] == position
