"""Somebody who receives bundles or answers for releases: a contact card, and whether its words were compared."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Compared(StrEnum):
    """How the eight words were compared."""

    VOICE = "voice"
    IN_PERSON = "in-person"


class Standing(StrEnum):
    """What a contact's keys are worth today."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"
    CHANGED = "changed"
    """Other keys than before, which nobody has compared yet."""
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact card that a vault keeps at INTERNAL. Days are ISO; `sign` is a 32-byte Ed25519 key."""

    code: str
    name: str
    """What the owner of the vault calls them."""
    age: tuple[str, ...]
    sign: bytes
    words: tuple[str, ...]
    created: str
    card: str
    """The card's exact text."""
    added: str
    expires: str = ""
    """After this day the keys are not used: the card's own end, or one set here; empty for never."""
    verified: str = ""
    """When the words were compared, as a UTC stamp; empty where they were not."""
    how: str = ""
    """A `Compared`."""
    by: str = ""
    """Who compared them."""
    former: tuple[str, ...] = ()
    """Signing keys, in hex, that this contact had before."""

    def standing(self, today: str) -> Standing:
        """What the keys are worth on an ISO day."""
        if self.expires and self.expires < today:
            return Standing.EXPIRED
        if self.verified:
            return Standing.VERIFIED
        return Standing.CHANGED if self.former else Standing.UNVERIFIED
