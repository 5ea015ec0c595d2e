"""The ledger's file follows the database through crashes, and tells at the next unlock what does not fit."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from fieldnotes.errors import DiskFull
from fieldnotes.vault.canonical import canonical
from fieldnotes.vault.check import Area
from fieldnotes.vault.ledger import frame, ledger_closing
from fieldnotes.vault.ledger.frame import BLOCK, Frame, Kind
from fieldnotes.vault.ledger.ledger_state import State
from fieldnotes.vault.notices import NoticeKind
from fieldnotes.vault.opened import Opened
from fieldnotes.vault.vault import Vault
from tests.helpers.vaults import OPEN_RECORD, passphrase, reopen


def frames_of(path: Path) -> list[Frame]:
    with (path / "audit.fnl").open("rb") as file:
        return list(frame.walk(file))


def notices(vault: Vault) -> list[NoticeKind]:
    return [notice.kind for notice in vault.log.notices]


def state(vault: Vault) -> State:
    found = State.load(vault._store.connection)
    assert found is not None
    return found


def killed(vault: Vault, copy: Path) -> Path:
    """The folder as a process that dies now leaves it."""
    shutil.copytree(vault.path, copy)
    return copy


# --- what is written when


def test_events_are_in_the_file_as_soon_as_they_are_committed(vault: Vault) -> None:
    before = len(frames_of(vault.path))
    vault.append_ledger("unlocked")
    with vault.transaction():
        vault.append_ledger("one")
        vault.append_ledger("two")
        assert len(frames_of(vault.path)) == before + 1
    assert len(frames_of(vault.path)) == before + 3
    assert vault.check() == []


def test_what_was_rolled_back_is_in_no_file(vault: Vault) -> None:
    vault.append_ledger("unlocked")
    before = frames_of(vault.path)
    with suppress(KeyError), vault.transaction():
        vault.append_ledger("never")
        raise KeyError
    assert frames_of(vault.path) == before
    vault.append_ledger("later")
    assert vault.check() == []


def test_a_lock_ends_the_file_with_a_checkpoint_and_the_seal_over_the_pages(vault: Vault, vault_path: Path) -> None:
    vault.append_ledger("unlocked")
    vault.lock()
    assert [one.kind for one in frames_of(vault_path)][-3:] == [Kind.ENTRY, Kind.CHECKPOINT, Kind.CLOSE]


def test_every_sixty_four_events_the_file_is_signed_and_synced(vault: Vault) -> None:
    first = state(vault).last.number
    for number in range(64):
        vault.append_ledger("unlocked", attempts=number)
    assert frames_of(vault.path)[-1].kind is Kind.CHECKPOINT
    assert state(vault).kept == state(vault).last
    assert state(vault).last.number > first + 64
    assert vault._store.connection.value("SELECT count(*) FROM ledger_pending") == 0


def test_facts_longer_than_a_block_take_more(vault: Vault) -> None:
    vault.append_ledger("export", recipients=" ".join(["0123456789abcdef"] * 60))
    assert frames_of(vault.path)[-1].blocks == 3
    assert vault.check() == []


def test_reading_only_writes_nothing(vault_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in vault_path.iterdir()}
    vault = Vault.open(vault_path, passphrase(), read_only=True)
    assert notices(vault) == []
    assert vault.check() == []
    vault.lock()
    assert {path.name: path.read_bytes() for path in vault_path.iterdir()} == before


# --- crashes


def test_a_clean_lock_and_a_killed_process_are_both_opened_without_a_word(vault: Vault, tmp_path: Path) -> None:
    for round_ in range(3):
        vault.append_ledger("unlocked", attempts=round_)
        later = reopen(killed(vault, tmp_path / f"killed-{round_}"))
        assert notices(later) == []
        assert later.ledger() == vault.ledger()
        assert later.check() == []
        later.lock()
        again = reopen(tmp_path / f"killed-{round_}")
        assert (notices(again), again.check()) == ([], [])
        again.lock()


@pytest.mark.parametrize("lost", [1, 700, 4000])
@pytest.mark.parametrize("filled", [b"", b"\0", b"\xa5"], ids=["cut", "zeros", "garbage"])
def test_what_a_power_failure_took_from_the_end_is_written_again(
    vault: Vault, tmp_path: Path, lost: int, filled: bytes
) -> None:
    for number in range(10):
        vault.append_ledger("unlocked", attempts=number)
    copy = killed(vault, tmp_path / "killed")
    whole = (copy / "audit.fnl").read_bytes()
    (copy / "audit.fnl").write_bytes(whole[:-lost] + filled * lost)
    later = reopen(copy)
    assert (notices(later), later.check()) == ([], [])
    assert (copy / "audit.fnl").read_bytes() == whole
    later.lock()


def test_a_new_vault_whose_file_was_never_synced_gets_it_again(tmp_path: Path, vault: Vault) -> None:
    copy = killed(vault, tmp_path / "killed")
    later = reopen(copy)
    later.lock()
    assert frames_of(copy)[0].kind is Kind.EPOCH


def _until(step: str) -> Callable[[Opened], None]:
    """A lock that dies after a step: begun (nothing of it durable in the file), or before the pages are sealed."""

    def close(opened: Opened) -> None:
        closing = ledger_closing.begin(opened.store)
        assert closing is not None
        opened.store.connection.close()
        opened.store.keys.wipe()
        if step == "torn":
            with (opened.path / "audit.fnl").open("ab") as file:
                file.write(b"FNL1 half a frame")

    return close


@pytest.mark.parametrize("step", ["begun", "torn"])
def test_a_lock_that_was_cut_off_is_told_once(vault: Vault, tmp_path: Path, step: str) -> None:
    vault.append_ledger("unlocked")
    opened = vault._live
    _until(step)(opened)
    copy = tmp_path / "killed"
    shutil.copytree(vault.path, copy)
    later = reopen(copy)
    assert notices(later) == [NoticeKind.CLOSE_MISSING]
    assert [problem.area for problem in later.check()] == [Area.LEDGER]
    later.lock()
    again = reopen(copy)
    assert (notices(again), again.check()) == ([], [])
    again.lock()


def test_a_full_disk_keeps_nobody_out(vault_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, "write", full)
        vault = reopen(vault_path)
        vault.append_ledger("unlocked")
        assert vault.record(OPEN_RECORD).body.text
    vault.append_ledger("later")
    assert vault.check() == []
    vault.lock()
    again = reopen(vault_path)
    assert (notices(again), again.check()) == ([], [])
    again.lock()


def test_what_is_cut_off_after_the_last_sync_is_written_again(vault_path: Path) -> None:
    """The database has it still; only the last mark of the lock is lost."""
    whole = (vault_path / "audit.fnl").read_bytes()
    (vault_path / "audit.fnl").write_bytes(whole[: 2 * BLOCK])
    vault = reopen(vault_path)
    assert notices(vault) == [NoticeKind.CLOSE_MISSING]
    assert (vault_path / "audit.fnl").read_bytes().startswith(whole[:-BLOCK])
    vault.lock()


@pytest.mark.parametrize("place", [60, 700, 1500])
def test_a_flipped_bit_anywhere_is_found_by_the_check(kept_path: Path, place: int) -> None:
    vault = reopen(kept_path)
    data = bytearray((kept_path / "audit.fnl").read_bytes())
    data[place] ^= 4
    (kept_path / "audit.fnl").write_bytes(data)
    assert {problem.area for problem in vault.check()} == {Area.LEDGER}
    vault.lock()


def test_a_file_that_was_exchanged_while_the_vault_is_open_is_found_by_the_check(
    kept_path: Path, tmp_path: Path
) -> None:
    vault = reopen(kept_path)
    copy = Vault.open(shutil.copytree(kept_path, tmp_path / "copy"), passphrase())
    for other, event in ((vault, "one"), (copy, "two")):
        other.append_ledger(event)
        other.log.checkpoint()
    copy.lock()
    assert vault.check() == []
    shutil.copy(tmp_path / "copy" / "audit.fnl", kept_path / "audit.fnl")
    assert {problem.area for problem in vault.check()} == {Area.LEDGER}
    vault.lock()


def test_a_checkpoint_on_a_full_disk_is_made_up_for(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> None:
        raise DiskFull

    vault.append_ledger("unlocked")
    with monkeypatch.context() as broken:
        broken.setattr("fieldnotes.vault.ledger.ledger_file.LedgerFile.sync", full)
        note = vault.log.checkpoint()
    assert state(vault).kept != state(vault).last
    vault.append_ledger("later")
    assert state(vault).kept == state(vault).last
    assert note != vault.log.checkpoint()


# --- what does not fit


def test_a_missing_file_is_told_and_begun_anew(vault_path: Path) -> None:
    (vault_path / "audit.fnl").unlink()
    vault = reopen(vault_path)
    assert notices(vault) == [NoticeKind.FILE_MISSING]
    assert vault.ledger()[-1].facts["what"] == "file-missing"
    assert {problem.area for problem in vault.check()} == {Area.LEDGER}
    vault.lock()
    again = reopen(vault_path)
    assert (notices(again), again.check()) == ([], [])
    assert len(frames_of(vault_path)[0].payload) > 0
    again.lock()


@pytest.fixture
def kept_path(vault_path: Path) -> Path:
    """A vault whose file is known to be on the disk up to the last lock but one."""
    vault = reopen(vault_path)
    vault.append_ledger("unlocked")
    vault.lock()
    return vault_path


@pytest.mark.parametrize("what", ["flipped", "cut", "cut-in-frame", "emptied", "appended", "foreign", "link", "folder"])
def test_a_changed_file_is_told_and_kept_beside_a_new_one(kept_path: Path, tmp_path: Path, what: str) -> None:
    vault_path, path = kept_path, kept_path / "audit.fnl"
    data = bytearray(path.read_bytes())
    if what == "flipped":
        data[len(data) - 4 * BLOCK + 60] ^= 1
    elif what.startswith("cut"):
        del data[-5 * BLOCK + (7 if what == "cut-in-frame" else 0) :]
    elif what == "emptied":
        data.clear()
    elif what == "appended":
        data += os.urandom(BLOCK)
    elif what == "foreign":
        data[:] = os.urandom(len(data))
    path.write_bytes(data)
    if what in ("link", "folder"):
        path.rename(tmp_path / "elsewhere")
        path.symlink_to(tmp_path / "elsewhere") if what == "link" else path.mkdir()
    vault = reopen(vault_path)
    assert notices(vault) in ([NoticeKind.FILE_CHANGED], [NoticeKind.DATABASE_OLDER])
    aside = vault_path / "audit.fnl.1"
    if aside.is_file() and what != "link":
        assert aside.read_bytes() == bytes(data)
    assert vault.ledger()[-1].event == "alarm"
    assert vault.check() != []
    vault.lock()
    again = reopen(vault_path)
    assert (notices(again), again.check()) == ([], [])
    again.lock()


def test_an_epoch_of_a_number_that_nobody_can_follow_is_not_gone_on_from(vault_path: Path) -> None:
    last = frames_of(vault_path)[-1]
    payload = canonical({"capsule": "", "continues": "", "epoch": 2**63 - 1})
    with (vault_path / "audit.fnl").open("ab") as file:
        file.write(Frame(Kind.EPOCH, last.number + 1, last.digest, payload).encoded())

    vault = reopen(vault_path)

    assert notices(vault) == [NoticeKind.FILE_CHANGED]
    vault.lock()
    again = reopen(vault_path)
    assert (notices(again), again.check(), state(again).epoch) == ([], [], 2)
    again.lock()


def test_an_old_file_under_a_new_database_is_told(vault_path: Path) -> None:
    old = (vault_path / "audit.fnl").read_bytes()
    for title in ("Yeni iş", "Başqa iş"):
        vault = reopen(vault_path)
        vault.add_case(title)
        vault.lock()
    (vault_path / "audit.fnl").write_bytes(old)
    later = reopen(vault_path)
    assert notices(later) == [NoticeKind.FILE_CHANGED]
    later.lock()


def test_an_old_database_under_a_new_file_is_told_and_the_file_goes_on(vault_path: Path) -> None:
    old = (vault_path / "vault.db").read_bytes()
    vault = reopen(vault_path)
    vault.add_case("Yeni iş")
    vault.append_ledger("unlocked")
    vault.lock()
    newer = (vault_path / "audit.fnl").read_bytes()
    (vault_path / "vault.db").write_bytes(old)

    later = reopen(vault_path)
    (notice,) = later.log.notices
    assert (notice.kind, notice.count) == (NoticeKind.DATABASE_OLDER, 2)
    assert "2 events" in notice.sentence_text()
    assert notice.hint_text()
    assert (vault_path / "audit.fnl").read_bytes().startswith(newer)
    assert {problem.area for problem in later.check()} == {Area.STATE}
    later.add_case("Davam")
    later.lock()
    again = reopen(vault_path)
    assert (notices(again), again.check()) == ([], [])
    assert [one.event for one in again.ledger()][-2:] == ["alarm", "case"]
    again.lock()


def test_both_old_together_open_without_a_word(vault_path: Path) -> None:
    """Nothing in the folder can tell; a checkpoint that somebody else keeps does."""
    old = {path.name: path.read_bytes() for path in vault_path.iterdir()}
    vault = reopen(vault_path)
    vault.add_case("Yeni iş")
    vault.lock()
    for name, data in old.items():
        (vault_path / name).write_bytes(data)
    later = reopen(vault_path)
    assert (notices(later), later.check()) == ([], [])
    later.lock()
