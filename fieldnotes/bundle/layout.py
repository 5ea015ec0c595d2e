"""Names, limits and sizes of the bundle format, shared by writer and reader (`docs/formats/bundle.md`)."""

from __future__ import annotations

import re

FORMAT = "fieldnotes-bundle/1"
FORMAT_OF_ANY_VERSION = re.compile(r"fieldnotes-bundle/(\d{1,9})")
PACK_FORMAT = "fieldnotes-evidence/2"
FIRST_PACK_FORMAT = "fieldnotes-evidence/1"
PACK_FORMATS = (PACK_FORMAT, FIRST_PACK_FORMAT)
"""Of evidence packs: what is written, and what is read."""

MAX_FILE_BYTES = 512 * 1024 * 1024
MAX_ENTRY_BYTES = 128 * 1024 * 1024
MAX_ENTRIES = 2_000
MAX_MANIFEST_BYTES = 4 * 1024 * 1024
MAX_RECORD_BYTES = 16 * 1024 * 1024
MAX_RECORDS = 1_900
MIN_ZIP_BYTES = 32 * 1024
SHOWN_RECIPIENTS = 4

BAGIT = "bagit.txt"
BAG_INFO = "bag-info.txt"
PAYLOAD_MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
SIGNATURE = "signature.minisig"
PADDING = "data/PADDING"
MANIFEST = "data/manifest.json"
PAGE = "data/readable.html"
PAPER = "data/readable.pdf"
DOCUMENTS = (PAGE, PAPER)
"""In this order, between the manifest and the records."""
CUSTODY = "data/custody.json"
"""Of an evidence pack."""
SHEET = "data/custody.html"
"""Of the first version of it."""
MAX_CORRECTION = 2_000
"""Characters."""


def record_path(number: int) -> str:
    """The path of record `number`, counted from 1."""
    return f"data/records/r{number:03d}.json"


def padme(length: int) -> int:
    """The least Padmé size of at least `length` (Nikitin et al., PoPETs 2019): reveals O(log log length) bits."""
    if length < 2:
        return length
    exponent = length.bit_length() - 1
    mask = (1 << exponent - exponent.bit_length()) - 1
    return (length + mask) & ~mask
