"""From an empty folder to a vault that survives: the place, the code, the copy, and what is still missing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldnotes.errors import BadRecoveryCode, WordsDiffer, WrongPassphrase
from fieldnotes.services import care, first_run, recovery
from fieldnotes.services import session as sessions
from fieldnotes.services.access import SEALED
from fieldnotes.services.first_run import Missing
from fieldnotes.services.session import Session
from fieldnotes.services.way_in import WayIn
from tests.helpers.cheap_slots import cheap_floor
from tests.helpers.vaults import cheap_kdf

__all__ = ["cheap_floor"]

PASSPHRASE = "altı quru söz və bir nar"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = sessions.create(tmp_path / "yeni", PASSPHRASE, params=cheap_kdf())
    yield made
    made.lock()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


# --- the place ----------------------------------------------------------------------------------------------------


def test_a_free_name_in_a_folder_of_this_computer_is_fine(tmp_path: Path) -> None:
    assert first_run.place(tmp_path, "notes").problem == ""


def test_a_name_that_is_taken_is_a_problem_with_its_ending_or_without(tmp_path: Path) -> None:
    (tmp_path / "notes.fieldnotes").mkdir()

    assert first_run.place(tmp_path, "notes").problem
    assert first_run.place(tmp_path, "notes.fieldnotes").problem


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    assert first_run.place(tmp_path / "nowhere", "notes").problem


def test_a_synchronised_folder_is_possible_and_warned_of(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()

    found = first_run.place(tmp_path / "Dropbox", "notes")

    assert found.problem == ""
    assert found.remark


# --- the code -----------------------------------------------------------------------------------------------------


def test_a_code_that_was_typed_back_opens_both_compartments_and_counts_as_tested(session: Session) -> None:
    offered = recovery.offer()

    opened = first_run.prove_code(session, PASSPHRASE, offered, " ".join(offered.words))

    assert SEALED in opened
    code = care.code(session)
    assert code is not None
    assert code.tested


def test_another_code_or_none_keeps_nothing(session: Session) -> None:
    offered, other = recovery.offer(), recovery.offer()

    with pytest.raises(WordsDiffer):
        first_run.prove_code(session, PASSPHRASE, offered, " ".join(other.words))
    with pytest.raises(BadRecoveryCode):
        first_run.prove_code(session, PASSPHRASE, offered, "three words only")
    with pytest.raises(WrongPassphrase):
        first_run.prove_code(session, "yanlış söz, yanlış gün", offered, " ".join(offered.words))

    assert care.code(session) is None
    assert first_run.prove_code(session, PASSPHRASE, offered, " ".join(offered.words))  # and it can be tried again


# --- the copy -----------------------------------------------------------------------------------------------------


def test_with_the_passphrase_the_copy_is_opened_as_after_a_loss(session: Session, stick: Path) -> None:
    copied = first_run.first_backup(session, stick, WayIn(passphrase=PASSPHRASE))

    assert copied.opened is not None
    assert [line.event for line in session.vault.ledger()][-2:] == ["backup-verified", "backup-tested"]


def test_a_wrong_passphrase_is_found_out_before_anything_is_copied(session: Session, stick: Path) -> None:
    with pytest.raises(WrongPassphrase):
        first_run.first_backup(session, stick, WayIn(passphrase="yanlış söz, yanlış gün"))

    assert not list(stick.iterdir())


# --- what is missing ----------------------------------------------------------------------------------------------


def test_what_is_missing_goes_step_by_step(session: Session, stick: Path) -> None:
    assert first_run.missing(session) == (Missing.CODE, Missing.BACKUP)

    offered = recovery.offer()
    asked = [offered.words[place - 1] for place in offered.asks]
    recovery.keep(session, PASSPHRASE, offered, asked)
    other = stick.with_name("other")
    other.mkdir()
    first_run.first_backup(session, other)
    assert first_run.missing(session) == (Missing.CODE_TEST, Missing.BACKUP_TEST)

    care.try_code(session, " ".join(offered.words))
    first_run.first_backup(session, stick, WayIn(passphrase=PASSPHRASE))
    assert first_run.missing(session) == ()


def test_a_backup_that_was_deleted_is_missing_again(session: Session, stick: Path) -> None:
    first_run.first_backup(session, stick, WayIn(passphrase=PASSPHRASE))
    for copy in stick.iterdir():
        shutil.rmtree(copy)

    assert Missing.BACKUP in first_run.missing(session)
