"""From a passphrase to a key-encryption key: Argon2id (RFC 9106), then HKDF-SHA512 (RFC 5869) with a commitment.

The commitment is compared before anything is decrypted, because AES-GCM-SIV does not commit to its key: so a wrong
passphrase is told apart from damage, and one ciphertext cannot be made to open under many passphrases.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import time
from dataclasses import dataclass, replace
from typing import cast

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

from fieldnotes.crypto.secret import KEY_BYTES, Secret, wipe
from fieldnotes.errors import BadValue, NotEnoughMemory

SALT_BYTES = 16
OPEN_FLOOR_KIB = 64 * 1024
OPEN_FLOOR_ITERATIONS = 2
NEW_FLOOR_KIB = 256 * 1024
NEW_FLOOR_ITERATIONS = 3
MEMORY_CEILING_KIB = 4 * 1024 * 1024
ITERATIONS_CEILING = 64
LANES_CEILING = 16

_LANES = 4
_CALIBRATED_CEILING_KIB = 1024 * 1024
_SLOT_INFO = b"fieldnotes/v1/slot"
_ENOUGH_SECONDS = 0.6


@dataclass(frozen=True, slots=True)
class KdfParams:
    """Argon2id's cost: memory in KiB, passes, lanes; and the salt (16 to 64 bytes)."""

    memory_kib: int
    iterations: int
    lanes: int
    salt: bytes


@dataclass(frozen=True, slots=True)
class Derived:
    """The key-encryption key (32 bytes) and the commitment to it (32 bytes, public)."""

    kek: Secret
    commitment: bytes


def fresh_salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


def check(params: KdfParams) -> None:
    """Refuse a cost so low that it is no protection, or so high that it is an attack on memory.

    Raises:
        BadValue: outside the compiled floors and ceilings.
    """
    _within("argon2id memory", params.memory_kib, OPEN_FLOOR_KIB, MEMORY_CEILING_KIB)
    _within("argon2id passes", params.iterations, OPEN_FLOOR_ITERATIONS, ITERATIONS_CEILING)
    _within("argon2id lanes", params.lanes, 1, LANES_CEILING)
    _within("argon2id salt", len(params.salt), SALT_BYTES, 4 * SALT_BYTES)


def check_new(params: KdfParams) -> None:
    """Refuse a cost below the floor for new vaults and new passphrases (256 MiB, 3 passes).

    Raises:
        BadValue: below that floor, or outside what `check` allows.
    """
    check(params)
    _within("argon2id memory", params.memory_kib, NEW_FLOOR_KIB, MEMORY_CEILING_KIB)
    _within("argon2id passes", params.iterations, NEW_FLOOR_ITERATIONS, ITERATIONS_CEILING)


def derive(passphrase: Secret, params: KdfParams, *, context: bytes, further: bytes | bytearray = b"") -> Derived:
    """Derive the key that opens one slot. `context` binds it to everything else the slot says; `further` are the
    bytes of further factors, without which the passphrase is worth nothing.

    Raises:
        BadValue: `params` are outside the compiled limits.
        NotEnoughMemory: this computer cannot give what the slot asks for.
    """
    check(params)
    stretched = bytearray(KEY_BYTES)
    try:
        argon = Argon2id(
            salt=params.salt,
            length=KEY_BYTES,
            iterations=params.iterations,
            lanes=params.lanes,
            memory_cost=params.memory_kib,
        )
        try:
            argon.derive_into(cast(bytes, passphrase.reveal()), stretched)  # any buffer will do, the stub says bytes
        except MemoryError as error:
            raise NotEnoughMemory(mib=params.memory_kib // 1024) from error
        material = Secret.adopt(stretched + further) if further else Secret.adopt(stretched)
        with material:
            return expand(material, salt=params.salt, context=context)
    finally:
        wipe(stretched)


def expand(material: Secret, *, salt: bytes, context: bytes) -> Derived:
    """The key and its commitment from material that needs no stretching (any more)."""
    expanded = bytearray(2 * KEY_BYTES)
    info = _SLOT_INFO + hashlib.sha256(context).digest()
    try:
        HKDF(hashes.SHA512(), 2 * KEY_BYTES, salt, info).derive_into(material.reveal(), expanded)
        return Derived(Secret(expanded[:KEY_BYTES]), bytes(expanded[KEY_BYTES:]))
    finally:
        wipe(expanded)


def subkey(key: Secret, purpose: str) -> Secret:
    """A 32-byte key for one purpose, by HKDF-Expand with SHA-256 from a uniformly random key."""
    buffer = bytearray(KEY_BYTES)
    HKDFExpand(hashes.SHA256(), KEY_BYTES, purpose.encode()).derive_into(key.reveal(), buffer)
    return Secret.adopt(buffer)


def keyed_digest(key: Secret, purpose: str, message: bytes) -> bytes:
    """HMAC-SHA-256 of `message` under the subkey of `key` for one purpose (RFC 2104)."""
    with subkey(key, purpose) as derived:
        plain = bytearray(derived.reveal())
    try:
        return hmac.new(plain, message, "sha256").digest()
    finally:
        wipe(plain)


def calibrate() -> KdfParams:
    """A cost of about one second on this machine: never below the floor for new vaults, with a fresh salt.

    Memory is doubled while a derivation stays under 0.6 s and takes at most a quarter of what is free.
    """
    params = KdfParams(NEW_FLOOR_KIB, NEW_FLOOR_ITERATIONS, _LANES, fresh_salt())
    ceiling = min(_CALIBRATED_CEILING_KIB, _free_memory_kib() // 4)
    with Secret(b"calibration") as stand_in:
        while params.memory_kib * 2 <= ceiling:
            begun = time.perf_counter()
            derive(stand_in, params, context=b"calibration").kek.wipe()
            if time.perf_counter() - begun >= _ENOUGH_SECONDS:
                break
            params = replace(params, memory_kib=params.memory_kib * 2)
    return params


def _within(field: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise BadValue(field=field, value=value, allowed=f"{low} - {high}")


def _free_memory_kib() -> int:
    """Memory free right now in KiB; 0 where the system does not say, which keeps the floor."""
    try:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1024
    except (AttributeError, OSError, ValueError):
        return 0
