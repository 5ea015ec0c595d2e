"""Move a record or register entry to another level: one transaction for every version, draft and search row.

Raising needs nothing; lowering needs a reason, which is sealed at INTERNAL beside the ledger's entry. A trigger in
the database holds the same line for code that forgets to ask.
"""

from __future__ import annotations

from dataclasses import dataclass

from fieldnotes import clock
from fieldnotes.errors import NotPermitted, ReasonNeeded, SealedClosed
from fieldnotes.i18n import tr
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.vault import cases, codec, drafts, ledger, records, search_index
from fieldnotes.vault.records import Stored
from fieldnotes.vault.store import Store

_PARTS = (
    (
        "card",
        "SELECT version, kid, wrapped, blob FROM card WHERE record_row = ?",
        "UPDATE card SET kid = ?, wrapped = ?, blob = ? WHERE record_row = ? AND version = ?",
    ),
    (
        "body",
        "SELECT version, kid, wrapped, blob FROM body WHERE record_row = ?",
        "UPDATE body SET kid = ?, wrapped = ?, blob = ? WHERE record_row = ? AND version = ?",
    ),
)


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
        if is_lowered(cases.get(store, stored.row.case).floor, level):
            raise NotPermitted(level=level.name, action=tr("the case has a higher floor"))
        if Level.SEALED in (old, level) and not store.keys.sealed_is_open:
            raise SealedClosed
        nth = record_change(store, stored.row.id, code, old, level, reason=reason)
        record = records.opened(store, stored)
        assert record.row.card is not None
        search_index.remove(store, stored.number, old, record.row.card, record.body)
        _reseal(store, stored, level)
        store.connection.write(
            "UPDATE record SET level = ?, level_changes = ? WHERE row = ?", int(level), nth, stored.number
        )
        search_index.add(store, stored.number, level, record.row.card, record.body)
        drafts.move(store, code, level)
    return Changes(records=frozenset({code}), drafts=True)


def record_change(store: Store, subject: str, code: str, old: Level, new: Level, *, reason: str) -> int:
    """Write down a change of level; which one of its subject it is.

    Raises:
        ReasonNeeded: the level is lowered without a reason.
    """
    reason = reason.strip()
    if is_lowered(old, new) and not reason:
        raise ReasonNeeded
    nth = 1 + int(store.connection.value("SELECT count(*) FROM level_change WHERE subject = ?", subject))
    columns = store.seal(codec.dump_text(reason), level=Level.INTERNAL, owner=subject, part="reason", version=nth)
    store.connection.write(
        "INSERT INTO level_change (subject, nth, old, new, changed, reasoned, kid, wrapped, blob) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        *(subject, nth, int(old), int(new), clock.stamp(), int(bool(reason)), *columns),
    )
    ledger.append(store, "level", code=code, old=old.name, new=new.name, nth=nth)
    return nth


def changes_of(store: Store, subject: str) -> list[LevelChange]:
    """Every change of level of one record or entry, oldest first."""
    found = store.connection.rows(
        "SELECT nth, old, new, changed, kid, wrapped, blob FROM level_change WHERE subject = ? ORDER BY nth", subject
    )
    return [
        LevelChange(
            Level(old),
            Level(new),
            changed,
            codec.load_text(
                store.open(tuple(columns), level=Level.INTERNAL, owner=subject, part="reason", version=nth)
            ),
        )
        for nth, old, new, changed, *columns in found
    ]


def is_lowered(old: Level, new: Level) -> bool:
    """Whether `new` protects less than `old`."""
    return new < old


def _reseal(store: Store, stored: Stored, level: Level) -> None:
    """Every version of every part under `level`'s key, each with a fresh record key."""
    owner, old = stored.row.id, stored.row.level
    for part, select, update in _PARTS:
        for version, *columns in store.connection.rows(select, stored.number):
            text = store.open(tuple(columns), level=old, owner=owner, part=part, version=version)
            sealed = store.seal(text, level=level, owner=owner, part=part, version=version)
            store.connection.write(update, *sealed, stored.number, version)
