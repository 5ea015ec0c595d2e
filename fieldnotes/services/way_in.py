"""What somebody brings to open a vault, turned into the secrets that a slot asks for and wiped again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from fieldnotes.crypto import recovery
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import (
    FactorMissing,
    FieldNotesError,
    WrongIdentity,
    WrongPassphrase,
    WrongPassphraseAlone,
    WrongRecoveryCode,
    WrongSealedPassphrase,
    WrongSealedPassphraseAlone,
)
from fieldnotes.i18n import N_, tr
from fieldnotes.services.cards import load_identity
from fieldnotes.vault.info import SlotInfo, VaultInfo
from fieldnotes.vault.slots import key_file, os_keyring
from fieldnotes.vault.slots.slots import MASTER, SEALED, Credentials, Factor

_NAMES = {Factor.KEY_FILE: N_("its key file"), Factor.KEYRING: N_("a key in this computer's keyring")}


@dataclass(frozen=True, slots=True)
class WayIn:
    """A passphrase with its key file if it has one, or a recovery code, or an organisation's identity file.

    A key in the computer's keyring is looked up where a slot asks for one, in `keyrings` only: class paths of
    backends, in this order.
    """

    passphrase: str = field(default="", repr=False)
    key_file: Path | None = field(default=None, repr=False)
    code: str = field(default="", repr=False)
    identity: Path | None = field(default=None, repr=False)
    keyrings: tuple[str, ...] = os_keyring.ALLOWED

    @classmethod
    def of(cls, brought: str | WayIn) -> WayIn:
        return brought if isinstance(brought, WayIn) else cls(passphrase=brought)

    @property
    def kind(self) -> str:
        """For the ledger: passphrase, code or organisation."""
        return "code" if self.code else "organisation" if self.identity is not None else "passphrase"


@contextmanager
def brought(way: WayIn, info: VaultInfo, opens: str = MASTER) -> Iterator[Credentials]:
    """The credentials for a compartment of a vault, wiped afterwards. A refusal says what was wrong.

    Raises:
        FactorMissing: every passphrase slot asks for something that was not brought.
        BadKeyFile, BadRecoveryCode, BadIdentityFile, CannotRead, KeyringUnavailable: what was brought cannot be used.
        WrongPassphrase, WrongSealedPassphrase, WrongRecoveryCode, WrongIdentity: it does not open. `…Alone` where
            a slot asks for something that was not brought.
    """
    credentials = _credentials(way, info, opens)
    try:
        _enough(way, credentials, info, opens)
        yield credentials
    except (WrongPassphrase, WrongSealedPassphrase) as error:
        raise _refused(way, credentials, info, error) from error
    finally:
        credentials.wipe()


def asks_for(info: VaultInfo, opens: str = MASTER) -> frozenset[Factor]:
    """The factors that any passphrase slot of a compartment asks for."""
    return frozenset(Factor(factor) for slot in _by_passphrase(info, opens) for factor in slot.factors)


def _credentials(way: WayIn, info: VaultInfo, opens: str) -> Credentials:
    identities = load_identity(way.identity).age_secrets if way.identity is not None else ()
    code = recovery.parse(way.code) if way.code else None
    if not way.passphrase:
        return Credentials(code=code, identities=identities)
    return Credentials(
        passphrase=Secret.of(way.passphrase),
        key_file=key_file.read(way.key_file) if way.key_file is not None else None,
        keyring=_from_keyring(way, info) if Factor.KEYRING in asks_for(info, opens) else None,
        code=code,
        identities=identities,
    )


def _from_keyring(way: WayIn, info: VaultInfo) -> Secret | None:
    """The vault's key in the keyring. Another slot may do without, so a keyring that does not answer is no error."""
    try:
        _, backend = os_keyring.available(way.keyrings)
        return os_keyring.read(backend, info.vault_id)
    except FieldNotesError:
        return None


def _enough(way: WayIn, credentials: Credentials, info: VaultInfo, opens: str) -> None:
    """Tell somebody whose key file is missing so, before anything is stretched, instead of `wrong passphrase`."""
    if way.code or way.identity is not None:
        return
    missing = _missing(credentials, info, opens)
    if missing and all(missing):
        raise FactorMissing(what=tr(_NAMES[min(missing, key=len)[0]]))


def _missing(credentials: Credentials, info: VaultInfo, opens: str) -> list[list[Factor]]:
    """For each passphrase slot of a compartment, the factors that it asks for and nobody brought."""
    wanted = _by_passphrase(info, opens)
    return [[f for f in _NAMES if f in slot.factors and credentials.factor(f) is None] for slot in wanted]


def _by_passphrase(info: VaultInfo, opens: str) -> Sequence[SlotInfo]:
    return [slot for slot in info.slots if slot.type == "passphrase" and slot.opens == opens]


def _refused(way: WayIn, credentials: Credentials, info: VaultInfo, error: FieldNotesError) -> FieldNotesError:
    if way.code:
        return WrongRecoveryCode()
    if way.identity is not None:
        return WrongIdentity(name=way.identity.name)
    sealed = isinstance(error, WrongSealedPassphrase)
    asked = next(filter(None, _missing(credentials, info, SEALED if sealed else MASTER)), None)
    if asked is not None:
        alone = WrongSealedPassphraseAlone if sealed else WrongPassphraseAlone
        return alone(what=tr(_NAMES[asked[0]]))
    return error
