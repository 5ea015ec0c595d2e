"""Key slots: ways to one key. Whoever brings all factors of one slot gets the key behind it.

`vmk` slots open the vault master key; `sealed` slots open the master key of level SEALED, which is not under the
vault's. A slot says openly what it asks for and what it costs to try; everything it says is bound into the wrap.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from fieldnotes.crypto import capsule, kdf
from fieldnotes.crypto.aead import SealBroken, WrappingKey
from fieldnotes.crypto.kdf import Derived, KdfParams
from fieldnotes.crypto.secret import KEY_BYTES, Secret, wipe
from fieldnotes.errors import BadValue, HeaderDamaged
from fieldnotes.i18n import tr
from fieldnotes.vault.canonical import canonical, decode, encode

MASTER = "vmk"
SEALED = "sealed"
AWAY = "away"
"""Type of the place that a SEALED slot keeps while it is left behind: it opens nothing, and its number stays taken."""
MOST = 8

_ARGON2_VERSION = 19


class Factor(StrEnum):
    """What a passphrase slot asks for besides or instead of nothing: the passphrase always, the others on top."""

    PASSPHRASE = "pw"  # noqa: S105 - a word of the format
    KEY_FILE = "keyfile"
    KEYRING = "keyring"


_FACTORS = tuple(Factor)
"""In the order in which they enter the key derivation."""


@dataclass(frozen=True, slots=True)
class PassphraseSlot:
    """Argon2id over the passphrase, then the further factors. `commitment` is public and compared first."""

    id: int
    opens: str
    params: KdfParams
    wrapped: bytes
    commitment: bytes
    factors: tuple[Factor, ...] = (Factor.PASSPHRASE,)

    def core(self) -> dict[str, Any]:
        cost = {
            "alg": "argon2id",
            "v": _ARGON2_VERSION,
            "m": self.params.memory_kib,
            "t": self.params.iterations,
            "p": self.params.lanes,
            "salt": encode(self.params.salt),
        }
        factors = [str(factor) for factor in self.factors]
        return {"id": self.id, "type": "passphrase", "opens": self.opens, "factors": factors, "kdf": cost}

    def as_json(self) -> dict[str, Any]:
        return {**self.core(), "ct": encode(self.wrapped), "commit": encode(self.commitment)}


@dataclass(frozen=True, slots=True)
class CodeSlot:
    """A recovery code of 256 random bits: it needs no stretching, only HKDF with a salt of its own."""

    id: int
    opens: str
    salt: bytes
    wrapped: bytes
    commitment: bytes

    def core(self) -> dict[str, Any]:
        return {"id": self.id, "type": "code", "opens": self.opens, "salt": encode(self.salt)}

    def as_json(self) -> dict[str, Any]:
        return {**self.core(), "ct": encode(self.wrapped), "commit": encode(self.commitment)}


@dataclass(frozen=True, slots=True)
class PublicSlot:
    """The key in a capsule for an organisation's public key, whose private half is not on this computer."""

    id: int
    opens: str
    recipient: bytes
    """Key id: 8 bytes."""
    wrapped: bytes

    def core(self) -> dict[str, Any]:
        kid = self.recipient.hex()
        return {"id": self.id, "type": "hpke", "opens": self.opens, "suite": capsule.SUITE, "kid": kid}

    def as_json(self) -> dict[str, Any]:
        return {**self.core(), "ct": encode(self.wrapped)}


Slot = PassphraseSlot | CodeSlot | PublicSlot


@dataclass(frozen=True, slots=True)
class Credentials:
    """What somebody brings to open a slot. Wiped by whoever made it."""

    passphrase: Secret | None = None
    key_file: Secret | None = None
    keyring: Secret | None = None
    code: Secret | None = None
    identities: tuple[str, ...] = field(default=(), repr=False)
    """Private keys of an organisation: `AGE-SECRET-KEY-PQ-1…`."""

    def factor(self, factor: Factor) -> Secret | None:
        return {Factor.PASSPHRASE: self.passphrase, Factor.KEY_FILE: self.key_file, Factor.KEYRING: self.keyring}[
            factor
        ]

    def can_try(self, slot: Slot) -> bool:
        """Whether everything that the slot asks for was brought."""
        if isinstance(slot, PassphraseSlot):
            return all(self.factor(factor) is not None for factor in slot.factors)
        return self.code is not None if isinstance(slot, CodeSlot) else bool(self.identities)

    def wipe(self) -> None:
        for secret in (self.passphrase, self.key_file, self.keyring, self.code):
            if secret is not None:
                secret.wipe()


def from_json(raw: Mapping[str, Any]) -> Slot | None:
    """Read a slot; None for a type that a later program may know.

    Raises:
        KeyError, TypeError, ValueError: a field is missing or of the wrong form.
        HeaderDamaged: the cost is outside the compiled limits.
    """
    if type(raw["id"]) is not int:
        raise ValueError
    if raw["type"] not in ("passphrase", "code", "hpke"):
        return None
    if raw["opens"] not in (MASTER, SEALED):
        raise ValueError
    if raw["type"] == "code":
        return CodeSlot(raw["id"], raw["opens"], _salt(raw["salt"]), decode(raw["ct"]), decode(raw["commit"]))
    if raw["type"] == "hpke":
        kid = bytes.fromhex(raw["kid"])
        if raw["suite"] != capsule.SUITE or len(kid) != capsule.KEY_ID_BYTES:
            raise ValueError
        return PublicSlot(raw["id"], raw["opens"], kid, decode(raw["ct"]))
    return _passphrase_slot(raw)


def for_passphrase(
    key: Secret, credentials: Credentials, *, slot_id: int, opens: str, params: KdfParams, vault_id: bytes
) -> PassphraseSlot:
    """A slot through which the passphrase, together with every further factor brought, opens `key`."""
    factors = tuple(factor for factor in _FACTORS if credentials.factor(factor) is not None)
    empty = PassphraseSlot(slot_id, opens, params, b"", b"", factors)
    wrapped, commitment = _wrap(_derive(empty, credentials, vault_id), key, empty, vault_id)
    return replace(empty, wrapped=wrapped, commitment=commitment)


def for_code(key: Secret, code: Secret, *, slot_id: int, opens: str, vault_id: bytes) -> CodeSlot:
    """A slot for a recovery code."""
    empty = CodeSlot(slot_id, opens, kdf.fresh_salt(), b"", b"")
    wrapped, commitment = _wrap(_derive(empty, Credentials(code=code), vault_id), key, empty, vault_id)
    return replace(empty, wrapped=wrapped, commitment=commitment)


def for_recipient(key: Secret, recipient: str, *, slot_id: int, opens: str, vault_id: bytes) -> PublicSlot:
    """A slot for whoever holds the private half of `recipient` (`age1pq1…`).

    Raises:
        BadRecipient: not a post-quantum recipient.
    """
    empty = PublicSlot(slot_id, opens, capsule.key_id(recipient), b"")
    return replace(empty, wrapped=capsule.wrap(key.reveal(), [recipient], context(empty, vault_id)))


def unlock(credentials: Credentials, slots: Iterable[Slot], *, vault_id: bytes) -> tuple[Secret, Slot] | None:
    """The key behind the first slot that opens, and that slot; None when none does.

    Raises:
        HeaderDamaged: the secret is right but the wrapped key was altered.
    """
    for slot in slots:
        if not credentials.can_try(slot):
            continue
        if isinstance(slot, PublicSlot):
            key = capsule.unwrap(slot.wrapped, credentials.identities, context(slot, vault_id))
        else:
            key = _unwrap(_derive(slot, credentials, vault_id), slot, vault_id)
        if key is not None:
            return key, slot
    return None


def context(slot: Slot, vault_id: bytes) -> bytes:
    """Everything a slot says before its ciphertext: bound into the key derivation and the wrap."""
    return canonical({"magic": "FNV1", "vault": vault_id.hex(), "slot": slot.core()})


def _derive(slot: PassphraseSlot | CodeSlot, credentials: Credentials, vault_id: bytes) -> Derived:
    bound = context(slot, vault_id)
    if isinstance(slot, CodeSlot):
        assert credentials.code is not None
        return kdf.expand(credentials.code, salt=slot.salt, context=bound)
    assert credentials.passphrase is not None
    further = [credentials.factor(factor) for factor in slot.factors if factor is not Factor.PASSPHRASE]
    joined = bytearray()
    for secret in further:
        assert secret is not None
        joined += secret.reveal()
    try:
        return kdf.derive(credentials.passphrase, slot.params, context=bound, further=joined)
    finally:
        wipe(joined)


def _wrap(derived: Derived, key: Secret, slot: Slot, vault_id: bytes) -> tuple[bytes, bytes]:
    wrapping = WrappingKey(derived.kek)
    try:
        return wrapping.wrap(key.reveal(), context(slot, vault_id)), derived.commitment
    finally:
        wrapping.wipe()


def _unwrap(derived: Derived, slot: PassphraseSlot | CodeSlot, vault_id: bytes) -> Secret | None:
    with derived.kek:
        if not hmac.compare_digest(derived.commitment, slot.commitment):
            return None
        try:
            key = WrappingKey(derived.kek).unwrap(slot.wrapped, context(slot, vault_id))
        except SealBroken as error:
            raise HeaderDamaged(what=tr("the key behind the passphrase was altered")) from error
    if len(key) != KEY_BYTES:
        raise HeaderDamaged(what=tr("the key behind the passphrase was altered"))
    return Secret.adopt(key)


def _passphrase_slot(raw: Mapping[str, Any]) -> PassphraseSlot:
    cost = raw["kdf"]
    if any(type(number) is not int for number in (cost["m"], cost["t"], cost["p"])):
        raise ValueError
    if (cost["alg"], cost["v"]) != ("argon2id", _ARGON2_VERSION):
        raise ValueError
    factors = tuple(Factor(factor) for factor in raw["factors"])
    if factors != tuple(factor for factor in _FACTORS if factor in factors) or Factor.PASSPHRASE not in factors:
        raise ValueError
    params = KdfParams(cost["m"], cost["t"], cost["p"], decode(cost["salt"]))
    try:
        kdf.check(params)
    except BadValue as error:
        raise HeaderDamaged(what=tr("a passphrase slot has a forbidden cost")) from error
    return PassphraseSlot(raw["id"], raw["opens"], params, decode(raw["ct"]), decode(raw["commit"]), factors)


def _salt(text: str) -> bytes:
    salt = decode(text)
    if len(salt) != kdf.SALT_BYTES:
        raise ValueError
    return salt
