"""Whatever the text, suggestions lie in it, in order, without overlap."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.suggestions import find
from fieldnotes.suggestions.labels import label_tokens

_SAMPLE = (
    "Anar Guliyev in on the of 5 May 2020 12 , . : / - ( ) § no Mr. İlqar Məmmədov’s на улице Гоголя д. 3 წლის მაისს "
    "السيد كريم @x a@b.co 10-AA-123 € 1.000 S.p.A. A. . \n \r\n \u200b İ ı ﬁ 𝐋𝐞𝐲𝐥𝐚 Mme L' Le 28426/06 République de "
    "SARL TV küçəsi rue 0 00 ' \u00ad « » Parti TEDH h 14h30 ² ½ Ⅷ п. ٥"
)
_WORDS = st.sampled_from(_SAMPLE.split(" "))
_TEXTS = st.lists(_WORDS, max_size=40).map(" ".join) | st.text(max_size=120)


@settings(max_examples=150, deadline=None)
@given(_TEXTS, st.sampled_from(["", "az", "ru", "tr", "en", "ka", "ar", "fr", "es", "de", "it", "fa", "pt", "uk"]))
def test_suggestions_lie_in_the_text_sorted_and_apart(text: str, language: str) -> None:
    found = find(text, language=language)
    end = 0
    for one in found:
        assert end <= one.start < one.end <= len(text)
        assert 0 < one.confidence < 1
        assert text[one.start : one.end].strip()
        end = one.end


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(_WORDS.filter(str.strip), max_size=12), max_size=4), st.sampled_from(["", "es", "fr", "az"]))
def test_every_token_gets_a_label(tokens: list[list[str]], language: str) -> None:
    answers = label_tokens(tokens, language)
    assert [len(answer) for answer in answers] == [len(sentence) for sentence in tokens]
    assert all(label == "O" or label[:2] in ("B-", "I-") for answer in answers for label in answer)


def test_the_same_text_gets_the_same_suggestions() -> None:
    text = "My brother Anar Guliyev was held in Ganja on 5 May 2020."
    assert find(text) == find(text)


@pytest.mark.parametrize(
    "piece",
    ["a", "1", "A. ", "(", "@", "1.", "1 ", "de ", "Anar ", "a.b@", "no ", "1/", "rue ", "Mr. ", "« A ", "AZ ", "0 5 "],
)
def test_a_text_of_one_thing_only_is_read_without_a_stall(piece: str) -> None:
    found = find(piece * (8_000 // len(piece)))
    assert all(one.start < one.end for one in found)
