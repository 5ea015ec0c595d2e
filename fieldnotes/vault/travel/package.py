"""Travel packages: a whole vault as it was, in one age file that somebody else keeps. Format: docs/formats/package.md.

The text of the age file is one line of canonical JSON and then the bytes of the files that it lists. Header and
database are what they were on the disk: whoever keeps the package cannot read them without the owner's passphrase.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fieldnotes.crypto import age
from fieldnotes.crypto.age import AgeError, NoMatch
from fieldnotes.crypto.secret import Secret
from fieldnotes.crypto.words import fingerprint
from fieldnotes.errors import BadIdentityFile, FieldNotesError, PackageDamaged
from fieldnotes.i18n import tr
from fieldnotes.vault.canonical import canonical, decode, encode
from fieldnotes.vault.connection import PAGE_SIZE
from fieldnotes.vault.keys import header
from fieldnotes.vault.opened import DATABASE

FORMAT = "fieldnotes-package/1"
SUFFIX = ".fnr"
LIMIT_BYTES = age.LIMIT_BYTES
LEDGER = "audit.fnl"
RETURN_KEY = "return.key"

_LINE_LIMIT = 4096
_SECRET_BYTES = 32
_REQUIRED = (header.FILE_NAME, DATABASE, RETURN_KEY)
_NAMES = (*_REQUIRED, LEDGER)


@dataclass(frozen=True, slots=True)
class Package:
    """What a package holds. `files` by name: header.fnv, vault.db, return.key, and audit.fnl where there was one."""

    id: str
    vault: str
    made: str
    confirm_secret: bytes = field(repr=False)
    files: Mapping[str, bytes] = field(repr=False)

    @property
    def return_key(self) -> str:
        """The private key (`AGE-SECRET-KEY-PQ-1…`) that opens what is SEALED while the package is away."""
        return self.files[RETURN_KEY].decode("ascii").strip()


def fresh_secret() -> bytes:
    return secrets.token_bytes(_SECRET_BYTES)


def encoded(package: Package) -> bytes:
    """The text of the age file."""
    names = [name for name in _NAMES if name in package.files]
    line = {
        "format": FORMAT,
        "id": package.id,
        "vault": package.vault,
        "made": package.made,
        "confirm_secret": encode(package.confirm_secret),
        "files": [
            {"name": name, "size": len(package.files[name]), "sha256": _sha256(package.files[name])} for name in names
        ],
    }
    return b"\n".join((canonical(line), b"".join(package.files[name] for name in names)))


def parse(data: bytes, *, name: str) -> Package:
    """Strictly read the text of a package and verify all of it that needs no passphrase.

    Raises:
        PackageDamaged: anything is not exactly what `encoded` writes, or a file is not what its kind has to be.
    """
    end = data.find(b"\n", 0, _LINE_LIMIT)
    if end < 0:
        raise PackageDamaged(name=name, what=tr("it does not begin as a package does"))
    try:
        return _parsed(_object(data[:end]), data, end + 1)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise PackageDamaged(name=name, what=tr("its first line is not in order")) from error
    except _WrongFileError as error:
        raise PackageDamaged(name=name, what=tr("{file} in it is not what it has to be", file=error.file)) from error


def sealed_to(plaintext: bytes, recipients: Sequence[str]) -> bytes:
    """The package for custodians' cards. Raises BadRecipient."""
    return age.encrypt(plaintext, recipients).data


def sealed_under(plaintext: bytes, passphrase: Secret) -> bytes:
    """The package under a passphrase of its own."""
    return age.passphrase_encrypt(plaintext, bytes(passphrase.reveal())).data


def unsealed(data: bytes, *, identities: Sequence[str] = (), passphrase: Secret | None = None, name: str) -> bytes:
    """The text of a package, decrypted whole.

    Raises:
        PackageDamaged: it is cut short, altered, or for another key or passphrase.
    """
    try:
        if passphrase is not None:
            return age.passphrase_decrypt(data, bytes(passphrase.reveal()), limit_bytes=LIMIT_BYTES)
        return age.decrypt(data, identities, limit_bytes=LIMIT_BYTES)
    except NoMatch as error:
        raise PackageDamaged(name=name, what=tr("this key or passphrase does not open it")) from error
    except AgeError as error:
        raise PackageDamaged(name=name, what=tr("it is cut short or was altered")) from error


def confirmation(package: Package, file: bytes) -> tuple[str, ...]:
    """Eight words that only somebody who decrypted exactly this file can say: HMAC-SHA256 of its SHA-256."""
    return fingerprint(hmac.digest(package.confirm_secret, hashlib.sha256(file).digest(), "sha256"))


class _WrongFileError(Exception):
    def __init__(self, file: str) -> None:
        self.file = file
        super().__init__()


def _parsed(line: Mapping[str, Any], data: bytes, start: int) -> Package:
    if set(line) != {"format", "id", "vault", "made", "confirm_secret", "files"} or line["format"] != FORMAT:
        raise ValueError
    confirm_secret = decode(line["confirm_secret"])
    names = [item["name"] for item in line["files"]]
    in_order = [name for name in _NAMES if name in names]
    if len(confirm_secret) != _SECRET_BYTES or names != in_order or not set(_REQUIRED) <= set(names):
        raise ValueError
    files: dict[str, bytes] = {}
    for item in line["files"]:
        size = item["size"]
        if set(item) != {"name", "size", "sha256"} or type(size) is not int or size < 0:
            raise ValueError
        content, start = data[start : start + size], start + size
        if len(content) != size or _sha256(content) != item["sha256"]:
            raise _WrongFileError(item["name"])
        files[item["name"]] = content
    if start != len(data):
        raise ValueError
    _check_files(files, line["vault"])
    return Package(_hex(line["id"]), _hex(line["vault"]), str(line["made"])[:20], confirm_secret, files)


def _check_files(files: Mapping[str, bytes], vault: str) -> None:
    """What can be known of each without a passphrase."""
    try:
        if header.parse(files[header.FILE_NAME]).vault_id.hex() != vault:
            raise _WrongFileError(header.FILE_NAME)
    except FieldNotesError as error:
        raise _WrongFileError(header.FILE_NAME) from error
    if not files[DATABASE] or len(files[DATABASE]) % PAGE_SIZE:
        raise _WrongFileError(DATABASE)
    try:
        age.recipient_of(files[RETURN_KEY].decode("ascii").strip())
    except (UnicodeDecodeError, BadIdentityFile) as error:
        raise _WrongFileError(RETURN_KEY) from error


def _object(line: bytes) -> dict[str, Any]:
    value = json.loads(line)
    if not isinstance(value, dict) or canonical(value) != line:
        raise ValueError
    return value


def _hex(text: str) -> str:
    if len(bytes.fromhex(text)) != 16 or text != text.lower():
        raise ValueError
    return text


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
