"""The ways into a vault: list, add, remove and renew them.

Every change asks for the present passphrase again although the vault is open: an unlocked screen must not be enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fieldnotes.audit import policy as policies
from fieldnotes.crypto import capsule, dice, kdf
from fieldnotes.crypto.dice import WORDS, Language
from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import (
    BadRecipient,
    BadValue,
    PassphraseGuessable,
    PassphraseTooWeak,
    SealedClosed,
    WeakRecipient,
)
from fieldnotes.i18n import N_, tr
from fieldnotes.policy.limits import Policy
from fieldnotes.progress import Watch
from fieldnotes.services import session as sessions
from fieldnotes.services.cards import load_card
from fieldnotes.services.session import Session
from fieldnotes.services.views import Strength
from fieldnotes.services.way_in import WayIn, brought
from fieldnotes.vault import rules
from fieldnotes.vault.info import SlotInfo
from fieldnotes.vault.slots import key_file, os_keyring
from fieldnotes.vault.slots.slot_renewal import SlotChange
from fieldnotes.vault.slots.slots import MASTER, SEALED, Credentials, Factor
from fieldnotes.vault.vault import Vault

__all__ = [
    "MASTER",
    "SEALED",
    "WORDS",
    "Language",
    "SlotChange",
    "SlotInfo",
    "WayIn",
]  # the client may not import the vault itself

SECOND_DOOR = N_(
    "This is a second door: what key slot {slots} asks for still opens it too, without the rest. "
    "Remove that way in once the new one is tried."
)


@dataclass(frozen=True, slots=True)
class PassphraseSet:
    """A new passphrase that was written and tried: which slots, and how hard it is to guess."""

    change: SlotChange
    strength: Strength
    beside: tuple[int, ...] = ()
    """Slots that open the same with less than the new one asks for."""

    @property
    def second_door(self) -> str:
        """A sentence where the new way in protects nothing yet, because an easier one is still there."""
        if not self.beside:
            return ""
        return tr(SECOND_DOOR, slots=", ".join(map(str, self.beside)))


@dataclass(frozen=True, slots=True)
class OrganisationAdded:
    """Who can open the vault from now on; compare `words` by voice. `recipient` is the key id that slots show."""

    change: SlotChange
    name: str
    words: tuple[str, ...]
    recipient: str


def slots(where: Session | Path) -> tuple[SlotInfo, ...]:
    """The ways into a vault; of one that is not open, those that anybody can see."""
    return where.vault.key_slots.all() if isinstance(where, Session) else Vault.info(where).slots


def change_passphrase(
    session: Session,
    old: str | WayIn,
    new: str,
    *,
    opens: str = MASTER,
    also_rotate: bool = False,
    minimum_words: int = 0,
    params: KdfParams | None = None,
    watch: Watch | None = None,
) -> PassphraseSet:
    """Put `new` in place of the passphrase `old`; further factors stay. Where one passphrase opens both
    compartments, changing the vault's changes both.

    `also_rotate` puts new keys below it too, so that an old copy of the header with the old passphrase opens nothing
    of what is here now; recovery code and other people's slots must then be made anew. `minimum_words` is the
    policy's, in dice words; `params` replaces the calibrated key derivation.

    Raises:
        PassphraseTooWeak, PassphraseGuessable, BadValue: `new` cannot be used.
        WrongPassphrase, WrongSealedPassphrase, FactorMissing, LastWayIn, DiskFull, CannotWrite, HeaderDamaged:
            `old` opens, as before.
    """
    found = judged(new, max(minimum_words, least_words(session)))
    if WayIn.of(old).passphrase == new:
        raise BadValue(field="the new passphrase", value="the present one", allowed="another one")
    with brought_to(session, old, opens) as present, Secret.of(new) as secret:
        change = session.vault.key_slots.change_passphrase(
            *(present, secret),
            opens=opens,
            params=cost(params, watch, session.vault.policy.rules),
            strength=in_words(found),
            exchange_keys=also_rotate,
            watch=watch,
        )
    return PassphraseSet(change, found)


def add_passphrase(
    session: Session,
    present: str | WayIn,
    new: WayIn,
    *,
    opens: str = MASTER,
    keyring: bool = False,
    minimum_words: int = 0,
    params: KdfParams | None = None,
) -> PassphraseSet:
    """A further way in: a passphrase, with its key file if `new` has one, and with a key in this computer's keyring.

    Raises:
        PassphraseTooWeak, PassphraseGuessable, BadKeyFile, KeyringUnavailable: `new` cannot be used.
        SealedClosed: for the sealed compartment, which must be open.
        WrongPassphrase, SlotsFull, DiskFull, CannotWrite, HeaderDamaged: nothing was changed.
    """
    found = judged(new.passphrase, max(minimum_words, least_words(session)))
    if opens == SEALED and not session.sealed_open:
        raise SealedClosed
    proved(session, present)
    with _new_credentials(session, new, keyring=keyring) as credentials:
        change = session.vault.key_slots.add_passphrase(
            credentials,
            opens=opens,
            params=cost(params, None, session.vault.policy.rules),
            strength=in_words(found),
        )
    return PassphraseSet(change, found, _easier(session, change))


def _easier(session: Session, change: SlotChange) -> tuple[int, ...]:
    there = {slot.id: slot for slot in slots(session)}
    new = [there[number] for number in change.written if number in there]
    return tuple(
        other.id
        for other in there.values()
        if other.type == "passphrase"
        and any(other.opens == one.opens and set(other.factors) < set(one.factors) for one in new)
    )


def add_organisation(
    session: Session, present: str | WayIn, card: Path, *, sealed: bool = False, vault: bool = True
) -> OrganisationAdded:
    """Let the holder of a contact card open the vault, its sealed compartment, or both, without its owner.

    Raises:
        BadRecipient, WeakRecipient: no card, or one without a post-quantum key.
        PolicyForbids: the policy wants no such way in, or only another organisation's.
        SealedClosed: `sealed`, and the compartment is closed.
        WrongPassphrase, SlotsFull, DiskFull, CannotWrite: nothing was changed.
    """
    theirs = load_card(card)
    recipient = _post_quantum(theirs.age, card.name)
    proved(session, present)
    compartments = [opens for opens, wanted in ((MASTER, vault), (SEALED, sealed)) if wanted]
    change = session.vault.key_slots.add_organisation(recipient, compartments)
    return OrganisationAdded(change, theirs.name, theirs.words, capsule.key_id(recipient).hex())


def remove(session: Session, present: str | WayIn, slot_id: int) -> SlotChange:
    """Take a way in away.

    Raises:
        NoSuchSlot.
        LastWayIn: no passphrase or code would be left that can be relied upon.
        PolicyForbids: the policy requires it.
        WrongPassphrase, DiskFull, CannotWrite: nothing was changed.
    """
    way = WayIn.of(present)
    proved(session, way)
    change = session.vault.key_slots.remove(slot_id)
    if not any(Factor.KEYRING in slot.factors for slot in slots(session)):
        os_keyring.forget_in(way.keyrings, session.vault.vault_id)
    return change


def new_key_file(path: Path, vault: Path) -> bool:
    """Write a new key file (0600; never replaces one). True: it lies on the same disk as the vault, where whoever
    takes the one takes the other.

    Raises:
        BadValue: it would lie inside the vault's folder.
        AlreadyExists, CannotWrite, DiskFull.
    """
    if path.resolve().is_relative_to(vault.resolve()):
        raise BadValue(field="the key file's place", value="inside the vault", allowed="a stick that is kept apart")
    key_file.write(path)
    return key_file.same_volume(path, vault)


def upgrade_due(session: Session, target: KdfParams | None = None) -> tuple[SlotInfo, ...]:
    """Passphrase slots that are cheaper to guess than this computer can make them. Measures it unless told."""
    return session.vault.key_slots.upgrade_due(target or kdf.calibrate())


def upgrade(session: Session, present: str | WayIn, *, params: KdfParams | None = None) -> SlotChange:
    """Make the same passphrase costlier to guess, in every slot that it opens and that is due.

    Raises:
        WrongPassphrase, FactorMissing, DiskFull, CannotWrite, HeaderDamaged: everything is as before.
    """
    with brought_to(session, present) as credentials:
        return session.vault.key_slots.upgrade(credentials, cost(params, None, session.vault.policy.rules))


def generate(language: str, words: int = WORDS) -> str:
    """A passphrase of words drawn evenly from our list of `en`, `az` or `ru`.

    Raises:
        BadValue: another language, or fewer words than one.
    """
    if words < 1 or language not in tuple(Language):
        raise BadValue(field="a passphrase", value=f"{words} words of {language}", allowed="1 or more of en, az, ru")
    with dice.generate(Language(language), words) as secret:
        return bytes(secret.reveal()).decode()


def policy_minimum(policy: Path | None) -> int:
    """How many dice words a new passphrase must be worth by a policy file; 0 without one.

    Raises:
        BadPolicy, CannotRead.
    """
    return 0 if policy is None else policies.read(policy).min_words


def least_words(where: Session | Path) -> int:
    """How many dice words a new passphrase must be worth by the vault's own policy; 0 without one."""
    return (where.vault.policy.rules if isinstance(where, Session) else Vault.info(where).rules).min_words


def judged(passphrase: str, minimum_words: int) -> Strength:
    """How hard a new passphrase is to guess, if it may be used.

    Raises:
        PassphraseTooWeak, PassphraseGuessable.
    """
    if len(passphrase) < sessions.MINIMUM_LENGTH:
        raise PassphraseTooWeak(length=len(passphrase), minimum=sessions.MINIMUM_LENGTH)
    found = sessions.strength(passphrase, minimum_words=minimum_words)
    if not found.acceptable:
        raise PassphraseGuessable(words=minimum_words)
    return found


def in_words(strength: Strength) -> int:
    """As many whole words drawn by dice are as hard to guess: what is written to the ledger."""
    return int(strength.dice_words)


def cost(params: KdfParams | None, watch: Watch | None, policy: Policy) -> KdfParams:
    """What a guess at a new slot is to cost: about a second of this computer and what the policy asks for, unless
    told."""
    if params is None and watch is not None:
        watch.step(0, 3, "measuring this computer")
    return params or rules.raised(policy, kdf.calibrate())


@contextmanager
def brought_to(session: Session, present: str | WayIn, opens: str = MASTER) -> Iterator[Credentials]:
    """The credentials for a compartment of an open vault; see `way_in.brought`."""
    with brought(WayIn.of(present), Vault.info(session.path), opens) as credentials:
        yield credentials


def proved(session: Session, present: str | WayIn) -> None:
    """Whoever asks knows a way into the vault now.

    Raises:
        WrongPassphrase, FactorMissing and others of `way_in.brought`.
    """
    with brought_to(session, present) as credentials:
        session.vault.key_slots.prove(credentials)


@contextmanager
def _new_credentials(session: Session, new: WayIn, *, keyring: bool) -> Iterator[Credentials]:
    """The secrets for a new slot: exactly the factors that it will ask for."""
    kept = None
    if keyring:
        _, backend = os_keyring.available(new.keyrings)
        kept = os_keyring.keep(backend, session.vault.vault_id)
    file = key_file.read(new.key_file) if new.key_file is not None else None
    credentials = Credentials(passphrase=Secret.of(new.passphrase), key_file=file, keyring=kept)
    try:
        yield credentials
    finally:
        credentials.wipe()


def _post_quantum(recipients: Sequence[str], name: str) -> str:
    for recipient in recipients:
        try:
            capsule.key_id(recipient)
        except BadRecipient:
            continue
        return recipient
    raise WeakRecipient(name=name)
