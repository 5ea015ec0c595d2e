"""What the owner is told of keys and copies: true now, and silent about what was never done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldnotes.crypto import kdf
from fieldnotes.errors import BadRecoveryCode, WrongRecoveryCode
from fieldnotes.services import access, backup, backup_schedule, care, recovery
from fieldnotes.services import session as sessions
from fieldnotes.services.access import MASTER, SEALED, WayIn
from fieldnotes.services.session import Session
from tests.helpers.cheap_slots import cheap_floor
from tests.helpers.vaults import cheap_kdf

__all__ = ["cheap_floor"]

PASSPHRASE = "altı quru söz və bir nar"


@pytest.fixture
def session(tmp_path: Path, cheap_floor: None) -> Iterator[Session]:
    made = sessions.create(tmp_path / "study", PASSPHRASE, params=cheap_kdf())
    yield made
    made.lock()


def keep_code(session: Session) -> str:
    offered = recovery.offer()
    recovery.keep(session, PASSPHRASE, offered, [offered.words[at - 1] for at in offered.asks])
    return " ".join(offered.words)


def test_a_new_vault_has_two_slots_and_nothing_that_brings_it_back(session: Session) -> None:
    found = care.look(session)

    assert [slot.opens for slot in found.slots] == [MASTER, SEALED]
    assert (found.code, found.last, found.tested, found.schedule, found.due) == (None, None, None, None, None)
    assert not found.cheap


def test_a_code_is_dated_and_untested_until_it_was_tried(session: Session) -> None:
    words = keep_code(session)
    made = care.look(session).code
    assert made is not None
    assert made.made
    assert made.tested == ""
    assert set(made.opens) == {MASTER, SEALED}

    assert set(care.try_code(session, words)) == {MASTER, SEALED}

    tried = care.look(session).code
    assert tried is not None
    assert tried.tested
    assert care.days_since(tried.tested) == 0


def test_a_new_code_is_untested_again(session: Session) -> None:
    care.try_code(session, keep_code(session))

    keep_code(session)

    code = care.look(session).code
    assert code is not None
    assert code.tested == ""


@pytest.mark.parametrize(("text", "error"), [("nar " * 24, BadRecoveryCode), ("", WrongRecoveryCode)])
def test_a_code_that_opens_nothing_counts_as_no_test(session: Session, text: str, error: type[Exception]) -> None:
    keep_code(session)
    wrong = text or " ".join(recovery.offer().words)

    with pytest.raises(error):
        care.try_code(session, wrong)

    code = care.look(session).code
    assert code is not None
    assert code.tested == ""


def test_a_recovery_by_the_code_counts_as_a_test(session: Session) -> None:
    words, path = keep_code(session), session.path
    session.lock()
    back, _ = recovery.recover(path, WayIn(code=words), "yaşıl dəmir yol, üç quş və duz")

    code = care.look(back).code
    back.lock()

    assert code is not None
    assert code.tested


def test_the_newest_backup_and_the_one_tested_last_are_told(session: Session, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    backup_schedule.set_schedule(session, stick, every_days=7)
    assert care.look(session).due is not None
    made = backup_schedule.make_scheduled(session).backup
    assert care.look(session).tested is None
    backup.note_drill(session, made.id, backup.drill(backup.path_of(made), PASSPHRASE))

    found = care.look(session)

    assert found.due is None
    assert found.last is not None
    assert found.tested is not None
    assert found.last.id == found.tested.id == made.id


def test_a_slot_below_the_floor_is_told_with_the_greeting(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not care.greeting(session).cheap
    monkeypatch.setattr(kdf, "NEW_FLOOR_ITERATIONS", 3)

    greeting = care.greeting(session)

    assert greeting.cheap
    assert not greeting.scheduled
    assert greeting.notices == ()
    assert care.look(session).cheap == {slot.id for slot in access.slots(session)}
