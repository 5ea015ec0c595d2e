"""Read the two files of an identity: the private one, and the contact card made from it."""

from __future__ import annotations

from pathlib import Path

from fieldnotes import files
from fieldnotes.crypto.identity import CARD_LIMIT_BYTES, IDENTITY_LIMIT_BYTES, Card, Identity
from fieldnotes.errors import BadIdentityFile, BadRecipient, FileTooLarge


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


def load_card(path: Path) -> Card:
    """A contact card that somebody sent; its self-signature was checked.

    Raises:
        BadRecipient: it is not a card, or was altered.
        CannotRead.
    """
    try:
        text = files.read_limited(path, CARD_LIMIT_BYTES).decode("utf-8")
    except (UnicodeDecodeError, FileTooLarge) as error:
        raise BadRecipient(name=path.name) from error
    return Card.parse(text, name=path.name)
