"""Key slots: ways to one key. A passphrase slot stretches, compares its commitment, then unwraps.

`vmk` slots open the vault master key, `sealed` slots the key of level SEALED, which is not under the master key.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fieldnotes.crypto import kdf
from fieldnotes.crypto.aead import SealBroken, WrappingKey
from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import BadValue, HeaderDamaged
from fieldnotes.i18n import tr
from fieldnotes.vault.canonical import canonical, decode, encode

MASTER = "vmk"
SEALED = "sealed"

_ARGON2_VERSION = 19


@dataclass(frozen=True, slots=True)
class Slot:
    """A passphrase slot. `wrapped` is nonce and ciphertext of the key; `commitment` is public."""

    id: int
    opens: str
    params: KdfParams
    wrapped: bytes
    commitment: bytes

    def as_json(self) -> dict[str, Any]:
        return {**self._core(), "ct": encode(self.wrapped), "commit": encode(self.commitment)}

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Slot:
        """Read a slot.

        Raises:
            KeyError, TypeError, ValueError: a field is missing or of the wrong form.
            HeaderDamaged: the cost is outside the compiled limits.
        """
        cost = raw["kdf"]
        numbers = (raw["id"], cost["m"], cost["t"], cost["p"])
        if any(type(number) is not int for number in numbers) or raw["factors"] != ["pw"]:
            raise ValueError
        if (cost["alg"], cost["v"]) != ("argon2id", _ARGON2_VERSION) or raw["opens"] not in (MASTER, SEALED):
            raise ValueError
        params = KdfParams(cost["m"], cost["t"], cost["p"], decode(cost["salt"]))
        try:
            kdf.check(params)
        except BadValue as error:
            raise HeaderDamaged(what=tr("a passphrase slot has a forbidden cost")) from error
        return cls(raw["id"], raw["opens"], params, decode(raw["ct"]), decode(raw["commit"]))

    def _core(self) -> dict[str, Any]:
        """Everything a slot says before its ciphertext: bound into the key derivation and the wrap."""
        cost = {
            "alg": "argon2id",
            "v": _ARGON2_VERSION,
            "m": self.params.memory_kib,
            "t": self.params.iterations,
            "p": self.params.lanes,
            "salt": encode(self.params.salt),
        }
        return {"id": self.id, "type": "passphrase", "opens": self.opens, "factors": ["pw"], "kdf": cost}

    def context(self, vault_id: bytes) -> bytes:
        core = {"magic": "FNV1", "vault": vault_id.hex(), "slot": self._core()}
        return canonical(core)


def make(passphrase: Secret, key: Secret, *, slot_id: int, opens: str, params: KdfParams, vault_id: bytes) -> Slot:
    """A slot through which `passphrase` opens `key`."""
    empty = Slot(slot_id, opens, params, b"", b"")
    context = empty.context(vault_id)
    derived = kdf.derive(passphrase, params, context=context)
    wrapping = WrappingKey(derived.kek)
    try:
        return Slot(slot_id, opens, params, wrapping.wrap(key.reveal(), context), derived.commitment)
    finally:
        wrapping.wipe()


def unlock(passphrase: Secret, slots: Iterable[Slot], *, vault_id: bytes) -> Secret | None:
    """The key behind the first slot that `passphrase` opens, or None.

    Raises:
        HeaderDamaged: the passphrase is right but the wrapped key was altered.
    """
    for slot in slots:
        context = slot.context(vault_id)
        derived = kdf.derive(passphrase, slot.params, context=context)
        with derived.kek:
            if not hmac.compare_digest(derived.commitment, slot.commitment):
                continue
            try:
                return Secret.adopt(WrappingKey(derived.kek).unwrap(slot.wrapped, context))
            except SealBroken as error:
                raise HeaderDamaged(what=tr("the key behind the passphrase was altered")) from error
    return None
