"""Checks of the header: from outside, and against the vault that was opened with it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fieldnotes.audit.checks import (
    h01_header_form,
    h02_key_derivation,
    h03_slots,
    h06_header_seal,
    h08_post_quantum,
    h09_sealed_slot,
)
from fieldnotes.audit.context import Context
from fieldnotes.audit.policy import Demands
from fieldnotes.audit.probes.process import Process
from fieldnotes.model.audit import Status
from fieldnotes.vault.canonical import canonical
from fieldnotes.vault.keys import header
from fieldnotes.vault.vault import Vault


@pytest.fixture
def outside(path: Path) -> Context:
    return Context(path, Process())


def rewritten(path: Path, **changes: Any) -> None:
    """Alter the header as somebody without the key could: everything fits but the seal."""
    raw = json.loads((path / "header.fnv").read_bytes())
    raw.update(changes)
    raw["sum"] = header._sum(raw)
    (path / "header.fnv").write_bytes(canonical(raw))


def slots(path: Path) -> list[dict[str, Any]]:
    found = json.loads((path / "header.fnv").read_bytes())["slots"]
    assert isinstance(found, list)
    return found


def costing(path: Path, *memory_kib: int) -> None:
    """Give the slots other costs of guessing than the tests' cheap ones."""
    changed = slots(path)
    for slot, memory in zip(changed, memory_kib, strict=True):
        slot["kdf"].update(m=memory, t=3, p=4)
    rewritten(path, slots=changed)


def test_a_whole_header_passes_from_outside(outside: Context) -> None:
    costing(outside.path, 256 * 1024, 512 * 1024)
    assert h01_header_form.run(outside).status is Status.PASS
    assert h02_key_derivation.run(outside).status is Status.PASS
    assert h03_slots.run(outside).status is Status.PASS


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda data: data[:-1], "header-damaged"),
        (lambda data: data.replace(b'"gen":1', b'"gen":2'), "header-damaged"),
        (lambda data: b" " + data, "header-damaged"),
        (lambda data: data.replace(b'"min_reader":2', b'"min_reader":9'), "vault-too-new"),
        (lambda data: b"{}", "header-damaged"),
    ],
)
def test_a_damaged_header_fails(outside: Context, damage: Any, code: str) -> None:
    file = outside.path / "header.fnv"
    file.write_bytes(damage(file.read_bytes()))
    found = h01_header_form.run(outside)
    assert (found.status, found.measured) == (Status.FAIL, code)


def test_a_cheap_slot_fails(outside: Context) -> None:
    costing(outside.path, 256 * 1024, 256 * 1024 - 1)
    found = h02_key_derivation.run(outside)
    assert (found.status, found.measured) == (Status.FAIL, "1 of 2 passphrase slots below the limit")


@pytest.mark.parametrize(("limit", "value"), [("kdf_memory_mib", 512), ("kdf_iterations", 4), ("kdf_lanes", 8)])
def test_slots_are_held_to_the_policy(outside: Context, limit: str, value: int) -> None:
    costing(outside.path, 256 * 1024, 256 * 1024)
    changes: dict[str, Any] = {limit: value}
    stricter = replace(outside.policy, **changes)
    assert h02_key_derivation.run(replace(outside, demands=Demands(stricter))).status is Status.FAIL


def test_a_slot_that_costs_what_the_policy_asks_for_passes(outside: Context) -> None:
    costing(outside.path, 512 * 1024, 512 * 1024)
    exactly = replace(outside.policy, kdf_memory_mib=512, kdf_iterations=3, kdf_lanes=4)
    assert h02_key_derivation.run(replace(outside, demands=Demands(exactly))).status is Status.PASS


def test_a_vault_that_opens_with_the_keyring_only_fails(outside: Context) -> None:
    both = slots(outside.path)
    rewritten(outside.path, slots=[{**both[0], "factors": ["pw", "keyring"]}, both[1]])
    assert h03_slots.run(outside).status is Status.FAIL


def test_a_public_key_of_another_kind_is_found(outside: Context) -> None:
    assert h08_post_quantum.run(outside).status is Status.NOT_APPLICABLE
    older = {"id": 3, "type": "hpke-two", "opens": "vmk", "suite": "x25519"}
    rewritten(outside.path, slots=[*slots(outside.path), older])
    found = h08_post_quantum.run(outside)
    assert (found.status, found.measured) == (Status.FAIL, "1 slots and 0 recipients, 1 of another kind")


def test_a_sealed_compartment_that_opens_with_the_vault_fails(outside: Context) -> None:
    master, sealed = slots(outside.path)
    rewritten(outside.path, slots=[master, {**sealed, "ct": master["ct"]}])
    assert h09_sealed_slot.run(outside).status is Status.FAIL
    rewritten(outside.path, slots=[master])
    assert h09_sealed_slot.run(outside).status is Status.FAIL  # nothing opens it at all


def test_a_missing_doubled_or_strange_slot_is_found(outside: Context) -> None:
    both = slots(outside.path)
    rewritten(outside.path, slots=both[:1])
    assert h03_slots.run(outside).status is Status.FAIL
    rewritten(outside.path, slots=[*both, {**both[0], "id": 3}])
    assert h03_slots.run(outside).status is Status.WARN
    rewritten(outside.path, slots=[*both, {"id": 3, "type": "keyring", "opens": "vmk"}])
    assert h03_slots.run(outside).status is Status.FAIL


def test_an_older_or_foreign_header_in_the_folder_fails(owned: Context, path: Path) -> None:
    rewritten(path, gen=7)
    assert h06_header_seal.run(owned).status is Status.FAIL
    rewritten(path, gen=1, vault="00" * 16)
    assert h06_header_seal.run(owned).status is Status.FAIL
    (path / "header.fnv").write_bytes(b"")
    assert h06_header_seal.run(owned).status is Status.FAIL


def test_a_header_the_database_does_not_know_fails(owned: Context, vault: Vault) -> None:
    vault._store.set_meta("header_generation", "2")
    assert h06_header_seal.run(owned).status is Status.FAIL


def test_a_header_altered_or_exchanged_after_unlocking_fails(owned: Context, path: Path, vault: Vault) -> None:
    file = path / "header.fnv"
    good, master = file.read_bytes(), vault._store.keys.master
    assert h06_header_seal.run(owned).status is Status.PASS
    rewritten(path, created="2031-01")
    assert h06_header_seal.run(owned).status is Status.FAIL
    found = header.parse(good)
    again = header.encoded(replace(found, created="2031-01"), master)
    file.write_bytes(again)
    assert h06_header_seal.run(owned).status is Status.FAIL
    file.unlink()
    assert h06_header_seal.run(owned).status is Status.FAIL
    file.write_bytes(good)
    assert h06_header_seal.run(owned).status is Status.PASS
