"""Words that are typed beside what leaves (what a correction changed, a recall's reason): nothing in them may tell."""

from __future__ import annotations

import re

from fieldnotes.errors import WordsTell
from fieldnotes.protection.residue import Watchlist
from fieldnotes.redaction.quasi import find_details
from fieldnotes.suggestions import finding
from fieldnotes.suggestions.kinds import Band, Candidate, band_of

_LANGUAGES = ("en", "az", "ru", "tr")
"""Nobody says in which language such a line is written; what any of them sees counts."""


def refuse_telling(text: str, watchlist: Watchlist) -> None:
    """Beside what the gate looks for: every part of a registered name in any case, and likely names, contacts,
    numbers, dates, ages and places.

    Raises:
        WordsTell: there are any. The error says how many, never which.
    """
    spans = {(one.start, one.end) for one in watchlist.parts_in(text)}
    for language in _LANGUAGES:
        spans |= {(one.start, one.end) for one in finding.find(text, language=language) if _is_likely(one, text)}
        spans |= {(one.start, one.end) for one in find_details(text, language=language)}
    if spans:
        raise WordsTell(count=len(spans))


def _is_likely(one: Candidate, text: str) -> bool:
    """A lone word that opens a sentence has its capital from there."""
    band = band_of(one.confidence)
    opens = text[: one.start].rstrip()[-1:] in ("", ".", "!", "?", ":") and not re.search(
        r"\s", text[one.start : one.end]
    )
    return band is Band.TICKED or (band is Band.SHOWN and not opens)
