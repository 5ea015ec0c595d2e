"""Codes for methods, acts, charges, agents, articles of law and fines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.errors import BadValue
from fieldnotes.redaction.vocabulary import LANGUAGES, CodedTerm, coded_terms, expand, find_codes, label


def test_the_vocabulary_has_the_breadth_the_field_needs() -> None:
    codes = [entry.code for entry in coded_terms()]

    assert len(codes) >= 60
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("entry", coded_terms(), ids=lambda entry: entry.code)
def test_every_term_and_label_leads_to_its_code(entry: CodedTerm) -> None:
    for language in LANGUAGES:
        assert entry.terms[language]
        for term in (entry.labels[language], *entry.terms[language]):
            assert entry.code in find_codes(term.replace("*", "")), (language, term)


def test_methods_law_and_fine_are_coded_together() -> None:
    text = "Vugar was arrested, suffocated and given electric shocks, charged under Art. 221.4 and fined 50 AZN."

    assert set(find_codes(text)) >= {
        "act:arrest",
        "fine:50 AZN",
        "law:221.4",
        "method:asphyxiation",
        "method:electric-shocks",
    }
    assert find_codes(text) == sorted(set(find_codes(text)))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Başına sellofan torba keçirdilər.", "method:asphyxiation"),
        ("Его душили, надев противогаз.", "method:asphyxiation"),
        ("Ona elektrik verdiler.", "method:electric-shocks"),
        ("ELEKTRİK CƏRƏYANI", "method:electric-shocks"),
        ("Qardaşı işdən çıxarıldı.", "act:dismissal"),
        ("Её лишили гражданства.", "act:citizenship-removal"),
        ("Yurt dışına çıkış yasağı konuldu.", "act:travel-ban"),
        ("Anası ondan, övladlıqdan imtina etdi.", "act:disowning"),
        ("Evində axtarış oldu.", "act:home-search"),
        ("Люди в штатском ждали у двери.", "agent:plain-clothes"),
        ("They came in plain clothes.", "agent:plain-clothes"),
        ("charged with hooliganism", "charge:hooliganism"),
    ],
)
def test_each_language_leads_to_the_same_codes(text: str, code: str) -> None:
    assert code in find_codes(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("He died of cardiac arrest.", "act:arrest"),
        ("Her beating heart.", "method:beating"),
        ("Cinayət işi açıldı.", "act:killing"),
        ("Hakimiyyət dəyişdi.", "agent:court"),
        ("It was a fine day.", "act:fine"),
        ("Press release.", "act:release"),
        ("uğurla boğazını göstərdi", "method:asphyxiation"),
    ],
)
def test_look_alikes_are_not_coded(text: str, code: str) -> None:
    assert code not in find_codes(text)


def test_a_look_alike_does_not_hide_the_real_thing() -> None:
    assert "act:arrest" in find_codes("After the arrest he died of cardiac arrest.")


@pytest.mark.parametrize(
    ("text", "laws"),
    [
        ("under Art. 221.4 of the Code", {"221.4"}),
        ("article 234", {"234"}),
        ("maddə 221.4", {"221.4"}),
        ("221.4-cü maddəsi ilə", {"221.4"}),
        ("статья 221.4", {"221.4"}),
        ("по ч. 2 ст. 282 УК", {"282"}),
        ("madde 299", {"299"}),
        ("TCK 299. maddesi", {"299"}),
        ("299'uncu maddeden", {"299"}),
        ("articles 178.3, 192.2 and 213.2", {"178.3", "192.2", "213.2"}),
        ("126 və 128-ci maddələri", {"126", "128"}),
        ("Article 139-1.", {"139-1"}),
        ("ARTICLE 19 said", set()),
        ("Article 19 of the Constitution", {"19"}),
        ("art in 2031", set()),
        ("room 221.4", set()),
    ],
)
def test_article_numbers_are_read_as_written(text: str, laws: set[str]) -> None:
    assert {code for code in find_codes(text) if code.startswith("law:")} == {f"law:{law}" for law in laws}


@pytest.mark.parametrize(
    ("text", "fines"),
    [
        ("fined 50 AZN", {"50 AZN"}),
        ("a fine of $1,500", {"1500 USD"}),
        ("fines from 3,000 to 5,000AZN", {"3000 AZN", "5000 AZN"}),
        ("a 50-manat fine", {"50 AZN"}),
        ("50 manat cərimə olundu", {"50 AZN"}),
        ("5 min manat məbləğində cərimə", {"5000 AZN"}),
        ("оштрафован на 1 500 рублей", {"1500 RUB"}),
        ("штраф 5 тыс. рублей", {"5000 RUB"}),
        ("500 TL idari para cezası", {"500 TRY"}),
        ("released on bail of 5000 AZN and fined", set()),
        ("paid 50 AZN for bread", set()),
    ],
)
def test_fines_are_read_with_amount_and_currency(text: str, fines: set[str]) -> None:
    assert {code for code in find_codes(text) if code.startswith("fine:")} == {f"fine:{fine}" for fine in fines}


def test_a_search_word_brings_its_fellow_terms_of_every_language() -> None:
    others = expand("Asphyxiation")

    assert {"suffocation", "smother*", "plastic bag*", "удушени*", "boğma"} <= set(others)
    assert "asphyxiation" not in others
    assert "asphyxiation" in expand("suffocation")
    assert "suffocation" in expand("plastic bags")
    assert len(set(others)) == len(others)


@pytest.mark.parametrize("word", ["", "   ", "*", "teapot", "electric", "the arrest of a man"])
def test_a_word_that_is_no_term_brings_nothing(word: str) -> None:
    assert expand(word) == ()


def test_labels_come_in_the_readers_language() -> None:
    assert label("act:arrest", "tr") == "Tutuklama"
    assert label("act:arrest", "ka") == "Arrest"
    assert label("law:221.4", "az") == "Maddə 221.4"
    assert label("fine:50 AZN", "ru") == "Штраф 50 AZN"
    with pytest.raises(BadValue):
        label("act:teapot", "en")


@given(st.text(max_size=300), st.sampled_from(["art. 1, ", "fined 1,", "200 azn", " fine", "plastic bag"]))
def test_any_text_can_be_coded_and_expanded(text: str, cue: str) -> None:
    for code in find_codes(text[:150] + cue + text[150:]):
        assert label(code, "en")
    expand(text)


@pytest.mark.parametrize("end", [".\n", "\n", " "])
def test_a_long_text_is_coded_like_its_sentences(end: str) -> None:
    told = "They were charged under Article 535.1 and fined 200 AZN"
    filler = "The road was long and nobody spoke of the letters"
    text = end.join([filler] * 3000 + [told] + [filler] * 3000 + [told.replace("535.1", "510")] + [filler] * 10)
    assert len(text) > 200_000
    assert find_codes(text) == find_codes(f"{told}. {told.replace('535.1', '510')}.")
