"""Suggestions in the review: words that nobody registered, accepted with all their spellings or rejected."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from fieldnotes.i18n import N_, tr
from fieldnotes.model.changes import Changes
from fieldnotes.model.redaction import ReasonCode, Scope, Verdict
from fieldnotes.progress import Watch
from fieldnotes.services import suggest
from fieldnotes.services.hit_views import TEXT
from fieldnotes.services.session import Session
from fieldnotes.services.suggest import Rejected, Suggestion
from fieldnotes.services.views import Preview
from fieldnotes_ui.models.review import Act, Kind, Outcome, ReviewItem, Spot
from fieldnotes_ui.pages.redact.taken import Taken
from fieldnotes_ui.widgets.review_card import Wish

_REGISTERED = N_("{codes} stands in the register now. Whoever does not belong there is taken out on its page.")
_ACTS = frozenset({Act.REDACT, Act.KEEP, Act.REGISTER})
_CONTEXT = 60


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the service suggests for a case, and what was rejected there."""

    open: tuple[Suggestion, ...] = ()
    rejected: tuple[Rejected, ...] = ()


def read(session: Session, case: str, watch: Watch) -> Suggested:
    """On the vault thread."""
    return Suggested(suggest.suggestions(session, case, watch=watch), suggest.rejected(session, case, watch=watch))


def items_of(suggested: Suggested, preview: Preview) -> list[ReviewItem]:
    """Suggestions of which some place would still be read by this audience and is no name that is to be decided."""
    left = _Left(preview)
    open_items = (_item(one, left, None) for one in suggested.open if one.band is not suggest.Band.MAYBE)
    rejected = (_item(one.suggestion, left, _outcome(one)) for one in suggested.rejected)
    return [item for item in (*open_items, *rejected) if item.spots]


class _Left:
    """What can still be read in what would leave."""

    def __init__(self, preview: Preview) -> None:
        self._texts = {record.code: record.original for record in preview.records if record.included}
        gone: dict[str, list[tuple[int, int]]] = {code: [] for code in self._texts}
        for record in preview.records:
            gone.get(record.code, []).extend((change.start, change.end) for change in record.changes)
        for group in preview.hits:
            for place in group.places:
                if place.part == TEXT:
                    gone.get(place.record, []).append((place.start, place.end))
        self._gone = {code: sorted(spans) for code, spans in gone.items()}

    def has(self, record: str, start: int, end: int) -> bool:
        """Whether these words are left, whole."""
        spans = self._gone.get(record)
        if spans is None:
            return False
        before = bisect_right(spans, (end - 1, end)) - 1
        return before < 0 or spans[before][1] <= start

    def around(self, record: str, start: int, end: int) -> str:
        return " ".join(self._texts[record][max(0, start - _CONTEXT) : end + _CONTEXT].split())


def decide(session: Session, case: str, wish: Wish) -> tuple[Changes, Taken]:
    """On the vault thread: register it with all its spellings, or never suggest it again (here, or in any case)."""
    hit = wish.item.subject
    if wish.act is Act.REDACT:
        changes = suggest.accept(session, case, [hit])
        return changes, Taken(wish.item.key, None, tr(_REGISTERED, codes=", ".join(sorted(changes.entries))))
    changes = suggest.reject(session, case, [hit], always=wish.scope is Scope.ALWAYS)
    return changes, Taken(wish.item.key, lambda later: suggest.restore(later, case, hit))


def _item(one: Suggestion, left: _Left, outcome: Outcome | None) -> ReviewItem:
    spots = tuple(
        Spot(spot.record, spot.start, spot.end, context=left.around(spot.record, spot.start, spot.end))
        for spot in one.spots
        if spot.part == TEXT and left.has(spot.record, spot.start, spot.end)
    )
    return ReviewItem(
        key=f"suggestion:{one.id}",
        kind=Kind.SUGGESTION,
        title=one.surface,
        why=one.why,
        subject=one.id,
        spots=spots,
        records=tuple(dict.fromkeys(spot.record for spot in spots)),
        count=len(spots),
        identity=",".join(one.same_as),
        reason=ReasonCode.THIRD_PARTY,
        outcome=outcome,
        acts=_ACTS,
        optional=not suggest.blocks(one),
        spellings=one.spellings,
    )


def _outcome(rejected: Rejected) -> Outcome:
    scope = Scope.ALWAYS if rejected.always else Scope.CASE
    return Outcome(Verdict.KEEP, scope, who=rejected.who, decided=rejected.decided)
