"""Names that are accepted or certain, looked for everywhere else as if they were registered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from fieldnotes.i18n import N_
from fieldnotes.redaction.hits import Hit, Known, Outcome
from fieldnotes.redaction.matcher import Register
from fieldnotes.suggestions.grouping import ENTITY_TYPES
from fieldnotes.suggestions.kinds import CERTAIN, NAMES, Candidate, Kind, without_overlaps

ELSEWHERE = N_("a name found for certain elsewhere")
PERHAPS_ELSEWHERE = N_("perhaps a name found for certain elsewhere")

_SURE, _PERHAPS = 0.85, 0.5
_WORTH = 0.5
_LEAST_SIGNS = 3
"""Initials alone are everybody's."""
_SPREAD = NAMES - {Kind.PLACE}


def propagate(
    names: Iterable[tuple[Kind, str]], texts: Mapping[str, str], *, languages: Mapping[str, str] | None = None
) -> dict[str, list[Candidate]]:
    """Every other occurrence of names in texts, in any form that the register would be found in.

    Args:
        names: accepted or certain names with their kind, each an entry of its own.
        texts: the texts by a name of the caller's choice.
        languages: ISO 639-1 codes by the same names.
    """
    register, kinds = _register(names)
    languages = languages or {}
    if not kinds:
        return {name: [] for name in texts}
    return {
        name: [_candidate(hit, kinds) for hit in register.scan(text, language=languages.get(name, ""))]
        for name, text in texts.items()
    }


def spread(text: str, candidates: Sequence[Candidate], language: str) -> list[Candidate]:
    """The candidates of one text with the other occurrences of its certain names; without overlaps."""
    sure = {
        (one.kind, text[one.start : one.end])
        for one in candidates
        if one.kind in _SPREAD and (one.confidence >= CERTAIN or _is_full(one, text))
    }
    if not sure:
        return list(candidates)
    register, kinds = _register(sorted(sure))
    more = (_candidate(hit, kinds) for hit in register.scan(text, language=language))
    return without_overlaps([*candidates, *more])


def _is_full(one: Candidate, text: str) -> bool:
    """A person's name of several words is worth looking for, be it a likely one only."""
    return one.kind is Kind.PERSON and one.confidence >= _WORTH and " " in text[one.start : one.end]


def _register(names: Iterable[tuple[Kind, str]]) -> tuple[Register, dict[str, Kind]]:
    kinds: dict[str, Kind] = {}
    known: list[Known] = []
    for number, (kind, name) in enumerate(names):
        if kind in ENTITY_TYPES and sum(sign.isalnum() for sign in name) >= _LEAST_SIGNS:
            kinds[str(number)] = kind
            known.append(Known(str(number), ENTITY_TYPES[kind], (name,)))
    return Register(known), kinds


def _candidate(hit: Hit, kinds: Mapping[str, Kind]) -> Candidate:
    sure = hit.outcome is Outcome.AUTO
    confidence, why = (_SURE, ELSEWHERE) if sure else (_PERHAPS, PERHAPS_ELSEWHERE)
    return Candidate(hit.start, hit.end, kinds[hit.ids[0]], confidence, why)
