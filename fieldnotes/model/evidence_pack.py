"""What an evidence pack says, and what was verified of it. The format is `docs/formats/evidence-pack.md`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fieldnotes.model.forms import CustodyAct

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
    """One exhibit. Digests are SHA-256 in hex, sizes octets; `acts` are UTC times and what was done then."""

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
class OpenedPack:
    """A pack after every check. `signer` is the public key that verified it, None when none of those given is its.

    `files` is the whole bag by path, tag files and signature included.
    """

    number: str
    day: str
    exhibits: tuple[PackedFile, ...]
    files: Mapping[str, bytes] = field(repr=False)
    signer: bytes | None
