"""What remains of each person over a whole bundle, and the acceptance of it by two people."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from fieldnotes.errors import BadValue, NoSuchRecord
from fieldnotes.i18n import N_, tr
from fieldnotes.model.audience import Audience
from fieldnotes.model.changes import Changes
from fieldnotes.model.record import Record
from fieldnotes.model.redaction import About, Decision, ReasonCode, Redacted
from fieldnotes.model.register import KINSHIP, EntityType
from fieldnotes.progress import Watch
from fieldnotes.protection import mosaic, policy
from fieldnotes.protection.mosaic import PersonMosaic, Remaining, State, Told, Value, Weight
from fieldnotes.protection.redactor import Redactor
from fieldnotes.protection.sight import Remembered
from fieldnotes.redaction.generalise import Detail
from fieldnotes.redaction.ladder import Ladder, for_audience
from fieldnotes.services import mentions
from fieldnotes.services.particulars import entry_of
from fieldnotes.services.preparing import USUAL, How, Prepared, prepare
from fieldnotes.services.release import subjects_for
from fieldnotes.services.session import Session

__all__ = [
    "PersonMosaic", "Remaining", "State", "Weight", "accept", "accept_all", "check", "of_prepared", "reasons",
    "take_back",
]  # fmt: skip

ACCEPTED = "accept"
_MOST_CHARACTERS = 1_000_000
"""Of other cases' texts that are read to tell how rare a fact is; what is not read counts as not sharing it."""
_MAC = 12
_SAME = N_("the same person")
_NOTHING = N_("empty")
_SOMEBODY_ELSE = N_("the name of somebody else who looked at it")
_A_SENTENCE = N_("a few words")


class _Noticed(Remembered[list[Detail]]):
    """What a stranger notes of each text."""


class _Values(Remembered[frozenset[Value]]):
    """What each text of the vault tells."""


class _Known:
    """Of whom each fact is told, as the vault was last read; `state` are the ladder and the records' versions."""

    def __init__(self) -> None:
        self.state: tuple[object, ...] = ()
        self.values: dict[Value, frozenset[str]] = {}


def check(
    session: Session, case: str, audience: Audience, *, how: How = USUAL, watch: Watch | None = None
) -> tuple[PersonMosaic, ...]:
    """Everybody of whom something remains in what would leave now, the heaviest first.

    Raises:
        SealedClosed: names cannot be protected without being read.
        NoSuchRecord: no such case.
    """
    prepared, redactor = prepare(session, case, audience, watch, how=how)
    return of_prepared(session, case, audience, prepared, redactor, how=how)


def of_prepared(
    session: Session,
    case: str,
    audience: Audience,
    prepared: Sequence[Prepared],
    redactor: Redactor,
    *,
    how: How = USUAL,
) -> tuple[PersonMosaic, ...]:
    """The same for records that are redacted already."""
    included = [one for one in prepared if one.text is not None]
    people = {
        subject.code: subject
        for subject in subjects_for(session, audience, [one.candidate for one in prepared])
        if subject.type is EntityType.PERSON and entry_of(subject.code) == subject.code
    }
    hidden = {code for code, one in people.items() if policy.appearance(one.level) is not policy.Appearance.NAME}
    protected = frozenset(code for code in hidden if policy.generalises(audience, people[code].level))
    kin = _kin(session)
    told = [part for one in included for part in _told(session, one, hidden, kin)]
    labels = {code: redactor.label([code]) for code in hidden}
    labels |= {one.candidate.record.code: one.label for one in included}
    found = mosaic.assess(
        told,
        protected=protected,
        labels=labels,
        known=_known(session, how.ladder or for_audience(audience), {one.candidate.record.code for one in included}),
        crowd=len(people),
    )
    decided = session.vault.decisions(About.MOSAIC, case)
    return tuple(
        _judged(session, one, audience, decided.get(_number(audience, one.code)))
        for one in found
        if one.code in labels  # somebody who is named has nothing left to give away
    )


def accept(
    session: Session,
    case: str,
    audience: Audience,
    person: str,
    *,
    reason: str,
    who: str,
    second: str,
    how: How = USUAL,
) -> Changes:
    """Let what remains of one person go to this audience: two people looked at it, and this is why.

    It holds for these facts only: a new one, or one in another record, opens the question again.

    Raises:
        BadValue: no reason, or not two different people.
        NoSuchRecord: nothing remains of anybody of that code.
        SealedClosed: what remains cannot be told.
    """
    two_people(reason, who, second)
    found = next((one for one in check(session, case, audience, how=how) if one.code == person), None)
    if found is None:
        raise NoSuchRecord(name=person)
    return _accept(session, case, audience, found, reason=reason, who=who, second=second)


def accept_all(
    session: Session,
    case: str,
    audience: Audience,
    found: Sequence[PersonMosaic],
    *,
    reason: str,
    who: str,
    second: str,
) -> tuple[PersonMosaic, ...]:
    """The same for everybody who is open, as one decision.

    Raises:
        BadValue: no reason, or not two different people.
    """
    two_people(reason, who, second)
    for one in found:
        if one.state is State.OPEN:
            _accept(session, case, audience, one, reason=reason, who=who, second=second)
    return tuple(replace(one, state=State.ACCEPTED) if one.state is State.OPEN else one for one in found)


def take_back(session: Session, case: str, audience: Audience, person: str) -> Changes:
    """Open the question again.

    Raises:
        NoSuchHit: nothing was accepted of that person for this audience.
    """
    return session.vault.undecide(About.MOSAIC, case, _number(audience, person))


def reasons(session: Session, case: str, audience: Audience, found: Iterable[PersonMosaic]) -> str:
    """Why what is accepted may leave, each reason once."""
    decided = session.vault.decisions(About.MOSAIC, case)
    notes = [_note(decided.get(_number(audience, one.code))) for one in found if one.state is State.ACCEPTED]
    return "\n".join(dict.fromkeys(note.reason for note in notes if note))


def _accept(
    session: Session, case: str, audience: Audience, found: PersonMosaic, *, reason: str, who: str, second: str
) -> Changes:
    facts = sorted(_facts(session, found))
    note = {"reason": reason.strip(), "second": second.strip(), "facts": facts}
    changes = session.vault.decide(
        About.MOSAIC,
        case,
        _number(audience, found.code),
        ACCEPTED,
        reason=ReasonCode.QUASI.value,
        who=who.strip(),
        note=json.dumps(note, ensure_ascii=False),
        entries=(found.code,),
    )
    session.vault.append_ledger("mosaic-accepted", audience=audience.value, person=found.code, count=len(facts))
    return changes


def two_people(reason: str, who: str, second: str) -> None:
    """Raises BadValue: no reason, or not two different people."""
    for field, value in (("reason", reason), ("who", who), ("second", second)):
        if not value.strip():
            raise BadValue(field=field, value=tr(_NOTHING), allowed=tr(_A_SENTENCE))
    if mosaic.normal(who) == mosaic.normal(second):
        raise BadValue(field="second", value=tr(_SAME), allowed=tr(_SOMEBODY_ELSE))


def _judged(session: Session, found: PersonMosaic, audience: Audience, decision: Decision | None) -> PersonMosaic:
    """With its state: for the team itself nothing blocks, and an acceptance counts for the facts it was given for."""
    if audience is Audience.INTERNAL:
        return replace(found, state=State.CLEAR)
    note = _note(decision)
    if found.state is State.OPEN and note and _facts(session, found) <= note.facts:
        return replace(found, state=State.ACCEPTED)
    return found


def _number(audience: Audience, code: str) -> str:
    return f"{audience.value}.{code}"


@dataclass(frozen=True, slots=True)
class _Note:
    """What an acceptance keeps sealed beside who gave it; `facts` are keyed digests."""

    reason: str
    second: str
    facts: frozenset[str]


def _note(decision: Decision | None) -> _Note | None:
    if decision is None or decision.verdict != ACCEPTED or not decision.note:
        return None
    told = json.loads(decision.note)
    return _Note(str(told["reason"]), str(told["second"]), frozenset(map(str, told["facts"])))


def _facts(session: Session, found: PersonMosaic) -> set[str]:
    """A keyed digest of every fact in its version of its record: it can be told again, and not read back.

    The same words may tell another story once those around them have changed.
    """
    secret = session.vault.pseudonym_secret()
    versions = {record: str(session.vault.row(record).version) for record in {fact.record for fact in found.remaining}}
    told = {
        ("mosaic", fact.record, versions[fact.record], *mosaic.value_of(fact.facet, fact.text))
        for fact in found.remaining
    }
    lines = ("\x1f".join(one).encode("utf-8", "surrogatepass") for one in told)
    return {hmac.new(secret, line, hashlib.sha256).hexdigest()[:_MAC] for line in lines}


# --- what is told of whom --------------------------------------------------------------------------------------------


def _kin(session: Session) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for relation in session.vault.relations():
        if relation.kind in KINSHIP:
            found.setdefault(relation.a, set()).add(relation.b)
            found.setdefault(relation.b, set()).add(relation.a)
    return {code: frozenset(codes) for code, codes in found.items()}


def _told(session: Session, one: Prepared, hidden: set[str], kin: Mapping[str, frozenset[str]]) -> list[Told]:
    record = one.candidate.record
    card = record.row.card
    source = card.source if card is not None else ""
    about = frozenset({source} if source in hidden else {record.code})
    relatives = kin.get(source, frozenset()) & hidden
    parts: list[tuple[str, Redacted | None, bool]] = [(record.body.text, one.text, False)]
    parts.append((one.original_title, one.title, True))
    return [
        Told(record.code, one.label, text, _noticed(session, text), redacted, about, relatives, in_title)
        for text, redacted, in_title in parts
        if redacted is not None and text
    ]


def _noticed(session: Session, text: str) -> list[Detail]:
    remembered, key = session.kept(_Noticed), (text, "", "")
    found = remembered.find(key)
    if found is None:
        found = mosaic.notice(text)
        remembered.keep(key, found)
    return found


def _known(session: Session, ladder: Ladder, case: set[str]) -> dict[Value, frozenset[str]]:
    """Of whom in the vault each fact is told, as far as the texts were read: this case's first, then the newest."""
    vault = session.vault
    rows = sorted(vault.rows(), key=lambda row: (row.code not in case, row.code))
    kept, state = session.kept(_Known), (str(ladder.choices()), *((row.code, row.version) for row in rows))
    if kept.state == state:
        return kept.values
    people: dict[Value, set[str]] = {}
    read = 0
    for row in rows:
        if row.card is None:
            continue
        record = vault.record(row.code)
        read += len(record.body.text)
        if read > _MOST_CHARACTERS and row.code not in case:
            break
        mentions.look_at(session, row.code)
        of = {row.card.source or row.code, *map(entry_of, vault.mentions(row.code))}
        for value in _values(session, record, ladder):
            people.setdefault(value, set()).update(of)
    kept.state, kept.values = state, {value: frozenset(codes) for value, codes in people.items()}
    return kept.values


def _values(session: Session, record: Record, ladder: Ladder) -> frozenset[Value]:
    text = record.body.text
    remembered, key = session.kept(_Values), (text, str(ladder.choices()), "")
    found = remembered.find(key)
    if found is None:
        found = mosaic.values_in(text, ladder)
        remembered.keep(key, found)
    return found
