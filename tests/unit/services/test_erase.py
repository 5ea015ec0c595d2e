"""Purging and erasing as people meet them: two steps, honest sentences, nothing by mistake."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fieldnotes import clock
from fieldnotes.errors import BackupNeeded, NotConfirmed, NotInBin, SealedClosed, StillReferred
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.model.register import Role
from fieldnotes.services import backup, erase, register, write
from fieldnotes.services import session as sessions
from fieldnotes.services.session import Session
from tests.helpers.vaults import cheap_kdf

PASSPHRASE = "altı quru söz və bir nar"
NOON = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with clock.fixed(NOON):
        opened = sessions.create(tmp_path / "study", PASSPHRASE, params=cheap_kdf())
        write.add_case(opened, "Iş")
        for text in ("Murad Vəliyev bazarda çay satırdı.", "İkinci qeyd.", "Üçüncü qeyd."):
            write.new_record(opened, "C-001", kind=Kind.NOTE, card=Card("Qeyd"), body=Body.of(text))
        register.add_entry(opened, name="Murad Vəliyev", role=Role.VICTIM)
    yield opened
    opened.lock()


def test_the_recycle_bin_is_emptied_by_age(session: Session) -> None:
    for days, code in ((0, "N-001"), (20, "N-002")):
        with clock.fixed(NOON + timedelta(days=days)):
            erase.recycle(session, code)
    with clock.fixed(NOON + timedelta(days=30)):
        assert list(erase.recycled(session)) == ["N-001", "N-002"]
        gone = erase.purge_recycled(session, older_than_days=30, reason="köhnə")
        assert gone is not None
        assert gone.codes == ("N-001",)
        assert gone.levels == (Level.INTERNAL,)
        assert gone.still_in == ()
        assert erase.purge_recycled(session, older_than_days=30) is None
        erase.restore(session, "N-002")
    assert erase.recycled(session) == {}
    assert [(note.code, note.reason) for note in erase.history(session)] == [("N-001", "köhnə")]


def test_it_never_says_that_anything_is_securely_deleted(session: Session) -> None:
    with pytest.raises(NotInBin):
        erase.purge(session, ["N-001"])
    gone = erase.purge(session, ["N-001"], live=True, rewrite=False)
    assert gone.remarks == (erase.OLD_COPIES, erase.KEPT_DATABASE)
    gone = erase.purge(session, ["N-002"], live=True)
    assert gone.remarks == (erase.OLD_COPIES, erase.OLD_BLOCKS)
    assert not any("secure" in remark for remark in gone.remarks)
    assert not erase.unfinished(session)
    erase.finish(session)


def test_a_name_that_texts_speak_of_is_not_taken_from_the_register_by_mistake(session: Session) -> None:
    with pytest.raises(StillReferred):
        erase.purge(session, ["P-001"])
    gone = erase.purge(session, ["P-001"], force=True)
    assert gone.emptied == ("P-001",)
    assert erase.UNRECOGNISED in gone.remarks
    session.close_sealed()
    with pytest.raises(SealedClosed):
        erase.purge(session, ["P-001"], force=True)


def test_a_level_is_erased_in_two_steps_with_a_backup(session: Session, tmp_path: Path) -> None:
    plan = erase.plan_erasing(session, [Level.SEALED, Level.INTERNAL])
    assert plan.phrase == "ERASE INTERNAL SEALED"
    assert (plan.extent.records, plan.extent.names, plan.extent.titles) == (3, 1, 1)
    assert not plan.backed_up
    assert len(plan.warning) == 4
    assert len(erase.told(plan.extent)) == 3

    with pytest.raises(NotConfirmed):
        erase.erase_levels(session, plan.levels, "erase internal sealed", without_backup=True)
    with pytest.raises(NotConfirmed):
        erase.erase_levels(session, (), "ERASE ", without_backup=True)
    with pytest.raises(BackupNeeded):
        erase.erase_levels(session, plan.levels, plan.phrase)
    assert len(session.vault.rows()) == 3

    made = backup.make(session, tmp_path)
    gone = erase.erase_levels(session, plan.levels, plan.phrase)

    assert gone.codes == ("N-001", "N-002", "N-003")
    assert [view.id for view in gone.still_in] == [made.backup.id]
    assert any("INTERNAL, SEALED" in remark for remark in gone.still_in[0].remarks)
    assert session.vault.rows() == []
    write.new_record(session, "C-001", kind=Kind.NOTE, card=Card("Yeni"), body=Body.of("Murad Vəliyev yenə gəldi."))
    assert session.vault.check() == []
    restored, _ = backup.restore(backup.path_of(gone.still_in[0]), tmp_path / "back", PASSPHRASE)
    again = sessions.unlock(restored, PASSPHRASE)
    assert len(again.vault.rows()) == 3
    again.lock()


def test_a_backup_from_before_a_change_is_not_enough(session: Session, tmp_path: Path) -> None:
    backup.make(session, tmp_path)
    write.set_level(session, "N-001", Level.SEALED)
    plan = erase.plan_erasing(session, [Level.ROLE])
    with pytest.raises(BackupNeeded):
        erase.erase_levels(session, plan.levels, plan.phrase)
    erase.erase_levels(session, plan.levels, plan.phrase, without_backup=True)
    assert len(session.vault.rows()) == 3


def test_a_purge_that_was_cut_short_is_finished_by_the_next_unlock(session: Session) -> None:
    session.vault._store.set_meta("rewrite_owed", "1")
    before = session.vault._live.header.database_keys
    assert erase.unfinished(session)
    session.lock()

    again = sessions.unlock(session.path, PASSPHRASE)

    assert not erase.unfinished(again)
    assert again.vault._live.header.database_keys != before
    again.lock()
