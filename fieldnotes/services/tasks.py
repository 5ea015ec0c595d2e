"""What has to be done: tasks that somebody or a trigger made, and those that follow from the dates of consents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from fieldnotes import clock
from fieldnotes.errors import BadValue
from fieldnotes.i18n import N_, tr
from fieldnotes.model.consent import Consent
from fieldnotes.model.task import Task, TaskKind
from fieldnotes.services.session import Session

AHEAD = timedelta(days=30)
"""So long before their day, tasks that follow from consents are shown."""

_NO_DAY = N_("something that is no day")
_NO_WORDS = N_("empty")
_ANY_WORDS = N_("a few words")
_DERIVED = {
    TaskKind.CONSENT_REVIEW: N_("Ask {code} again what she agrees to"),
    TaskKind.CONSENT_EXPIRY: N_("The consent of {code} ends: nothing of hers leaves after this day"),
    TaskKind.EMBARGO_END: N_("The embargo that {code} asked for ends"),
}


def add(
    session: Session, title: str, *, kind: TaskKind = TaskKind.OTHER, about: str = "", due: str = "", by: str = "owner"
) -> Task:
    """Note a task. A title that names somebody of the register is SEALED, as far as names can be read now.

    Raises:
        BadValue: no title, or `due` is no ISO day.
        NoSuchRecord: there is nothing called `about`.
        SealedClosed: it is to be SEALED and nothing can be written there.
    """
    title = title.strip()
    if not title:
        raise BadValue(field="the title", value=tr(_NO_WORDS), allowed=tr(_ANY_WORDS))
    sealed = names_somebody(session, title)
    return session.vault.add_task(title, kind=kind, about=about, due=_day(due), by=by, sealed=sealed)[0]


def names_somebody(session: Session, words: str) -> bool:
    """Whether words name somebody of the register, as far as names can be read now."""
    return session.sealed_open and bool(session.matcher().scan(words))


def seal_named(session: Session) -> int:
    """Put tasks and saved searches that name somebody under SEALED before names go away; how many there were."""
    return session.vault.seal_slips(lambda words: names_somebody(session, words)) if session.sealed_open else 0


def finish(session: Session, code: str, *, by: str = "owner") -> Task:
    """A task is done; errors as of `tasks.finish` of the vault. One that follows from a consent is done with it."""
    return session.vault.finish_task(code, by=by)[0]


def tasks(session: Session, *, done: bool = False, about: str = "") -> list[Task]:
    """What is open, by its day, those without one last; with `done`, what was done too.

    Tasks that follow from consents are shown from `AHEAD` before their day on.
    """
    stored = [task for task in session.vault.tasks() if done or task.is_open]
    found = [task for task in (*stored, *_derived(session)) if about in ("", task.about)]
    return sorted(found, key=lambda task: (not task.due, task.due, task.derived, task.code, task.about))


def _derived(session: Session) -> Iterator[Task]:
    """The day on which a consent says something; of one that is withdrawn nothing is left to do."""
    today = clock.today()
    until = (today + AHEAD).isoformat()
    for code, consent in session.vault.consents().items():
        if consent.withdrawn or consent.away:
            continue
        for kind, day in _days(consent, today.isoformat()):
            if day and day <= until:
                yield Task("", tr(_DERIVED[kind], code=code), kind, code, day)


def _days(consent: Consent, today: str) -> Iterator[tuple[TaskKind, str]]:
    yield TaskKind.CONSENT_REVIEW, consent.review_on
    yield TaskKind.CONSENT_EXPIRY, consent.expires_on
    if consent.under_embargo(today):
        yield TaskKind.EMBARGO_END, consent.embargo_until


def _day(text: str) -> str:
    text = text.strip()
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        raise BadValue(field="the day", value=tr(_NO_DAY), allowed="2027-01-31") from error
