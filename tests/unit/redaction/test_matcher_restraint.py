"""Where the matcher holds back: words that are meant as words, other people, other names."""

from __future__ import annotations

import pytest

from fieldnotes.model.register import EntityType
from fieldnotes.redaction import Known, Outcome, Register

PERSON, PLACE, ORG = EntityType.PERSON, EntityType.PLACE, EntityType.ORG


def outcomes(text: str, name: str, language: str, kind: EntityType = PERSON) -> set[Outcome]:
    return {hit.outcome for hit in Register([Known("E-1", kind, (name,))]).scan(text, language=language)}


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [
        ("Çınar Toprak", "Toprak kuruydu, yaşlı çınar devrildi.", "tr"),
        ("Pauline Ford", "They bought a Ford for the trip.", "en"),
        ("كريم جميل", "هذا بيت جميل.", "ar"),
        ("Камил Ахмедов", "Камилла пришла одна.", "ru"),
        ("Paul Marlin", "Pauline wohnt hier.", "de"),
        ("Карим Садыков", "Дом Каримовых стоял пустой.", "ru"),
        ("Tural Qasım", "Turallı kəndi", "az"),
        ("Алёна Фёдорова", "Фёдоровна пришла.", "ru"),
        ("Irina Solovyeva", "Irina Petrova was absent.", "en"),
        ("Deniz Kara", "Karadeniz kıyısında bir köy.", "tr"),
        ("Will Carter", "Will you come tomorrow?", "en"),
        ("Magdalen Whitby", "She studied at Magdalen College.", "en"),
    ],
)
def test_nobody_is_asked_about_what_is_clearly_a_word_or_somebody_else(name: str, text: str, language: str) -> None:
    assert outcomes(text, name, language) == set()


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [
        ("Роза Каменная", "Каменная стена и одна роза.", "ru"),
        ("Алексей Хрущёв", "Алексей Грушев не приехал.", "ru"),
        ("Алёна Фёдорова", "Елена Фёдорова не приехала.", "ru"),
        ("Ясна Погода", "Погода ясна, видно далеко.", "ru"),
        ("جميل صبري", "وقد نفد صبري.", "ar"),
        ("شیرین رضایی", "Russia said so.", "en"),
        ("Лев Пушкин", "памятник Пушкину на площади", "ru"),
    ],
)
def test_a_human_decides_where_a_word_or_another_name_is_likelier(name: str, text: str, language: str) -> None:
    assert Outcome.AUTO not in outcomes(text, name, language)


def test_an_organisation_called_by_everyday_words_needs_its_capitals() -> None:
    assert Outcome.AUTO not in outcomes("Azad söz demək çətin idi.", "Azad Söz", "az", ORG)
    assert Outcome.AUTO not in outcomes("Его голос дрожал.", "Голос", "ru", ORG)
    assert outcomes("Его взяли в «Голос».", "Голос", "ru", ORG) != set()


def test_a_maiden_name_that_begins_like_the_registered_one_is_still_shown() -> None:
    assert outcomes("Irina Sokolova was absent.", "Irina Solovyeva", "en") == {Outcome.REVIEW}


def test_a_known_person_with_an_inflected_title_is_meant() -> None:
    assert outcomes("Ümid bəyi gözlədik.", "Ümid Sadıqov", "az") == {Outcome.AUTO}


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Qovluq 40 555/01-73", Outcome.REVIEW),
        ("İş № 40-555-01-73", Outcome.REVIEW),
        ("Zəng: 40 555 01 73", Outcome.AUTO),
        ("040 555/01/73", Outcome.AUTO),
        ("+994 40/555-01-73", Outcome.AUTO),
    ],
)
def test_the_number_of_a_document_is_only_shown(text: str, outcome: Outcome) -> None:
    assert outcomes(text, "+994 40 555 01 73", "az", EntityType.PHONE) == {outcome}


@pytest.mark.parametrize(
    ("name", "text", "language", "kind"),
    [
        ("Bakı", "Bakım çok pahalı.", "tr", PLACE),
        ("Rize", "Риза священника порвалась.", "ru", PLACE),
        ("Arif Nəsib", "Arifə xanım gəldi.", "az", PERSON),
        ("Глеб Марин", "Морин ушёл.", "ru", PERSON),
        ("Şule Işık", "Işık söndü.", "tr", PERSON),
    ],
)
def test_what_may_be_another_word_or_person_is_only_shown(
    name: str, text: str, language: str, kind: EntityType
) -> None:
    assert outcomes(text, name, language, kind) == {Outcome.REVIEW}


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [
        ("Сергей Орлов", "Сергей Орловский не пришёл.", "ru"),
        ("Səid Nuri", "Səidə Nuriyeva gəldi.", "az"),
        ("Karim Haddad", "Karima Haddad spoke.", "en"),
        ("Nino Gelashvili", "Ninos Geladze left.", "en"),
        ("Jean Petit", "Jeanne Petitjean est là.", "fr"),
        ("سمير خوري", "جاء سمير الدباغ أمس", "ar"),
    ],
)
def test_a_namesake_or_a_relative_is_asked_about_and_never_redacted(name: str, text: str, language: str) -> None:
    assert outcomes(text, name, language) == {Outcome.REVIEW}


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [
        ("Vəfa Tanrıverdi", "Tanrı verdi, vəfasız çıxdı.", "az"),
        ("Kader Bulut", "Kaderimiz buymuş.", "tr"),
        ("پیروز سپهر", "تیم ما پیروز شد.", "fa"),
    ],
)
def test_everyday_words_side_by_side_are_no_broken_name(name: str, text: str, language: str) -> None:
    assert Outcome.AUTO not in outcomes(text, name, language)


@pytest.mark.parametrize(
    ("name", "text", "language"), [("Şuşa", "Şuşalar sındı.", "az"), ("Bor", "Boru patladı.", "tr")]
)
def test_a_town_with_the_ending_of_a_thing_is_asked_about(name: str, text: str, language: str) -> None:
    assert outcomes(text, name, language, PLACE) == {Outcome.REVIEW}


def test_a_title_is_not_seen_in_a_longer_word() -> None:
    assert outcomes("Çinar ağacının kölgəsi.", "Çinar Aydoğdu", "az") == {Outcome.REVIEW}  # ağa is a title


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [
        ("Duygu Yağmur", "Duygularımı yağmur dindirdi.", "tr"),
        ("Ömer Uzun", "Uzun bir yol vardı.", "tr"),
        ("ვარდო მთა", "მთაში თოვდა.", "ka"),
        ("ლალი წყარო", "წყაროს წყალი ცივი იყო.", "ka"),
        ("شیرین مرادی", "چای شیرین خوردیم.", "fa"),
        ("Bora Ak", "Boran başladı.", "tr"),
        ("Çağatay Işıldar", "Yıldızlar ışıldardı geceleri.", "tr"),
        ("Iris Falls", "The iris falls to the ground.", "en"),
        ("Tuğba Sarı", "Sarı yapraklar düştü.", "tr"),
    ],
)
def test_a_word_among_words_is_not_asked_about(name: str, text: str, language: str) -> None:
    assert outcomes(text, name, language) == set()


def test_a_german_surname_after_an_article_may_be_a_noun_and_with_a_plural_verb_a_family() -> None:
    assert outcomes("Die Dransen hingen schief.", "Ilse Dransen", "de") == {Outcome.REVIEW}
    assert outcomes("Fröhlichs haben ein Auto.", "Jörg Fröhlich", "de") == {Outcome.AUTO}
    assert outcomes("Kesslers' Garten war leer.", "Heidrun Kessler", "de") == {Outcome.AUTO}


@pytest.mark.parametrize(
    ("text", "name", "language", "outcome"),
    [
        ("Rəşid Behbudov küçəsində yaşayırdı.", "Rəşid Behbudov", "az", Outcome.REVIEW),
        ("Rəşid Behbudov parkda oturdu.", "Rəşid Behbudov", "az", Outcome.AUTO),
        ("Жили на улице Ивана Громова.", "Иван Громов", "ru", Outcome.REVIEW),
        ("В парке Иван Громов сидел.", "Иван Громов", "ru", Outcome.AUTO),
        ("They met on Thomas Hill Street.", "Thomas Hill", "en", Outcome.REVIEW),
        ("In the park Thomas Hill sat.", "Thomas Hill", "en", Outcome.AUTO),
    ],
)
def test_a_full_name_that_a_street_has_is_asked_about(text: str, name: str, language: str, outcome: Outcome) -> None:
    assert outcomes(text, name, language) == {outcome}


def test_what_reads_like_a_telephone_or_a_place_and_may_be_something_else_is_asked_about() -> None:
    assert outcomes("ISBN 020-7946-0958-1", "+44 20 7946 0958", "en", EntityType.PHONE) == {Outcome.REVIEW}
    assert outcomes("Təzə bazara getdik.", "Təzə Bazar", "az", EntityType.PLACE) == {Outcome.REVIEW}


def test_a_plural_or_a_compound_that_opens_a_sentence_is_asked_about() -> None:
    assert outcomes("Hülyalara dalmıştı.", "Hülya Karaçam", "tr") == {Outcome.REVIEW}
    assert outcomes("Sonra püstə əjdərova haqqında soruşdular.", "Püstə Əjdərova", "az") == {Outcome.AUTO}
    assert outcomes("Uğur böceği elime kondu.", "Uğur Böcek", "tr") == {Outcome.REVIEW}
