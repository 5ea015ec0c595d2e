"""The marks of a record: what is taken out, what stands in its place, and what is still to be decided."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache

from fieldnotes.i18n import N_, tr
from fieldnotes.model.redaction import ChangeKind
from fieldnotes.services.views import RecordPreview
from fieldnotes_ui.models.review import Kind, ReviewItem, Spot
from fieldnotes_ui.widgets.draw_text import isolated
from fieldnotes_ui.widgets.review_words import KINDS, REASONS, decided_by
from fieldnotes_ui.widgets.spans import Span, Tone

_TAKEN = N_("{label}: {why}")
_OPEN = N_("{kind}, not decided yet: {why}")
_BY_RULE = N_("by rule")
TONES = {
    ChangeKind.NAME: (Tone.TAKEN_NAME, Tone.PUT_NAME),
    ChangeKind.PASSAGE: (Tone.TAKEN_PASSAGE, Tone.PUT_PASSAGE),
    ChangeKind.OFF_RECORD: (Tone.TAKEN_OFF, Tone.PUT_OFF),
    ChangeKind.DETAIL: (Tone.TAKEN_DETAIL, Tone.PUT_DETAIL),
}
OPEN_TONES = {
    Kind.NAME: Tone.OPEN,
    Kind.AMBIGUOUS: Tone.AMBIGUOUS,
    Kind.SUGGESTION: Tone.SUGGESTED,
    Kind.DETAIL: Tone.DETAIL,
    Kind.MOSAIC: Tone.DETAIL,
}
_ON_TOP = (Kind.AMBIGUOUS, Kind.NAME, Kind.SUGGESTION, Kind.DETAIL, Kind.MOSAIC)
"""Of marks over the same words, the one that comes first here is seen."""


def before(record: RecordPreview, undecided: Iterable[ReviewItem], hidden: frozenset[Tone]) -> list[Span]:
    """Over the original; what is to be decided lies on top. `hidden` are tones that were filtered away."""
    tell = cache(_taken)
    taken = [
        Span(one.start, one.end, tone, tell(one.label, one.why, one.reason, one.who, one.decided))
        for one in record.changes
        if (tone := TONES[one.kind][0]) not in hidden
    ]
    gone = [(one.start, one.end) for one in record.changes]
    still: dict[tuple[int, int], Span] = {}
    for item in sorted(undecided, key=lambda one: _ON_TOP.index(one.kind), reverse=True):
        tone = OPEN_TONES[item.kind]
        if tone in hidden:
            continue
        tip = tr(_OPEN, kind=tr(KINDS[item.kind]), why=tr(item.why))
        for spot in item.spots:
            if spot.record == record.code and not (item.kind is Kind.MOSAIC and _touches(gone, spot)):
                still[spot.start, spot.end] = Span(spot.start, spot.end, tone, tip)
    return [*taken, *still.values()]


def _touches(gone: Sequence[tuple[int, int]], spot: Spot) -> bool:
    """Whether something of it is taken out; `gone` is in order."""
    before = bisect_left(gone, (spot.end, 0)) - 1
    return before >= 0 and gone[before][1] > spot.start


def after(record: RecordPreview, hidden: frozenset[Tone]) -> list[Span]:
    """Over the text as it would leave."""
    tell = cache(_put)
    return [
        Span(one.new_start, one.new_end, tone, tell(one.why, one.reason, one.who, one.decided))
        for one in record.changes
        if (tone := TONES[one.kind][1]) not in hidden
    ]


def _taken(label: str, why: str, reason: str, who: str, decided: str) -> str:
    return isolated(tr(_TAKEN, label=label, why=tr(why)), *_account(reason, who, decided))


def _put(why: str, reason: str, who: str, decided: str) -> str:
    return isolated(tr(why), *_account(reason, who, decided))


def _account(reason: str, who: str, decided: str) -> tuple[str, str]:
    words = next((tr(name) for code, name in REASONS.items() if code == reason), "")
    return words, decided_by(who, decided) if who else tr(_BY_RULE)
