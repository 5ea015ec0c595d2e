"""Identities and contact cards: who can open a bundle, and who made it."""

from __future__ import annotations

from pathlib import Path

from fieldnotes import files
from fieldnotes.crypto.identity import Card, Identity
from fieldnotes.services import contacts
from fieldnotes.services.cards import load_card, load_identity
from fieldnotes.services.session import Session
from fieldnotes.services.views import CardView

__all__ = ["load_card", "load_identity"]  # asked for here by the services that send and receive


def new_identity(path: Path, name: str, *, post_quantum: bool = True) -> CardView:
    """Write a new private identity file (0600; never replaces one) and return its public card.

    A hybrid `post_quantum` one is needed to be given a way into a vault, or what is sealed in one; the other opens with
    age programs from before 2025.
    """
    identity = Identity.generate(name, post_quantum=post_quantum)
    files.atomic_write(path, identity.to_text().encode(), keep_existing=True)
    return _view(identity.card())


def card(path: Path, *, expires: str = "") -> CardView:
    """The public contact card of an identity file; `expires` is an ISO day.

    Raises:
        BadIdentityFile, CannotRead, BadValue.
    """
    return _view(load_identity(path).card(expires=contacts.day(expires)))


def author_card(session: Session, *, expires: str = "") -> CardView:
    """The card of this vault's author: editors check a bundle's signature against it."""
    device = session.vault.device()
    created = session.vault.info(session.path).created
    return _view(
        Identity("author", (device.age_secret,), device.signing_seed, created).card(expires=contacts.day(expires))
    )


def read_card(path: Path) -> CardView:
    """A contact card that somebody sent, or a picture of its code; its self-signature was checked.

    Raises:
        BadRecipient: it is not a card, or was altered.
        NoCardInPicture, CannotRead.
    """
    return _view(contacts.read_card(path))


def _view(card: Card) -> CardView:
    return CardView(card.name, card.age, card.words, card.created, card.text, card.expires)
