"""Wordings offered for a detail: from the most telling to the least, and only for exactly these words."""

from __future__ import annotations

from fieldnotes.services.wordings import wordings

TEXT = "We left on 14 March 2019 and saw nobody. Nothing else was said that day."


def offered(words: str) -> tuple[str, ...]:
    start = TEXT.index(words)
    return wordings(TEXT, start, start + len(words))


def test_a_day_becomes_coarser_step_by_step() -> None:
    found = offered("on 14 March 2019")

    assert len(found) >= 3
    assert all("14" not in words for words in found)
    assert "2019" in found[0]
    assert "2019" not in found[-1]


def test_words_that_are_no_detail_have_no_wording() -> None:
    assert offered("saw nobody") == ()


def test_a_long_text_is_read_only_near_the_words() -> None:
    long = "x " * 50_000 + TEXT
    start = long.index("on 14 March")

    assert wordings(long, start, start + len("on 14 March 2019")) == offered("on 14 March 2019")
