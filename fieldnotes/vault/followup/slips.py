"""Slips: small sealed values with a code of their own, each about one thing in the vault or about nothing.

Statuses, tasks, saved searches, contacts, proposed releases, recalls and reviews are kinds of them, so that all travel,
merge, are backed up and purged alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fieldnotes import clock
from fieldnotes.errors import NoSuchRecord, SealedClosed
from fieldnotes.model.level import Level
from fieldnotes.vault import codec
from fieldnotes.vault.ledger import ledger, version_vector
from fieldnotes.vault.ledger.version_vector import Of
from fieldnotes.vault.store import Store, new_id

PART = "slip"
NAMED = "named"
"""Said of itself by a slip whose words name somebody: it is SEALED whatever it is about."""
_COLUMNS = "SELECT id, code, kind, about, level, version, saved, kid, wrapped, blob FROM slip"
_INSERT = """INSERT INTO slip (id, code, kind, about, level, version, saved, kid, wrapped, blob)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_UPDATE = "UPDATE slip SET about = ?, level = ?, version = ?, saved = ?, kid = ?, wrapped = ?, blob = ? WHERE id = ?"
_THINGS = """SELECT code, id FROM record WHERE created <> '' UNION ALL SELECT code, id FROM entry
    UNION ALL SELECT code, id FROM case_file UNION ALL SELECT id, id FROM release"""


class Kind(StrEnum):
    STATUS = "status"
    WORDS = "status-words"
    TASK = "task"
    SEARCH = "search"
    CONTACT = "contact"
    PROPOSAL = "proposal"
    RECALL = "recall"
    REVIEW = "review"
    REMARK = "remark"


_WORDS = ("title", "name", "query")
_PREFIX = {kind: kind.name for kind in Kind}


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip. `said` is None while it cannot be read."""

    id: str
    code: str
    kind: Kind
    about: str
    """Id of what it is about."""
    level: Level
    version: int
    saved: str
    said: Mapping[str, Any] | None


def add(store: Store, kind: Kind, said: Mapping[str, Any], *, about: str = "", level: Level) -> Slip:
    """Write a new one. To be called within a transaction.

    Raises:
        SealedClosed: the level is SEALED and nothing can be written there.
    """
    slip = Slip(new_id(), store.next_code(_PREFIX[kind]), kind, about, level, 1, clock.stamp(), said)
    put(store, slip)
    _note(store, kind, slip.code)
    return slip


def change(
    store: Store, slip: Slip, said: Mapping[str, Any], *, about: str | None = None, level: Level | None = None
) -> Slip:
    """Write a new version over the one before; errors as of `add`."""
    changed = Slip(
        slip.id,
        slip.code,
        slip.kind,
        slip.about if about is None else about,
        slip.level if level is None else level,
        slip.version + 1,
        clock.stamp(),
        said,
    )
    columns = _seal(store, changed)
    store.connection.write(
        _UPDATE, changed.about, int(changed.level), changed.version, changed.saved, *columns, changed.id
    )
    _note(store, slip.kind, slip.code)
    return changed


def remove(store: Store, slip: Slip) -> None:
    """Take one away. To be called within a transaction."""
    store.connection.write("DELETE FROM slip WHERE id = ?", slip.id)
    _note(store, slip.kind, slip.code)


def put(store: Store, slip: Slip) -> None:
    """Write one down as it is; the caller tells the ledger."""
    told = (slip.id, slip.code, str(slip.kind), slip.about, int(slip.level), slip.version, slip.saved)
    store.connection.write(_INSERT, *told, *_seal(store, slip))


def get(store: Store, code: str, kind: Kind) -> Slip:
    """One by its code.

    Raises:
        NoSuchRecord: there is none of that kind.
    """
    found = store.connection.one(_COLUMNS + " WHERE code = ? AND kind = ?", code.upper(), str(kind))
    if found is None:
        raise NoSuchRecord(name=code)
    return _slip(store, found)


def all_of(store: Store, *kinds: Kind) -> Iterator[Slip]:
    """Every one of these kinds, or of all, in the order in which they were written."""
    for found in store.connection.rows(_COLUMNS + " ORDER BY row"):
        if not kinds or found[2] in kinds:
            yield _slip(store, found)


def about_of(store: Store, code: str) -> str:
    """The id by which slips speak of a record, register entry, case or release; "" for "".

    Raises:
        NoSuchRecord: there is nothing of that code.
    """
    if not code:
        return ""
    found = store.connection.value(f"SELECT id FROM ({_THINGS}) WHERE code = ?", code)  # noqa: S608 - a constant
    if found is None:
        raise NoSuchRecord(name=code)
    return str(found)


def codes(store: Store) -> dict[str, str]:
    """The code of everything that a slip can be about, by its id."""
    return {owner: code for code, owner in store.connection.rows(_THINGS)}


def move(store: Store, owner: str, level: Level) -> None:
    """Take what is said about a record to SEALED with it, or out of it again; what names somebody stays there.

    The caller has checked both levels.
    """
    for found in store.connection.rows(_COLUMNS + " WHERE about = ?", owner):
        slip = _slip(store, found)
        if slip.said is None:
            continue
        wanted = Level.SEALED if level is Level.SEALED or slip.said.get(NAMED) else Level.INTERNAL
        if slip.level is not wanted:
            change(store, slip, slip.said, level=wanted)


def seal(store: Store, names_somebody: Callable[[str], bool]) -> int:
    """Put tasks and searches whose words name somebody under SEALED, as their words may have been typed before the
    name was registered; how many there were. The compartment must be open."""
    done = 0
    with store.transaction():
        for slip in list(all_of(store, Kind.TASK, Kind.SEARCH)):
            if slip.level is Level.SEALED or slip.said is None:
                continue
            if names_somebody("\n".join(str(slip.said.get(key, "")) for key in _WORDS)):
                change(store, slip, {**slip.said, NAMED: True}, level=Level.SEALED)
                done += 1
    return done


def hand_over(store: Store, old: str, new: str) -> None:
    """What was said about one register entry is said about another, which it was joined to."""
    store.connection.write("UPDATE slip SET about = ? WHERE about = ?", new, old)


def forget(store: Store, owner: str) -> None:
    """Take away everything about what is purged. To be called within `Store.rewriting`, which tells the ledger."""
    store.connection.write("DELETE FROM slip WHERE about = ?", owner)


def _note(store: Store, kind: Kind, code: str) -> None:
    ledger.append(store, kind.value, **version_vector.facts(store, Of.SLIP, code))


def _seal(store: Store, slip: Slip) -> tuple[int, bytes, bytes]:
    assert slip.said is not None
    return store.seal(codec.dump(slip.said), level=slip.level, owner=slip.id, part=PART, version=slip.version)


def _slip(store: Store, found: tuple[Any, ...]) -> Slip:
    slip_id, code, kind, about, level, version, saved, *columns = found
    try:
        data = store.open(tuple(columns), level=Level(level), owner=slip_id, part=PART, version=version)
        said: Mapping[str, Any] | None = codec.load(data)
    except SealedClosed:
        said = None
    return Slip(slip_id, code, Kind(kind), about, Level(level), version, saved, said)
