"""Authenticated encryption of single values: a fresh record key for each body, wrapped under a long-lived key.

Bodies: AES-256-GCM (NIST SP 800-38D) with a key used once. Wraps: AES-256-GCM-SIV (RFC 8452), which survives a
repeated nonce when a disk image is rolled back. Plaintexts are padded (Padmé, Nikitin et al., PoPETs 2019) so that
the stored length says little.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESGCMSIV

from fieldnotes.crypto.secret import Secret

NONCE_BYTES = 12
TAG_BYTES = 16
MAGIC = b"FN1"
SCHEMA = 1
"""Of the plaintexts inside; bound into every seal."""

_LENGTH_BYTES = 4
_SMALLEST = 256


class SealBroken(Exception):
    """The ciphertext, its key or what it is bound to is not what was sealed. Translated where it is met."""


@dataclass(frozen=True, slots=True)
class Binding:
    """What a sealed value is, so that it cannot stand in for another: authenticated, never secret."""

    vault: bytes
    """The vault's 16 random bytes."""
    owner: str
    """Random id of the record, entry, case or draft."""
    part: str
    level: int
    version: int

    def encoded(self) -> bytes:
        """Unambiguous bytes: fixed-width fields, then a counted part name, then the owner."""
        part = self.part.encode()
        head = MAGIC + self.vault + bytes([self.level]) + self.version.to_bytes(4, "big") + SCHEMA.to_bytes(2, "big")
        return head + bytes([len(part)]) + part + self.owner.encode()


@dataclass(frozen=True, slots=True)
class Sealed:
    """`kid` says which generation of the wrapping key; `wrapped` is the record key; `blob` the padded value."""

    kid: int
    wrapped: bytes
    blob: bytes


class WrappingKey:
    """A long-lived key that wraps record keys and other keys."""

    def __init__(self, secret: Secret, *, kid: int = 1) -> None:
        self.kid = kid
        self._secret = secret
        self._cipher = AESGCMSIV(secret.reveal())

    def wrap(self, key: bytes | bytearray | memoryview, context: bytes) -> bytes:
        """Nonce and ciphertext of `key`, bound to `context`."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, key, context)

    def unwrap(self, wrapped: bytes, context: bytes) -> bytearray:
        """The wrapped key in a buffer that the caller wipes.

        Raises:
            SealBroken: it does not open under this key and context.
        """
        length = len(wrapped) - NONCE_BYTES - TAG_BYTES
        if length < 0:
            raise SealBroken
        buffer = bytearray(length)
        try:
            self._cipher.decrypt_into(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], context, buffer)
        except InvalidTag as error:
            raise SealBroken from error
        return buffer

    def seal(self, plaintext: bytes, binding: Binding) -> Sealed:
        """Encrypt under a record key that is used for nothing else."""
        with Secret.random() as record_key:
            blob = seal_with(record_key, plaintext, binding)
            return Sealed(self.kid, self.wrap(record_key.reveal(), binding.encoded()), blob)

    def open(self, sealed: Sealed, binding: Binding) -> bytes:
        """Decrypt and verify.

        Raises:
            SealBroken: altered, swapped with another value, or sealed under another key.
        """
        if sealed.kid != self.kid:
            raise SealBroken
        with Secret.adopt(self.unwrap(sealed.wrapped, binding.encoded())) as record_key:
            return open_with(record_key, sealed.blob, binding)

    def wipe(self) -> None:
        """Zero the key; the cipher object below frees its own copy when it is collected."""
        self._secret.wipe()
        del self._cipher


def seal_with(record_key: Secret, plaintext: bytes, binding: Binding) -> bytes:
    """Nonce and ciphertext of one padded value under a record key that is used for nothing else."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(record_key.reveal()).encrypt(nonce, pad(plaintext), binding.encoded())


def open_with(record_key: Secret, blob: bytes, binding: Binding) -> bytes:
    """The value of a blob.

    Raises:
        SealBroken: altered, swapped with another value, or sealed under another key.
    """
    try:
        padded = AESGCM(record_key.reveal()).decrypt(blob[:NONCE_BYTES], blob[NONCE_BYTES:], binding.encoded())
    except (InvalidTag, ValueError) as error:
        raise SealBroken from error
    return unpad(padded)


def padded_length(length: int) -> int:
    """Padmé: keep the top bits of a length, so that it leaks O(log log n) bits and costs at most 12 %."""
    if length <= _SMALLEST:
        return _SMALLEST
    exponent = length.bit_length() - 1
    free_bits = exponent - exponent.bit_length()
    mask = (1 << free_bits) - 1
    return (length + mask) & ~mask


def pad(plaintext: bytes) -> bytes:
    """The length (4 bytes, big endian), the value, zeros."""
    framed = len(plaintext).to_bytes(_LENGTH_BYTES, "big") + plaintext
    return framed.ljust(padded_length(len(framed)), b"\0")


def unpad(padded: bytes) -> bytes:
    """The value without its frame.

    Raises:
        SealBroken: the frame is not one that `pad` makes.
    """
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    if len(padded) != padded_length(length + _LENGTH_BYTES):
        raise SealBroken
    return padded[_LENGTH_BYTES : _LENGTH_BYTES + length]
