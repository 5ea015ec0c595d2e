"""Signature files: ours verify with minisign, minisign's with ours, and nothing else verifies."""

from __future__ import annotations

import os
import shutil
import subprocess
from base64 import b64decode, b64encode
from pathlib import Path

import pytest

from fieldnotes.crypto import sign

DATA = "Sınaq: three lines\nof text\n".encode()
KEY = sign.SigningKey.from_seed(bytes(range(32)))


def _minisign() -> str:
    program = shutil.which("minisign")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("minisign is not installed (Debian package: minisign)")
        pytest.skip("minisign is not installed (Debian package: minisign)")
    return program


def test_a_signature_gives_back_its_trusted_comment() -> None:
    text = KEY.sign_file(DATA, trusted_comment="FN-7Q3K2M 1")
    assert sign.verify_file(DATA, text, KEY.public) == "FN-7Q3K2M 1"


def test_other_data_another_key_or_another_comment_is_refused() -> None:
    text = KEY.sign_file(DATA, trusted_comment="FN-7Q3K2M 1")
    other = sign.SigningKey.generate()
    for data, signature, public in (
        (DATA + b" ", text, KEY.public),
        (DATA, text, other.public),
        (DATA, text.replace("7Q3K2M 1", "7Q3K2M 2"), KEY.public),
        (DATA, other.sign_file(DATA, trusted_comment="FN-7Q3K2M 1"), KEY.public),
    ):
        with pytest.raises(sign.BadSignature):
            sign.verify_file(data, signature, public)


def test_malformed_signature_files_are_refused() -> None:
    good = KEY.sign_file(DATA, trusted_comment="x")
    lines = good.split("\n")
    legacy = b64encode(b"Ed" + b64decode(lines[1])[2:]).decode()
    for text in (
        "",
        good + "more\n",
        good + "\n",
        "\n".join(lines[:3]),
        good.replace("untrusted", "trusted"),
        "\n".join([lines[0], legacy, *lines[2:]]),
        "\n".join([lines[0], lines[1][:-4], *lines[2:]]),
        "\n".join([lines[0], lines[1] + "=", *lines[2:]]),
        "\n".join([lines[0], "ə" * 100, *lines[2:]]),
        "\n".join([*lines[:2], "trusted comment: " + "x" * 5000, *lines[3:]]),
    ):
        with pytest.raises(sign.BadSignature):
            sign.verify_file(DATA, text, KEY.public)


def test_every_flipped_character_of_the_signature_is_refused() -> None:
    good = KEY.sign_file(DATA, trusted_comment="x")
    body_from = good.index("\n") + 1  # the untrusted comment is not covered, as its name says
    for position in range(body_from, len(good) - 1):
        broken = good[:position] + chr(ord(good[position]) ^ 1) + good[position + 1 :]
        with pytest.raises(sign.BadSignature):
            sign.verify_file(DATA, broken, KEY.public)


def test_a_trusted_comment_is_one_line() -> None:
    with pytest.raises(ValueError, match="one printable line"):
        KEY.sign_file(DATA, trusted_comment="a\nb")


def test_seeds_make_the_same_key_again() -> None:
    key = sign.SigningKey.generate()
    again = sign.SigningKey.from_seed(key.seed)
    assert (again.public, again.key_id) == (key.public, key.key_id)
    assert len(key.key_id) == 8
    with pytest.raises(ValueError, match="32"):
        sign.SigningKey.from_seed(b"short")


def test_minisign_verifies_ours(tmp_path: Path) -> None:
    program = _minisign()
    (tmp_path / "data").write_bytes(DATA)
    (tmp_path / "data.minisig").write_text(KEY.sign_file(DATA, trusted_comment="FN-7Q3K2M 1"))
    (tmp_path / "key.pub").write_text(sign.public_key_text(KEY.public))
    command = [program, "-V", "-H", "-p", str(tmp_path / "key.pub"), "-m", str(tmp_path / "data")]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    assert "FN-7Q3K2M 1" in done.stdout
    (tmp_path / "data").write_bytes(DATA + b" ")
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0
