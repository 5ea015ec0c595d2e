"""The policy: one table that says what each level allows, and the only place where levels are compared.

Monotone by test: in every column a higher level is never more permissive than a lower one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from fieldnotes.model.audience import Audience
from fieldnotes.model.consent import Answer, Consent, Use
from fieldnotes.model.level import Level
from fieldnotes.model.proposal import Door, Outside
from fieldnotes.model.record import Kind, Row
from fieldnotes.model.register import KINSHIP, Entry, Relation
from fieldnotes.model.tlp import Tlp


class Action(StrEnum):
    """What a person at the screen may want to do with a record."""

    LIST = "list"
    INDEX = "index"
    SHOW = "show"
    COPY = "copy"
    PRINT = "print"
    EXPORT = "export"


class Appearance(IntEnum):
    """How an identity is written outside the vault. Higher tells less."""

    NAME = 0
    ROLE = 1
    CODE_NAME = 2
    LABEL = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table.

    `preview_hidden`: lists hide title and text until asked. `reauthenticate`: only while the sealed compartment
    is open. `audiences`: whose bundles a record of this level may enter. `generalise`: dates, places, ages and
    the like are made coarse for everybody but the internal team.
    """

    actions: frozenset[Action]
    preview_hidden: bool
    reauthenticate: bool
    appearance: Appearance
    audiences: frozenset[Audience]
    generalise: bool


_EVERYBODY = frozenset(Audience)
_ALL = frozenset(Action)

RULES: Mapping[Level, Rule] = {
    Level.PUBLIC: Rule(_ALL, False, False, Appearance.NAME, _EVERYBODY, False),
    Level.ROLE: Rule(_ALL, False, False, Appearance.ROLE, _EVERYBODY, False),
    Level.ANONYMOUS: Rule(_ALL, False, False, Appearance.CODE_NAME, _EVERYBODY, True),
    Level.INTERNAL: Rule(_ALL - {Action.PRINT}, True, False, Appearance.LABEL, frozenset({Audience.INTERNAL}), True),
    Level.SEALED: Rule(frozenset({Action.LIST, Action.SHOW}), True, True, Appearance.LABEL, frozenset(), True),
}

PERMITTING_USES: Mapping[Audience, tuple[Use, ...]] = {
    Audience.INTERNAL: (Use.INTERNAL,),
    Audience.EDITOR: (Use.PUBLICATION, Use.PRESS),
    Audience.PARTNER: (Use.PARTNER,),
    Audience.LEGAL: (Use.LEGAL, Use.COURT),
    Audience.PUBLIC: (Use.PUBLICATION,),
}
"""Any one of these uses, agreed to in some form, lets a source's record go to that audience."""

_APPROVALS: Mapping[Audience, int] = {Audience.PARTNER: 2, Audience.LEGAL: 2, Audience.PUBLIC: 2}
"""How many different people say yes before something leaves for an audience; nobody for those not named."""

_UNKNOWN_READERS = frozenset({Level.PUBLIC, Level.ROLE})
"""Levels whose words may go to somebody whose card nobody compared."""

USUAL_TLP: Mapping[Audience, Tlp] = {
    Audience.INTERNAL: Tlp.RED,
    Audience.EDITOR: Tlp.AMBER_STRICT,
    Audience.PARTNER: Tlp.AMBER_STRICT,
    Audience.LEGAL: Tlp.AMBER,
    Audience.PUBLIC: Tlp.CLEAR,
}
"""The mark where nobody chose one."""

_FORM: Mapping[Answer, Level | None] = {
    Answer.YES: Level.ANONYMOUS,  # agreed to the use, said nothing about being named: the cautious reading
    Answer.NAME: Level.PUBLIC,
    Answer.ROLE: Level.ROLE,
    Answer.ANONYMOUS: Level.ANONYMOUS,
    Answer.ASK: None,
    Answer.NO: None,
}


def rule(level: Level) -> Rule:
    return RULES[level]


def may(level: Level, action: Action) -> bool:
    return action in RULES[level].actions


def is_lower(new: Level, old: Level) -> bool:
    """True if moving from `old` to `new` gives protection up."""
    return new < old


def raised(level: Level) -> Level:
    """One step more protected; nothing is above SEALED."""
    return Level(min(level + 1, Level.SEALED))


def rank(level: Level) -> int:
    """Where a level stands in a list that is put in order by protection: higher protects more."""
    return int(level)


def highest(levels: Iterable[Level]) -> Level:
    """The most protective of several levels; PUBLIC when there is none."""
    return max(levels, default=Level.PUBLIC)


def may_receive(audience: Audience, level: Level) -> bool:
    """May words at this level be read by this audience at all?"""
    return audience in RULES[level].audiences


def generalises(audience: Audience, level: Level) -> bool:
    """Are places, dates, jobs and the like made coarse for this audience?"""
    return audience is not Audience.INTERNAL and RULES[level].generalise


def approvals_needed(audience: Audience) -> int:
    """How many different people have to say yes before something leaves for this audience."""
    return _APPROVALS.get(audience, 0)


def covers(approved: Outside, wanted: Outside) -> bool:
    """Whether a yes to one outside is a yes to another: the same words, and a door, a mark and an end no wider."""
    strictest_first = tuple(Tlp)
    return (
        wanted.correction == approved.correction
        and (wanted.door is approved.door or (wanted.door, approved.door) == (Door.SEALED, Door.CLEAR))
        and strictest_first.index(wanted.tlp) <= strictest_first.index(approved.tlp)
        and (not approved.expires or "" < wanted.expires <= approved.expires)
    )


def needs_known_readers(levels: Iterable[Level]) -> bool:
    """Whether words at these levels may go only to readers whose cards were compared."""
    return not _UNKNOWN_READERS.issuperset(levels)


def allows_tlp(audience: Audience, tlp: Tlp) -> bool:
    """CLEAR is for what everybody may read, and nothing else is for everybody."""
    return (tlp is Tlp.CLEAR) == (audience is Audience.PUBLIC)


def consent_ceiling(consent: Consent | None, audience: Audience, today: str) -> Level | None:
    """The least level at which the source agreed to reach this audience; None if she did not agree.

    An internal bundle needs no explicit agreement: silence means INTERNAL. It is refused when she refused
    internal use, withdrew, or let the consent expire. An embargo binds every audience outside.
    """
    if consent is None:
        return Level.INTERNAL if audience is Audience.INTERNAL else None
    if not consent.in_force(today) or (audience is not Audience.INTERNAL and consent.under_embargo(today)):
        return None
    answers = [consent.answers[use] for use in PERMITTING_USES[audience] if use in consent.answers]
    if audience is Audience.INTERNAL:
        return None if Answer.NO in answers else Level.INTERNAL
    forms = [form for answer in answers if (form := _FORM[answer]) is not None]
    return min(forms) if forms else None


_TOLD = (Kind.TESTIMONY, Kind.INCIDENT, Kind.EVIDENCE)
"""Kinds of records that came from somebody, who is asked."""


def has_nobody_to_ask(row: Row) -> bool:
    """What somebody told, whose source nobody named and which nobody marked as a public document: whose consent is it?

    What is PUBLIC is public already.
    """
    card = row.card
    if row.kind not in _TOLD or row.level is Level.PUBLIC or card is None:
        return False
    return not card.source and not card.is_public_document


def inherited_levels(entries: Iterable[Entry], relations: Iterable[Relation]) -> dict[str, Level]:
    """Code → level after protection has passed along kinship: a family is as protected as its most protected."""
    levels = {entry.code: entry.level for entry in entries}
    family = {code: {code} for code in levels}
    for relation in relations:
        if relation.kind in KINSHIP and relation.a in family and relation.b in family:
            joined = family[relation.a] | family[relation.b]
            for member in joined:
                family[member] = joined
    return {code: highest(levels[member] for member in members) for code, members in family.items()}


def kin_of(codes: Iterable[str], relations: Iterable[Relation]) -> frozenset[str]:
    """Everybody joined to `codes` by kinship, directly or through others, without `codes` themselves."""
    start = frozenset(codes)
    found = set(start)
    links = [(relation.a, relation.b) for relation in relations if relation.kind in KINSHIP]
    while True:
        new = {b for a, b in links if a in found} | {a for a, b in links if b in found}
        if new <= found:
            return frozenset(found - start)
        found |= new


def appearance(level: Level) -> Appearance:
    return RULES[level].appearance


def loses_in(new: Level) -> tuple[str, ...]:
    """The actions that this level forbids, for the level menu."""
    return tuple(sorted(_ALL - RULES[new].actions))
