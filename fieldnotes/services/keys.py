"""An editor's own key store: her keys, the authors she knows, what she has seen of each series. No vault is needed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fieldnotes import clock
from fieldnotes.bundle.kept import Kept, KnownAuthor
from fieldnotes.bundle.key_store import SUFFIX, KeyStore
from fieldnotes.crypto import kdf, selftest
from fieldnotes.crypto.identity import Identity
from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import BadIdentityFile, ContactExpired, PassphraseTooWeak
from fieldnotes.services import cards, contacts
from fieldnotes.services.session import MINIMUM_LENGTH
from fieldnotes.services.views import CardView

_LONGEST_NAME = 200
__all__ = ["SUFFIX"]  # the window names files by it


@dataclass(frozen=True, slots=True)
class AuthorView:
    """An author whose card was taken in; `compared` is the ISO day on which its words were compared."""

    name: str
    words: tuple[str, ...]
    compared: str


class Keys:
    """An open key store. Close it as soon as it is not needed."""

    def __init__(self, store: KeyStore) -> None:
        self.store = store

    @property
    def path(self) -> Path:
        return self.store.path

    @property
    def name(self) -> str:
        """What she calls herself."""
        return self.store.kept.identity.name

    def card(self) -> CardView:
        """Her contact card, for authors."""
        card = self.store.kept.identity.card()
        return CardView(card.name, card.age, card.words, card.created, card.text)

    def authors(self) -> tuple[AuthorView, ...]:
        return tuple(AuthorView(one.name, one.card.words, one.compared) for one in self.store.kept.authors)

    def trust(self, card: Path, *, called: str = "") -> AuthorView:
        """Remember an author whose eight words were compared; only then does her signature say whose it is.

        `card` is a file or a picture of its code; `called` what to call her, else what the card says.

        Raises:
            BadRecipient: it is no card, or was altered.
            NoCardInPicture, CannotRead.
            ContactExpired: the card has ended.
        """
        today = clock.today().isoformat()
        known = KnownAuthor(contacts.read_card(card), today, called.strip()[:_LONGEST_NAME])
        if not known.counts(today):
            raise ContactExpired(contact=card.name, day=known.card.expires)
        self.store.keep(self.store.kept.with_author(known))
        return AuthorView(known.name, known.card.words, known.compared)

    def close(self) -> None:
        """Wipe the keys. Safe to call twice."""
        self.store.close()

    def __enter__(self) -> Keys:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create(
    path: Path, passphrase: str, *, name: str = "", identity: Path | None = None, params: KdfParams | None = None
) -> Keys:
    """Make a key store with new post-quantum keys for `name`, or with those of an identity file.

    `path` gets the ending `.fnkeys` if it has none. `params` replaces the calibrated key derivation.

    Raises:
        PassphraseTooWeak, AlreadyExists, CannotWrite, BadValue.
        BadIdentityFile: it has no signing key, or is none.
    """
    if len(passphrase) < MINIMUM_LENGTH:
        raise PassphraseTooWeak(length=len(passphrase), minimum=MINIMUM_LENGTH)
    selftest.run()
    mine = Identity.generate(name, post_quantum=True) if identity is None else cards.load_identity(identity)
    if mine.signing_seed is None:
        raise BadIdentityFile(name=identity.name if identity is not None else "")
    path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
    with Secret.of(passphrase) as secret:
        return Keys(KeyStore.create(path, secret, Kept(mine), params=params or kdf.calibrate()))


def unlock(path: Path, passphrase: str) -> Keys:
    """Open a key store.

    Raises:
        NotKeys, WrongKeysPassphrase, CannotRead, NotEnoughMemory.
    """
    selftest.run()
    with Secret.of(passphrase) as secret:
        return Keys(KeyStore.open(path, secret))
