"""Finding inside a text: what a reader takes for the same letter is the same, and places fit the text itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.services.in_text import folded, hidden, places, word_count


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("İstanbul, istanbul, ISTANBUL, ıstanbul", "istanbul", 4),
        ("Şəmsi Əliyeva və əliyeva", "Əliyeva", 2),
        ("Ёлка и елка", "ЁЛКА", 2),
        ("café, cafe", "CAFÉ", 2),
        ("нет", "да", 0),
        ("a.b a+b", "a.b", 1),
        ("aaaa", "aa", 2),
        ("text", "", 0),
    ],
)
def test_case_and_accents_make_no_difference(text: str, wanted: str, found: int) -> None:
    assert len(places(text, wanted)) == found


def test_whole_words_do_not_stand_inside_others() -> None:
    assert places("Nar, narın, nar", "nar", whole_words=True) == ((0, 3), (12, 15))


@given(st.text())
def test_every_letter_keeps_its_place(text: str) -> None:
    assert len(folded(text)) == len(text)


@given(st.text(min_size=1), st.text(), st.text())
def test_what_is_there_is_found(word: str, before: str, after: str) -> None:
    assert places(before + word + after, word)


def test_words_are_counted_as_readers_do() -> None:
    assert word_count("O, «ana-bala» d'Or 12 nəfər — və s.") == 7
    assert word_count(" … ") == 0


def test_what_takes_no_room_is_told() -> None:
    assert hidden("a\u200bb\u202ec\u00add") == (1, 3, 5)
    assert hidden("görünən") == ()
