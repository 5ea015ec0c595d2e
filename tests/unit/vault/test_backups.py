"""A backup is a whole vault: proved when made, opened by its passphrase alone, and never half there."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fieldnotes import clock
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import (
    AlreadyExists,
    BackupDamaged,
    BackupPlaceRefused,
    CannotWrite,
    DiskFull,
    NotABackup,
    WrongPassphrase,
    WrongSealedPassphrase,
)
from fieldnotes.files import atomic_write
from fieldnotes.progress import Cancelled, Watch
from fieldnotes.vault.backup import backup_copy, backup_folder, backup_manifest
from fieldnotes.vault.backup.backups import Backup, Schedule, State
from fieldnotes.vault.slots.slots import Credentials
from fieldnotes.vault.vault import Vault
from tests.helpers.vaults import (
    HIDDEN_RECORD,
    OPEN_RECORD,
    ROOT,
    add_testimony,
    files_with,
    passphrase,
    reopen,
    sealed_passphrase,
)

NOON = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Where backups go."""
    place = tmp_path / "stick"
    place.mkdir()
    return place


@pytest.fixture
def made(sealed_vault: Vault, stick: Path) -> Backup:
    with clock.fixed(NOON):
        return sealed_vault.backups.make(stick, Watch())[0]


def typed() -> Credentials:
    return Credentials(passphrase=passphrase())


def typed_sealed() -> Credentials:
    return Credentials(passphrase=sealed_passphrase())


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


# --- making -------------------------------------------------------------------------------------------------------


def test_a_backup_is_a_private_folder_of_the_vaults_files(made: Backup, stick: Path) -> None:
    assert made.path == stick / "study-20261122-120000.fnbackup"
    assert made.path.stat().st_mode & 0o777 == 0o700
    names = {path.name for path in made.path.iterdir()}
    assert {"header.fnv", "vault.db", "backup.json"} <= names <= {"header.fnv", "vault.db", "backup.json", "audit.fnl"}
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in made.path.iterdir())
    assert made.state is State.PRESENT
    assert made.current
    assert made.bytes == sum(path.stat().st_size for path in made.path.iterdir() if path.name != "backup.json")


def test_nothing_in_a_backup_can_be_read_without_its_passphrase(made: Backup, stick: Path) -> None:
    words = ["Şəfiqə", "Gəncə", "İlk söhbət", "toyda", "Nurlanqızı"]
    assert files_with(stick, words) == set()
    assert b"record" not in (made.path / "backup.json").read_bytes()


def test_renamed_by_hand_it_opens_as_a_vault(made: Backup, tmp_path: Path) -> None:
    by_hand = tmp_path / "by hand.fieldnotes"
    made.path.rename(by_hand)

    vault = reopen(by_hand)
    vault.open_sealed(sealed_passphrase())

    assert vault.record(OPEN_RECORD).body.text
    assert vault.record(HIDDEN_RECORD).body.text == "Qardaşının toyda işlədiyini danışdı."
    assert vault.check() == []
    assert vault._live.notices == ()
    vault.lock()


def test_it_is_made_without_the_sealed_compartment_too(vault: Vault, stick: Path) -> None:
    backup, proof = vault.backups.make(stick, Watch())

    assert not proof.sealed
    _, proved = vault.backups.test(backup.id, typed(), sealed=typed_sealed(), watch=Watch())
    assert proved.sealed


def test_a_backup_inside_the_vault_or_nowhere_is_refused(vault: Vault, vault_path: Path, tmp_path: Path) -> None:
    inside = vault_path / "inside"
    inside.mkdir()
    link = tmp_path / "link"
    link.symlink_to(inside)
    for place in (vault_path, inside, link):
        with pytest.raises(BackupPlaceRefused):
            vault.backups.make(place, Watch())
    with pytest.raises(CannotWrite):
        vault.backups.make(tmp_path / "no stick", Watch())
    assert list(inside.iterdir()) == []


def test_a_full_disk_a_cancelled_copy_or_a_clash_leaves_nothing(
    vault: Vault, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 0})())
        with pytest.raises(DiskFull):
            vault.backups.make(stick, Watch())
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        vault.backups.make(stick, watch)
    assert list(stick.iterdir()) == []
    with clock.fixed(NOON):
        vault.backups.make(stick, Watch())
        with pytest.raises(AlreadyExists):
            vault.backups.make(stick, Watch())
    assert len(list(stick.iterdir())) == len(vault.backups.all()) == 1


def test_what_an_interrupted_backup_left_is_removed_by_the_next(
    vault: Vault, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    foreign = stick / "other-20260101-000000.fnbackup.new"
    foreign.mkdir()
    (foreign / "notes.txt").write_text("not ours")
    with monkeypatch.context() as patch:
        patch.setattr(backup_folder, "rename", _die)
        patch.setattr(backup_folder, "discard", lambda _: None)
        with pytest.raises(KeyboardInterrupt):
            vault.backups.make(stick, Watch())
    assert len(list(stick.glob("study-*.new"))) == 1

    vault.backups.make(stick, Watch())

    assert list(stick.glob("study-*.new")) == []
    assert (foreign / "notes.txt").exists()


def _die(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_disk_that_gives_back_something_else_makes_no_backup(
    vault: Vault, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def failing(path: Path, data: bytes) -> None:
        atomic_write(path, data)
        if path.name == backup_manifest.FILE_NAME:
            flip(path.with_name("vault.db"), 5000)

    monkeypatch.setattr("fieldnotes.vault.backup.backup_copy.atomic_write", failing)
    with pytest.raises(BackupDamaged):
        vault.backups.make(stick, Watch())
    assert list(stick.iterdir()) == []
    assert vault.backups.all() == []


def test_one_damaged_record_does_not_prevent_a_copy_of_all_others(vault: Vault, stick: Path) -> None:
    vault._store.connection.write("UPDATE body SET blob = zeroblob(300) WHERE record_row = 1")

    backup, proof = vault.backups.make(stick, Watch())

    assert proof.problems == (f"seal: {OPEN_RECORD}",)
    assert backup.state is State.PRESENT


# --- proving ------------------------------------------------------------------------------------------------------


def test_a_drill_says_what_was_proved_and_changes_nothing(made: Backup, sealed_vault: Vault) -> None:
    before = {path.name: path.read_bytes() for path in made.path.iterdir()}

    tested, proof = sealed_vault.backups.test(made.id, typed(), sealed=typed_sealed(), watch=Watch())

    assert tested.tested
    assert proof.sealed
    assert proof.problems == ()
    assert proof.manifest.rows["record"] == 2
    assert proof.manifest.rows["entry"] == 1
    assert {path.name: path.read_bytes() for path in made.path.iterdir()} == before
    assert sealed_vault.ledger()[-1].event == "backup-tested"


def test_a_drill_with_the_wrong_words_fails_plainly(made: Backup) -> None:
    wrong = Credentials(passphrase=Secret.of("səhv parol, dörd söz"))
    with pytest.raises(WrongPassphrase):
        backup_copy.prove(made.path, wrong, watch=Watch())
    with pytest.raises(WrongSealedPassphrase):
        backup_copy.prove(made.path, typed(), sealed=wrong, watch=Watch())


def test_any_flipped_byte_anywhere_is_found(made: Backup, tmp_path: Path) -> None:
    for name in sorted(path.name for path in made.path.iterdir()):
        size = (made.path / name).stat().st_size
        for at in (0, size // 2, size - 1):
            copy = tmp_path / "copy.fnbackup"
            shutil.copytree(made.path, copy)
            flip(copy / name, at)
            with pytest.raises((BackupDamaged, WrongPassphrase)) as found:
                backup_copy.prove(copy, typed(), watch=Watch())
            assert found.type is BackupDamaged or name == "header.fnv"
            shutil.rmtree(copy)


@pytest.mark.parametrize("name", ["header.fnv", "vault.db", "backup.json"])
def test_a_missing_or_cut_file_is_found(made: Backup, name: str) -> None:
    path = made.path / name
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(BackupDamaged):
        backup_copy.prove(made.path, typed(), watch=Watch())
    path.unlink()
    with pytest.raises((BackupDamaged, NotABackup)):
        backup_copy.prove(made.path, typed(), watch=Watch())


def test_a_database_of_another_backup_does_not_pass(sealed_vault: Vault, made: Backup, stick: Path) -> None:
    add_testimony(sealed_vault, "Sonra", "Yeni mətn.")
    with clock.fixed(NOON.replace(hour=13)):
        later, _ = sealed_vault.backups.make(stick, Watch())
    (later.path / "vault.db").write_bytes((made.path / "vault.db").read_bytes())
    with pytest.raises(BackupDamaged):
        backup_copy.prove(later.path, typed(), watch=Watch())


# --- restoring ----------------------------------------------------------------------------------------------------


def test_a_restored_vault_has_everything_and_says_where_it_came_from(made: Backup, tmp_path: Path) -> None:
    target = tmp_path / "again.fieldnotes"

    backup_copy.restore(made.path, target, typed(), sealed=typed_sealed(), watch=Watch())

    vault = reopen(target)
    vault.open_sealed(sealed_passphrase())
    assert vault.record(HIDDEN_RECORD).body.text == "Qardaşının toyda işlədiyini danışdı."
    assert [entry.facts["backup"] for entry in vault.ledger() if entry.event == "restored-from"] == [made.id]
    assert vault._live.notices == ()
    add_testimony(vault, "Sonra", "Yeni mətn.")
    assert vault.check() == []
    vault.lock()
    assert not target.with_name(target.name + ".new").exists()
    assert made.path.is_dir()


def test_nothing_is_ever_written_over(made: Backup, vault_path: Path, tmp_path: Path) -> None:
    with pytest.raises(AlreadyExists):
        backup_copy.restore(made.path, vault_path, typed(), watch=Watch())
    other = tmp_path / "a file"
    other.write_text("x")
    with pytest.raises(AlreadyExists):
        backup_copy.restore(made.path, other, typed(), watch=Watch())


def test_a_failed_restore_leaves_nothing(made: Backup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "place"
    place.mkdir()
    target = place / "again.fieldnotes"
    with monkeypatch.context() as patch:
        patch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 0})())
        with pytest.raises(DiskFull):
            backup_copy.restore(made.path, target, typed(), watch=Watch())
    with pytest.raises(WrongPassphrase):
        backup_copy.restore(made.path, target, typed_sealed(), watch=Watch())
    flip(made.path / "vault.db", 9000)
    with pytest.raises(BackupDamaged):
        backup_copy.restore(made.path, target, typed(), watch=Watch())
    assert list(place.iterdir()) == []


def test_a_backup_of_format_1_is_proved_and_restored_for_ever(tmp_path: Path) -> None:
    old, target = ROOT / "tests" / "vaults" / "backup-v1.fnbackup", tmp_path / "again.fieldnotes"

    proof = backup_copy.prove(old, typed(), sealed=typed_sealed(), watch=Watch())
    backup_copy.restore(old, target, typed(), sealed=typed_sealed(), watch=Watch())

    assert (proof.problems, proof.manifest.made) == ((), "2026-11-22T12:00:00Z")
    vault = reopen(target)
    vault.open_sealed(sealed_passphrase())
    assert vault.record(OPEN_RECORD).body.text == "O, 2016-cı ildə Gəncədən getdi."
    assert vault.record(HIDDEN_RECORD).body.text == "Qardaşının toyda işlədiyini danışdı."
    identity = vault.entry("S-001").identity
    assert identity is not None
    assert identity.names == ("Şəfiqə Nurlanqızı", "Шафига Нурланкызы")
    assert vault.check() == []
    vault.lock()


# --- the register -------------------------------------------------------------------------------------------------


def test_a_backup_that_was_made_but_not_written_down_is_found_again(vault: Vault, stick: Path) -> None:
    known, _ = vault.backups.make(stick, Watch())
    with clock.fixed(NOON):
        path, proof = backup_copy.make(vault._live, stick, Watch())

    assert vault.backups.discover() == [proof.manifest.id]

    assert {backup.path for backup in vault.backups.all()} == {known.path, path}
    assert vault.backups.discover() == []


def test_where_a_backup_is_now(made: Backup, sealed_vault: Vault, stick: Path) -> None:
    made.path.rename(stick / "elsewhere")
    assert sealed_vault.backups.get(made.id).state is State.MISSING
    stick.rename(stick.with_name("taken out"))
    assert sealed_vault.backups.get(made.id).state is State.UNREACHABLE


def test_current_until_something_is_written(made: Backup, sealed_vault: Vault) -> None:
    assert sealed_vault.backups.get(made.id).current
    sealed_vault.append_ledger("unlocked")
    assert sealed_vault.backups.get(made.id).current
    add_testimony(sealed_vault, "Sonra", "Yeni mətn.")
    assert not sealed_vault.backups.get(made.id).current


def test_rotation_removes_the_oldest_of_this_vault_and_never_the_last(sealed_vault: Vault, stick: Path) -> None:
    for hour in range(4):
        with clock.fixed(NOON.replace(hour=hour)):
            sealed_vault.backups.make(stick, Watch())
    newest, *_ = sealed_vault.backups.all()
    foreign = stick / "other-20200101-000000.fnbackup"
    shutil.copytree(newest.path, foreign)
    (foreign / "backup.json").write_text("{}")

    assert len(sealed_vault.backups.rotate(stick, 2)) == 2
    assert len(sealed_vault.backups.rotate(stick, 0)) == 1

    states = [backup.state for backup in sealed_vault.backups.all()]
    assert states == [State.PRESENT, State.REMOVED, State.REMOVED, State.REMOVED]
    assert sorted(path.name for path in stick.iterdir()) == sorted([newest.path.name, foreign.name])


def test_a_backup_that_somebody_works_in_is_not_removed(sealed_vault: Vault, stick: Path) -> None:
    with clock.fixed(NOON):
        old, _ = sealed_vault.backups.make(stick, Watch())
    reopen(old.path).lock()
    sealed_vault.backups.make(stick, Watch())

    assert sealed_vault.backups.rotate(stick, 1) == []
    again = reopen(old.path)
    assert again.check() == []
    again.lock()


def test_a_link_planted_where_backups_go_never_leads_to_the_vault(
    vault: Vault, vault_path: Path, stick: Path, tmp_path: Path
) -> None:
    (stick / "study-20200101-000000.fnbackup.new").symlink_to(vault_path)
    made, _ = vault.backups.make(stick, Watch())
    (tmp_path / "again.fieldnotes.new").symlink_to(vault_path)
    with pytest.raises(AlreadyExists):
        backup_copy.restore(made.path, tmp_path / "again.fieldnotes", typed(), watch=Watch())

    assert {"header.fnv", "vault.db"} <= {path.name for path in vault_path.iterdir()}
    assert vault.check() == []


def test_the_schedule_is_kept_and_can_be_taken_back(vault: Vault, vault_path: Path, stick: Path) -> None:
    assert not vault.backups.schedule
    vault.backups.set_schedule(Schedule(stick, 7, 3, elsewhere=False))
    vault.lock()
    again = reopen(vault_path)
    assert again.backups.schedule == Schedule(stick, 7, 3, elsewhere=False)
    again.backups.set_schedule(None)
    assert not again.backups.schedule
    assert again.check() == []
    again.lock()
