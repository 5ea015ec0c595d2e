"""What the matcher reaches beyond a name's own letters: other ears, other hands, other maps, neighbours."""

from __future__ import annotations

import pytest

from fieldnotes.model.register import EntityType
from fieldnotes.redaction import Known, Outcome, Register
from fieldnotes.redaction.byear import heard
from fieldnotes.redaction.numerals import VALUES, spoken_digits
from fieldnotes.redaction.placenames import other_names

PERSON, PLACE, ORG, PHONE = EntityType.PERSON, EntityType.PLACE, EntityType.ORG, EntityType.PHONE
AUTO, REVIEW = Outcome.AUTO.value, Outcome.REVIEW.value


def found(text: str, name: str, *, kind: EntityType = PERSON, language: str = "en") -> list[tuple[str, str]]:
    hits = Register([Known("E-1", kind, (name,))]).scan(text, language=language)
    return [(text[hit.start : hit.end], hit.outcome.value) for hit in hits]


@pytest.mark.parametrize(
    ("name", "text", "language", "surface"),
    [
        ("Charlotte Dubois", "Şarlotta Dübua danışdı.", "az", "Şarlotta Dübua"),
        ("William Shawcross", "Uilyam Şoukross gəlmişdi.", "az", "Uilyam Şoukross"),
        ("Zbigniew Krzyżanowski", "Нашли Кшижановского.", "ru", "Кшижановского"),
        ("Lucia Cacciatore", "Пришёл Каччаторе.", "ru", "Каччаторе"),
        ("Douglas Cunningham", "دوغلاس كننغهام اتصل بنا.", "ar", "دوغلاس كننغهام"),
        ("Stephen Wainwright", "სტივენ უეინრაიტი დაგვირეკა.", "ka", "სტივენ უეინრაიტი"),
        ("Sean O'Donoghue", "Писал Донохью.", "ru", "Донохью"),
        ("زهرا موسوی", "Захра Мусави позвонила.", "ru", "Захра Мусави"),
        ("Левон Саакян", "Levon Sahakyan kept silent.", "en", "Levon Sahakyan"),
    ],
)
def test_names_are_known_as_another_people_writes_them_by_ear(
    name: str, text: str, language: str, surface: str
) -> None:
    assert found(text, name, language=language) == [(surface, AUTO)]


def test_only_languages_that_respell_names_are_read_so_in_latin_letters() -> None:
    assert found("Uilyam Şoukross gəlmişdi.", "William Shawcross", language="tr") == []


def test_ight_is_heard_before_the_vowel_that_may_stand_before_it() -> None:
    assert "uaynrayt" in heard("wainwright")


@pytest.mark.parametrize(
    ("name", "text", "surface"),
    [
        ("Тарас Шевчук", "Tapac Шeвчyк ушёл", "Tapac Шeвчyк"),
        ("Ines Albrecht", "lnes A1brecht", "lnes A1brecht"),
        ("Mürsel Çelikbaş", "Sonra Çelıkba$ geldi", "Çelıkba$"),
    ],
)
def test_look_alike_letters_and_signs_hide_nothing(name: str, text: str, surface: str) -> None:
    assert found(text, name, language="ru") == [(surface, AUTO)]


def test_two_slips_on_one_side_of_a_long_name_are_forgiven() -> None:
    assert found("Mr Haythornwaite was absent.", "Ann Haythornthwaite") == [("Haythornwaite", AUTO)]


def test_the_same_consonants_with_other_vowels_are_shown() -> None:
    assert found("They asked Simunbiruv.", "Лев Саманборов") == [("Simunbiruv", REVIEW)]


def test_the_unknown_surname_beside_a_first_name_is_shown_with_it() -> None:
    assert found("Later Owen Pritchard came.", "Owen Thackeray") == [("Owen Pritchard", REVIEW)]


def test_the_other_half_of_a_double_surname_goes_with_the_name() -> None:
    assert found("Es war Ines Albrecht-Thoma.", "Ines Albrecht", language="de") == [("Ines Albrecht-Thoma", AUTO)]


def test_a_town_is_known_by_its_names_in_other_languages() -> None:
    assert "Ленкорань" in other_names("Lənkəran")
    assert found("в Ленкорани было тихо", "Lənkəran", kind=PLACE, language="ru") == [("Ленкорани", AUTO)]


def test_several_towns_in_one_line_of_the_gazetteer_stay_apart() -> None:
    assert "Aleppo" not in other_names("Damascus")


def test_an_adjective_made_of_a_town_that_ends_in_a_vowel_tells_the_town() -> None:
    assert found("шушинская дорога", "Şuşa", kind=PLACE, language="ru") == [("шушинская", AUTO)]


def test_a_particle_may_part_the_street_from_its_name() -> None:
    assert found("au 14, r. des Tilleuls", "Rue des Tilleuls", kind=PLACE, language="fr")


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("əlli iki yüz on dörd", "50214"),
        ("nine hundred one four two", "900142"),
        ("beş yüz beş beş yüz elli beş", "505555"),
        ("пятьсот пятьдесят пять", "555"),
    ],
)
def test_hundreds_are_told_from_the_figures_around_them(said: str, digits: str) -> None:
    assert spoken_digits(VALUES[word] for word in said.split()) == digits


def test_a_year_after_a_stroke_makes_a_file_of_a_number() -> None:
    assert found("expediente 612/555-018/2014", "+34 612 555 018", kind=PHONE, language="es") == []


def test_a_handle_said_in_words_is_shown_when_figures_or_a_platform_say_so() -> None:
    handle = EntityType.HANDLE
    assert found('signed "Quiet Falcon 88"', "@quiet_falcon88", kind=handle) == [("Quiet Falcon 88", REVIEW)]
    assert found("A quiet falcon sat there.", "@quiet_falcon", kind=handle) == []


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Видел Д а р ь ю.", ["Д а р ь ю"]),
        ("Видел Д а р ь ю Л а с т о ч к и н у там.", ["Д а р ь ю", "Л а с т о ч к и н у"]),
        ("Пункты А Б В Г Д Е и Ж", []),
    ],
)
def test_letter_spaced_names_are_found_in_their_case_forms(text: str, surfaces: list[str]) -> None:
    assert [surface for surface, _ in found(text, "Дарья Ласточкина", language="ru")] == surfaces


@pytest.mark.parametrize(
    ("name", "text", "language", "surface"),
    [
        ("Tschaikowskistraße", "In der Tschaikowskistr. 5", "de", "Tschaikowskistr"),
        ("Tschaikowskistraße", "In der Tschaikowski-Straße 5", "de", "Tschaikowski-Straße"),
        ("Tschaikowskistraße", "на улице Чайковского", "ru", "улице Чайковского"),
    ],
)
def test_a_german_street_of_one_word_is_known_in_its_other_spellings(
    name: str, text: str, language: str, surface: str
) -> None:
    assert found(text, name, kind=PLACE, language=language) == [(surface, AUTO)]


def test_an_armenian_first_name_is_known_as_russians_write_it() -> None:
    assert found("Видели Ованеса вчера", "Hovhannes Sarian", language="ru") == [("Ованеса", AUTO)]
    assert found("Hovhannes Sarian came", "Оганес Сарян") == [("Hovhannes Sarian", AUTO)]


def test_an_arabic_name_with_the_alif_of_the_accusative_is_found() -> None:
    assert found("زرت رامزا أمس", "رامز الدرعاوي", language="ar") == [("رامزا", AUTO)]


def test_a_german_surname_that_owns_what_follows_is_certain() -> None:
    assert found("Webers Haus wurde durchsucht.", "Ernst Weber", language="de") == [("Webers", AUTO)]
    assert found("Des Webers Haus war dunkel.", "Ernst Weber", language="de") == []


def test_greek_capitals_do_not_hide_a_name() -> None:
    assert found("Μehdiyev gəldi.", "Sabir Mehdiyev", language="az") == [("Μehdiyev", AUTO)]


@pytest.mark.parametrize(
    ("name", "text", "language", "surface"),
    [
        ("Lermontov Street", "Wir wohnten in der Lermontowstraße.", "de", "Lermontowstraße"),
        ("Lermontov Street", "Lermontovstr. 5", "de", "Lermontovstr"),
        ("Улица Чайковского", "Tschaikowskistraße 8", "de", "Tschaikowskistraße"),
        ("Nizami küç. 12, m. 5", "O, Nizami küçəsi 12, mənzil 5-də qalır.", "az", "Nizami küçəsi 12"),
        ("Nizami küçəsi 12", "Nizami küç. 12 ünvanında", "az", "Nizami küç. 12"),
        ("Nizami küç. 12", "Улица Низами 12, второй подъезд", "ru", "Улица Низами 12"),
        ("Nizami küç. 12, m. 5", "Nizami 12/5 ünvanında qalır.", "az", "Nizami 12/5"),
        ("улица Крылова", "Жила на Крылова, 12.", "ru", "Крылова"),
        ("Füzuli küçəsi", "Füzuli 48/17 ünvanında", "az", "Füzuli"),
    ],
)
def test_an_address_is_known_by_any_word_for_a_street(name: str, text: str, language: str, surface: str) -> None:
    assert found(text, name, kind=PLACE, language=language) == [(surface, AUTO)]


def test_a_number_after_the_name_of_a_street_is_no_address_by_itself() -> None:
    assert found("Nizami 12 il yaşadı.", "Nizami küç. 12", kind=PLACE, language="az") == []
    assert found("Читали Крылова, 12 томов.", "улица Крылова", kind=PLACE, language="ru") == []
    assert found("По Крылова 12 человек прошли.", "улица Крылова", kind=PLACE, language="ru") == []


@pytest.mark.parametrize(
    ("name", "text", "surface"),
    [
        ("Жанна Мехти-заде", "Мехти-заде Ж. вышла.", "Мехти-заде Ж."),
        ("Жанна Мехти-заде", "Пришла Ж. Мехти-заде одна.", "Ж. Мехти-заде"),
        ("Жанна Мехти-заде", "Мехти-заде О. вышла.", "Мехти-заде"),
    ],
)
def test_the_initial_beside_a_surname_of_two_words_goes_with_it(name: str, text: str, surface: str) -> None:
    assert found(text, name, language="ru") == [(surface, AUTO)]


def test_a_russian_name_may_take_its_endings_in_every_word_in_lower_case_too() -> None:
    assert found("видел ксению родину на суде", "Ксения Родина", language="ru") == [("ксению родину", AUTO)]
    assert found("Родина осталась далеко.", "Ксения Родина", language="ru") == [("Родина", REVIEW)]


def test_the_family_of_a_frenchman_is_told_by_a_plural_article_before_a_singular() -> None:
    assert found("Les Moreau habitaient là.", "Lucie Moreau", language="fr") == [("Moreau", AUTO)]
    assert found("Les Marchands arrivaient.", "Lucie Marchand", language="fr") != [("Marchands", AUTO)]


@pytest.mark.parametrize(
    ("name", "text", "surface"),
    [
        ("Open Door", "see www.open-door.example", "open-door"),
        ("Blue Lantern Trust", "blue-lantern-trust.pdf", "blue-lantern-trust"),
    ],
)
def test_an_organisation_of_everyday_words_is_known_in_an_address(name: str, text: str, surface: str) -> None:
    assert found(text, name, kind=ORG) == [(surface, AUTO)]
    assert found("They had an open-door policy.", "Open Door", kind=ORG) == []


@pytest.mark.parametrize("typed", ["Dthf Ifkjvttdf", "ifkjvttdf dthf", "Ifkjvttdf\nDthf"])
def test_a_russian_name_typed_on_latin_keys_is_known(typed: str) -> None:
    assert found(f"Потом {typed} ушла.", "Вера Шаломеева", language="ru") == [(typed, AUTO)]


@pytest.mark.parametrize(
    ("name", "text", "language", "surface"),
    [
        ("Nathaniel Brooks", "Ńatħaniel was here", "en", "Ńatħaniel"),
        ("Giorgi Maisuradze", "ႢႨႭႰႢႨ ႫႠႨႱႳႰႠႻႤ", "ka", "ႢႨႭႰႢႨ ႫႠႨႱႳႰႠႻႤ"),
        ("Giorgi Maisuradze", "ⴂⴈⴍⴐⴂⴈ ⴋⴀⴈⴑⴓⴐⴀⴛⴄ", "ka", "ⴂⴈⴍⴐⴂⴈ ⴋⴀⴈⴑⴓⴐⴀⴛⴄ"),
        ("Əkbər Abbaszadə", "Пришёл Аббасзаде.", "ru", "Аббасзаде"),
    ],
)
def test_strange_letters_hide_no_name(name: str, text: str, language: str, surface: str) -> None:
    assert found(text, name, language=language) == [(surface, AUTO)]


@pytest.mark.parametrize("text", ["Yavər Tiflisdədir.", "Yavər Bakıdan gəldi."])
def test_a_town_with_an_ending_is_no_surname(text: str) -> None:
    assert found(text, "Yavər Şirinov", language="az") == [("Yavər", AUTO)]


@pytest.mark.parametrize(
    ("name", "text", "language", "surface"),
    [
        ("Lalə Quluzadə", "bacım lalə ağladı", "az", "lalə"),
        ("Роза Ким", "моя сестра роза плакала", "ru", "роза"),
        ("Deniz Aksoy", "arkadaşım deniz geldi", "tr", "deniz"),
    ],
)
def test_an_everyday_word_in_lower_case_is_asked_about_beside_a_word_of_kinship(
    name: str, text: str, language: str, surface: str
) -> None:
    assert found(text, name, language=language) == [(surface, REVIEW)]


def test_a_long_name_of_everyday_words_is_asked_about_in_lower_case() -> None:
    text = "the free voices network closed"
    assert found(text, "Free Voices Network", kind=ORG) == [("free voices network", REVIEW)]


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("ksenia_zh@box.example", "ksenia underscore zh at box dot example"),
        ("ksenia_zh@box.example", "ksenia alt xətt zh ət box nöqtə example"),
        ("anna-b@box.example", "anna дефис b собака box точка example"),
    ],
)
def test_the_signs_of_an_address_may_be_spelled_out(address: str, text: str) -> None:
    assert found(text, address, kind=EntityType.EMAIL) == [(text, AUTO)]


@pytest.mark.parametrize(
    ("name", "text", "language", "surface"),
    [
        ("Вероника Шаломеева", "Верочка плакала.", "ru", "Верочка"),
        ("Александр Громов", "Саше дали срок.", "ru", "Саше"),
        ("Rüfət Mehdizadə", "Rüfik bizə qonaq gəldi.", "az", "Rüfik"),
        ("ნინო ჩხეიძე", "იქ ნინიკო იყო.", "ka", "ნინიკო"),
        ("Ελένη Παπά", "Η Λενιώ ήρθε.", "el", "Λενιώ"),
        ("Michael Brown", "Then I saw Mike at home.", "en", "Mike"),
        ("Hans Maier", "Johannes kam.", "de", "Johannes"),
    ],
)
def test_what_friends_call_somebody_is_asked_about(name: str, text: str, language: str, surface: str) -> None:
    assert found(text, name, language=language) == [(surface, REVIEW)]


def test_a_pet_name_beside_the_surname_is_the_whole_name() -> None:
    assert found("Потом Саша Громов ушёл.", "Александр Громов", language="ru") == [("Саша Громов", AUTO)]
    for text, name in (("Наташа Ростова танцевала.", "Наталья Ким"), ("На столе машка.", "Мария Кошкина")):
        assert found(text, name, language="ru") == []
    assert found("Will you cook?", "William Cook") == []


def test_another_first_name_is_not_left_standing_before_a_surname_that_goes() -> None:
    left = found("Марго Шаломеева пришла.", "Вероника Шаломеева", language="ru")
    assert left == [("Марго", REVIEW), ("Шаломеева", AUTO)]
    assert found("Следователь Шаломеев пришёл.", "Иван Шаломеев", language="ru") == [("Шаломеев", AUTO)]


def test_the_plural_of_an_everyday_surname_is_a_family_where_it_is_said_so() -> None:
    assert found("Yıldırımlara gittik.", "Hakan Yıldırım", language="tr") == [("Yıldırımlara", AUTO)]
    assert found("Uğurluların evi boş idi.", "Hakan Uğurlu", language="az") == [("Uğurluların", AUTO)]
    assert found("Denizlere açıldık.", "Deniz Ak", language="tr") == []


@pytest.mark.parametrize("text", ["Yol-\nçu Media bağlandı.", "Dünən Yolçu Me-\ndia bağlandı."])
def test_an_organisation_parted_by_the_end_of_a_line_is_known(text: str) -> None:
    surface = text.removeprefix("Dünən ").removesuffix(" bağlandı.")
    assert found(text, "Yolçu Media", kind=ORG, language="az") == [(surface, AUTO)]
    assert found("Uzun yol-\nçu gəldi.", "Yolçu Media", kind=ORG, language="az") == []
