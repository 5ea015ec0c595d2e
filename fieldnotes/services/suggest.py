"""What the texts of a case hold that nobody registered: suggested by entity, accepted with a click, rejected for good.

Suggestions are never kept in the vault; what was rejected is, as keyed numbers that do not tell the words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from fieldnotes.errors import BadValue, NoSuchHit
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import DEFAULT_LEVEL, Level
from fieldnotes.model.redaction import EVERYWHERE, About, Decision
from fieldnotes.model.register import Address, Contact, ContactKind, Document, EntityType, Identity, Role
from fieldnotes.progress import Watch
from fieldnotes.redaction.hits import Known, Outcome
from fieldnotes.redaction.matcher import Register
from fieldnotes.redaction.scripts import script_of
from fieldnotes.redaction.suffixes import cuts
from fieldnotes.redaction.view import lowered
from fieldnotes.services import register, suggesting
from fieldnotes.services.session import Session
from fieldnotes.services.suggesting import DOCUMENTS, IDENTITIES, Spot, Suggestion, type_of
from fieldnotes.suggestions.kinds import LABELS, NAMES, Band, Kind
from fieldnotes.suggestions.titles import untitled
from fieldnotes.suggestions.words import LANGUAGES

__all__ = ["LABELS", "Band", "Kind", "Spot", "Suggestion"]  # the client shows them and asks for them here

REJECT = "reject"
"""The verdict on a suggestion; one that is accepted needs none, because it is registered."""
BLOCKING = IDENTITIES - {Kind.ORG, Kind.PLACE, Kind.URL, Kind.CODE}
"""Kinds of which a certain one must not leave undecided; of people a likely one as well."""
_PEOPLE = frozenset({Kind.PERSON, Kind.LEGAL_PROFESSIONAL})


@dataclass(frozen=True, slots=True)
class Rejected:
    """A suggestion that somebody rejected, while its words are still in the case. `always`: in every case."""

    suggestion: Suggestion
    who: str
    decided: str
    always: bool


def suggestions(session: Session, case: str, *, watch: Watch | None = None) -> tuple[Suggestion, ...]:
    """Everything in the texts and titles of the case that may be an identity, unless it is registered or rejected.

    The surest first. Texts are read once for each version; what is found is kept in memory until names are sealed.

    Raises:
        SealedClosed: what is registered cannot be read.
        NoSuchRecord: no such case.
    """
    return suggesting.gather(session, case, frozenset(session.vault.decisions(About.SUGGESTION, case)), watch)[0]


def rejected(session: Session, case: str, *, watch: Watch | None = None) -> tuple[Rejected, ...]:
    """What was rejected for this case or always, as far as its words still stand in the case; errors as above."""
    decisions = session.vault.decisions(About.SUGGESTION, case)
    found = suggesting.gather(session, case, frozenset(decisions), watch)[1]
    return tuple(
        Rejected(one, decision.who, decision.decided, decision.scope == EVERYWHERE)
        for one in found
        if (decision := _decision_on(session, one, decisions)) is not None
    )


def accept(
    session: Session,
    case: str,
    ids: Sequence[str],
    *,
    role: Role = Role.OTHER,
    level: Level = DEFAULT_LEVEL,
    join_to: str = "",
    names: Sequence[str] = (),
) -> Changes:
    """Register each suggestion with all its spellings, or with `join_to` add them to that entry.

    `names` are to be registered instead of the spellings that were found, the first as the name; for one suggestion.
    The new entries are in `Changes.entries`.

    Raises:
        NoSuchHit: one of them is not suggested; nothing was changed.
        NoSuchRecord: there is no entry `join_to`.
        BadValue: `names` for several suggestions, or one that cannot be found in a text.
    """
    if names and len(ids) != 1:
        raise BadValue(field="names", value="given for several suggestions", allowed="one suggestion at a time")
    chosen = chosen_of(suggestions(session, case), ids)
    touched = set[str]()
    with session.vault.transaction():
        for one in chosen:
            spellings = tuple(names) or _spellings(one)
            if join_to:
                touched |= _add_to(session, join_to, one.kind, spellings).entries
            else:
                touched.add(_register(session, one.kind, spellings, role=role, level=level))
    return Changes(entries=frozenset(touched), cases=frozenset({case}), decisions=True)


def reject(session: Session, case: str, ids: Sequence[str], *, always: bool = False, who: str = "owner") -> Changes:
    """These are no identities: not to be suggested again in this case, or with `always` anywhere.

    Raises:
        NoSuchHit: one of them is not suggested; nothing was changed.
    """
    chosen = chosen_of(suggestions(session, case), ids)
    hits = dict.fromkeys(hit for one in chosen for hit in suggesting.hits(session, one))
    changes = Changes(cases=frozenset({case}), decisions=True)
    with session.vault.transaction():
        for hit in hits:
            session.vault.decide(About.SUGGESTION, EVERYWHERE if always else case, hit, REJECT, who=who)
    return changes


def restore(session: Session, case: str, suggestion: str) -> Changes:
    """Suggest again what was rejected.

    Raises:
        NoSuchHit: nothing of that number is rejected here.
    """
    found = next((one for one in rejected(session, case) if one.suggestion.id == suggestion), None)
    if found is None:
        raise NoSuchHit(name=suggestion)
    stored = session.vault.all_decisions(About.SUGGESTION)
    with session.vault.transaction():
        for hit in suggesting.hits(session, found.suggestion):
            for scope in (case, EVERYWHERE):
                if (scope, hit) in stored:
                    session.vault.undecide(About.SUGGESTION, scope, hit)
    return Changes(cases=frozenset({case}), decisions=True)


def undecided(
    session: Session, case: str, left: Callable[[Spot], bool], *, watch: Watch | None = None
) -> tuple[Suggestion, ...]:
    """What must not leave unseen, if any place of it is `left` readable."""
    return tuple(one for one in suggestions(session, case, watch=watch) if blocks(one) and any(map(left, one.spots)))


def blocks(one: Suggestion) -> bool:
    """Must it be registered or rejected before it leaves? A lone given name is only likely, and names somebody."""
    return one.kind in BLOCKING and (one.band is Band.TICKED or (one.band is Band.SHOWN and one.kind in _PEOPLE))


def chosen_of(found: Iterable[Suggestion], ids: Sequence[str]) -> list[Suggestion]:
    """The suggestions of these numbers.

    Raises:
        NoSuchHit: one of them is not there.
    """
    by_id = {one.id: one for one in found}
    for one in ids:
        if one not in by_id:
            raise NoSuchHit(name=one)
    return [by_id[one] for one in dict.fromkeys(ids)]


def _decision_on(session: Session, one: Suggestion, decisions: dict[str, Decision]) -> Decision | None:
    return next((decisions[hit] for hit in suggesting.hits(session, one) if hit in decisions), None)


def _register(session: Session, kind: Kind, spellings: Sequence[str], *, role: Role, level: Level) -> str:
    entity = type_of(kind)
    entry = register.add_entry(
        session,
        name=spellings[0],
        aliases=spellings[1:],
        type=entity,
        role=role if entity is EntityType.PERSON else Role.OTHER,
        level=level,
    )
    return entry.code


def _add_to(session: Session, code: str, kind: Kind, spellings: Sequence[str]) -> Changes:
    """Add what was found to an entry, in the place where an identity keeps it."""
    entry = session.vault.entry(code)
    before = entry.identity
    assert before is not None  # suggestions are made while the sealed compartment is open
    return register.change_entry(session, code, identity=_with(before, entry.type, kind, spellings))


def _with(before: Identity, entity: EntityType, kind: Kind, spellings: Sequence[str]) -> Identity:
    if entity is EntityType.PERSON and kind in _CONTACTS:
        contacts = (Contact(_CONTACTS[kind], spelling) for spelling in spellings)
        return replace(before, contacts=(*before.contacts, *contacts))
    if entity is EntityType.PERSON and kind in DOCUMENTS:
        documents = (Document(kind.value, spelling) for spelling in spellings)
        return replace(before, documents=(*before.documents, *documents))
    if entity is EntityType.PERSON and kind in _PLACES:
        addresses = (Address(spelling) for spelling in spellings)
        return replace(before, addresses=(*before.addresses, *addresses))
    new = [spelling for spelling in spellings if spelling not in before.names]
    return replace(before, aliases=(*before.aliases, *new))


def _spellings(one: Suggestion) -> tuple[str, ...]:
    """The name, and of its spellings those that the matcher would not be sure of by itself; never a name's single
    words, which others may bear."""
    name = _uninflected(one)
    whole = [name, *(spelling for spelling in one.spellings if spelling != name)]
    if one.kind is Kind.PERSON:
        # A rank is no part of a name, and alone it is anybody's.
        bare = dict.fromkeys(untitled(spelling, LANGUAGES) for spelling in whole)
        whole = [spelling for spelling in bare if spelling] or whole[:1]
        if " " in whole[0]:
            whole = [whole[0], *(spelling for spelling in whole[1:] if " " in spelling)]
    kept = whole[:1]
    for spelling in whole[1:]:
        hits = Register([Known("one", type_of(one.kind), tuple(kept))]).scan(f"– {spelling} –")
        sure = any(hit.outcome is Outcome.AUTO and hit.end - hit.start >= len(spelling) for hit in hits)
        if not sure:
            kept.append(spelling)
    return tuple(kept)


def _uninflected(one: Suggestion) -> str:
    """The shortest spelling of which the surface is a case form; the surface itself when there is none."""
    if one.kind not in NAMES:
        return one.surface
    return min((name for name in one.spellings if _is_form(one.surface, name)), key=len, default=one.surface)


def _is_form(form: str, name: str) -> bool:
    """Is `form` the name, word by word, with endings?"""
    words, stems = lowered(form).split(), lowered(name).split()
    return len(words) == len(stems) and all(map(_has_stem, words, stems))


def _has_stem(word: str, stem: str) -> bool:
    return word.startswith(stem) and any(cut.start == 0 and cut.end == len(stem) for cut in cuts(word, script_of(word)))


_CONTACTS = {
    Kind.PHONE: ContactKind.PHONE,
    Kind.EMAIL: ContactKind.EMAIL,
    Kind.HANDLE: ContactKind.HANDLE,
    Kind.URL: ContactKind.HANDLE,
}
_PLACES = frozenset({Kind.ADDRESS, Kind.COORDINATES})
