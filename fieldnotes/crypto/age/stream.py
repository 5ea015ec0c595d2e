"""The payload of an age file: ChaCha20-Poly1305 in chunks of 64 KiB, the last one marked (STREAM)."""

from __future__ import annotations

from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fieldnotes.crypto.age.faults import HeaderError, PayloadError

CHUNK_BYTES = 64 * 1024
_TAG_BYTES = 16
_SALT_BYTES = 16
_SEALED_BYTES = CHUNK_BYTES + _TAG_BYTES


def seal(plaintext: bytes, file_key: bytes) -> bytes:
    """Salt and encrypted chunks; an empty text is one empty last chunk."""
    salt = token_bytes(_SALT_BYTES)
    cipher = _cipher(file_key, salt)
    view = memoryview(plaintext)
    count = max(1, -(-len(view) // CHUNK_BYTES))
    parts = [salt]
    for index in range(count):
        chunk = view[index * CHUNK_BYTES : (index + 1) * CHUNK_BYTES]
        parts.append(cipher.encrypt(_nonce(index, last=index == count - 1), chunk, None))
    return b"".join(parts)


def open_sealed(payload: bytes, file_key: bytes, *, limit_bytes: int) -> bytes:
    """The text of a payload, complete or not at all.

    Raises:
        HeaderError: the salt is cut short.
        PayloadError: a chunk is damaged, missing, repeated or followed by anything; more than `limit_bytes`.
    """
    if len(payload) < _SALT_BYTES:
        raise HeaderError("payload salt")
    sealed = memoryview(payload)[_SALT_BYTES:]
    count = -(-len(sealed) // _SEALED_BYTES)
    length = len(sealed) - count * _TAG_BYTES
    if not count or len(sealed) - (count - 1) * _SEALED_BYTES < _TAG_BYTES:
        raise PayloadError("payload is cut short")
    if length > limit_bytes:
        raise PayloadError("payload is larger than allowed")
    if length == (count - 1) * CHUNK_BYTES and count > 1:
        raise PayloadError("last chunk is empty")
    cipher = _cipher(file_key, bytes(payload[:_SALT_BYTES]))
    parts = []
    for index in range(count):
        chunk = sealed[index * _SEALED_BYTES : (index + 1) * _SEALED_BYTES]
        try:
            parts.append(cipher.decrypt(_nonce(index, last=index == count - 1), chunk, None))
        except InvalidTag as error:
            raise PayloadError("payload authentication") from error
    return b"".join(parts)


def _cipher(file_key: bytes, salt: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(HKDF(hashes.SHA256(), 32, salt=salt, info=b"payload").derive(file_key))


def _nonce(index: int, *, last: bool) -> bytes:
    return index.to_bytes(11, "big") + bytes([last])
