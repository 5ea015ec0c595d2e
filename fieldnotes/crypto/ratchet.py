"""A chain of keys that goes forward only: who takes the present key can neither read nor forge what was sealed before.

Forward-secure logging after Schneier and Kelsey (1999) and Bellare and Yee (2003): a value is sealed under
E_i = HKDF-Expand(K_i, "entry"), then K_i is replaced by K_{i+1} = HKDF-Expand(K_i, "next").
"""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fieldnotes.crypto.aead import NONCE_BYTES, TAG_BYTES, SealBroken
from fieldnotes.crypto.kdf import subkey
from fieldnotes.crypto.secret import Secret

OVERHEAD = NONCE_BYTES + TAG_BYTES

_ENTRY, _NEXT = "fieldnotes/v1/ledger/entry", "fieldnotes/v1/ledger/next"


def following(chain: Secret) -> Secret:
    """K_{i+1} from K_i; the caller overwrites K_i."""
    return subkey(chain, _NEXT)


def seal(chain: Secret, plaintext: bytes, context: bytes) -> bytes:
    """Nonce and AES-256-GCM ciphertext under E_i.

    E_i is meant to be used once, but a database that was put back to an older state uses it again: a fixed nonce
    would then give both plaintexts away.
    """
    nonce = secrets.token_bytes(NONCE_BYTES)
    with subkey(chain, _ENTRY) as key:
        return nonce + AESGCM(key.reveal()).encrypt(nonce, plaintext, context)


def open_sealed(chain: Secret, sealed: bytes, context: bytes) -> bytes:
    """The plaintext of `seal`.

    Raises:
        SealBroken: altered, moved, or sealed under another key of the chain.
    """
    try:
        with subkey(chain, _ENTRY) as key:
            return AESGCM(key.reveal()).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context)
    except (InvalidTag, ValueError) as error:
        raise SealBroken from error
