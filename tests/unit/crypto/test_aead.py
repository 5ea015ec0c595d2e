from __future__ import annotations

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESGCMSIV
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.crypto.aead import Binding, SealBroken, Sealed, WrappingKey, pad, padded_length, unpad
from fieldnotes.crypto.secret import Secret

KEY = WrappingKey(Secret(bytes(range(32))))
BINDING = Binding(vault=bytes(16), owner="a" * 32, part="body", level=3, version=7)


def test_aes_gcm_siv_gives_the_answer_of_rfc_8452() -> None:
    """Appendix C.2, the first case with a plaintext."""
    key, nonce = bytes.fromhex("01" + "00" * 31), bytes.fromhex("03" + "00" * 11)
    sealed = AESGCMSIV(key).encrypt(nonce, bytes.fromhex("0100000000000000"), None)
    assert sealed.hex() == "c2ef328e5c71c83b843122130f7364b761e0b97427e3df28"


def test_aes_256_gcm_gives_the_answer_of_the_gcm_specification() -> None:
    """McGrew and Viega, test case 14."""
    sealed = AESGCM(bytes(32)).encrypt(bytes(12), bytes(16), None)
    assert sealed.hex() == "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"


@given(st.binary(max_size=3000))
def test_what_is_sealed_is_read_back(value: bytes) -> None:
    assert KEY.open(KEY.seal(value, BINDING), BINDING) == value


@pytest.mark.parametrize(
    "changed",
    [{"vault": b"1" * 16}, {"owner": "b" * 32}, {"part": "card"}, {"level": 2}, {"version": 8}],
)
def test_a_value_does_not_open_as_another(changed: dict[str, object]) -> None:
    sealed = KEY.seal(b"words", BINDING)
    with pytest.raises(SealBroken):
        KEY.open(sealed, replace(BINDING, **changed))  # type: ignore[arg-type]


def test_part_and_owner_cannot_run_into_each_other() -> None:
    one = replace(BINDING, part="body", owner="x")
    other = replace(BINDING, part="bod", owner="yx")
    assert one.encoded() != other.encoded()


@pytest.mark.parametrize("part", ["wrapped", "blob"])
def test_every_flipped_bit_is_noticed(part: str) -> None:
    sealed = KEY.seal(b"words", BINDING)
    data = getattr(sealed, part)
    for position in range(len(data)):
        altered = data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :]
        with pytest.raises(SealBroken):
            KEY.open(replace(sealed, **{part: altered}), BINDING)


@pytest.mark.parametrize("length", [0, 11, 27, 28])
def test_cut_ciphertexts_are_broken_not_crashes(length: int) -> None:
    sealed = KEY.seal(b"words", BINDING)
    with pytest.raises(SealBroken):
        KEY.open(replace(sealed, blob=sealed.blob[:length]), BINDING)
    with pytest.raises(SealBroken):
        KEY.open(replace(sealed, wrapped=sealed.wrapped[:length]), BINDING)


def test_another_key_or_generation_does_not_open() -> None:
    sealed = KEY.seal(b"words", BINDING)
    with pytest.raises(SealBroken):
        WrappingKey(Secret.random()).open(sealed, BINDING)
    with pytest.raises(SealBroken):
        KEY.open(Sealed(2, sealed.wrapped, sealed.blob), BINDING)


def test_each_value_has_its_own_key_and_nonces() -> None:
    one, two = KEY.seal(b"words", BINDING), KEY.seal(b"words", BINDING)
    assert one.wrapped != two.wrapped
    assert one.blob[12:] != two.blob[12:]


def test_a_wiped_key_opens_nothing() -> None:
    key = WrappingKey(Secret.random())
    sealed = key.seal(b"words", BINDING)
    key.wipe()
    with pytest.raises(AttributeError):
        key.open(sealed, BINDING)


def test_lengths_hide_in_padme_classes() -> None:
    """The table of the PURBs paper: 9 is 10 there; ours starts at one class of 256."""
    assert [padded_length(length) for length in (0, 1, 256, 257, 300, 1000, 3000)] == [
        256, 256, 256, 272, 304, 1024, 3072,
    ]  # fmt: skip


@given(st.integers(min_value=257, max_value=10**7))
def test_padding_costs_at_most_an_eighth(length: int) -> None:
    assert length <= padded_length(length) <= length * 1.125
    assert padded_length(padded_length(length)) == padded_length(length)


@given(st.binary(max_size=2000))
def test_padding_comes_off(value: bytes) -> None:
    assert unpad(pad(value)) == value


@pytest.mark.parametrize("frame", [b"", b"\0\0\0\1", b"\0\0\1\0" + bytes(252), b"\xff\xff\xff\xff" + bytes(252)])
def test_frames_that_padding_never_makes_are_broken(frame: bytes) -> None:
    with pytest.raises(SealBroken):
        unpad(frame)
