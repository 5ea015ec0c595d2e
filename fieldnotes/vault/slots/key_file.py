"""The key file: 32 random bytes in a text form that can be printed and typed off, kept away from the vault.

Format: docs/formats/key-file.md.
"""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

from fieldnotes.crypto.secret import KEY_BYTES, Secret
from fieldnotes.errors import BadKeyFile, CannotRead, FileTooLarge
from fieldnotes.files import atomic_write, read_limited

LIMIT_BYTES = 4096
FIRST_LINE = "fieldnotes-key/1"
CHECK_BYTES = 8

_GROUP = 8
_GROUPS_A_LINE = 4


def write(path: Path) -> None:
    """Make a new key file (0600). One that exists is never replaced: it may be the only one.

    Raises:
        AlreadyExists, CannotWrite, DiskFull.
    """
    with Secret.random() as key:
        atomic_write(path, _text(key).encode("ascii"), keep_existing=True)


def read(path: Path) -> Secret:
    """The 32 bytes of a key file. Spaces, line breaks, blank lines and upper or lower case make no difference.

    Raises:
        BadKeyFile: it is another kind of file, or its check bytes do not fit.
        CannotRead: it is not there, or may not be read.
    """
    try:
        lines = read_limited(path, LIMIT_BYTES).decode("ascii").splitlines()
        filled = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        return _parsed(filled)
    except (UnicodeDecodeError, ValueError, FileTooLarge) as error:
        raise BadKeyFile(name=path.name) from error


def looks_like_one(path: Path) -> bool:
    """Whether a file begins as a key file does."""
    try:
        with path.open("rb") as file:
            return file.read(len(FIRST_LINE)) == FIRST_LINE.encode()
    except OSError:
        return False


def same_volume(path: Path, vault: Path) -> bool:
    """Whether whoever takes the vault's disk takes the key file as well, as far as the system tells.

    Raises:
        CannotRead: one of the two is not there.
    """
    try:
        return path.stat().st_dev == vault.stat().st_dev
    except OSError as error:
        raise CannotRead(name=path.name, reason=error.strerror or "") from error


def _text(key: Secret) -> str:
    digits = key.reveal().hex()
    groups = [digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP)]
    rows = [" ".join(groups[start : start + _GROUPS_A_LINE]) for start in range(0, len(groups), _GROUPS_A_LINE)]
    note = "# Opens a vault together with its passphrase. Keep it away from the computer, and keep a second copy."
    return "\n".join((FIRST_LINE, note, *rows, f"check {_check(key)}", ""))


def _parsed(lines: list[str]) -> Secret:
    """The key in the lines that are neither blank nor a comment; ValueError where they hold none."""
    if len(lines) < 3 or lines[0].lower() != FIRST_LINE or not lines[-1].lower().startswith("check "):
        raise ValueError("form")
    key = Secret.adopt(bytearray.fromhex("".join(lines[1:-1])))
    given = "".join(lines[-1].split()[1:]).lower()
    if len(key) != KEY_BYTES or not hmac.compare_digest(given.encode(), _check(key).encode()):
        key.wipe()
        raise ValueError("check")
    return key


def _check(key: Secret) -> str:
    return hashlib.sha256(key.reveal()).digest()[:CHECK_BYTES].hex()
