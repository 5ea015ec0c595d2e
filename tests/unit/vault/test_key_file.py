"""The key file: made once, read in any spelling a person may type, refused when a character is wrong."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import AlreadyExists, BadKeyFile, CannotRead
from fieldnotes.vault.slots import key_file

KNOWN = """fieldnotes-key/1
00010203 04050607 08090a0b 0c0d0e0f
10111213 14151617 18191a1b 1c1d1e1f
check 630dcd2966c43366
"""
"""SHA-256 of the bytes 0 to 31 begins 630dcd2966c43366 (any SHA-256 program)."""


def written(folder: Path, text: str) -> Path:
    path = folder / "stick.key"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_known_file_gives_the_known_key(tmp_path: Path) -> None:
    assert key_file.read(written(tmp_path, KNOWN)).same_as(Secret(bytes(range(32))))


def test_a_new_key_file_is_private_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "stick.key"
    key_file.write(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(key_file.read(path)) == 32
    assert key_file.looks_like_one(path)
    assert not key_file.looks_like_one(written(tmp_path, "a note"))


def test_a_key_file_is_never_overwritten(tmp_path: Path) -> None:
    path = written(tmp_path, KNOWN)
    with pytest.raises(AlreadyExists):
        key_file.write(path)
    assert path.read_text(encoding="utf-8") == KNOWN


def test_two_key_files_are_different(tmp_path: Path) -> None:
    for name in ("a.key", "b.key"):
        key_file.write(tmp_path / name)
    assert not key_file.read(tmp_path / "a.key").same_as(key_file.read(tmp_path / "b.key"))


@pytest.mark.parametrize(
    "typed",
    [
        KNOWN.upper(),
        KNOWN.replace("\n", "\r\n"),
        KNOWN.replace(" ", "  ").replace("check  ", "check "),
        "# copied from paper\n\n" + KNOWN + "\n\n",
        KNOWN.replace("04050607 ", "\n04050607\n"),
    ],
)
def test_a_file_typed_off_paper_is_read(tmp_path: Path, typed: str) -> None:
    assert key_file.read(written(tmp_path, typed)).same_as(Secret(bytes(range(32))))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "fieldnotes-key/1\n",
        KNOWN.replace("00010203", "00010204"),
        KNOWN.replace("check 63", "check 64"),
        KNOWN.replace("check 630dcd2966c43366\n", ""),
        KNOWN.replace("00010203 ", ""),
        KNOWN.replace("fieldnotes-key/1", "fieldnotes-key/2"),
        KNOWN.replace("0001", "оооо"),
        KNOWN + "x" * 5000,
    ],
)
def test_anything_else_is_refused_without_being_repeated(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadKeyFile) as caught:
        key_file.read(written(tmp_path, text))
    assert str(caught.value) == "stick.key is not a key file, or it is damaged."


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotRead):
        key_file.read(tmp_path / "none.key")
    with pytest.raises(CannotRead):
        key_file.same_volume(tmp_path / "none.key", tmp_path)


def test_a_file_beside_the_vault_is_on_its_volume(tmp_path: Path) -> None:
    assert key_file.same_volume(written(tmp_path, KNOWN), tmp_path)
    proc = Path("/proc/self/status")
    if proc.exists():
        assert not key_file.same_volume(proc, tmp_path)
