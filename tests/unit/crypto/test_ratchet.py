from __future__ import annotations

import hmac

import pytest

from fieldnotes.crypto import ratchet
from fieldnotes.crypto.aead import SealBroken
from fieldnotes.crypto.secret import Secret

CONTEXT = b"the first entry"


def test_an_entry_opens_under_its_own_key_only() -> None:
    first = Secret(bytes(range(32)))
    second = ratchet.following(first)
    sealed = ratchet.seal(first, b"add T-001", CONTEXT)
    assert ratchet.open_sealed(first, sealed, CONTEXT) == b"add T-001"
    with pytest.raises(SealBroken):
        ratchet.open_sealed(second, sealed, CONTEXT)


@pytest.mark.parametrize("place", [0, 11, 12, 20, -1])
def test_an_altered_or_moved_entry_does_not_open(place: int) -> None:
    key = Secret(bytes(range(32)))
    sealed = bytearray(ratchet.seal(key, b"add T-001", CONTEXT))
    with pytest.raises(SealBroken):
        ratchet.open_sealed(key, bytes(sealed), b"the second entry")
    sealed[place] ^= 1
    with pytest.raises(SealBroken):
        ratchet.open_sealed(key, bytes(sealed), CONTEXT)
    with pytest.raises(SealBroken):
        ratchet.open_sealed(key, bytes(sealed[:10]), CONTEXT)


def test_the_same_key_used_twice_gives_nothing_away() -> None:
    """A database that was put back uses a key again."""
    key = Secret(bytes(range(32)))
    first, second = (ratchet.seal(key, bytes(40), CONTEXT) for _ in range(2))
    assert first[:12] != second[:12]
    assert first[12:] != second[12:]


def test_the_chain_is_what_the_format_says() -> None:
    """HKDF-Expand-SHA-256 (RFC 5869), computed by hand: HMAC(K, info || 0x01)."""
    key = bytes(range(32))
    expected = hmac.new(key, b"fieldnotes/v1/ledger/next\x01", "sha256").digest()
    assert bytes(ratchet.following(Secret(key)).reveal()) == expected
