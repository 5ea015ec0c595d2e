"""Cities are found in every case form and replaced by their country; streets and villages are found too."""

from __future__ import annotations

import pytest

from fieldnotes.model.audience import Audience
from fieldnotes.redaction.composition import applied
from fieldnotes.redaction.gazetteer import city_phrases, countries
from fieldnotes.redaction.generalise import Facet
from fieldnotes.redaction.ladder import for_audience
from fieldnotes.redaction.lexicon import lexicon
from fieldnotes.redaction.quasi import find_details


def coarser(text: str, *, public: bool = False) -> str:
    return applied(text, find_details(text, ladder=for_audience(Audience.PUBLIC if public else Audience.EDITOR)))


def test_every_city_has_a_country() -> None:
    kinds = {kind for _, kind, _ in city_phrases()}
    assert {kind.split(".")[1] for kind in kinds} <= set(countries())
    assert len({phrase for language, _, phrase in city_phrases() if language == "any"}) > 300


def test_every_ending_mark_of_the_lists_is_known() -> None:
    for pattern in lexicon()._patterns:
        pattern.accepts("x")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Interview with a source, Tbilisi, Georgia, 2016", "Interview with a source, [a city in Georgia], 2016"),
        ("Near Ganja, in Baku's suburbs.", "Near [a city in Azerbaijan], in [a city in Azerbaijan]'s suburbs."),
        ("Bakıda yaşadı, Tiflisdən qayıtdı.", "[a city in Azerbaijan] yaşadı, [a city in Georgia] qayıtdı."),
        ("Gəncəyə və Mingəçevirdəki evə getdi.", "[a city in Azerbaijan] və [a city in Azerbaijan] evə getdi."),
        ("Он жил в Баку, потом в Сумгаите.", "Он жил в [a city in Azerbaijan], потом в [a city in Azerbaijan]."),
        ("Из Гянджи она уехала в Нижний Новгород.", "Из [a city in Azerbaijan] она уехала в [a city in Russia]."),
        ("Ankara'da kaldı, İstanbul'dan geldi.", "[a city in Turkey] kaldı, [a city in Turkey] geldi."),
        ("Iğdır'a ve Van'dan İzmir'e gitti.", "[a city in Turkey] ve [a city in Turkey] [a city in Turkey] gitti."),
        ("They left Nice for Frankfurt am Main.", "They left [a city in France] for [a city in Germany]."),
    ],
)  # fmt: skip
def test_cities_become_their_country(text: str, expected: str) -> None:
    assert coarser(text) == expected


def test_the_public_is_not_told_the_country_of_a_city() -> None:
    assert coarser("She lives in Tbilisi now.", public=True) == "She lives in [a city] now."


@pytest.mark.parametrize(
    "text",
    [
        "Nice people helped them, reading was allowed.",
        "They left Azerbaijan for Georgia, then Germany.",
        "Azərbaycandan Gürcüstana getdi.",
        "Из Азербайджана в Грузию.",
        "The army was split and the bath was cold.",
    ],
)
def test_countries_and_ordinary_words_stay(text: str) -> None:
    assert [d for d in find_details(text) if d.facet == "place"] == []


def test_a_word_that_may_be_a_name_is_left_to_a_person() -> None:
    found = [d for d in find_details("They say that Sofia was kind to them.") if d.facet == "place"]
    assert [d.replacement for d in found] == [None]


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("He lives at 12 Leselidze Street with us.", "Leselidze"),
        ("Flat 4, 7 Rustaveli Avenue is empty.", "Rustaveli"),
        ("Он живёт: улица Леселидзе, 12.", "Леселидзе"),
        ("Она живёт на ул. Низами, д. 5, кв. 3.", "Низами"),
        ("Nizami küçəsi 5, mənzil 12-də yaşayır.", "Nizami"),
        ("Atatürk Caddesi No:12 Daire 3'te oturuyor.", "Atatürk"),
        ("Gül Sokak No:3 ve Fatih Mahallesi.", "Gül"),
        ("She was born in the village of Yeniqala.", "Yeniqala"),
        ("Yeniqala kəndində doğulub.", "Yeniqala"),
        ("Он родился в селе Еникала.", "Еникала"),
    ],
)
def test_addresses_and_villages_go(text: str, secret: str) -> None:
    assert secret not in coarser(text)
    assert "12" not in coarser(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Я веду страницу, на которой пишу о воде, и людей, о которых никто не пишет."),
        ("ru", "На окне пробился первый росток."),
        ("az", "Sabah görüşmə olacaq, sənaye zonasında romantik heç nə yoxdur."),
        ("tr", "Yarın görüşme var, dün de görüştük."),
    ],
)
def test_an_everyday_word_is_not_taken_for_a_town_by_its_ending(language: str, text: str) -> None:
    assert [one for one in find_details(text, language=language) if one.facet is Facet.PLACE] == []
