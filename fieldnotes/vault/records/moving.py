"""Another case for a record: all its versions, drafts and levels stay; the ledger notes from where to where."""

from __future__ import annotations

from fieldnotes.errors import MoveRefused
from fieldnotes.i18n import N_, tr
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.protection import policy
from fieldnotes.vault.ledger import ledger
from fieldnotes.vault.records import cases, records
from fieldnotes.vault.store import Store

_EVENT = "moved"
_FLOOR = N_("nothing in {case} may be below the level {level}")


def move(store: Store, code: str, case: str) -> Changes:
    """Put a record into another case. What was decided about it alone goes along; what was for all of its case stays.

    Raises:
        NoSuchRecord: there is no such record or case.
        MoveRefused: its level is below the floor of that case.
    """
    with store.transaction():
        stored, floor = records.find(store, code), cases.floor(store, case)
        before = stored.row.case
        if before == case:
            return Changes(ledger=False)
        check(code, stored.row.level, case, floor)
        store.connection.write("UPDATE record SET case_row = ? WHERE row = ?", cases.row_of(store, case), stored.number)
        store.connection.write("UPDATE draft SET case_code = ? WHERE record_code = ?", case, code)
        ledger.append(store, _EVENT, code=code, before=before, case=case)
    return Changes(records=frozenset({code}), cases=frozenset({before, case}), drafts=True)


def check(code: str, level: Level, case: str, floor: Level) -> None:
    """Whether a record of this level may be in a case with this floor; MoveRefused where not."""
    if policy.is_lower(level, floor):
        raise MoveRefused(code=code, why=tr(_FLOOR, case=case, level=floor.words))
