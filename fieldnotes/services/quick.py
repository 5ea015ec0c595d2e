"""The surveillance log: one line, typed in a car, becomes a note with its time, place, car and plate."""

from __future__ import annotations

import re
from datetime import datetime

from fieldnotes import clock
from fieldnotes.errors import BadValue, NoSuchRecord
from fieldnotes.i18n import N_, tr
from fieldnotes.model.forms import Sighting
from fieldnotes.model.level import DEFAULT_LEVEL, Level
from fieldnotes.model.record import Row
from fieldnotes.redaction.generalise import Facet
from fieldnotes.redaction.identifiers import plates
from fieldnotes.redaction.quasi import find_details
from fieldnotes.services import forms
from fieldnotes.services.cleaning import one_line
from fieldnotes.services.session import Session

LONGEST = 2000
_EMPTY = N_("empty")
_MINUTE = "%Y-%m-%dT%H:%M"
_TIME = re.compile(r"(?<![\d:.])(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?![\d:.])")
_PLACE = re.compile(r"(?:^|\s)@\s?(?P<place>[^,;@]{2,80}?)(?=\s*(?:[,;]|$))")


def note(session: Session, case: str, line: str, *, at: datetime | None = None, level: Level = DEFAULT_LEVEL) -> Row:
    """Keep a sighting. The time is `at`, or now, where the line names none.

    Raises:
        BadValue: the line is empty or longer than `LONGEST`.
        NoSuchRecord: no such case.
    """
    return forms.add(session, case, sighting(line, at or clock.local()), level=level)


def sighting(line: str, at: datetime) -> Sighting:
    """What a line says: "14:35 @ Nizami 12, black Lada 10-AA-123, two men" (the place after @)."""
    told = one_line(line)
    if not told or len(told) > LONGEST:
        raise BadValue(field="note", value=tr(_EMPTY), allowed=f"1-{LONGEST}")
    place, time = _PLACE.search(told), _TIME.search(told)
    if time is not None:
        at = at.replace(hour=int(time["hour"]), minute=int(time["minute"]))
    car, plate = _vehicle(told)
    return Sighting(
        at=at.strftime(_MINUTE),
        place=place["place"].strip() if place is not None else "",
        car=car,
        plate=plate,
        words=told,
    )


def begun(line: str) -> Sighting:
    """A line that is still being typed, with the time of now; what it says is not looked at yet."""
    return Sighting(at=clock.local().strftime(_MINUTE), words=line)


def moment(typed: Sighting) -> datetime | None:
    """When a sighting was, local time; None where it does not say."""
    return datetime.strptime(typed.at, _MINUTE).astimezone() if typed.at else None


def _vehicle(told: str) -> tuple[str, str]:
    """The first vehicle that redaction sees in the line, and its plate."""
    seen = (detail for detail in find_details(told) if detail.facet is Facet.VEHICLE)
    for detail in seen:
        words = told[detail.start : detail.end]
        plate = next((words[start:end] for start, end in plates(words)), "")
        return words.replace(plate, "").strip(" ,;") if plate else words, plate
    return "", ""


def usual_case(session: Session) -> str:
    """The newest open case: nobody types a code while being followed.

    Raises:
        NoSuchRecord: there is none.
    """
    found = [case.code for case in session.vault.cases() if case.status == "open"]
    if not found:
        raise NoSuchRecord(name="case")
    return found[-1]
