"""Decrypt the pages of a SQLCipher 4 database as whoever has its key can: to prove what is not in them.

Page layout (sqlcipher.net/design): AES-256-CBC, the last 80 bytes of each page hold the IV (16) and the HMAC (64),
the first 16 bytes of the first page the salt. What was not authenticated first proves absence only.
"""

from __future__ import annotations

from collections.abc import Iterator

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from fieldnotes.crypto.secret import Secret

PAGE_BYTES = 4096
_RESERVED, _VECTOR, _SALT = 80, 16, 16


def decrypted(database: bytes, key: Secret) -> Iterator[bytes]:
    """Every page of a whole number of pages, free ones too."""
    algorithm = algorithms.AES256(bytes(key.reveal()))
    for start in range(0, len(database) - PAGE_BYTES + 1, PAGE_BYTES):
        page = database[start : start + PAGE_BYTES]
        end = PAGE_BYTES - _RESERVED
        decryptor = Cipher(algorithm, modes.CBC(page[end : end + _VECTOR])).decryptor()
        yield decryptor.update(page[_SALT if start == 0 else 0 : end]) + decryptor.finalize()
