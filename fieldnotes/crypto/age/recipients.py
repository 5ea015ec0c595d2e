"""Public-key recipients of age files: X25519 and the hybrid post-quantum ML-KEM-768 with X25519."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from typing import ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fieldnotes.crypto.age import base64_strict, bech32
from fieldnotes.crypto.age.faults import HeaderError
from fieldnotes.crypto.age.header import FILE_KEY_LENGTH, Stanza

_TAG_BYTES = 16
_WRAPPED_BYTES = FILE_KEY_LENGTH + _TAG_BYTES
_ZERO_NONCE = bytes(12)  # each wrapping key is used once
_MLKEM_PUBLIC_BYTES = 1184
_X25519_BYTES = 32
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


class KeyKind(ABC):
    """A kind of key pair: how it is written, and how it wraps a file key."""

    stanza: ClassVar[str]
    recipient_prefix: ClassVar[str]
    identity_prefix: ClassVar[str]
    public_bytes: ClassVar[int]
    share_bytes: ClassVar[int]

    @classmethod
    @abstractmethod
    def public_of(cls, secret: bytes) -> bytes:
        """The public key of a 32-byte secret."""

    @classmethod
    @abstractmethod
    def check_public(cls, public: bytes) -> None:
        """Raises ValueError for a key nothing can be encrypted to."""

    @classmethod
    @abstractmethod
    def wrap(cls, public: bytes, file_key: bytes) -> Stanza:
        """The file key, wrapped for the owner of `public`."""

    @classmethod
    def unwrap(cls, secret: bytes, stanza: Stanza) -> bytes | None:
        """The file key, or None when the stanza is for somebody else.

        Raises:
            HeaderError: the stanza breaks the rules of its type.
        """
        if len(stanza.arguments) != 1:
            raise HeaderError("arguments of the stanza")
        share = base64_strict.decode(stanza.arguments[0])
        if len(share) != cls.share_bytes:
            raise HeaderError("length of the share")
        if len(stanza.body) != _WRAPPED_BYTES:
            raise HeaderError("length of the wrapped key")  # checked first: no partitioning oracle
        return cls._unwrap(secret, share, stanza.body)

    @classmethod
    @abstractmethod
    def _unwrap(cls, secret: bytes, share: bytes, body: bytes) -> bytes | None: ...


class X25519Kind(KeyKind):
    """`age1…`: c2sp.org/age, "The X25519 recipient type"."""

    stanza = "X25519"
    recipient_prefix = "age"
    identity_prefix = "age-secret-key-"
    public_bytes = share_bytes = _X25519_BYTES
    _INFO: ClassVar[bytes] = b"age-encryption.org/v1/X25519"

    @classmethod
    def public_of(cls, secret: bytes) -> bytes:
        return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()

    @classmethod
    def check_public(cls, public: bytes) -> None:
        X25519PrivateKey.generate().exchange(X25519PublicKey.from_public_bytes(public))

    @classmethod
    def wrap(cls, public: bytes, file_key: bytes) -> Stanza:
        ephemeral = X25519PrivateKey.generate()
        share = ephemeral.public_key().public_bytes_raw()
        shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public))
        body = cls._cipher(shared, share + public).encrypt(_ZERO_NONCE, file_key, None)
        return Stanza(cls.stanza, (base64_strict.encode(share),), body)

    @classmethod
    def _unwrap(cls, secret: bytes, share: bytes, body: bytes) -> bytes | None:
        private = X25519PrivateKey.from_private_bytes(secret)
        shared = _shared(private, share)
        cipher = cls._cipher(shared, share + private.public_key().public_bytes_raw())
        try:
            return cipher.decrypt(_ZERO_NONCE, body, None)
        except InvalidTag:
            return None

    @classmethod
    def _cipher(cls, shared: bytes, salt: bytes) -> ChaCha20Poly1305:
        return ChaCha20Poly1305(HKDF(hashes.SHA256(), 32, salt=salt, info=cls._INFO).derive(shared))


class HybridKind(KeyKind):
    """`age1pq…`: c2sp.org/age, "The mlkem768x25519 recipient type" (X-Wing through HPKE)."""

    stanza = "mlkem768x25519"
    recipient_prefix = "age1pq"
    identity_prefix = "age-secret-key-pq-"
    public_bytes = _MLKEM_PUBLIC_BYTES + _X25519_BYTES
    share_bytes = 1088 + _X25519_BYTES
    _INFO: ClassVar[bytes] = b"age-encryption.org/mlkem768x25519"

    @classmethod
    def public_of(cls, secret: bytes) -> bytes:
        mlkem, x25519 = cls.private_of(secret)
        return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()

    @classmethod
    def check_public(cls, public: bytes) -> None:
        MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_PUBLIC_BYTES])
        X25519Kind.check_public(public[_MLKEM_PUBLIC_BYTES:])

    @classmethod
    def wrap(cls, public: bytes, file_key: bytes) -> Stanza:
        key = MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_PUBLIC_BYTES]),
            X25519PublicKey.from_public_bytes(public[_MLKEM_PUBLIC_BYTES:]),
        )
        sealed = _SUITE.encrypt(file_key, key, cls._INFO)
        return Stanza(cls.stanza, (base64_strict.encode(sealed[: cls.share_bytes]),), sealed[cls.share_bytes :])

    @classmethod
    def _unwrap(cls, secret: bytes, share: bytes, body: bytes) -> bytes | None:
        mlkem, x25519 = cls.private_of(secret)
        _shared(x25519, share[-_X25519_BYTES:])
        try:
            return _SUITE.decrypt(share + body, MLKEM768X25519PrivateKey(mlkem, x25519), cls._INFO)
        except InvalidTag:
            return None

    @staticmethod
    def private_of(secret: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
        """X-Wing's key expansion: the 32-byte seed gives both private keys (draft-connolly-cfrg-xwing-kem)."""
        expanded = hashlib.shake_256(secret).digest(96)
        return MLKEM768PrivateKey.from_seed_bytes(expanded[:64]), X25519PrivateKey.from_private_bytes(expanded[64:])


_KINDS: tuple[type[KeyKind], ...] = (X25519Kind, HybridKind)


def parse_recipient(text: str) -> tuple[type[KeyKind], bytes]:
    """The kind and public key of `age1…` or `age1pq1…`.

    Raises:
        ValueError: not a recipient, or a key of low order.
    """
    prefix, public = bech32.decode(text)
    for kind in _KINDS:
        if prefix == kind.recipient_prefix and text == text.lower() and len(public) == kind.public_bytes:
            kind.check_public(public)
            return kind, public
    raise ValueError("recipient")


def parse_identity(text: str) -> tuple[type[KeyKind], bytes]:
    """The kind and 32-byte secret of `AGE-SECRET-KEY-1…` or `AGE-SECRET-KEY-PQ-1…`.

    Raises:
        ValueError: not an identity.
    """
    prefix, secret = bech32.decode(text)
    for kind in _KINDS:
        if prefix == kind.identity_prefix and text == text.upper() and len(secret) == 32:
            return kind, secret
    raise ValueError("identity")


def _shared(private: X25519PrivateKey, share: bytes) -> bytes:
    try:
        return private.exchange(X25519PublicKey.from_public_bytes(share))
    except ValueError as error:  # a share of low order gives the all-zero secret
        raise HeaderError("share of low order") from error
