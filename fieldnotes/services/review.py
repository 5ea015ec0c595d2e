"""Possible names put to a person, and what she decides: in groups, for one place, one case or the whole vault."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from fieldnotes.errors import BadValue, CertainName, FullNameKept, NoSuchHit, NoSuchRecord
from fieldnotes.model.audience import Audience
from fieldnotes.model.changes import Changes
from fieldnotes.model.record import Record
from fieldnotes.model.redaction import EVERYWHERE, SHARED, About, Decision, ReasonCode, Scope, Verdict
from fieldnotes.progress import Watch
from fieldnotes.protection import hit_places
from fieldnotes.services import hit_groups
from fieldnotes.services.hit_groups import Groups
from fieldnotes.services.hit_views import TEXT, DecisionView, HitGroup, PlaceView
from fieldnotes.services.particulars import entry_of
from fieldnotes.services.preparing import prepare
from fieldnotes.services.session import Session


@dataclass(slots=True)
class _Known:
    """A group as it was seen last: enough to judge what somebody decides on it."""

    surface: str
    entries: tuple[str, ...]
    certain: bool = False
    forbidden: bool = False
    places: dict[str, PlaceView] = field(default_factory=dict)


class _Seen:
    """The groups of each case as they were seen last, whoever asked."""

    def __init__(self) -> None:
        self.cases: dict[str, dict[str, _Known]] = {}


def review_hits(
    session: Session, case: str, audience: Audience = Audience.EDITOR, *, watch: Watch | None = None
) -> tuple[HitGroup, ...]:
    """Groups of possible names that nobody has decided on yet."""
    return groups_of(session, case, audience, watch=watch).open


def groups_of(session: Session, case: str, audience: Audience, *, watch: Watch | None = None) -> Groups:
    """Every group of a case, also in records that are withheld."""
    prepared, redactor = prepare(session, case, audience, watch, everything=True)
    found = hit_groups.groups(prepared, redactor)
    remember(session, case, found)
    return found


def remember(session: Session, case: str, found: Groups) -> None:
    """Keep in mind what was seen, so that a decision need not look for it again."""
    known = session.kept(_Seen).cases.setdefault(case, {})
    for group in (*found.open, *found.settled):
        one = known.setdefault(group.id, _Known(group.surface, tuple(one.code for one in group.candidates)))
        one.certain |= group.certain
        one.forbidden |= group.id in found.forbidden
        one.places |= {place.place: place for place in group.places}


def decide(  # noqa: PLR0913 - everything that a decision says
    session: Session,
    case: str,
    hit: str,
    verdict: Verdict,
    *,
    who: str = "owner",
    scope: Scope = Scope.CASE,
    place: str = "",
    reason: ReasonCode | None = None,
    label: str = "",
    note: str = "",
    force: bool = False,
) -> Changes:
    """Settle one group, or with `Scope.HERE` one place of it; remembered in the vault with who and when.

    `label` says whose name it is where it could be several people's: the code of the entry, or SHARED. A name of
    which the rules are certain is kept only with `force` and a reason or note, and a whole name never.

    Raises:
        NoSuchHit: no group has that number, or it does not stand at that place.
        CertainName, FullNameKept: it cannot be kept, or not so.
        BadValue: the label is not that of a candidate, or `Scope.HERE` without a place.
    """
    group = _known(session, case, hit)
    if label and label != SHARED and label not in group.entries:
        raise BadValue(field="label", value=label, allowed=", ".join((SHARED, *group.entries)))
    stored = Verdict.REDACT
    if verdict.keeps:
        stored = Verdict.KEEP
        if group.forbidden:
            raise FullNameKept
        if group.certain:
            if not (force and (reason is not None or note.strip())):
                raise CertainName
            stored = Verdict.KEEP_ANYWAY
    where, key = _scope(session, case, hit, scope, place, group)
    return session.vault.decide(
        About.NAME,
        where,
        key,
        stored,
        reason=reason or "",
        label=label,
        who=who,
        note=note.strip(),
        entries=dict.fromkeys(map(entry_of, group.entries)),
    )


def undecide(session: Session, case: str, hit: str, *, scope: Scope | None = None, place: str = "") -> Changes:
    """Take a decision back: the one of that scope, or the narrowest. What was decided more widely counts again.

    `hit` is the number of a group, with `place` for one place of it; or that of a decision, as `decisions` shows it.

    Raises:
        NoSuchHit: nothing of that number is decided there.
    """
    stored = session.needs_sealed().all_decisions(About.NAME)
    records = {row.code for row in session.vault.rows(case=case)}
    if (place or scope is Scope.HERE) and not hit_places.is_place(hit):
        hit = _scope(session, case, hit, Scope.HERE, place, _known(session, case, hit))[1]
    where: list[str] = []
    if scope in (None, Scope.HERE) and hit_places.is_place(hit):
        where += [code for code, key in stored if key == hit and code in records]
    where += [code for wanted, code in ((Scope.CASE, case), (Scope.ALWAYS, EVERYWHERE)) if scope in (None, wanted)]
    found = next((code for code in where if (code, hit) in stored), None)
    if found is None:
        raise NoSuchHit(name=hit)
    return session.vault.undecide(About.NAME, found, hit)


def decisions(session: Session, case: str, *, watch: Watch | None = None) -> tuple[DecisionView, ...]:
    """Everything that was decided on names and counts in this case, newest first.

    Raises:
        SealedClosed: what was decided on cannot be read.
    """
    vault = session.needs_sealed()
    groups_of(session, case, Audience.EDITOR, watch=watch)
    known, texts = session.kept(_Seen).cases[case], _Texts(session)
    scopes = {EVERYWHERE, case, *(row.code for row in vault.rows(case=case))}
    found = [
        _with_words(texts, key, decision, known)
        for (scope, key), decision in vault.all_decisions(About.NAME).items()
        if scope in scopes
    ]
    return tuple(sorted(found, key=lambda one: (one.decided, one.hit), reverse=True))


def _known(session: Session, case: str, hit: str) -> _Known:
    """The group, from what was seen last, or else looked for in every audience's reading."""
    known = session.kept(_Seen).cases.setdefault(case, {})
    for audience in Audience:
        if hit not in known:
            groups_of(session, case, audience)
    if hit not in known:
        raise NoSuchHit(name=hit)
    return known[hit]


def _scope(session: Session, case: str, hit: str, scope: Scope, place: str, group: _Known) -> tuple[str, str]:
    """The scope and the number under which a decision is stored."""
    if scope is not Scope.HERE:
        return (EVERYWHERE if scope is Scope.ALWAYS else case), hit
    if not place:
        raise BadValue(field="place", value="left out with --scope here", allowed=", ".join(group.places))
    where = group.places.get(place)
    number = None if where is None else _Texts(session).number(where, hit)
    if where is None or number is None:
        raise NoSuchHit(name=f"{hit} {place}".strip())
    return where.record, number


class _Texts:
    """Records' texts and titles, each opened once."""

    def __init__(self, session: Session) -> None:
        self._vault = session.vault
        self._read: dict[str, Record | None] = {}

    def number(self, where: PlaceView, group: str) -> str | None:
        """The number of a place; None where the words are not there any more."""
        text = self._text(where)
        if text[where.start : where.end] != where.surface:
            return None
        return hit_places.number(
            text,
            where.start,
            where.end,
            group=group,
            record=where.record,
            part=where.part,
            secret=self._vault.pseudonym_secret(),
        )

    def _text(self, where: PlaceView) -> str:
        if where.record not in self._read:
            self._read[where.record] = None
            with suppress(NoSuchRecord):
                self._read[where.record] = self._vault.record(where.record)
        record = self._read[where.record]
        if record is None:
            return ""
        if where.part == TEXT:
            return record.body.text
        return record.row.card.title if record.row.card is not None else ""


def _with_words(texts: _Texts, key: str, decision: Decision, known: Mapping[str, _Known]) -> DecisionView:
    """A decision with what it is about, as far as that still stands in the case."""
    group = known.get(hit_places.group_of(key))
    if group is None:
        return hit_groups.decision_view(key, decision)
    view = replace(
        hit_groups.decision_view(key, decision),
        surface=group.surface,
        identity=",".join(dict.fromkeys(map(entry_of, group.entries))),
    )
    if view.scope is not Scope.HERE:
        return view
    places = [place for place in group.places.values() if place.record == decision.scope]
    found = [place for place in places if texts.number(place, hit_places.group_of(key)) == key]
    return replace(view, place=found[0].place, surface=found[0].surface) if found else replace(view, surface="")
