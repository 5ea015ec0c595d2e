"""Make the vectors of docs/formats/contact-card.md without FieldNotes: `python make.py WORDS`.

WORDS is resources/wordlists/fingerprint.txt.

The signing key is Ed25519 (RFC 8032) from the seed 00 01 … 1f, the recipient X25519 of the secret 40 41 … 5f; the files
are written beside this one.
"""

from __future__ import annotations

import hashlib
import json
import sys
from base64 import b64encode
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

HERE = Path(__file__).parent
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
NAME, CREATED, EXPIRES = "Sevda Əlizadə", "2026-11-22", "2031-05-01"


def main(words: Path) -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    sign = key.public_key().public_bytes_raw()
    point = X25519PrivateKey.from_private_bytes(bytes(range(64, 96))).public_key().public_bytes_raw()
    recipient = bech32("age", point)
    digest = hashlib.sha256("\n".join(("fieldnotes-card/1", recipient, sign.hex())).encode()).digest()
    number, listed = int.from_bytes(digest[:11], "big"), words.read_text(encoding="utf-8").split()
    spoken = [listed[number >> 11 * place & 2047] for place in range(7, -1, -1)]
    card: dict[str, object] = {
        "age": [recipient],
        "created": CREATED,
        "expires": EXPIRES,
        "format": "fieldnotes-card/1",
        "name": NAME,
        "sign": b64encode(sign).decode(),
        "words": spoken,
    }
    signature = key.sign(canonical(card))
    card["signature"] = b64encode(signature).decode()
    packed = b"\x01" + b"\x01" + point + sign + signature
    for text in (CREATED, EXPIRES, NAME):
        packed += len(text.encode()).to_bytes(2, "big") + text.encode()
    (HERE / "card.json").write_bytes(canonical(card) + b"\n")
    (HERE / "card.code").write_text("FNCARD1:" + base45(packed) + "\n", encoding="ascii")
    (HERE / "words.txt").write_text(" ".join(spoken) + "\n", encoding="utf-8")
    (HERE / "sign.txt").write_text(b64encode(sign).decode(), encoding="ascii")


def canonical(document: dict[str, object]) -> bytes:
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def base45(data: bytes) -> str:
    """RFC 9285: two bytes are three letters, least significant first; one byte left over is two."""
    letters = ""
    for at in range(0, len(data), 2):
        pair = data[at : at + 2]
        number = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            letters += BASE45[number % 45]
            number //= 45
    return letters


def bech32(prefix: str, data: bytes) -> str:
    """BIP 173."""
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    values = [int(bits[at : at + 5], 2) for at in range(0, len(bits), 5)]
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    check = polymod([*expanded, *values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [check >> 5 * (5 - place) & 31 for place in range(6)]
    return prefix + "1" + "".join(BECH32[value] for value in values)


def polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, part in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= part if top >> place & 1 else 0
    return check


if __name__ == "__main__":
    main(Path(sys.argv[1]))
