"""What is suggested in invented texts of six languages."""

from __future__ import annotations

import pytest

from fieldnotes.suggestions import Kind, find


def shown(text: str, language: str = "") -> dict[str, Kind]:
    return {text[one.start : one.end]: one.kind for one in find(text, language=language)}


def test_azerbaijani_testimony() -> None:
    found = shown(
        "2019-cu il mayın 5-də Bakıda Rəşad Əhmədzadə saxlanıldı. Qardaşı Orxan Gəncəyə qaçdı. "
        "Vəkili Nərgiz Talıbova idi, maaşı 400 manat.",
        "az",
    )
    assert found["2019-cu il mayın 5-də"] is Kind.DATE
    assert found["Rəşad Əhmədzadə"] is Kind.PERSON
    assert found["Orxan"] is Kind.PERSON
    assert found["Bakıda"] is Kind.PLACE
    assert found["Gəncəyə"] is Kind.PLACE
    assert found["Nərgiz Talıbova"] is Kind.LEGAL_PROFESSIONAL
    assert found["400 manat"] is Kind.MONEY


def test_russian_testimony() -> None:
    found = shown(
        "Его сестра Лейла Мамедова живёт в Тбилиси с 12 марта 2018 года. "
        "Следователь Игорь Петрович Ковальчук требовал 2000 долларов.",
        "ru",
    )
    assert found["Лейла Мамедова"] is Kind.PERSON
    assert found["Тбилиси"] is Kind.PLACE
    assert found["12 марта 2018 года"] is Kind.DATE
    assert found["Игорь Петрович Ковальчук"] is Kind.LEGAL_PROFESSIONAL
    assert found["2000 долларов"] is Kind.MONEY


def test_turkish_testimony() -> None:
    found = shown("Avukatı Selim Karahan 3 Ekim 2020'de Ankara'da gözaltına alındı. Kardeşi Baran üç yıl yattı.", "tr")
    assert found["Selim Karahan"] is Kind.LEGAL_PROFESSIONAL
    assert found["3 Ekim 2020"] is Kind.DATE
    assert found["Ankara"] is Kind.PLACE
    assert found["Baran"] is Kind.PERSON
    assert found["üç"] is Kind.QUANTITY


def test_english_testimony() -> None:
    found = shown(
        "My brother Anar Guliyev was held in Ganja on 5 May 2020 at 10:30. "
        "He wrote for the Institute for War and Peace Reporting and was 34 years old.",
        "en",
    )
    assert found["Anar Guliyev"] is Kind.PERSON
    assert found["Ganja"] is Kind.PLACE
    assert found["5 May 2020"] is Kind.DATE
    assert found["10:30"] is Kind.TIME
    assert found["Institute for War and Peace Reporting"] is Kind.ORG
    assert found["34"] is Kind.AGE


def test_georgian_testimony() -> None:
    found = shown("ბატონი გიორგი მაისურაძე თბილისში ცხოვრობს 2020 წლის 5 მაისიდან.", "ka")
    assert found["გიორგი მაისურაძე"] is Kind.PERSON
    assert found["თბილისში"] is Kind.PLACE
    assert found["2020 წლის 5 მაისიდან"] is Kind.DATE


def test_arabic_testimony() -> None:
    found = shown("السيد كريم حداد يعيش في تركيا منذ ٥ مايو ٢٠٢٠", "ar")
    assert found["كريم حداد"] is Kind.PERSON
    assert found["تركيا"] is Kind.PLACE
    assert found["٥ مايو ٢٠٢٠"] is Kind.DATE


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Yalnız Vüqar bilirdi.", "Vüqar"),
        ("Сказал только Рустам Гасанов.", "Рустам Гасанов"),
        ("Die Tochter von Frau Brandstetter und der Sohn sind da.", "Frau Brandstetter"),
        ("Le gouvernement et Mme Dubreton ont répondu.", "Mme Dubreton"),
    ],
)
def test_an_unknown_language_is_guessed(text: str, surface: str) -> None:
    assert shown(text)[surface] is Kind.PERSON


def test_the_ending_after_an_apostrophe_is_no_part_of_the_name() -> None:
    assert "Mehman Vəlizadə" in shown("They read Mehman Vəlizadə’s letter.", "en")


@pytest.mark.parametrize(
    ("text", "language", "surface"),
    [
        ("l'association « Droits et dignité » est intervenue", "fr", "Droits et dignité"),
        ("«Dalğa və ləpə» qəzeti bağlandı", "az", "Dalğa və ləpə"),
        ("газета «Новая волна» закрыта", "ru", "Новая волна"),
    ],
)
def test_a_quoted_name_beside_the_word_for_an_organisation(text: str, language: str, surface: str) -> None:
    assert shown(text, language)[surface] is Kind.ORG


def test_a_place_beside_a_person_is_told_apart() -> None:
    found = shown("Bakıda Rəşad, Lənkəranda isə Aytən Rzayeva saxlanıldı.", "az")
    assert found["Rəşad"] is Kind.PERSON
    assert found["Aytən Rzayeva"] is Kind.PERSON


def test_a_word_that_only_begins_the_sentence_is_not_offered_beforehand() -> None:
    text = "Yesterday the police came. Nobody spoke. However, the police left."
    assert all(one.confidence < 0.3 for one in find(text, language="en"))


def test_courts_and_laws_name_nobody() -> None:
    text = "La Cour rappelle que l'article 6 § 1 de la Convention et le Protocole no 1 s'appliquent."
    assert [one for one in find(text, language="fr") if one.confidence >= 0.3] == []


def test_headings_in_capitals_are_no_names() -> None:
    assert find("THE CIRCUMSTANCES OF THE CASE\n", language="en") == []


def test_what_is_known_is_left_out() -> None:
    text = "Anar Guliyev met Leyla Mammadova."
    found = find(text, language="en", known=lambda surface: surface == "Anar Guliyev")
    assert "Anar Guliyev" not in {text[one.start : one.end] for one in found}
    assert any("Leyla" in text[one.start : one.end] for one in found)


def test_an_occupation_counts_only_beside_a_place_or_an_organisation() -> None:
    assert "journalist" not in shown("A journalist came by.", "en")
    assert shown("A journalist came from Ganja.", "en")["journalist"] is Kind.ROLE


def test_a_certain_name_is_found_elsewhere_in_other_forms() -> None:
    text = "Natiq Isbatov saxlanıldı. Sonra İsbatovun evinə getdilər. Isbatovu döydülər."
    found = find(text, language="az")
    surfaces = [text[one.start : one.end] for one in found if one.kind is Kind.PERSON]
    assert surfaces == ["Natiq Isbatov", "İsbatovun", "Isbatovu"]
    assert all(one.confidence >= 0.8 for one in found if one.kind is Kind.PERSON)


def test_an_empty_text_has_nothing() -> None:
    assert find("") == []
