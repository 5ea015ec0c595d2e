from __future__ import annotations

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fieldnotes.crypto import kdf
from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import BadValue

PARAMS = KdfParams(kdf.OPEN_FLOOR_KIB, kdf.OPEN_FLOOR_ITERATIONS, 4, b"0123456789abcdef")


@pytest.fixture(autouse=True)
def _stretched_for_real(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is remembered here."""
    monkeypatch.setattr(kdf, "Argon2id", Argon2id)


def test_argon2id_gives_the_answer_of_rfc_9106() -> None:
    argon = Argon2id(
        salt=b"\x02" * 16, length=32, iterations=3, lanes=4, memory_cost=32, ad=b"\x04" * 12, secret=b"\x03" * 8
    )
    assert argon.derive(b"\x01" * 32).hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


def test_hkdf_gives_the_answer_of_rfc_5869() -> None:
    hkdf = HKDF(hashes.SHA256(), 42, bytes.fromhex("000102030405060708090a0b0c"), bytes.fromhex("f0f1f2f3f4f5f6f7f8f9"))
    expected = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    assert hkdf.derive(b"\x0b" * 22).hex() == expected


def test_the_same_passphrase_and_context_give_the_same_key() -> None:
    with Secret.of("söz") as words:
        one, two = (kdf.derive(words, PARAMS, context=b"slot 1") for _ in range(2))
    assert one.kek.same_as(two.kek)
    assert one.commitment == two.commitment
    assert bytes(one.kek.reveal()) != one.commitment


def test_passphrase_salt_and_context_each_change_key_and_commitment() -> None:
    words = Secret.of("söz")
    derived = [
        kdf.derive(words, PARAMS, context=b"slot 1"),
        kdf.derive(words, PARAMS, context=b"slot 2"),
        kdf.derive(words, replace(PARAMS, salt=b"fedcba9876543210"), context=b"slot 1"),
        kdf.derive(Secret.of("soz"), PARAMS, context=b"slot 1"),
    ]
    assert len({bytes(item.kek.reveal()) for item in derived}) == len(derived)
    assert len({item.commitment for item in derived}) == len(derived)


@pytest.mark.parametrize(
    "changed",
    [
        {"memory_kib": kdf.OPEN_FLOOR_KIB - 1},
        {"memory_kib": kdf.MEMORY_CEILING_KIB + 1},
        {"iterations": 1},
        {"iterations": kdf.ITERATIONS_CEILING + 1},
        {"lanes": 0},
        {"lanes": kdf.LANES_CEILING + 1},
        {"salt": b"short"},
    ],
)
def test_costs_outside_the_compiled_limits_are_refused(changed: dict[str, int]) -> None:
    with pytest.raises(BadValue):
        kdf.derive(Secret.of("söz"), replace(PARAMS, **changed), context=b"")  # type: ignore[arg-type]


def test_a_new_vault_needs_more_than_an_old_one_to_open() -> None:
    with pytest.raises(BadValue):
        kdf.check_new(PARAMS)
    kdf.check_new(replace(PARAMS, memory_kib=kdf.NEW_FLOOR_KIB, iterations=kdf.NEW_FLOOR_ITERATIONS))


def test_calibration_never_goes_below_the_floor_and_salts_afresh() -> None:
    params = kdf.calibrate()
    kdf.check_new(params)
    assert params.salt != kdf.fresh_salt()


def test_calibration_keeps_the_floor_where_memory_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("os.sysconf")
    assert kdf.calibrate().memory_kib == kdf.NEW_FLOOR_KIB


def test_subkeys_differ_by_purpose() -> None:
    key = Secret(bytes(range(32)))
    assert not kdf.subkey(key, "one").same_as(kdf.subkey(key, "two"))
    assert kdf.subkey(key, "one").same_as(kdf.subkey(key, "one"))
