"""Bundles that must be refused, each named by how it fails; and a few that must be read, with nothing harmful left."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from tests.vectors.hostile.container import (
    CHUNK,
    Entry,
    Person,
    b64,
    bag,
    canonical,
    minisign,
    packed,
    sealed,
    sha256,
    zipped,
)

AUTHOR, READER, STRANGER = Person("Nigar"), Person("Tamuna"), Person("Emre")
RECORD, MANIFEST, PADDING = "data/records/r001.json", "data/manifest.json", "data/PADDING"
TEXT = "Səhər açıldı. [Person 1] həyətə gəldi.\nAxşam kənd yolu qaranlıq idi."
NUMBER = "0123456789abcdef" * 2
FOR_REVIEW = {"way": "sealed", "tlp": "AMBER", "expires": "", "correction": ""}
Files = dict[str, bytes]


def record(**changes: object) -> dict[str, object]:
    base: dict[str, object] = {
        "label": "R-001",
        "kind": "testimony",
        "language": "az",
        "level": "ANONYMOUS",
        "title": "Söhbət",
        "text": TEXT,
        "consent": "press: anonymous",
        "notes": [],
    }
    return base | changes


def manifest(files: Mapping[str, bytes], **changes: object) -> dict[str, object]:
    items = [
        {"path": name, "sha256": sha256(data), "size": len(data), "title": "Söhbət"} for name, data in files.items()
    ]
    base: dict[str, object] = {
        "format": "fieldnotes-bundle/1",
        "bundle_id": NUMBER,
        "series_id": "ab" * 16,
        "seq": 1,
        "created": "2026-11-22",
        "audience": "editor",
        "expires": "",
        "signer": b64(AUTHOR.signer),
        "recipients": [READER.key_id],
        "ledger_head": "",
        "policy": "",
        "items": items,
        "counts": {"person": 1},
        "withheld": 0,
    }
    return base | changes


def files_of(records: Mapping[str, bytes], head: bytes, *, padding: bytes = bytes(64)) -> Files:
    return {PADDING: padding, MANIFEST: head, **records}


def signed(payload: Mapping[str, bytes], comment: str = f"{NUMBER} 1", *, by: Person = AUTHOR, **tags: Any) -> Files:
    made = bag(payload, **tags)
    return {**made, **payload, "signature.minisig": minisign(by, made["tagmanifest-sha256.txt"], comment)}


def good(
    *, one: bytes | None = None, head: bytes | None = None, change: Mapping[str, object] | None = None, seq: int = 1
) -> Files:
    records = {RECORD: one if one is not None else canonical(record())}
    told = canonical(manifest(records, seq=seq, **(change or {}))) if head is None else head
    return signed(files_of(records, told), f"{(change or {}).get('bundle_id', NUMBER)} {seq}")


def to_reader(files: Mapping[str, bytes]) -> bytes:
    return sealed(packed(files), READER)


def with_manifest(**changes: object) -> bytes:
    return to_reader(good(change=changes))


def with_record(**changes: object) -> bytes:
    return to_reader(good(one=canonical(record(**changes))))


def with_head(head: bytes) -> bytes:
    return to_reader(good(head=head))


def with_entry(at: int = 4, **changes: Any) -> bytes:
    """The good bundle with one ZIP entry forged."""
    entries = [Entry(name.encode(), content) for name, content in good().items()]
    old = entries[at]
    entries[at] = Entry(**{"name": old.name, "content": old.content, **changes})
    return sealed(zipped(entries), READER)


def added(name: str, content: bytes = b"x") -> bytes:
    """With one file more, which the bag lists."""
    payload = {name_: data for name_, data in good().items() if name_.startswith("data/")}
    return to_reader(signed({**payload, name: content}))


def without(name: str) -> bytes:
    return to_reader({key: data for key, data in good().items() if key != name})


def replaced(name: str, content: bytes) -> bytes:
    return to_reader({**good(), name: content})


def end_record(**changes: int) -> bytes:
    entries = [Entry(name.encode(), content) for name, content in good().items()]
    return sealed(zipped(entries, end=changes), READER)


def _many_items() -> bytes:
    return ("[" + ",".join(["[]"] * 70_000) + "]").encode()


def _lying_image() -> bytes:
    """A PNG of a few bytes that says to be 60,000 by 60,000."""
    head = struct.pack(">2I5B", 60_000, 60_000, 8, 6, 0, 0, 0)
    chunk = struct.pack(">I", len(head)) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    return b"\x89PNG\r\n\x1a\n" + chunk


def _flipped() -> bytes:
    data = bytearray(to_reader(good()))
    data[-20] ^= 1
    return bytes(data)


def _text_manifest(old: str, new: str) -> bytes:
    text = canonical(manifest({RECORD: canonical(record())})).decode()
    assert old in text
    return text.replace(old, new).encode("utf-8", "surrogatepass")


def _no_age(files: Mapping[str, bytes]) -> bytes:
    return packed(files)


def _wrong_order() -> bytes:
    files = good()
    return to_reader({"bag-info.txt": files.pop("bag-info.txt"), **files})


def _two_records(**second: object) -> bytes:
    records = {
        RECORD: canonical(record()),
        "data/records/r002.json": canonical(record(**second)),
    }
    return to_reader(signed(files_of(records, canonical(manifest(records)))))


def _chunks(*ends: bool) -> bytes:
    text = packed(good())
    return sealed(b"", READER, chunks=[(text.ljust(CHUNK, b"\0")[:CHUNK], last) for last in ends])


BUNDLES: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    # age
    "no-age-file": ("not-a-bundle", lambda: b"salam\n"),
    "nothing-at-all": ("not-a-bundle", lambda: b""),
    "zip-without-encryption": ("not-a-bundle", lambda: _no_age(good())),
    "age-version-2": ("bundle-too-new", lambda: sealed(packed(good()), READER, version="v2")),
    "for-somebody-else": ("bundle-not-for-you", lambda: sealed(packed(good()), STRANGER)),
    "for-a-passphrase": (
        "bundle-not-for-you",
        lambda: sealed(packed(good()), stanzas=f"-> scrypt {'A' * 22} 30\n{'A' * 43}\n"),
    ),
    "header-mac-wrong": ("bundle-damaged", lambda: sealed(packed(good()), READER, mac=bytes(32))),
    "header-with-too-many-stanzas": (
        "bundle-damaged",
        lambda: sealed(packed(good()), READER, stanzas="".join(f"-> x{n} \n{'A' * 43}\n" for n in range(200))),
    ),
    "header-without-end": ("bundle-damaged", lambda: b"age-encryption.org/v1\n-> " + b"x" * 70_000),
    "payload-cut-short": ("bundle-damaged", lambda: to_reader(good())[:-7]),
    "payload-one-bit-flipped": (
        "bundle-damaged",
        _flipped,
    ),
    "payload-without-last-chunk": ("bundle-damaged", lambda: _chunks(False)),
    "payload-goes-on-after-last-chunk": ("bundle-damaged", lambda: _chunks(True, True)),
    "payload-missing": ("bundle-damaged", lambda: to_reader(good())[: to_reader(good()).index(b"\n--- ") + 60]),
    # ZIP
    "inside-is-text": ("not-a-bundle", lambda: sealed(TEXT.encode(), READER)),
    "zip-compressed": ("bundle-hostile", lambda: with_entry(central={"method": 8}, local={"method": 8})),
    "zip-decompression-bomb": (
        "bundle-hostile",
        lambda: with_entry(
            content=zlib.compress(bytes(10_000_000), 9),
            central={"method": 8, "size": 10_000_000},
            local={"method": 8, "size": 10_000_000},
        ),
    ),
    "zip-says-4-gib": ("bundle-hostile", lambda: with_entry(central={"size": 2**32 - 1, "compressed": 2**32 - 1})),
    "zip-encrypted": ("bundle-hostile", lambda: with_entry(central={"flags": 1}, local={"flags": 1})),
    "zip-data-descriptor": ("bundle-hostile", lambda: with_entry(central={"flags": 8}, local={"flags": 8})),
    "zip64-extra-field": ("bundle-hostile", lambda: with_entry(extra=b"\x01\x00\x08\x00" + bytes(8))),
    "zip-entry-comment": ("bundle-hostile", lambda: with_entry(central={"comment": 4})),
    "zip-symbolic-link": ("bundle-hostile", lambda: with_entry(central={"external": 0xA1FF0000})),
    "zip-archive-comment": (
        "bundle-hostile",
        lambda: sealed(zipped([Entry(k.encode(), v) for k, v in good().items()], comment=b"salam"), READER),
    ),
    "zip-data-after-end": ("bundle-hostile", lambda: sealed(packed(good()) + b"x", READER)),
    "zip-two-ends": ("bundle-hostile", lambda: sealed(packed(good()) + packed(good()), READER)),
    "zip-gap-between-files": ("bundle-hostile", lambda: with_entry(before=b"hidden")),
    "zip-overlapping-files": ("bundle-hostile", lambda: with_entry(central={"offset": 0})),
    "zip-headers-differ": ("bundle-hostile", lambda: with_entry(local={"time": 1})),
    "zip-check-sum-wrong": ("bundle-hostile", lambda: with_entry(central={"crc": 1}, local={"crc": 1})),
    "zip-same-name-twice": ("bundle-hostile", lambda: with_entry(name=b"bagit.txt")),
    "zip-name-climbs-up": ("bundle-hostile", lambda: with_entry(name=b"data/../../x")),
    "zip-name-absolute": ("bundle-hostile", lambda: with_entry(name=b"/etc/x")),
    "zip-name-with-backslash": ("bundle-hostile", lambda: with_entry(name=b"data\\x")),
    "zip-name-with-nul": ("bundle-hostile", lambda: with_entry(name=b"data/x\x00.json")),
    "zip-name-of-a-device": ("bundle-hostile", lambda: with_entry(name=b"data/con.json")),
    "zip-name-ends-in-a-dot": ("bundle-hostile", lambda: with_entry(name=b"data/x.")),
    "zip-name-right-to-left": ("bundle-hostile", lambda: with_entry(name="data/\u202etxt.exe".encode())),
    "zip-too-many-files": ("bundle-hostile", lambda: end_record(count=2_001, here=2_001)),
    "zip-directory-elsewhere": ("bundle-hostile", lambda: end_record(offset=0)),
    "zip-on-two-disks": ("bundle-hostile", lambda: end_record(disk=1)),
    # bag
    "bag-of-a-later-version": (
        "bundle-too-new",
        lambda: to_reader(
            signed({k: v for k, v in good().items() if k.startswith("data/")}, profile="fieldnotes-bundle/2")
        ),
    ),
    "bag-with-a-foreign-file": ("bundle-hostile", lambda: replaced("readme.txt", b"x")),
    "bag-with-an-attachment-not-listed": ("bundle-hostile", lambda: added("data/attachments/a001.json")),
    "bag-with-an-image-that-lies-about-its-size": (
        "bundle-hostile",
        lambda: added("data/attachments/a001.png", _lying_image()),
    ),
    "bag-in-another-order": ("bundle-hostile", _wrong_order),
    "bag-without-manifest": ("bundle-damaged", lambda: without(MANIFEST)),
    "bag-without-check-sums": ("bundle-damaged", lambda: without("manifest-sha256.txt")),
    "bag-with-an-altered-record": ("bundle-damaged", lambda: replaced(RECORD, canonical(record(text="başqa")))),
    "bag-with-a-wrong-length": (
        "bundle-damaged",
        lambda: to_reader(signed({k: v for k, v in good().items() if k.startswith("data/")}, octets=7)),
    ),
    "bag-with-something-in-the-padding": (
        "bundle-hostile",
        lambda: to_reader(
            signed(
                files_of(
                    {RECORD: canonical(record())}, canonical(manifest({RECORD: canonical(record())})), padding=b"hidden"
                )
            )
        ),
    ),
    # signature
    "signature-missing": ("bundle-damaged", lambda: without("signature.minisig")),
    "signature-by-another-key": (
        "bundle-damaged",
        lambda: to_reader(signed({k: v for k, v in good().items() if k.startswith("data/")}, by=STRANGER)),
    ),
    "signature-of-another-bundle": (
        "bundle-damaged",
        lambda: to_reader(signed({k: v for k, v in good().items() if k.startswith("data/")}, f"{'0' * 32} 1")),
    ),
    "signature-cut-short": ("bundle-damaged", lambda: replaced("signature.minisig", good()["signature.minisig"][:80])),
    "signature-of-the-older-kind": (
        "bundle-damaged",
        lambda: replaced(
            "signature.minisig",
            minisign(AUTHOR, good()["tagmanifest-sha256.txt"], f"{NUMBER} 1", mark=b"Ed"),
        ),
    ),
    # manifest
    "manifest-of-a-later-version": ("bundle-too-new", lambda: with_manifest(format="fieldnotes-bundle/2")),
    "manifest-of-another-format": ("bundle-hostile", lambda: with_manifest(format="fieldnotes-card/1")),
    "manifest-with-an-unknown-member": ("bundle-hostile", lambda: with_manifest(critical=["x"])),
    "manifest-names-a-member-twice": (
        "bundle-hostile",
        lambda: with_head(_text_manifest('"seq":1', '"seq":1,"seq":2')),
    ),
    "manifest-is-no-json": ("bundle-hostile", lambda: with_head(b"{")),
    "manifest-is-a-list": ("bundle-hostile", lambda: with_head(b"[]\n")),
    "manifest-not-utf-8": ("bundle-hostile", lambda: with_head(b'{"format":"\xff"}')),
    "manifest-with-half-a-character": (
        "bundle-hostile",
        lambda: with_head(_text_manifest("fieldnotes-bundle/1", "\\ud800")),
    ),
    "manifest-too-deep": ("bundle-hostile", lambda: with_head(b"[" * 40 + b"]" * 40)),
    "manifest-far-too-deep": ("bundle-hostile", lambda: with_head(b"[" * 60_000)),
    "manifest-with-too-many-members": ("bundle-hostile", lambda: with_head(_many_items())),
    "manifest-with-a-broken-number": ("bundle-hostile", lambda: with_head(_text_manifest('"seq":1', '"seq":1.5'))),
    "manifest-with-a-huge-number": (
        "bundle-hostile",
        lambda: with_head(_text_manifest('"seq":1', '"seq":1' + "0" * 5_000)),
    ),
    "manifest-with-not-a-number": ("bundle-hostile", lambda: with_head(_text_manifest('"seq":1', '"seq":NaN'))),
    "manifest-with-a-negative-number": ("bundle-hostile", lambda: with_manifest(withheld=-1)),
    "manifest-with-a-day-that-is-none": ("bundle-hostile", lambda: with_manifest(created="2026-02-30")),
    "manifest-for-nobody-known": ("bundle-hostile", lambda: with_manifest(audience="everybody")),
    "manifest-with-unsorted-readers": ("bundle-hostile", lambda: with_manifest(recipients=["f" * 16, "0" * 16])),
    "manifest-for-review-by-an-unknown-way": (
        "bundle-hostile",
        lambda: with_manifest(for_review={**FOR_REVIEW, "way": "radio"}),
    ),
    "manifest-for-review-with-an-unknown-member": (
        "bundle-hostile",
        lambda: with_manifest(for_review={**FOR_REVIEW, "approved": "yes"}),
    ),
    "manifest-for-review-that-is-a-text": ("bundle-hostile", lambda: with_manifest(for_review="no")),
    "manifest-without-its-reader": ("bundle-not-for-you", lambda: with_manifest(recipients=[STRANGER.key_id])),
    "manifest-lists-other-files": ("bundle-hostile", lambda: with_manifest(items=[])),
    "manifest-with-a-wrong-check-sum": (
        "bundle-damaged",
        lambda: with_manifest(items=[{"path": RECORD, "sha256": "0" * 64, "size": 1, "title": ""}]),
    ),
    "manifest-with-a-short-key": ("bundle-hostile", lambda: with_manifest(signer=b64(b"short"))),
    # records
    "record-label-is-a-path": ("bundle-hostile", lambda: with_record(label="../../x")),
    "record-label-twice": ("bundle-hostile", _two_records),
    "record-of-an-unknown-level": ("bundle-hostile", lambda: with_record(level="TOP")),
    "record-of-an-unknown-kind": ("bundle-hostile", lambda: with_record(kind="program")),
    "record-with-an-unknown-member": ("bundle-hostile", lambda: with_record(script="alert(1)")),
    "record-whose-text-is-a-list": ("bundle-hostile", lambda: with_record(text=["x"])),
    "record-is-no-json": ("bundle-hostile", lambda: to_reader(good(one=b"<html>"))),
    # time
    "expired": ("bundle-expired", lambda: with_manifest(expires="2026-11-23")),
}
HARMLESS: Mapping[str, Callable[[], bytes]] = {
    "as-it-should-be": lambda: to_reader(good()),
    "text-with-bidi-and-control-characters": lambda: with_record(
        title="Söhbət\u202e gizli", text="Səhər\u202e açıldı\x1b[31m.\x00\u2066 Axşam\x9b oldu.", notes=["\u202dqeyd"]
    ),
    "for-review-with-bidi-in-the-words": lambda: with_manifest(
        for_review={**FOR_REVIEW, "correction": "Bir\u202e cümlə\x1b[31m."}
    ),
    "series-1": lambda: with_manifest(series_id="cd" * 16, bundle_id="1" * 32),
    "series-2": lambda: to_reader(good(change={"series_id": "cd" * 16, "bundle_id": "2" * 32}, seq=2)),
    "series-2-another": lambda: to_reader(
        good(change={"series_id": "cd" * 16, "bundle_id": "3" * 32, "withheld": 5}, seq=2)
    ),
    "series-3-of-another-past": lambda: to_reader(
        good(change={"series_id": "cd" * 16, "bundle_id": "4" * 32, "previous": "0" * 64}, seq=3)
    ),
}
