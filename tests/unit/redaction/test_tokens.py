"""The words of a long text are those of its lines."""

from __future__ import annotations

from fieldnotes.redaction.tokens import Tokens


def test_a_long_text_has_the_words_of_its_lines_at_their_places() -> None:
    lines = ["Yol uzun idi, Nərgiz2 dedi.", "", "Вечером мы долго сидели — и молчали", "وصلنا إلى القرية"] * 900
    text = "\n".join(lines)
    found = Tokens(text)
    assert found.raws == [word for line in lines for word in Tokens(line).raws]
    assert [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)] == found.raws


def test_a_long_line_is_one_line() -> None:
    text = "söz " * 20_000 + "\nson"
    assert Tokens(text).raws == ["söz"] * 20_000 + ["son"]


def test_nothing_has_no_words() -> None:
    assert Tokens("").raws == []
