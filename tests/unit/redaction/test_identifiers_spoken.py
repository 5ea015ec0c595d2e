"""Telephone numbers said in words go without being registered; counting aloud and prices stay."""

from __future__ import annotations

import pytest

from fieldnotes.redaction.composition import applied
from fieldnotes.redaction.quasi import Facet, find_details


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ask zero fifty, three two one, forty five, sixty seven today.", "Ask [phone] today."),
        ("Bu, sıfır əlli üç yüz iyirmi bir qırx beş altmış yeddi idi.", "Bu, [phone] idi."),
        ("Call +994 fifty three two one forty five sixty seven now.", "Call [phone, Azerbaijan] now."),
        ("Say plus nine nine four fifty three two one forty five sixty seven.", "Say [phone, Azerbaijan]."),
        ("Мой номер ноль пятьдесят три два один сорок пять шестьдесят семь.", "Мой номер [phone]."),
    ],
)
def test_a_number_in_words_goes(text: str, expected: str) -> None:
    assert applied(text, find_details(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He counted: one two three four five six seven eight nine ten.",
        "Of nine, three or four, two or three, five or six, and seven or eight stayed.",
        "It cost zero fifty.",
        "The score was three two one and they had forty five.",
    ],
)
def test_counting_and_prices_stay(text: str) -> None:
    assert Facet.CONTACT not in {detail.facet for detail in find_details(text)}
