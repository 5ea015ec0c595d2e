"""Make the vectors of docs/formats/approval.md without FieldNotes: `python make.py`.

The signing key is Ed25519 (RFC 8032) from the seed 00 01 … 1f; the files are written beside this one.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

HERE = Path(__file__).parent
VAULT, PROPOSAL = "11" * 16, "22" * 16
RECORDS = ("ab" * 32, "0c" * 32)


def main() -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    content = canonical({"audience": "public", "records": sorted(RECORDS)})
    statement = canonical(
        {
            "audience": "public",
            "content": hashlib.sha256(content).hexdigest(),
            "correction": "Bir cümlə düzəldildi.",
            "expires": "2027-12-31",
            "format": "fieldnotes-approval/2",
            "proposal": PROPOSAL,
            "signer": key.public_key().public_bytes_raw().hex(),
            "tlp": "CLEAR",
            "vault": VAULT,
            "way": "sealed",
        }
    )
    (HERE / "statement.json").write_bytes(statement)
    (HERE / "signature.hex").write_text(key.sign(statement).hex() + "\n", encoding="ascii")


def canonical(document: dict[str, object]) -> bytes:
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


if __name__ == "__main__":
    main()
