"""Files in the age format, version 1 (c2sp.org/age): what leaves the vault and must open with stock tools."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from secrets import token_bytes

from fieldnotes.crypto.age import armor, bech32, header, passphrase, stream
from fieldnotes.crypto.age.faults import AgeError, ArmorError, HeaderError, HmacError, NoMatch, PayloadError
from fieldnotes.crypto.age.header import Header
from fieldnotes.crypto.age.recipients import HybridKind, KeyKind, X25519Kind, parse_identity, parse_recipient
from fieldnotes.errors import BadIdentityFile, BadRecipient

__all__ = [
    "LIMIT_BYTES",
    "AgeError",
    "ArmorError",
    "HeaderError",
    "HmacError",
    "NoMatch",
    "PayloadError",
    "Sealed",
    "decrypt",
    "decrypt_with_file_key",
    "encrypt",
    "generate_identity",
    "is_post_quantum",
    "is_recipient",
    "key_id",
    "passphrase_decrypt",
    "passphrase_encrypt",
    "recipient_of",
]

LIMIT_BYTES = 512 * 1024 * 1024
"""The largest plaintext that is held in memory."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A finished age file, and the 16-byte file key that lets the leak gate read exactly these bytes again."""

    data: bytes
    file_key: bytes

    def __repr__(self) -> str:
        return f"Sealed({len(self.data)} bytes)"


def encrypt(plaintext: bytes, recipients: Sequence[str]) -> Sealed:
    """Encrypt to the recipients `age1…`, or to `age1pq1…`: all of one kind, so that no weaker one opens the file.

    Raises:
        BadRecipient: none given, more than 64 (hybrid: 42), one is malformed, or the kinds are mixed.
    """
    keys = [_recipient(text) for text in recipients]
    if len({kind for kind, _ in keys}) != 1:
        raise BadRecipient(name="a list of no recipients" if not keys else "a mix of age1… and age1pq1… recipients")
    file_key = token_bytes(header.FILE_KEY_LENGTH)
    stanzas = [kind.wrap(public, file_key) for kind, public in keys]
    head = header.encode(stanzas, file_key)
    if len(stanzas) > header.STANZA_LIMIT or len(head) > header.HEADER_LIMIT_BYTES:
        raise BadRecipient(name=f"a list of {len(stanzas)} recipients")  # no reader of ours would take it
    return Sealed(head + stream.seal(plaintext, file_key), file_key)


def decrypt(data: bytes, identities: Sequence[str], *, limit_bytes: int = LIMIT_BYTES) -> bytes:
    """The text of an age file, armored or not, for any one of `identities` (`AGE-SECRET-KEY-…`).

    Raises:
        ArmorError, HeaderError, HmacError, NoMatch, PayloadError: see `faults`.
        BadIdentityFile: an identity is malformed.
    """
    secrets = [_identity(text) for text in identities]
    body, head = _opened(data)
    for stanza in head.stanzas:
        for kind, secret in secrets:
            if stanza.type == kind.stanza:
                file_key = kind.unwrap(secret, stanza)
                if file_key is not None:
                    return _payload(body, head, file_key, limit_bytes)
    raise NoMatch("no identity fits")


def decrypt_with_file_key(data: bytes, file_key: bytes, *, limit_bytes: int = LIMIT_BYTES) -> bytes:
    """The text of an age file whose file key is known. Raises as `decrypt`, without NoMatch."""
    body, head = _opened(data)
    return _payload(body, head, file_key, limit_bytes)


def passphrase_encrypt(plaintext: bytes, secret: bytes, *, work_factor: int = passphrase.DEFAULT_WORK_FACTOR) -> Sealed:
    """Encrypt under a passphrase (UTF-8 bytes, NFC); scrypt with 2^`work_factor` blocks of 1 KiB."""
    file_key = token_bytes(header.FILE_KEY_LENGTH)
    stanza = passphrase.wrap(bytes(secret), file_key, work_factor=work_factor)
    return Sealed(header.encode([stanza], file_key) + stream.seal(plaintext, file_key), file_key)


def passphrase_decrypt(data: bytes, secret: bytes, *, limit_bytes: int = LIMIT_BYTES) -> bytes:
    """The text of an age file made with a passphrase. Raises as `decrypt`."""
    body, head = _opened(data)
    for stanza in head.stanzas:
        if stanza.type == passphrase.STANZA:
            file_key = passphrase.unwrap(bytes(secret), stanza)
            if file_key is not None:
                return _payload(body, head, file_key, limit_bytes)
    raise NoMatch("the passphrase does not fit")


def generate_identity(*, post_quantum: bool = False) -> str:
    """A new secret, `AGE-SECRET-KEY-1…` or `AGE-SECRET-KEY-PQ-1…`."""
    kind: type[KeyKind] = HybridKind if post_quantum else X25519Kind
    return bech32.encode(kind.identity_prefix, token_bytes(32)).upper()


def recipient_of(identity: str) -> str:
    """The public half of an identity. Raises BadIdentityFile when it is malformed."""
    kind, secret = _identity(identity)
    return bech32.encode(kind.recipient_prefix, kind.public_of(secret))


def is_recipient(text: str) -> bool:
    """Whether `text` is a recipient that something can be encrypted to."""
    try:
        parse_recipient(text)
    except ValueError:
        return False
    return True


def is_post_quantum(recipient: str) -> bool:
    """Whether a recipient is a hybrid post-quantum one."""
    return is_recipient(recipient) and parse_recipient(recipient)[0] is HybridKind


def key_id(recipient: str) -> str:
    """A short name of a public key: the first 8 bytes of its SHA-256, in hex. Raises BadRecipient."""
    return hashlib.sha256(_recipient(recipient)[1]).hexdigest()[:16]


def _opened(data: bytes) -> tuple[bytes, Header]:
    body = armor.unwrap(data) if armor.is_armored(data) else data
    head = header.parse(body)
    if len(head.stanzas) > 1 and any(stanza.type == passphrase.STANZA for stanza in head.stanzas):
        raise HeaderError("a passphrase stanza must be alone")
    return body, head


def _payload(body: bytes, head: Header, file_key: bytes, limit_bytes: int) -> bytes:
    head.verify(file_key)
    return stream.open_sealed(body[head.length :], file_key, limit_bytes=limit_bytes)


def _recipient(text: str) -> tuple[type[KeyKind], bytes]:
    try:
        return parse_recipient(text)
    except ValueError as error:
        raise BadRecipient(name=text[:16] + "…") from error


def _identity(text: str) -> tuple[type[KeyKind], bytes]:
    try:
        return parse_identity(text)
    except ValueError as error:
        raise BadIdentityFile(name="the age identity") from error
