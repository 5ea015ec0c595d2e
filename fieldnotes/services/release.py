"""Which records of a case may reach an audience, and how protected everybody in them is for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

from fieldnotes import clock
from fieldnotes.errors import SealedElsewhere
from fieldnotes.i18n import N_, tr
from fieldnotes.model.audience import Audience
from fieldnotes.model.consent import Consent
from fieldnotes.model.level import Level
from fieldnotes.model.record import Record
from fieldnotes.model.redaction import About
from fieldnotes.model.register import Role
from fieldnotes.protection import policy
from fieldnotes.protection.order import Order
from fieldnotes.protection.redactor import Redactor, Subject
from fieldnotes.redaction.ladder import Ladder, for_audience
from fieldnotes.services.consent_labels import USES
from fieldnotes.services.particulars import with_particulars
from fieldnotes.services.session import Session
from fieldnotes.services.views import Reason

_LEVEL = N_("{level} does not reach this audience")
_POLICY = N_("the project's policy lets nothing above {level} leave")
_NO_CONSENT = N_("its source has not agreed to this use, which is: {uses}")
_OR = N_("{one} or {other}")
_NO_SOURCE = N_("nobody is named as its source: name her, or mark it as a public document")
_CONSENT_AWAY = N_("what its source agreed to was left behind before a journey")
_WITHDRAWN = N_("its source withdrew consent")
_EMBARGO = N_("its source asked that nothing leaves before {day}")
_EXPIRED = N_("its source's consent has expired")
_PROTECTED_ROLES = (Role.SOURCE, Role.VICTIM)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record of the case, how it is to be redacted, and why it must stay if it must."""

    record: Record
    order: Order
    consent: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """A redactor, and for whom it was made."""

    subjects: Sequence[Subject]
    ladder: Ladder
    redactor: Redactor


class _Made:
    """The last redactor for each audience."""

    def __init__(self) -> None:
        self.redactors: dict[Audience, _Known] = {}


def gather(session: Session, case: str, audience: Audience) -> list[Candidate]:
    """Every record of the case in order of its code, judged for this audience.

    Raises:
        SealedClosed: names cannot be protected without being read.
        NoSuchRecord: no such case.
    """
    vault = session.needs_sealed()
    floor = vault.case(case).floor
    consents = vault.consents()
    rows = sorted(vault.rows(case=case), key=lambda row: row.code)
    limit = vault.policy.rules.export_level
    return [_judge(vault.record(row.code), floor, consents, audience, limit) for row in rows]


def redactor_for(
    session: Session,
    case: str,
    audience: Audience,
    candidates: Sequence[Candidate],
    *,
    ladder: Ladder | None = None,
    labels: bytes | None = None,
) -> Redactor:
    """A redactor that knows everybody in the register, with what was decided in the case and its records.

    One that was made for the same people is used again. With `labels`, a secret, labels are other ones.
    """
    vault = session.needs_sealed()
    decided = vault.decisions(About.NAME, case, *(candidate.record.code for candidate in candidates))
    subjects, ladder = subjects_for(session, audience, candidates), ladder or for_audience(audience)
    made = session.kept(_Made)
    known = made.redactors.get(audience)
    if known is None or known.subjects != subjects or known.ladder != ladder:
        secret = vault.pseudonym_secret()
        redactor = Redactor(subjects, audience=audience, secret=secret, decisions=decided, ladder=ladder)
        known = made.redactors[audience] = _Known(subjects, ladder, redactor)
    redactor = known.redactor.with_decisions(decided)
    return redactor if labels is None else redactor.with_labels(labels)


def subjects_for(session: Session, audience: Audience, candidates: Sequence[Candidate]) -> list[Subject]:
    """Everybody in the register at the level that counts for this audience.

    A source is at least as protected as her records that leave and as the form of consent she chose; whoever
    refused this use or withdrew is named to nobody. Then protection passes along kinship.

    Raises:
        SealedClosed: names cannot be read now.
        SealedElsewhere: some can be read at an office only, and so could not be found in what leaves.
    """
    vault = session.needs_sealed()
    relations = vault.relations()
    entries = vault.entries()
    if any(entry.identity is None for entry in entries):
        raise SealedElsewhere
    consents = vault.consents()
    raised = {
        entry.code: policy.highest((entry.level, *_raised_by(entry.code, consents, audience, candidates)))
        for entry in entries
    }
    raised_entries = [replace(entry, level=raised[entry.code]) for entry in entries]
    levels = policy.inherited_levels(raised_entries, relations)
    relatives = policy.kin_of((e.code for e in entries if e.role in _PROTECTED_ROLES), relations)
    return [
        one
        for entry in entries
        if (identity := entry.told_apart) is not None
        for one in with_particulars(
            Subject(
                code=entry.code,
                type=entry.type,
                role=entry.role,
                level=levels[entry.code],
                names=identity.names,
                ordinal=vault.ordinal(entry.code),
                is_relative=entry.code in relatives or entry.role is Role.RELATIVE,
            ),
            identity,
        )
    ]


def _raised_by(
    code: str, consents: dict[str, Consent], audience: Audience, candidates: Sequence[Candidate]
) -> list[Level]:
    levels = [
        candidate.order.level
        for candidate in candidates
        if not candidate.reasons and candidate.record.row.card is not None and candidate.record.row.card.source == code
    ]
    if code in consents:
        ceiling = policy.consent_ceiling(consents[code], audience, clock.today().isoformat())
        levels.append(Level.INTERNAL if ceiling is None else ceiling)
    return levels


def _judge(record: Record, floor: Level, consents: dict[str, Consent], audience: Audience, limit: Level) -> Candidate:
    card = record.row.card
    assert card is not None  # the sealed compartment is open, so every card is
    level = policy.highest((record.row.level, floor))
    reasons = []
    consent = consents.get(card.source)
    if audience is not Audience.INTERNAL and policy.has_nobody_to_ask(record.row):
        reasons.append(Reason("no-source", tr(_NO_SOURCE)))
    if card.source:
        ceiling = policy.consent_ceiling(consent, audience, clock.today().isoformat())
        if ceiling is None:
            reasons.append(_refusal(consent, audience))
        elif audience is not Audience.INTERNAL:
            level = policy.highest((level, ceiling))
    if not policy.may_receive(audience, level):
        reasons.insert(0, Reason("level", tr(_LEVEL, level=level.words)))
    elif policy.is_lower(limit, level):
        reasons.insert(0, Reason("policy", tr(_POLICY, level=limit.words)))
    return Candidate(
        record=record,
        order=Order(level, card.language, record.code),
        consent=_consent_words(consent, audience) if card.source else "",
        reasons=tuple(reasons),
    )


def _refusal(consent: Consent | None, audience: Audience) -> Reason:
    if consent is not None and consent.withdrawn:
        return Reason("consent-withdrawn", tr(_WITHDRAWN))
    if consent is not None and not consent.in_force(clock.today().isoformat()):
        return Reason("consent-expired", tr(_EXPIRED))
    if consent is not None and consent.away:
        return Reason("consent-away", tr(_CONSENT_AWAY))
    if consent is not None and consent.under_embargo(clock.today().isoformat()):
        return Reason("embargo", tr(_EMBARGO, day=consent.embargo_until))
    uses = (tr(USES[use]) for use in policy.PERMITTING_USES[audience])
    return Reason("no-consent", tr(_NO_CONSENT, uses=reduce(lambda one, other: tr(_OR, one=one, other=other), uses)))


def _consent_words(consent: Consent | None, audience: Audience) -> str:
    """The answers that let a record reach an audience, for the bundle; no dates, no names."""
    if consent is None:
        return ""
    uses = policy.PERMITTING_USES[audience]
    return ", ".join(f"{use.value}: {consent.answers[use].value}" for use in uses if use in consent.answers)
