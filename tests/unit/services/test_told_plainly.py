"""What is told when something is away, missing, doubled or easier than it looks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.errors import LevelAway, StillReferred, WrongPassphrase, WrongPassphraseAlone
from fieldnotes.model.consent import Answer, Use
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.model.register import RelationKind
from fieldnotes.services import access, backup, border, care, erase, find, ingest, register, travel, write
from fieldnotes.services import session as sessions
from fieldnotes.services.access import WayIn
from fieldnotes.services.session import Session
from fieldnotes.services.views import ConsentState
from tests.helpers import journeys
from tests.helpers.cheap_slots import cheap_floor
from tests.helpers.vaults import PASSPHRASE, cheap_kdf

__all__ = ["cheap_floor"]
LONG = "külək dəmir sandıq beş armud"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = sessions.create(tmp_path / "v", PASSPHRASE, params=cheap_kdf())
    write.add_case(made, "Gəncə")
    yield made
    made.lock()


@pytest.fixture
def away(furnished_master: Path, tmp_path: Path) -> Iterator[Session]:
    """A vault from which SEALED and INTERNAL were left behind."""
    path = tmp_path / "study.fieldnotes"
    shutil.copytree(furnished_master, path)
    vault = journeys.open_whole(path)
    journeys.leave(vault, tmp_path / "p.fnr", Level.SEALED, Level.INTERNAL)
    yield Session(path, vault)
    vault.lock()


# --- away ----------------------------------------------------------------------------------------------------------


def test_a_consent_that_was_left_behind_is_away_and_not_missing(away: Session) -> None:
    (row,) = (row for row in find.rows(away) if row.row.code == journeys.STAYS)
    assert row.consent is ConsentState.AWAY
    view = find.record(away, journeys.STAYS)
    assert view.consent is ConsentState.AWAY
    assert "left behind" in view.consent_text


def test_whose_words_a_closed_record_holds_is_not_called_no_consent(session: Session) -> None:
    code = register.add_entry(session, name="Rəşid").code
    register.set_consent(session, code, {Use.PRESS: Answer.ANONYMOUS})
    card = Card("Qeyd", source=code)
    write.new_record(session, "C-001", kind=Kind.NOTE, level=Level.SEALED, card=card, body=Body.of("Gizli."))
    assert [row.consent for row in find.rows(session)] == [ConsentState.OK]
    session.close_sealed()
    assert [row.consent for row in find.rows(session)] == [ConsentState.CLOSED]


def test_a_level_that_was_left_behind_is_not_erased(away: Session) -> None:
    before = [view.row.code for view in find.rows(away)]
    for levels in ({Level.SEALED}, {Level.INTERNAL, Level.ROLE}):
        with pytest.raises(LevelAway) as refused:
            erase.plan_erasing(away, levels)
        with pytest.raises(LevelAway):
            erase.erase_levels(away, levels, "ERASE", without_backup=True)
    assert "INTERNAL was left behind" in str(refused.value)
    assert [view.row.code for view in find.rows(away)] == before
    assert away.vault.check() == []


def test_names_in_open_texts_are_told_before_the_names_go(session: Session) -> None:
    register.add_entry(session, name="Rəşid Kərimzadə")
    body = Body.of("Rəşid Kərimzadə gəldi.")
    for level in (Level.ROLE, Level.INTERNAL, Level.ROLE):
        write.new_record(session, "C-001", kind=Kind.NOTE, level=level, card=Card("Qeyd"), body=body)
    write.mark(session, "N-003", quote="Rəşid Kərimzadə", level=Level.SEALED)
    assert travel.named_after(session, [Level.SEALED]) == ("N-001", "N-002")
    assert travel.named_after(session, [Level.SEALED, Level.INTERNAL]) == ("N-001",)
    assert travel.named_after(session, [Level.SEALED], ["C-001"]) == ()
    assert travel.named_after(session, [Level.INTERNAL]) == ()
    (item,) = (item for item in border.items(session, home=session.path.parent) if item.id == "named")
    assert (item.state, "N-001, N-002" in item.sentence) == (border.State.WARN, True)
    assert "travel" not in item.hint


# --- doors ---------------------------------------------------------------------------------------------------------


def _with_key_file(session: Session, folder: Path) -> tuple[Path, access.PassphraseSet]:
    key = folder / "stick.key"
    access.new_key_file(key, session.path)
    cheap: KdfParams = cheap_kdf()
    return key, access.add_passphrase(session, PASSPHRASE, WayIn(LONG, key_file=key), params=cheap)


def test_a_missing_key_file_is_named_where_another_way_needs_none(
    session: Session, tmp_path: Path, cheap_floor: None
) -> None:
    key, added = _with_key_file(session, tmp_path)
    assert added.beside == (1,)
    assert "slot 1" in added.second_door
    path = session.path
    session.lock()
    with pytest.raises(WrongPassphraseAlone) as refused:
        sessions.unlock(path, LONG)
    assert "key file" in refused.value.hint_text()
    with pytest.raises(WrongPassphrase) as wrong:
        sessions.unlock(path, WayIn("başqa yanlış bir söz", key_file=key))
    assert not isinstance(wrong.value, WrongPassphraseAlone)
    sessions.unlock(path, WayIn(LONG, key_file=key)).lock()


def test_a_plain_passphrase_is_no_second_door(session: Session, cheap_floor: None) -> None:
    added = access.add_passphrase(session, PASSPHRASE, WayIn(LONG), params=cheap_kdf())
    assert (added.beside, added.second_door) == ((), "")


# --- backups of before an exchange of keys ---------------------------------------------------------------------------


def test_a_backup_from_before_an_exchange_of_keys_says_that_it_stays(
    session: Session, tmp_path: Path, cheap_floor: None
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    backup.make(session, stick)
    (view,) = backup.backups(session)
    assert backup.OUTLIVES not in view.remarks
    access.change_passphrase(session, PASSPHRASE, LONG, also_rotate=True, params=cheap_kdf())
    (view,) = backup.backups(session)
    assert backup.OUTLIVES in view.remarks


# --- the same file twice -------------------------------------------------------------------------------------------


def test_the_very_same_file_is_told_when_it_comes_again(session: Session, tmp_path: Path) -> None:
    first, second, other = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c.txt"
    for file, text in ((first, "Birinci söhbət."), (second, "Birinci söhbət."), (other, "Başqa söhbət.")):
        file.write_text(text, encoding="utf-8")
    (one,) = ingest.import_files(session, [first], case="C-001")
    assert one.same_as == ()
    again = ingest.import_files(session, [second, other, first], case="C-001")
    assert [found.same_as for found in again] == [(one.code,), (), (one.code, again[0].code)]
    digest = find.record(session, one.code).record.row.card
    assert digest is not None
    assert len(digest.digest) == 32
    write.save(session, one.code, card=digest, body=find.record(session, again[1].code).record.body)
    (third,) = ingest.import_files(session, [first], case="C-001")
    assert one.code in third.same_as


# --- notices -------------------------------------------------------------------------------------------------------


def test_a_notice_is_told_at_every_unlock_until_somebody_says_that_it_was_read(session: Session) -> None:
    path = session.path
    session.lock()
    (path / "audit.fnl").unlink()
    for _ in range(2):
        opened = sessions.unlock(path, PASSPHRASE)
        assert [notice.kind.value for notice in opened.notices] == ["file-missing"]
        (sentence, *_) = care.greeting(opened).notices
        opened.lock()
    opened = sessions.unlock(path, PASSPHRASE)
    care.acknowledge(opened, "something else")
    assert care.greeting(opened).notices == (sentence,)
    care.acknowledge(opened, sentence)
    assert care.greeting(opened).notices == ()
    opened.lock()
    opened = sessions.unlock(path, PASSPHRASE)
    assert opened.notices == ()
    assert opened.vault.check() == []
    opened.lock()
    (path / "audit.fnl").unlink()
    opened = sessions.unlock(path, PASSPHRASE)
    assert [notice.kind.value for notice in opened.notices] == ["file-missing"]
    opened.lock()


def test_a_purge_says_where_an_entry_is_still_used(session: Session) -> None:
    first, second = (register.add_entry(session, name=name).code for name in ("Rəşid", "Nərgiz"))

    register.relate(session, first, second, RelationKind.SPOUSE)
    card = Card("Qeyd", source=first)
    row = write.new_record(session, "C-001", kind=Kind.NOTE, level=Level.ROLE, card=card, body=Body.of("Nərgiz gəldi."))
    with pytest.raises(StillReferred) as refused:
        erase.purge(session, [first])
    assert refused.value.params["where"] == f"{row.code}, {second}"
    with pytest.raises(StillReferred) as refused:
        erase.purge(session, [second])
    assert refused.value.params["where"] == f"{row.code}, {first}"
