"""Labels for texts that are divided into tokens already, as annotated corpora are: how suggestions are scored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fieldnotes.suggestions.deciding import Decision
from fieldnotes.suggestions.finding import decided
from fieldnotes.suggestions.kinds import LIKELY
from fieldnotes.suggestions.languages import known_language
from fieldnotes.suggestions.model import OUTSIDE, Model, shipped
from fieldnotes.suggestions.tokens import TOKEN, Sentence, sentence_of
from fieldnotes.suggestions.words import Vocabulary, vocabulary


class Divided(NamedTuple):
    """A sentence in our own tokens; `parents` tells for each the token of the corpus that it is a piece of."""

    sentence: Sentence
    parents: list[int]


def label_tokens(
    tokens: Sequence[Sequence[str]], language: str = "", *, least: float = LIKELY, model: Model | None = None
) -> list[list[str]]:
    """Labels in BIO notation ("B-PER", "I-PER", "O") for the sentences of one or several texts.

    Args:
        tokens: the tokens of each sentence.
        language: ISO 639-1 code, guessed when empty.
        least: the lowest confidence that counts.
        model: another model than the product's.
    """
    joined = " ".join(" ".join(sentence) for sentence in tokens[:200])
    language = known_language(language, joined)
    lists = vocabulary(language)
    parts = [divided(sentence, lists) for sentence in tokens]
    answers = decided([part.sentence for part in parts], language, model or shipped())
    return [
        _labels(part, decisions, len(sentence), least)
        for part, decisions, sentence in zip(parts, answers, tokens, strict=True)
    ]


def divided(tokens: Sequence[str], lists: Vocabulary) -> Divided:
    """Tokens of a corpus in our own, set apart by one space."""
    words: list[str] = []
    starts: list[int] = []
    parents: list[int] = []
    offset = 0
    for number, token in enumerate(tokens):
        for found in TOKEN.finditer(token):
            words.append(found[0])
            starts.append(offset + found.start())
            parents.append(number)
        offset += len(token) + 1
    return Divided(sentence_of(words, starts, lists), parents)


def _labels(part: Divided, decisions: Sequence[Decision], size: int, least: float) -> list[str]:
    fine = [OUTSIDE] * len(part.sentence)
    for one in sorted(decisions, key=lambda one: (-one.mark.confidence, one.mark.first - one.mark.last)):
        if one.mark.confidence < least:
            continue
        places = range(one.mark.first, one.mark.last)
        if all(fine[at] == OUTSIDE for at in places):
            for at, label in zip(places, one.labels, strict=True):
                fine[at] = label
    return whole_tokens(part, fine, size)


def whole_tokens(part: Divided, fine: Sequence[str], size: int) -> list[str]:
    """Labels of our own tokens as those of the corpus' `size` tokens: any labelled piece gives its token the label."""
    labels = [OUTSIDE] * size
    for parent, label in zip(part.parents, fine, strict=True):
        if label != OUTSIDE and labels[parent] == OUTSIDE:
            labels[parent] = label
    return labels
