"""Come back when a passphrase is lost: by the recovery code on paper, or as the organisation that was given a slot."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fieldnotes.crypto import recovery
from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import WordsDiffer
from fieldnotes.progress import Watch
from fieldnotes.services import session as sessions
from fieldnotes.services.access import PassphraseSet, brought_to, cost, in_words, judged, proved
from fieldnotes.services.session import Session
from fieldnotes.services.way_in import WayIn, brought
from fieldnotes.vault.keys import header
from fieldnotes.vault.slots import slot_changes
from fieldnotes.vault.slots.slot_renewal import SlotChange
from fieldnotes.vault.slots.slots import MASTER
from fieldnotes.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Offer:
    """A code that was made and is kept nowhere yet. `asks`: positions from 1 of the words to be typed back."""

    words: tuple[str, ...] = field(repr=False)
    asks: tuple[int, ...]
    code: Secret = field(repr=False)


def offer() -> Offer:
    """A new recovery code to write down, and which two of its words must be typed back before it counts."""
    words, code = recovery.new()
    return Offer(words, recovery.challenge(), code)


def is_code(offered: Offer, text: str) -> bool:
    """Whether `text`, typed from paper, is the offered code; a slip of one letter in a word is forgiven.

    Raises:
        BadRecoveryCode: it is no code at all; says which word is wrong, by its number.
    """
    with recovery.parse(text) as typed:
        return hmac.compare_digest(typed.reveal(), offered.code.reveal())


def keep(session: Session, present: str | WayIn, offered: Offer, typed: Sequence[str]) -> SlotChange:
    """Let the code open the vault, and the sealed compartment while that is open. Older codes stop working.

    Raises:
        WordsDiffer: `typed` are not the words asked for.
        WrongPassphrase, SlotsFull, DiskFull, CannotWrite, HeaderDamaged: the older code works, as before.
    """
    if not recovery.answers(offered.words, offered.asks, typed):
        raise WordsDiffer
    proved(session, present)
    with offered.code:
        return session.vault.key_slots.keep_code(offered.code)


def compartments(path: Path, by: WayIn) -> tuple[str, ...]:
    """Which compartments a recovery code or an organisation's identity opens. Opens and changes nothing.

    Raises:
        WrongRecoveryCode, WrongIdentity: none.
        NotAVault, HeaderDamaged, BadRecoveryCode, BadIdentityFile.
    """
    with brought(by, Vault.info(path)) as credentials:
        found = header.load(path)
        opened = slot_changes.opened_by(found, credentials)
        if not opened:
            slot_changes.proved(found, credentials, MASTER)
        return opened


def recover(
    path: Path,
    by: WayIn,
    new: str,
    *,
    new_sealed: str | None = None,
    minimum_words: int = 0,
    params: KdfParams | None = None,
    watch: Watch | None = None,
) -> tuple[Session, PassphraseSet]:
    """Open a vault by its recovery code, or as the organisation, and give it a new passphrase in place of every
    older one. Where `by` opens the sealed compartment too, that gets `new_sealed` (or the same); else it stays.

    Raises:
        PassphraseTooWeak, PassphraseGuessable, BadRecoveryCode, BadIdentityFile: what was given cannot be used.
        WrongRecoveryCode, WrongIdentity, VaultInUse and others of `session.unlock`; DiskFull, CannotWrite.
    """
    policy = Vault.info(path).rules
    least = max(minimum_words, policy.min_words)
    found = judged(new, least)
    if new_sealed is not None:
        judged(new_sealed, least)
    chosen = cost(params, watch, policy)
    session = sessions.unlock(path, by, watch=watch)
    try:
        with (
            brought_to(session, by) as credentials,
            Secret.of(new) as first,
            Secret.of(new_sealed or new) as second,
        ):
            change = session.vault.key_slots.recover(credentials, first, second, chosen, in_words(found))
    except BaseException:
        session.lock()
        raise
    return session, PassphraseSet(change, found)
