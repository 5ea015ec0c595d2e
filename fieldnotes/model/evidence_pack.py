"""What an evidence pack says, and what was verified of it. The format is `docs/formats/evidence-pack.md`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fieldnotes.model.audience import Audience
from fieldnotes.model.bundle import BundleRecord
from fieldnotes.model.forms import CustodyAct
from fieldnotes.model.tlp import Tlp

ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "application/pdf": "pdf",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "video/mp4": "mp4",
}
"""Of the names of files by media type."""
OTHER_ENDING = "bin"


@dataclass(frozen=True, slots=True)
class PackedFile:
    """One exhibit. Digests are SHA-256 in hex, sizes octets.

    `original_sha256` is empty and `original_size` 0 where the pack does not tell them. `acts` are months (ISO; in packs
    of the first version UTC times) and what was done then.
    """

    label: str
    file: str
    sha256: str
    size: int
    media_type: str
    is_original: bool
    original_sha256: str
    original_size: int
    acts: tuple[tuple[str, CustodyAct], ...]


@dataclass(frozen=True, slots=True)
class CustodySheet:
    """What an author says of all files of a pack. `audience` and `tlp` are None in packs of the first version."""

    number: str
    day: str
    exhibits: tuple[PackedFile, ...]
    audience: Audience | None = None
    tlp: Tlp | None = None


@dataclass(frozen=True, slots=True)
class OpenedPack:
    """A pack after every check. `signer` is the public key that verified it, None when none of those given is its.

    `records` are what it says of the files, redacted. `files` is the whole bag by path, tag files and signature
    included, without the pages that an author's program of before made. `words` are what such a page said, a paragraph
    each.
    """

    sheet: CustodySheet
    records: tuple[BundleRecord, ...]
    words: tuple[str, ...] = field(repr=False)
    files: Mapping[str, bytes] = field(repr=False)
    signer: bytes | None
