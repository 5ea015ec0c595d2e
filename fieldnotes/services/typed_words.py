"""Words that are typed beside what leaves (what a correction changed, a recall's reason): nothing in them may tell."""

from __future__ import annotations

import re

from fieldnotes.errors import WordsTell
from fieldnotes.protection import policy
from fieldnotes.protection.policy import Appearance
from fieldnotes.protection.residue import Forbidden, Watchlist
from fieldnotes.redaction.quasi import find_details
from fieldnotes.services.session import Session
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


def named_in(session: Session, text: str) -> tuple[str, ...]:
    """The codes of protected entries whose name, or a part of it, is in words that somebody typed; in any letter case.

    Names that cannot be read now (the sealed compartment is closed) are not looked for.
    """
    if not text.strip():
        return ()
    entries = [one for one in session.vault.entries() if policy.appearance(one.level) is not Appearance.NAME]
    watchlist = Watchlist(
        Forbidden(one.code, one.type, one.identity.names) for one in entries if one.identity is not None
    )
    return tuple(sorted({one.code for found in (watchlist.in_text, watchlist.parts_in) for one in found(text)}))


def _is_likely(one: Candidate, text: str) -> bool:
    """A lone word that opens a sentence has its capital from there."""
    band = band_of(one.confidence)
    opens = text[: one.start].rstrip()[-1:] in ("", ".", "!", "?", ":") and not re.search(
        r"\s", text[one.start : one.end]
    )
    return band is Band.TICKED or (band is Band.SHOWN and not opens)
