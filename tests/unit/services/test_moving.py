"""Records go to another case with all they have, stay where something forbids it, and come back as one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldnotes.errors import MoveRefused, NoSuchRecord
from fieldnotes.model.audience import Audience
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Draft, Kind
from fieldnotes.progress import Cancelled, Watch
from fieldnotes.services import approvals, bulk, find, moving, write
from fieldnotes.services import session as sessions
from fieldnotes.services.preparing import How
from fieldnotes.services.session import Session
from tests.helpers.vaults import cheap_kdf

PASSPHRASE = "altı quru söz və bir nar"


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """N-001 to N-003 in C-001, one of them SEALED; C-002 has a floor, C-003 none."""
    path = tmp_path_factory.mktemp("moving") / "study.fieldnotes"
    opened = sessions.create(path, PASSPHRASE, params=cheap_kdf())
    write.add_case(opened, "Birinci")
    write.add_case(opened, "İkinci", floor=Level.ROLE)
    write.add_case(opened, "Üçüncü")
    for level in (Level.PUBLIC, Level.INTERNAL, Level.SEALED):
        card = Card(f"Qeyd {level.letter}", language="az")
        write.new_record(opened, "C-001", kind=Kind.NOTE, level=level, card=card, body=Body.of("Hava isti idi."))
    opened.lock()
    return path


@pytest.fixture
def session(master: Path, tmp_path: Path) -> Iterator[Session]:
    shutil.copytree(master, tmp_path / master.name)
    opened = sessions.unlock(tmp_path / master.name, PASSPHRASE)
    opened.open_sealed(PASSPHRASE)
    yield opened
    opened.lock()


class Impatient(Watch):
    """Cancels itself when the first record was reached."""

    def step(self, done: int, total: int | None, what: str) -> None:
        super().step(done, total, what)
        self.cancel()


def cases_of(session: Session, *codes: str) -> list[str]:
    return [session.vault.row(code).case for code in codes]


def test_a_record_moves_with_its_versions_its_draft_and_its_level(session: Session) -> None:
    write.save(session, "N-002", card=Card("Başqa ad", language="az"), body=Body.of("Sonra yağış yağdı."))
    write.autosave(
        session, Draft("draft-N-002", "N-002", "C-001", Kind.NOTE, Level.INTERNAL, "Ad", Body.of("Yazılmamış."))
    )

    done = moving.move(session, ["N-002"], "C-003")

    assert done.codes == ("N-002",)
    assert done.changes.cases == {"C-001", "C-003"}
    record = session.vault.record("N-002")
    assert (record.row.case, record.row.level, record.row.version) == ("C-003", Level.INTERNAL, 2)
    assert record.body.text == "Sonra yağış yağdı."
    assert session.vault.revision("N-002", 1).body.text == "Hava isti idi."
    assert [(draft.record, draft.case) for draft in write.drafts(session)] == [("N-002", "C-003")]
    assert [view.row.code for view in find.rows(session, case="C-003")] == ["N-002"]
    assert not session.vault.check()


def test_the_ledger_tells_from_where_to_where_and_by_no_name(session: Session) -> None:
    moving.move(session, ["N-001", "N-002"], "C-003")

    events = [(entry.event, dict(entry.facts)) for entry in session.vault.ledger()][-3:]
    assert events == [
        ("moved", {"code": "N-001", "before": "C-001", "case": "C-003"}),
        ("moved", {"code": "N-002", "before": "C-001", "case": "C-003"}),
        ("together", {"what": "move", "count": 2}),
    ]


def test_what_is_below_the_floor_of_the_other_case_stays_and_the_rest_goes(session: Session) -> None:
    done = moving.move(session, ["N-001", "N-002", "N-003"], "C-002")

    assert done.codes == ("N-002", "N-003")
    assert [(one.code, type(one.error)) for one in done.refused] == [("N-001", MoveRefused)]
    assert "nothing in C-002 may be below" in done.refused[0].error.sentence_text()
    assert cases_of(session, "N-001", "N-002", "N-003") == ["C-001", "C-002", "C-002"]


def test_a_sealed_record_moves_unread_while_the_compartment_is_closed(session: Session) -> None:
    session.close_sealed()

    moving.move(session, ["N-003"], "C-003")

    session.open_sealed(PASSPHRASE)
    assert session.vault.record("N-003").row.case == "C-003"
    assert session.vault.record("N-003").body.text == "Hava isti idi."


def test_many_come_back_as_one_but_not_those_that_somebody_moved_since(session: Session) -> None:
    done = moving.move(session, ["N-001", "N-002"], "C-003")
    moving.move(session, ["N-002"], "C-002")

    back = moving.take_back(session, done)

    assert back.codes == ("N-001",)
    assert cases_of(session, "N-001", "N-002") == ["C-001", "C-002"]


def test_what_is_there_already_is_no_change(session: Session) -> None:
    before = len(session.vault.ledger())

    done = moving.move(session, ["N-001"], "C-001")

    assert (done.codes, done.refused) == ((), ())
    assert len(session.vault.ledger()) == before


def test_no_such_case_or_record(session: Session) -> None:
    with pytest.raises(NoSuchRecord):
        moving.move(session, ["N-001"], "C-009")
    done = moving.move(session, ["N-009"], "C-003")
    assert [type(one.error) for one in done.refused] == [NoSuchRecord]


@pytest.mark.parametrize(("code", "case"), [("N-001", "C-003"), ("T-900", "C-001")])
def test_what_stands_proposed_for_a_release_does_not_change_behind_it(session: Session, code: str, case: str) -> None:
    if code == "T-900":
        code = write.new_record(session, "C-003", kind=Kind.NOTE, card=Card("Ad"), body=Body.of("Söz.")).code
    proposed = approvals.propose(session, "C-001", Audience.EDITOR, how=How(accept_suggestions="invented words"))
    assert "N-001" in proposed.records

    done = moving.move(session, [code], case)

    assert not done.codes
    assert proposed.code in done.refused[0].error.sentence_text()
    assert isinstance(done.refused[0].error, MoveRefused)


def test_stopping_leaves_what_was_moved_and_says_so(session: Session) -> None:
    done = moving.move(session, ["N-001", "N-002"], "C-003", watch=Impatient())

    assert (done.stopped, done.codes) == (True, ("N-001",))
    assert done.moved == {"N-001": ("C-001", "C-003")}
    assert done.what is bulk.What.MOVE
    stopped = Watch()
    stopped.cancel()
    with pytest.raises(Cancelled):
        moving.move(session, ["N-002"], "C-003", watch=stopped)
