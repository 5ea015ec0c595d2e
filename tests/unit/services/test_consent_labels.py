"""What a source agreed to is told in words, also where only its short form was kept."""

from __future__ import annotations

import pytest

from fieldnotes.services import consent_labels


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        ("press: name, publication: anonymous", "Press: By name, Publication: Anonymous"),
        ("un: ask", "UN bodies: Ask first"),
        ("a later use: yes", "a later use: yes"),
        ("", ""),
    ],
)
def test_codes_of_a_consent_become_words(kept: str, words: str) -> None:
    assert consent_labels.worded(kept) == words
