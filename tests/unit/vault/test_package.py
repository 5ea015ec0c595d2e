"""A travel package is exactly what was written, or it is refused before anything relies on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldnotes.crypto import age
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import PackageDamaged
from fieldnotes.vault.keys import header as headers
from fieldnotes.vault.travel import package
from fieldnotes.vault.travel.package import Package

IDENTITY = age.generate_identity(post_quantum=True)
VAULT = "00112233445566778899aabbccddeeff"


@pytest.fixture
def made(vault_path: Path) -> Package:
    header, database = ((vault_path / name).read_bytes() for name in ("header.fnv", "vault.db"))
    files = {"header.fnv": header, "vault.db": database, "return.key": f"{IDENTITY}\n".encode()}
    vault = headers.parse(header).vault_id.hex()
    return Package("0" * 32, vault, "2026-11-22T10:00:00Z", package.fresh_secret(), files)


def test_it_is_read_as_it_was_written(made: Package) -> None:
    text = package.encoded(made)

    assert package.parse(text, name="x") == made
    assert made.return_key == IDENTITY
    assert text.split(b"\n")[0].startswith(b'{"confirm_secret":')


def test_nothing_of_it_is_printed(made: Package) -> None:
    assert IDENTITY not in repr(made)
    assert str(made.confirm_secret) not in repr(made)


@pytest.mark.parametrize("part", range(12))
def test_a_file_that_was_bent_anywhere_is_refused(made: Package, part: int) -> None:
    data = bytearray(package.sealed_to(package.encoded(made), [age.recipient_of(IDENTITY)]))
    data[(len(data) - 1) * part // 11] ^= 0x20

    with pytest.raises(PackageDamaged):
        package.parse(package.unsealed(bytes(data), identities=[IDENTITY], name="x"), name="x")


@pytest.mark.parametrize("length", [0, 1, 100, 3000, -1])
def test_a_file_that_was_cut_or_went_on_is_refused(made: Package, length: int) -> None:
    data = package.sealed_to(package.encoded(made), [age.recipient_of(IDENTITY)])

    for wrong in (data[:length], data + b"x"):
        with pytest.raises(PackageDamaged):
            package.unsealed(wrong, identities=[IDENTITY], name="x")


def test_another_key_or_passphrase_does_not_open_it(made: Package) -> None:
    text = package.encoded(made)
    other = age.generate_identity(post_quantum=True)

    with pytest.raises(PackageDamaged):
        package.unsealed(package.sealed_to(text, [age.recipient_of(IDENTITY)]), identities=[other], name="x")
    closed = age.passphrase_encrypt(text, "doğru".encode(), work_factor=4).data
    with pytest.raises(PackageDamaged):
        package.unsealed(closed, passphrase=Secret.of("səhv"), name="x")
    assert package.unsealed(closed, passphrase=Secret.of("doğru"), name="x") == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"fieldnotes-package/1", b"fieldnotes-package/2"),
        (b'"name":"vault.db"', b'"name":"../vault"'),
        (b'"name":"return.key"', b'"name":"header.fnv"'),
        (b'"id":"', b'"id":"Z'),
        (b'{"confirm_secret"', b'{ "confirm_secret"'),
        (b'"made":', b'"more":1,"made":'),
        (b'"size":', b'"size":1'),
        (b'"size":', b'"size":-'),
        (b"}]", b',"x":1}]'),
        (b"\n", b""),
        (b"AGE-SECRET-KEY-PQ", b"AGE-SECRET-KEY-QP"),
    ],
)
def test_a_text_of_any_other_form_is_refused(made: Package, old: bytes, new: bytes) -> None:
    text = package.encoded(made).replace(old, new, 1)

    with pytest.raises(PackageDamaged):
        package.parse(text, name="x")


def test_a_header_of_another_vault_is_refused(made: Package) -> None:
    other = Package(made.id, VAULT, made.made, made.confirm_secret, made.files)

    with pytest.raises(PackageDamaged):
        package.parse(package.encoded(other), name="x")


def test_the_words_are_of_exactly_this_file(made: Package) -> None:
    text = package.encoded(made)
    one, two = (package.sealed_to(text, [age.recipient_of(IDENTITY)]) for _ in range(2))
    other = Package(made.id, made.vault, made.made, package.fresh_secret(), made.files)

    assert len(package.confirmation(made, one)) == 8
    assert package.confirmation(made, one) == package.confirmation(made, one)
    assert package.confirmation(made, one) != package.confirmation(made, two)
    assert package.confirmation(made, one) != package.confirmation(other, one)
