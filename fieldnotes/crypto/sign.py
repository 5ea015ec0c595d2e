"""Ed25519 signatures (RFC 8032), and files of them in minisign's format so that stock tools can check them."""

from __future__ import annotations

import binascii
import hashlib
from base64 import b64decode, b64encode
from secrets import token_bytes
from typing import final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PUBLIC_BYTES = 32
SIGNATURE_BYTES = 64
_KEY_ID_BYTES = 8
_PREHASHED = b"ED"
_PUBLIC_MARK = b"Ed"
_UNTRUSTED = "untrusted comment: "
_TRUSTED = "trusted comment: "
_MAX_LENGTH = 4096


class BadSignature(Exception):
    """A signature is malformed, by another key, or over other data."""


class OtherKey(BadSignature):
    """A signature names another key than the one it was checked with."""


@final
class SigningKey:
    """A private Ed25519 key; `seed` is its 32 bytes (RFC 8032's secret key)."""

    __slots__ = ("_key", "public", "seed")

    def __init__(self, seed: bytes) -> None:
        self.seed = bytes(seed)
        self._key = Ed25519PrivateKey.from_private_bytes(self.seed)
        self.public = self._key.public_key().public_bytes_raw()

    @classmethod
    def generate(cls) -> SigningKey:
        return cls(token_bytes(32))

    @classmethod
    def from_seed(cls, seed: bytes) -> SigningKey:
        """The key of a 32-byte seed; another length is a ValueError."""
        return cls(seed)

    @property
    def key_id(self) -> bytes:
        return key_id(self.public)

    def sign(self, message: bytes) -> bytes:
        """The 64-byte signature of `message`."""
        return self._key.sign(message)

    def sign_file(self, data: bytes, *, trusted_comment: str) -> str:
        """A minisign signature file (prehashed, algorithm `ED`) over `data` and the one-line `trusted_comment`."""
        if not trusted_comment.isprintable():
            raise ValueError("the trusted comment is one printable line")
        signature = self.sign(_prehash(data))
        covering = self.sign(signature + trusted_comment.encode())
        return (
            f"{_UNTRUSTED}signature\n{_base64(_PREHASHED + self.key_id + signature)}\n"
            f"{_TRUSTED}{trusted_comment}\n{_base64(covering)}\n"
        )


def key_id(public: bytes) -> bytes:
    """Eight bytes that name a public key in minisign's files; ours are derived, so that they never differ."""
    return hashlib.sha256(public).digest()[:_KEY_ID_BYTES]


def public_key_text(public: bytes) -> str:
    """A minisign public key file; its second line is what `minisign -P` takes."""
    return f"{_UNTRUSTED}minisign public key {key_id(public)[::-1].hex().upper()}\n{public_key_line(public)}\n"


def public_key(text: str) -> bytes:
    """The key in a minisign public key file of ours, or in its second line alone.

    Raises:
        BadSignature: neither, or a key whose number is not derived as `key_id` does.
    """
    packed = _unbase64(text.strip().rpartition("\n")[2].strip(), len(_PUBLIC_MARK) + _KEY_ID_BYTES + PUBLIC_BYTES)
    public = packed[-PUBLIC_BYTES:]
    if packed[:-PUBLIC_BYTES] != _PUBLIC_MARK + key_id(public):
        raise BadSignature("key")
    return public


def public_key_line(public: bytes) -> str:
    """A public key as one word, as `minisign -P` takes it."""
    return _base64(_PUBLIC_MARK + key_id(public) + public)


def verify(message: bytes, signature: bytes, public: bytes) -> None:
    """Raises BadSignature unless `signature` is `public`'s over `message`."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError) as error:
        raise BadSignature("signature") from error


def trusted_comment(signature: str) -> str:
    """The trusted comment of a signature file before anything of it was verified.

    Raises:
        BadSignature: it is not such a file.
    """
    return _signature_lines(signature)[2].removeprefix(_TRUSTED)


def verify_file(data: bytes, signature: str, public: bytes) -> str:
    """The trusted comment of a minisign signature file, once both its signatures were verified.

    Raises:
        OtherKey: it was made with another key.
        BadSignature: anything else; the older form without prehashing is refused too.
    """
    lines = _signature_lines(signature)
    packed = _unbase64(lines[1], len(_PREHASHED) + _KEY_ID_BYTES + SIGNATURE_BYTES)
    covering = _unbase64(lines[3], SIGNATURE_BYTES)
    comment = lines[2].removeprefix(_TRUSTED)
    if packed[:2] != _PREHASHED:
        raise BadSignature("algorithm")
    if packed[2:10] != key_id(public):
        raise OtherKey("key")
    verify(_prehash(data), packed[10:], public)
    verify(packed[10:] + comment.encode(), covering, public)
    return comment


def _signature_lines(signature: str) -> list[str]:
    if len(signature) > _MAX_LENGTH:
        raise BadSignature("length")
    lines = signature.removesuffix("\n").split("\n")
    if len(lines) != 4 or not lines[0].startswith(_UNTRUSTED) or not lines[2].startswith(_TRUSTED):
        raise BadSignature("lines")
    return lines


def _prehash(data: bytes) -> bytes:
    return hashlib.blake2b(data).digest()


def _base64(data: bytes) -> str:
    return b64encode(data).decode("ascii")


def _unbase64(text: str, length: int) -> bytes:
    try:
        data = b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadSignature("base64") from error
    if len(data) != length or _base64(data) != text:
        raise BadSignature("length")
    return data
