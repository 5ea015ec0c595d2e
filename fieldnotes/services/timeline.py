"""What happened when: of one case or one person, from records, consents, statuses, releases and tasks, by date.

An uncertain date is a span of days. Titles are shown as far as their level lets a list show them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fieldnotes.errors import BadValue
from fieldnotes.i18n import N_, tr
from fieldnotes.model.consent import Consent
from fieldnotes.model.dates import UNKNOWN_DATE, UncertainDate
from fieldnotes.model.form_values import codes_in
from fieldnotes.model.level import Level
from fieldnotes.model.record import WRITTEN, Row
from fieldnotes.model.status import State, Status
from fieldnotes.model.task import Task
from fieldnotes.progress import Watch
from fieldnotes.protection import policy
from fieldnotes.services import find, mentions, ordering, register
from fieldnotes.services.session import Session
from fieldnotes.services.views import RowView
from fieldnotes.vault.records.releases import Release


class What(StrEnum):
    RECORD = "record"
    CONSENT = "consent"
    STATUS = "status"
    RELEASE = "release"
    TASK = "task"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that happened, or is due. `detail` is the kind of record, state, audience or task, or the consent's
    date by its name; `code` the record, person, task or release."""

    what: What
    detail: str
    code: str
    label: str
    level: Level
    dated: UncertainDate

    @property
    def start(self) -> date | None:
        """The first day that it may mean; None where nothing is known."""
        return None if self.dated.span is None else self.dated.span[0]

    @property
    def end(self) -> date | None:
        return None if self.dated.span is None else self.dated.span[1]


@dataclass(frozen=True, slots=True)
class Group:
    """Items under the shortest of month, year and years that all their days lie in: 2016-11, 2016, 2016..2017; empty
    where nothing is known."""

    heading: str
    items: tuple[Item, ...]


_CONSENT = {
    "obtained_on": N_("{code} answered what may be done with her words"),
    "review_on": N_("{code} is to be asked again"),
    "expires_on": N_("The consent of {code} ends"),
    "withdrawn_on": N_("{code} withdrew her consent"),
    "embargo_until": N_("The embargo that {code} asked for ends"),
}
_STATES = {
    State.AT_LIBERTY: N_("{code} is at liberty"),
    State.ABROAD: N_("{code} is abroad"),
    State.RETURNED: N_("{code} returned"),
    State.ARRESTED: N_("{code} was arrested"),
    State.DETAINED: N_("{code} was detained"),
    State.RELEASED: N_("{code} was released"),
    State.DISAPPEARED: N_("{code} disappeared"),
    State.DEAD: N_("{code} died"),
    State.UNKNOWN: N_("It is not known how {code} is"),
}
_SENT = N_("Sent: {audience}")


def of_case(session: Session, case: str, *, watch: Watch | None = None) -> tuple[Item, ...]:
    """Everything of a case, and of those of whom its records are or speak.

    Raises:
        NoSuchRecord: there is no such case.
    """
    session.vault.case(case)
    mentions.refresh(session, watch=watch)
    rows = find.rows(session, case=case)
    people = {code for view in rows for code in _people(session, view.row)}
    people &= {entry.code for entry in session.vault.entries()}
    releases = [release for release in session.vault.releases() if release.case == case]
    about = {case, *people, *(view.row.code for view in rows), *(release.id for release in releases)}
    return _sorted((*_of_records(rows), *_of_people(session, people), *_sent(releases), *_due(session, about)))


def of_person(session: Session, code: str, *, watch: Watch | None = None) -> tuple[Item, ...]:
    """Everything of a person: records that are hers or speak of her, what she agreed to, how she is, what was sent.

    Raises:
        NoSuchRecord: there is no such entry.
    """
    session.vault.entry(code)
    mentions.refresh(session, watch=watch)
    rows = ordering.rows(session, [row.code for row in register.rows_with(session, code)])
    carrying = {release.bundle_id for release in register.releases_with(session, code)}
    releases = [release for release in session.vault.releases() if release.id in carrying]
    return _sorted((*_of_records(rows), *_of_people(session, {code}), *_sent(releases), *_due(session, {code})))


def grouped(items: Iterable[Item]) -> tuple[Group, ...]:
    """The same under headings, in their order; what is less exact stands before what is more exact."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(_heading(item), []).append(item)
    order = sorted(found, key=lambda heading: (not heading, heading.partition("..")[0], -len(heading.split(".."))))
    return tuple(Group(heading, tuple(found[heading])) for heading in order)


def _heading(item: Item) -> str:
    start, end = item.start, item.end
    if start is None or end is None:
        return ""
    if start.year != end.year:
        return f"{start.year}..{end.year}"
    return start.isoformat()[:7] if start.month == end.month else str(start.year)


def _sorted(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: (item.dated.sort_key, item.what, item.code, item.detail)))


def _people(session: Session, row: Row) -> Iterator[str]:
    """Codes of those whose a record is, whom its form names, of whom it speaks; among others'."""
    yield from session.vault.mentions(row.code)
    if row.card is None:
        return
    yield row.card.source
    if row.kind not in WRITTEN:
        form = session.vault.record(row.code).body.form
        yield from () if form is None else codes_in(form)


def _of_records(rows: Iterable[RowView]) -> Iterator[Item]:
    for view in rows:
        dated = UNKNOWN_DATE if view.row.card is None else _date(view.row.card.dated)
        yield Item(What.RECORD, view.row.kind.value, view.row.code, view.title, view.effective, dated)


def _of_people(session: Session, people: set[str]) -> Iterator[Item]:
    for code, consent in session.vault.consents().items():
        if code in people:
            yield from _of_consent(code, consent)
    for status in session.vault.statuses():
        if status.person in people:
            yield _of_status(status)


def _of_consent(code: str, consent: Consent) -> Iterator[Item]:
    for name, words in _CONSENT.items():
        if day := getattr(consent, name):
            yield Item(What.CONSENT, name, code, tr(words, code=code), Level.INTERNAL, _date(day))


def _of_status(status: Status) -> Item:
    label = tr(_STATES[status.state], code=status.person)
    return Item(What.STATUS, status.state.value, status.person, label, Level.INTERNAL, status.date)


def _sent(releases: Iterable[Release]) -> Iterator[Item]:
    for release in releases:
        level = policy.highest(record.level for record in release.records)
        label = tr(_SENT, audience=release.audience.value)
        yield Item(What.RELEASE, release.audience.value, release.id, label, level, _date(release.released[:10]))


def _due(session: Session, about: set[str]) -> Iterator[Item]:
    for task in session.vault.tasks():
        if task.about in about:
            yield _of_task(task)


def _of_task(task: Task) -> Item:
    label = task.code if task.title is None else task.title
    return Item(What.TASK, task.kind.value, task.code, label, task.level, _date(task.done[:10] or task.due))


def _date(text: str) -> UncertainDate:
    """What an earlier program let in and cannot be read is no date."""
    try:
        return UncertainDate.parse(text)
    except BadValue:
        return UNKNOWN_DATE
