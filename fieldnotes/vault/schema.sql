CREATE INDEX mention_by_entry ON mention (entry_row);
CREATE INDEX record_by_case ON record (case_row, row);
CREATE INDEX slip_by_about ON slip (about);
CREATE INDEX slip_by_kind ON slip (kind, row);
CREATE TABLE backup (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, made TEXT NOT NULL, tested TEXT, gone TEXT,
    generation INTEGER NOT NULL, ledger_seq INTEGER NOT NULL, slots TEXT NOT NULL, bytes INTEGER NOT NULL,
    kid INTEGER NOT NULL, wrapped BLOB NOT NULL, blob BLOB NOT NULL);
CREATE TABLE body (
    record_row INTEGER NOT NULL REFERENCES record (row), version INTEGER NOT NULL, saved TEXT NOT NULL,
    sealed INTEGER NOT NULL DEFAULT 0 CHECK (sealed IN (0, 1)), kid INTEGER NOT NULL, wrapped BLOB NOT NULL, blob BLOB NOT NULL, words_of INTEGER, PRIMARY KEY (record_row, version));
CREATE TABLE card (
    record_row INTEGER NOT NULL REFERENCES record (row), version INTEGER NOT NULL, sealed INTEGER NOT NULL DEFAULT 0 CHECK (sealed IN (0, 1)), kid INTEGER NOT NULL, wrapped BLOB NOT NULL, blob BLOB NOT NULL,
    PRIMARY KEY (record_row, version));
CREATE TABLE case_file (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, code TEXT NOT NULL UNIQUE,
    floor INTEGER NOT NULL CHECK (floor BETWEEN 0 AND 4), status TEXT NOT NULL, created TEXT NOT NULL,
    version INTEGER NOT NULL, kid INTEGER NOT NULL, wrapped BLOB NOT NULL, blob BLOB NOT NULL);
CREATE TABLE consent (
    entry_row INTEGER PRIMARY KEY REFERENCES entry (row), version INTEGER NOT NULL, saved TEXT NOT NULL, kid INTEGER NOT NULL, wrapped BLOB NOT NULL, blob BLOB NOT NULL);
CREATE TABLE consent_form (
    entry_row INTEGER PRIMARY KEY REFERENCES entry (row), version INTEGER NOT NULL, saved TEXT NOT NULL,
    kid INTEGER NOT NULL, wrapped BLOB NOT NULL, blob BLOB NOT NULL);
CREATE TABLE counter (prefix TEXT PRIMARY KEY, last INTEGER NOT NULL CHECK (last > 0)) WITHOUT ROWID;
CREATE TABLE draft (
    id TEXT PRIMARY KEY, record_code TEXT NOT NULL, case_code TEXT NOT NULL, kind TEXT NOT NULL, level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 4),
    version INTEGER NOT NULL, updated TEXT NOT NULL, sealed INTEGER NOT NULL DEFAULT 0 CHECK (sealed IN (0, 1)), kid INTEGER NOT NULL, wrapped BLOB NOT NULL, blob BLOB NOT NULL);
CREATE TABLE entry (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, code TEXT NOT NULL UNIQUE, type TEXT NOT NULL,
    role TEXT NOT NULL, level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 4), level_changes INTEGER NOT NULL DEFAULT 0,
    created TEXT NOT NULL, ordinal INTEGER NOT NULL UNIQUE, version INTEGER NOT NULL CHECK (version > 0), kid INTEGER NOT NULL, wrapped BLOB NOT NULL, blob BLOB NOT NULL);
CREATE TABLE evidence_piece (
    record_row INTEGER NOT NULL REFERENCES record (row), part INTEGER NOT NULL CHECK (part IN (0, 1)),
    nth INTEGER NOT NULL CHECK (nth > 0), kid INTEGER NOT NULL, wrapped BLOB NOT NULL, blob BLOB NOT NULL, PRIMARY KEY (record_row, part, nth));
CREATE VIRTUAL TABLE fts_0 USING fts5 (title, body, content='', tokenize="unicode61 remove_diacritics 0");
CREATE TABLE 'fts_0_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'fts_0_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'fts_0_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
CREATE TABLE 'fts_0_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE VIRTUAL TABLE fts_1 USING fts5 (title, body, content='', tokenize="unicode61 remove_diacritics 0");
CREATE TABLE 'fts_1_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'fts_1_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'fts_1_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
CREATE TABLE 'fts_1_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE VIRTUAL TABLE fts_2 USING fts5 (title, body, content='', tokenize="unicode61 remove_diacritics 0");
CREATE TABLE 'fts_2_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'fts_2_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'fts_2_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
CREATE TABLE 'fts_2_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE VIRTUAL TABLE fts_3 USING fts5 (title, body, content='', tokenize="unicode61 remove_diacritics 0");
CREATE TABLE 'fts_3_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'fts_3_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'fts_3_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
CREATE TABLE 'fts_3_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE TABLE ledger (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, event TEXT NOT NULL, facts TEXT NOT NULL,
    prev TEXT NOT NULL, hash TEXT NOT NULL, frame TEXT NOT NULL DEFAULT '');
CREATE TABLE ledger_pending (seq INTEGER PRIMARY KEY, frame BLOB NOT NULL);
CREATE TABLE level_change (
    subject TEXT NOT NULL, nth INTEGER NOT NULL CHECK (nth > 0), old INTEGER NOT NULL, new INTEGER NOT NULL,
    changed TEXT NOT NULL, reasoned INTEGER NOT NULL CHECK (reasoned IN (0, 1)), kid INTEGER NOT NULL, wrapped BLOB NOT NULL, blob BLOB NOT NULL,
    PRIMARY KEY (subject, nth)) WITHOUT ROWID;
CREATE TABLE mention (
    record_row INTEGER NOT NULL REFERENCES record (row), entry_row INTEGER NOT NULL REFERENCES entry (row),
    count INTEGER NOT NULL CHECK (count > 0), PRIMARY KEY (record_row, entry_row)) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE record (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, code TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    case_row INTEGER NOT NULL REFERENCES case_file (row), level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 4),
    level_changes INTEGER NOT NULL DEFAULT 0, version INTEGER NOT NULL CHECK (version > 0),
    created TEXT NOT NULL, updated TEXT NOT NULL, deleted TEXT,
    scanned_version INTEGER NOT NULL DEFAULT 0, scanned_register INTEGER NOT NULL DEFAULT -1, merged INTEGER NOT NULL DEFAULT 0);
CREATE TABLE relation (
    a INTEGER NOT NULL REFERENCES entry (row), b INTEGER NOT NULL REFERENCES entry (row), kind TEXT NOT NULL,
    PRIMARY KEY (a, b, kind), CHECK (a <> b)) WITHOUT ROWID;
CREATE TABLE release (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, case_row INTEGER NOT NULL REFERENCES case_file (row),
    released TEXT NOT NULL, audience TEXT NOT NULL, sha256 TEXT NOT NULL, recipients TEXT NOT NULL, kid INTEGER NOT NULL, wrapped BLOB NOT NULL, blob BLOB NOT NULL);
CREATE TABLE release_record (
    release_row INTEGER NOT NULL REFERENCES release (row), record_row INTEGER NOT NULL REFERENCES record (row),
    version INTEGER NOT NULL, level INTEGER NOT NULL, PRIMARY KEY (release_row, record_row)) WITHOUT ROWID;
CREATE TABLE sealed_version (
    record_row INTEGER NOT NULL REFERENCES record (row), version INTEGER NOT NULL, sealed TEXT NOT NULL,
    digest BLOB NOT NULL, signature BLOB NOT NULL, PRIMARY KEY (record_row, version)) WITHOUT ROWID;
CREATE TABLE sealed_words (
    record_row INTEGER NOT NULL REFERENCES record (row), version INTEGER NOT NULL, kid INTEGER NOT NULL, wrapped BLOB NOT NULL, blob BLOB NOT NULL,
    PRIMARY KEY (record_row, version));
CREATE TABLE secret (name TEXT PRIMARY KEY, kid INTEGER NOT NULL, wrapped BLOB NOT NULL, blob BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE slip (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, code TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    about TEXT NOT NULL, level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 4),
    version INTEGER NOT NULL CHECK (version > 0), saved TEXT NOT NULL,
    kid INTEGER NOT NULL, wrapped BLOB NOT NULL, blob BLOB NOT NULL);
CREATE TABLE term (
    row INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, version INTEGER NOT NULL CHECK (version > 0), kid INTEGER NOT NULL, wrapped BLOB NOT NULL, blob BLOB NOT NULL);
CREATE TABLE verdict (
    about TEXT NOT NULL, scope TEXT NOT NULL, hit TEXT NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL,
    label TEXT NOT NULL DEFAULT '', entries TEXT NOT NULL DEFAULT '', who TEXT NOT NULL, decided TEXT NOT NULL,
    kid INTEGER, wrapped BLOB, blob BLOB,
    PRIMARY KEY (about, scope, hit)) WITHOUT ROWID;
CREATE TRIGGER entry_lowered BEFORE UPDATE OF level ON entry WHEN NEW.level < OLD.level
    AND NOT (NEW.level_changes = OLD.level_changes + 1 AND EXISTS (
    SELECT 1 FROM level_change c WHERE c.subject = OLD.id AND c.nth = NEW.level_changes
    AND c.old = OLD.level AND c.new = NEW.level AND c.reasoned = 1))
    BEGIN SELECT RAISE(ABORT, 'a level is lowered only with a reason'); END;
CREATE TRIGGER ledger_DELETE BEFORE DELETE ON ledger
    BEGIN SELECT RAISE(ABORT, 'what is written here stays'); END;
CREATE TRIGGER ledger_UPDATE BEFORE UPDATE ON ledger
    BEGIN SELECT RAISE(ABORT, 'what is written here stays'); END;
CREATE TRIGGER level_change_DELETE BEFORE DELETE ON level_change
    WHEN NOT EXISTS (SELECT 1 FROM meta WHERE key = 'rewriting')
    BEGIN SELECT RAISE(ABORT, 'what is written here stays'); END;
CREATE TRIGGER level_change_UPDATE BEFORE UPDATE ON level_change
    WHEN NOT EXISTS (SELECT 1 FROM meta WHERE key = 'rewriting')
    BEGIN SELECT RAISE(ABORT, 'what is written here stays'); END;
CREATE TRIGGER record_lowered BEFORE UPDATE OF level ON record WHEN NEW.level < OLD.level
    AND NOT (NEW.level_changes = OLD.level_changes + 1 AND EXISTS (
    SELECT 1 FROM level_change c WHERE c.subject = OLD.id AND c.nth = NEW.level_changes
    AND c.old = OLD.level AND c.new = NEW.level AND c.reasoned = 1))
    BEGIN SELECT RAISE(ABORT, 'a level is lowered only with a reason'); END;
CREATE TRIGGER sealed_version_DELETE BEFORE DELETE ON sealed_version
    WHEN NOT EXISTS (SELECT 1 FROM meta WHERE key = 'rewriting')
    BEGIN SELECT RAISE(ABORT, 'what is written here stays'); END;
CREATE TRIGGER sealed_version_UPDATE BEFORE UPDATE ON sealed_version
    WHEN NOT EXISTS (SELECT 1 FROM meta WHERE key = 'rewriting')
    BEGIN SELECT RAISE(ABORT, 'what is written here stays'); END;
