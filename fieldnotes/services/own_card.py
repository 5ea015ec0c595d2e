"""This vault's own contact card as a picture."""

from __future__ import annotations

from pathlib import Path

from fieldnotes import files
from fieldnotes.crypto.identity import Card
from fieldnotes.services import card_pictures
from fieldnotes.services.views import CardView


def picture(card: CardView) -> bytes:
    """A PNG of the card's code.

    Raises:
        BadRecipient: the card was altered.
    """
    return card_pictures.png(Card.parse(card.text))


def save_picture(card: CardView, out: Path) -> None:
    """Write that PNG.

    Raises:
        AlreadyExists, CannotWrite, DiskFull.
    """
    files.atomic_write(out, picture(card), keep_existing=True)


def save(card: CardView, out: Path) -> None:
    """Write the card itself.

    Raises:
        AlreadyExists, CannotWrite, DiskFull.
    """
    files.atomic_write(out, card.text.encode("utf-8"), keep_existing=True)
