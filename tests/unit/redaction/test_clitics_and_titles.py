"""Names behind titles, Arabic clitics and other separators, and everyday words that only resemble a name."""

from __future__ import annotations

import pytest

from fieldnotes.model.register import EntityType
from fieldnotes.redaction import Known, Outcome, Register


def outcomes(text: str, name: str, language: str, kind: EntityType = EntityType.PERSON) -> list[tuple[str, Outcome]]:
    hits = Register([Known("a", kind, (name,))]).scan(text, language=language)
    return [(text[hit.start : hit.end], hit.outcome) for hit in hits]


def test_the_french_m_before_an_initial_is_a_title() -> None:
    (found,) = outcomes("M. F. Lefèvre est parti.", "François Lefèvre", "fr")
    assert found == ("M. F. Lefèvre", Outcome.AUTO)
    (other,) = outcomes("M. P. Lefèvre est parti.", "François Lefèvre", "fr")
    assert other[1] is Outcome.REVIEW


@pytest.mark.parametrize("text", ["وليلى حداد كانت هناك.", "بليلى حداد"])
def test_a_clitic_before_a_rare_word_that_is_a_first_name_changes_nothing(text: str) -> None:
    assert [outcome for _, outcome in outcomes(text, "ليلى حداد", "ar")] == [Outcome.AUTO]


def test_two_persian_words_of_which_one_only_resembles_the_name_are_asked_about() -> None:
    assert [outcome for _, outcome in outcomes("بهار آمد و برف آب شد.", "بهار امیدی", "fa")] == [Outcome.REVIEW]
    assert [outcome for _, outcome in outcomes("بهار امیدی آمد.", "بهار امیدی", "fa")] == [Outcome.AUTO]


@pytest.mark.parametrize("text", ["facebook.com/cavid.xl", "telegram: cavid-xl"])
def test_a_handle_with_another_separator_is_shown_beside_its_platform(text: str) -> None:
    (found,) = outcomes(text, "@cavid_xl", "en", EntityType.HANDLE)
    assert (found[0][:5], found[1]) == ("cavid", Outcome.REVIEW)


def test_words_with_another_separator_elsewhere_are_nobody() -> None:
    assert not outcomes("The stone.wall fell.", "@stone_wall", "en", EntityType.HANDLE)


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [
        ("Надежда Крылова", "Надежда умирает последней.", "ru"),
        ("Murad Dəniz", "Muradına çatmadı.", "az"),
        ("Eylül Güneş", "Eylül ayında güneş yakıyordu.", "tr"),
        ("رجب حداد", "في شهر رجب عدنا.", "ar"),
    ],
)
def test_fixed_phrases_and_months_are_nobody(name: str, text: str, language: str) -> None:
    assert not outcomes(text, name, language)


def test_a_name_that_follows_its_own_surname_after_a_hyphen_is_whole() -> None:
    hits = outcomes("Günay Cəbrayılova-Cəbrayılova Günay gəldi.", "Günay Cəbrayılova", "az")
    assert hits == [("Günay Cəbrayılova", Outcome.AUTO), ("Cəbrayılova Günay", Outcome.AUTO)]
