"""Our age files: round trips, refusals, and both directions with the age program of the distribution."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.crypto import age
from fieldnotes.crypto.age import bech32, header
from fieldnotes.crypto.age.header import Stanza
from fieldnotes.errors import BadIdentityFile, BadRecipient

SIZES = (0, 1, 65_535, 65_536, 65_537, 131_072, 200_003)
CLASSIC = age.generate_identity()
HYBRID = age.generate_identity(post_quantum=True)


def _age_program() -> str:
    program = shutil.which("age")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("the age program is not installed (Debian package: age)")
        pytest.skip("the age program is not installed (Debian package: age)")
    return program


def _text(size: int) -> bytes:
    return (b"Sevda said that the lamp went out. " * (size // 35 + 1))[:size]


@pytest.mark.parametrize("identity", [CLASSIC, HYBRID], ids=["X25519", "hybrid"])
@pytest.mark.parametrize("size", SIZES)
def test_what_is_encrypted_comes_back(identity: str, size: int) -> None:
    sealed = age.encrypt(_text(size), [age.recipient_of(identity)])
    assert age.decrypt(sealed.data, [identity]) == _text(size)
    assert age.decrypt_with_file_key(sealed.data, sealed.file_key) == _text(size)


def test_every_recipient_can_open_and_nobody_else() -> None:
    identities = [age.generate_identity() for _ in range(3)]
    data = age.encrypt(b"for three", [age.recipient_of(identity) for identity in identities]).data
    assert all(age.decrypt(data, [identity]) == b"for three" for identity in identities)
    with pytest.raises(age.NoMatch):
        age.decrypt(data, [age.generate_identity(), HYBRID])
    with pytest.raises(age.NoMatch):
        age.decrypt(data, [])


def test_recipients_are_checked_and_never_mixed() -> None:
    classic, hybrid = age.recipient_of(CLASSIC), age.recipient_of(HYBRID)
    low_order = bech32.encode("age", bytes(32))
    for recipients in ([], ["age1"], [classic, hybrid], [CLASSIC], [classic[:-1]], [classic.upper()], [low_order]):
        with pytest.raises(BadRecipient):
            age.encrypt(b"x", recipients)
    assert age.is_recipient(classic)
    assert age.is_recipient(hybrid)
    assert not age.is_recipient(low_order)
    assert not age.is_recipient("Ləman")


def test_a_malformed_identity_is_named_as_such() -> None:
    data = age.encrypt(b"x", [age.recipient_of(CLASSIC)]).data
    for identity in ("", "AGE-SECRET-KEY-1QQQ", CLASSIC.lower(), age.recipient_of(CLASSIC)):
        with pytest.raises(BadIdentityFile):
            age.decrypt(data, [identity])


def test_key_ids_are_short_stable_and_distinct() -> None:
    ids = {age.key_id(age.recipient_of(age.generate_identity())) for _ in range(20)}
    assert len(ids) == 20
    assert {len(item) for item in ids} == {16}
    assert age.key_id(age.recipient_of(CLASSIC)) == age.key_id(age.recipient_of(CLASSIC))


def test_a_passphrase_file_opens_with_its_passphrase_only() -> None:
    data = age.passphrase_encrypt(b"recovery", "altı söz".encode(), work_factor=10).data
    assert age.passphrase_decrypt(data, "altı söz".encode()) == b"recovery"
    with pytest.raises(age.NoMatch):
        age.passphrase_decrypt(data, "alti söz".encode())
    with pytest.raises(age.NoMatch):
        age.decrypt(data, [CLASSIC])


def test_an_expensive_passphrase_file_is_refused_before_any_work() -> None:
    data = age.passphrase_encrypt(b"recovery", b"six words", work_factor=10).data
    first, second, rest = data.split(b"\n", 2)
    with pytest.raises(age.HeaderError):
        age.passphrase_decrypt(b"\n".join((first, second.replace(b" 10", b" 22"), rest)), b"six words")


def test_more_than_the_limit_is_refused() -> None:
    data = age.encrypt(_text(1000), [age.recipient_of(CLASSIC)]).data
    assert age.decrypt(data, [CLASSIC], limit_bytes=1000) == _text(1000)
    with pytest.raises(age.PayloadError):
        age.decrypt(data, [CLASSIC], limit_bytes=999)


def test_headers_have_a_limit_in_bytes_and_in_stanzas() -> None:
    recipient = age.recipient_of(CLASSIC)
    age.decrypt(age.encrypt(b"x", [recipient] * 64).data, [CLASSIC])
    with pytest.raises(BadRecipient):
        age.encrypt(b"x", [recipient] * 65)
    with pytest.raises(age.HeaderError):
        age.decrypt(header.encode([Stanza("x", (), b"")] * 65, bytes(16)), [CLASSIC])
    hybrid = age.recipient_of(HYBRID)
    assert age.decrypt(age.encrypt(b"x", [hybrid] * 42).data, [HYBRID]) == b"x"
    with pytest.raises(BadRecipient):
        age.encrypt(b"x", [hybrid] * 43)
    with pytest.raises(age.HeaderError):
        age.decrypt(b"age-encryption.org/v1\n-> " + b"a" * 70_000, [CLASSIC])


def test_every_shorter_or_flipped_file_is_refused() -> None:
    data = age.encrypt(b"short", [age.recipient_of(CLASSIC)]).data
    for end in range(len(data)):
        with pytest.raises(age.AgeError):
            age.decrypt(data[:end], [CLASSIC])
    for position in range(len(data)):
        broken = bytearray(data)
        broken[position] ^= 1 << position % 8
        with pytest.raises(age.AgeError):
            age.decrypt(bytes(broken), [CLASSIC])


def test_nothing_secret_is_in_a_repr() -> None:
    sealed = age.encrypt(b"text", [age.recipient_of(CLASSIC)])
    assert repr(sealed) == f"Sealed({len(sealed.data)} bytes)"


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_arbitrary_bytes_only_raise_age_errors(data: bytes) -> None:
    for candidate in (data, b"age-encryption.org/v1\n" + data, b"-----BEGIN AGE ENCRYPTED FILE-----\n" + data):
        with pytest.raises(age.AgeError):
            age.decrypt(candidate, [CLASSIC, HYBRID])


def test_bech32_refuses_groups_that_are_no_whole_bytes() -> None:
    groups = [0, 1]  # ten bits: one byte and a rest that is not zero
    values = [*bech32._expanded("age"), *groups]
    remainder = bech32._polymod([*values, *[0] * 6]) ^ 1
    checksum = [remainder >> 5 * (5 - index) & 31 for index in range(6)]
    text = "age1" + "".join(bech32._ALPHABET[value] for value in (*groups, *checksum))
    with pytest.raises(ValueError, match="padding"):
        bech32.decode(text)


def test_a_stanza_body_of_full_lines_ends_with_an_empty_one() -> None:
    stanza = Stanza("x", (), bytes(48))
    assert stanza.encode() == b"-> x\n" + b"A" * 64 + b"\n\n"
    key = bytes(16)
    assert header.parse(header.encode([stanza], key)).stanzas == (stanza,)


@given(st.binary(max_size=100), st.sampled_from(["age", "age-secret-key-", "x"]))
def test_bech32_round_trip(data: bytes, prefix: str) -> None:
    text = bech32.encode(prefix, data)
    assert bech32.decode(text) == bech32.decode(text.upper()) == (prefix, data)


# Strings of BIP 173.
@pytest.mark.parametrize("text", ["A12UEL5L", "a12uel5l"])
def test_bech32_accepts(text: str) -> None:
    assert bech32.decode(text) == ("a", b"")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1nwldj5",
        "pzry9x0s0muk",
        "1pzry9x0s0muk",
        "x1b4n0q5v",
        "li1dgmt3",
        "A1G7SGD8",
        "10a06t8",
        "1qzzfhee",
        "A12uEL5L",
        "split1cheo2y9e2w",
        "age1ə",
    ],
)
def test_bech32_refuses(text: str) -> None:
    with pytest.raises(ValueError, match="bech32"):
        bech32.decode(text)


@pytest.mark.parametrize("size", [0, 65_536, 65_537])
def test_the_age_program_opens_ours(size: int, tmp_path: Path) -> None:
    program = _age_program()
    key, sealed = tmp_path / "key.txt", tmp_path / "ours.age"
    key.write_text(CLASSIC + "\n")
    recipients = [age.recipient_of(age.generate_identity()), age.recipient_of(CLASSIC)]
    sealed.write_bytes(age.encrypt(_text(size), recipients).data)
    done = subprocess.run([program, "-d", "-i", str(key), str(sealed)], capture_output=True, check=True)
    assert done.stdout == _text(size)


@pytest.mark.parametrize("armored", [False, True])
@pytest.mark.parametrize("size", [0, 65_536, 65_537])
def test_we_open_what_the_age_program_made(size: int, armored: bool) -> None:
    program = _age_program()
    arguments = [program, "-r", age.recipient_of(CLASSIC), *(["-a"] if armored else [])]
    made = subprocess.run(arguments, input=_text(size), capture_output=True, check=True).stdout
    assert age.decrypt(made, [CLASSIC]) == _text(size)
