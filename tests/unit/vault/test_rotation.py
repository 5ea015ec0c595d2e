"""Keys change, everything stays readable, and whatever moment a crash chooses is finished by the next unlock."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fieldnotes.errors import DiskFull, SealedClosed
from fieldnotes.model.level import INDEXED_LEVELS, Level
from fieldnotes.model.query import parse
from fieldnotes.progress import Cancelled, Watch
from fieldnotes.vault.keys import header, rotation, sealed_values
from fieldnotes.vault.opened import NEW_DATABASE, change_header
from fieldnotes.vault.vault import Vault
from tests.helpers.vaults import (
    HIDDEN_RECORD,
    OPEN_RECORD,
    SOURCE,
    add_testimony,
    passphrase,
    reopen,
    sealed_passphrase,
)


def everything(vault: Vault) -> list[object]:
    return [
        vault.record(OPEN_RECORD).body,
        vault.record(HIDDEN_RECORD).body,
        vault.entry(SOURCE).identity,
        vault.cases(),
        vault.pseudonym_secret(),
        vault.device(),
    ]


def kids(vault: Vault, level: Level) -> set[int]:
    return {value.kid for value in sealed_values.all_of(vault._store, {level})}


def test_every_level_gets_a_new_key_and_nothing_else_changes(sealed_vault: Vault, vault_path: Path) -> None:
    before = everything(sealed_vault)
    blobs = sealed_vault._store.connection.rows("SELECT blob FROM body ORDER BY record_row")

    sealed_vault.rekeying.rotate_levels(list(Level))

    assert everything(sealed_vault) == before
    assert kids(sealed_vault, Level.INTERNAL) == kids(sealed_vault, Level.SEALED) == {2}
    assert sealed_vault._store.connection.rows("SELECT blob FROM body ORDER BY record_row") == blobs
    assert all(len(wrapped) == 1 for wrapped in header.load(vault_path).level_keys.values())
    sealed_vault.lock()
    again = reopen(vault_path)
    again.open_sealed(sealed_passphrase())
    assert everything(again) == before
    assert again.check() == []
    again.lock()


def test_the_old_key_opens_nothing_any_more(sealed_vault: Vault) -> None:
    old = dict(sealed_vault._store.keys._levels[Level.INTERNAL])[1]._secret.copy()
    sealed_vault.rekeying.rotate_levels([Level.INTERNAL])
    new = sealed_vault._store.keys._levels[Level.INTERNAL]
    assert set(new) == {2}
    assert not new[2]._secret.same_as(old)


def test_what_is_written_between_two_keys_goes_under_the_newer(sealed_vault: Vault, vault_path: Path) -> None:
    """The state after a crash between the header that lists both keys and the move of the values."""
    opened = sealed_vault._live
    both = {**opened.header.level_keys}
    for level in (Level.INTERNAL, Level.SEALED):
        both[level] = (*rotation._present(opened, level), rotation._fresh(opened, level))
    sealed_vault._opened = change_header(opened, replace(opened.header, level_keys=both))
    code = add_testimony(sealed_vault, "Yeni", "Arada yazıldı.")
    assert kids(sealed_vault, Level.INTERNAL) == {1, 2}
    sealed_vault.lock()

    again = reopen(vault_path)

    assert kids(again, Level.INTERNAL) == {2}
    assert kids(again, Level.SEALED) == {1}
    assert again.record(code).body.text == "Arada yazıldı."
    again.open_sealed(sealed_passphrase())
    assert kids(again, Level.SEALED) == {2}
    assert len(header.load(vault_path).level_keys[Level.SEALED]) == 1
    assert again.check() == []
    again.lock()


def test_sealed_is_rotated_only_while_it_is_open(vault: Vault) -> None:
    with pytest.raises(SealedClosed):
        vault.rekeying.rotate_levels([Level.SEALED])
    assert vault.check() == []


def test_the_database_is_written_afresh_under_another_key(sealed_vault: Vault, vault_path: Path) -> None:
    before = everything(sealed_vault)
    old_key = sealed_vault._store.connection._key.copy()

    sealed_vault.rekeying.rewrite_database()

    assert not sealed_vault._store.connection._key.same_as(old_key)
    assert everything(sealed_vault) == before
    assert sealed_vault.search(parse("Gəncədən"))
    add_testimony(sealed_vault, "Sonra", "Yeni açarla yazıldı.")
    sealed_vault.lock()
    assert sorted(path.name for path in vault_path.iterdir()) == ["audit.fnl", "header.fnv", "lock", "vault.db"]
    again = reopen(vault_path)
    assert len(header.load(vault_path).database_keys) == 1
    assert again.check() == []
    again.lock()


def test_a_crash_before_or_after_the_new_database_takes_its_place(
    sealed_vault: Vault, vault_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for moment in ("replace", "after"):
        with monkeypatch.context() as patch:
            if moment == "replace":
                patch.setattr(Path, "replace", _stop_at_database)
            else:
                patch.setattr(rotation, "sync_folder", _stop)
            with pytest.raises(KeyboardInterrupt):
                sealed_vault.rekeying.rewrite_database()
        sealed_vault._live.close()
        assert len(header.load(vault_path).database_keys) == 2

        again = reopen(vault_path)

        assert len(header.load(vault_path).database_keys) == 1
        assert not (vault_path / NEW_DATABASE).exists()
        assert again.record(OPEN_RECORD).body.text
        assert again.check() == []
        sealed_vault = again
        sealed_vault.open_sealed(sealed_passphrase())
    sealed_vault.lock()


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def _stop_at_database(self: Path, target: Path) -> Path:
    if self.name == NEW_DATABASE:
        raise KeyboardInterrupt
    self.rename(target)
    return target


def test_a_cancelled_or_impossible_copy_leaves_the_vault_as_it_was(
    sealed_vault: Vault, vault_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        sealed_vault.rekeying.rewrite_database(watch)
    with monkeypatch.context() as patch:
        patch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 0})())
        with pytest.raises(DiskFull):
            sealed_vault.rekeying.rewrite_database()

    assert not (vault_path / NEW_DATABASE).exists()
    assert len(header.load(vault_path).database_keys) == 1
    add_testimony(sealed_vault, "Sonra", "Yenə yazılır.")
    assert sealed_vault.check() == []


def test_a_vault_opened_for_reading_only_is_not_touched(vault_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in vault_path.iterdir()}
    vault_path.chmod(0o500)

    vault = Vault.open(vault_path, passphrase(), read_only=True)

    assert vault.record(OPEN_RECORD).body.text
    assert vault.check() == []
    vault.lock()
    vault_path.chmod(0o700)
    assert {path.name: path.read_bytes() for path in vault_path.iterdir()} == before
    assert set(INDEXED_LEVELS) <= set(header.load(vault_path).level_keys)
