"""A sentence is English text wherever text is wanted, and can still be told in the reader's language."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from fieldnotes import i18n, resources
from fieldnotes.model.sentence import Sentence, listed, told

RESULT = "{found} of {known}"


@pytest.fixture
def pseudo() -> Iterator[None]:
    i18n.set_language(resources.path("translations"), i18n.PSEUDO)
    yield
    i18n.set_language(resources.path("translations"), "en")


def test_in_a_file_it_is_english_whatever_is_spoken() -> None:
    sentence = Sentence(RESULT, found=1, known="three")
    assert json.dumps(sentence) == '"1 of three"'
    assert sentence == told(sentence) == "1 of three"


@pytest.mark.usefixtures("pseudo")
def test_it_is_told_in_the_readers_language_with_its_values_as_they_were() -> None:
    sentence = Sentence(RESULT, found=1, known=3)
    assert sentence == "1 of 3"
    assert told(sentence) == i18n.disguised(RESULT).format(found=1, known=3)


@pytest.mark.usefixtures("pseudo")
def test_sentences_within_a_sentence_are_told_too() -> None:
    inner = Sentence("{n} files", n=2)
    assert told(Sentence(RESULT, found=inner, known=3)) == i18n.disguised(RESULT).format(found=told(inner), known=3)
    assert told(inner) in told(listed([inner, "a file"]))
    assert i18n.disguised("a file") in told(listed([inner, "a file"]))


def test_a_list_has_commas_and_nothing_is_an_empty_list() -> None:
    assert listed(["one", "two"]) == "one, two"
    assert not listed([])


@pytest.mark.parametrize("language", ["en", i18n.PSEUDO])
@pytest.mark.parametrize("text", ["{0}", "{a.b}", "{", "}", "{n!r:>9999}"])
def test_braces_of_a_foreign_file_are_never_a_template(text: str, language: str) -> None:
    i18n.set_language(resources.path("translations"), language)
    try:
        assert told(text) == text
    finally:
        i18n.set_language(resources.path("translations"), "en")


def test_no_text_stays_none_in_every_language() -> None:
    for language in i18n.LANGUAGES:
        i18n.set_language(resources.path("translations"), language)
        assert told("") == ""
    i18n.set_language(resources.path("translations"), "en")
