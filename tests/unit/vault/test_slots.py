"""One slot alone: which secrets open it, that all it says is bound, and that its wrap is ours to the byte."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.crypto import age
from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import BadRecipient, HeaderDamaged
from fieldnotes.vault.slots import slots
from fieldnotes.vault.slots.slots import MASTER, SEALED, CodeSlot, Credentials, Factor, PassphraseSlot, PublicSlot, Slot

VAULT = bytes(range(16))
KEY = bytes(range(32))
WORDS = "narıncı fənər səkkiz heyva"
PARAMS = KdfParams(64 * 1024, 2, 1, bytes(16))

FACTORS = [(), (Factor.KEY_FILE,), (Factor.KEYRING,), (Factor.KEY_FILE, Factor.KEYRING)]


def brought(*factors: Factor, text: str = WORDS) -> Credentials:
    return Credentials(
        passphrase=Secret.of(text),
        key_file=Secret(b"f" * 32) if Factor.KEY_FILE in factors else None,
        keyring=Secret(b"r" * 32) if Factor.KEYRING in factors else None,
    )


def passphrase_slot(*factors: Factor, opens: str = MASTER) -> PassphraseSlot:
    with Secret(KEY) as key:
        return slots.for_passphrase(key, brought(*factors), slot_id=1, opens=opens, params=PARAMS, vault_id=VAULT)


def code_slot() -> tuple[CodeSlot, Secret]:
    code = Secret(b"c" * 32)
    with Secret(KEY) as key:
        return slots.for_code(key, code, slot_id=2, opens=MASTER, vault_id=VAULT), code


def opened(slot: Slot, credentials: Credentials, vault_id: bytes = VAULT) -> bytes | None:
    result = slots.unlock(credentials, [slot], vault_id=vault_id)
    return None if result is None else bytes(result[0].reveal())


@pytest.mark.parametrize("wanted", FACTORS)
@pytest.mark.parametrize("given_", FACTORS)
def test_a_slot_opens_with_all_its_factors_and_not_with_fewer(
    wanted: tuple[Factor, ...], given_: tuple[Factor, ...]
) -> None:
    slot = passphrase_slot(*wanted)
    assert slot.factors == (Factor.PASSPHRASE, *wanted)
    expected = KEY if set(wanted) <= set(given_) else None
    assert opened(slot, brought(*given_)) == expected


def test_another_key_file_or_passphrase_opens_nothing() -> None:
    slot = passphrase_slot(Factor.KEY_FILE)
    assert opened(slot, replace(brought(Factor.KEY_FILE), key_file=Secret(b"F" * 32))) is None
    assert opened(slot, brought(Factor.KEY_FILE, text=WORDS.upper())) is None


def test_letters_that_look_alike_are_different_and_two_spellings_of_one_letter_are_not() -> None:
    slot = passphrase_slot()
    assert opened(slot, brought(text=WORDS.replace("ı", "i"))) is None
    assert opened(slot, brought(text=WORDS.replace("ü", "u\u0308"))) == KEY


def test_the_wrap_is_what_the_format_says() -> None:
    """docs/formats/vault.md, computed here by the primitives alone."""
    slot = passphrase_slot(Factor.KEY_FILE, Factor.KEYRING)
    told = {"magic": "FNV1", "vault": VAULT.hex(), "slot": slot.core()}
    context = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
    stretched = Argon2id(salt=bytes(16), length=32, iterations=2, lanes=1, memory_cost=64 * 1024).derive(WORDS.encode())
    info = b"fieldnotes/v1/slot" + hashlib.sha256(context).digest()
    derived = HKDF(hashes.SHA512(), 64, bytes(16), info).derive(stretched + b"f" * 32 + b"r" * 32)
    assert slot.commitment == derived[32:]
    assert AESGCMSIV(derived[:32]).decrypt(slot.wrapped[:12], slot.wrapped[12:], context) == KEY


def test_a_code_is_not_stretched_and_the_wrap_is_what_the_format_says() -> None:
    slot, code = code_slot()
    assert opened(slot, Credentials(code=code)) == KEY
    assert opened(slot, Credentials(code=Secret(b"d" * 32))) is None
    context = slots.context(slot, VAULT)
    info = b"fieldnotes/v1/slot" + hashlib.sha256(context).digest()
    derived = HKDF(hashes.SHA512(), 64, slot.salt, info).derive(b"c" * 32)
    assert AESGCMSIV(derived[:32]).decrypt(slot.wrapped[:12], slot.wrapped[12:], context) == KEY


def test_a_public_slot_takes_post_quantum_keys_only() -> None:
    mine, other = (age.generate_identity(post_quantum=True) for _ in range(2))
    with Secret(KEY) as key:
        slot = slots.for_recipient(key, age.recipient_of(mine), slot_id=3, opens=SEALED, vault_id=VAULT)
        with pytest.raises(BadRecipient):
            slots.for_recipient(key, age.recipient_of(age.generate_identity()), slot_id=3, opens=MASTER, vault_id=VAULT)
    assert opened(slot, Credentials(identities=(other, mine))) == KEY
    assert opened(slot, Credentials(identities=(other,))) is None
    assert opened(slot, brought()) is None


CHANGES: list[Callable[[Any], Any]] = [
    lambda slot: replace(slot, id=slot.id + 1),
    lambda slot: replace(slot, opens=SEALED if slot.opens == MASTER else MASTER),
    lambda slot: replace(slot, wrapped=slot.wrapped[:-1] + bytes([slot.wrapped[-1] ^ 1])),
]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("kind", ["passphrase", "code", "hpke"])
def test_whatever_a_slot_says_cannot_be_changed(kind: str, change: Callable[[Any], Any]) -> None:
    secret = age.generate_identity(post_quantum=True)
    code, code_secret = code_slot()
    with Secret(KEY) as key:
        public = slots.for_recipient(key, age.recipient_of(secret), slot_id=3, opens=MASTER, vault_id=VAULT)
    kinds: dict[str, Slot] = {"passphrase": passphrase_slot(), "code": code, "hpke": public}
    slot = kinds[kind]
    everything = replace(brought(), code=code_secret, identities=(secret,))
    assert opened(slot, everything) == KEY
    try:
        assert opened(change(slot), everything) is None
    except HeaderDamaged:
        assert kind != "hpke"
    assert opened(slot, everything, vault_id=bytes(16)) is None


def test_damage_behind_the_right_passphrase_is_told_as_damage() -> None:
    slot = passphrase_slot()
    with pytest.raises(HeaderDamaged):
        opened(replace(slot, wrapped=slot.wrapped[:-1] + bytes([slot.wrapped[-1] ^ 1])), brought())


def test_every_kind_of_slot_is_read_as_it_was_written() -> None:
    with Secret(KEY) as key:
        recipient = age.recipient_of(age.generate_identity(post_quantum=True))
        public = slots.for_recipient(key, recipient, slot_id=3, opens=SEALED, vault_id=VAULT)
    for slot in (passphrase_slot(Factor.KEY_FILE), code_slot()[0], public):
        assert slots.from_json(slot.as_json()) == slot
    assert isinstance(public, PublicSlot)
    assert slots.from_json({"id": 4, "type": "tpm"}) is None


@settings(max_examples=200, deadline=None)
@given(
    name=st.sampled_from(["id", "type", "opens", "factors", "kdf", "ct", "commit", "salt", "kid", "suite"]),
    value=st.one_of(
        st.none(), st.booleans(), st.integers(), st.text(max_size=9), st.lists(st.sampled_from(["pw", "keyfile", "x"]))
    ),
)
def test_a_slot_of_the_wrong_form_never_crashes_the_reader(name: str, value: object) -> None:
    for raw in (_written("passphrase"), _written("code")):
        if name not in raw:
            continue
        try:
            found = slots.from_json({**raw, name: value})
        except (KeyError, TypeError, ValueError, HeaderDamaged):
            continue
        assert found is None or found.as_json() == {**raw, name: value}


_MADE: dict[str, dict[str, Any]] = {}


def _written(kind: str) -> dict[str, Any]:
    if kind not in _MADE:
        _MADE[kind] = passphrase_slot().as_json() if kind == "passphrase" else code_slot()[0].as_json()
    return _MADE[kind]
