"""Remove what is left behind from the tables, in one transaction; what must stay a row keeps an empty value.

A value that is away has the kid `AWAY_KID` and nothing else, so that codes still stand where names and titles were.
The vault's own secrets and its ledger stay: they hold no text.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from fieldnotes.model.level import INDEXED_LEVELS, Level
from fieldnotes.model.redaction import About
from fieldnotes.vault import codec
from fieldnotes.vault.connection import Value
from fieldnotes.vault.keys import sealed_values
from fieldnotes.vault.keys.keys import AWAY_KID
from fieldnotes.vault.records import records
from fieldnotes.vault.register.decisions import Key
from fieldnotes.vault.store import Store
from fieldnotes.vault.travel.away import Plan

_GONE = """(SELECT r.row FROM record r JOIN case_file c ON c.row = r.case_row
    WHERE r.level IN (SELECT value FROM json_each(?1)) OR c.code IN (SELECT value FROM json_each(?2))
    OR r.id IN (SELECT value FROM json_each(?3)))"""
_EMPTY = f"kid = {AWAY_KID}, wrapped = x'', blob = x''"

_DRAFTS = f"""FROM draft WHERE level IN (SELECT value FROM json_each(?1))
    OR (sealed = 1 AND {int(Level.SEALED)} IN (SELECT value FROM json_each(?1)))
    OR case_code IN (SELECT value FROM json_each(?2)) OR id IN (SELECT value FROM json_each(?3))
    OR record_code IN (SELECT code FROM record WHERE row IN {_GONE})"""  # noqa: S608 - constants of this module
_LEFT_CASES = f""" WHERE row IN (SELECT case_row FROM record WHERE row IN {_GONE})
    OR code IN (SELECT value FROM json_each(?2))"""  # noqa: S608
_VERDICTS = f"""FROM verdict WHERE {int(Level.SEALED)} IN (SELECT value FROM json_each(?1))
    OR scope IN (SELECT code FROM case_file{_LEFT_CASES}) OR scope IN (SELECT code FROM record WHERE row IN {_GONE})
    OR scope IN (SELECT code FROM record WHERE case_row IN (SELECT row FROM case_file{_LEFT_CASES}))"""  # noqa: S608
"""Those of a case that loses a record; without names they are all useless."""
_RELEASES = f"SELECT DISTINCT release_row FROM release_record WHERE record_row IN {_GONE}"  # noqa: S608
_SLIPS = f"""FROM slip WHERE level IN (SELECT value FROM json_each(?1))
    OR about IN (SELECT id FROM record WHERE row IN {_GONE})
    OR about IN (SELECT id FROM case_file WHERE code IN (SELECT value FROM json_each(?2)))
    OR about IN (SELECT id FROM release WHERE row IN ({_RELEASES}))"""  # noqa: S608
"""Those about a release that carried a record which goes: it may go too."""
_REASONS = f"DELETE FROM level_change WHERE subject IN (SELECT id FROM record WHERE row IN {_GONE})"  # noqa: S608
_WITH_PASSAGES = ("body", "draft")
_PARTS = ("release_record", "mention", "sealed_version", "sealed_words", "evidence_piece", "card", "body")
_DELETE_PART = "DELETE FROM # WHERE record_row IN " + _GONE  # noqa: S608
_RECORDS = "DELETE FROM record WHERE row IN " + _GONE  # noqa: S608
_COUNT = "SELECT count(*) FROM record WHERE row IN " + _GONE  # noqa: S608

_EMPTIED: dict[Level, tuple[str, ...]] = {
    Level.SEALED: (
        f"UPDATE entry SET {_EMPTY}",  # noqa: S608 - as above
        f"UPDATE consent_form SET {_EMPTY}",  # noqa: S608
        f"UPDATE sealed_words SET {_EMPTY}",  # noqa: S608
        f"UPDATE card SET {_EMPTY} WHERE sealed = 1",  # noqa: S608
        f"UPDATE body SET {_EMPTY} WHERE sealed = 1",  # noqa: S608
    ),
    Level.INTERNAL: (
        f"UPDATE consent SET {_EMPTY}",  # noqa: S608
        f"UPDATE level_change SET {_EMPTY}",  # noqa: S608
        f"UPDATE release SET {_EMPTY}",  # noqa: S608
        f"UPDATE case_file SET {_EMPTY}",  # noqa: S608
        f"UPDATE verdict SET {_EMPTY} WHERE kid IS NOT NULL",  # noqa: S608
        f"UPDATE term SET {_EMPTY}",  # noqa: S608
    ),
}
_CASES = f"UPDATE case_file SET {_EMPTY} WHERE code IN (SELECT value FROM json_each(?1))"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Removed:
    """How many records and how many identities went."""

    records: int
    names: int


def counted(store: Store, plan: Plan) -> Removed:
    """What `remove` would take away."""
    names = store.connection.value("SELECT count(*) FROM entry") if Level.SEALED in plan.levels else 0
    return Removed(int(store.connection.value(_COUNT, *_chosen(plan))), int(names))


def numbers(store: Store, plan: Plan) -> frozenset[int]:
    """The rows of the records that `remove` would take away."""
    sql = "SELECT row FROM record WHERE row IN " + _GONE  # noqa: S608
    return frozenset(number for (number,) in store.connection.rows(sql, *_chosen(plan)))


def drafts(store: Store, plan: Plan) -> list[str]:
    """The drafts that `remove` would take away."""
    return [draft for (draft,) in store.connection.rows("SELECT id " + _DRAFTS, *_chosen(plan))]


def slips(store: Store, plan: Plan) -> list[str]:
    """The ids of the statuses, tasks and saved searches that `remove` would take away."""
    return [slip for (slip,) in store.connection.rows(f"SELECT id {_SLIPS} ORDER BY row", *_chosen(plan))]


def decisions(store: Store, plan: Plan) -> frozenset[Key]:
    """The decisions that `remove` would take away."""
    rows = store.connection.rows("SELECT about, scope, hit " + _VERDICTS, *_chosen(plan))
    return frozenset((About(about), scope, hit) for about, scope, hit in rows)


def remove(store: Store, plan: Plan) -> Removed:
    """Take everything of `plan` out of the tables. To be called within `Store.rewriting`."""
    chosen, connection = _chosen(plan), store.connection
    removed = counted(store, plan)
    touched = [row for (row,) in connection.rows(_RELEASES, *chosen)]
    for statement in ("DELETE " + _SLIPS, "DELETE " + _DRAFTS, "DELETE " + _VERDICTS, _REASONS):
        connection.write(statement, *chosen)
    for part in _PARTS:
        connection.write(_DELETE_PART.replace("#", part), *chosen)
    connection.write(_RECORDS, *chosen)
    for row in touched:
        connection.write(
            "DELETE FROM release WHERE row = ? AND NOT EXISTS (SELECT 1 FROM release_record WHERE release_row = ?)",
            *(row, row),
        )
    for level in plan.levels & _EMPTIED.keys():
        for statement in _EMPTIED[level]:
            connection.write(statement)
    connection.write(_CASES, json.dumps(sorted(plan.cases)))
    records.rebuild_index(store)
    return removed


def completed(store: Store, plan: Plan) -> Plan:
    """The plan with what lies at other levels and has a passage at one of its levels, in any version.

    SEALED passages are cut out of their records and need no such thing.
    """
    wanted = plan.levels - {Level.SEALED}
    going = {store.connection.value("SELECT id FROM record WHERE row = ?", number) for number in numbers(store, plan)}
    found: set[str] = set()
    for value in sealed_values.all_of(store, INDEXED_LEVELS) if wanted else ():
        if value.table.part in _WITH_PASSAGES and value.owner not in going | found and value.kid != AWAY_KID:
            raw = codec.load(value.opened(store))
            body = codec.load_body(codec.dump(raw.get("body", raw)))
            if any(passage.level in wanted for passage in body.passages):
                found.add(value.owner)
    return replace(plan, further=frozenset(found))


def _chosen(plan: Plan) -> tuple[Value, Value, Value]:
    levels = sorted(int(level) for level in plan.levels)
    return json.dumps(levels), json.dumps(sorted(plan.cases)), json.dumps(sorted(plan.further))
