"""Suggestions: identifiers in a text that nobody has registered, for a human to accept or reject.

Nothing found here is redacted without a person's word; what is registered is the business of `fieldnotes.redaction`.
"""

from __future__ import annotations

from fieldnotes.suggestions.finding import Known, find
from fieldnotes.suggestions.grouping import ENTITY_TYPES, Group, Place, grouped
from fieldnotes.suggestions.kinds import CERTAIN, LABELS, LIKELY, NAMES, Band, Candidate, Kind, band_of
from fieldnotes.suggestions.labels import label_tokens
from fieldnotes.suggestions.spreading import propagate

__all__ = [
    "CERTAIN",
    "ENTITY_TYPES",
    "LABELS",
    "LIKELY",
    "NAMES",
    "Band",
    "Candidate",
    "Group",
    "Kind",
    "Known",
    "Place",
    "band_of",
    "find",
    "grouped",
    "label_tokens",
    "propagate",
]
