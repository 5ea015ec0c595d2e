"""Purge: take records and register entries out of the vault for good, as far as a program can.

Rows of every table go in one transaction; their levels get new keys, so that no copy of a row opens with the keys of
today's header; and the database is written afresh under a new key, so that no page of the old one does. What this
cannot reach: older copies of header and database together with the passphrase, and blocks that a flash disk keeps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fieldnotes import clock
from fieldnotes.errors import NoSuchRecord, NotInBin, StillReferred
from fieldnotes.model.level import Level
from fieldnotes.model.register import Identity
from fieldnotes.vault import codec
from fieldnotes.vault.backup.backups import PURGED
from fieldnotes.vault.followup import slips
from fieldnotes.vault.keys.keys import AWAY_KID, CAPSULE_KID
from fieldnotes.vault.ledger import ledger
from fieldnotes.vault.ledger.version_vector import Of, facts
from fieldnotes.vault.records import levels, records
from fieldnotes.vault.register import decisions, register_store
from fieldnotes.vault.store import Store

_FIND = "SELECT row, id, code, level, deleted FROM record WHERE code = ? AND created <> ''"
_RECYCLED = "SELECT code, deleted FROM record WHERE deleted IS NOT NULL AND created <> '' ORDER BY deleted, row"
_PARTS = ("card", "body", "sealed_words", "sealed_version", "evidence_piece", "mention")
_KEPT = "UPDATE record SET created = '', updated = '', deleted = ? WHERE row = ?"
"""What left in a bundle stays in the register of exports as a code, a version and a level: a row without any text,
which no list shows because it has no card."""
_KEYS_OF_RECORD = """SELECT CASE p.sealed WHEN 1 THEN 4 ELSE r.level END, p.kid FROM card p
        JOIN record r ON r.row = p.record_row WHERE r.row = ?1
    UNION SELECT CASE p.sealed WHEN 1 THEN 4 ELSE r.level END, p.kid FROM body p
        JOIN record r ON r.row = p.record_row WHERE r.row = ?1
    UNION SELECT 4, kid FROM sealed_words WHERE record_row = ?1
    UNION SELECT r.level, p.kid FROM evidence_piece p JOIN record r ON r.row = p.record_row WHERE r.row = ?1
    UNION SELECT CASE d.sealed WHEN 1 THEN 4 ELSE d.level END, d.kid FROM draft d
        JOIN record r ON r.code = d.record_code WHERE r.row = ?1
    UNION SELECT 3, c.kid FROM level_change c JOIN record r ON r.id = c.subject WHERE r.row = ?1
    UNION SELECT 3, v.kid FROM verdict v JOIN record r ON r.code = v.scope WHERE r.row = ?1 AND v.kid IS NOT NULL
    UNION SELECT s.level, s.kid FROM slip s JOIN record r ON r.id = s.about WHERE r.row = ?1"""
_REFERENCES = """SELECT (SELECT count(*) FROM relation WHERE a = ?1 OR b = ?1)
    + (SELECT count(*) FROM mention WHERE entry_row = ?1)"""

_REFERRING = """SELECT e.code FROM relation x JOIN entry e ON e.row = CASE x.a WHEN ?1 THEN x.b ELSE x.a END
    WHERE x.a = ?1 OR x.b = ?1
    UNION SELECT r.code FROM mention m JOIN record r ON r.row = m.record_row WHERE m.entry_row = ?1"""


@dataclass(frozen=True, slots=True)
class Purged:
    """What went: codes, saved versions and drafts; `kept` are codes that stand on in the register of exports.

    `emptied` are entries that stay as a code without a name, because something refers to them.
    """

    codes: tuple[str, ...] = ()
    versions: int = 0
    drafts: int = 0
    kept: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    """Those that got a new key."""
    rewritten: bool = False


@dataclass(frozen=True, slots=True)
class _Target:
    row: int
    id: str
    code: str
    level: Level
    live: bool


def levels_of(store: Store, codes: Sequence[str]) -> frozenset[Level]:
    """The levels under whose keys something of these records and entries lies, and which therefore need new ones.

    What is in capsules needs none: its keys are in its own rows.

    Raises:
        NoSuchRecord: one of them is not there.
    """
    found = set[Level]()
    for code in codes:
        if is_entry(store, code):
            found |= {Level.SEALED, Level.INTERNAL}
        else:
            rows = store.connection.rows(_KEYS_OF_RECORD, _target(store, code).row)
            found |= {Level(level) for level, kid in rows if kid not in (CAPSULE_KID, AWAY_KID)}
    return frozenset(found)


def recycled(store: Store) -> dict[str, str]:
    """When each record came into the recycle bin, by code; oldest first."""
    return dict(store.connection.rows(_RECYCLED))


def is_entry(store: Store, code: str) -> bool:
    """Whether `code` is one of the register."""
    return store.connection.value("SELECT 1 FROM entry WHERE code = ?", code) is not None


def remove(store: Store, codes: Sequence[str], *, reason: str = "", live: bool = False, force: bool = False) -> Purged:
    """Take records out of every table, and register entries that nothing refers to; all of them or none.

    With `live`, records that are not in the recycle bin too; with `force`, an entry that something refers to is
    emptied: its code stays, its names and its consent go.

    Raises:
        NoSuchRecord: one of them is not there.
        NotInBin: a record is not in the recycle bin.
        StillReferred: something refers to an entry.
    """
    done = Purged()
    with store.rewriting():
        for code in codes:
            one = _remove_entry(store, code, force) if is_entry(store, code) else _remove_record(store, code, live)
            done = _sum(done, one)
            _keep_reason(store, code, reason)
    return done


def reason_of(store: Store, code: str) -> str:
    """Why something was purged, as it was typed; empty without a reason."""
    return next((change.reason for change in levels.changes_of(store, _subject(code))), "")


def _remove_record(store: Store, code: str, live: bool) -> Purged:
    target = _target(store, code)
    if target.live:
        if not live:
            raise NotInBin(name=code)
        records.delete(store, code)
    connection = store.connection
    versions = int(connection.value("SELECT count(*) FROM body WHERE record_row = ?", target.row))
    kept = connection.value("SELECT 1 FROM release_record WHERE record_row = ?", target.row) is not None
    for part in _PARTS:
        connection.write(f"DELETE FROM {part} WHERE record_row = ?", target.row)  # noqa: S608 - constants above
    connection.write("DELETE FROM level_change WHERE subject = ?", target.id)
    connection.write("DELETE FROM verdict WHERE scope = ?", code)
    decisions.forget(store, code)
    slips.forget(store, target.id)
    drafts = connection.write("DELETE FROM draft WHERE record_code = ?", code)
    if kept:
        connection.write(_KEPT, clock.stamp(), target.row)
    else:
        connection.write("DELETE FROM record WHERE row = ?", target.row)
    ledger.append(store, PURGED, **facts(store, Of.RECORD, code), versions=versions, drafts=drafts)
    return Purged((code,), versions, drafts, (code,) if kept else ())


def _remove_entry(store: Store, code: str, force: bool) -> Purged:
    row, entry_id = register_store.row_of(store, code), register_store.get(store, code).id
    used = references(store, code)
    if used and not force:
        raise StillReferred(code=code, count=used, where=", ".join(referring(store, code)))
    connection = store.connection
    decisions.forget(store, code)
    slips.forget(store, entry_id)
    for table, of in (("consent", Of.CONSENT), ("consent_form", Of.CONSENT_FORM)):
        if connection.write(f"DELETE FROM {table} WHERE entry_row = ?", row):  # noqa: S608 - one of two constants
            ledger.append(store, "consent-removed", **facts(store, of, code))
    if used:
        # The name is the code: whatever shows, matches or checks names goes on working, and there is none to find.
        register_store.change(store, code, identity=Identity(code))
        for change in connection.rows("SELECT nth FROM level_change WHERE subject = ?", entry_id):
            _empty_reason(store, entry_id, change[0])
        ledger.append(store, PURGED, **facts(store, Of.ENTRY, code), emptied=1)
        return Purged((code,), emptied=(code,))
    connection.write("DELETE FROM level_change WHERE subject = ?", entry_id)
    connection.write("DELETE FROM entry WHERE row = ?", row)
    ledger.append(store, PURGED, **facts(store, Of.ENTRY, code), emptied=0)
    return Purged((code,))


def references(store: Store, code: str) -> int:
    """How often an entry is used: relations, records that mention it, records whose source it is."""
    row = register_store.row_of(store, code)
    everywhere = [stored.row for stored in records.every(store)] + records.recycled(store)
    sources = sum(found.card is not None and found.card.source == code for found in everywhere)
    return int(store.connection.value(_REFERENCES, row)) + sources


def referring(store: Store, code: str) -> list[str]:
    """Codes of the records whose source it is or that mention it, and of the entries to which it is related."""
    row = register_store.row_of(store, code)
    found = {item for (item,) in store.connection.rows(_REFERRING, row)}
    everywhere = [stored.row for stored in records.every(store)] + records.recycled(store)
    found |= {one.code for one in everywhere if one.card is not None and one.card.source == code}
    return sorted(found)


def _empty_reason(store: Store, subject: str, nth: int) -> None:
    """The row stays, because changes of level are numbered."""
    columns = store.seal(codec.dump_text(""), level=Level.INTERNAL, owner=subject, part="reason", version=nth)
    store.connection.write(
        "UPDATE level_change SET kid = ?, wrapped = ?, blob = ? WHERE subject = ? AND nth = ?", *columns, subject, nth
    )


def _keep_reason(store: Store, code: str, reason: str) -> None:
    """The ledger says what went; why is sealed beside it."""
    if not reason.strip():
        return
    subject, level = _subject(code), int(Level.INTERNAL)
    nth = 1 + int(store.connection.value("SELECT count(*) FROM level_change WHERE subject = ?", subject))
    data = codec.dump_text(reason.strip())
    columns = store.seal(data, level=Level.INTERNAL, owner=subject, part="reason", version=nth)
    store.connection.write(
        "INSERT INTO level_change (subject, nth, old, new, changed, reasoned, kid, wrapped, blob) "
        "VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?)",
        *(subject, nth, level, level, clock.stamp(), *columns),
    )


def _subject(code: str) -> str:
    return f"purge:{code}"


def _sum(one: Purged, two: Purged) -> Purged:
    return replace(
        one,
        codes=one.codes + two.codes,
        versions=one.versions + two.versions,
        drafts=one.drafts + two.drafts,
        kept=one.kept + two.kept,
        emptied=one.emptied + two.emptied,
    )


def _target(store: Store, code: str) -> _Target:
    found = store.connection.one(_FIND, code)
    if found is None:
        raise NoSuchRecord(name=code)
    row, record_id, code, level, deleted = found
    return _Target(row, record_id, code, Level(level), deleted is None)
