"""Redaction: find what the register protects in a text, in any surface form."""

from __future__ import annotations

from collections.abc import Sequence

from fieldnotes.model.register import EntityType
from fieldnotes.redaction.hits import Hit, Known, Outcome
from fieldnotes.redaction.matcher import Register, surface_key

__all__ = ["Hit", "Known", "Outcome", "Register", "find_identities", "surface_key"]


def find_identities(
    entity_type: str, names: Sequence[str], text: str, language: str
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where one identity occurs in a text: (spans redacted without asking, spans a human must decide).

    Args:
        entity_type: person, org, place, phone, email or handle.
        names: every registered spelling and contact of the identity.
        text: the text; spans are code-point offsets into it.
        language: ISO 639-1 code of the text, empty when unknown.
    """
    register = Register([Known("identity", EntityType(entity_type), tuple(names))])
    hits = register.scan(text, language=language)
    auto = [(hit.start, hit.end) for hit in hits if hit.outcome is Outcome.AUTO]
    review = [(hit.start, hit.end) for hit in hits if hit.outcome is Outcome.REVIEW]
    return auto, review
