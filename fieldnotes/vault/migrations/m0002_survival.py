"""Second schema: the ledger's file, backups, read-back versions, merged records; rewriting of what otherwise stays.

`rewriting` in `meta` is there only inside one transaction, while values move to another key, a record is purged or a
level is left behind: then, and only then, the rows of `level_change` and `sealed_version` may change.
"""

from __future__ import annotations

_SEALED = "kid INTEGER NOT NULL, wrapped BLOB NOT NULL, blob BLOB NOT NULL"

_TABLES = (
    "ALTER TABLE ledger ADD COLUMN frame TEXT NOT NULL DEFAULT ''",
    "CREATE TABLE ledger_pending (seq INTEGER PRIMARY KEY, frame BLOB NOT NULL)",
    f"""CREATE TABLE backup (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, made TEXT NOT NULL, tested TEXT, gone TEXT,
    generation INTEGER NOT NULL, ledger_seq INTEGER NOT NULL, slots TEXT NOT NULL, bytes INTEGER NOT NULL,
    {_SEALED})""",
    """CREATE TABLE sealed_version (
    record_row INTEGER NOT NULL REFERENCES record (row), version INTEGER NOT NULL, sealed TEXT NOT NULL,
    digest BLOB NOT NULL, signature BLOB NOT NULL, PRIMARY KEY (record_row, version)) WITHOUT ROWID""",
    "ALTER TABLE record ADD COLUMN merged INTEGER NOT NULL DEFAULT 0",
)

_GUARDED = """CREATE TRIGGER {table}_{verb} BEFORE {verb} ON {table}
    WHEN NOT EXISTS (SELECT 1 FROM meta WHERE key = 'rewriting')
    BEGIN SELECT RAISE(ABORT, 'what is written here stays'); END"""

_TRIGGERS = (
    *(f"DROP TRIGGER level_change_{verb}" for verb in ("UPDATE", "DELETE")),
    *(
        _GUARDED.format(table=table, verb=verb)
        for table in ("level_change", "sealed_version")
        for verb in ("UPDATE", "DELETE")
    ),
)

STATEMENTS = (*_TABLES, *_TRIGGERS)
