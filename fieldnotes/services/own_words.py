"""Words in a record that the program itself wrote: codes, and the labels of fields and terms. They name nobody."""

from __future__ import annotations

import re
from collections.abc import Collection

from fieldnotes.model.form_values import CODE
from fieldnotes.model.forms import Form, Incident
from fieldnotes.model.record import Record
from fieldnotes.redaction.vocabulary import LANGUAGES
from fieldnotes.services.vocabulary import FALLBACK, Vocabulary, field_labels, words_of

SHIPPED = Vocabulary({})
"""Without own terms, which may be called anything."""
_WORD = re.compile(r"[^\W_]+")


class OwnWords:
    """What of a record's texts nobody said."""

    def __init__(self, record: Record) -> None:
        card, form = record.row.card, record.body.form
        language = card.language if card is not None and card.language in LANGUAGES else FALLBACK
        phrases = set[str]()
        if form is not None:
            phrases |= field_labels(language) | words_of(language) | _terms(form, language)
        self._phrases = re.compile(_any_of(phrases)) if phrases else None

    def inside(self, text: str) -> frozenset[int]:
        """The code points of a text that are the program's."""
        found = [match.span() for match in CODE.finditer(text)]
        if self._phrases is not None:
            found += [match.span() for match in self._phrases.finditer(text)]
        return frozenset(at for start, end in found for at in range(start, end))

    @staticmethod
    def cover(text: str, start: int, end: int, inside: Collection[int]) -> bool:
        """Whether every word of [start, end) is among them."""
        words = [match.start() for match in _WORD.finditer(text, start, end)]
        return bool(words) and all(at in inside for at in words)


def _terms(form: Form, language: str) -> set[str]:
    """What the shipped terms in an incident are called."""
    if not isinstance(form, Incident):
        return set()
    codes = {code for act in form.acts for code in (act.what, *act.methods, *act.charges)}
    codes |= {one.agent for act in form.acts for one in act.perpetrators}
    return {label for code in codes - {""} if (label := SHIPPED.label(code, language)) != code}


def _any_of(phrases: Collection[str]) -> str:
    """The longest first, so that none hides another."""
    longest = sorted(phrases, key=len, reverse=True)
    return r"(?<![^\W_])(?:" + "|".join(map(re.escape, longest)) + r")(?![^\W_])"
