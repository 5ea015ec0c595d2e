"""What a bundle says, and what was verified of it. The format is `docs/formats/bundle.md`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from fieldnotes.model.audience import Audience
from fieldnotes.model.proposal import Outside
from fieldnotes.model.redaction import ReasonCode
from fieldnotes.model.register import EntityType
from fieldnotes.model.tlp import Tlp

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Trust(StrEnum):
    """Whose bundle it is: signed by the expected key, by a key nobody vouched for, or by none."""

    VERIFIED = "verified"
    UNKNOWN = "unknown"
    UNSIGNED = "unsigned"


COUNTED = frozenset(kind for kind in EntityType if kind is not EntityType.DOCUMENT)
"""The kinds of entity that the format counts. Numbers of documents came later: an earlier reader would refuse them."""


@dataclass(frozen=True, slots=True)
class Item:
    """One record as the manifest lists it; `sha256` in hex, `size` in bytes."""

    path: str
    sha256: str
    size: int
    title: str


class Fate(StrEnum):
    """What became of a record since the bundle before."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Difference:
    """One record: its label in this bundle, and in the one before; empty where it is not there."""

    fate: Fate
    label: str
    was: str


def short_code(bundle_id: str) -> str:
    """What people call a bundle, `FN-7Q3K2M`: the first 30 bits of its number (hex) in Crockford's base32."""
    number = int(bundle_id[:8], 16) >> 2
    return "FN-" + "".join(_CROCKFORD[number >> 5 * place & 31] for place in range(5, -1, -1))


@dataclass(frozen=True, slots=True)
class Manifest:
    """The head of a bundle. Days are ISO; `signer` is base64, empty when unsigned; `recipients` are sorted key ids."""

    bundle_id: str
    series_id: str
    seq: int
    created: str
    audience: Audience
    expires: str
    signer: str
    recipients: tuple[str, ...]
    ledger_head: str
    policy: str
    items: tuple[Item, ...]
    counts: Mapping[EntityType, int] = field(default_factory=dict)
    reasons: Mapping[ReasonCode, int] = field(default_factory=dict)
    """How many words were left out for each reason; small numbers are not told. Empty in older bundles."""
    ladder: Mapping[str, str] = field(default_factory=dict)
    """How exactly each kind of detail is told: topic and rung. Empty in older bundles."""
    withheld: int = 0
    tlp: Tlp | None = None
    """How far its readers may pass it on; None in older bundles."""
    previous: str = ""
    """SHA-256, in hex, of the manifest of the bundle before it in the series; empty for the first."""
    changes: tuple[Difference, ...] = ()
    """What became of each record since the bundle before it."""
    correction: str = ""
    """What the author says of the difference."""
    documents: tuple[Item, ...] = ()
    """The same records to be read without a program; their titles are empty."""
    for_review: Outside | None = None
    """It is not released: its reader is to say whether it may leave, and what for."""
    ledger_anchor: str = ""
    """How far the author's ledger went: size, root and signature of a checkpoint. Empty in older bundles."""

    @property
    def code(self) -> str:
        """What people call it, `FN-7Q3K2M`."""
        return short_code(self.bundle_id)

    @property
    def file_name(self) -> str:
        return f"{self.code}.age"


@dataclass(frozen=True, slots=True)
class BundleRecord:
    """A record as its audience reads it: already redacted. `label` (R-001) says nothing of the vault's code."""

    label: str
    kind: str
    language: str
    level: str
    title: str
    text: str
    consent: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle after every check. `signer` is a public key; `size` is the file's, in bytes."""

    manifest: Manifest
    records: tuple[BundleRecord, ...]
    signer: bytes | None
    trust: Trust
    size: int
    manifest_sha256: str = ""
    """Of the manifest's file, in hex."""
