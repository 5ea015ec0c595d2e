"""The file of an editor's key store: one small value under a passphrase (`docs/formats/key-store.md`)."""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass, field, replace
from pathlib import Path

from fieldnotes import files
from fieldnotes.bundle.kept import Kept, kept_bytes, read_kept
from fieldnotes.crypto import kdf
from fieldnotes.crypto.aead import Binding, SealBroken, Sealed, WrappingKey
from fieldnotes.crypto.exchange import Fields, Malformed, canonical, exact_base64, strict_object
from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import BadValue, CannotWrite, FileTooLarge, NotKeys, WrongKeysPassphrase

SUFFIX = ".fnkeys"
FORMAT = "fieldnotes-keys/1"
MAX_FILE_BYTES = 16 * 1024 * 1024
_OWNER = _PART = "keys"
_LEVEL = 0
_CLOSED = "a closed key store was used"
_CHANGED = "another program wrote it in the meantime"


@dataclass(frozen=True, slots=True)
class _File:
    """A key store as it lies on the disk."""

    id: bytes
    generation: int
    params: KdfParams
    commitment: bytes
    wrapped: bytes = field(repr=False)
    blob: bytes = field(repr=False)


class KeyStore:
    """An open key store. `kept` is what is in it; `keep` writes."""

    def __init__(self, path: Path, file: _File, key: WrappingKey, kept: Kept) -> None:
        self.path = path
        self._file = file
        self._key: WrappingKey | None = key
        self._kept: Kept | None = kept

    @classmethod
    def create(cls, path: Path, passphrase: Secret, kept: Kept, *, params: KdfParams) -> KeyStore:
        """Make a new one; never over an existing file.

        Raises:
            AlreadyExists, CannotWrite, DiskFull: nothing was written.
        """
        number = secrets.token_bytes(16)
        derived = kdf.derive(passphrase, params, context=_context(number))
        key = WrappingKey(derived.kek)
        file = _sealed(_File(number, 1, params, derived.commitment, b"", b""), key, kept)
        files.atomic_write(path, _encoded(file), keep_existing=True)
        return cls(path, file, key, kept)

    @classmethod
    def open(cls, path: Path, passphrase: Secret) -> KeyStore:
        """Open one by its passphrase.

        Raises:
            NotKeys: it is not one, or is damaged.
            WrongKeysPassphrase, NotEnoughMemory, CannotRead.
        """
        file = _read(path)
        try:
            derived = kdf.derive(passphrase, file.params, context=_context(file.id))
        except BadValue as error:
            raise NotKeys(name=path.name) from error
        if not secrets.compare_digest(derived.commitment, file.commitment):
            derived.kek.wipe()
            raise WrongKeysPassphrase
        key = WrappingKey(derived.kek)
        try:
            content = key.open(Sealed(key.kid, file.wrapped, file.blob), _binding(file))
            return cls(path, file, key, read_kept(content))
        except (SealBroken, Malformed) as error:
            key.wipe()
            raise NotKeys(name=path.name) from error

    @property
    def kept(self) -> Kept:
        """What is in it. A ValueError once it was closed."""
        if self._kept is None:
            raise ValueError(_CLOSED)
        return self._kept

    def keep(self, kept: Kept) -> None:
        """Write the new content; on an error the old one stays, in the file and here.

        Raises:
            CannotWrite: another program wrote the file since it was opened, or the disk refuses.
            DiskFull, FileTooLarge.
        """
        if self._key is None:
            raise ValueError(_CLOSED)
        if _read(self.path).generation != self._file.generation:
            raise CannotWrite(name=self.path.name, reason=_CHANGED)
        file = _sealed(replace(self._file, generation=self._file.generation + 1), self._key, kept)
        files.atomic_write(self.path, _encoded(file))
        self._file, self._kept = file, kept

    def close(self) -> None:
        """Wipe the key and forget the content. Safe to call twice."""
        if self._key is not None:
            self._key.wipe()
        self._key = self._kept = None


def _sealed(file: _File, key: WrappingKey, kept: Kept) -> _File:
    sealed = key.seal(kept_bytes(kept), _binding(file))
    return replace(file, wrapped=sealed.wrapped, blob=sealed.blob)


def _binding(file: _File) -> Binding:
    return Binding(file.id, _OWNER, _PART, _LEVEL, file.generation)


def _context(number: bytes) -> bytes:
    return FORMAT.encode("ascii") + number


def _encoded(file: _File) -> bytes:
    document: dict[str, object] = {
        "format": FORMAT,
        "id": file.id.hex(),
        "generation": file.generation,
        "kdf": {
            "algorithm": "argon2id",
            "memory_kib": file.params.memory_kib,
            "iterations": file.params.iterations,
            "lanes": file.params.lanes,
            "salt": _text(file.params.salt),
        },
        "commitment": _text(file.commitment),
        "wrapped": _text(file.wrapped),
        "blob": _text(file.blob),
    }
    data = canonical(document) + b"\n"
    if len(data) > MAX_FILE_BYTES:
        raise FileTooLarge(name=_PART, limit=MAX_FILE_BYTES)
    return data


def _read(path: Path) -> _File:
    try:
        data = files.read_limited(path, MAX_FILE_BYTES)
        return _parsed(data)
    except (Malformed, FileTooLarge) as error:
        raise NotKeys(name=path.name) from error


def _parsed(data: bytes) -> _File:
    fields = strict_object(data, limit_bytes=MAX_FILE_BYTES)
    fields.require("format", "id", "generation", "kdf", "commitment", "wrapped", "blob")
    cost = fields.raw()["kdf"]
    if fields.text("format") != FORMAT or not isinstance(cost, dict):
        raise Malformed("it is of another format")
    measures = Fields(cost)
    measures.require("algorithm", "memory_kib", "iterations", "lanes", "salt")
    if measures.text("algorithm") != "argon2id":
        raise Malformed("it is of another format")
    try:
        number = bytes.fromhex(fields.text("id"))
    except ValueError as error:
        raise Malformed("its number is not one") from error
    return _File(
        number,
        fields.integer("generation"),
        KdfParams(
            measures.integer("memory_kib"),
            measures.integer("iterations"),
            measures.integer("lanes"),
            exact_base64(measures.text("salt"), kdf.SALT_BYTES),
        ),
        exact_base64(fields.text("commitment"), 32),
        _bytes(fields.text("wrapped")),
        _bytes(fields.text("blob", limit=MAX_FILE_BYTES)),
    )


def _text(data: bytes) -> str:
    return b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except ValueError as error:
        raise Malformed("it is not base64") from error
