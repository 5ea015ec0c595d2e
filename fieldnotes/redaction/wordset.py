"""Small word lists written as text: easier to read and to extend than quoted literals."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())
