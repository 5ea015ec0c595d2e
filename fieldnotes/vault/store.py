"""What every table module works with: the keyed connection, the keys, numbers that are never reused, small values."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from fieldnotes.crypto.aead import Sealed
from fieldnotes.errors import NoSuchRecord, VaultDamaged
from fieldnotes.i18n import tr
from fieldnotes.model.level import Level
from fieldnotes.vault.connection import Connection, Value
from fieldnotes.vault.keys.keys import Keys
from fieldnotes.vault.ledger.ledger_file import LedgerFile

SealedColumns = tuple[int, bytes, bytes]
"""kid, wrapped, blob: the last three columns of every sealed value."""


@dataclass(frozen=True, slots=True)
class Store:
    """An open vault's database and keys."""

    connection: Connection
    keys: Keys
    file: LedgerFile | None = None
    """The ledger's file; None while a vault is made, and for a copy that is only prepared."""

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. After the outermost commit the ledger's file catches up."""
        with self.connection.transaction():
            yield
        if self.file is not None and not self.connection.in_transaction:
            self.file.catch_up(self.connection)

    @contextmanager
    def rewriting(self) -> Iterator[None]:
        """A transaction in which even rows that otherwise stay as they are written may be moved or removed.

        What is in another state at its end than at its beginning, the ledger says of each.
        """
        from fieldnotes.vault.ledger import version_vector  # noqa: PLC0415 - the ledger is above the store

        with self.transaction():
            wrong_before = frozenset(version_vector.stale(self))
            self.set_meta("rewriting", "1")
            yield
            self.connection.write("DELETE FROM meta WHERE key = 'rewriting'")
            version_vector.restate(self, but=wrong_before)

    def seal(self, plaintext: bytes, *, level: Level, owner: str, part: str, version: int) -> SealedColumns:
        """Encrypt a value for its three columns.

        Raises:
            SealedClosed: the level is SEALED and its compartment is closed.
        """
        sealed = self.keys.seal(plaintext, level=level, owner=owner, part=part, version=version)
        return sealed.kid, sealed.wrapped, sealed.blob

    def open(self, columns: tuple[Any, ...], *, level: Level, owner: str, part: str, version: int) -> bytes:
        """Decrypt three columns.

        Raises:
            SealedClosed: the level is SEALED and its compartment is closed.
            VaultDamaged: the value was altered or belongs elsewhere.
        """
        return self.keys.open(Sealed(*columns), level=level, owner=owner, part=part, version=version)

    def meta(self, key: str, default: str = "") -> str:
        found = self.connection.value("SELECT value FROM meta WHERE key = ?", key)
        return default if found is None else str(found)

    def set_meta(self, key: str, value: str) -> None:
        self.connection.write(
            "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            *(key, value),
        )

    def secret(self, name: str) -> bytes:
        """A small secret of the vault itself, kept at INTERNAL.

        Raises:
            VaultDamaged: it is missing or altered.
        """
        row = self.connection.one("SELECT kid, wrapped, blob FROM secret WHERE name = ?", name)
        if row is None:
            raise VaultDamaged(what=tr("one of its own keys is missing"))
        return self.open(row, level=Level.INTERNAL, owner=name, part="secret", version=1)

    def set_secret(self, name: str, value: bytes) -> None:
        columns = self.seal(value, level=Level.INTERNAL, owner=name, part="secret", version=1)
        self.connection.write(
            "INSERT INTO secret (name, kid, wrapped, blob) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
            "kid = excluded.kid, wrapped = excluded.wrapped, blob = excluded.blob",
            *(name, *columns),
        )

    def has_secret(self, name: str) -> bool:
        return self.connection.value("SELECT 1 FROM secret WHERE name = ?", name) is not None

    def next_number(self, counter: str) -> int:
        """The next number of a counter; numbers of deleted things are not used again."""
        return int(
            self.connection.value(
                "INSERT INTO counter (prefix, last) VALUES (?, 1) "
                "ON CONFLICT (prefix) DO UPDATE SET last = last + 1 RETURNING last",
                counter,
            )
        )

    def next_code(self, prefix: str) -> str:
        """The next code of a kind: T-001."""
        return f"{prefix}-{self.next_number(prefix):03d}"

    def row_number(self, sql: str, code: str, *values: Value) -> int:
        """The row that `sql` finds for `code`.

        Raises:
            NoSuchRecord: none.
        """
        found = self.connection.value(sql, code, *values)
        if found is None:
            raise NoSuchRecord(name=code)
        return int(found)


def new_id() -> str:
    """A random id: 32 hexadecimal digits that say nothing about time or place."""
    return secrets.token_hex(16)
