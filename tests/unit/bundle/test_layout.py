"""Sizes that say little."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.bundle.layout import padme


@pytest.mark.parametrize(
    ("length", "padded"),
    [(0, 0), (1, 1), (2, 2), (9, 10), (15, 16), (100, 104), (1000, 1024), (1025, 1088), (65_537, 67_584),
     (10**6, 1_015_808)],
)  # fmt: skip
def test_padme_sizes(length: int, padded: int) -> None:
    assert padme(length) == padded


@given(st.integers(1, 2**40))
def test_padding_is_small_stable_and_monotone(length: int) -> None:
    padded = padme(length)
    assert length <= padded <= length * 1.12
    assert padme(padded) == padded
    assert padme(length + 1) >= padded
