"""age, strict ZIP, BagIt and minisign by hand, without FieldNotes and with every field open to malice."""

from __future__ import annotations

import hashlib
import hmac
import json
import struct
import zlib
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CHUNK = 64 * 1024
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def seed(name: str) -> bytes:
    """32 bytes that are the same whenever the vectors are made."""
    return hashlib.sha256(f"fieldnotes hostile vectors {name}".encode()).digest()


def b64(data: bytes) -> str:
    return b64encode(data).decode("ascii")


def bare(data: bytes) -> str:
    return b64(data).rstrip("=")


def bech32(prefix: str, data: bytes) -> str:
    """BIP 173, as age writes keys."""
    number, bits = int.from_bytes(data, "big"), len(data) * 8
    padded = bits + -bits % 5
    words = [number << padded - bits >> place & 31 for place in range(padded - 5, -1, -5)]
    spread = [ord(one) >> 5 for one in prefix] + [0] + [ord(one) & 31 for one in prefix]
    check = _polymod([*spread, *words, 0, 0, 0, 0, 0, 0]) ^ 1
    words += [check >> 5 * (5 - place) & 31 for place in range(6)]
    return prefix + "1" + "".join(_LETTERS[word] for word in words)


def _polymod(values: Iterable[int]) -> int:
    check = 1
    for value in values:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for place, part in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= part if top >> place & 1 else 0
    return check


@dataclass(frozen=True)
class Person:
    """An X25519 age key and an Ed25519 signing key."""

    name: str

    @property
    def age(self) -> X25519PrivateKey:
        return X25519PrivateKey.from_private_bytes(seed(f"{self.name} age"))

    @property
    def public(self) -> bytes:
        return self.age.public_key().public_bytes_raw()

    @property
    def key_id(self) -> str:
        return hashlib.sha256(self.public).hexdigest()[:16]

    @property
    def secret(self) -> str:
        return bech32("age-secret-key-", seed(f"{self.name} age")).upper()

    @property
    def signing(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(seed(f"{self.name} sign"))

    @property
    def signer(self) -> bytes:
        return self.signing.public_key().public_bytes_raw()

    def identity(self) -> str:
        head = f"# fieldnotes identity 1\n# name: {self.name}\n# created: 2026-11-22\n"
        return f"{head}# signing-key: {b64(seed(self.name + ' sign'))}\n{self.secret}\n"


def _expand(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt, info).derive(key)


def _stanza(person: Person, file_key: bytes) -> str:
    share = X25519PrivateKey.from_private_bytes(seed(f"share for {person.name}"))
    sent = share.public_key().public_bytes_raw()
    shared = share.exchange(X25519PublicKey.from_public_bytes(person.public))
    wrapping = _expand(shared, sent + person.public, b"age-encryption.org/v1/X25519")
    body = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
    return f"-> X25519 {bare(sent)}\n{bare(body)}\n"


def sealed(
    plain: bytes,
    *to: Person,
    version: str = "v1",
    stanzas: str = "",
    mac: bytes | None = None,
    chunks: Sequence[tuple[bytes, bool]] | None = None,
) -> bytes:
    """An age file. `chunks` are (text, whether it claims to be the last) instead of those of `plain`."""
    file_key = seed("file key")[:16]
    head = f"age-encryption.org/{version}\n" + "".join(_stanza(one, file_key) for one in to) + stanzas + "---"
    key = _expand(file_key, b"", b"header")
    mac = mac if mac is not None else hmac.digest(key, head.encode(), "sha256")
    salt = seed("payload salt")[:16]
    cipher = ChaCha20Poly1305(_expand(file_key, salt, b"payload"))
    if chunks is None:
        starts = range(0, max(len(plain), 1), CHUNK)
        chunks = [(plain[at : at + CHUNK], at + CHUNK >= len(plain)) for at in starts]
    body = b"".join(
        cipher.encrypt(number.to_bytes(11, "big") + bytes([last]), text, None)
        for number, (text, last) in enumerate(chunks)
    )
    return f"{head} {bare(mac)}\n".encode() + salt + body


@dataclass(frozen=True)
class Entry:
    """One ZIP entry whose header fields can be anything."""

    name: bytes
    content: bytes
    local: Mapping[str, int] = field(default_factory=dict)
    central: Mapping[str, int] = field(default_factory=dict)
    before: bytes = b""
    extra: bytes = b""


def zipped(entries: Sequence[Entry], *, comment: bytes = b"", end: Mapping[str, int] | None = None) -> bytes:
    body, directory = b"", b""
    for entry in entries:
        body += entry.before
        size = len(entry.content)
        common = {"version": 20, "flags": 0, "method": 0, "time": 0, "date": 0x21, "crc": zlib.crc32(entry.content)}
        common |= {"compressed": size, "size": size}
        tail = {"made": 20, **common, "name": len(entry.name), "extra": len(entry.extra), "comment": 0, "disk": 0}
        tail |= {"internal": 0, "external": 0, "offset": len(body), **entry.central}
        head = {**common, "name": len(entry.name), "extra": len(entry.extra), **entry.local}
        body += struct.pack("<4s5H3I2H", b"PK\x03\x04", *head.values()) + entry.name + entry.extra + entry.content
        directory += struct.pack("<4s6H3I5H2I", b"PK\x01\x02", *tail.values()) + entry.name + entry.extra
    last = {"disk": 0, "start": 0, "here": len(entries), "count": len(entries), "size": len(directory)}
    last |= {"offset": len(body), "comment": len(comment), **(end or {})}
    return body + directory + struct.pack("<4s4H2IH", b"PK\x05\x06", *last.values()) + comment


def packed(files: Mapping[str, bytes]) -> bytes:
    return zipped([Entry(name.encode(), content) for name, content in files.items()])


def canonical(document: object) -> bytes:
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass") + b"\n"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def minisign(person: Person, data: bytes, comment: str, *, mark: bytes = b"ED") -> bytes:
    number = hashlib.sha256(person.signer).digest()[:8]
    made = person.signing.sign(hashlib.blake2b(data).digest())
    covering = person.signing.sign(made + comment.encode())
    lines = ("untrusted comment: signature", b64(mark + number + made), f"trusted comment: {comment}", b64(covering))
    return ("\n".join(lines) + "\n").encode()


def bag(
    payload: Mapping[str, bytes], *, profile: str = "fieldnotes-bundle/1", octets: int | None = None
) -> dict[str, bytes]:
    """The tag files of a payload."""
    count = sum(map(len, payload.values())) if octets is None else octets
    info = f"BagIt-Profile-Identifier: {profile}\nBagging-Date: 2026-11-01\nPayload-Oxum: {count}.{len(payload)}\n"
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": info.encode(),
        "manifest-sha256.txt": _sums(payload),
    }
    return {**tags, "tagmanifest-sha256.txt": _sums(tags)}


def _sums(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{sha256(content)}  {name}\n" for name, content in sorted(files.items())).encode()
