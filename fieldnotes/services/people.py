"""Identities and contact cards: who can open a bundle, and who made it."""

from __future__ import annotations

from pathlib import Path

from fieldnotes import files
from fieldnotes.crypto.identity import Card, Identity
from fieldnotes.services.cards import load_card, load_identity
from fieldnotes.services.session import Session
from fieldnotes.services.views import CardView

__all__ = ["load_card", "load_identity"]  # asked for here by the services that send and receive


def new_identity(path: Path, name: str, *, post_quantum: bool = False) -> CardView:
    """Write a new private identity file (0600; never replaces one) and return its public card.

    A `post_quantum` one is needed to be given a way into a vault, or what is sealed in one.
    """
    identity = Identity.generate(name, post_quantum=post_quantum)
    files.atomic_write(path, identity.to_text().encode(), keep_existing=True)
    return _view(identity.card())


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


def _view(card: Card) -> CardView:
    return CardView(card.name, card.age, card.words, card.created, card.text)
