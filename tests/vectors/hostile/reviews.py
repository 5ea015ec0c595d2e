"""Reviews that must be refused, each named by how it fails, and one that must be read, with nothing harmful left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.vectors.hostile.bundles import AUTHOR, MANIFEST, NUMBER, READER, RECORD, STRANGER, TEXT, good
from tests.vectors.hostile.container import Entry, Person, b64, canonical, minisign, packed, sealed, sha256, zipped

REVIEW_ID = "fedcba9876543210" * 2
QUOTE = "Axşam kənd yolu qaranlıq idi"


def remark(**changes: object) -> dict[str, object]:
    base: dict[str, object] = {
        "id": "0a1b2c3d",
        "label": "R-001",
        "part": "text",
        "paragraph": 1,
        "start": 0,
        "end": len(QUOTE),
        "quote_sha256": sha256(QUOTE.encode()),
        "kind": "risk",
        "text": "Yol onu tanıdır.",
    }
    return base | changes


def review(**changes: object) -> dict[str, object]:
    assert QUOTE in TEXT.split("\n")[1]
    files = good()
    base: dict[str, object] = {
        "format": "fieldnotes-review/1",
        "critical": [],
        "extensions": {},
        "review_id": REVIEW_ID,
        "bundle_id": NUMBER,
        "series_id": "ab" * 16,
        "seq": 1,
        "manifest_sha256": sha256(files[MANIFEST]),
        "number": 1,
        "created": "2026-11-23",
        "reviewer": READER.name,
        "signer": b64(READER.signer),
        "recipients": [AUTHOR.key_id],
        "records": [{"label": "R-001", "sha256": sha256(files[RECORD]), "verdict": "return", "note": ""}],
        "remarks": [remark()],
        "note": "",
    }
    return base | changes


def padme(length: int) -> int:
    exponent = length.bit_length() - 1
    mask = (1 << exponent - exponent.bit_length()) - 1
    return length + mask & ~mask


def padded(files: Mapping[str, bytes], *, more: int = 0, fill: bytes = b"\0") -> dict[str, bytes]:
    length = len(packed({**files, "data/PADDING": b""}))
    return {**files, "data/PADDING": fill * (padme(max(length, 8192)) - length + more)}


def signed(
    document: bytes, *, by: Person = READER, comment: str = f"fieldnotes-review/1 {REVIEW_ID}"
) -> dict[str, bytes]:
    return {"review.json": document, "signature.minisig": minisign(by, document, comment)}


def to_author(files: Mapping[str, bytes]) -> bytes:
    return sealed(packed(files), AUTHOR)


def of(document: bytes, **how: Any) -> bytes:
    return to_author(padded(signed(document, **how)))


def said(**changes: object) -> bytes:
    return of(canonical(review(**changes)))


def remarked(**changes: object) -> bytes:
    return said(remarks=[remark(**changes)])


def text_with(old: str, new: str) -> bytes:
    text = canonical(review()).decode()
    assert old in text
    return of(text.replace(old, new).encode("utf-8", "surrogatepass"))


def _zip_with(at: str = "review.json", **changes: Any) -> bytes:
    files = padded(signed(canonical(review())))
    entries = [Entry(name.encode(), content, **(changes if name == at else {})) for name, content in files.items()]
    return sealed(zipped(entries), AUTHOR)


REVIEWS: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "no-age-file": ("not-a-review", lambda: b"salam\n"),
    "nothing-at-all": ("not-a-review", lambda: b""),
    "for-another-vault": ("review-not-for-you", lambda: sealed(packed(padded(signed(canonical(review())))), STRANGER)),
    "cut-short": ("review-damaged", lambda: said()[:-9]),
    "header-mac-wrong": (
        "review-damaged",
        lambda: sealed(packed(padded(signed(canonical(review())))), AUTHOR, mac=bytes(32)),
    ),
    "inside-is-text": ("not-a-review", lambda: sealed(b"salam", AUTHOR)),
    "a-bundle-instead": ("not-a-review", lambda: to_author(good())),
    "with-a-foreign-file": (
        "review-damaged",
        lambda: to_author({**padded(signed(canonical(review()))), "readme.txt": b"x"}),
    ),
    "without-signature": ("review-damaged", lambda: to_author(padded({"review.json": canonical(review())}))),
    "padding-too-long": ("review-damaged", lambda: to_author(padded(signed(canonical(review())), more=1))),
    "padding-not-empty": ("review-damaged", lambda: to_author(padded(signed(canonical(review())), fill=b"x"))),
    "zip-compressed": ("review-damaged", lambda: _zip_with(local={"method": 8}, central={"method": 8})),
    "zip-says-4-gib": ("review-damaged", lambda: _zip_with(central={"size": 2**32 - 1, "compressed": 2**32 - 1})),
    "zip-gap-between-files": ("review-damaged", lambda: _zip_with("signature.minisig", before=b"hidden")),
    "of-a-later-version": ("review-too-new", lambda: said(format="fieldnotes-review/2")),
    "needs-an-unknown-extension": ("review-too-new", lambda: said(critical=["video"])),
    "of-another-format": ("review-damaged", lambda: said(format="fieldnotes-card/1")),
    "with-an-unknown-member": ("review-damaged", lambda: said(script="x")),
    "names-a-member-twice": ("review-damaged", lambda: text_with('"number":1', '"number":1,"number":2')),
    "in-another-spelling": ("review-damaged", lambda: text_with('"number":1', '"number": 1')),
    "is-no-json": ("review-damaged", lambda: of(b"{")),
    "not-utf-8": ("review-damaged", lambda: of(b'{"format":"\xff"}\n')),
    "too-deep": ("review-damaged", lambda: of(b"[" * 60_000)),
    "with-half-a-character": ("review-damaged", lambda: text_with("Yol onu", "\\ud800")),
    "with-a-broken-number": ("review-damaged", lambda: text_with('"paragraph":1', '"paragraph":1.5')),
    "with-a-huge-number": ("review-damaged", lambda: text_with('"end":', '"end":9' + "0" * 5_000)),
    "signed-by-another-key": ("review-damaged", lambda: of(canonical(review()), by=STRANGER)),
    "signature-of-something-else": ("review-damaged", lambda: of(canonical(review()), comment=f"{NUMBER} 1")),
    "passed-on-to-another-author": ("review-not-for-you", lambda: said(recipients=[STRANGER.key_id])),
    "recipients-unsorted": ("review-damaged", lambda: said(recipients=["f" * 16, "0" * 16])),
    "number-zero": ("review-damaged", lambda: said(number=0)),
    "day-that-is-none": ("review-damaged", lambda: said(created="2026-13-01")),
    "about-no-record": ("review-damaged", lambda: said(records=[], remarks=[])),
    "record-judged-twice": ("review-damaged", lambda: said(records=[*_records(), *_records()])),
    "verdict-unknown": ("review-damaged", lambda: said(records=[{**_records()[0], "verdict": "burn"}])),
    "label-is-a-path": ("review-damaged", lambda: said(records=[{**_records()[0], "label": "../x"}], remarks=[])),
    "remark-on-an-unknown-record": ("review-damaged", lambda: remarked(label="R-099")),
    "remark-number-twice": ("review-damaged", lambda: said(remarks=[remark(), remark()])),
    "remark-of-an-unknown-kind": ("review-damaged", lambda: remarked(kind="command")),
    "remark-on-nothing": ("review-damaged", lambda: remarked(end=0)),
    "remark-before-the-beginning": ("review-damaged", lambda: remarked(start=-1)),
    "remark-too-long": ("review-damaged", lambda: remarked(text="x" * 4_001)),
    "remark-with-a-short-digest": ("review-damaged", lambda: remarked(quote_sha256="abc")),
    "too-many-remarks": (
        "review-damaged",
        lambda: said(remarks=[remark(id=f"{n:08x}", text="x") for n in range(2_001)]),
    ),
}
HARMLESS: Mapping[str, Callable[[], bytes]] = {
    "as-it-should-be": said,
    "text-with-bidi-and-control-characters": lambda: said(
        remarks=[remark(text="Yol\u202e onu\x1b[31m tanıdır.\x00\u2066")],
        note="\u202dqeyd\x9b",
        reviewer="Tam\u202euna",
    ),
}


def _records() -> list[dict[str, object]]:
    return [{"label": "R-001", "sha256": sha256(good()[RECORD]), "verdict": "return", "note": ""}]
