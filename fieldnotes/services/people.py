"""Identities and contact cards: who can open a bundle, and who made it."""

from __future__ import annotations

from pathlib import Path

from fieldnotes import files
from fieldnotes.crypto.identity import CARD_LIMIT_BYTES, IDENTITY_LIMIT_BYTES, Card, Identity
from fieldnotes.errors import BadIdentityFile, BadRecipient, FileTooLarge
from fieldnotes.services.session import Session
from fieldnotes.services.views import CardView


def new_identity(path: Path, name: str) -> CardView:
    """Write a new private identity file (0600; never replaces one) and return its public card."""
    identity = Identity.generate(name)
    files.atomic_write(path, identity.to_text().encode(), keep_existing=True)
    return _view(identity.card())


def load_identity(path: Path) -> Identity:
    """An identity file of ours, or a plain age identity file without a signing key.

    Raises:
        BadIdentityFile, CannotRead.
    """
    try:
        text = files.read_limited(path, IDENTITY_LIMIT_BYTES).decode("utf-8")
    except (UnicodeDecodeError, FileTooLarge) as error:
        raise BadIdentityFile(name=path.name) from error
    return Identity.from_text(text, name=path.name)


def card(path: Path) -> CardView:
    """The public contact card of an identity file."""
    return _view(load_identity(path).card())


def author_card(session: Session) -> CardView:
    """The card of this vault's author: editors check a bundle's signature against it."""
    device = session.vault.device()
    created = session.vault.info(session.path).created
    return _view(Identity("author", (device.age_secret,), device.signing_seed, created).card())


def read_card(path: Path) -> CardView:
    """A contact card that somebody sent; its self-signature was checked.

    Raises:
        BadRecipient: it is not a card, or was altered.
    """
    return _view(load_card(path))


def load_card(path: Path) -> Card:
    try:
        text = files.read_limited(path, CARD_LIMIT_BYTES).decode("utf-8")
    except (UnicodeDecodeError, FileTooLarge) as error:
        raise BadRecipient(name=path.name) from error
    return Card.parse(text, name=path.name)


def _view(card: Card) -> CardView:
    return CardView(card.name, card.age, card.words, card.created, card.text)
