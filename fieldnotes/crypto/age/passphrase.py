"""The passphrase recipient of age files (scrypt), for recovery files: c2sp.org/age, "The scrypt recipient type"."""

from __future__ import annotations

import re
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from fieldnotes.crypto.age import base64_strict
from fieldnotes.crypto.age.faults import HeaderError
from fieldnotes.crypto.age.header import FILE_KEY_LENGTH, Stanza

STANZA = "scrypt"
DEFAULT_WORK_FACTOR = 18
MAX_WORK_FACTOR = 20
"""2^20 blocks of 1 KiB: a gibibyte and some seconds. More is refused before any work is done."""
_LABEL = b"age-encryption.org/v1/scrypt"
_SALT_BYTES = 16
_ZERO_NONCE = bytes(12)
_WORK_FACTOR = re.compile(r"[1-9][0-9]?")


def wrap(passphrase: bytes, file_key: bytes, *, work_factor: int) -> Stanza:
    salt = token_bytes(_SALT_BYTES)
    body = _cipher(passphrase, salt, work_factor).encrypt(_ZERO_NONCE, file_key, None)
    return Stanza(STANZA, (base64_strict.encode(salt), str(work_factor)), body)


def unwrap(passphrase: bytes, stanza: Stanza) -> bytes | None:
    """The file key, or None when the passphrase is another.

    Raises:
        HeaderError: the stanza breaks a rule or asks for more work than `MAX_WORK_FACTOR`.
    """
    if len(stanza.arguments) != 2:
        raise HeaderError("arguments of the stanza")
    salt = base64_strict.decode(stanza.arguments[0])
    if len(salt) != _SALT_BYTES or not _WORK_FACTOR.fullmatch(stanza.arguments[1]):
        raise HeaderError("arguments of the stanza")
    work_factor = int(stanza.arguments[1])
    if work_factor > MAX_WORK_FACTOR:
        raise HeaderError("work factor is too high")
    if len(stanza.body) != FILE_KEY_LENGTH + 16:
        raise HeaderError("length of the wrapped key")
    try:
        return _cipher(passphrase, salt, work_factor).decrypt(_ZERO_NONCE, stanza.body, None)
    except InvalidTag:
        return None


def _cipher(passphrase: bytes, salt: bytes, work_factor: int) -> ChaCha20Poly1305:
    key = Scrypt(salt=_LABEL + salt, length=32, n=1 << work_factor, r=8, p=1).derive(passphrase)
    return ChaCha20Poly1305(key)
