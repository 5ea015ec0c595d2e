"""The sealed compartment's own verbs: reveal one name, send everything sealed to an office, read it there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import LeftBehind, SealedClosed
from fieldnotes.model.consent import ConsentForm
from fieldnotes.model.register import Entry, Identity
from fieldnotes.progress import Watch
from fieldnotes.services import access, mentions, tasks
from fieldnotes.services import session as sessions
from fieldnotes.services.cards import load_card, load_identity
from fieldnotes.services.session import Session
from fieldnotes.services.way_in import WayIn, brought
from fieldnotes.vault.backup import backup_copy


@dataclass(frozen=True, slots=True)
class SealedState:
    """Whether names can be read now, whether their key is on this computer at all, and how much is under it.

    `recipients` are who alone can read what is sealed when the key is away; new material can still be sealed then.
    `named`, told by `send_away`: records below SEALED whose text can still be read here and names somebody.
    """

    is_open: bool
    is_here: bool
    values: int
    recipients: tuple[str, ...]
    named: tuple[str, ...] = ()


def state(session: Session) -> SealedState:
    """How the compartment stands."""
    vault = session.vault
    recipients = vault.sealed_recipients
    return SealedState(session.sealed_open, not recipients, vault.sealed_values(), recipients)


def reveal(session: Session, code: str) -> Identity:
    """The real name behind a code: a deliberate act, written to the ledger.

    Raises:
        SealedClosed: the compartment is closed, or this name's key is elsewhere.
        NoSuchRecord: no such entry.
    """
    identity = session.needs_sealed().entry(code).identity
    if identity is None:
        raise SealedClosed
    session.vault.append_ledger("reveal", code=code)
    return identity


def reveal_all(session: Session) -> list[Entry]:
    """Every entry with its names where they can be read: written to the ledger as one act, with how many they are.

    Raises:
        SealedClosed: the compartment is closed.
    """
    entries = session.vault.entries() if session.vault.sealed_is_away else session.needs_sealed().entries()
    shown = sum(entry.identity is not None for entry in entries)
    if shown:
        session.vault.append_ledger("reveal-all", count=shown)
    return entries


def reveal_form(session: Session, code: str) -> ConsentForm:
    """The words of somebody's consent: as deliberate an act, and as well noted.

    Raises:
        SealedClosed, NoSuchRecord: as `reveal`.
    """
    consent = session.needs_sealed().consent(code)
    if consent is not None and consent.form is None:
        raise LeftBehind if consent.away else SealedClosed
    session.vault.append_ledger("reveal", code=code, what="consent")
    return ConsentForm() if consent is None or consent.form is None else consent.form


def send_away(session: Session, cards: Sequence[Path] = (), *, watch: Watch | None = None) -> SealedState:
    """From now on only the owners of `cards` can read what is sealed in this vault, old and new; its owner cannot.

    Sealed are the register's names and contacts, SEALED records and SEALED passages. The rest of a text stays readable
    here, and so do names in it.

    Where a policy names who these are, it is they, and `cards` may be left out.

    Raises:
        SealedClosed: open the compartment first; nothing was changed.
        PolicyForbids: a card is not one of the policy's recipients; nothing was changed.
        BadRecipient: a card is damaged or has no post-quantum key; nothing was changed.
        DiskFull, CannotWrite, Cancelled: doing it again finishes it.
    """
    session.needs_sealed()
    tasks.seal_named(session)
    named = mentions.named_in_the_open(session, watch=watch)
    recipients = [recipient for path in cards for recipient in load_card(path).age]
    session.vault.rekeying.send_sealed_away(recipients, watch)
    session.forget_matcher()
    return replace(state(session), named=named)


def unseal(
    export: Path,
    into: Path,
    by: str | WayIn,
    *,
    identity: Path,
    sealed_passphrase: str,
    params: KdfParams | None = None,
    watch: Watch | None = None,
) -> Session:
    """At the office: make a vault of a backup that came from the field, and open what is sealed in it.

    `by` opens the vault (its passphrase, or the office's identity where it has a slot); `identity` opens the
    capsules; `sealed_passphrase` will open the compartment of the new vault, and is its own where the compartment
    has a key in the backup. The backup is only read.

    Raises:
        AlreadyExists, DiskFull, CannotWrite: nothing is left at `into`.
        PassphraseTooWeak, PassphraseGuessable: `sealed_passphrase` cannot be used.
        NotABackup, BackupDamaged, WrongPassphrase, WrongSealedPassphrase, WrongIdentity, BadIdentityFile.
    """
    watch = watch or Watch()
    policy = sessions.info(export).rules
    access.judged(sealed_passphrase, policy.min_words)
    secrets = load_identity(identity).age_secrets
    way = WayIn.of(by)
    if into.suffix != sessions.SUFFIX:
        into = into.with_name(into.name + sessions.SUFFIX)
    with brought(way, sessions.info(export)) as credentials:
        backup_copy.restore(export, into, credentials, watch=watch)
    session = sessions.unlock(into, by, watch=watch)
    try:
        with Secret.of(sealed_passphrase) as secret:
            session.vault.rekeying.bring_sealed_back(secrets, secret, access.cost(params, None, policy), watch)
    except BaseException:
        session.lock()
        raise
    return session
