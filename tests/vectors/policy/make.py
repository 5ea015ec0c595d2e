"""Make the vectors of docs/formats/policy.md without FieldNotes: `python make.py resources/wordlists/fingerprint.txt`.

Signatures are Ed25519 (RFC 8032) from the seed 00 01 … 1f; the files are written beside this one.
"""

from __future__ import annotations

import hashlib
import sys
from base64 import b64encode
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

HERE = Path(__file__).parent
DOCUMENT = """\
format = "fieldnotes-policy/1"
id = "ex-2026"
version = 7
issued = 2026-11-01
expires = 2027-05-01

[kdf]
min_memory_mib = 512
min_words = 6

[erase]
level_keys = "forbidden"

[lock]
idle_s = 180
"""


def main(words: Path) -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    public = key.public_key().public_bytes_raw()
    number = hashlib.sha256(public).digest()[:8]
    line = b64encode(b"Ed" + number + public).decode()
    comment = f"fieldnotes-policy/1 {line}"
    data = DOCUMENT.encode()
    signature = key.sign(hashlib.blake2b(data).digest())
    covering = key.sign(signature + comment.encode())
    (HERE / "policy.toml").write_bytes(data)
    (HERE / "policy.toml.minisig").write_text(
        f"untrusted comment: signature\n{b64encode(b'ED' + number + signature).decode()}\n"
        f"trusted comment: {comment}\n{b64encode(covering).decode()}\n"
    )
    listed = words.read_text(encoding="utf-8").split()
    digest = int.from_bytes(hashlib.sha256(f"fieldnotes-policy/1\n{public.hex()}".encode()).digest(), "big")
    spoken = [listed[digest >> 256 - 11 * place & 2047] for place in range(1, 9)]
    (HERE / "key.txt").write_text(f"{line}\n{' '.join(spoken)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
