"""Fifth schema: slips, on which statuses of persons, tasks and saved searches are written."""

from __future__ import annotations

STATEMENTS = (
    """CREATE TABLE slip (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, code TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    about TEXT NOT NULL, level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 4),
    version INTEGER NOT NULL CHECK (version > 0), saved TEXT NOT NULL,
    kid INTEGER NOT NULL, wrapped BLOB NOT NULL, blob BLOB NOT NULL)""",
    "CREATE INDEX slip_by_about ON slip (about)",
)
"""`about` is the id of a register entry, record, case or release, or empty; everything that is said is in the blob."""
