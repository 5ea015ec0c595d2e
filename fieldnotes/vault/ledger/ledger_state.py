"""What the database knows of the ledger's file: how far it goes, what is safely on the disk, the tree over entries."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace

from fieldnotes.vault.canonical import canonical
from fieldnotes.vault.connection import Connection
from fieldnotes.vault.ledger import frame
from fieldnotes.vault.ledger.checkpoint import Tree
from fieldnotes.vault.ledger.frame import BEFORE_FIRST, Frame, Kind

_KEY = "ledger_file"


@dataclass(frozen=True, slots=True)
class Place:
    """A frame's end in the file: its number, where it begins and ends (bytes), its SHA-256."""

    number: int = 0
    start: int = 0
    end: int = 0
    digest: bytes = BEFORE_FIRST

    def after(self, added: Frame) -> Place:
        return Place(added.number, self.end, self.end + added.blocks * frame.BLOCK, added.digest)


@dataclass(frozen=True, slots=True)
class State:
    """`last` is the newest frame that was ever committed, `kept` the newest that was synced to the disk."""

    last: Place = field(default_factory=Place)
    kept: Place = field(default_factory=Place)
    tree: Tree = field(default_factory=Tree)
    since: int = 0
    """Entries since the newest checkpoint."""
    note: str = ""
    """The newest checkpoint of this file."""
    epoch: int = 0
    auditor: str = ""
    """The recipient for whom the present epoch was begun."""
    mirrored_from: int = 1
    """Number of the first ledger entry that this file holds."""
    closing: bool = False
    """A lock began; a close frame must follow."""

    @classmethod
    def load(cls, connection: Connection) -> State | None:
        """None for a vault that has no ledger file yet.

        What was altered here is found by the seals of the pages, so an unreadable value is our own mistake.
        """
        found = connection.value("SELECT value FROM meta WHERE key = ?", _KEY)
        if found is None:
            return None
        raw = json.loads(found)
        return cls(
            last=_place(raw["last"]),
            kept=_place(raw["kept"]),
            tree=Tree(raw["size"], tuple(bytes.fromhex(root) for root in raw["roots"])),
            since=raw["since"],
            note=raw["note"],
            epoch=raw["epoch"],
            auditor=raw["auditor"],
            mirrored_from=raw["from"],
            closing=raw["closing"],
        )

    def save(self, connection: Connection) -> None:
        raw = {
            "last": _listed(self.last),
            "kept": _listed(self.kept),
            "size": self.tree.size,
            "roots": [root.hex() for root in self.tree.roots],
            "since": self.since,
            "note": self.note,
            "epoch": self.epoch,
            "auditor": self.auditor,
            "from": self.mirrored_from,
            "closing": self.closing,
        }
        connection.write(
            "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            *(_KEY, canonical(raw).decode()),
        )

    def following(self, kind: Kind, payload: bytes) -> Frame:
        """The next frame of the file."""
        return Frame(kind, self.last.number + 1, self.last.digest, payload)

    def with_frame(self, added: Frame) -> State:
        """The state once `added` is in the file."""
        grown = replace(self, last=self.last.after(added))
        if added.kind is Kind.ENTRY:
            return replace(grown, tree=self.tree.grown(added.encoded()), since=self.since + 1)
        if added.kind is Kind.CHECKPOINT:
            return replace(grown, since=0)
        return grown


def _place(raw: list[int | str]) -> Place:
    number, start, end, digest = raw
    return Place(int(number), int(start), int(end), bytes.fromhex(str(digest)))


def _listed(place: Place) -> list[int | str]:
    return [place.number, place.start, place.end, place.digest.hex()]
