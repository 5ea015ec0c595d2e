from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import (
    AlreadyExists,
    CannotWrite,
    NotAVault,
    VaultDamaged,
    VaultInUse,
    VaultLocked,
    VaultTooNew,
    WrongPassphrase,
    WrongSealedPassphrase,
)
from fieldnotes.progress import Cancelled, Watch
from fieldnotes.vault.check import Area
from fieldnotes.vault.vault import Vault
from tests.helpers.vaults import (
    CASE,
    DEVICE,
    OPEN_RECORD,
    PAGE,
    ROOT,
    add_testimony,
    cheap_kdf,
    make,
    passphrase,
    reopen,
    sealed_passphrase,
)

HOLD = """
import sys
from pathlib import Path
from tests.helpers.vaults import reopen
vault = reopen(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


def test_what_was_written_is_there_after_locking_and_unlocking(vault_path: Path) -> None:
    vault = reopen(vault_path)
    assert vault.case(CASE).title == "Gəncə işi"
    assert vault.record(OPEN_RECORD).body.text.startswith("O, 2016")
    assert vault.device() == DEVICE
    secret = vault.pseudonym_secret()
    assert len(secret) == 32
    vault.lock()
    vault = reopen(vault_path)
    assert vault.pseudonym_secret() == secret
    vault.lock()


def test_device_keys_do_not_show_themselves() -> None:
    assert "INVENTED" not in repr(DEVICE)


@pytest.mark.parametrize("typed", ["", "qirmizi alma yeddi çay", "qırmızı alma yeddi çay "])
def test_a_wrong_passphrase_says_so(vault_path: Path, typed: str) -> None:
    with pytest.raises(WrongPassphrase):
        Vault.open(vault_path, Secret.of(typed))
    reopen(vault_path).lock()


def test_the_sealed_passphrase_does_not_open_the_vault_nor_the_other_way_round(vault_path: Path) -> None:
    with pytest.raises(WrongPassphrase):
        Vault.open(vault_path, sealed_passphrase())
    vault = reopen(vault_path)
    with pytest.raises(WrongSealedPassphrase):
        vault.open_sealed(passphrase())
    assert not vault.sealed_is_open
    vault.lock()


def test_one_passphrase_may_open_both_compartments(tmp_path: Path) -> None:
    vault = Vault.create(tmp_path / "one.fieldnotes", passphrase(), kdf=cheap_kdf(), device=DEVICE)
    vault.open_sealed(passphrase())
    assert vault.sealed_is_open
    vault.lock()


def test_after_locking_every_use_is_refused(vault: Vault) -> None:
    vault.lock()
    vault.lock()
    for use in (vault.cases, vault.rows, vault.entries, vault.device, vault.ledger, vault.facts, vault.close_sealed):
        with pytest.raises(VaultLocked):
            use()
    assert not vault.sealed_is_open


def test_locking_wipes_every_key(sealed_vault: Vault) -> None:
    store = sealed_vault._store
    levels = [key._secret for keys in store.keys._levels.values() for key in keys.values()]
    held = [store.keys.master, store.connection._key, store.keys.sealed_master, *levels]
    assert len(held) == 8
    sealed_vault.lock()
    assert all(secret.wiped for secret in held)


def test_things_that_are_not_vaults_say_so(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("x")
    (tmp_path / "folder").mkdir()
    for name in ("a file", "folder", "missing"):
        with pytest.raises(NotAVault):
            Vault.open(tmp_path / name, passphrase())
        with pytest.raises(NotAVault):
            Vault.info(tmp_path / name)
    assert not any((tmp_path / "folder").iterdir())


def test_a_second_program_is_kept_out_until_the_first_is_gone(vault_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(vault_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(VaultInUse):
            reopen(vault_path)
        other.kill()
    reopen(vault_path).lock()


def test_folder_and_files_belong_to_the_user_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        vault = make(tmp_path / "new.fieldnotes")
        vault.add_case("iş")
    finally:
        os.umask(before)
    assert stat.S_IMODE(vault.path.stat().st_mode) == 0o700
    assert {path.name for path in vault.path.iterdir()} == {"header.fnv", "vault.db", "audit.fnl", "lock"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in vault.path.iterdir()} == {0o600}
    assert (vault.path / "lock").read_bytes() == b""
    vault.lock()


def test_creating_never_replaces_anything(vault_path: Path) -> None:
    before = (vault_path / "vault.db").read_bytes()
    with pytest.raises(AlreadyExists):
        make(vault_path)
    assert (vault_path / "vault.db").read_bytes() == before


def test_a_creation_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", refuse)
    with pytest.raises(Exception, match="disk is full"):
        make(tmp_path / "new.fieldnotes")
    assert list(tmp_path.iterdir()) == []


def test_what_an_interrupted_creation_left_is_replaced_but_strangers_files_are_not(tmp_path: Path) -> None:
    staging = tmp_path / "new.fieldnotes.new"
    staging.mkdir()
    (staging / "vault.db").write_bytes(b"half")
    make(tmp_path / "new.fieldnotes").lock()
    assert not staging.exists()
    staging = tmp_path / "other.fieldnotes.new"
    staging.mkdir()
    (staging / "notes.txt").write_text("mine")
    with pytest.raises(AlreadyExists):
        make(tmp_path / "other.fieldnotes")
    assert (staging / "notes.txt").read_text() == "mine"


def test_a_vault_is_not_made_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite):
        make(tmp_path / "missing" / "new.fieldnotes")


def test_unlocking_can_be_cancelled(vault_path: Path) -> None:
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        Vault.open(vault_path, passphrase(), watch=watch)
    reopen(vault_path).lock()


def test_leftovers_of_a_crash_are_removed_once_the_vault_is_open(vault_path: Path) -> None:
    for name in ("header.fnv.new", "header.fnv.prev"):
        (vault_path / name).write_bytes(b"old")
    reopen(vault_path).lock()
    assert {path.name for path in vault_path.iterdir()} == {"header.fnv", "vault.db", "audit.fnl", "lock"}


# --- damage


@pytest.mark.parametrize("length", [0, 1, 16, PAGE - 1, PAGE, 2 * PAGE, 3 * PAGE + 100])
def test_a_cut_database_is_damage_and_never_an_empty_vault(vault_path: Path, length: int) -> None:
    with (vault_path / "vault.db").open("r+b") as file:
        file.truncate(length)
    with pytest.raises(VaultDamaged):
        reopen(vault_path)
    assert (vault_path / "vault.db").stat().st_size == length


def test_a_missing_database_is_damage_and_is_not_made_anew(vault_path: Path) -> None:
    (vault_path / "vault.db").unlink()
    with pytest.raises(VaultDamaged):
        reopen(vault_path)
    assert not (vault_path / "vault.db").exists()


def test_something_appended_to_the_database_is_damage(vault_path: Path) -> None:
    with (vault_path / "vault.db").open("ab") as file:
        file.write(b"x")
    with pytest.raises(VaultDamaged):
        reopen(vault_path)


def test_the_database_of_another_vault_is_damage(vault_path: Path, tmp_path: Path) -> None:
    make(tmp_path / "other.fieldnotes").lock()
    shutil.copy(tmp_path / "other.fieldnotes" / "vault.db", vault_path / "vault.db")
    with pytest.raises(VaultDamaged):
        reopen(vault_path)


def test_a_plain_database_is_damage(vault_path: Path) -> None:
    (vault_path / "vault.db").write_bytes(b"SQLite format 3\0" + bytes(PAGE - 16))
    with pytest.raises(VaultDamaged):
        reopen(vault_path)


def _examined(path: Path) -> bool:
    """Whether opening or examining the vault reports damage to its pages."""
    try:
        vault = reopen(path)
    except VaultDamaged:
        return True
    try:
        return Area.PAGE in {problem.area for problem in vault.check()}
    except VaultDamaged:
        return True
    finally:
        vault.lock()


def test_a_flipped_bit_in_any_page_is_found(vault_path: Path) -> None:
    database = vault_path / "vault.db"
    good = database.read_bytes()
    pages = len(good) // PAGE
    for page in (0, 1, 2, pages // 2, pages - 2, pages - 1):
        for place in (0, 700, PAGE - 81, PAGE - 1):
            position = page * PAGE + place
            database.write_bytes(good[:position] + bytes([good[position] ^ 4]) + good[position + 1 :])
            assert _examined(vault_path), (page, place)
    database.write_bytes(good)
    assert not _examined(vault_path)


def test_swapped_and_blanked_pages_are_found(vault_path: Path) -> None:
    database = vault_path / "vault.db"
    good = database.read_bytes()
    pages = [good[start : start + PAGE] for start in range(0, len(good), PAGE)]
    pages[3], pages[4] = pages[4], pages[3]
    database.write_bytes(b"".join(pages))
    assert _examined(vault_path)
    pages[3], pages[4] = pages[4], bytes(PAGE)
    database.write_bytes(b"".join(pages))
    assert _examined(vault_path)


def test_damage_met_while_reading_closes_the_vault(vault_path: Path) -> None:
    vault = reopen(vault_path)
    for number in range(60):
        add_testimony(vault, f"söhbət {number}", "uzun söhbət " * 300)
    vault.lock()
    vault, database = reopen(vault_path), vault_path / "vault.db"
    good = database.read_bytes()
    database.write_bytes(good[:PAGE] + bytes(byte ^ 1 for byte in good[PAGE:]))
    with pytest.raises(VaultDamaged):
        vault.rows()
    with pytest.raises(VaultLocked):
        vault.cases()
    vault.lock()


def test_a_newer_schema_says_so(vault_path: Path) -> None:
    vault = reopen(vault_path)
    with vault._store.connection.allowing("schema"):
        vault._store.connection.rows("PRAGMA user_version=99")
    vault.lock()
    with pytest.raises(VaultTooNew) as caught:
        reopen(vault_path)
    assert caught.value.params["found"] == 99


def test_a_refused_vault_is_left_as_it_was(vault_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in vault_path.iterdir()}
    with pytest.raises(WrongPassphrase):
        Vault.open(vault_path, Secret.of("no"))
    assert {path.name: path.read_bytes() for path in vault_path.iterdir()} == before
