"""Every sealed value of a vault, whatever table it is in: for moving all of a level to another key, or examining them.

A table that gets sealed columns is entered here, and nowhere else, to be rotated, travelled with and checked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TypedDict

from fieldnotes.crypto.aead import Sealed
from fieldnotes.errors import SealedClosed
from fieldnotes.model.level import Level
from fieldnotes.vault.connection import Value
from fieldnotes.vault.keys.keys import CAPSULE_KID
from fieldnotes.vault.store import Store


@dataclass(frozen=True, slots=True)
class Table:
    """Where one part lives: its primary key, and SQL for what it is bound to (owner, level, version)."""

    name: str
    part: str
    keys: tuple[str, ...]
    owner: str
    level: str
    version: str
    join: str = ""

    def select(self) -> str:
        keys = ", ".join(f"t.{key}" for key in self.keys)
        columns = f"{keys}, {self.owner}, {self.level}, {self.version}, t.kid, t.wrapped"
        return f"SELECT {columns} FROM {self.name} t {self.join}"  # noqa: S608 - constants of this module

    def blob(self) -> str:
        return f"SELECT blob FROM {self.name} WHERE {self._where()}"  # noqa: S608 - as above

    def rewrap(self) -> str:
        return f"UPDATE {self.name} SET kid = ?, wrapped = ? WHERE {self._where()}"  # noqa: S608 - as above

    def replace(self) -> str:
        return f"UPDATE {self.name} SET kid = ?, wrapped = ?, blob = ? WHERE {self._where()}"  # noqa: S608 - as above

    def _where(self) -> str:
        return " AND ".join(f"{key} = ?" for key in self.keys)


_RECORD = "JOIN record r ON r.row = t.record_row"
_ENTRY = "JOIN entry e ON e.row = t.entry_row"
_INTERNAL, _SEALED = str(int(Level.INTERNAL)), str(int(Level.SEALED))
_DECIDED = "t.about || ':' || t.scope || ':' || t.hit"
_PIECE = "t.part * 1048576 + t.nth"
"""As in `evidence_files`, which is above this module."""
_OR_SEALED = f"CASE t.sealed WHEN 1 THEN {_SEALED} ELSE # END"

TABLES = (
    Table("card", "card", ("record_row", "version"), "r.id", _OR_SEALED.replace("#", "r.level"), "t.version", _RECORD),
    Table("body", "body", ("record_row", "version"), "r.id", _OR_SEALED.replace("#", "r.level"), "t.version", _RECORD),
    Table("sealed_words", "words", ("record_row", "version"), "r.id", _SEALED, "t.version", _RECORD),
    Table("draft", "draft", ("id",), "t.id", _OR_SEALED.replace("#", "t.level"), "t.version"),
    Table("entry", "identity", ("row",), "t.id", _SEALED, "t.version"),
    Table("consent", "consent", ("entry_row",), "e.id", _INTERNAL, "t.version", _ENTRY),
    Table("consent_form", "consent-form", ("entry_row",), "e.id", _SEALED, "t.version", _ENTRY),
    Table("case_file", "case", ("row",), "t.id", _INTERNAL, "t.version"),
    Table("level_change", "reason", ("subject", "nth"), "t.subject", _INTERNAL, "t.nth"),
    Table("release", "labels", ("row",), "t.id", _INTERNAL, "1"),
    Table("slip", "slip", ("row",), "t.id", "t.level", "t.version"),
    Table("secret", "secret", ("name",), "t.name", _INTERNAL, "1"),
    Table("backup", "backup", ("row",), "t.id", _INTERNAL, "1"),
    Table("evidence_piece", "evidence", ("record_row", "part", "nth"), "r.id", "r.level", _PIECE, _RECORD),
    Table("term", "term", ("row",), "t.code", _INTERNAL, "t.version"),
    Table(
        "verdict", "verdict", ("about", "scope", "hit"), _DECIDED, _INTERNAL, "1", "WHERE t.kid IS NOT NULL"
    ),  # only some have a note
)


@dataclass(frozen=True, slots=True)
class SealedValue:
    """One value in its place. `key` are the values of the table's primary key; the blob is read when it is needed."""

    table: Table
    key: tuple[Value, ...]
    owner: str
    level: Level
    version: int
    kid: int
    wrapped: bytes

    def opened(self, store: Store) -> bytes:
        """The plaintext.

        Raises:
            SealedClosed, VaultDamaged: see `Keys.open`.
        """
        return store.keys.open(self._sealed(store), **self._binding())

    def move_to_newest_key(self, store: Store) -> None:
        """Put the record key under the level's newest key, within `Store.rewriting`; errors as `opened`."""
        moved = store.keys.rewrap(Sealed(self.kid, self.wrapped, b""), **self._binding())
        if moved.kid != self.kid:
            store.connection.write(self.table.rewrap(), moved.kid, moved.wrapped, *self.key)

    def seal_anew(self, store: Store, plaintext: bytes) -> None:
        """Replace the value by `plaintext` under a fresh record key, within `Store.rewriting`."""
        sealed = store.keys.seal(plaintext, **self._binding())
        store.connection.write(self.table.replace(), sealed.kid, sealed.wrapped, sealed.blob, *self.key)

    def send_away(self, store: Store) -> None:
        """Put a SEALED value into a capsule for the recipients of the header, within `Store.rewriting`."""
        plaintext = self.opened(store)
        sealed = store.keys.seal_away(plaintext, owner=self.owner, part=self.table.part, version=self.version)
        store.connection.write(self.table.replace(), sealed.kid, sealed.wrapped, sealed.blob, *self.key)

    def put(self, store: Store, sealed: Sealed) -> None:
        """Replace the three columns as they are, within `Store.rewriting`."""
        store.connection.write(self.table.replace(), sealed.kid, sealed.wrapped, sealed.blob, *self.key)

    def copied(self, source: Store, target: Store) -> Sealed:
        """The value as it is sealed in `target`, a state of the same vault under other keys.

        A capsule for somebody else stays what it is. Errors as `opened`.
        """
        try:
            plaintext = self.opened(source)
        except SealedClosed:
            if self.kid != CAPSULE_KID:
                raise
            return self._sealed(source)
        return target.keys.seal(plaintext, **self._binding())

    def _sealed(self, store: Store) -> Sealed:
        return Sealed(self.kid, self.wrapped, store.connection.value(self.table.blob(), *self.key))

    def _binding(self) -> _Binding:
        return {"level": self.level, "owner": self.owner, "part": self.table.part, "version": self.version}


class _Binding(TypedDict):
    level: Level
    owner: str
    part: str
    version: int


def all_of(store: Store, levels: Collection[Level] = tuple(Level)) -> Iterator[SealedValue]:
    """Every value that is sealed under one of `levels`, table by table."""
    for table in TABLES:
        for row in store.connection.rows(table.select()):
            key, (owner, level, version, kid, wrapped) = row[: len(table.keys)], row[len(table.keys) :]
            if Level(level) in levels:
                yield SealedValue(table, key, owner, Level(level), version, kid, wrapped)
