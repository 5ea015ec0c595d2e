"""Rules of the matcher that a table row alone would not explain."""

from __future__ import annotations

import pytest

from fieldnotes.model.register import EntityType
from fieldnotes.redaction import Known, Outcome, Register
from fieldnotes.redaction.byear import heard


def found(text: str, *names: str, kind: EntityType = EntityType.PERSON, language: str = "en") -> list[tuple[str, str]]:
    hits = Register([Known("E-1", kind, names)]).scan(text, language=language)
    return [(text[hit.start : hit.end], hit.outcome.value) for hit in hits]


AUTO, REVIEW = Outcome.AUTO.value, Outcome.REVIEW.value


@pytest.mark.parametrize(
    ("text", "language", "surface"),
    [
        ("Дом стоял на улице Самеда Вургуна.", "ru", "улице Самеда Вургуна"),
        ("It was on Samad Vurghun Street.", "en", "Samad Vurghun Street"),
        ("Səməd Vurğun küçəsindəki ev", "az", "Səməd Vurğun küçəsindəki"),
    ],
)
def test_a_street_is_known_by_its_own_word_in_any_language(text: str, language: str, surface: str) -> None:
    assert found(text, "Səməd Vurğun küçəsi", kind=EntityType.PLACE, language=language) == [(surface, AUTO)]


def test_the_own_word_of_a_street_alone_or_in_another_institution_is_no_mention_of_it() -> None:
    for text in ("Səməd Vurğun yazırdı.", "Səməd Vurğun teatrı bağlandı."):
        assert found(text, "Səməd Vurğun küçəsi", kind=EntityType.PLACE, language="az") == []


def test_a_turkic_ending_inside_a_phrase_makes_other_words_of_it() -> None:
    assert found("Meydanda TV yox idi.", "Meydan TV", kind=EntityType.ORG, language="az") == []
    assert found("Meydan TV-də idi.", "Meydan TV", kind=EntityType.ORG, language="az") != []


def test_an_ending_longer_than_the_acronym_goes_with_it() -> None:
    assert found("MHB-nin sədri gəldi.", "MHB", kind=EntityType.ORG, language="az") == [("MHB-nin", AUTO)]
    assert found("Turgut'la gittik.", "Turgut Arslan", language="tr") == [("Turgut", AUTO)]


def test_digits_may_be_said_twice() -> None:
    number = "+44 7700 900123"
    said = "oh double seven double oh nine double oh one two three"
    assert found(f"Call {said} today", number, kind=EntityType.PHONE) == [(said, AUTO)]
    assert found("два нуля", number, kind=EntityType.PHONE, language="ru") == []


def test_a_large_number_is_no_part_of_a_telephone_number() -> None:
    assert found("2 345 678 people", "+994 50 234 56 78", kind=EntityType.PHONE) == []
    assert found("call 234 56 78", "+994 50 234 56 78", kind=EntityType.PHONE) == [("234 56 78", REVIEW)]


@pytest.mark.parametrize("word", ["kiumarsdehghani7", "dehghanikiumars"])
def test_an_arabic_script_name_is_known_as_one_latin_word(word: str) -> None:
    assert found(f"posted by {word} today", "کیومرث دهقانی")[0][1] == AUTO
    assert found("posted by kiumarsdarabi today", "کیومرث دهقانی") == []


@pytest.mark.parametrize("surface", ["R@sul", "Cəf@rov", "C@f@rov"])
def test_signs_stand_for_letters(surface: str) -> None:
    assert found(f"So said {surface} then", "Rəsul Cəfərov") == [(surface, AUTO)]


def test_an_address_is_not_taken_for_a_name_with_a_sign_in_it() -> None:
    assert found("write to r@sul.example", "Rəsul Cəfərov") == []


@pytest.mark.parametrize("surface", ["S J Whitcombe", "SJ Whitcombe", "Whitcombe S J", "Whitcombe SJ"])
def test_initials_need_no_dots(surface: str) -> None:
    assert found(f"Then {surface} gave evidence.", "Samuel Whitcombe") == [(surface, AUTO)]


def test_an_abbreviation_after_an_initial_stays() -> None:
    assert found("Am Abend rief Schaffrath S. an.", "Sieglinde Schaffrath", language="de") == [("Schaffrath S.", AUTO)]


@pytest.mark.parametrize("surface", ["Марван ат-Тарабулси", "ат-Тарабулси"])
def test_the_arabic_article_goes_with_the_surname_in_any_of_its_sounds(surface: str) -> None:
    assert found(f"Потом {surface} молчал.", "مروان الطرابلسي", language="ru") == [(surface, AUTO)]


def test_the_rest_of_a_broken_name_makes_nobody_else_of_its_first_name() -> None:
    hits = found("Otto Linde mann kam.", "Otto Lindemann", language="de")
    assert [outcome for _, outcome in hits] == [AUTO, AUTO]


@pytest.mark.parametrize(
    ("text", "name", "language"),
    [
        ("King James and the holly bush.", "James Hollis", "en"),
        ("Орден Святого Георгия лежал в ящике.", "Георгий Победоносцев", "ru"),
        ("თამარ მეფის ხანა იყო.", "თამარ ლაბაძე", "ka"),
    ],
)
def test_kings_and_saints_are_shown_and_not_redacted_unasked(text: str, name: str, language: str) -> None:
    assert all(outcome == REVIEW for _, outcome in found(text, name, language=language))


def test_a_word_spelled_otherwise_than_the_name_is_that_word() -> None:
    assert found("Əmin deyiləm.", "Emin Hüseynov", language="az") == []
    assert found("Emin gəlmədi.", "Emin Hüseynov", language="az") == [("Emin", AUTO)]


def test_a_lower_case_word_in_well_typed_text_is_shown_at_most() -> None:
    assert found("Then a fielder came.", "Grant Fielder") == []
    assert found("He said vardanek twice.", "Anton Vardanek") == [("vardanek", REVIEW)]
    assert found("he said vardanek twice", "Anton Vardanek") == [("vardanek", AUTO)]


@pytest.mark.parametrize(
    ("name", "ear"),
    [
        ("wójcicka", "vuytsitska"),
        ("jiménez", "khiménes"),
        ("schäuffelein", "shoyffelayn"),
        ("giuliani", "djuliani"),
        ("michael", "maykl"),
        ("thistlewood", "tistlvud"),
    ],
)
def test_western_names_are_heard_by_the_rules_of_their_language(name: str, ear: str) -> None:
    assert ear in heard(name)


def test_a_surname_with_the_azerbaijani_title_is_known_in_its_russian_form() -> None:
    assert found("Вызвали Эльшана Велибекова снова.", "Elşən Vəlibəyov", language="ru") == [
        ("Эльшана Велибекова", AUTO)
    ]


def test_a_slip_in_the_newspaper_spelling_of_a_name_is_noticed() -> None:
    assert found("Then Khadjia Ismayilova spoke.", "Xədicə İsmayılova") == [("Khadjia Ismayilova", AUTO)]
