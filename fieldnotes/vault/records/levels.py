"""Move a record or register entry to another level: one transaction for every version, draft and search row.

Words of SEALED passages and versions that were put under SEALED stay there, whatever the record's level becomes.

Raising needs nothing; lowering needs a reason, which is sealed at INTERNAL beside the ledger's entry. A trigger in
the database holds the same line for code that forgets to ask.
"""

from __future__ import annotations

from dataclasses import dataclass

from fieldnotes import clock
from fieldnotes.errors import LeftBehind, NotPermitted, ReasonNeeded
from fieldnotes.i18n import tr
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.record import Row
from fieldnotes.protection import policy
from fieldnotes.vault import codec
from fieldnotes.vault.followup import slips
from fieldnotes.vault.ledger import ledger, version_vector
from fieldnotes.vault.ledger.version_vector import Of
from fieldnotes.vault.records import cases, drafts, evidence_files, records, search_index, versions
from fieldnotes.vault.store import SealedColumns, Store


@dataclass(frozen=True, slots=True)
class LevelChange:
    """One move of a record or entry, with the reason given for it."""

    old: Level
    new: Level
    changed: str
    reason: str


def set_level(store: Store, code: str, level: Level, *, reason: str) -> Changes:
    """Give a record another level.

    Raises:
        NoSuchRecord: there is none.
        ReasonNeeded: the level is lowered without a reason.
        NotPermitted: below the floor of its case.
        SealedClosed: the old or the new level is SEALED and the compartment is closed.
    """
    with store.transaction():
        stored = records.find(store, code)
        old = stored.row.level
        if old is level:
            return Changes(ledger=False)
        check(store, stored.row, level)
        nth = record_change(store, stored.row.id, old, level, reason=reason)
        card, body = stored.row.card, versions.opened(store, stored)
        assert card is not None
        search_index.remove(store, stored.number, old, card, body)
        versions.move(store, stored, level)
        evidence_files.move(store, stored, level)
        store.connection.write(
            "UPDATE record SET level = ?, level_changes = ? WHERE row = ?", int(level), nth, stored.number
        )
        search_index.add(store, stored.number, level, card, body)
        drafts.move(store, code, level)
        slips.move(store, stored.row.id, level)
        note(store, Of.RECORD, code, old, level, nth)
    return Changes(records=frozenset({code}), drafts=True)


def check(store: Store, row: Row, level: Level) -> None:
    """Whether a record could have another level.

    Raises:
        NotPermitted: below the floor of its case.
        SealedClosed: the old or the new level is SEALED and the compartment is closed.
    """
    if policy.is_lower(level, cases.floor(store, row.case)):
        raise NotPermitted(level=level.words, action=tr("the case has a higher floor"))
    to_read, to_write = row.level is Level.SEALED, level is Level.SEALED
    if (to_read and not store.keys.sealed_is_open) or (to_write and not store.keys.can_write_sealed):
        raise store.keys.closed()


def record_change(store: Store, subject: str, old: Level, new: Level, *, reason: str) -> int:
    """Write down a change of level; which one of its subject it is. The caller tells the ledger with `note`.

    Raises:
        ReasonNeeded: the level is lowered without a reason.
    """
    reason = reason.strip()
    if policy.is_lower(new, old) and not reason:
        raise ReasonNeeded
    nth = 1 + int(store.connection.value("SELECT count(*) FROM level_change WHERE subject = ?", subject))
    columns = store.seal(codec.dump_text(reason), level=Level.INTERNAL, owner=subject, part="reason", version=nth)
    store.connection.write(
        "INSERT INTO level_change (subject, nth, old, new, changed, reasoned, kid, wrapped, blob) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        *(subject, nth, int(old), int(new), clock.stamp(), int(bool(reason)), *columns),
    )
    return nth


def note(store: Store, of: Of, code: str, old: Level, new: Level, nth: int) -> None:
    """Tell the ledger of a change of level, once it is done."""
    told = version_vector.facts(store, of, code)
    ledger.append(store, "level", old=old.name, new=new.name, nth=nth, **told)


def changes_of(store: Store, subject: str) -> list[LevelChange]:
    """Every change of level of one record or entry, oldest first."""
    found = store.connection.rows(
        "SELECT nth, old, new, changed, kid, wrapped, blob FROM level_change WHERE subject = ? ORDER BY nth", subject
    )
    return [
        LevelChange(Level(old), Level(new), changed, _reason(store, subject, nth, tuple(columns)))
        for nth, old, new, changed, *columns in found
    ]


def _reason(store: Store, subject: str, nth: int, columns: SealedColumns) -> str:
    """Empty while it is left behind."""
    try:
        return codec.load_text(store.open(columns, level=Level.INTERNAL, owner=subject, part="reason", version=nth))
    except LeftBehind:
        return ""
