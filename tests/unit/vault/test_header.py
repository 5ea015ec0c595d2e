from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fieldnotes.crypto import kdf
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import FieldNotesError, HeaderDamaged, VaultTooNew, WrongPassphrase
from fieldnotes.vault.canonical import canonical, encode
from fieldnotes.vault.keys import header
from fieldnotes.vault.slots import slots
from fieldnotes.vault.slots.slots import Credentials
from fieldnotes.vault.vault import Vault
from tests.helpers.vaults import DEVICE, cheap_kdf, passphrase, reopen


def _leaves(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict):
        for name, child in value.items():
            yield from _leaves(child, (*path, name))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _leaves(child, (*path, index))
    else:
        yield path


def _altered(raw: dict[str, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
    """The header with one leaf changed to another value of the same type."""
    changed = copy.deepcopy(raw)
    holder: Any = changed
    for step in path[:-1]:
        holder = holder[step]
    leaf = holder[path[-1]]
    holder[path[-1]] = leaf + 1 if isinstance(leaf, int) else ("B" if leaf[:1] != "B" else "C") + leaf[1:]
    return changed


def _write(folder: Path, raw: dict[str, Any], *, fix_sum: bool = True) -> None:
    if fix_sum:
        raw = raw | {"sum": header._sum(raw)}
    (folder / header.FILE_NAME).write_bytes(canonical(raw))


def _read(folder: Path) -> dict[str, Any]:
    raw: dict[str, Any] = json.loads((folder / header.FILE_NAME).read_bytes())
    return raw


def test_an_accidental_change_of_any_leaf_is_damage_not_a_wrong_passphrase(vault_path: Path) -> None:
    raw = _read(vault_path)
    for path in _leaves(raw):
        if path in (("version",), ("min_reader",)):
            continue
        _write(vault_path, _altered(raw, path), fix_sum=False)
        with pytest.raises(HeaderDamaged):
            Vault.info(vault_path) if path != ("mac",) else reopen(vault_path)


def test_a_deliberate_change_of_any_leaf_is_refused(vault_path: Path) -> None:
    """Somebody who alters the header can also make the checksum fit; without the master key the seal does not."""
    raw, refused = _read(vault_path), 0
    for path in _leaves(raw):
        if path == ("sum",):
            continue
        _write(vault_path, _altered(raw, path))
        with pytest.raises((HeaderDamaged, WrongPassphrase, VaultTooNew)):
            reopen(vault_path)
        refused += 1
    assert refused > 35
    _write(vault_path, raw)
    reopen(vault_path).lock()


def test_every_flipped_byte_is_refused_without_a_passphrase(vault_path: Path) -> None:
    data = (vault_path / header.FILE_NAME).read_bytes()
    mac = data.index(b'"mac":"') + 7
    for position in range(len(data)):
        if mac <= position < mac + 44:
            continue
        with pytest.raises((HeaderDamaged, VaultTooNew)):
            header.parse(data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :])


def test_cut_headers_are_damaged(vault_path: Path) -> None:
    data = (vault_path / header.FILE_NAME).read_bytes()
    for length in (0, 1, 100, len(data) - 1):
        with pytest.raises(HeaderDamaged):
            header.parse(data[:length])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b"null",
        b'{"magic":"FNV1","magic":"FNV1"}',
        b'{"magic": "FNV1"}',
        b'{"magic":"FNV1","version":1.0}',
        b'{"magic":"FNV1","version":NaN}',
        b'{"magic":"FNV1","version":true}',
        b'{"magic":"FNV1","version":' + b"9" * 5000 + b"}",
        b"[" * 60_000,
        b'{"a":' * 12_000,
        b'{"magic":"KDBX"}',
    ],
)
def test_what_is_not_a_header_is_damage(data: bytes) -> None:
    with pytest.raises(HeaderDamaged):
        header.parse(data)


def test_a_header_that_is_too_long_is_refused(vault_path: Path) -> None:
    (vault_path / header.FILE_NAME).write_bytes(b" " * (header.LIMIT_BYTES + 1))
    with pytest.raises(HeaderDamaged):
        Vault.info(vault_path)


@pytest.mark.parametrize("field", ["version", "min_reader"])
def test_a_header_for_a_later_reader_says_so(vault_path: Path, field: str) -> None:
    _write(vault_path, _read(vault_path) | {field: header.FORMAT + 1})
    with pytest.raises(VaultTooNew) as caught:
        Vault.info(vault_path)
    assert caught.value.params["found"] == header.FORMAT + 1


def _cost(name: str, value: object) -> Callable[[dict[str, Any]], None]:
    return lambda raw: raw["slots"][0]["kdf"].__setitem__(name, value)


@pytest.mark.parametrize(
    "change",
    [
        _cost("m", kdf.OPEN_FLOOR_KIB - 1),
        _cost("m", kdf.MEMORY_CEILING_KIB + 1),
        _cost("t", 1),
        _cost("t", 65),
        _cost("p", 17),
        _cost("p", 0),
        _cost("salt", encode(b"short")),
        _cost("alg", "pbkdf2"),
        _cost("m", "524288"),
        lambda raw: raw["slots"].clear(),
        lambda raw: raw["slots"].extend(raw["slots"] * 4),
        lambda raw: raw["slots"][0].__setitem__("opens", "everything"),
        lambda raw: raw["keys"]["db"].clear(),
        lambda raw: raw["keys"]["db"][0].__setitem__("file", "../elsewhere.db"),
        lambda raw: raw["keys"]["lk"].__setitem__("4", raw["keys"]["lk"]["3"]),
        lambda raw: raw["log"].clear(),
        lambda raw: raw.__setitem__("gen", 0),
        lambda raw: raw.__setitem__("cipher", {}),
    ],
)
def test_costs_and_shapes_outside_the_rules_are_refused(
    vault_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    raw = _read(vault_path)
    change(raw)
    _write(vault_path, raw)
    with pytest.raises(HeaderDamaged):
        Vault.info(vault_path)


def test_an_unknown_slot_type_is_kept_and_covered_by_the_seal(vault_path: Path) -> None:
    vault = reopen(vault_path)
    master = vault._store.keys.master.copy()
    vault.lock()
    raw = _read(vault_path)
    raw["slots"].append({"id": 3, "type": "later", "opens": "vmk", "ct": "later"})
    raw |= {"sum": header._sum(raw)}
    found = header.parse(canonical(raw | {"mac": header._mac(raw, master)}))
    header.authenticate(found, master)
    assert found.slot_types == ("passphrase", "passphrase", "later")
    assert len(found.slots) == 2
    with pytest.raises(HeaderDamaged):
        header.authenticate(header.parse(canonical(raw)), master)


def test_a_right_passphrase_on_an_altered_key_is_damage() -> None:
    vault_id = bytes(16)
    who = Credentials(passphrase=passphrase())
    slot = slots.for_passphrase(Secret.random(), who, slot_id=1, opens="vmk", params=cheap_kdf(), vault_id=vault_id)
    broken = replace(slot, wrapped=slot.wrapped[:-1] + b"\0")
    with pytest.raises(HeaderDamaged):
        slots.unlock(who, [broken], vault_id=vault_id)


def test_an_older_header_put_back_is_noticed(vault_path: Path) -> None:
    vault = reopen(vault_path)
    vault._store.set_meta("header_generation", "2")
    vault.lock()
    with pytest.raises(HeaderDamaged):
        reopen(vault_path)


def test_another_header_of_the_same_generation_is_noticed(vault_path: Path) -> None:
    vault = reopen(vault_path)
    vault._store.set_meta("header_sha256", "0" * 64)
    vault.lock()
    with pytest.raises(HeaderDamaged):
        reopen(vault_path)


def test_an_older_database_put_back_is_noticed(vault_path: Path) -> None:
    vault = reopen(vault_path)
    vault._store.set_meta("header_generation", "-1")
    vault.lock()
    with pytest.raises(FieldNotesError) as caught:
        reopen(vault_path)
    assert caught.value.code == "vault-damaged"


def test_a_header_saved_just_before_a_crash_is_noted_at_the_next_unlock(vault_path: Path) -> None:
    vault = reopen(vault_path)
    vault._store.set_meta("header_generation", "0")
    vault._store.set_meta("header_sha256", "")
    vault.lock()
    vault = reopen(vault_path)
    assert vault.facts().database_generation == vault.facts().header_generation == 1
    vault.lock()


def test_the_header_file_is_verified_while_the_vault_is_open(vault: Vault) -> None:
    vault.verify_header()
    path = vault.path / header.FILE_NAME
    good = path.read_bytes()
    raw = _read(vault.path)
    for leaf in _leaves(raw):
        _write(vault.path, _altered(raw, leaf), fix_sum=leaf != ("sum",))
        with pytest.raises(HeaderDamaged):
            vault.verify_header()
    path.unlink()
    with pytest.raises(HeaderDamaged):
        vault.verify_header()
    path.write_bytes(good)
    vault.verify_header()
    vault._store.set_meta("header_sha256", "0" * 64)
    with pytest.raises(HeaderDamaged):
        vault.verify_header()


def test_info_needs_no_secret_and_changes_nothing(vault_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in vault_path.iterdir()}
    info = Vault.info(vault_path)
    assert [(slot.id, slot.opens) for slot in info.slots] == [(1, "vmk"), (2, "sealed")]
    first, second = (slot.kdf for slot in info.slots)
    assert first is not None
    assert second is not None
    assert first.salt != second.salt
    assert info.signing_public == DEVICE.signing_public
    assert len(info.created) == len("2026-11")
    assert {path.name: path.read_bytes() for path in vault_path.iterdir()} == before
