"""A key wrapped to public keys whose private halves are elsewhere: recovery slots, sealed capsules, audit epochs.

HPKE (RFC 9180) in base mode with the X-Wing hybrid KEM (ML-KEM-768 and X25519), HKDF-SHA256 and AES-256-GCM, once for
each recipient. HPKE as offered takes no associated data, so everything that a capsule must be bound to goes into
`context`. Recipients are age's post-quantum ones (`age1pq1…`): nothing weaker is accepted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey, Suite

from fieldnotes.crypto.age.recipients import HybridKind, parse_identity, parse_recipient
from fieldnotes.crypto.secret import KEY_BYTES, Secret
from fieldnotes.errors import BadRecipient

SUITE = "MLKEM768X25519-HKDF256-A256GCM"
KEY_ID_BYTES = 8
MOST_RECIPIENTS = 8

_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_INFO = b"fieldnotes/v1/capsule\0"
_MLKEM_BYTES = 1184
_SEALED_BYTES = 1088 + 32 + KEY_BYTES + 16


def key_id(recipient: str) -> bytes:
    """The first 8 bytes of the SHA-256 of the public key.

    Raises:
        BadRecipient: not a post-quantum recipient.
    """
    return _id(_public(recipient))


def wrap(key: memoryview | bytes, recipients: Sequence[str], context: bytes) -> bytes:
    """`key` (32 bytes) for each recipient: key id and HPKE ciphertext, one after the other.

    Raises:
        BadRecipient: none, too many, or one that is not post-quantum.
    """
    if not 0 < len(recipients) <= MOST_RECIPIENTS:
        raise BadRecipient(name=f"a list of {len(recipients)} recipients")
    parts = []
    for recipient in recipients:
        public = _public(recipient)
        parts += [_id(public), _SUITE.encrypt(bytes(key), _hpke_public(public), _INFO + context)]
    return b"".join(parts)


def unwrap(capsule: bytes, secrets: Iterable[str], context: bytes) -> Secret | None:
    """The key for the first of `secrets` (`AGE-SECRET-KEY-PQ-1…`) that it was wrapped to; None when for none of them.

    A capsule that is for a secret but was altered or moved opens for none.
    """
    size = KEY_ID_BYTES + _SEALED_BYTES
    if not capsule or len(capsule) % size:
        return None
    stanzas = [capsule[start : start + size] for start in range(0, len(capsule), size)]
    for text in secrets:
        kind, seed = parse_identity(text)
        if kind is not HybridKind:
            continue
        own = _id(HybridKind.public_of(seed))
        private = MLKEM768X25519PrivateKey(*HybridKind.private_of(seed))
        for stanza in stanzas:
            if stanza[:KEY_ID_BYTES] == own:
                try:
                    return Secret(_SUITE.decrypt(stanza[KEY_ID_BYTES:], private, _INFO + context))
                except InvalidTag:
                    continue
    return None


def recipients_of(capsule: bytes) -> tuple[bytes, ...]:
    """The key ids that a capsule is for."""
    size = KEY_ID_BYTES + _SEALED_BYTES
    return tuple(capsule[start : start + KEY_ID_BYTES] for start in range(0, len(capsule), size))


def is_for(capsule: bytes, secrets: Iterable[str]) -> bool:
    """Whether a capsule names one of `secrets` as its recipient."""
    named = recipients_of(capsule)
    hybrid = (seed for kind, seed in map(parse_identity, secrets) if kind is HybridKind)
    return any(_id(HybridKind.public_of(seed)) in named for seed in hybrid)


def _public(recipient: str) -> bytes:
    try:
        kind, public = parse_recipient(recipient)
    except ValueError as error:
        raise BadRecipient(name="the key") from error
    if kind is not HybridKind:
        raise BadRecipient(name="a key that is not post-quantum")
    return public


def _id(public: bytes) -> bytes:
    return hashlib.sha256(public).digest()[:KEY_ID_BYTES]


def _hpke_public(public: bytes) -> MLKEM768X25519PublicKey:
    return MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_BYTES]),
        X25519PublicKey.from_public_bytes(public[_MLKEM_BYTES:]),
    )
