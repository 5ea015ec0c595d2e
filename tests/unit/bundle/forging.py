"""Bundles made by hand: good ones, and ones that a hostile or faulty program might make."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fieldnotes.bundle import bag, strict_zip, writer
from fieldnotes.bundle.layout import SIGNATURE, TAG_MANIFEST
from fieldnotes.bundle.reader import open_bundle
from fieldnotes.crypto import age
from fieldnotes.crypto.exchange import canonical, strict_object
from fieldnotes.crypto.identity import Identity
from fieldnotes.crypto.sign import SigningKey
from fieldnotes.model.audience import Audience
from fieldnotes.model.bundle import BundleRecord, Opened
from fieldnotes.model.redaction import Redacted
from fieldnotes.model.register import EntityType
from fieldnotes.protection.gate import Cleared, clear
from fieldnotes.protection.residue import Watchlist

AUTHOR = Identity.generate("Nigar")
EDITOR = Identity.generate("Tamuna")
OTHER_EDITOR = Identity.generate("Emre")
TODAY = "2026-11-22"
NAME = "FN-TEST00.age"

RECORDS = (
    BundleRecord(
        "R-001",
        "testimony",
        "az",
        "ANONYMOUS",
        "Məktub",
        "Mənbə K dedi:\n\t“İşıq söndü.”\n",
        "press: anonymous",
        ("n1",),
    ),
    BundleRecord("R-002", "note", "ar", "PUBLIC", "ملاحظة", 'قال المصدر: \u200fلا أعرف \\ "شيئا"', "", ()),
    BundleRecord("R-003", "note", "ka", "ROLE", "", "", "", ("ერთი", "ორი")),
)


def cleared(record: BundleRecord) -> Cleared:
    """A record through the real gate, with nobody to protect."""
    return clear(record, Redacted(record.title), Redacted(record.text), Watchlist([]))


def content(records: Sequence[BundleRecord] = RECORDS, **changes: Any) -> writer.BundleContent:
    values: dict[str, Any] = {
        "records": [cleared(record) for record in records],
        "audience": Audience.EDITOR,
        "created_day": TODAY,
        "series_id": "series-1",
        "seq": 3,
        "counts": {EntityType.PERSON: 7, EntityType.PHONE: 1},
        "withheld": 2,
        "ledger_head": "ab" * 32,
    }
    return writer.BundleContent(**{**values, **changes})


def built(records: Sequence[BundleRecord] = RECORDS, **changes: Any) -> writer.Built:
    return writer.build(content(records, **changes), recipients=EDITOR.recipients, signing=AUTHOR.signing_key)


def opened(data: bytes, **changes: Any) -> Opened:
    values: dict[str, Any] = {"identities": EDITOR.age_secrets, "name": NAME, "today": TODAY}
    return open_bundle(data, **{**values, **changes})


def sealed(packed: bytes, recipients: Sequence[str] = EDITOR.recipients) -> bytes:
    return age.encrypt(packed, recipients).data


def files_of(plain: bytes) -> dict[str, bytes]:
    return strict_zip.unpack(plain)


def packed(files: Mapping[str, bytes]) -> bytes:
    return strict_zip.pack(list(files.items()))


def remade(payload: Mapping[str, bytes], *, key: SigningKey | None = None, comment: str = "") -> dict[str, bytes]:
    """Tag files that fit `payload`, signed again: what an author's own program could make of it."""
    tags = bag.tag_files(payload, day=TODAY)
    signature = (key or AUTHOR.signing_key).sign_file(tags[TAG_MANIFEST], trusted_comment=comment or _comment(payload))
    return {**tags, **payload, SIGNATURE: signature.encode()}


def payload_of(plain: bytes) -> dict[str, bytes]:
    return {name: data for name, data in files_of(plain).items() if name.startswith("data/")}


def edited(document: bytes, **changes: object) -> bytes:
    """A JSON document with members changed; None removes one."""
    members = {**strict_object(document, limit_bytes=1 << 24).raw(), **changes}
    return canonical({name: value for name, value in members.items() if value is not None}) + b"\n"


def _comment(payload: Mapping[str, bytes]) -> str:
    manifest = strict_object(payload["data/manifest.json"], limit_bytes=1 << 24)
    return f"{manifest.text('bundle_id')} {manifest.integer('seq')}"


@dataclass(frozen=True)
class Raw:
    """One ZIP entry whose header fields can be anything."""

    name: bytes
    content: bytes = b"x"
    local: Mapping[str, int] = field(default_factory=dict)
    central: Mapping[str, int] = field(default_factory=dict)
    local_name: bytes | None = None
    before: bytes = b""
    extra: bytes = b""


def raw_zip(entries: Sequence[Raw], *, comment: bytes = b"", end: Mapping[str, int] | None = None) -> bytes:
    """A ZIP by hand; without overrides it is what the strict reader accepts."""
    body, directory = b"", b""
    for entry in entries:
        body += entry.before
        offset = len(body)
        size = len(entry.content)
        common = {"version": 20, "flags": 0, "method": 0, "time": 0, "date": 0x21, "crc": zlib.crc32(entry.content),
                  "compressed": size, "size": size}  # fmt: skip
        name = entry.name if entry.local_name is None else entry.local_name
        head = {**common, "name": len(name), "extra": len(entry.extra), **entry.local}
        body += struct.pack("<4s5H3I2H", b"PK\x03\x04", *head.values()) + name + entry.extra + entry.content
        tail = {"made": 20, **common, "name": len(entry.name), "extra": len(entry.extra), "comment": 0, "disk": 0,
                "internal": 0, "external": 0, "offset": offset, **entry.central}  # fmt: skip
        directory += struct.pack("<4s6H3I5H2I", b"PK\x01\x02", *tail.values()) + entry.name + entry.extra
    last = {"disk": 0, "start": 0, "here": len(entries), "count": len(entries), "size": len(directory),
            "offset": len(body), "comment": len(comment), **(end or {})}  # fmt: skip
    return body + directory + struct.pack("<4s4H2IH", b"PK\x05\x06", *last.values()) + comment
