"""What happened when, with dates as exact as they are known; and the relations around a person as a small drawing."""

from __future__ import annotations

import math

import pytest

from fieldnotes import clock
from fieldnotes.errors import NoSuchRecord
from fieldnotes.model.audience import Audience
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.model.register import RelationKind
from fieldnotes.model.status import State
from fieldnotes.services import graph, register, tasks, timeline, triggers, write
from fieldnotes.services.session import Session
from fieldnotes.services.timeline import What
from fieldnotes.vault.records.releases import Release, ReleasedRecord
from tests.helpers.sharing import CASE, FIRST, GIRL, MAN, SECOND, SOURCE, person

BUNDLE = "d" * 32


@pytest.fixture
def told(sharing: Session) -> Session:
    for number, dated in enumerate(("2016-11", "2016", "2016-11-04", "c. 2016-11", "2015..2017", "")):
        card = Card(f"{number}", source=SOURCE, dated=dated)
        write.new_record(sharing, CASE, kind=Kind.NOTE, card=card, body=Body.of("Qeyd"), level=Level.ROLE)
    triggers.set_status(sharing, SOURCE, State.ABROAD, on="2016-12-01")
    tasks.add(sharing, "Zəng", about=SOURCE, due="2017-01-02")
    tasks.add(sharing, "Başqası", about=GIRL, due="2017-01-03")
    sent = (ReleasedRecord(SECOND, 1, Level.ANONYMOUS),)
    sharing.vault.record_release(Release(BUNDLE, CASE, Audience.EDITOR, "0" * 64, (), sent))
    return sharing


def test_a_person_has_her_records_consent_status_tasks_and_what_was_sent(told: Session) -> None:
    items = timeline.of_person(told, SOURCE)
    now = clock.today().isoformat()
    assert {(item.what, item.code, str(item.dated)) for item in items if item.what is not What.RECORD} == {
        (What.CONSENT, SOURCE, now),
        (What.STATUS, SOURCE, "2016-12-01"),
        (What.TASK, "TASK-001", "2017-01-02"),
        (What.RELEASE, BUNDLE, now),
    }
    assert {item.code for item in items if item.what is What.RECORD} == {
        FIRST,
        SECOND,
        *(f"N-00{n}" for n in range(1, 7)),
    }
    (status,) = (item for item in items if item.what is What.STATUS)
    assert (status.label, status.level, status.detail) == (f"{SOURCE} is abroad", Level.INTERNAL, "abroad")


def test_a_case_has_everybody_of_whom_it_speaks_and_nobody_else(told: Session) -> None:
    stranger = person(told, "Tamilla Zərdablı")
    triggers.set_status(told, GIRL, State.ABROAD, on="2019")
    triggers.set_status(told, stranger, State.ABROAD, on="2019")
    codes = {item.code for item in timeline.of_case(told, CASE) if item.what is What.STATUS}
    assert codes == {SOURCE, GIRL}
    assert {"TASK-001", "TASK-002", BUNDLE} <= {item.code for item in timeline.of_case(told, CASE)}
    with pytest.raises(NoSuchRecord):
        timeline.of_case(told, "C-404")
    with pytest.raises(NoSuchRecord):
        timeline.of_person(told, "P-404")


def test_uncertain_dates_are_spans_under_the_shortest_heading_that_holds_them(told: Session) -> None:
    items = [item for item in timeline.of_person(told, SOURCE) if item.what is What.RECORD and item.label.isdigit()]
    groups = {group.heading: [item.label for item in group.items] for group in timeline.grouped(items)}
    assert list(groups.items()) == [
        ("2015..2017", ["4"]),
        ("2016", ["1", "3"]),
        ("2016-11", ["0", "2"]),
        ("", ["5"]),
    ]
    (circa,) = (item for item in items if item.label == "3")
    assert circa.start is not None
    assert circa.end is not None
    assert (circa.start.isoformat(), circa.end.isoformat()) == ("2016-10-01", "2016-12-31")


def test_titles_stay_hidden_where_lists_hide_them(told: Session) -> None:
    card = Card("Gizli ad", source=SOURCE, dated="2014")
    code = write.new_record(told, CASE, kind=Kind.NOTE, card=card, body=Body.of("x"), level=Level.SEALED).code
    (item,) = (item for item in timeline.of_person(told, SOURCE) if item.code == code)
    assert item.label == code
    told.close_sealed()
    assert "Gizli ad" not in str(timeline.of_case(told, CASE))


# --- the graph


def family(session: Session) -> list[str]:
    """Six cousins of the man, who is the source's brother, and somebody beyond them."""
    register.relate(session, MAN, SOURCE, RelationKind.SIBLING)
    register.relate(session, GIRL, SOURCE, RelationKind.COLLEAGUE)
    cousins = [person(session, f"Kuzen Ad{letter}") for letter in "abcdef"]
    for cousin in cousins:
        register.relate(session, cousin, MAN, RelationKind.OTHER_RELATIVE)
    beyond = person(session, "Uzaq Adam")
    register.relate(session, beyond, cousins[0], RelationKind.SPOUSE)
    return cousins


def test_the_drawing_reaches_two_steps_and_tells_codes_only(sharing: Session) -> None:
    cousins = family(sharing)
    triggers.set_status(sharing, MAN, State.ABROAD)
    sharing.close_sealed()
    found = graph.around(sharing, SOURCE)
    depths = {node.code: node.depth for node in found.nodes}
    assert depths == {SOURCE: 0, MAN: 1, GIRL: 1} | dict.fromkeys(cousins, 2)
    assert {node.code: node.status for node in found.nodes if node.status} == {MAN: State.ABROAD}
    assert {(edge.a, edge.b, edge.is_kinship) for edge in found.edges if SOURCE in (edge.a, edge.b)} == {
        (MAN, SOURCE, True),
        (GIRL, SOURCE, False),
    }
    assert len(graph.around(sharing, SOURCE, depth=1).nodes) == 3
    assert "Qoşqarlı" not in str(found)


def test_nobody_stands_on_somebody_else_and_the_places_are_the_same_every_time(sharing: Session) -> None:
    family(sharing)
    found = graph.around(sharing, SOURCE)
    assert found == graph.around(sharing, SOURCE)
    assert (found.nodes[0].x, found.nodes[0].y) == (0, 0)
    for node in found.nodes:
        assert math.hypot(node.x, node.y) == pytest.approx(node.depth / 2, abs=1e-5)
    places = [(node.x, node.y) for node in found.nodes]
    assert min(math.dist(one, other) for one in places for other in places if one is not other) > 0.2


def test_too_many_to_draw_are_counted(sharing: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    family(sharing)
    monkeypatch.setattr(graph, "MOST", 4)
    found = graph.around(sharing, SOURCE)
    assert (len(found.nodes), found.left_out) == (4, 5)
    drawn = {node.code for node in found.nodes}
    assert all({edge.a, edge.b} <= drawn for edge in found.edges)


def test_somebody_without_relations_stands_alone(sharing: Session) -> None:
    found = graph.around(sharing, GIRL)
    assert ([node.code for node in found.nodes], found.edges, found.left_out) == ([GIRL], (), 0)
    with pytest.raises(NoSuchRecord):
        graph.around(sharing, "P-404")
