"""What the services found, as items of one review."""

from __future__ import annotations

from collections.abc import Iterable

from fieldnotes.i18n import N_, tr
from fieldnotes.model.redaction import Scope
from fieldnotes.services import mosaic
from fieldnotes.services.hit_views import TEXT, DecisionView, HitGroup
from fieldnotes.services.views import Preview, RemainingDetail
from fieldnotes_ui.models.review import Act, Kind, Outcome, ReviewItem, Spot

_NAME_ACTS = frozenset({Act.REDACT, Act.KEEP, Act.REGISTER})
_DETAIL_ACTS = frozenset({Act.REDACT, Act.GENERALISE})
_TITLE_ACTS = frozenset({Act.OPEN})
_IN_TITLE = N_("{facet}, in the title of {record}. Change it there: a title is read with its record.")
_CONTEXT = 50


def items_of(preview: Preview) -> list[ReviewItem]:
    """Names that are open or decided, and details that remain."""
    still = {group.id for group in preview.hits}
    texts = {record.code: record.original for record in preview.records}
    waits = any(one.state is mosaic.State.OPEN for one in preview.mosaics)  # a detail matters as part of a person
    return [
        *(_name(group, group.id) for group in preview.hits),
        *(_name(group, _settled_key(group, still)) for group in preview.settled),
        *(_detail(detail, texts.get(detail.record, ""), waits=waits) for detail in preview.details),
    ]


def _settled_key(group: HitGroup, still: Iterable[str]) -> str:
    """A group may be open in one place and decided in another: then each has a row of its own."""
    decision = group.decision
    if decision is not None and decision.scope is Scope.HERE:
        return decision.hit
    return f"{group.id} settled" if group.id in still else group.id


def _name(group: HitGroup, key: str) -> ReviewItem:
    several = len(group.candidates) > 1
    return ReviewItem(
        key=key,
        kind=Kind.AMBIGUOUS if several else Kind.NAME,
        title=group.surface,
        why=group.why,
        subject=group.id,
        spots=tuple(
            Spot(place.record, place.start, place.end, place.place, place.context)
            for place in group.places
            if place.part == TEXT
        ),
        records=group.records,
        count=group.count,
        identity=group.identity,
        candidates=tuple((one.code, one.label) for one in group.candidates) if several else (),
        guess=group.guess,
        reason=group.reason,
        outcome=_outcome(group.decision) if group.decision is not None else None,
        acts=_NAME_ACTS,
        certain=group.certain,
    )


def _outcome(decision: DecisionView) -> Outcome:
    return Outcome(
        verdict=decision.verdict,
        scope=decision.scope,
        place=decision.place,
        reason=decision.reason,
        label=decision.label,
        who=decision.who,
        decided=decision.decided,
        note=decision.note,
    )


def _detail(detail: RemainingDetail, text: str, *, waits: bool) -> ReviewItem:
    """One in a title has no place in the text: the title itself is changed in the record."""
    in_text = detail.part == TEXT
    facet = detail.facet.replace("-", " ")
    context = " ".join(text[max(0, detail.start - _CONTEXT) : detail.end + _CONTEXT].split())
    return ReviewItem(
        key=f"detail:{detail.record}:{detail.part}:{detail.start}:{detail.end}",
        kind=Kind.DETAIL,
        title=" ".join(detail.text.split()),
        why=facet if in_text else tr(_IN_TITLE, facet=facet, record=detail.record),
        spots=(Spot(detail.record, detail.start, detail.end, context=context),) if in_text else (),
        records=(detail.record,),
        acts=_DETAIL_ACTS if in_text else _TITLE_ACTS,
        optional=not waits,
    )
