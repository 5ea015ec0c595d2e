"""Open SQLCipher: the only importer of sqlcipher3, and the only place where its errors become ours.

The order of the recipe matters (measured, see docs/formats/vault.md): silence the log before the key, give the key as
a buffer that is wiped, set the pragmas, read them back, then let an authorizer refuse everything that could write
plaintext or leave the file. The key is never part of an SQL text, and `rekey` is never used: after a full disk it
destroys the database.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

os.environ["OPENSSL_CONF"] = os.devnull  # sqlcipher3's own OpenSSL would load modules from a planted configuration
from sqlcipher3 import dbapi2

from fieldnotes.crypto.secret import Secret, wipe
from fieldnotes.errors import AlreadyExists, Bug, CannotWrite, DiskFull, VaultDamaged, VaultInUse, VaultLocked
from fieldnotes.files import PRIVATE_FILE, remove_leftovers, sync_file, sync_folder, translated
from fieldnotes.i18n import tr
from fieldnotes.progress import Watch

APPLICATION_ID = 0x464E3031
"""'FN01'."""
PAGE_SIZE = 4096

Value = str | int | bytes | None

_SETTINGS = (
    "temp_store=MEMORY",
    "journal_mode=DELETE",
    "synchronous=EXTRA",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "foreign_keys=ON",
    "mmap_size=0",
    "cache_spill=OFF",
    "recursive_triggers=OFF",
    "cache_size=-65536",
)
_EXPECTED = {
    "cipher_status": "1",
    "temp_store": "2",
    "journal_mode": "delete",
    "synchronous": "3",
    "secure_delete": "1",
    "trusted_schema": "0",
    "foreign_keys": "1",
}
_READABLE = frozenset(
    {
        *(setting.partition("=")[0] for setting in _SETTINGS),
        *("cipher_status", "cipher_version", "cipher_provider", "cipher_provider_version", "cipher_page_size"),
        *("cipher_use_hmac", "cipher_hmac_algorithm", "cipher_kdf_algorithm", "cipher_plaintext_header_size"),
        *("cipher_integrity_check", "quick_check", "page_count", "freelist_count", "data_version", "shrink_memory"),
        *("application_id", "user_version", "compile_options", "foreign_key_check", "cipher_memory_security"),
    }
)
_MIGRATION_PRAGMAS = frozenset({"user_version", "application_id"})
_SCHEMA_TABLES = frozenset({"sqlite_master", "sqlite_schema", "sqlite_temp_master", "sqlite_temp_schema"})
_REFUSED_FUNCTIONS = frozenset({"load_extension", "sqlcipher_export"})
_WRITES = frozenset({sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE})
_OPEN_FLAGS = {"rw": 0x00000002 | 0x02000000, "ro": 0x00000001 | 0x02000000}
"""SQLITE_OPEN_READWRITE without CREATE, or READONLY, and EXRESCODE: without it a failed write cannot be told from a
failed read."""
_VERSIONS = ("cipher_version", "cipher_provider_version")
_COPY_PAGES = 2048
"""Copied between two looks at whether anybody still waits: 8 MiB."""
_HEX = b"0123456789abcdef"


def engine() -> tuple[str, str]:
    """The versions of SQLCipher (`4.19.0 community`) and of its OpenSSL, as an empty database in memory tells them."""
    raw = dbapi2.connect(":memory:")
    try:
        raw.execute("PRAGMA cipher_log_level=NONE")
        raw.set_key(bytearray(b"nothing is kept in it"))  # the library of a database without a key is not told
        cipher, library = (raw.execute(f"PRAGMA {name}").fetchone() for name in _VERSIONS)
    finally:
        raw.close()
    return str(cipher[0]), str(library[0])


class Connection:
    """A keyed database whose statements are parameterised and whose transactions nest.

    After a full disk the raw connection is closed at once, so that no further write can follow a failed one; the next
    use opens the file afresh (which rolls back the journal). After damage it stays closed.
    """

    def __init__(self, path: Path, key: Secret, *, create: bool = False, read_only: bool = False) -> None:
        self._path = path
        self._mode = "ro" if read_only else "rw"
        self._key = key.copy()
        self._depth = 0
        self._privilege: frozenset[str] = frozenset()
        self._raw: Any = None
        self._closed = False
        if not create:
            _check_size(path)
        try:
            self._open(create=create)
        except BaseException:
            self.close()
            raise

    @property
    def path(self) -> Path:
        return self._path

    def close(self) -> None:
        """Close and wipe the key; every later use raises VaultLocked."""
        self._closed = True
        self._drop()
        self._key.wipe()

    def rows(self, sql: str, *values: Value) -> list[tuple[Any, ...]]:
        with self._translated() as raw:
            found: list[tuple[Any, ...]] = raw.execute(sql, values).fetchall()
            return found

    def one(self, sql: str, *values: Value) -> tuple[Any, ...] | None:
        """The first row, or None."""
        with self._translated() as raw:
            found: tuple[Any, ...] | None = raw.execute(sql, values).fetchone()
            return found

    def value(self, sql: str, *values: Value) -> Any:
        """The first column of the first row; None without one."""
        found = self.one(sql, *values)
        return None if found is None else found[0]

    def write(self, sql: str, *values: Value) -> int:
        """Run a change; the number of rows it changed."""
        with self._translated() as raw:
            changed: int = raw.execute(sql, values).rowcount
            return changed

    def insert(self, sql: str, *values: Value) -> int:
        """Run an insertion; the new row's number."""
        with self._translated() as raw:
            row: int = raw.execute(sql, values).lastrowid
            return row

    @property
    def in_transaction(self) -> bool:
        return self._depth > 0

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. Within another transaction: a savepoint of it."""
        begin, commit, undo = _BRACKETS[min(self._depth, 1)]
        with self._translated() as raw:
            raw.execute(begin)
        self._depth += 1
        try:
            yield
            with self._translated() as raw:
                for statement in commit:
                    raw.execute(statement)
        except BaseException:
            self._undo(undo)
            raise
        finally:
            self._depth = max(0, self._depth - 1)

    @contextmanager
    def allowing(self, *privileges: str) -> Iterator[None]:
        """Lift a denial for a few statements of our own: `schema` (migrations), `copy` (VACUUM)."""
        before, self._privilege = self._privilege, frozenset(privileges)
        try:
            yield
        finally:
            self._privilege = before

    def copy_to(self, path: Path, key: Secret, watch: Watch) -> None:
        """Write a whole, consistent copy under `key` to a new file and sync it. Nothing is left when it fails.

        The online backup API encrypts with the destination's key (measured); VACUUM then rewrites the copy so that
        no page keeps what was deleted before.

        Raises:
            AlreadyExists, DiskFull, CannotWrite: no copy was made.
            Cancelled: nobody waits any more.
        """
        if path.exists():
            raise AlreadyExists(name=path.name)
        try:
            copy = Connection(path, key, create=True)
            try:
                self._copy_pages(copy, watch)
                with copy.allowing("copy"):
                    copy.write("VACUUM")
            finally:
                copy.close()
            with translated(path):
                sync_file(path)
                sync_folder(path.parent)
        except BaseException:
            remove_leftovers(path, path.with_name(path.name + "-journal"))
            raise

    def _copy_pages(self, copy: Connection, watch: Watch) -> None:
        """The backup API's errors carry no code, so the words of SQLite's result have to tell them apart."""
        raw = self._live()
        try:
            raw.backup(
                copy._live(),
                pages=_COPY_PAGES,
                progress=lambda _, left, total: watch.step(total - left, total, "copy"),
            )
        except dbapi2.Error as error:
            if any(word in str(error) for word in ("malformed", "not a database")):
                raise VaultDamaged(what=tr("a page does not match its seal")) from error
            raise DiskFull(place=copy.path.parent.name) from error

    def refuses(self, statement: str) -> bool:
        """Whether the authorizer or the build stops `statement` (used by the audit; must be harmless if it is not)."""
        raw = self._live()
        try:
            raw.execute(statement).fetchall()
        except dbapi2.Error:
            return True
        return False

    def _open(self, *, create: bool = False) -> None:
        if create:
            with translated(self._path):
                self._path.touch(PRIVATE_FILE, exist_ok=False)
        unfinished = self._mode == "rw" and self._path.with_name(self._path.name + "-journal").exists()
        try:
            place = f"{self._path.absolute().as_uri()}?mode={self._mode}"
            self._raw = dbapi2.connect(place, uri=True, isolation_level=None, flags=_OPEN_FLAGS[self._mode])
            self._raw.execute("PRAGMA cipher_log_level=NONE")
            spec = _key_spec(self._key)
            try:
                self._raw.set_key(spec)
            finally:
                wipe(spec)
            for setting in _SETTINGS:
                self._raw.execute(f"PRAGMA {setting}")
            for name, expected in _EXPECTED.items():
                if str(self._raw.execute(f"PRAGMA {name}").fetchone()[0]) != expected:
                    raise Bug(what=tr("the database engine did not accept the setting {name}", name=name))
            self._raw.set_authorizer(self._authorize)
            if unfinished:
                self._overwrite_free_pages(self._raw)
        except dbapi2.Error as error:
            self._drop()
            raise _ours(error) from error

    def _overwrite_free_pages(self, raw: Any) -> None:
        """After a rollback: write every free page once, so that each has a right seal again.

        SQLite does not keep the content of a free page in the journal when it takes the page into use. A write to it
        that a power cut tore stays torn after the rollback: no data is lost, but the page's seal is broken, and every
        copy reads all pages (found by the power-loss model).
        """
        if not raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'meta'").fetchone()[0]:
            return
        free = raw.execute("PRAGMA freelist_count").fetchone()[0]
        with suppress(dbapi2.Error):  # a full disk: the pages stay as they are, and all that is saved stays readable
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("INSERT INTO meta (key, value) VALUES ('free-pages', zeroblob(?))", (free * PAGE_SIZE,))
            raw.execute("DELETE FROM meta WHERE key = 'free-pages'")
            raw.execute("COMMIT")
        if raw.in_transaction:
            raw.execute("ROLLBACK")

    def _live(self) -> Any:
        if self._closed:
            raise VaultLocked
        if self._raw is None:
            if self._depth:
                raise DiskFull
            self._open()
        return self._raw

    @contextmanager
    def _translated(self) -> Iterator[Any]:
        raw = self._live()
        try:
            yield raw
        except dbapi2.Error as error:
            translated = _ours(error)
            if not isinstance(translated, Bug):
                self._drop()
            if isinstance(translated, VaultDamaged):
                self.close()
            raise translated from error

    def _undo(self, statements: tuple[str, ...]) -> None:
        if self._raw is None or not self._raw.in_transaction:
            return
        try:
            for statement in statements:
                self._raw.execute(statement)
        except dbapi2.Error:
            self._drop()

    def _drop(self) -> None:
        if self._raw is not None:
            raw, self._raw = self._raw, None
            raw.close()

    def _authorize(self, action: int, first: str | None, second: str | None, *_: str | None) -> int:
        refused = False
        if action in (sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH):
            refused = "copy" not in self._privilege
        elif action == sqlite3.SQLITE_PRAGMA:
            readable = first in _READABLE and (second is None or first == "quick_check")
            refused = not (readable or ("schema" in self._privilege and first in _MIGRATION_PRAGMAS))
        elif action == sqlite3.SQLITE_FUNCTION:
            refused = second in _REFUSED_FUNCTIONS
        elif action in _WRITES and first in _SCHEMA_TABLES:
            refused = not self._privilege
        return sqlite3.SQLITE_DENY if refused else sqlite3.SQLITE_OK


_BRACKETS = (
    ("BEGIN IMMEDIATE", ("COMMIT",), ("ROLLBACK",)),
    ("SAVEPOINT inner", ("RELEASE inner",), ("ROLLBACK TO inner", "RELEASE inner")),
)


def _key_spec(key: Secret) -> bytearray:
    """SQLCipher's raw key form x'<64 hex digits>', built in a buffer that the caller wipes."""
    spec = bytearray(b"x'" + bytes(2 * len(key)) + b"'")
    for index, byte in enumerate(key.reveal()):
        spec[2 + 2 * index] = _HEX[byte >> 4]
        spec[3 + 2 * index] = _HEX[byte & 15]
    return spec


def _check_size(path: Path) -> None:
    """An empty file would open as a new, empty database: refuse it before SQLCipher sees it."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise VaultDamaged(what=tr("vault.db is missing")) from error
    if size < PAGE_SIZE:
        raise VaultDamaged(what=tr("vault.db is empty or was cut off"))
    unfinished = path.with_name(path.name + "-journal").exists()
    if size % PAGE_SIZE and not unfinished:
        raise VaultDamaged(what=tr("vault.db was cut off or something was appended to it"))


def _ours(error: dbapi2.Error) -> Exception:
    """SQLite's result codes (sqlite.org/rescode.html) as our errors.

    A failed write is almost always a quota, a size limit or a full disk, so it gets that sentence and its advice.
    """
    extended: int = getattr(error, "sqlite_errorcode", 0) or 0
    primary = extended & 0xFF
    if primary == sqlite3.SQLITE_FULL or extended == sqlite3.SQLITE_IOERR_WRITE:
        return DiskFull()
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return VaultDamaged(what=tr("a page does not match its seal"))
    if primary == sqlite3.SQLITE_BUSY:
        return VaultInUse(name="vault.db")
    if extended in (sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ):
        return VaultDamaged(what=tr("the disk could not read a page"))
    if primary in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return CannotWrite(name="vault.db", reason=tr("the disk reported an error"))
    return Bug(what=tr("the database reported code {number}", number=extended))
