"""One line typed in a car becomes a note with its time, place, car and plate, and nothing of it leaves as it is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from fieldnotes import clock
from fieldnotes.errors import BadValue, NoSuchRecord
from fieldnotes.model.audience import Audience
from fieldnotes.model.forms import Sighting
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Kind
from fieldnotes.services import forms, quick, share, write
from fieldnotes.services.session import Session
from tests.helpers.sharing import CASE

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "at", "place", "car", "plate"),
    [
        ("14:35 @ Nizami 12, black Lada 10-AA-123, two men", "14:35", "Nizami 12", "Lada", "10-AA-123"),
        ("qara Mercedes 99 XX 123 evin qarşısında", "12:00", "", "qara Mercedes", "99 XX 123"),
        ("9.05 белая Тойота А123ВС77 у подъезда", "09:05", "", "белая Тойота", "А123ВС77"),
        ("gri Renault 34 ABC 123 durdu", "12:00", "", "gri Renault", "34 ABC 123"),
        ("a man with a dog, again", "12:00", "", "", ""),
        ("@ Rustaveli metro; AB-123-CD", "12:00", "Rustaveli metro", "", "AB-123-CD"),
    ],
)
def test_a_line_is_understood(line: str, at: str, place: str, car: str, plate: str) -> None:
    assert quick.sighting(line, NOON) == Sighting(f"2026-03-04T{at}", place, car, plate, line)


def test_the_time_is_filled_in_and_the_whole_line_is_kept(sharing: Session) -> None:
    with clock.fixed(NOON):
        row = quick.note(sharing, quick.usual_case(sharing), "qara Mercedes 99 XX 123 evin qarşısında")
        here = clock.local().strftime("%Y-%m-%dT%H:%M")
    assert (row.kind, row.level, row.case) == (Kind.NOTE, Level.INTERNAL, CASE)
    record, form = forms.read(sharing, row.code)
    assert isinstance(form, Sighting)
    assert form.at == here
    assert record.body.text.endswith("qara Mercedes 99 XX 123 evin qarşısında")
    assert record.row.card is not None
    assert record.row.card.dated == here[:10]


def test_the_newest_open_case_gets_it(sharing: Session) -> None:
    newest = write.add_case(sharing, "Yeni iş").code
    assert quick.usual_case(sharing) == newest
    sharing.vault._store.connection.write("UPDATE case_file SET status = 'closed'")
    with pytest.raises(NoSuchRecord):
        quick.usual_case(sharing)


@pytest.mark.parametrize("line", ["", " \n ", "x" * 2001])
def test_nothing_and_too_much_are_refused(sharing: Session, line: str) -> None:
    with pytest.raises(BadValue):
        quick.note(sharing, CASE, line)


def test_plate_place_and_minute_do_not_leave(sharing: Session) -> None:
    row = quick.note(sharing, CASE, "14:35 @ Nizami 12, black Lada 10-AA-123", level=Level.ANONYMOUS, at=NOON)
    (shown,) = [one for one in share.preview(sharing, CASE, Audience.EDITOR).records if one.code == row.code]
    assert shown.included
    assert "10-AA-123" not in shown.redacted
    assert "2026-03-04" not in shown.redacted


def test_a_note_that_is_rewritten_is_an_ordinary_note(sharing: Session) -> None:
    row = quick.note(sharing, CASE, "black Lada 10-AA-123")
    assert row.card is not None
    write.save(sharing, row.code, card=row.card, body=Body.of("It was a taxi."))
    assert sharing.vault.record(row.code).body == Body.of("It was a taxi.")
