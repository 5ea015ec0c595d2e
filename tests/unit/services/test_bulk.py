"""Many records at once: told before, one after the other, refused by name, taken back as one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from fieldnotes.errors import (
    BadValue,
    NoSuchRecord,
    NotPermitted,
    PolicyForbids,
    ReasonNeeded,
    SealedClosed,
    SecondNeeded,
)
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.progress import Cancelled, Step, Watch
from fieldnotes.services import bulk, erase, find, policy, write
from fieldnotes.services import session as sessions
from fieldnotes.services.session import Session
from tests.helpers.leads import Lead
from tests.helpers.vaults import cheap_kdf

PASSPHRASE = "altı quru söz və bir nar"
LEVELS = (Level.PUBLIC, Level.ROLE, Level.INTERNAL, Level.SEALED)


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four notes in C-001, one at each of LEVELS, and one at ANONYMOUS in C-002, whose floor that is."""
    path = tmp_path_factory.mktemp("bulk") / "study.fieldnotes"
    opened = sessions.create(path, PASSPHRASE, params=cheap_kdf())
    write.add_case(opened, "Birinci")
    write.add_case(opened, "İkinci", floor=Level.ANONYMOUS)
    for level in LEVELS:
        card = Card(f"Qeyd {level.letter}", language="az")
        write.new_record(opened, "C-001", kind=Kind.NOTE, level=level, card=card, body=Body.of("Bir söz."))
    write.new_record(opened, "C-002", kind=Kind.NOTE, level=Level.PUBLIC, card=Card("Beş"), body=Body.of("Beş."))
    opened.lock()
    return path


@pytest.fixture
def session(master: Path, tmp_path: Path) -> Iterator[Session]:
    shutil.copytree(master, tmp_path / master.name)
    opened = sessions.unlock(tmp_path / master.name, PASSPHRASE)
    opened.open_sealed(PASSPHRASE)
    yield opened
    opened.lock()


def levels(session: Session) -> dict[str, Level]:
    return {view.row.code: view.row.level for view in find.rows(session)}


def to(level: Level, *numbers: int) -> dict[str, Level]:
    return {f"N-{number:03}": level for number in numbers}


def events(session: Session) -> list[str]:
    return [entry.event for entry in session.vault.ledger()]


class Impatient(Watch):
    """Cancels itself after so many steps of changing."""

    def __init__(self, steps: int) -> None:
        super().__init__()
        self.left = steps

    def step(self, done: int, total: int | None, what: str) -> None:
        super().step(done, total, what)
        if what == "changing records":
            self.left -= 1
            if self.left == 0:
                self.cancel()


# --- told before ------------------------------------------------------------------------------------------------------


def test_a_plan_says_of_each_record_what_it_would_become_and_changes_nothing(session: Session) -> None:
    before = levels(session)
    plan = bulk.plan_levels(session, to(Level.ROLE, 1, 2, 3, 5, 9))
    assert [(one.code, one.view.row.level, one.lowered, one.changes) for one in plan.records] == [
        ("N-001", Level.PUBLIC, False, True),
        ("N-002", Level.ROLE, False, False),
        ("N-003", Level.INTERNAL, True, True),
        ("N-005", Level.ANONYMOUS, True, False),
    ]
    assert plan.lowered == 1
    assert [(one.code, type(one.refused)) for one in plan.refused] == [("N-005", NotPermitted)]
    assert not plan.needs_two
    assert levels(session) == before


def test_a_plan_names_what_the_closed_compartment_and_the_policy_refuse(session: Session, tmp_path: Path) -> None:
    lead = Lead()
    card = Card("Söhbət", language="az")
    write.new_record(session, "C-001", kind=Kind.TESTIMONY, level=Level.ROLE, card=card, body=Body.of("Söhbət."))
    lines = "[levels]\nlower_requires = 'reason+second'\n[levels.fields]\n'testimony.body' = 'ROLE'\n"
    policy.install(session, PASSPHRASE, lead.writes(tmp_path, lines), words=" ".join(lead.signs().words))
    session.close_sealed()
    plan = bulk.plan_levels(session, {"T-001": Level.PUBLIC})
    assert [type(one.refused) for one in plan.records] == [PolicyForbids]
    plan = bulk.plan_levels(session, to(Level.ROLE, 3, 4))
    assert [type(one.refused) for one in plan.records] == [type(None), SealedClosed]
    assert plan.needs_two


# --- done -------------------------------------------------------------------------------------------------------------


def test_raising_needs_no_words_and_is_one_step_in_the_ledger(session: Session) -> None:
    done = bulk.set_levels(session, to(Level.INTERNAL, 1, 2, 3))
    assert done.codes == ("N-001", "N-002")
    assert [levels(session)[f"N-{number:03}"] for number in (1, 2, 3)] == [Level.INTERNAL] * 3
    assert events(session)[-3:] == ["level", "level", "together"]
    assert dict(session.vault.ledger()[-1].facts) == {"what": "level", "count": 2}
    assert done.changes.records == {"N-001", "N-002"}


def test_lowering_needs_the_number_typed(session: Session) -> None:
    before = levels(session)
    for typed in ("", "1", "three", "2.0", "-2"):
        with pytest.raises(BadValue):
            bulk.set_levels(session, to(Level.PUBLIC, 2, 3), reason="razılıq var", typed=typed)
    assert levels(session) == before


@pytest.mark.parametrize("typed", [" 2 ", "٢"])
def test_the_number_may_be_typed_in_any_script(session: Session, typed: str) -> None:
    done = bulk.set_levels(session, to(Level.PUBLIC, 2, 3), reason="razılıq var", typed=typed)
    assert done.codes == ("N-002", "N-003")
    assert session.vault.level_changes("N-003")[-1].reason == "razılıq var"


def test_lowering_needs_a_reason_and_a_second_person_where_the_policy_asks(session: Session, tmp_path: Path) -> None:
    with pytest.raises(ReasonNeeded):
        bulk.set_levels(session, to(Level.PUBLIC, 2), reason=" ", typed="1")
    lead = Lead()
    lines = "[levels]\nlower_requires = 'reason+second'\n"
    policy.install(session, PASSPHRASE, lead.writes(tmp_path, lines), words=" ".join(lead.signs().words))
    with pytest.raises(SecondNeeded):
        bulk.set_levels(session, to(Level.PUBLIC, 2), reason="razılıq var", typed="1")
    bulk.set_levels(session, to(Level.PUBLIC, 2), reason="razılıq var", second="Rübabə", typed="1")
    assert levels(session)["N-002"] is Level.PUBLIC


def test_what_is_refused_is_named_and_the_rest_goes_on(session: Session) -> None:
    session.close_sealed()
    done = bulk.set_levels(session, to(Level.ROLE, 1, 3, 4, 5), reason="razılıq var", typed="1")
    assert done.codes == ("N-001", "N-003")
    assert [(one.code, type(one.error)) for one in done.refused] == [("N-004", SealedClosed), ("N-005", NotPermitted)]


def test_stopping_leaves_what_is_done_and_says_so(session: Session) -> None:
    done = bulk.set_levels(session, to(Level.INTERNAL, 1, 2, 5), watch=Impatient(2))
    assert (done.codes, done.stopped) == (("N-001", "N-002"), True)
    assert levels(session)["N-005"] is Level.ANONYMOUS


def test_stopping_before_the_first_changes_nothing(session: Session) -> None:
    watch, before = Watch(), levels(session)
    watch.cancel()
    for act in (bulk.delete, bulk.restore):
        with pytest.raises(Cancelled):
            act(session, ["N-001"], watch=watch)
    with pytest.raises(Cancelled):
        bulk.set_levels(session, to(Level.INTERNAL, 1), watch=watch)
    assert levels(session) == before


def test_steps_are_told(session: Session) -> None:
    watch = Watch()
    bulk.delete(session, ["N-001", "N-002"], watch=watch)
    assert watch.latest == Step(1, 2, "changing records")


# --- taken back -------------------------------------------------------------------------------------------------------


def test_deleting_is_taken_back_as_one(session: Session) -> None:
    done = bulk.delete(session, ["N-001", "N-009", "N-002"])
    assert (done.codes, [one.code for one in done.refused]) == (("N-001", "N-002"), ["N-009"])
    assert isinstance(done.refused[0].error, NoSuchRecord)
    assert set(erase.recycled(session)) == {"N-001", "N-002"}
    back = bulk.restore(session, done.codes)
    assert back.codes == done.codes
    assert erase.recycled(session) == {}


def test_a_lowering_is_taken_back_without_words(session: Session) -> None:
    before = levels(session)
    done = bulk.set_levels(session, to(Level.PUBLIC, 2, 3), reason="razılıq var", typed="2")
    bulk.set_levels(session, bulk.levels_to_take_back(session, done))
    assert levels(session) == before


def test_a_raising_is_taken_back_only_as_a_lowering_is_done(session: Session) -> None:
    done = bulk.set_levels(session, to(Level.INTERNAL, 1, 2))
    back = bulk.levels_to_take_back(session, done)
    assert back == {"N-001": Level.PUBLIC, "N-002": Level.ROLE}
    with pytest.raises(ReasonNeeded):
        bulk.set_levels(session, back)
    bulk.set_levels(session, back, reason="səhv idi", typed="2")
    assert levels(session)["N-001"] is Level.PUBLIC


def test_what_somebody_changed_since_is_not_taken_back(session: Session) -> None:
    done = bulk.set_levels(session, to(Level.INTERNAL, 1, 2, 5))
    write.set_level(session, "N-001", Level.SEALED)
    erase.recycle(session, "N-005")
    assert bulk.levels_to_take_back(session, done) == {"N-002": Level.ROLE}


def test_levels_lie_where_they_were_read_again(session: Session) -> None:
    """After a step over many, each record opens at its new level and its search entry moved with it."""
    bulk.set_levels(session, to(Level.SEALED, 1, 2, 3))
    assert _found(session, "söz") == []
    bulk.set_levels(session, to(Level.ROLE, 1, 2), reason="razılıq var", typed="2")
    assert _found(session, "söz") == ["N-001", "N-002"]
    assert find.record(session, "N-003").record.body.text == "Bir söz."


def _found(session: Session, word: str) -> Sequence[str]:
    hits = find.search(session, word).records
    return sorted(view.row.row.code for view in hits if view.row.row.level is not Level.SEALED)
