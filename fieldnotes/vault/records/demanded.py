"""Levels of records and register entries as the policy lets them be: what a vault's owner does goes through here.

A merge does not: what it takes over was held to the policy on the computer where it was done.
"""

from __future__ import annotations

from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind, Row
from fieldnotes.model.register import EntityType, Entry, Identity, Role
from fieldnotes.protection import policy
from fieldnotes.vault import rules
from fieldnotes.vault.ledger import ledger
from fieldnotes.vault.opened import Opened
from fieldnotes.vault.records import levels, records
from fieldnotes.vault.register import register_store

LOWERED = "lowering"
"""Event of the ledger where there is a policy: what was given for the change of level before it."""


def add_record(opened: Opened, case: str, *, kind: Kind, level: Level, card: Card, body: Body) -> tuple[Row, Changes]:
    """Add a record; its level is raised to the policy's where that is higher. Errors as `records.add`."""
    level = rules.level_of_record(opened.header, kind, level)
    return records.add(opened.store, case, kind=kind, level=level, card=card, body=body)


def set_level(opened: Opened, code: str, level: Level, *, reason: str, second: str) -> Changes:
    """Give a record another level. `second` is who else agreed to lowering it; it is kept with the reason.

    Raises:
        PolicyForbids: below the least level of its kind.
        ReasonNeeded, SecondNeeded, SealedClosed: more is needed to lower it.
        Others of `levels.set_level`.
    """
    row, store = records.find(opened.store, code).row, opened.store
    rules.check_level(opened.header, f"{row.kind}.body", level)
    given = given_for(opened, level, row.level, reason=reason, second=second)
    with store.transaction():
        changes = levels.set_level(store, code, level, reason=_told(reason, second))
        _note(opened, given)
    return changes


def check_level(opened: Opened, row: Row, level: Level) -> None:
    """Whether a record could have another level at all, whatever reason is given.

    Raises:
        PolicyForbids, NotPermitted, SealedClosed: as `set_level` would.
    """
    rules.check_level(opened.header, f"{row.kind}.body", level)
    levels.check(opened.store, row, level)
    if policy.is_lower(level, row.level):
        given_for(opened, level, row.level, reason="-", second="-")  # words are still to be asked for


def add_entry(
    opened: Opened,
    *,
    type: EntityType,  # noqa: A002 - the model's word
    role: Role,
    level: Level,
    identity: Identity,
) -> tuple[Entry, Changes]:
    """Register somebody; the level is raised to the policy's where that is higher. Errors as `register_store.add`."""
    level = rules.level_of_entry(opened.header, type, level)
    return register_store.add(opened.store, type=type, role=role, level=level, identity=identity)


def change_entry(
    opened: Opened,
    code: str,
    *,
    identity: Identity | None,
    role: Role | None,
    level: Level | None,
    reason: str,
    second: str,
) -> Changes:
    """Change what is given of a register entry. Errors as `set_level` and `register_store.change`."""
    store, given = opened.store, ""
    if level is not None:
        entry = register_store.get(store, code)
        rules.check_level(opened.header, f"{entry.type}.name", level)
        given = given_for(opened, level, entry.level, reason=reason, second=second)
    with store.transaction():
        told = _told(reason, second)
        changes = register_store.change(store, code, identity=identity, role=role, level=level, reason=told)
        _note(opened, given)
    return changes


def given_for(opened: Opened, new: Level, old: Level, *, reason: str, second: str) -> str:
    """What was given for a change of level, empty where it lowers nothing. Raises as `rules.check_lowering`."""
    if not policy.is_lower(new, old):
        return ""
    keys = opened.store.keys
    closed = None if keys.sealed_is_open else keys.closed()
    return rules.check_lowering(opened.header, reason=reason, second=second, closed=closed)


def _told(reason: str, second: str) -> str:
    return f"{reason.strip()}\n+ {second.strip()}" if reason.strip() and second.strip() else reason


def _note(opened: Opened, given: str) -> None:
    if given and opened.header.policy is not None:
        ledger.append(opened.store, LOWERED, given=given)
