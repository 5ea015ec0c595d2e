"""Capsules open for the private key elsewhere, in their own place only."""

from __future__ import annotations

import pytest

from fieldnotes.crypto import age, capsule
from fieldnotes.crypto.secret import KEY_BYTES
from fieldnotes.errors import BadRecipient

KEY = bytes(range(KEY_BYTES))
SECRETS = [age.generate_identity(post_quantum=True) for _ in range(3)]
TO = [age.recipient_of(secret) for secret in SECRETS]


def opened(data: bytes, secrets: list[str], context: bytes = b"here") -> bytes | None:
    found = capsule.unwrap(data, secrets, context)
    return None if found is None else bytes(found.reveal())


def test_each_recipient_opens_it_alone_and_a_stranger_does_not() -> None:
    data = capsule.wrap(KEY, TO[:2], b"here")
    assert opened(data, [SECRETS[0]]) == opened(data, [SECRETS[2], SECRETS[1]]) == KEY
    assert opened(data, [SECRETS[2]]) is None
    assert capsule.recipients_of(data) == tuple(capsule.key_id(to) for to in TO[:2])


def test_it_opens_in_its_own_place_only() -> None:
    assert opened(capsule.wrap(KEY, TO[:1], b"here"), SECRETS, b"there") is None


def test_any_changed_byte_or_length_keeps_it_shut() -> None:
    data = capsule.wrap(KEY, TO[:1], b"here")
    for place in range(0, len(data), 37):
        changed = bytearray(data)
        changed[place] ^= 1
        assert opened(bytes(changed), SECRETS) is None
    assert opened(data[:-1], SECRETS) is None
    assert opened(b"", SECRETS) is None


@pytest.mark.parametrize("to", [[], TO * 3, [age.recipient_of(age.generate_identity())], ["age1pqnonsense"]])
def test_nothing_but_a_few_post_quantum_recipients_is_accepted(to: list[str]) -> None:
    with pytest.raises(BadRecipient):
        capsule.wrap(KEY, to, b"here")
