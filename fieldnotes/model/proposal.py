"""A release before it leaves: what would leave, who looked at it and said yes, how far it has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from fieldnotes.i18n import N_, tr
from fieldnotes.model.audience import Audience
from fieldnotes.model.tlp import Tlp


class Stage(StrEnum):
    """How far a release has come."""

    DRAFT = "draft"
    """Something is still open, or what would leave has changed since it was checked."""
    SELF_CHECKED = "self-checked"
    IN_REVIEW = "in-review"
    APPROVED = "approved"
    RELEASED = "released"


class Way(StrEnum):
    """How somebody said yes."""

    OWNER = "owner"
    """The owner of the vault, with its own signing key."""
    KEY = "key"
    """Somebody who brought her identity file to this computer."""
    REVIEW = "review"
    """An editor's signed review, in which she accepted every record. Only earlier programs kept these as approvals."""


class Door(StrEnum):
    """Through which door something leaves."""

    SEALED = "sealed"
    """Encrypted to readers who were chosen."""
    CLEAR = "clear"
    """As a page, a document, paper, the clipboard, a folder: whoever holds it reads it."""
    EVIDENCE = "evidence"
    """Encrypted, with the files themselves."""

    @property
    def words(self) -> str:
        """What it means, in the reader's language."""
        return tr(_DOORS[self])

    @property
    def carries_terms(self) -> bool:
        """Whether an end and a correction go along: only a bundle has a place for them."""
        return self is Door.SEALED


_DOORS: Mapping[Door, str] = {
    Door.SEALED: N_("encrypted, to readers who are chosen"),
    Door.CLEAR: N_("in the clear, for whoever gets hold of it"),
    Door.EVIDENCE: N_("encrypted, with the files of the evidence"),
}


_OUTSIDE = ("way", "tlp", "expires", "correction")


@dataclass(frozen=True, slots=True)
class Outside:
    """All that people say yes to beside the records. `expires` is the ISO day that was asked for, empty for none.

    `correction` is told to the readers.
    """

    door: Door
    tlp: Tlp
    expires: str = ""
    correction: str = field(default="", repr=False)

    def told(self) -> dict[str, str]:
        """As documents and statements write it."""
        return {"way": self.door.value, "tlp": self.tlp.value, "expires": self.expires, "correction": self.correction}

    @classmethod
    def of(cls, told: Mapping[str, object]) -> Outside:
        """The same back. Raises ValueError for anything else, such as an end that is no day."""
        words = [told.get(name) for name in _OUTSIDE]
        way, tlp, expires, correction = (one if isinstance(one, str) else None for one in words)
        if way is None or tlp is None or expires is None or correction is None or len(told) != len(_OUTSIDE):
            raise ValueError("outside")
        if expires and date.fromisoformat(expires).isoformat() != expires:
            raise ValueError("day")
        return cls(Door(way), Tlp(tlp), expires, correction)


@dataclass(frozen=True, slots=True)
class Approval:
    """One person's yes to exactly one content. `signature` is Ed25519's 64 bytes, empty for a review's."""

    signer: bytes
    way: Way
    at: str
    """UTC stamp."""
    contact: str = ""
    """Code of the contact; empty for the owner."""
    signature: bytes = b""
    review: str = ""
    """SHA-256, in hex, of the review that says so."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A case for an audience as it would leave. `content` is empty while something is open."""

    id: str
    code: str
    case: str
    audience: Audience
    content: str
    """SHA-256, in hex, of what would leave, whatever labels it has."""
    made: str
    by: str = ""
    open: str = ""
    """Code of the error for which it is a draft."""
    records: Mapping[str, int] = field(default_factory=dict)
    """Version of each record that leaves, by its code."""
    approvals: tuple[Approval, ...] = ()
    ladder: str = ""
    """How exactly details are told where that was chosen, as `redaction.ladder.parse` takes it."""
    outside: Outside | None = None
    """None in what earlier programs proposed, or where it cannot be read: nobody said yes to a way then."""
    series: str = field(default="", repr=False)
    """The row of bundles that it is to follow, as the owner calls it; nobody's yes depends on it."""


@dataclass(frozen=True, slots=True)
class Recall:
    """That a release is to be destroyed by whoever has it, and why."""

    code: str
    release: str
    """Number of the bundle."""
    at: str
    why: str
    reason: str = ""
    """Words of the owner, which go into the notice."""
