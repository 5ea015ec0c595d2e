"""Returned or taken: protection rises by itself for her and her family, with a review and what was already sent."""

from __future__ import annotations

import pytest

from fieldnotes import clock
from fieldnotes.errors import BadValue, NoSuchRecord, ReasonNeeded, SealedClosed
from fieldnotes.model.audience import Audience
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card
from fieldnotes.model.register import EntityType, RelationKind
from fieldnotes.model.status import State
from fieldnotes.model.task import TaskKind
from fieldnotes.services import register, tasks, triggers, write
from fieldnotes.services.session import Session
from fieldnotes.vault.records.releases import Release, ReleasedRecord
from tests.helpers.sharing import CASE, FIRST, GIRL, MAN, SECOND, SOURCE

BUNDLE = "c" * 32


def level(session: Session, code: str) -> Level:
    return session.vault.entry(code).level


@pytest.fixture
def family(sharing: Session) -> Session:
    """The man is the source's brother; the girl works with her. One record was sent."""
    register.relate(sharing, MAN, SOURCE, RelationKind.SIBLING)
    register.relate(sharing, GIRL, SOURCE, RelationKind.COLLEAGUE)
    sent = (ReleasedRecord(SECOND, 1, Level.ANONYMOUS),)
    sharing.vault.record_release(Release(BUNDLE, CASE, Audience.EDITOR, "0" * 64, (), sent))
    return sharing


def test_an_arrest_raises_her_and_her_kin_makes_a_review_and_lists_what_was_sent(family: Session) -> None:
    family.close_sealed()
    made = triggers.set_status(family, SOURCE, State.ARRESTED, on="2026-03", who="Nərmin")
    assert [(one.code, one.old, one.new) for one in made.raised] == [
        (SOURCE, Level.ANONYMOUS, Level.INTERNAL),
        (MAN, Level.ANONYMOUS, Level.INTERNAL),
    ]
    assert (level(family, SOURCE), level(family, MAN), level(family, GIRL)) == (
        Level.INTERNAL,
        Level.INTERNAL,
        Level.ANONYMOUS,
    )
    (review,) = tasks.tasks(family, about=SOURCE)
    assert review == made.task
    assert (review.kind, review.due, review.is_open) == (TaskKind.REVIEW, clock.today().isoformat(), True)
    (released,) = made.releases
    assert (released.release.bundle_id, released.persons[0]) == (BUNDLE, SOURCE)
    told = {event.event: event.facts for event in family.vault.ledger()}
    assert told[triggers.EVENT] == {"code": SOURCE, "raised": 2, "releases": 1}
    assert "arrested" not in str([event.facts for event in family.vault.ledger()])


def test_what_was_raised_is_lowered_by_hand_and_with_a_reason_only(family: Session) -> None:
    made = triggers.set_status(family, SOURCE, State.RETURNED)
    triggers.set_status(family, SOURCE, State.ABROAD)
    triggers.remove_status(family, made.status.code)
    assert level(family, SOURCE) is Level.INTERNAL
    with pytest.raises(ReasonNeeded):
        write.set_level(family, SOURCE, Level.ANONYMOUS)
    write.set_level(family, SOURCE, Level.ANONYMOUS, reason="səhv xəbər idi")
    assert level(family, SOURCE) is Level.ANONYMOUS


def test_one_danger_counts_once_and_nothing_goes_beyond_sealed(family: Session) -> None:
    told = [State.RETURNED, State.RETURNED, State.ARRESTED, State.DETAINED, State.RELEASED, State.DISAPPEARED]
    triggered = [triggers.set_status(family, SOURCE, state).triggered for state in told]
    assert triggered == [True, False, True, False, False, True]
    assert level(family, SOURCE) is level(family, MAN) is Level.SEALED
    last = triggers.set_status(family, SOURCE, State.RELEASED)
    again = triggers.set_status(family, SOURCE, State.ARRESTED)
    assert (last.triggered, again.triggered, again.raised) == (False, True, ())
    assert len(again.releases) == 1


def test_what_lies_in_the_past_changes_nothing(family: Session) -> None:
    triggers.set_status(family, SOURCE, State.ABROAD, on="2018")
    before = len(family.vault.ledger())
    made = triggers.set_status(family, SOURCE, State.ARRESTED, on="2011-03")
    assert (made.triggered, made.task, level(family, SOURCE)) == (False, None, Level.ANONYMOUS)
    assert len(family.vault.ledger()) == before + 1
    assert triggers.present(family)[SOURCE].state is State.ABROAD


def test_a_bundle_is_listed_although_its_record_was_thrown_away(family: Session) -> None:
    family.vault.delete(SECOND)
    assert [one.release.bundle_id for one in triggers.set_status(family, SOURCE, State.ARRESTED).releases] == [BUNDLE]


def test_a_bundle_is_listed_although_its_record_does_not_speak_of_her_any_more(family: Session) -> None:
    labels = {FIRST: "Record 1", GIRL: "Person A"}
    sent = (ReleasedRecord(FIRST, 1, Level.ANONYMOUS),)
    family.vault.record_release(Release("e" * 32, CASE, Audience.EDITOR, "1" * 64, (), sent, labels=labels))
    write.save(family, FIRST, card=Card(), body=Body.of("Səhər açıldı."))
    assert [one.release.bundle_id for one in triggers.set_status(family, GIRL, State.ARRESTED).releases] == ["e" * 32]
    assert [one.release.bundle_id for one in triggers.set_status(family, MAN, State.RETURNED).releases] == [BUNDLE]


def test_a_status_is_of_a_person_and_on_a_day_that_there_is(family: Session) -> None:
    place = register.add_entry(family, name="Gəncə", type=EntityType.PLACE).code
    with pytest.raises(BadValue):
        triggers.set_status(family, place, State.DEAD)
    with pytest.raises(BadValue):
        triggers.set_status(family, SOURCE, State.DEAD, on="2026-02-30")
    with pytest.raises(NoSuchRecord):
        triggers.set_status(family, "P-404", State.DEAD)
    family.close_sealed()
    with pytest.raises(SealedClosed):
        triggers.set_status(family, SOURCE, State.ARRESTED, words="Naxçıvan")
    assert triggers.statuses(family) == []
    assert level(family, SOURCE) is Level.ANONYMOUS, "all of it or nothing"


def test_words_are_shown_on_purpose_and_the_ledger_says_so(family: Session) -> None:
    triggers.set_status(family, SOURCE, State.ARRESTED, words="Naxçıvan")
    triggers.set_status(family, MAN, State.ABROAD)
    assert [status.words for status in triggers.statuses(family)] == [None, ""]
    assert [status.words for status in triggers.reveal_words(family)] == ["Naxçıvan", ""]
    shown = [event.facts for event in family.vault.ledger() if event.event == "reveal"]
    assert shown == [{"code": SOURCE, "what": "status"}]
    family.close_sealed()
    with pytest.raises(SealedClosed):
        triggers.reveal_words(family)


def test_a_status_is_kept_as_exactly_as_it_is_known(family: Session) -> None:
    triggers.set_status(family, SOURCE, State.ARRESTED, on="c. 2026-03", words="Naxçıvan")
    (status,) = triggers.statuses(family, person=SOURCE)
    assert (status.on, status.words) == ("c. 2026-03", None)
    assert triggers.statuses(family, person=MAN) == []
    assert FIRST in [row.code for row in register.rows_with(family, SOURCE)]
    assert family.vault.check() == []


# --- foreseen -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "on"),
    [(State.ARRESTED, "2026-03"), (State.ABROAD, "2026-03"), (State.ARRESTED, "1999"), (State.RETURNED, "")],
)
def test_what_is_foreseen_is_what_then_happens_and_nothing_is_written_by_looking(
    family: Session, state: State, on: str
) -> None:
    triggers.set_status(family, SOURCE, State.AT_LIBERTY, on="2020")
    before = (level(family, SOURCE), level(family, MAN), len(family.vault.ledger()), len(family.vault.statuses()))

    seen = triggers.foresee(family, SOURCE, state, on=on)

    assert before == (
        level(family, SOURCE), level(family, MAN), len(family.vault.ledger()), len(family.vault.statuses())
    )  # fmt: skip
    done = triggers.set_status(family, SOURCE, state, on=on)
    assert (seen.triggered, seen.raised, seen.releases) == (done.triggered, done.raised, done.releases)
    assert seen.task is None


def test_nothing_is_foreseen_of_a_place_or_of_a_date_that_is_none(family: Session) -> None:
    with pytest.raises(NoSuchRecord):
        triggers.foresee(family, "P-999", State.ARRESTED)
    with pytest.raises(BadValue):
        triggers.foresee(family, SOURCE, State.ARRESTED, on="last spring")
