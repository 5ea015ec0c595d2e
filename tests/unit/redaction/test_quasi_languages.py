"""Details are made coarse in Azerbaijani Cyrillic, Georgian, Arabic, Persian, German, French and Spanish too."""

from __future__ import annotations

import pytest

from fieldnotes.redaction.alphabets import cyrillised, is_azerbaijani_cyrillic, latinised, one_arabic
from fieldnotes.redaction.composition import applied
from fieldnotes.redaction.quasi import Facet, find_details


def coarser(text: str) -> str:
    return applied(text, find_details(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Azerbaijani Cyrillic: the wording follows the alphabet
        ("Мәним гардашым Сумгајытда мүәллим ишләјир.", ("Мәним гоһум [a city in Azerbaijan] "
         "дөвләт сектору ишчиси ишләјир.")),
        ("Ики ҝүн сонра ону тутдулар, әрим дә орада иди.", "[shortly after] ону тутдулар, гоһум дә орада иди."),
        ("14 март 2019-ҹу илдә ону апардылар.", "2019-ҹу илдә ону апардылар."),
        # Georgian
        ("ჩემი ძმა ბათუმში მასწავლებლად მუშაობს.", ("ჩემი [relative] [a city in Georgia] [public-sector worker] "
         "მუშაობს.")),
        ("2019 წლის 14 მარტს დააკავეს.", "2019 წელს დააკავეს."),
        ("სამი დღის შემდეგ გადავიდა.", "[shortly after] გადავიდა."),
        ("დედაჩემი 68 წლისაა, დიაბეტი აქვს.", "[relative] [older person], [health detail] აქვს."),
        ("გასულ პარასკევს მოვიდნენ.", "[shortly before] მოვიდნენ."),
        # Arabic, with prefixes written on, Arabic and Levantine months and Arabic digits
        ("أخي يعمل مدرسا في باكو.", "[relative] يعمل [public-sector worker] في [a city in Azerbaijan]."),
        ("اعتقلوه في ١٤ آذار ٢٠١٩ مع والدته.", "اعتقلوه في 2019 مع [relative]."),
        ("كان صحفيا وزوجته طبيبة.", "كان [media worker] [relative] [health-sector worker]."),
        ("بعد ثلاثة أيام سافر.", "[shortly after] سافر."),
        ("أمي عمرها ٦٨ سنة وهي حامل.", "[relative] [older person] وهي [health detail]."),
        # Persian, with its own calendar
        ("برادرم در تبریز معلم است.", "[relative] در [a city in Iran] [public-sector worker] است."),
        ("۲۳ اسفند ۱۳۹۷ او را بردند.", "1397 او را بردند."),
        ("مادرم ۶۸ ساله است و دیابت دارد.", "[relative] [older person] است و [health detail] دارد."),
        ("سه روز بعد به استانبول رفت.", "[shortly after] به [a city in Turkey] رفت."),
        # German, French, Spanish
        ("Mein Bruder wurde am 14. März 2019 in Köln von der Arbeit geholt und ist Arzt.",
         "Mein [relative] wurde 2019 in [a city in Germany] von der Arbeit geholt und ist [health-sector worker]."),
        ("Ma sœur est avocate à Lyon, elle a 34 ans et nous sommes le 14 mars 2019 avec elle.",
         "Ma [relative] est [legal professional] à [a city in France], elle [adult] et nous sommes 2019 avec elle."),
        ("Mi hermano fue detenido el 14 de marzo de 2019 en Estambul con su hija.",
         "Mi [relative] fue detenido 2019 en [a city in Turkey] con su [relative]."),
    ],
)  # fmt: skip
def test_details_become_coarse(text: str, expected: str) -> None:
    assert coarser(text) == expected


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("I was born in 1987 and started.", "1987"),
        ("Mən 1990-cı il təvəllüdlüyəm.", "1990"),
        ("Он 1979 года рождения.", "1979"),
        ("1985 doğumluyum ben.", "1985"),
        ("1983 წელს დავიბადე.", "1983"),
        ("ولد عام 1981 في القرية.", "1981"),
        ("متولد ۱۳۶۲ هستم.", "۱۳۶۲"),
        ("Ich bin 1985 geboren und wir sind das Haus.", "1985"),
        ("Elle est née en 1985 et nous le savons.", "1985"),
        ("Матери 84 года, живёт одна.", "84"),
        ("Мне двадцать шесть, я здесь.", "двадцать"),
        ("It stood at 41.6938, 44.8015 all night.", "41.69"),
        ("It stood at 41°41'37\"N 44°48'05\"E all night.", "41°"),
        ("It stood at 8GJ6PQJ4+7V all night.", "8GJ6"),
        ("Номер с 402 ом 77 стоял там.", "402"),
        ("Plate AB-123-CD and 34 BCD 456.", "123"),
        ("They came the next Monday.", "Monday"),
        ("Приехали в прошлую пятницу.", "пятниц"),
        ("Geçen salı buluştuk, sonra gittik.", "salı"),
        ("We met before Novruz.", "Novruz"),
        ("Через месяц его отпустили.", "месяц"),
        ("12-го числа встретились.", "12"),
        ("We met behind the railway station.", "railway"),
        ("Vağzalın yanında görüşdük və getdik.", "Vağzal"),
        ("We are Talysh people.", "Talysh"),
        ("He is in fourth grade.", "fourth"),
        ("Только четыре семьи нас было.", "четыре"),
        ("Лежала в пятой больнице.", "пятой"),
        ("She lives in Gldani now.", "Gldani"),
    ],
)
def test_what_a_stranger_would_notice_goes(text: str, secret: str) -> None:
    assert secret not in coarser(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ему дали 8 лет колонии, через три года он вышел.",
        "He spoke of the first woman president's law and of grade inflation.",
        "الأمة كلها تعرف ذلك وهي هنا.",
        "და მერე ყველამ იცოდა, რომ ასე იქნებოდა.",
        "این قانون از سال ۲۰۱۶ است و همه میدانند.",
        "The meeting was held between the parties.",
        "Das Gesetz von 2016 ist nicht gut und wir haben das gesagt.",
    ],
)
def test_what_is_no_detail_stays(text: str) -> None:
    replaced = [d for d in find_details(text) if d.replacement is not None and d.facet not in (Facet.DATE,)]
    assert replaced == []


@pytest.mark.parametrize("text", ["She was the only woman there.", "Она единственная женщина там была.",
                                  "Otaqda tək qadın idi.", "كانت المرأة الوحيدة هناك."])  # fmt: skip
def test_being_the_only_one_is_left_to_a_person(text: str) -> None:
    assert [(d.facet, d.replacement) for d in find_details(text) if d.facet is Facet.EVENT] == [(Facet.EVENT, None)]


def test_alphabets_go_back_and_forth_letter_by_letter() -> None:
    text = "Ҝәнҹәдә Һәсән ҹавабы Ҹәбһәјә ғој"
    assert len(latinised(text)) == len(text)
    assert cyrillised(latinised(text)) == text
    assert is_azerbaijani_cyrillic(text, 0, len(text))
    russian = "Он жил в Баку и говорил по-русски."
    assert not is_azerbaijani_cyrillic(russian, 0, len(russian))
    assert one_arabic("١٤ كي") == "14 کی"
    assert one_arabic("plain") == "plain"


def test_offsets_are_those_of_the_original_text() -> None:
    text = "Әввәл. Мәним\u200b гардашым Бакыда иди."
    assert [text[d.start : d.end] for d in find_details(text)] == ["гардашым", "Бакыда"]
