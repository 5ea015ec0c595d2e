"""An age beside a year says a year of birth, so the age goes; numbers of other things stay."""

from __future__ import annotations

import pytest

from fieldnotes.redaction.composition import applied
from fieldnotes.redaction.quasi import Facet, find_details


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I was 31 in 2018.", "I was an adult in 2018."),
        ("I was thirty-one in 2018.", "I was an adult in 2018."),
        ("I was only 31 in 2018.", "I was only an adult in 2018."),
        ("In 2018, at 31, I married.", "In 2018, as an adult, I married."),
        ("In 2018, at 9, I left.", "In 2018, as a minor, I left."),
        ("At 31, she married.", "As an adult, she married."),
        ("My sister was 9 in 2018.", "My relative was a minor in 2018."),
        ("Then Rena was 31 in 2018.", "Then Rena was an adult in 2018."),
        ("Then [Person 4] was 31 in 2018.", "Then [Person 4] was an adult in 2018."),
    ],
)
def test_an_age_beside_a_year_becomes_a_stage_of_life(text: str, expected: str) -> None:
    assert applied(text, find_details(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "In 2018, at 31 locations, they protested.",
        "I was one of 31 people in 2018.",
        "I was in cell 31 in 2018.",
        "For us the temperature was 31 in 2018.",
        "The group was 31 in 2018.",
        "He was one in 2018 of the hundred who came.",
        "At 9, they came.",
    ],
)
def test_hours_cells_and_counts_are_no_ages(text: str) -> None:
    assert Facet.AGE not in {detail.facet for detail in find_details(text)}
