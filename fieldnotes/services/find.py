"""Lists, single records and search, each already cut to what the level lets be shown."""

from __future__ import annotations

from fieldnotes import clock
from fieldnotes.i18n import N_, tr
from fieldnotes.model import query
from fieldnotes.model.consent import Answer, Consent
from fieldnotes.model.level import Level
from fieldnotes.model.record import Case, Record, Row
from fieldnotes.model.register import Entry
from fieldnotes.progress import Watch
from fieldnotes.protection import policy
from fieldnotes.protection.policy import Action
from fieldnotes.services import consent_labels, mentions, widening, write
from fieldnotes.services.resolving import resolved
from fieldnotes.services.session import Session
from fieldnotes.services.views import ConsentState, Counts, FoundView, RecordView, RowView, SearchResult

_OWN = N_("its own level is {level}")
_CASE = N_("everything in {case} is at least {level}")
_PASSAGE = N_("it holds a passage at {level}")

_OF_MENTIONS = (query.Name.PERSON, query.Name.ABOUT, query.Name.STATUS)
"""Filters that are answered from what texts were found to speak of."""

_CONSENT_WORDS = {
    ConsentState.OK: N_("Agreed: {answers}."),
    ConsentState.LIMITED: N_("Agreed with limits: {answers}."),
    ConsentState.NONE: N_("No consent is recorded: this stays inside."),
    ConsentState.WITHDRAWN: N_("Consent was withdrawn on {day}: nothing new may leave."),
    ConsentState.EXPIRED: N_("Consent expired on {day}: nothing new may leave."),
    ConsentState.AWAY: N_("Consents were left behind before the journey: nothing may leave until they are back."),
    ConsentState.CLOSED: N_("Whose words these are is sealed: what was agreed to is shown when it is open."),
    ConsentState.NOT_NEEDED: N_("A note or public document without a source: nobody's consent is asked."),
}


def cases(session: Session) -> list[Case]:
    return session.vault.cases()


def counts(session: Session) -> Counts:
    vault = session.vault
    return Counts(
        cases=len(vault.cases()),
        records=len(vault.rows()),
        entries=len(vault.entries()),
        drafts=len(vault.drafts()),
        releases=len(vault.releases()),
    )


def rows(
    session: Session, *, case: str | None = None, limit: int | None = None, before: str | None = None
) -> list[RowView]:
    """Records, newest first; `before` is the code of the last row already shown."""
    show = RowShower(session)
    return [show(row) for row in session.vault.rows(case=case, limit=limit, before=before)]


def recycled(session: Session) -> list[RowView]:
    """What is in the recycle bin, cut to what its level lets a list show."""
    show = RowShower(session)
    return [show(row) for row in session.vault.recycled()]


def record(session: Session, code: str, *, look: bool = True) -> RecordView:
    """One record with all that a page shows of it; SEALED passages are placeholders while their compartment is closed.

    Without `look` its text is not searched for names if that was not done before: `people` does it afterwards.

    Raises:
        SealedClosed: it is SEALED and the compartment is closed.
        NoSuchRecord.
    """
    vault = session.vault
    found = vault.record(code)
    show = RowShower(session)
    view = show(found.row)
    if look:
        mentions.look_at(session, code)
    effective = policy.highest((view.effective, *(passage.level for passage in found.body.passages)))
    return RecordView(
        record=found,
        effective=effective,
        reasons=_reasons(found, show.floors[found.row.case]),
        consent=view.consent,
        consent_text=_consent_text(view.consent, show.consent_of(found.row)),
        people=_people(session, code),
        may=frozenset(action for action in Action if policy.may(effective, action)),
        in_fields=write.is_kept_in_fields(found),
    )


def people(session: Session, code: str) -> tuple[tuple[Entry, int], ...]:
    """Of whom a record speaks and how often; its text is searched for names first if it or the register changed."""
    mentions.look_at(session, code)
    return _people(session, code)


def search(session: Session, text: str, *, limit: int = 50, watch: Watch | None = None) -> SearchResult:
    """Find records by words, "phrases", beginnings*, -words and filters (case:, level:, person:, date: …).

    A word that is a coded term also finds the term's other words; a name of somebody in the register, in any
    spelling, also finds her other spellings, and every record that speaks of her, while names are open.

    Raises:
        BadQuery: with the position that could not be understood, and what can stand there.
        SealedClosed: it asks for what has open hits (`has:open`), and names cannot be read.
    """
    meant = widening.widened(session, resolved(session, query.parse(text), watch))
    if any(one.name in _OF_MENTIONS for meaning in meant.queries for one in meaning.filters):
        mentions.refresh(session, watch=watch)
    show = RowShower(session)
    found: dict[str, FoundView] = {}
    for one in meant.queries:
        if watch is not None:
            watch.check()
        for hit in session.vault.search(one, limit=limit):
            found.setdefault(hit.row.code, FoundView(show(hit.row), hit.snippet, hit.marks))
    newest = sorted(found.values(), key=lambda view: (view.row.row.updated, view.row.row.code), reverse=True)
    return SearchResult(tuple(newest[:limit]), meant.entries, session.sealed_open)


def _people(session: Session, code: str) -> tuple[tuple[Entry, int], ...]:
    found = session.vault.mentions(code)
    return tuple((session.vault.entry(entry), count) for entry, count in found.items())


def may(level: Level, action: Action) -> bool:
    return policy.may(level, action)


def stricter(*levels: Level) -> Level:
    """The most protective of several levels."""
    return policy.highest(levels)


def forbidden_by(level: Level) -> tuple[str, ...]:
    """What a level forbids, in the words of the level menu."""
    return policy.loses_in(level)


class RowShower:
    """Turns stored rows into views; reads floors and consents once for a whole list."""

    def __init__(self, session: Session) -> None:
        self.floors = session.vault.floors()
        self._consents = session.vault.consents()
        self._today = clock.today().isoformat()

    def __call__(self, row: Row) -> RowView:
        effective = policy.highest((row.level, self.floors[row.case]))
        hidden = policy.rule(effective).preview_hidden or row.card is None
        return RowView(
            row=row,
            effective=effective,
            consent=self.state(row),
            preview_hidden=hidden,
            title=row.code if hidden or row.card is None else row.card.title,
            snippet="" if hidden or row.card is None else row.card.excerpt,
        )

    def consent_of(self, row: Row) -> Consent | None:
        return self._consents.get(row.card.source) if row.card is not None else None

    def state(self, row: Row) -> ConsentState:
        if row.card is None:
            return ConsentState.CLOSED
        if policy.has_nobody_to_ask(row):
            return ConsentState.NONE
        if not row.card.source:
            return ConsentState.NOT_NEEDED
        return consent_state(self.consent_of(row), self._today)


def consent_state(consent: Consent | None, today: str) -> ConsentState:
    """Where one person stands on an ISO day."""
    if consent is not None and consent.withdrawn:
        return ConsentState.WITHDRAWN
    if consent is not None and consent.away:
        return ConsentState.AWAY
    if consent is None or not consent.answers:
        return ConsentState.NONE
    if not consent.in_force(today):
        return ConsentState.EXPIRED
    limited = consent.under_embargo(today) or any(
        answer in (Answer.NO, Answer.ASK) for answer in consent.answers.values()
    )
    return ConsentState.LIMITED if limited else ConsentState.OK


def _reasons(found: Record, floor: Level) -> tuple[str, ...]:
    reasons = [tr(_OWN, level=found.row.level.words)]
    if floor is not Level.PUBLIC:
        reasons.append(tr(_CASE, case=found.row.case, level=floor.words))
    levels = {passage.level for passage in found.body.passages}
    reasons += [tr(_PASSAGE, level=level.words) for level in sorted(levels)]
    return tuple(reasons)


def _consent_text(state: ConsentState, consent: Consent | None) -> str:
    consent = consent or Consent()
    answers = consent_labels.told(consent.answers)
    day = consent.withdrawn_on or consent.expires_on
    words = _CONSENT_WORDS[state]
    return tr(words, **{key: value for key, value in (("answers", answers), ("day", day)) if f"{{{key}}}" in words})
