"""The first schema: cases, records, the register, consent, drafts, decisions, releases, the ledger, search tables.

Texts are in `wrapped` and `blob` (a record key under its level's key, and the value under the record key); columns in
the clear hold codes, kinds, levels, counts and times. Search tables store no text of their own, only folded words.
"""

from __future__ import annotations

_SEALED = "kid INTEGER NOT NULL, wrapped BLOB NOT NULL, blob BLOB NOT NULL"
_LEVEL = "INTEGER NOT NULL CHECK (level BETWEEN 0 AND 4)"
_IS_SEALED = "sealed INTEGER NOT NULL DEFAULT 0 CHECK (sealed IN (0, 1))"
"""1: under the SEALED key whatever the record's level, because its words were sealed later or are SEALED in part."""
_INDEXED = ("0", "1", "2", "3")

_TABLES = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    f"CREATE TABLE secret (name TEXT PRIMARY KEY, {_SEALED}) WITHOUT ROWID",
    "CREATE TABLE counter (prefix TEXT PRIMARY KEY, last INTEGER NOT NULL CHECK (last > 0)) WITHOUT ROWID",
    f"""CREATE TABLE case_file (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, code TEXT NOT NULL UNIQUE,
    floor INTEGER NOT NULL CHECK (floor BETWEEN 0 AND 4), status TEXT NOT NULL, created TEXT NOT NULL,
    version INTEGER NOT NULL, {_SEALED})""",
    f"""CREATE TABLE record (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, code TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    case_row INTEGER NOT NULL REFERENCES case_file (row), level {_LEVEL},
    level_changes INTEGER NOT NULL DEFAULT 0, version INTEGER NOT NULL CHECK (version > 0),
    created TEXT NOT NULL, updated TEXT NOT NULL, deleted TEXT,
    scanned_version INTEGER NOT NULL DEFAULT 0, scanned_register INTEGER NOT NULL DEFAULT -1)""",
    "CREATE INDEX record_by_case ON record (case_row, row)",
    f"""CREATE TABLE card (
    record_row INTEGER NOT NULL REFERENCES record (row), version INTEGER NOT NULL, {_IS_SEALED}, {_SEALED},
    PRIMARY KEY (record_row, version))""",
    f"""CREATE TABLE body (
    record_row INTEGER NOT NULL REFERENCES record (row), version INTEGER NOT NULL, saved TEXT NOT NULL,
    {_IS_SEALED}, {_SEALED}, PRIMARY KEY (record_row, version))""",
    f"""CREATE TABLE sealed_words (
    record_row INTEGER NOT NULL REFERENCES record (row), version INTEGER NOT NULL, {_SEALED},
    PRIMARY KEY (record_row, version))""",
    f"""CREATE TABLE entry (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, code TEXT NOT NULL UNIQUE, type TEXT NOT NULL,
    role TEXT NOT NULL, level {_LEVEL}, level_changes INTEGER NOT NULL DEFAULT 0,
    created TEXT NOT NULL, ordinal INTEGER NOT NULL UNIQUE, version INTEGER NOT NULL CHECK (version > 0), {_SEALED})""",
    """CREATE TABLE relation (
    a INTEGER NOT NULL REFERENCES entry (row), b INTEGER NOT NULL REFERENCES entry (row), kind TEXT NOT NULL,
    PRIMARY KEY (a, b, kind), CHECK (a <> b)) WITHOUT ROWID""",
    f"""CREATE TABLE consent (
    entry_row INTEGER PRIMARY KEY REFERENCES entry (row), version INTEGER NOT NULL, saved TEXT NOT NULL, {_SEALED})""",
    f"""CREATE TABLE draft (
    id TEXT PRIMARY KEY, record_code TEXT NOT NULL, case_code TEXT NOT NULL, kind TEXT NOT NULL, level {_LEVEL},
    version INTEGER NOT NULL, updated TEXT NOT NULL, {_IS_SEALED}, {_SEALED})""",
    """CREATE TABLE mention (
    record_row INTEGER NOT NULL REFERENCES record (row), entry_row INTEGER NOT NULL REFERENCES entry (row),
    count INTEGER NOT NULL CHECK (count > 0), PRIMARY KEY (record_row, entry_row)) WITHOUT ROWID""",
    "CREATE INDEX mention_by_entry ON mention (entry_row)",
    """CREATE TABLE decision (
    case_row INTEGER NOT NULL REFERENCES case_file (row), hit TEXT NOT NULL, verdict TEXT NOT NULL, who TEXT NOT NULL,
    decided TEXT NOT NULL, PRIMARY KEY (case_row, hit)) WITHOUT ROWID""",
    f"""CREATE TABLE level_change (
    subject TEXT NOT NULL, nth INTEGER NOT NULL CHECK (nth > 0), old INTEGER NOT NULL, new INTEGER NOT NULL,
    changed TEXT NOT NULL, reasoned INTEGER NOT NULL CHECK (reasoned IN (0, 1)), {_SEALED},
    PRIMARY KEY (subject, nth)) WITHOUT ROWID""",
    f"""CREATE TABLE release (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, case_row INTEGER NOT NULL REFERENCES case_file (row),
    released TEXT NOT NULL, audience TEXT NOT NULL, sha256 TEXT NOT NULL, recipients TEXT NOT NULL, {_SEALED})""",
    """CREATE TABLE release_record (
    release_row INTEGER NOT NULL REFERENCES release (row), record_row INTEGER NOT NULL REFERENCES record (row),
    version INTEGER NOT NULL, level INTEGER NOT NULL, PRIMARY KEY (release_row, record_row)) WITHOUT ROWID""",
    """CREATE TABLE ledger (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, event TEXT NOT NULL, facts TEXT NOT NULL,
    prev TEXT NOT NULL, hash TEXT NOT NULL)""",
)

_LOWERING = """CREATE TRIGGER {table}_lowered BEFORE UPDATE OF level ON {table} WHEN NEW.level < OLD.level
    AND NOT (NEW.level_changes = OLD.level_changes + 1 AND EXISTS (
    SELECT 1 FROM level_change c WHERE c.subject = OLD.id AND c.nth = NEW.level_changes
    AND c.old = OLD.level AND c.new = NEW.level AND c.reasoned = 1))
    BEGIN SELECT RAISE(ABORT, 'a level is lowered only with a reason'); END"""
_KEPT = """CREATE TRIGGER {table}_{verb} BEFORE {verb} ON {table}
    BEGIN SELECT RAISE(ABORT, 'what is written here stays'); END"""

_TRIGGERS = (
    *(_LOWERING.format(table=table) for table in ("record", "entry")),
    *(_KEPT.format(table=table, verb=verb) for table in ("level_change", "ledger") for verb in ("UPDATE", "DELETE")),
)

_SEARCH = tuple(
    statement.replace("#", level)
    for level in _INDEXED
    for statement in (
        "CREATE VIRTUAL TABLE fts_# USING fts5 (title, body, content='', tokenize=\"unicode61 remove_diacritics 0\")",
        "INSERT INTO fts_# (fts_#, rank) VALUES ('secure-delete', 1)",
        "INSERT INTO fts_# (fts_#, rank) VALUES ('pgsz', 3960)",
    )
)
"""Contentless, cleared by FTS5's 'delete' command with the exact old text: `contentless_delete` tables ignore
secure-delete (measured: half of the deleted words stayed readable with the key). The page size fits SQLCipher's
reserve; the default would spill every leaf into an overflow page."""

STATEMENTS = (*_TABLES, *_TRIGGERS, *_SEARCH)
