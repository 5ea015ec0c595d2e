"""Backups as the window and the command line see them: hints, sentences, the schedule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fieldnotes import clock
from fieldnotes.crypto.kdf import NEW_FLOOR_ITERATIONS, NEW_FLOOR_KIB, KdfParams, fresh_salt
from fieldnotes.errors import BackupPlaceRefused, BadValue, CannotWrite, NoSuchRecord, NotABackup, WrongPassphrase
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.services import access, backup, backup_schedule, erase, write
from fieldnotes.services import session as sessions
from fieldnotes.services.backup import SAME_DISK, SYNCHRONISED, State
from fieldnotes.services.backup_schedule import DueReason
from fieldnotes.services.session import Session
from tests.helpers.vaults import cheap_kdf

PASSPHRASE = "altı quru söz və bir nar"
OTHER = "yeddi dəniz və bir qayıq"
NOON = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with clock.fixed(NOON):
        opened = sessions.create(tmp_path / "study", PASSPHRASE, params=cheap_kdf())
        write.add_case(opened, "Iş")
        write.new_record(opened, "C-001", kind=Kind.NOTE, card=Card("Qeyd"), body=Body.of("Bir qeyd."))
    yield opened
    opened.lock()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    return place


def test_a_backup_is_made_listed_tested_and_restored(session: Session, stick: Path, tmp_path: Path) -> None:
    made = backup.make(session, stick)
    assert made.proof.records == 1
    assert made.proof.sealed
    assert made.hints == (SAME_DISK,)

    proof = backup.drill(stick / made.backup.name, PASSPHRASE, sealed=PASSPHRASE)
    backup.note_drill(session, made.backup.id, proof)

    (view,) = backup.backups(session)
    assert view.tested
    assert view.current
    assert view.remarks == ()
    path, _ = backup.restore(backup.path_of(view), tmp_path / "again", PASSPHRASE)
    assert path.name == "again.fieldnotes"
    again = sessions.unlock(path, PASSPHRASE)
    assert again.vault.record("N-001").body.text == "Bir qeyd."
    again.lock()


def test_what_is_no_backup_and_what_does_not_open_is_said_plainly(session: Session, stick: Path) -> None:
    with pytest.raises(NoSuchRecord):
        backup.latest(session)
    with pytest.raises(NotABackup):
        backup.drill(stick, PASSPHRASE)
    made = backup.make(session, stick)
    with pytest.raises(WrongPassphrase):
        backup.drill(backup.path_of(made.backup), OTHER)


def test_a_folder_of_a_cloud_is_hinted_at(session: Session, tmp_path: Path) -> None:
    place = tmp_path / "Dropbox" / "backups"
    place.mkdir(parents=True)
    assert SYNCHRONISED in backup.hints(session, place)


def test_the_list_says_what_each_backup_still_holds_and_opens_with(session: Session, stick: Path) -> None:
    backup.make(session, stick)
    cheapest = KdfParams(NEW_FLOOR_KIB, NEW_FLOOR_ITERATIONS, 4, fresh_salt())
    access.change_passphrase(session, PASSPHRASE, OTHER, params=cheapest)
    erase.recycle(session, "N-001")

    gone = erase.purge_recycled(session)

    assert gone is not None
    (view,) = gone.still_in
    assert view.purged == ("N-001",)
    assert any("N-001" in remark for remark in view.remarks)
    assert backup.OLD_PASSPHRASE in view.remarks
    assert not view.current


# --- the schedule -------------------------------------------------------------------------------------------------


def test_nothing_is_due_before_somebody_chose_a_place(session: Session) -> None:
    assert backup_schedule.due(session) is None
    with pytest.raises(BadValue):
        backup_schedule.make_scheduled(session)


def test_due_by_age_and_made_where_it_was_chosen(session: Session, stick: Path) -> None:
    backup_schedule.set_schedule(session, stick, every_days=3, keep=2)
    found = backup_schedule.due(session)
    assert found is not None
    assert found.reason is DueReason.NEVER

    for day in range(0, 12, 3):
        with clock.fixed(NOON + timedelta(days=day)):
            assert backup_schedule.due(session) is not None
            made = backup_schedule.make_scheduled(session)
            assert backup_schedule.due(session) is None
        assert made.backup.state is State.PRESENT

    assert len(list(stick.iterdir())) == 2
    with clock.fixed(NOON + timedelta(days=12)):
        found = backup_schedule.due(session)
        assert found is not None
        assert (found.reason, found.days, found.reachable) == (DueReason.AGE, 3, True)


def test_on_closing_only_after_a_change(session: Session, stick: Path) -> None:
    backup_schedule.set_schedule(session, stick, every_days=0, keep=2)
    backup_schedule.make_scheduled(session)
    assert backup_schedule.due(session, closing=True) is None
    write.set_level(session, "N-001", Level.SEALED)
    found = backup_schedule.due(session, closing=True)
    assert found is not None
    assert found.reason is DueReason.CHANGED
    assert backup_schedule.due(session) is None


def test_a_backup_that_was_lost_does_not_count(session: Session, stick: Path) -> None:
    backup_schedule.set_schedule(session, stick)
    made = backup_schedule.make_scheduled(session)
    assert backup_schedule.due(session) is None
    backup.path_of(made.backup).rename(stick.with_name("elsewhere"))
    assert backup_schedule.due(session) is not None


def test_a_stick_that_is_out_is_never_replaced_by_the_computers_own_disk(session: Session, stick: Path) -> None:
    backup_schedule.set_schedule(session, stick)
    chosen = backup_schedule.schedule(session)
    assert chosen is not None
    session.vault.backups.set_schedule(replace(chosen, elsewhere=True))
    found = backup_schedule.due(session)
    assert found is not None
    assert not found.reachable
    with pytest.raises(CannotWrite):
        backup_schedule.make_scheduled(session)
    assert list(stick.iterdir()) == []


def test_a_schedule_that_makes_no_sense_is_refused(session: Session, stick: Path, tmp_path: Path) -> None:
    with pytest.raises(BadValue):
        backup_schedule.set_schedule(session, stick, every_days=-1)
    with pytest.raises(BadValue):
        backup_schedule.set_schedule(session, stick, keep=0)
    with pytest.raises(CannotWrite):
        backup_schedule.set_schedule(session, tmp_path / "nowhere")
    with pytest.raises(BackupPlaceRefused):
        backup_schedule.set_schedule(session, session.path)
    assert backup_schedule.set_schedule(session, None) == ()
    assert backup_schedule.schedule(session) is None
