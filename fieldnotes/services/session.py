"""Create, unlock, lock. A Session is the one owner of an open vault; after lock() it is dead."""

from __future__ import annotations

import math
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from zxcvbn import zxcvbn

from fieldnotes import clock
from fieldnotes.crypto import dice, kdf, selftest
from fieldnotes.crypto.identity import Identity
from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.crypto.rows import without_rows
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import CannotWrite, DiskFull, LeftBehind, NotReauthenticated, PassphraseTooWeak, VaultLocked
from fieldnotes.i18n import N_
from fieldnotes.progress import Watch
from fieldnotes.redaction.matcher import Register
from fieldnotes.redaction.particulars import known
from fieldnotes.services.views import Strength
from fieldnotes.services.way_in import WayIn, brought
from fieldnotes.vault.device import DeviceKeys
from fieldnotes.vault.info import SlotInfo, VaultInfo
from fieldnotes.vault.notices import Notice
from fieldnotes.vault.slots.slots import SEALED
from fieldnotes.vault.vault import Vault

__all__ = ["SlotInfo"]  # the command line shows them and may not import the vault itself

SUFFIX = ".fieldnotes"
MINIMUM_LENGTH = 12
"""Characters. Fewer are refused; longer ones are judged in words (NIST SP 800-63B-4 asks for 15 alone)."""

PROOF = timedelta(minutes=2)
"""So long somebody who typed the passphrase of the sealed compartment counts as here, for one thing that leaves."""
_T = TypeVar("_T")
_WORDS = (N_("very weak"), N_("weak"), N_("fair"), N_("strong"), N_("very strong"))
_BITS = (25.0, 40.0, 55.0, 70.0)
"""Guesses in bits from which the next word applies; 65 bits is about five dice words."""


class Session:
    """An open vault. Every method runs on the thread that opened it."""

    def __init__(self, path: Path, vault: Vault, *, proved: datetime | None = None) -> None:
        self.path = path
        self._vault: Vault | None = vault
        self._matcher: Register | None = None
        self._kept: dict[type, object] = {}
        self._proved = proved

    @property
    def name(self) -> str:
        """The folder's name without its ending."""
        return self.path.name.removesuffix(SUFFIX)

    @property
    def vault(self) -> Vault:
        """The storage behind this session, for the other services.

        Raises:
            VaultLocked: lock() was called.
        """
        if self._vault is None:
            raise VaultLocked
        return self._vault

    @property
    def locked(self) -> bool:
        return self._vault is None

    @property
    def sealed_open(self) -> bool:
        return self._vault is not None and self._vault.sealed_is_open

    def open_sealed(self, by: str | WayIn) -> None:
        """Re-authenticate for the sealed compartment, by a passphrase or another way; written to the ledger.

        Raises:
            WrongSealedPassphrase, FactorMissing and others of `way_in.brought`: it stays closed.
            LeftBehind: it is not on this computer.
        """
        if isinstance(why := self.vault.sealed_closed, LeftBehind):
            raise why
        way = WayIn.of(by)
        with brought(way, Vault.info(self.path), SEALED) as credentials:
            self.vault.open_sealed(credentials)
        self._proved = clock.now()
        _note(self.vault, "sealed-opened", **_how(way))

    def reauthenticate(self, by: str | WayIn) -> None:
        """Prove again, for the next thing that leaves, that whoever asks can open the sealed compartment, which is
        open.

        Raises:
            SealedClosed: it is not.
            WrongSealedPassphrase, FactorMissing and others of `way_in.brought`: nothing may leave.
        """
        self._proved = None
        vault = self.needs_sealed()
        with brought(WayIn.of(by), Vault.info(self.path), SEALED) as credentials:
            vault.key_slots.prove(credentials, SEALED)
        self._proved = clock.now()

    @property
    def proved(self) -> bool:
        """Whether the passphrase was typed lately and nothing left since."""
        return self._proved is not None and abs(clock.now() - self._proved) <= PROOF

    def needs_proof(self) -> None:
        """Refuse what leaves unless the passphrase was typed for it.

        Raises:
            NotReauthenticated.
        """
        if not self.proved:
            raise NotReauthenticated

    def use_proof(self) -> None:
        """Something left: the next asks anew."""
        self._proved = None

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What an unlocking found and nobody said to have read: an older database, a ledger that was changed."""
        return self.vault.log.unread

    def acknowledge(self, notice: Notice) -> None:
        """Somebody read a notice: it is not told again."""
        self.vault.log.acknowledge(notice)

    def close_sealed(self) -> None:
        self._proved = None
        self.forget_matcher()
        self._kept.clear()
        if self.sealed_open:
            self.vault.close_sealed()

    def matcher(self) -> Register:
        """The matcher over every name in the register, built once until the register changes or names are sealed.

        Raises:
            SealedClosed: names cannot be read now.
        """
        entries = self.needs_sealed().entries
        if self._matcher is None:
            self._matcher = Register(
                one
                for entry in entries()
                if (identity := entry.told_apart) is not None
                for one in known(entry.code, entry.type, identity)
            )
        return self._matcher

    def kept(self, kind: type[_T]) -> _T:
        """What a service keeps in memory of texts and names, one of its kind, made empty: gone when names are sealed.

        Raises:
            SealedClosed: names cannot be read now.
        """
        self.needs_sealed()
        found = self._kept.setdefault(kind, kind())
        assert isinstance(found, kind)
        return found

    def forget_matcher(self) -> None:
        """The register changed, or may no longer be read."""
        self._matcher = None

    def needs_sealed(self) -> Vault:
        """The vault, if the sealed compartment is open.

        Raises:
            SealedClosed: real names cannot be read now.
        """
        if not self.vault.sealed_is_open:
            raise self.vault.sealed_closed
        return self.vault

    def needs_to_write_sealed(self) -> Vault:
        """The vault, if something SEALED can be written: the compartment is open, or its key is elsewhere.

        Raises:
            SealedClosed: it is closed.
        """
        return self.vault if self.vault.can_write_sealed else self.needs_sealed()

    def lock(self) -> None:
        """Close the database, drop every key, release the lock file. Safe to call twice."""
        self.forget_matcher()
        self._kept.clear()
        if self._vault is not None:
            vault, self._vault = self._vault, None
            vault.lock()


def create(
    path: Path,
    passphrase: str,
    *,
    sealed_passphrase: str | None = None,
    params: KdfParams | None = None,
    watch: Watch | None = None,
) -> Session:
    """Make a new vault folder and open it, sealed compartment included.

    `path` gets the ending `.fieldnotes` if it has none. `params` replaces the calibrated key derivation.

    Raises:
        PassphraseTooWeak, AlreadyExists, CannotWrite, DiskFull.
    """
    _long_enough(passphrase)
    if sealed_passphrase is not None:
        _long_enough(sealed_passphrase)
    selftest.run()
    if path.suffix != SUFFIX:
        path = path.with_name(path.name + SUFFIX)
    if watch is not None:
        watch.step(0, 3, "measuring this computer")
    params = params or kdf.calibrate()
    device = Identity.generate(f"vault {path.name.removesuffix(SUFFIX)}", post_quantum=True)
    keys = DeviceKeys(device.signing_key.seed, device.signing_key.public, device.age_secret)
    if watch is not None:
        watch.step(1, 3, "deriving keys")
    with Secret.of(passphrase) as first, Secret.of(sealed_passphrase or passphrase) as second:
        vault = Vault.create(path, first, sealed_passphrase=second, kdf=params, device=keys)
        if not vault.sealed_is_open:
            vault.open_sealed(second)
        session = Session(path, vault, proved=clock.now())
    vault.append_ledger("created", strength=int(strength(passphrase).dice_words))
    return session


def unlock(path: Path, by: str | WayIn, *, watch: Watch | None = None) -> Session:
    """Open a vault by its passphrase or another way; the sealed compartment stays closed.

    Raises:
        NotAVault, VaultTooNew, HeaderDamaged, VaultDamaged, VaultInUse.
        WrongPassphrase, FactorMissing and others of `way_in.brought`.
    """
    selftest.run()
    way = WayIn.of(by)
    with brought(way, Vault.info(path)) as credentials:
        vault = Vault.open(path, credentials, watch=watch)
    with suppress(DiskFull, CannotWrite):  # a purge that was interrupted; it can wait for a disk with room
        vault.purging.finish(watch or Watch())
    _note(vault, "unlocked", **_how(way))
    return Session(path, vault)


def _note(vault: Vault, event: str, **facts: str | int) -> None:
    """Write an opening down. A full disk must not keep anybody from reading what is there."""
    with suppress(DiskFull):
        vault.append_ledger(event, **facts)


def _how(way: WayIn) -> dict[str, str | int]:
    """What is worth a word in the ledger: that it was opened by something else than a passphrase."""
    return {} if way.kind == "passphrase" else {"by": way.kind}


def info(path: Path) -> VaultInfo:
    """What anybody who holds the folder can see, without a passphrase."""
    return Vault.info(path)


def strength(passphrase: str, *, minimum_words: int = 0) -> Strength:
    """Judge a passphrase in words. Nothing of it is kept.

    Words of our lists count eleven bits each, which is exact where they were drawn. `minimum_words` is the policy's:
    an acceptable passphrase is at least as hard to guess as that many drawn words. Rows of the keyboard, counting and
    one word again are worth what one of them is.
    """
    if not passphrase:
        return Strength(0, _WORDS[0], 0.0, acceptable=False, dice_words=0.0)
    bits = min(_bits(passphrase), _bits(without_rows(passphrase)))
    score = sum(bits >= step for step in _BITS)
    acceptable = len(passphrase) >= MINIMUM_LENGTH and bits >= dice.bits(minimum_words)
    return Strength(score, _WORDS[score], round(bits, 1), acceptable, round(bits / dice.bits(1), 1))


def _bits(passphrase: str) -> float:
    known = dice.recognise(passphrase)
    if known.all_of_it:
        return known.bits
    guessed = _guessed(passphrase)
    if not known.words:
        return guessed
    # The estimator knows English only: an Azerbaijani word looks like chance letters to it.
    return min(guessed, known.bits + _guessed(known.rest))


def _guessed(text: str) -> float:
    """Bits by pattern matching. The cost grows with the square of the length; past 72 characters nothing changes."""
    return math.log2(10) * float(zxcvbn(text[:72])["guesses_log10"])


def _long_enough(passphrase: str) -> None:
    if len(passphrase) < MINIMUM_LENGTH:
        raise PassphraseTooWeak(length=len(passphrase), minimum=MINIMUM_LENGTH)
