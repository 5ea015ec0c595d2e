"""Levels are called by their names in files, and by words of the reader's language in sentences."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fieldnotes import i18n, resources
from fieldnotes.model.level import Level


@pytest.fixture
def pseudo() -> Iterator[None]:
    i18n.set_language(resources.path("translations"), i18n.PSEUDO)
    yield
    i18n.set_language(resources.path("translations"), "en")


@pytest.mark.parametrize("level", list(Level))
def test_in_english_the_words_are_the_name(level: Level) -> None:
    assert level.words == level.name


@pytest.mark.parametrize("level", list(Level))
def test_another_language_has_words_of_its_own_and_the_name_stays(pseudo: None, level: Level) -> None:
    assert level.words == i18n.disguised(level.name)
    assert Level.parse(level.name) is level
