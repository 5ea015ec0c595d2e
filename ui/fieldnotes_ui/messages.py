"""Errors in words: the only place where one becomes something to show."""

from __future__ import annotations

from fieldnotes.errors import FieldNotesError


def words(error: FieldNotesError) -> str:
    """Sentence and hint of an error in the reader's language."""
    hint = error.hint_text()
    return f"{error.sentence_text()} {hint}" if hint else error.sentence_text()
