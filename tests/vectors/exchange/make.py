"""Make the good vectors of docs/formats/{bundle,review,contact-card}.md without FieldNotes, from the root:

`python -m tests.vectors.exchange.make`. Two cards with their identities, two bundles of a series for both readers, the
second with every optional member, one that is only for review, and a review that accepts it; written beside this file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from tests.vectors.hostile.container import Person, b64, bag, bech32, canonical, minisign, packed, sealed, sha256

HERE = Path(__file__).parent
WORDS = HERE.parents[2] / "resources" / "wordlists" / "fingerprint.txt"
AUTHOR, READER, OTHER = Person("Günay"), Person("Leila"), Person("Aslan")
SERIES, REVIEW_ID, REMARK_ID = "5e" * 16, "9a" * 16, "0badcafe"
PAGE = "<!DOCTYPE html><html><head><title>x</title></head><body><p>Səhər açıldı.</p></body></html>\n"
TEXTS = ("Səhər açıldı. [Person 1] həyətə gəldi.\nAxşam kənd yolu qaranlıq idi.", "მან წასვლა გადაწყვიტა.")
QUOTE = "kənd yolu"


def record(number: int, text: str, language: str) -> bytes:
    return canonical(
        {
            "label": f"R-{number:03d}",
            "kind": "testimony",
            "language": language,
            "level": "ANONYMOUS",
            "title": "Söhbət",
            "text": text,
            "consent": "publication: anonymous",
            "notes": ["alleged, claim: kənd yolu"],
        }
    )


RECORDS = {
    f"data/records/r{number:03d}.json": record(number, text, language)
    for number, text, language in ((1, TEXTS[0], "az"), (2, TEXTS[1], "ka"))
}


def manifest(number: str, seq: int, **more: object) -> bytes:
    items = [
        {"path": path, "sha256": sha256(data), "size": len(data), "title": "Söhbət"} for path, data in RECORDS.items()
    ]
    told: dict[str, object] = {
        "format": "fieldnotes-bundle/1",
        "bundle_id": number,
        "series_id": SERIES,
        "seq": seq,
        "created": "2026-11-22",
        "audience": "public",
        "expires": "",
        "signer": b64(AUTHOR.signer),
        "recipients": sorted((READER.key_id, OTHER.key_id)),
        "ledger_head": "",
        "policy": "",
        "items": items,
        "counts": {"person": 6, "place": 5},
        "withheld": 5,
    }
    return canonical(told | more)


FIRST = manifest("1a" * 16, 1)
EVERYTHING: dict[str, object] = {
    "ledger_head": "c0" * 32,
    "ledger_anchor": f"12 {'d1' * 32} {'e2' * 64}",
    "expires": "2099-12-31",
    "reasons": {"source": 5, "third-party": 7},
    "ladder": {"dates": "year", "places": "country"},
    "tlp": "CLEAR",
    "previous": sha256(FIRST),
    "changes": [
        {"fate": "changed", "label": "R-001", "was": "R-002"},
        {"fate": "added", "label": "R-002", "was": ""},
        {"fate": "removed", "label": "", "was": "R-001"},
    ],
    "correction": "Bir cümlə düzəldildi.",
    "documents": [{"path": "data/readable.html", "sha256": sha256(PAGE.encode()), "size": len(PAGE.encode())}],
}
SECOND = manifest("2b" * 16, 2, **EVERYTHING)
ASKED = manifest(
    "3c" * 16,
    1,
    series_id="6f" * 16,
    tlp="AMBER+STRICT",
    for_review={"way": "clear", "tlp": "CLEAR", "expires": "2099-12-31", "correction": ""},
)


def bundle(head: bytes, number: str, seq: int, documents: Mapping[str, bytes] | None = None) -> bytes:
    payload = {"data/PADDING": b"", "data/manifest.json": head, **(documents or {}), **RECORDS}
    length = len(packed(signed(payload, number, seq)))
    wanted = padme(max(length, 32 * 1024))
    for more in range(wanted - length, wanted - length - 8, -1):  # Payload-Oxum tells it in figures, which take room
        files = signed({**payload, "data/PADDING": bytes(more)}, number, seq)
        if len(packed(files)) == wanted:
            return sealed(packed(files), READER, OTHER)
    raise ValueError("no padding fits")


def signed(payload: Mapping[str, bytes], number: str, seq: int) -> dict[str, bytes]:
    made = {**bag(payload), **payload}
    return {**made, "signature.minisig": minisign(AUTHOR, made["tagmanifest-sha256.txt"], f"{number} {seq}")}


def padme(length: int) -> int:
    """Nikitin et al., PoPETs 2019."""
    exponent = length.bit_length() - 1
    mask = (1 << exponent - exponent.bit_length()) - 1
    return length + mask & ~mask


def review() -> bytes:
    start = TEXTS[0].split("\n")[1].index(QUOTE)
    remark = {
        "id": REMARK_ID,
        "label": "R-001",
        "part": "text",
        "paragraph": 1,
        "start": start,
        "end": start + len(QUOTE),
        "quote_sha256": sha256(QUOTE.encode()),
        "kind": "comment",
        "text": "Yaxşı deyilib.",
    }
    told = {
        "format": "fieldnotes-review/1",
        "critical": [],
        "extensions": {},
        "review_id": REVIEW_ID,
        "bundle_id": "3c" * 16,
        "series_id": "6f" * 16,
        "seq": 1,
        "manifest_sha256": sha256(ASKED),
        "number": 1,
        "created": "2026-11-23",
        "reviewer": READER.name,
        "signer": b64(READER.signer),
        "recipients": [AUTHOR.key_id],
        "records": [
            {"label": f"R-{number:03d}", "sha256": sha256(data), "verdict": "accept", "note": ""}
            for number, data in enumerate(RECORDS.values(), start=1)
        ],
        "remarks": [remark],
        "note": "",
    }
    document = canonical(told)
    signature = minisign(READER, document, f"fieldnotes-review/1 {REVIEW_ID}")
    files = {"review.json": document, "signature.minisig": signature}
    length = len(packed({**files, "data/PADDING": b""}))
    return sealed(packed({**files, "data/PADDING": bytes(padme(max(length, 8192)) - length)}), AUTHOR)


def card(person: Person) -> bytes:
    recipient, sign = bech32("age", person.public), person.signer
    digest = hashlib.sha256("\n".join(("fieldnotes-card/1", recipient, sign.hex())).encode()).digest()
    number, listed = int.from_bytes(digest[:11], "big"), WORDS.read_text(encoding="utf-8").split()
    told: dict[str, object] = {
        "age": [recipient],
        "created": "2026-11-22",
        "format": "fieldnotes-card/1",
        "name": person.name,
        "sign": b64(sign),
        "words": [listed[number >> 11 * place & 2047] for place in range(7, -1, -1)],
    }
    signature = person.signing.sign(canonical(told).rstrip(b"\n"))
    return canonical({**told, "signature": b64(signature)})


def made() -> dict[str, bytes]:
    """Every file by its name."""
    cards = {f"{name}.card": card(person) for name, person in (("author", AUTHOR), ("reader", READER))}
    people = {"author": AUTHOR, "reader": READER, "other-reader": OTHER}
    identities = {f"{name}.identity": person.identity().encode() for name, person in people.items()}
    return {
        **cards,
        **identities,
        "first.age": bundle(FIRST, "1a" * 16, 1),
        "with-everything.age": bundle(SECOND, "2b" * 16, 2, {"data/readable.html": PAGE.encode()}),
        "for-review.age": bundle(ASKED, "3c" * 16, 1),
        "accepts-all.fnreview": review(),
    }


def main() -> None:
    for name, data in made().items():
        (HERE / name).write_bytes(data)


if __name__ == "__main__":
    main()
