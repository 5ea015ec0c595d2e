"""Read a ledger's file without its vault: the chain and its signatures for anybody, the entries for the auditor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import BinaryIO

from fieldnotes.crypto.secret import Secret
from fieldnotes.crypto.sign import BadSignature
from fieldnotes.vault.ledger import checkpoint, frame, ledger_frames
from fieldnotes.vault.ledger.checkpoint import Checkpoint, Tree
from fieldnotes.vault.ledger.frame import Frame, FrameBroken, Kind


class FlawKind(StrEnum):
    """What is wrong; the service has the sentences."""

    BROKEN = "broken"
    """A frame was altered, cut off or moved; nothing after it can be read."""
    EMPTY = "empty"
    SIGNATURE = "signature"
    """A checkpoint is not signed by the vault's device."""
    TREE = "tree"
    """A checkpoint tells of other entries than those before it."""
    ENTRY = "entry"
    """An entry was not written with the key that it should have been written with."""
    EPOCH = "epoch"
    SHORTER = "shorter"
    """Somebody holds a checkpoint of more entries than there are."""
    OTHER = "other"
    """Somebody holds a checkpoint of other entries than these."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong, at the frame of that number (0: of the file as a whole)."""

    kind: FlawKind
    frame: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """An entry that could be read. `number` and `digest` are those of the vault's own ledger."""

    frame: int
    number: int
    at: str
    event: str
    facts: Mapping[str, str | int]
    digest: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that a file says. `note` is the newest checkpoint whose signature and tree are right."""

    counts: Mapping[Kind, int]
    flaws: tuple[Flaw, ...]
    events: tuple[Event, ...]
    note: str
    last: bytes
    """SHA-256 of the last frame that could be read."""
    entry_digests: tuple[str, ...] = field(repr=False)
    """SHA-256 in hex of every entry's frame."""


class _Reader:
    def __init__(self, vault_id: bytes, public: bytes, secrets: tuple[str, ...], anchor: Checkpoint | None) -> None:
        self._vault_id, self._public, self._secrets, self._anchor = vault_id, public, secrets, anchor
        self._chain: Secret | None = None
        self._tree = Tree()
        self._epoch = 0
        self._anchored = anchor is None or anchor.size == 0
        self.counts = dict.fromkeys(Kind, 0)
        self.flaws: list[Flaw] = []
        self.events: list[Event] = []
        self.digests: list[str] = []
        self.note, self.last = "", frame.BEFORE_FIRST

    def take(self, found: Frame) -> None:
        self.counts[found.kind] += 1
        self.last = found.digest
        try:
            if found.kind is Kind.ENTRY:
                self._entry(found)
            elif found.kind is Kind.EPOCH:
                self._begin(found)
            elif found.kind is Kind.CHECKPOINT:
                self._checkpoint(found)
        except FrameBroken:
            kind = FlawKind.ENTRY if found.kind is Kind.ENTRY else FlawKind.EPOCH
            self.flaws.append(Flaw(kind, found.number))
            self._drop_chain()

    def finish(self) -> Reading:
        self._drop_chain()
        if not self.digests and not self.flaws and not any(self.counts.values()):
            self.flaws.append(Flaw(FlawKind.EMPTY))
        if not self._anchored:
            self.flaws.append(Flaw(FlawKind.SHORTER))
        flaws, events, digests = tuple(self.flaws), tuple(self.events), tuple(self.digests)
        return Reading(self.counts, flaws, events, self.note, self.last, digests)

    def _entry(self, found: Frame) -> None:
        self.digests.append(found.digest.hex())
        self._tree = self._tree.grown(found.encoded())
        if self._anchor is not None and self._anchor.size == self._tree.size:
            self._anchored = True
            if self._anchor.root != self._tree.root:
                self.flaws.append(Flaw(FlawKind.OTHER, found.number))
        if self._chain is not None:
            told = ledger_frames.opened_entry(self._chain, found, self._vault_id)
            self.events.append(_event(told, found.number))
            with self._chain as present:
                self._chain = ledger_frames.following(present)

    def _begin(self, found: Frame) -> None:
        epoch = ledger_frames.read_epoch(found)
        if epoch.number <= self._epoch:
            raise FrameBroken(found.number)
        self._epoch = epoch.number
        self._drop_chain()
        self._chain = ledger_frames.first_key(epoch, found, self._vault_id, self._secrets)

    def _checkpoint(self, found: Frame) -> None:
        try:
            note = found.payload.decode()
            told = checkpoint.verified(note, self._public)
        except (BadSignature, UnicodeDecodeError):
            self.flaws.append(Flaw(FlawKind.SIGNATURE, found.number))
            return
        if told != Checkpoint(self._vault_id, self._tree.size, self._tree.root):
            self.flaws.append(Flaw(FlawKind.TREE, found.number))
            return
        self.note = note

    def _drop_chain(self) -> None:
        if self._chain is not None:
            self._chain.wipe()
            self._chain = None


def read(
    file: BinaryIO,
    *,
    vault_id: bytes,
    public: bytes,
    secrets: tuple[str, ...] = (),
    anchor: Checkpoint | None = None,
) -> Reading:
    """Read a whole file: `public` is the device's key (32 bytes), `secrets` are the auditor's (AGE-SECRET-KEY-PQ-1…).

    `anchor` is a verified checkpoint that somebody else kept; its signature and vault are the caller's business.
    """
    reader = _Reader(vault_id, public, secrets, anchor)
    try:
        for found in frame.walk(file):
            reader.take(found)
    except FrameBroken as error:
        reader.flaws.append(Flaw(FlawKind.BROKEN, error.number))
    return reader.finish()


def _event(told: Mapping[str, object], number: int) -> Event:
    """Raises FrameBroken: it is authentic but not an entry of ours."""
    seq, at, event, facts, digest = (told.get(name) for name in ("seq", "at", "event", "facts", "hash"))
    if not (isinstance(at, str) and isinstance(event, str) and isinstance(digest, str) and isinstance(facts, dict)):
        raise FrameBroken(number)
    if type(seq) is not int or not all(isinstance(value, str | int) for value in facts.values()):
        raise FrameBroken(number)
    return Event(number, seq, at, event, facts, digest)
