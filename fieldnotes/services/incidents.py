"""Incidents of a project: listed with what they say, and reprisals found by the publication that set them off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fieldnotes.errors import BadValue, NoSuchRecord, SealedClosed
from fieldnotes.model.dates import days_after
from fieldnotes.model.forms import Act, Incident, Publication
from fieldnotes.model.record import Kind, Record
from fieldnotes.services.session import Session

MOST_DAYS = 3660


@dataclass(frozen=True, slots=True)
class Told:
    """A record with its form; SEALED ones that are closed are left out of every list."""

    record: Record
    form: Incident | Publication


@dataclass(frozen=True, slots=True)
class Reprisal:
    """An act that followed a publication. `least` and `most` are the days that the dates leave between them.

    `is_stated`: the act names the publication as what set it off; otherwise its author is the one whom the act was
    meant for. `is_by_proxy`: somebody else than the one meant was hit.
    """

    incident: str
    act: int
    publication: str
    victims: tuple[str, ...]
    targets: tuple[str, ...]
    least: int
    most: int
    is_stated: bool
    is_by_proxy: bool


def all_of(session: Session, *, case: str | None = None) -> tuple[Told, ...]:
    """Every incident that can be read now, newest first."""
    return tuple(told for told in _told(session, Kind.INCIDENT, case) if isinstance(told.form, Incident))


def publications(session: Session, *, case: str | None = None) -> tuple[Told, ...]:
    """Every publication that can be read now, newest first."""
    return tuple(told for told in _told(session, Kind.PUBLICATION, case) if isinstance(told.form, Publication))


def reprisals(session: Session, *, within: int = 30, case: str | None = None) -> tuple[Reprisal, ...]:
    """Acts that may have happened within so many days after a publication, stated ones and shortest times first.

    A date that is not exact counts with every day that it may mean. The publication may be in another case.

    Raises:
        BadValue: `within` is less than 0 or more than ten years.
    """
    if not 0 <= within <= MOST_DAYS:
        raise BadValue(field="within", value=within, allowed=f"0-{MOST_DAYS}")
    known = {told.record.code: told.form for told in publications(session) if isinstance(told.form, Publication)}
    found = []
    for told in all_of(session, case=case):
        assert isinstance(told.form, Incident)
        for number, act in enumerate(told.form.acts, start=1):
            for code, is_stated in _before(act, known):
                days = days_after(known[code].when, told.form.when)
                if days is not None and days[0] <= within:
                    found.append(
                        Reprisal(
                            told.record.code, number, code, act.victims, act.targets, *days, is_stated, act.is_by_proxy
                        )
                    )
    return tuple(sorted(found, key=lambda one: (not one.is_stated, one.least, one.most, one.incident, one.act)))


def _before(act: Act, known: dict[str, Publication]) -> Iterator[tuple[str, bool]]:
    """The publications that may have set an act off, and whether it says so. A stated one leaves no others."""
    if act.trigger in known:
        yield act.trigger, True
        return
    meant = act.targets or act.victims
    for code, publication in known.items():
        if publication.author and publication.author in meant:
            yield code, False


def _told(session: Session, kind: Kind, case: str | None) -> Iterator[Told]:
    for row in session.vault.rows(case=case):
        if row.kind is not kind:
            continue
        try:
            record = session.vault.record(row.code)
        except (SealedClosed, NoSuchRecord):
            continue
        if isinstance(record.body.form, Incident | Publication):
            yield Told(record, record.body.form)
