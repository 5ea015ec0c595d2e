"""The bytes of evidence: cut into pieces that fit into memory, each sealed under the level of its record.

They are written once, with their record, and never changed: what they were at ingest the record's form says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from enum import IntEnum
from typing import TypedDict

from fieldnotes.errors import VaultDamaged
from fieldnotes.i18n import tr
from fieldnotes.model.level import Level
from fieldnotes.vault.records import records
from fieldnotes.vault.records.versions import Stored
from fieldnotes.vault.store import Store

PIECE_BYTES = 1024 * 1024
OWN_VERSIONS = 1 << 20
"""A piece's place is what its seal is bound to: `part` times this, and its number."""
PART = "evidence"
_NUMBERS = "SELECT part, nth FROM evidence_piece WHERE record_row = ? ORDER BY part, nth"
_ONE = "SELECT kid, wrapped, blob FROM evidence_piece WHERE record_row = ? AND part = ? AND nth = ?"
INSERT = "INSERT INTO evidence_piece (record_row, part, nth, kid, wrapped, blob) VALUES (?, ?, ?, ?, ?, ?)"
_UPDATE = "UPDATE evidence_piece SET kid = ?, wrapped = ?, blob = ? WHERE record_row = ? AND part = ? AND nth = ?"


class Part(IntEnum):
    ORIGINAL = 0
    COPY = 1


def put(store: Store, code: str, part: Part, data: bytes) -> None:
    """Keep the bytes of a record that has none of this part yet.

    Raises:
        NoSuchRecord: there is no such record.
        SealedClosed: it is SEALED and cannot be written.
    """
    with store.transaction():
        stored = records.find(store, code)
        for nth, start in enumerate(range(0, max(1, len(data)), PIECE_BYTES), start=1):
            sealed = store.seal(data[start : start + PIECE_BYTES], **_binding(stored, stored.row.level, part, nth))
            store.connection.write(INSERT, stored.number, int(part), nth, *sealed)


def read(store: Store, code: str, part: Part) -> bytes:
    """All bytes of a part; empty where the record has none.

    Raises:
        NoSuchRecord, SealedClosed, VaultDamaged.
    """
    stored = records.find(store, code)
    return b"".join(_pieces(store, stored, part))


def digest(store: Store, code: str, part: Part) -> str:
    """SHA-256 of a part in hexadecimal digits, piece by piece; errors as `read`."""
    found = hashlib.sha256()
    for piece in _pieces(store, records.find(store, code), part):
        found.update(piece)
    return found.hexdigest()


def move(store: Store, stored: Stored, level: Level) -> None:
    """Put every piece under another level, with a fresh key."""
    for part, nth in store.connection.rows(_NUMBERS, stored.number):
        data = _piece(store, stored, part, nth)
        sealed = store.seal(data, **_binding(stored, level, part, nth))
        store.connection.write(_UPDATE, *sealed, stored.number, part, nth)


def _pieces(store: Store, stored: Stored, part: Part) -> Iterator[bytes]:
    for of, nth in store.connection.rows(_NUMBERS, stored.number):
        if of == part:
            yield _piece(store, stored, of, nth)


def _piece(store: Store, stored: Stored, part: int, nth: int) -> bytes:
    columns = store.connection.one(_ONE, stored.number, part, nth)
    if columns is None:
        raise VaultDamaged(what=tr("a piece of evidence is missing"))
    return store.open(columns, **_binding(stored, stored.row.level, part, nth))


class _Binding(TypedDict):
    level: Level
    owner: str
    part: str
    version: int


def _binding(stored: Stored, level: Level, part: int, nth: int) -> _Binding:
    return {"level": level, "owner": stored.row.id, "part": PART, "version": part * OWN_VERSIONS + nth}
