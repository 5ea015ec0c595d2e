"""Days without a year, years of Iran, years in words and doors without a street are details too; other figures stay."""

from __future__ import annotations

import pytest

from fieldnotes.model.audience import Audience
from fieldnotes.redaction.composition import applied
from fieldnotes.redaction.ladder import for_audience
from fieldnotes.redaction.quasi import find_details


def _told(text: str, language: str, audience: Audience) -> str:
    return applied(text, find_details(text, language=language, ladder=for_audience(audience)))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("It began on 9.11 and ended on 12.11.", "en", "It began on [date] and ended on [date]."),
        ("Его забрали 9.11, а отпустили 14.12.", "ru", "Его забрали [date], а отпустили [date]."),
        ("9.11-də gəldilər.", "az", "[date]-də gəldilər."),
        ("9.11'de geldiler.", "tr", "[date]'de geldiler."),
        ("Am 9.11. kamen sie.", "de", "Am [date]. kamen sie."),
        ("Пришли в дом 12, квартира 5.", "ru", "Пришли в [address]."),
        ("Записано: д. 12, кв. 5", "ru", "Записано: [address]"),
        ("Bina 7, mənzil 12.", "az", "[address]."),
        ("Ev 12, mənzil 5-də yaşayırdıq.", "az", "[address] yaşayırdıq."),
        ("Zarfta No:4 D:7 yazıyordu.", "tr", "Zarfta [address] yazıyordu."),
        ("Daire 7'de oturuyorduk.", "tr", "[address] oturuyorduk."),
        ("They knocked at flat 12 first.", "en", "They knocked at [address] first."),
    ],
)
def test_a_bare_day_and_a_door_are_told_less_exactly(text: str, language: str, expected: str) -> None:
    assert _told(text, language, Audience.EDITOR) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("در سال 1398 فرار کرد.", "fa", "در سال [the 2010s] فرار کرد."),
        ("از ۱۳۶۷ تا ۱۳۷۰ در زندان بود.", "fa", "از [the 1980s] تا [the 1990s] در زندان بود."),
        ("He fled in 1367.", "en", "He fled in the 1980s."),
        ("Nineteen eighty-seven was the year we left.", "en", "[date] was the year we left."),
        ("2016-dan gözləyirik.", "az", "2010-cu illərdən gözləyirik."),
        ("2016-nın yayı isti idi.", "az", "2010-cu illərin yayı isti idi."),
    ],
)
def test_a_year_is_its_decade_for_the_public(text: str, language: str, expected: str) -> None:
    assert _told(text, language, Audience.PUBLIC) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It weighed 9.11 kg, and 12.11 kg the next time.", "en"),
        ("Пункт 9.11 и статья 12.11 закона.", "ru"),
        ("Saat 9.11'de uyandık.", "tr"),
        ("После 9.11 часа пути мы остановились.", "ru"),
        ("No 5, No 7 and No 9 were read out.", "en"),
        ("He took vitamin D 3 and K 2.", "en"),
        ("1398 people were held in 140 cells.", "en"),
        ("او فرار کرد و کار کرد.", "fa"),
    ],
)
def test_other_figures_stay(text: str, language: str) -> None:
    assert _told(text, language, Audience.PUBLIC) == text
