"""The possible names of redacted records in groups: one for each identity, spelling and decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from fieldnotes.model.redaction import EVERYWHERE, Decision, OpenHit, ReasonCode, Scope, SettledHit, Verdict
from fieldnotes.protection import hit_places
from fieldnotes.protection.redactor import Redactor
from fieldnotes.services.hit_views import TEXT, TITLE, CandidateView, DecisionView, HitGroup, PlaceView
from fieldnotes.services.particulars import entry_of
from fieldnotes.services.preparing import Prepared

_CONTEXT = 60
_CONTEXTS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Groups:
    """What is open and what is settled; `forbidden` are the numbers of whole names, which nobody can keep."""

    open: tuple[HitGroup, ...]
    settled: tuple[HitGroup, ...]
    forbidden: frozenset[str]


_Placed = tuple[OpenHit, PlaceView]


def groups(prepared: Iterable[Prepared], redactor: Redactor) -> Groups:
    """The hits of all records and titles, grouped."""
    asked: dict[str, list[_Placed]] = {}
    settled: dict[tuple[str, str], list[_Placed]] = {}
    forbidden: dict[str, bool] = {}
    for hit, place in _hits(prepared):
        if isinstance(hit, SettledHit):
            settled.setdefault((hit.group, hit.key if hit.decision is not None else ""), []).append((hit, place))
        else:
            asked.setdefault(hit.group, []).append((hit, place))
        if hit.group not in forbidden:
            forbidden[hit.group] = redactor.forbids(hit.surface)
    return Groups(
        tuple(_group(found, redactor) for found in asked.values()),
        tuple(_group(found, redactor) for found in settled.values()),
        frozenset(group for group, refused in forbidden.items() if refused),
    )


def decision_view(key: str, decision: Decision, *, place: str = "") -> DecisionView:
    """A decision that was stored under `key`, without the words that it is about."""
    known = decision.reason in tuple(ReasonCode)
    return DecisionView(
        hit=key,
        scope=_scope(key, decision),
        place=place,
        verdict=Verdict(decision.verdict),
        reason=ReasonCode(decision.reason) if known else None,
        label=decision.label,
        who=decision.who,
        decided=decision.decided,
        note=decision.note,
    )


def _scope(key: str, decision: Decision) -> Scope:
    if hit_places.is_place(key):
        return Scope.HERE
    return Scope.ALWAYS if decision.scope == EVERYWHERE else Scope.CASE


def _hits(prepared: Iterable[Prepared]) -> Iterator[_Placed]:
    for one in prepared:
        code = one.candidate.record.code
        parts = ((TITLE, one.title, one.original_title), (TEXT, one.text, one.candidate.record.body.text))
        for part, redacted, original in parts:
            for hit in (*redacted.hits, *redacted.settled) if redacted is not None else ():
                context = " ".join(original[max(0, hit.start - _CONTEXT) : hit.end + _CONTEXT].split())
                yield hit, PlaceView(code, part, hit.start, hit.end, hit.surface, context)


def _group(found: Sequence[_Placed], redactor: Redactor) -> HitGroup:
    first, place = found[0]
    guesses = {hit.guess for hit, _ in found}
    decision, identity = None, ",".join(dict.fromkeys(map(entry_of, first.entries)))
    if isinstance(first, SettledHit) and first.decision is not None:
        at = place.place if hit_places.is_place(first.key) else ""
        view = decision_view(first.key, first.decision, place=at)
        decision = replace(view, surface=first.surface, identity=identity)
    return HitGroup(
        id=first.group,
        identity=identity,
        surface=first.surface,
        count=len(found),
        why=first.why,
        contexts=tuple(dict.fromkeys(where.context for _, where in found))[:_CONTEXTS_SHOWN],
        records=tuple(dict.fromkeys(where.record for _, where in found)),
        places=tuple(where for _, where in found),
        candidates=tuple(CandidateView(code, redactor.label([code])) for code in first.entries),
        reason=first.reason,
        guess=guesses.pop() if len(guesses) == 1 else "",
        certain=any(hit.certain for hit, _ in found),
        decision=decision,
    )
