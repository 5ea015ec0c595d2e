"""The keys of an open vault: the master key and what it unwraps, and the SEALED keys while their compartment is open.

A level may have two keys while its values move to the newer one; new values always go under the newest. While the
SEALED key is away from this computer, SEALED values can still be written: each record key goes into a capsule for
public keys whose private halves are elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from fieldnotes.crypto import capsule
from fieldnotes.crypto.aead import Binding, SealBroken, Sealed, WrappingKey, open_with, seal_with
from fieldnotes.crypto.kdf import subkey
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import HeaderDamaged, LeftBehind, SealedClosed, SealedElsewhere, VaultDamaged, VaultLocked
from fieldnotes.i18n import tr
from fieldnotes.model.level import INDEXED_LEVELS, Level
from fieldnotes.vault.canonical import canonical
from fieldnotes.vault.keys.header import Header, WrappedKey
from fieldnotes.vault.slots import slots

FIRST_KID = 1
CAPSULE_KID = 0
"""In a sealed value's `kid`: the record key is in a capsule, not under the level's key."""

AWAY_KID = -1
"""In a sealed value's `kid`: the value was left behind before a journey; there is nothing here to open."""

_WRAP_PURPOSE = "fieldnotes/v1/key-wrap"


class Keys:
    """Seals and opens values by level. `wipe` ends every use."""

    def __init__(self, vault_id: bytes, master: Secret) -> None:
        self.vault_id = vault_id
        self.master = master
        self.seal_to: tuple[str, ...] = ()
        self.sealed_is_here = True
        self.sealed_is_away = False
        self._levels: dict[Level, dict[int, WrappingKey]] = {}
        self._sealed_master: Secret | None = None
        self._capsule_secrets: tuple[str, ...] = ()
        self._wiped = False

    @classmethod
    def unwrapped(cls, header: Header, master: Secret) -> tuple[Keys, list[Secret]]:
        """The keys that the master key opens, and the database keys (which the caller wipes), newest last.

        Raises:
            HeaderDamaged: a wrapped key does not open.
        """
        keys = cls(header.vault_id, master)
        try:
            keys.take(header)
            return keys, [keys._unwrap(key, None, master) for key in header.database_keys]
        except BaseException:
            keys.wipe()
            raise

    def take(self, header: Header) -> None:
        """Hold exactly the level keys that `header` lists; the SEALED ones only while their compartment is open.

        Raises:
            HeaderDamaged: a wrapped key does not open.
        """
        levels = {level: self._unwrapped(header.level_keys[level], level, self.master) for level in INDEXED_LEVELS}
        if self._sealed_master is not None:
            levels[Level.SEALED] = self._sealed_keys(header, self._sealed_master)
        old, self._levels = self._levels, levels
        _wipe_all(old.values())
        self.seal_to = header.seal
        self.sealed_is_here = bool(header.slots_for(slots.SEALED))
        self.sealed_is_away = any(slot["type"] == slots.AWAY for slot in header.foreign_slots)

    def open_sealed(self, header: Header, master: Secret) -> None:
        """Take the sealed master key; it is wiped by `close_sealed`."""
        opened = self._sealed_keys(header, master)
        self.close_sealed()
        self._sealed_master, self._levels[Level.SEALED] = master, opened

    def open_capsules(self, identities: Sequence[str]) -> None:
        """Read capsules with these private keys until `close_sealed`."""
        self._capsule_secrets = tuple(identities)

    def close_sealed(self) -> None:
        _wipe_all([self._levels.pop(Level.SEALED, {})])
        if self._sealed_master is not None:
            self._sealed_master.wipe()
        self._sealed_master, self._capsule_secrets = None, ()

    @property
    def sealed_is_open(self) -> bool:
        return Level.SEALED in self._levels

    @property
    def sealed_master(self) -> Secret:
        """Raises SealedClosed while the compartment is closed."""
        if self._sealed_master is None:
            raise SealedClosed
        return self._sealed_master

    @property
    def can_write_sealed(self) -> bool:
        """The compartment is open, or its key is away and somebody else will read what is written."""
        return self.sealed_is_open or (bool(self.seal_to) and not self.sealed_is_here)

    def closed(self) -> SealedClosed:
        """Why SEALED values cannot be read now: their compartment is closed, or not on this computer."""
        if self.sealed_is_away:
            return LeftBehind()
        return SealedElsewhere() if self.seal_to and not self.sealed_is_here else SealedClosed()

    def current_kid(self, level: Level) -> int:
        """The generation under which new values of `level` are sealed."""
        return max(self._of(level))

    def seal(self, plaintext: bytes, *, level: Level, owner: str, part: str, version: int) -> Sealed:
        """Encrypt under `level`'s newest key, or into a capsule where the SEALED key is away.

        Raises:
            SealedClosed: the level is SEALED and its compartment is closed.
        """
        if level is Level.SEALED and not self.sealed_is_open and self.can_write_sealed:
            return self.seal_away(plaintext, owner=owner, part=part, version=version)
        binding = Binding(self.vault_id, owner, part, level, version)
        return self._of(level)[self.current_kid(level)].seal(plaintext, binding)

    def seal_away(self, plaintext: bytes, *, owner: str, part: str, version: int) -> Sealed:
        """Encrypt a SEALED value into a capsule for the recipients in `seal_to`, who alone can read it."""
        if self._wiped:
            raise VaultLocked
        binding = Binding(self.vault_id, owner, part, Level.SEALED, version)
        with Secret.random() as record_key:
            wrapped = capsule.wrap(record_key.reveal(), self.seal_to, binding.encoded())
            return Sealed(CAPSULE_KID, wrapped, seal_with(record_key, plaintext, binding))

    def open(self, sealed: Sealed, *, level: Level, owner: str, part: str, version: int) -> bytes:
        """Decrypt and verify.

        Raises:
            SealedClosed: the level is SEALED and its compartment is closed, or this value's key is elsewhere.
            LeftBehind: the value was left behind before a journey.
            VaultDamaged: the value was altered, or is another value than the one asked for.
        """
        if sealed.kid == AWAY_KID:
            raise LeftBehind
        binding = Binding(self.vault_id, owner, part, level, version)
        try:
            if sealed.kid == CAPSULE_KID:
                return self._from_capsule(sealed, binding)
            return self._of(level)[sealed.kid].open(sealed, binding)
        except (SealBroken, KeyError) as error:
            raise VaultDamaged(what=tr("a stored text does not match its seal")) from error

    def rewrap(self, sealed: Sealed, *, level: Level, owner: str, part: str, version: int) -> Sealed:
        """The same value with its record key under `level`'s newest key; the blob stays as it is.

        Raises:
            SealedClosed, VaultDamaged: as `open`.
        """
        context = Binding(self.vault_id, owner, part, level, version).encoded()
        keys, kid = self._of(level), self.current_kid(level)
        if sealed.kid in (kid, CAPSULE_KID, AWAY_KID):
            return sealed
        try:
            with Secret.adopt(keys[sealed.kid].unwrap(sealed.wrapped, context)) as record_key:
                return Sealed(kid, keys[kid].wrap(record_key.reveal(), context), sealed.blob)
        except (SealBroken, KeyError) as error:
            raise VaultDamaged(what=tr("a stored text does not match its seal")) from error

    def wrapped_anew(self, level: Level | None, kid: int, key: Secret, *, under: Secret | None = None) -> WrappedKey:
        """`key` as generation `kid` of a level's key, or of the database key (None), for the next header.

        `under` is the master key, for SEALED the sealed master key, unless it is given.

        Raises:
            SealedClosed: the level is SEALED and its compartment is closed.
        """
        if under is None:
            under = self.sealed_master if level is Level.SEALED else self.master
        with subkey(under, _WRAP_PURPOSE) as wrapping_secret:
            wrapped = WrappingKey(wrapping_secret).wrap(key.reveal(), _context(self.vault_id, level, kid))
        return WrappedKey(kid, wrapped)

    def under_new_masters(self, header: Header, master: Secret | None, sealed_master: Secret | None) -> Header:
        """`header` with everything that the present master keys wrap wrapped under new ones; None keeps the old one.

        What the old masters open in old copies they go on opening, so level keys and database key have to be
        rotated as well.

        Raises:
            SealedClosed: `sealed_master` is given and the compartment is closed.
        """

        def moved(keys: Iterable[WrappedKey], level: Level | None, old: Secret, new: Secret) -> tuple[WrappedKey, ...]:
            found = []
            for key in keys:
                with self._unwrap(key, level, old) as plain:
                    found.append(self.wrapped_anew(level, key.kid, plain, under=new))
            return tuple(found)

        levels, databases = dict(header.level_keys), header.database_keys
        if master is not None:
            levels |= {level: moved(levels[level], level, self.master, master) for level in INDEXED_LEVELS}
            databases = moved(databases, None, self.master, master)
        if sealed_master is not None:
            old = self.sealed_master
            first = (self.wrapped_anew(Level.SEALED, FIRST_KID, old),)
            levels[Level.SEALED] = moved(levels.get(Level.SEALED, first), Level.SEALED, old, sealed_master)
        return replace(header, database_keys=databases, level_keys=levels)

    def wipe(self) -> None:
        """Zero every key."""
        self._wiped = True
        self.close_sealed()
        _wipe_all(self._levels.values())
        self._levels.clear()
        self.master.wipe()

    def _of(self, level: Level) -> dict[int, WrappingKey]:
        if self._wiped:
            raise VaultLocked
        keys = self._levels.get(level)
        if keys is None:
            raise self.closed()
        return keys

    def _from_capsule(self, sealed: Sealed, binding: Binding) -> bytes:
        if not capsule.is_for(sealed.wrapped, self._capsule_secrets):
            raise self.closed()
        record_key = capsule.unwrap(sealed.wrapped, self._capsule_secrets, binding.encoded())
        if record_key is None:
            raise SealBroken
        with record_key:
            return open_with(record_key, sealed.blob, binding)

    def _sealed_keys(self, header: Header, master: Secret) -> dict[int, WrappingKey]:
        if wrapped := header.level_keys.get(Level.SEALED):
            return self._unwrapped(wrapped, Level.SEALED, master)
        return {FIRST_KID: WrappingKey(master.copy(), kid=FIRST_KID)}

    def _unwrapped(self, wrapped: Iterable[WrappedKey], level: Level, under: Secret) -> dict[int, WrappingKey]:
        return {key.kid: WrappingKey(self._unwrap(key, level, under), kid=key.kid) for key in wrapped}

    def _unwrap(self, key: WrappedKey, level: Level | None, under: Secret) -> Secret:
        wrapping = WrappingKey(subkey(under, _WRAP_PURPOSE))
        try:
            return Secret.adopt(wrapping.unwrap(key.wrapped, _context(self.vault_id, level, key.kid)))
        except SealBroken as error:
            raise HeaderDamaged(what=tr("a wrapped key was altered")) from error
        finally:
            wrapping.wipe()


def first_keys(vault_id: bytes, master: Secret, database_key: Secret) -> tuple[WrappedKey, Mapping[Level, WrappedKey]]:
    """The database key and fresh level keys, wrapped under the master key for a new header."""
    keys = Keys(vault_id, master)
    levels: dict[Level, WrappedKey] = {}
    for level in INDEXED_LEVELS:
        with Secret.random() as key:
            levels[level] = keys.wrapped_anew(level, FIRST_KID, key)
    return keys.wrapped_anew(None, FIRST_KID, database_key), levels


def _wipe_all(generations: Iterable[Mapping[int, WrappingKey]]) -> None:
    for keys in generations:
        for key in keys.values():
            key.wipe()


def _context(vault_id: bytes, level: Level | None, kid: int) -> bytes:
    """What a wrapped key is bound to; None: the database key."""
    if level is None:
        return canonical({"vault": vault_id.hex(), "key": "db", "kid": kid})
    return canonical({"vault": vault_id.hex(), "key": "lk", "level": int(level), "kid": kid})
