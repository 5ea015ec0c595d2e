"""The keys of an open vault: the master key and what it unwraps, and the SEALED key while its compartment is open."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from fieldnotes.crypto.aead import Binding, SealBroken, Sealed, WrappingKey
from fieldnotes.crypto.kdf import subkey
from fieldnotes.crypto.secret import KEY_BYTES, Secret, wipe
from fieldnotes.errors import HeaderDamaged, SealedClosed, VaultDamaged, VaultLocked
from fieldnotes.i18n import tr
from fieldnotes.model.level import INDEXED_LEVELS, Level
from fieldnotes.vault.canonical import canonical
from fieldnotes.vault.header import Header, WrappedKey

_WRAP_PURPOSE = "fieldnotes/v1/key-wrap"
_FIRST_KID = 1


class Keys:
    """Seals and opens values by level. `wipe` ends every use."""

    def __init__(self, vault_id: bytes, master: Secret) -> None:
        self.vault_id = vault_id
        self.master = master
        self._levels: dict[Level, WrappingKey] = {}
        self._wiped = False

    @classmethod
    def unwrapped(cls, header: Header, master: Secret) -> tuple[Keys, Secret]:
        """The keys that the master key opens, and the database key (which the caller wipes).

        Raises:
            HeaderDamaged: a wrapped key does not open.
        """
        keys = cls(header.vault_id, master)
        wrapping = WrappingKey(subkey(master, _WRAP_PURPOSE))
        try:
            for level, key in header.level_keys.items():
                context = _level_context(header.vault_id, level, key.kid)
                opened = Secret.adopt(wrapping.unwrap(key.wrapped, context))
                keys._levels[level] = WrappingKey(opened, kid=key.kid)
            context = _database_context(header.vault_id, header.database_key.kid)
            return keys, Secret.adopt(wrapping.unwrap(header.database_key.wrapped, context))
        except SealBroken as error:
            keys.wipe()
            raise HeaderDamaged(what=tr("a wrapped key was altered")) from error
        finally:
            wrapping.wipe()

    def open_sealed(self, key: Secret) -> None:
        """Take the SEALED key; it is wiped by `close_sealed`."""
        self.close_sealed()
        self._levels[Level.SEALED] = WrappingKey(key, kid=_FIRST_KID)

    def close_sealed(self) -> None:
        sealed = self._levels.pop(Level.SEALED, None)
        if sealed is not None:
            sealed.wipe()

    @property
    def sealed_is_open(self) -> bool:
        return Level.SEALED in self._levels

    def seal(self, plaintext: bytes, *, level: Level, owner: str, part: str, version: int) -> Sealed:
        """Encrypt under `level`'s key.

        Raises:
            SealedClosed: the level is SEALED and its compartment is closed.
        """
        return self._key(level).seal(plaintext, Binding(self.vault_id, owner, part, level, version))

    def open(self, sealed: Sealed, *, level: Level, owner: str, part: str, version: int) -> bytes:
        """Decrypt and verify.

        Raises:
            SealedClosed: the level is SEALED and its compartment is closed.
            VaultDamaged: the value was altered, or is another value than the one asked for.
        """
        try:
            return self._key(level).open(sealed, Binding(self.vault_id, owner, part, level, version))
        except SealBroken as error:
            raise VaultDamaged(what=tr("a stored text does not match its seal")) from error

    def wipe(self) -> None:
        """Zero every key."""
        self._wiped = True
        for key in self._levels.values():
            key.wipe()
        self._levels.clear()
        self.master.wipe()

    def _key(self, level: Level) -> WrappingKey:
        if self._wiped:
            raise VaultLocked
        key = self._levels.get(level)
        if key is None:
            raise SealedClosed
        return key


def new_wrapped_keys(
    vault_id: bytes, master: Secret, database_key: Secret
) -> tuple[WrappedKey, Mapping[Level, WrappedKey]]:
    """The database key and fresh level keys, wrapped under the master key for a new header."""
    wrapping = WrappingKey(subkey(master, _WRAP_PURPOSE))
    try:
        levels: dict[Level, WrappedKey] = {}
        for level in INDEXED_LEVELS:
            key = bytearray(secrets.token_bytes(KEY_BYTES))
            levels[level] = WrappedKey(_FIRST_KID, wrapping.wrap(key, _level_context(vault_id, level, _FIRST_KID)))
            wipe(key)
        wrapped = wrapping.wrap(database_key.reveal(), _database_context(vault_id, _FIRST_KID))
        return WrappedKey(_FIRST_KID, wrapped), levels
    finally:
        wrapping.wipe()


def _level_context(vault_id: bytes, level: Level, kid: int) -> bytes:
    return canonical({"vault": vault_id.hex(), "key": "lk", "level": int(level), "kid": kid})


def _database_context(vault_id: bytes, kid: int) -> bytes:
    return canonical({"vault": vault_id.hex(), "key": "db", "kid": kid})
