"""Erase a level: every record of it, and everything else that lies under its key, for good.

What the vault cannot work without stays, emptied: a case without its title has its code, an entry without its name
too. Old copies of header and database with the passphrase still open the level; nothing here reaches them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from fieldnotes.model.level import Level
from fieldnotes.model.register import Identity
from fieldnotes.vault import codec
from fieldnotes.vault.backup.backups import ERASED
from fieldnotes.vault.erasing import purge
from fieldnotes.vault.keys import sealed_values
from fieldnotes.vault.keys.keys import AWAY_KID
from fieldnotes.vault.keys.sealed_values import SealedValue
from fieldnotes.vault.ledger import ledger, version_vector
from fieldnotes.vault.register import register_store
from fieldnotes.vault.store import Store

_LIVE = "created <> ''"
_RECORDS = f"SELECT code FROM record WHERE level = ? AND {_LIVE} ORDER BY row"  # noqa: S608 - a constant of ours
_SEALED_VERSIONS = """SELECT (SELECT count(*) FROM body b JOIN record r ON r.row = b.record_row
        WHERE r.level < 4 AND b.sealed = 1)
    + (SELECT count(*) FROM sealed_words w JOIN record r ON r.row = w.record_row WHERE r.level < 4)"""
_WITH_WORDS = """SELECT record_row, version FROM sealed_words
    UNION SELECT record_row, version FROM body WHERE words_of > 0"""


@dataclass(frozen=True, slots=True)
class Extent:
    """What lies at some levels: whole records, saved versions or passages of others, and values beside records."""

    records: int = 0
    versions: int = 0
    drafts: int = 0
    names: int = 0
    consents: int = 0
    titles: int = 0
    slips: int = 0
    """Statuses, tasks and saved searches."""


def measure(store: Store, levels: Collection[Level]) -> Extent:
    """What `remove` would take away."""

    def count(sql: str, *values: int) -> int:
        return int(store.connection.value(sql, *values))

    records = sum(len(store.connection.rows(_RECORDS, int(level))) for level in levels)
    drafts = sum(
        count("SELECT count(*) FROM draft WHERE CASE sealed WHEN 1 THEN 4 ELSE level END = ?", int(level))
        for level in levels
    )
    sealed, internal = Level.SEALED in levels, Level.INTERNAL in levels
    return Extent(
        records=records,
        versions=count(_SEALED_VERSIONS) if sealed else 0,
        drafts=drafts,
        names=count("SELECT count(*) FROM entry") if sealed else 0,
        consents=count("SELECT count(*) FROM consent") if internal else 0,
        titles=count("SELECT count(*) FROM case_file") if internal else 0,
        slips=sum(count("SELECT count(*) FROM slip WHERE level = ?", int(level)) for level in levels),
    )


def remove(store: Store, levels: Collection[Level]) -> Extent:
    """Take everything at `levels` out of the tables, in one transaction.

    Raises:
        SealedClosed: SEALED is among them and its compartment is closed.
    """
    done = measure(store, levels)
    with store.transaction():
        known = set(version_vector.stale(store))
        for level in sorted(levels):
            codes = [code for (code,) in store.connection.rows(_RECORDS, int(level))]
            purge.remove(store, codes, live=True)
        with store.rewriting():
            _remove_others(store, levels)
        version_vector.restate(store, but=known)
        names = " ".join(level.name for level in sorted(levels))
        ledger.append(store, ERASED, levels=names, records=done.records)
    return done


def _remove_others(store: Store, levels: Collection[Level]) -> None:
    for level in levels:
        store.connection.write("DELETE FROM draft WHERE CASE sealed WHEN 1 THEN 4 ELSE level END = ?", int(level))
        store.connection.write("DELETE FROM slip WHERE level = ?", int(level))
    if Level.SEALED in levels:
        _remove_passages(store)
        _remove_names(store)
    if Level.INTERNAL in levels:
        _empty_internal(store)


def _remove_passages(store: Store) -> None:
    """Bodies keep their placeholders as plain text; versions that lay under SEALED as a whole go."""
    connection = store.connection
    cut = set(connection.rows(_WITH_WORDS))
    for value in sealed_values.all_of(store, set(Level) - {Level.SEALED}):
        if value.table.name == "body" and value.key in cut:
            body = codec.load_body(value.opened(store))
            passages = tuple(passage for passage in body.passages if passage.level is not Level.SEALED)
            value.seal_anew(store, codec.dump_body(type(body)(body.blocks, passages)))
            connection.write("DELETE FROM sealed_version WHERE record_row = ? AND version = ?", *value.key)
    connection.write("DELETE FROM sealed_words")
    connection.write("UPDATE body SET words_of = NULL")
    connection.write(
        "DELETE FROM sealed_version WHERE EXISTS (SELECT 1 FROM body b WHERE b.sealed = 1 "
        "AND b.record_row = sealed_version.record_row AND b.version = sealed_version.version)"
    )
    for table in ("card", "body"):
        connection.write(f"DELETE FROM {table} WHERE sealed = 1")  # noqa: S608 - one of two constants


def _remove_names(store: Store) -> None:
    store.connection.write("DELETE FROM consent_form")
    for entry in register_store.all_of(store):
        register_store.change(store, entry.code, identity=Identity(entry.code))


def _empty_internal(store: Store) -> None:
    """Titles, consents, reasons and the words typed at an export. The vault's own secrets hold no text and stay."""
    store.connection.write("DELETE FROM consent")
    store.connection.write("DELETE FROM consent_form")
    store.connection.write("DELETE FROM term")
    codes = dict(store.connection.rows("SELECT id, code FROM case_file"))
    for value in sealed_values.all_of(store, {Level.INTERNAL}):
        if value.kid == AWAY_KID:
            continue
        if value.table.part == "case":
            value.seal_anew(store, codec.dump_text(codes[value.owner]))
        elif value.table.part in ("reason", "verdict"):
            value.seal_anew(store, codec.dump_text(""))
        elif value.table.part == "labels":
            _empty_typed(store, value)


def _empty_typed(store: Store, release: SealedValue) -> None:
    told = codec.load(release.opened(store))
    release.seal_anew(store, codec.dump({**told, "accepted": ""}))
