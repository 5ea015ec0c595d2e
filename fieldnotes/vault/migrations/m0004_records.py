"""Fourth schema: bytes of evidence in pieces, and the user's own terms of the vocabulary."""

from __future__ import annotations

_SEALED = "kid INTEGER NOT NULL, wrapped BLOB NOT NULL, blob BLOB NOT NULL"

STATEMENTS = (
    f"""CREATE TABLE evidence_piece (
    record_row INTEGER NOT NULL REFERENCES record (row), part INTEGER NOT NULL CHECK (part IN (0, 1)),
    nth INTEGER NOT NULL CHECK (nth > 0), {_SEALED}, PRIMARY KEY (record_row, part, nth))""",
    f"""CREATE TABLE term (
    row INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, version INTEGER NOT NULL CHECK (version > 0), {_SEALED})""",
)
"""`part` 0 is the original, 1 the stripped copy. Pieces are under their record's level, terms under INTERNAL; the code
of a term is its kind and a random number: it tells nothing of what the user calls it."""
