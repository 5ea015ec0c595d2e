"""Dates keep their year only, in every way that four languages write them."""

from __future__ import annotations

import pytest

from fieldnotes.model.audience import Audience
from fieldnotes.redaction.composition import applied
from fieldnotes.redaction.ladder import for_audience
from fieldnotes.redaction.quasi import find_details


def coarser(text: str, *, public: bool = False) -> str:
    return applied(text, find_details(text, ladder=for_audience(Audience.PUBLIC if public else Audience.EDITOR)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She fled in November 2018.", "She fled in 2018."),
        ("She was stopped on July 11th.", "She was stopped on [date]."),
        ("She was stopped on 9th January at night.", "She was stopped on [date] at night."),
        ("It happened on 26 September 2019.", "It happened in 2019."),
        ("It happened on the 3rd of May 2019.", "It happened in 2019."),
        ("It happened on Friday, 3 May, and again.", "It happened on [date], and again."),
        ("It happened on December 10th 2014, they say.", "It happened in 2014, they say."),
        ("They left in early 2017.", "They left in 2017."),
        ("They left in the summer of 2016.", "They left in 2016."),
        ("The trial of 2019-05-03 was closed.", "The trial of 2019 was closed."),
        ("Signed 05.03.2016 by him.", "Signed 2016 by him."),
        ("Signed 5/3/16 by him.", "Signed 2016 by him."),
        ("The visa is of 11/2016.", "The visa is of 2016."),
        ("He came back and was held three days later.", "He came back and was held [shortly after]."),
        ("He was held two weeks after his return.", "He was held [some time after] his return."),
        ("The next day they came.", "[shortly after] they came."),
        ("14 mart 2023-cü ildə onu tutdular.", "2023-cü ildə onu tutdular."),
        ("Martın 5-də onu buraxdılar.", "[date] onu buraxdılar."),
        ("2016-cı ilin noyabrında getdi.", "2016-cı ildə getdi."),
        ("Onu iki gün sonra tutdular.", "Onu [shortly after] tutdular."),
        ("14 Mart 2023'te gözaltına alındı.", "2023'te gözaltına alındı."),
        ("Ağustos ayında geldi ve kaldı.", "[date] geldi ve kaldı."),
        ("Üç hafta sonra serbest kaldı.", "[some time after] serbest kaldı."),
        ("9 января 2017 года его задержали.", "2017 года его задержали."),
        ("В январе 2017 года его отпустили.", "В 2017 году его отпустили."),
        ("Летом 2016 года она уехала.", "В 2016 году она уехала."),
        ("Пятого марта пришли снова.", "[date] пришли снова."),
        ("Через два дня его арестовали.", "[shortly after] его арестовали."),
    ],
)
def test_only_the_year_stays(text: str, expected: str) -> None:
    assert coarser(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "In 2016 the law was changed.",
        "You may leave, she said, and they march every week.",
        "He was sentenced to 30 days in prison and held for six months.",
        "Articles 535.1 and 12.3 of the code, version 1.2.",
        "2016-cı ildə qanun dəyişdirildi.",
        "В 2016 году закон изменили.",
        "2016'da yasa değişti.",
        "April told him that Mart and Nisan were friends.",
    ],
)
def test_years_terms_and_names_stay(text: str) -> None:
    assert [d for d in find_details(text) if d.facet == "date"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She fled in November 2018 and wrote in 2021.", "She fled in the 2010s and wrote in the 2020s."),
        ("The 1951 Convention was old.", "The 1950s Convention was old."),
        ("2017-ci ildə getdi.", "2010-cu illərdə getdi."),
        ("14 mart 2023-cü ildə getdi.", "2020-ci illərdə getdi."),
        ("В 2017 году её отпустили, с 2019 года она здесь.", "В 2010-х годах её отпустили, с 2010-х годов она здесь."),
        ("2017'de gitti ve 2016 yılında döndü.", "2010'lar gitti ve 2010'lu yıllarında döndü."),
    ],
)
def test_the_public_is_told_the_decade(text: str, expected: str) -> None:
    assert coarser(text, public=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The file says 04051987, twice.", "The file says 1987, twice."),
        ("The file says 19870504, twice.", "The file says 1987, twice."),
        ("She came IV.V.1987 early.", "She came 1987 early."),
        ("She came 4.V.1987 early.", "She came 1987 early."),
        ("She came 4/V-87 early.", "She came 1987 early."),
        ("He left on 14 Ordibehesht 1398 by car.", "He left in 1398 by car."),
        ("He left on 29 Sha'ban 1440 by car.", "He left in 1440 by car."),
        ("جاؤوا في ٢٩ شعبان ١٤٤٠ ليلا", "جاؤوا في 1440 ليلا"),
        ("در تاریخ ۱۴۰۲/۰۲/۱۴ آمدند", "در تاریخ 1402 آمدند"),
        ("Onu mayın dördündə tutdular.", "Onu [date] tutdular."),
        ("Onu mayın iyirmi beşində tutdular.", "Onu [date] tutdular."),
        ("They came on 9/11 again.", "They came on [date] again."),
        ("They came in week 18 of 2018 again.", "They came in 2018 again."),
        ("They came on day 124 of 2018 again.", "They came in 2018 again."),
        ("They came in 2018-W18-5 again.", "They came in 2018 again."),
    ],
)
def test_unusual_forms_of_a_day_keep_the_year_only(text: str, expected: str) -> None:
    assert coarser(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Born 04051987, she said.", "[year of birth], she said."),
        ("She was born on IV.V.1987 there.", "She was [year of birth] there."),
        ("He left on 14 Ordibehesht 1398 by car.", "He left in the 2010s by car."),
        ("در تاریخ ۱۴۰۲/۰۲/۱۴ آمدند", "در تاریخ [the 2020s] آمدند"),
        ("They came in week 18 / day 124 of 2018 again.", "They came in the 2010s again."),
        ("O, min doqquz yüz səksən yeddinci ildə gəldi.", "O, [date] gəldi."),
        ("Это было летом восемьдесят седьмого года, она уехала.", "Это было летом [date], она уехала."),
        ("В две тысячи восемнадцатом году она уехала.", "В [date] она уехала."),
        ("O, bin dokuz yüz seksen yedi yılında geldi.", "O, [date] geldi."),
        ("Doğum yılı bin dokuz yüz seksen yedi.", "Doğum yılı [date]."),
        ("They came in nineteen eighty-seven.", "They came in [date]."),
        ("They came in two thousand and eighteen.", "They came in [date]."),
    ],
)
def test_the_public_is_told_no_year_in_words_or_in_another_calendar(text: str, expected: str) -> None:
    assert coarser(text, public=True) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He paid 20180504 and the articles 535.1, 12.3, IV.V and 4/V were cited.",
        "The bill was 20180504 manat.",
        "They work 9/11 of the time, on 24/7 watch.",
        "He had 1402 sheep and 1440 hens.",
        "Week 18 was hard and day 124 was worse.",
        "Bin dokuz yüz lira verdi ve gitti.",
        "O, min doqquz yüz manat verdi, getdi.",
        "Of two thousand people, few stayed.",
        "Это было на восемнадцатом году жизни.",
    ],
)
@pytest.mark.parametrize("audience", [Audience.EDITOR, Audience.PUBLIC])
def test_prices_articles_and_counts_are_no_dates(text: str, audience: Audience) -> None:
    assert [d for d in find_details(text, ladder=for_audience(audience)) if d.facet == "date"] == []
