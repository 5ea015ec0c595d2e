"""Third schema: one table for everything that people decide about protection."""

from __future__ import annotations

_DECISIONS = (
    """CREATE TABLE verdict (
    about TEXT NOT NULL, scope TEXT NOT NULL, hit TEXT NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL,
    label TEXT NOT NULL DEFAULT '', entries TEXT NOT NULL DEFAULT '', who TEXT NOT NULL, decided TEXT NOT NULL,
    kid INTEGER, wrapped BLOB, blob BLOB,
    PRIMARY KEY (about, scope, hit)) WITHOUT ROWID""",
    """INSERT INTO verdict (about, scope, hit, verdict, reason, who, decided)
    SELECT 'name', c.code, d.hit, d.verdict, '', d.who, d.decided
    FROM decision d JOIN case_file c ON c.row = d.case_row""",
    "DROP TABLE decision",
)
"""`about` says what was decided (a name, a suggestion, a pair, a mosaic), `scope` for which part of the vault
(`*`, a case's or a record's code), `hit` which one, by an opaque number. A note in words is encrypted."""

_SEALED_DEFAULTS = (
    """CREATE TABLE consent_form (
    entry_row INTEGER PRIMARY KEY REFERENCES entry (row), version INTEGER NOT NULL, saved TEXT NOT NULL,
    kid INTEGER NOT NULL, wrapped BLOB NOT NULL, blob BLOB NOT NULL)""",
    "ALTER TABLE body ADD COLUMN words_of INTEGER",
)
"""The words of a consent are SEALED; what decides stays at INTERNAL in `consent`. Words of older consents move here
when their compartment is next open. A body that was saved while its sealed words were closed has those of another
version of the record, `words_of`, in the places of its placeholders."""

STATEMENTS = (*_DECISIONS, *_SEALED_DEFAULTS)
