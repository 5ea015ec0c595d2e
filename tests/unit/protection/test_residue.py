"""The blunt second search: what it must see whatever the matcher thinks, and what may stay."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.model.register import EntityType
from fieldnotes.protection.residue import Forbidden, Watchlist, quotes_left

PERSON = Forbidden(
    "S-001", EntityType.PERSON, ("Zərifə Mürşüdova", "Зарифа Муршудова", "+994 50 311 72 90", "zerife.m@posta.example")
)
WATCH = Watchlist([PERSON])


@pytest.mark.parametrize(
    "text",
    [
        "Then Zərifə Mürşüdova spoke.",
        "MÜRŞÜDOVA, ZƏRİFƏ",
        "zərifə  mürşüdova",
        "Z ə r i f ə   M ü r ş ü d o v a",
        "zerife-mursudova-cv.docx",
        "#ZərifəMürşüdova",
        "Zəri\u200bfə Mür\u00adşüdova",
        unicodedata.normalize("NFD", "Zərifə Mürşüdova"),
        "Встретили: Зарифа Муршудова",
        "Mürşüdova refused",
        "call 0503117290 now",
        "+994 (50) 311-72-90",
        "zerife.m@posta.example",
    ],
)
def test_a_surviving_identity_is_seen(text: str) -> None:
    assert {residue.code for residue in WATCH.in_text(text)} == {"S-001"}


@pytest.mark.parametrize(
    "text",
    ["Nothing of her is here.", "[Person 7] met Source K.", "zərif bir səs", "50 311", "Law 3117 of 1990", ""],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert not list(WATCH.in_text(text))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "cp1254"])
def test_raw_bytes_are_searched_in_every_usual_encoding(encoding: str) -> None:
    text = "x Zərifə Mürşüdova" if encoding != "cp1254" else "x zerife.m@posta.example"
    assert list(WATCH.in_bytes(b"\x00\xff" + text.encode(encoding)))


def test_words_that_a_person_decided_to_keep_may_stay_but_the_full_name_may_not() -> None:
    watch = Watchlist([Forbidden("P-001", EntityType.PERSON, ("Bahar Quşçubaşova",))], allowed=["Bahar"])
    assert not list(watch.in_text("Bahar gəldi, qar əridi."))
    assert list(watch.in_text("Bahar Quşçubaşova gəldi."))


@given(st.text(max_size=300))
def test_any_text_can_be_searched(text: str) -> None:
    for residue in WATCH.in_text(text):
        assert 0 <= residue.start < residue.end <= len(text)


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_name_between_any_other_words_is_seen(before: str, after: str) -> None:
    assert list(WATCH.in_text(f"{before} Zərifə Mürşüdova {after}"))


def test_a_removed_passage_is_recognised_with_other_case_and_spacing() -> None:
    assert quotes_left("She DRANK  the cleaning\nfluid then.", ["drank the cleaning fluid"])
    assert not quotes_left("She drank tea.", ["drank the cleaning fluid"])
    assert not quotes_left("short", ["short"])


SHORT = Watchlist([Forbidden("S-002", EntityType.PERSON, ("Əli Qum", "Piet Van Dijk"))])


@pytest.mark.parametrize("text", ["then Əli came", "with Eli, and Qum", "so said, Əli left"])
def test_a_name_of_three_letters_is_seen_where_a_capital_makes_it_one(text: str) -> None:
    assert {residue.code for residue in SHORT.in_text(text)} == {"S-002"}


@pytest.mark.parametrize(
    "text", ["Qum var idi. Qum.", "the qum of it", "a TEL and an ELI", "in Van, from Van", "Elimiz"]
)
def test_the_same_letters_elsewhere_are_left_alone(text: str) -> None:
    assert not list(SHORT.in_text(text))


def test_a_long_text_is_searched_as_a_short_one_is() -> None:
    rest = f"{'q' * 99} " * 2_100
    for before in (0, 199_990, 199_999, 200_000, 200_010, 201_000):
        text = f"{rest[:before]} Zərifə   Mürşüdova {rest}"
        found = {(one.rule, text[one.start : one.end]) for one in WATCH.in_text(text)}
        assert ("full name", "Zərifə   Mürşüdova") in found
        assert len([one for one in WATCH.in_text(text) if one.rule == "full name"]) == 1
