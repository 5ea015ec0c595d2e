"""Bring a database to the newest schema: copy aside, then everything in one transaction, or nothing.

Statements run one by one, never as a script: a script commits first and leaves a half-applied schema (measured).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fieldnotes.errors import VaultDamaged, VaultTooNew
from fieldnotes.files import PRIVATE_FILE, translated
from fieldnotes.i18n import tr
from fieldnotes.vault.connection import APPLICATION_ID, Connection
from fieldnotes.vault.migrations import ALL


def to_newest(connection: Connection, *, name: str, migrations: Sequence[Sequence[str]] = ALL) -> bool:
    """Apply what is missing; whether anything was.

    Raises:
        VaultTooNew: the database was written by a later program.
        VaultDamaged: it is not one of ours, or its references do not hold after the change.
    """
    version = int(connection.value("PRAGMA user_version"))
    identity = int(connection.value("PRAGMA application_id"))
    if identity != APPLICATION_ID and (identity or version or not _is_blank(connection)):
        raise VaultDamaged(what=tr("vault.db is not a database of FieldNotes"))
    if version > len(migrations):
        raise VaultTooNew(name=name, found=version, known=len(migrations))
    if version == len(migrations):
        return False
    if version:
        _copy_aside(connection, version)
    with connection.allowing("schema"), connection.transaction():
        for statements in migrations[version:]:
            for statement in statements:
                connection.write(statement)
        connection.rows(f"PRAGMA application_id={APPLICATION_ID}")
        connection.rows(f"PRAGMA user_version={len(migrations)}")
        if connection.rows("PRAGMA foreign_key_check"):
            raise VaultDamaged(what=tr("its references do not hold after the update"))
    return True


def schema(connection: Connection) -> str:
    """All statements that define the schema, as compared with the checked-in schema.sql."""
    found = connection.rows("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name")
    return "".join(f"{sql};\n" for (sql,) in found)


def copy_path(database: Path, version: int) -> Path:
    """Where the database as it was before leaving `version` is kept."""
    return database.with_name(f"{database.name}.v{version}")


def _is_blank(connection: Connection) -> bool:
    return not connection.value("SELECT count(*) FROM sqlite_master")


def _copy_aside(connection: Connection, version: int) -> None:
    """An encrypted copy under the same key. VACUUM INTO attaches it, which is refused everywhere else."""
    target = copy_path(connection.path, version)
    with translated(target):
        target.unlink(missing_ok=True)
        target.touch(PRIVATE_FILE)
    with connection.allowing("copy"):
        connection.write("VACUUM INTO ?", str(target))
