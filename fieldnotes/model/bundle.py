"""What a bundle says, and what was verified of it. The format is `docs/formats/bundle.md`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from fieldnotes.model.audience import Audience
from fieldnotes.model.redaction import ReasonCode
from fieldnotes.model.register import EntityType

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Trust(StrEnum):
    """Whose bundle it is: signed by the expected key, by a key nobody vouched for, or by none."""

    VERIFIED = "verified"
    UNKNOWN = "unknown"
    UNSIGNED = "unsigned"


@dataclass(frozen=True, slots=True)
class Item:
    """One record as the manifest lists it; `sha256` in hex, `size` in bytes."""

    path: str
    sha256: str
    size: int
    title: str


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
    ledger_anchor: str = ""
    """How far the author's ledger went: size, root and signature of a checkpoint. Empty in older bundles."""

    @property
    def code(self) -> str:
        """A short name for people, `FN-7Q3K2M`: the first 30 bits of the bundle's id in Crockford's base32."""
        number = int(self.bundle_id[:8], 16) >> 2
        return "FN-" + "".join(_CROCKFORD[number >> 5 * place & 31] for place in range(5, -1, -1))

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
