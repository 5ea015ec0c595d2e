"""Ranks and forms of address before a name."""

from __future__ import annotations

import pytest

from fieldnotes.suggestions.titles import untitled
from fieldnotes.suggestions.words import LANGUAGES


@pytest.mark.parametrize(
    ("spelling", "bare"),
    [
        ("майор Гаджиев", "Гаджиев"),
        ("Major Rauf Haciyev", "Rauf Haciyev"),
        ("Майор", ""),
        ("Rauf Haciyev", "Rauf Haciyev"),
    ],
)
def test_a_rank_is_no_part_of_a_name(spelling: str, bare: str) -> None:
    assert untitled(spelling, LANGUAGES) == bare
